### Прямые эфиры: что слышат модераторы и жители.

## Отказы

refusal-broadcast-cannot =
    { $detail ->
        [collecting] Эфир ещё не начался.
        [running] Эфир уже идёт.
        [paused] Эфир на паузе.
        [cancelled] Этот эфир отменили.
       *[ended] Эфир уже закончился.
    }
refusal-broadcast-no-theme = Такой темы в эфире нет: её присоединили к другой.
refusal-broadcast-empty-theme = В этой теме не осталось вопросов.
refusal-broadcast-not-started = Эфир ещё не начался: отмечать пока нечего.
refusal-broadcast-not-answered = На эту тему в эфире ещё не ответили.
refusal-broadcast-same-theme = Это одна и та же тема.
refusal-broadcast-undo-late = Это уже не отменить.
refusal-broadcast-changed-since = После этого тему уже меняли. Отмените сначала последнее.
refusal-broadcast-was-first = Это уже отметил другой модератор.
refusal-broadcast-no-question = Вопроса{ about-number } нет в эфире.
refusal-broadcast-length = Сколько минут идёт эфир? Можно до двенадцати часов: «эфир 3.12 18:00 Ветров 90 минут».
refusal-broadcast-how = Напишите день, время, кто и сколько минут: «эфир 3.12 18:00 Ветров 90 минут».
refusal-take-how = Перешлите сообщение или напишите: «забрать vk.com/id123 текст вопроса». Вместо id123 — страница того, кто спросил, по номеру.
refusal-paste-comment = Комментарий по этой ссылке мне не прочесть. Пришлите текст: «забрать vk.com/id123 текст вопроса», где id123 — автор.
refusal-nobody-to-ask = Вопрос №{ $number } принесли таблицей, без страницы автора: спросить некого. Ответьте тем, что знаете.
refusal-no-such-broadcast = Такого эфира нет. Объявить — «эфир 3.12 18:00 Ветров 90 минут».

## До эфира

air-announced =
    Эфир №{ $air }: { $host }, { $planned_date }, { $planned_at }–{ $until_at }.
    Где идёт?
air-collects =
    { $has_chats ->
        [yes] Собираю вопросы: чаты ({ $chats }), личка, комментарии под анонсом в сообществе.
       *[no] Собираю вопросы: личка, комментарии под анонсом в сообществе.
    } Ссылку на пост или трансляцию пришлите так: «эфир ссылка vk.com/…» — узнаю комментарии под ней.
    { $page ->
        [yes] Комментарии на личной странице мне не видны: пересылайте их сюда в личку, заберу. Эфир №{ $air }, { $host }.
       *[no] Эфир №{ $air }, { $host }.
    }
    { $has_chats ->
        [yes] Текст анонса — ниже, его публикуете вы. Поставить посты в чаты?
       *[no] Текст анонса — ниже, его публикуете вы.
    }
air-wall-text =
    { $planned_date }, { $planned_at } — { $host } в прямом эфире.
    О чём спросить? Дороги зимой, каток, автобусы — что угодно.
    Напишите вопрос в комментариях, в чате округа или боту: vk.me/{ $screen_name }
    Успеем не всё. На остальное ответим письменно { $written_day_by } — каждому.
air-posted =
    { $has_chats ->
        [yes] Эфир №{ $air }: посты в чаты ({ $chats }) отправил, закреплю. Напомню там за день и за час.
       *[no] Эфир №{ $air }: чатов жителей у округа нет, посты ставить некуда.
    }
air-linked =
    Эфир №{ $air }: ссылку запомнил{ $has_link ->
        [yes] : { $link }
       *[no] { "" }
    }
    { $heard ->
        [yes] Комментарии под ней считаю вопросами к эфиру.
       *[no] Комментарии там мне не видны: пересылайте их мне в личку, заберу.
    }
air-chat-post =
    { $planned_date } в { $planned_at } в прямом эфире отвечает { $host_full }. Вопросы — прямо здесь, со словом «эфиру»: запишу. Похожий уже есть — поставьте реакцию.
air-soon =
    { $planned_today ->
        [yes] Сегодня в { $planned_at } прямой эфир: отвечает { $host }.
       *[no] Завтра в { $planned_at } прямой эфир: отвечает { $host }.
    } Вопросы ещё записываю.{ $has_link ->
        [yes] { " " }Смотреть: { $link }
       *[no] { "" }
    }
air-next =
    { $live ->
        [yes] Прямой эфир идёт сейчас: отвечает { $host }.
       *[no] Ближайший эфир — { $planned }: отвечает { $host }. Вопрос можно задать уже сейчас, начните со слова «эфиру».
    }{ $has_link ->
        [yes] { " " }Смотреть: { $link }
       *[no] { "" }
    }
air-digest =
    Эфир №{ $air } сегодня. Вопросов { $questions }, тем { $themes }.
    { $has_rows ->
        [yes] { $rows }
       *[no] { -no-line }
    }
    { $has_facts_asked ->
        [yes] Справки от отделов: { $facts } из { $facts_asked }
       *[no] { -no-line }
    }
    .rows = { $index }. { $title } — вопросов { $questions }{ air-votes }{ air-ready }{ air-code }{ air-promise }
air-votes =
    { $votes ->
        [0] { "" }
        [one] , { $votes } голос
        [few] , { $votes } голоса
       *[other] , { $votes } голосов
    }
air-ready =
    { $ready ->
        [yes] { " " }— есть готовый ответ
       *[no] { "" }
    }
air-code =
    { $has_code ->
        [yes] { " " }— { $code }
       *[no] { "" }
    }
air-promise =
    { $has_promise ->
        [yes] { " " }— обещали: { $promise_day_short }
       *[no] { "" }
    }

## Пульт

air-desk =
    { $state ->
        [collecting] Эфир №{ $air } · начнём в { $planned_at }
        [running] Эфир №{ $air } · идёт{ air-running }
        [paused] Эфир №{ $air } · пауза{ air-running }
        [cancelled] Эфир №{ $air } · отменили
       *[ended] Эфир №{ $air } · закончился
    } · всего { $collected } · в эфире { $on_air } · письменно { $in_writing } · новых { $fresh }
    На экране: { $has_screen ->
        [yes] { $screen }{ $has_screen_more ->
            [yes] { " " }· ещё { $screen_more }
           *[no] { "" }
        }
       *[no] —
    }
    { $has_last ->
        [yes] Ответили: { $last }{ $has_last_code ->
            [yes] { " " }· { $last_code }
           *[no] { "" }
        }
       *[no] { -no-line }
    }
    { $has_rows ->
        [yes] Дальше:
       *[no] { -no-line }
    }
    { $has_rows ->
        [yes] { $rows }
       *[no] { -no-line }
    }
    { $has_fresh ->
        [yes] Новых { $fresh }: к старым темам { $fresh_old }, новых тем { $fresh_themes }. Всего сообщений { $messages }.
       *[no] { $has_messages ->
            [yes] Всего сообщений { $messages }.
           *[no] { -no-line }
        }
    }
    { $has_flood ->
        [yes] ⚠ Похоже на накрутку: одинаковых { $flood } — «{ $flood_text }»
       *[no] { -no-line }
    }
    { $has_caught ->
        [yes] После перерыва дочитал сообщения: { $caught }.
       *[no] { -no-line }
    }
    { $has_undo ->
        [yes] Минуту можно отменить: { air-tap }{ $has_undo_title ->
            [yes] { ": " }{ $undo_title }
           *[no] { "" }
        }
       *[no] { -no-line }
    }
    .rows = { $index }. { $title } ({ $questions }{ air-votes }){ air-ready }{ air-code }{ air-promise }
air-running =
    { $has_code ->
        [yes] { " " }{ $code }
       *[no] { "" }
    }
air-tap =
    { $undo ->
        [start] начали
        [pause] пауза
        [resume] продолжили
        [show] на экран
        [answered] ответили
        [also] ответили
        [other] ответили на другое
        [promised] обещали
        [in-writing] письменно
        [off-air] не в эфир
        [queue] в очередь
        [join] присоединили
        [split] отделили
        [rename] переименовали
        [code] время
        [gist] суть ответа
        [end] закончили
       *[undo] отмена
    }
air-what =
    { $what ->
        [start] Начали
        [pause] Пауза
        [resume] Продолжили
        [show] На экране
        [answered] Ответили
        [also] Ответили
        [other] Ответили на другое
        [promised] Обещали
        [in-writing] Письменно
        [off-air] Не в эфир
        [queue] В очередь
        [join] Присоединили
        [split] Отделили
        [rename] Переименовали
        [code] Время поправили
        [gist] Записал суть
        [end] Закончили
        [cancel] Эфир отменили, вопросы передам исполнителям
       *[undo] Отменили
    }
air-new =
    Эфир №{ $air }. «{ $title }»: вопросов { $questions }, новых { $fresh }, голосов { $votes }.
    { $has_words ->
        [yes] { $words }
       *[no] { -no-line }
    }
    { $has_left ->
        [yes] После неё ещё тем: { $left }.
       *[no] Это последняя из новых.
    }
air-nothing-new = Эфир №{ $air }: новых вопросов нет.
air-choice =
    { $what ->
        [reason] Эфир №{ $air }. Почему не в эфир? «{ $title }»
        [rename] Эфир №{ $air }. Как назвать «{ $title }»? Ответьте названием на это сообщение. Или «назвать тему», номер вопроса и название.
        [join] Эфир №{ $air }. К какой теме присоединить «{ $title }»?
        [also] Эфир №{ $air }. На какую ещё тему ответили? Время — как у прошлого ответа.
        [day] Эфир №{ $air }. К какой дате обещал? «{ $title }». Другая дата — «обещал», номер вопроса и день.
        [fact] Эфир №{ $air }. О чём спросить отдел? Ответ увидит только ведущий.
        [fact-who] Эфир №{ $air }. Кого спросить про «{ $title }»? Другого — «справка», номер вопроса и фамилия.
        [end] Закончить эфир №{ $air }? Всё, что не прозвучало, сразу уйдёт исполнителям. Отменить это нельзя.
        [resume] Эфир №{ $air }. Новая ссылка? Напишите «эфир дальше vk.com/…» — время ответов пойдёт от новой записи.
       *[other] Эфир №{ $air }. О чём ответили? Напишите «эфир другое» и суть одной строкой.
    }
air-log =
    Эфир №{ $air }, что отмечали:
    { $has_rows ->
        [yes] { $rows }
       *[no] пока ничего
    }
    .rows = { $at_at } { $by }: { air-what }{ $has_title ->
        [yes] { " " }— { $title }
       *[no] { "" }
    }{ $undone ->
        [yes] { " " }(отменено)
       *[no] { "" }
    }
air-was-first =
    { $has_by ->
        [yes] { air-what } — уже отмечено: { $by }
       *[no] { air-what } — уже отмечено другим модератором
    }
air-done = { air-what }{ $has_title ->
        [yes] { ": " }{ $title }
       *[no] { "" }
    }{ air-code }
air-balance =
    Эфир №{ $air }, { $has_hours ->
        [yes] { $hours } ч { $minutes } мин
       *[no] { $minutes } мин
    }. Сообщений { $messages }, из них вопросов { $collected }.
    В эфире ответили на темы: { $themes }, это вопросов { $on_air }. Письменно — { $in_writing }{ $has_officials ->
        [yes] { " " }(ответственных { $officials }{ $has_due ->
            [yes] , срок — { $due }
           *[no] { "" }
        })
       *[no] { "" }
    }.
    { $has_in_work ->
        [yes] Ещё в работе — { $in_work }.
       *[no] { -no-line }
    }
    Повторы с готовым ответом — { $duplicates }. Отклонено с причиной — { $declined }. Отозвали — { $withdrawn }.
    { $holds ->
        [yes] Сумма сходится: { $collected }.
       *[no] ⚠ Сумма не сходится: вопросов { $collected }. Сообщите администратору.
    }
    { $has_promises ->
        [yes] Обещаний в эфире — { $promises }{ $has_nearest ->
            [yes] , ближайшее: { $nearest_day_short }
           *[no] { "" }
        }.
       *[no] { -no-line }
    }

## В чатах, пока идёт

air-started =
    Начали прямой эфир.{ $has_link ->
        [yes] { " " }Смотреть: { $link }
       *[no] { "" }
    } Вопросы пишите здесь.
air-paused = Трансляция прервалась, чиним. Вопросы сохранены, ваши места в очереди — тоже.
air-resumed =
    Продолжаем.{ $has_link ->
        [yes] { " " }Смотреть: { $link }
       *[no] { "" }
    }

## Тому, кто спросил

recorded-for-air =
    Записал к эфиру, №{ $number }: «{ $text }».
    { $host } отвечает { $planned_on }. Не успеет — ответим письменно { $written_by }.
    { $nameless ->
        [yes] Имя в эфире не назовём.
       *[no] { -no-line }
    }
name-shown =
    { $hidden ->
        [yes] Имя в эфире не назовём: его видят только модераторы. Вопрос №{ $number }
       *[no] В эфире назовём имя и место. Вопрос №{ $number }
    }
late-for-air =
    Эфир закончился в { $ended_at }. Вопрос №{ $number } записал, ответят письменно{ $has_due ->
        [yes] { " " }{ $due_by }
       *[no] { "" }
    }.
unheard =
    Вопрос №{ $number } «{ $text }» в эфире не прозвучал{ air-reason }. { who-answers }
air-reason =
    { $reason ->
        [personal] : в нём личное
        [not-here] : его решают не на эфире
        [repeat] : на такой уже отвечали
       *[none] { "" }
    }
not-on-air =
    Вопрос №{ $number } не взяли: { $reason ->
        [flood] одинаковых сообщений было слишком много
       *[insult] в нём оскорбления
    }. Спросите другими словами — запишем.
