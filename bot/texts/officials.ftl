### Что бот говорит тем, кто отвечает: исполнителям, замам, главам.

welcome-official =
    { $has_person ->
        [yes] Здравствуйте, { $person_first }.
       *[no] Здравствуйте.
    } Сюда приходят вопросы жителей, на которые ждут вашего ответа.
    Отвечать можно прямо в чате — ответом на сообщение жителя, я сам увижу. Или здесь.
    По вечерам и в выходные не пишу, кроме аварий.

card =
    { card-note }
    { $urgent ->
        [yes] ⚠ Срочно. №{ $number }{ card-topic } · { card-place }, { $asked_at }{ card-votes }
       *[no] №{ $number }{ card-topic } · { card-place }, { $asked_at }{ card-votes }
    }
    { $has_author ->
        [yes] { $author_short }: «{ $text }»{ card-attachments }
       *[no] Житель: «{ $text }»{ card-attachments }
    }
    { $has_where ->
        [yes] Где: { $where }
       *[no] { -no-line }
    }
    { $has_earlier ->
        [yes] { $has_earlier_by ->
            [yes] Раньше{ earlier-day } ответили: «{ $earlier }» — { $earlier_by }
           *[no] Раньше ответили: «{ $earlier }»
        }
       *[no] { -no-line }
    }
    { $has_notes ->
        [yes] { $notes }
       *[no] { -no-line }
    }
    { $has_incident ->
        [yes] Уже в «Инциденте», №{ $incident }.
       *[no] { -no-line }
    }
    { $has_because ->
        [yes] Почему вам: { card-because }
       *[no] { -no-line }
    }
    { $has_due ->
        [yes] { $due_past ->
            [yes] ⚠ Срок был { $due_on }.
           *[no] { $due_today ->
                [yes] ⚠ Срок — { $due }.
               *[no] Срок — { $due }.
            }
        }
       *[no] Без срока.
    } Напишите ответ — отправлю под вопрос.

earlier-day =
    { $has_earlier_at ->
        [yes] , { $earlier_at_date },
       *[no] { "" }
    }

card-note =
    { $note ->
        [handed] { $has_note_by ->
            [yes] Вопрос вам передаёт { $note_by_full }.
           *[no] Вам передали вопрос.
        }
        [substitute] { $has_note_by ->
            [yes] Вы отвечаете вместо { $note_by_gen }.
           *[no] Вы отвечаете вместо коллеги.
        }
        [split] Отделили от другого вопроса.
        [returned] Ответ вернули на доработку.
        [reopened] Вопрос вернулся: житель пишет, что не решено.
        [escalated] { $has_note_by ->
            [yes] Срок прошёл, ответа нет. Отвечает { $note_by_full }.
           *[no] Срок прошёл, ответа нет.
        }
        [left] Вопрос пришёл к вам: тот, кто за него отвечал, больше не отвечает.
        [unreachable] { $has_note_by ->
            [yes] Вопрос пришёл к вам: { $note_by_dat } бот написать не может.
           *[no] Вопрос пришёл к вам: ответственному бот написать не может.
        }
       *[other] { $has_note ->
            [yes] { $note }
           *[no] { -no-line }
        }
    }

card-topic =
    { $has_topic ->
        [yes] . { $topic }{ $has_theme ->
            [yes] { ": " }{ $theme }
           *[no] { "" }
        }
       *[no] { "" }
    }

card-because =
    { $because_rule ->
        [topic] ваша тема{ card-because-words }
        [settlement] ваше место{ card-because-words }
        [any] вы отвечаете за округ{ card-because-words }
        [substitute] вы замещаете коллегу{ card-because-words }
        [deputy] другого исполнителя нет, вы зам{ card-because-words }
        [head] другого исполнителя нет, вы глава{ card-because-words }
        [ccu] другого исполнителя нет{ card-because-words }
       *[none] { $because }
    }

card-because-words =
    { $has_because_words ->
        [yes] { " " }({ $because })
       *[no] { "" }
    }

card-votes =
    { $votes ->
        [0] { "" }
        [one] { " " }· { $votes } голос
        [few] { " " }· { $votes } голоса
       *[other] { " " }· { $votes } голосов
    }

card-place =
    { $has_place ->
        [yes] { $place }
       *[no] вопрос жителя
    }

card-attachments =
    { $has_attachments ->
        [yes] { " " }({ $attachments })
       *[no] { "" }
    }

urgent-card =
    ⚠ { $kind ->
        [gas] Запах газа.
        [fire] Пожар.
        [wire] Провод.
        [flood] Прорвало воду.
        [cold] Нет тепла.
        [collapse] Рушится.
        [person] Человек в опасности.
       *[other] Срочно.
    } Вопрос №{ $number }{ $has_place ->
        [yes] , { $place }, { $asked_at }
       *[no] , { $asked_at }
    }
    «{ $text }»
    Ответить можно здесь или в чате, ответом на сообщение жителя.

answer-sent =
    { $by_hand ->
        [yes] Принял ответ на вопрос №{ $number }. Сам я его туда поставить не могу — опубликует модератор.
       *[no] { $place_kind ->
            [nobody] Записал ответ на вопрос №{ $number }. Его принесли таблицей, страницы автора нет: ответ попадёт в итог эфира.
            [private] { $has_author ->
                [yes] Отправил { $author_first_dat } в личные сообщения. Вопрос №{ $number }
               *[no] Отправил автору в личные сообщения. Вопрос №{ $number }
            }
           *[other] { $has_author ->
                [yes] Отправил под вопрос { $author_first_gen }. Вопрос №{ $number }
               *[no] Отправил под вопрос №{ $number }.
            }
        }
    }
    { promises-written }
    { the-tip }

the-tip =
    { $tip ->
        [no-date] Жители спросят: когда? Добавить срок можно кнопкой.
        [long] Длинно для телефона: короткое читают чаще.
        [repeated] Уже отвечали так трижды. Это общий случай? Можно сделать шаблон.
        [empty] Такие слова ничего не говорят жителю. Напишите следом, что сделаем и когда.
        [sent-away] «Обратитесь» без телефона и адреса — тупик для жителя. Может, передадим сами?
        [law] Номер закона жителю мало что скажет. Напишите, что он значит.
        [rating] В отказе лучше без просьбы оценить.
        [rude] Грубые слова читают все. Лучше удалить и сказать иначе.
       *[other] { -no-line }
    }

before-sending =
    { $hint ->
        [private] Тут личные данные, а прочтут все. В чат не отправляю. Вопрос №{ $number }
        [rude] Тут грубые слова, а под ними ваша подпись. Вопрос №{ $number }
        [other] Похоже, это ответ на другой вопрос, а не на №{ $number }. Куда отправить?
        [empty] Жители обычно переспрашивают: что сделаем и когда? Вопрос №{ $number }
        [sent-away] Житель уже обратился — к вам. Давайте передадим сами? Вопрос №{ $number }
        [law] Уберите номер закона — скажите, что он значит. Вопрос №{ $number }
        [rating] Отказ — без просьбы оценить. Вопрос №{ $number }
       *[unknown] Посмотрите ещё раз, всё ли так. Вопрос №{ $number }
    }
    «{ $text }»{ card-attachments }
    { $has_fixed ->
        [yes] Могу так: «{ $fixed }»
       *[no] { -no-line }
    }
    { the-lines }
    Или напишите иначе — следующее сообщение возьму вместо этого.
    .lines = { line-queue }

private-in-chat =
    В вашем ответе в чате видны чужие личные данные. Удалите его и напишите без них: сам я ваше сообщение убрать не могу. Вопрос №{ $number }

promises-written =
    { $promises_count ->
        [0] { -no-line }
        [1] Записал обещание: { $promises }.
       *[other] Записал обещания: { $promises }.
    }

answer-seen =
    { $has_author ->
        [yes] Увидел ваш ответ { $author_first_dat }. Вопрос №{ $number }
       *[no] Увидел ваш ответ на вопрос №{ $number }.
    }
    { promises-written }
    { the-tip }

not-published =
    { $gone ->
        [yes] Пока вы отвечали, житель удалил вопрос №{ $number }. Ответ не публикую: «{ $text }»
       *[no] Пока вы отвечали, житель исправил вопрос №{ $number }. Ответ придержал: «{ $text }» Посмотрите, что стало, и ответьте ещё раз.
    }

answer-undone = Отменил, ответ убрал. Вопрос №{ $number } снова ждёт вас.

answer-hidden = { $by_full } убирает ваш ответ на вопрос №{ $number }. Вопрос снова ждёт вас.

answer-held =
    { $in_place ->
        [yes] В вашем ответе на вопрос №{ $number } грубые слова. За ответ не считаю, ЦУР знает. Уберите его и ответьте по делу.
       *[no] В ответе на вопрос №{ $number } грубые слова, жителю не отправил. ЦУР знает. Напишите по делу — отправлю.
    }

answer-fixed = Исправил ответ на вопрос №{ $number }.

promises-dropped = Убрал даты из вопроса №{ $number }. Назвать другие — «дата { $number } пт».

in-work =
    { $has_due ->
        [yes] Записал вопрос №{ $number } как «в работе», часы идут: срок — { $due }.
       *[no] Записал вопрос №{ $number } как «в работе», часы идут.
    }
    К какому дню ответим?

date-ask = К какому дню сделаем? Вопрос №{ $number }. Можно написать: «пт», «завтра к обеду», «10.12».

date-text = Вопрос №{ $number }, дата — { $due_roughly }. Что напишем жителю?

date-unclear = Не понял дату для вопроса №{ $number }. Напишите так: «пт», «завтра к обеду» или «10.12».

clarify-choice = Что уточнить? Вопрос №{ $number }. Пока житель отвечает, часы стоят.

clarify-own = Напишите, что спросить у жителя. Вопрос №{ $number }

clarify-sent =
    { $has_author ->
        [yes] Спросил { $author_first_acc }. Вопрос №{ $number }
       *[no] Спросил автора. Вопрос №{ $number }
    }
    Часы стоят { $until_by }. Не ответит — отвечаем как есть.

clarify-over =
    Житель не уточнил вопрос №{ $number } «{ $text }» — отвечаем как есть.
    { deadline }

clarify-came =
    { $has_author ->
        [yes] { $author_short } уточняет вопрос №{ $number }: «{ $more }»{ card-attachments }
       *[no] Житель уточняет вопрос №{ $number }: «{ $more }»{ card-attachments }
    }
    { deadline }

hand-choice =
    Кому передать вопрос №{ $number }? Нет в списке — напишите «передать { $number } Фамилия».
    { $because_rule ->
        [stated] Сначала те, кто по списку отвечает за эту тему или место.
        [handed] Сначала те, кому такие вопросы передавали раньше.
        [learned] Сначала те, кто отвечал на похожие{ card-because-words }.
       *[other] { -no-line }
    }

handed-over =
    { $reachable ->
        [yes] Передал вопрос №{ $number } { $to_dat }. { same-deadline }
       *[no] Вопрос №{ $number } теперь у { $to_gen }, но бот туда писать пока не может: нужно нажать «Начать». Позвоните или передайте дальше. { same-deadline }
    }
    { $second ->
        [yes] Его передают второй раз. Если снова не туда, решит ЦУР.
       *[no] { -no-line }
    }

outside-ask = Чьё это и когда вернёмся с ответом? Вопрос №{ $number }
    Напишите как жителю, например: «Эту дорогу ведёт Упрдор. Передали им сегодня. Вернусь с ответом до 4 декабря».

outside-sent =
    { $has_author ->
        [yes] Отправил { $author_first_dat }. Вопрос №{ $number }
       *[no] Отправил автору. Вопрос №{ $number }
    }
    Вернуться с ответом — { $return_at_by }. Напомню.

note-kept = Записал заметку к вопросу №{ $number }. Житель её не видит.

done-pop = Готово

came-back =
    { $has_reason ->
        [yes] №{ $number } вернулся: «{ $reason }».
       *[no] №{ $number } вернулся: житель пишет, что не решено.
    } { new-deadline }
    { $times ->
        [1] { -no-line }
       *[other] Возврат { $times }-й, знает и ЦУР.
    }

sent-back =
    { $has_by ->
        [yes] { $by_full }: ответ на вопрос №{ $number } — на доработку. Причина: { $reason }.
       *[no] Ответ на вопрос №{ $number } вернули на доработку. Причина: { $reason }.
    }
    { $has_due ->
        [yes] Часы идут с первого срока: { $due }.
       *[no] Часы идут с первого срока.
    }
    Что и когда сделаем? Житель увидит только новый ответ.

author-withdrew =
    { $has_author ->
        [yes] { $author_sex ->
            [f] { $author_first } отозвала вопрос №{ $number }.
            [m] { $author_first } отозвал вопрос №{ $number }.
           *[unknown] Вопрос №{ $number } отозван.
        }
       *[no] Вопрос №{ $number } отозван.
    } Отвечать не нужно.

author-edited =
    { $has_author ->
        [yes] { $author_sex ->
            [f] { $author_first } исправила вопрос №{ $number }: было «{ $was }», стало «{ $now }»
            [m] { $author_first } исправил вопрос №{ $number }: было «{ $was }», стало «{ $now }»
           *[unknown] Вопрос №{ $number } исправлен: было «{ $was }», стало «{ $now }»
        }
       *[no] Вопрос №{ $number } исправлен: было «{ $was }», стало «{ $now }»
    }

added-to-question =
    { $has_author ->
        [yes] { $author_short } дополняет вопрос №{ $number }:
       *[no] Житель дополняет вопрос №{ $number }:
    } { $has_text ->
        [yes] «{ $text }»{ card-attachments }
       *[no] { $has_attachments ->
            [yes] { $attachments }
           *[no] { -no-line }
        }
    }

reminder =
    { $lines_total ->
        [one] Ждёт вашего ответа { $lines_total } вопрос:
        [few] Ждут вашего ответа { $lines_total } вопроса:
       *[other] Ждут вашего ответа { $lines_total } вопросов:
    }
    { the-lines }
    { and-more }
    { $has_also ->
        [yes] Знает и { $also }.
       *[no] { -no-line }
    }
    .lines = { line-queue }

escalated-to =
    { $lines_total ->
        [one] Срок прошёл, ответа нет — { $lines_total } вопрос:
        [few] Срок прошёл, ответа нет — { $lines_total } вопроса:
       *[other] Срок прошёл, ответа нет — { $lines_total } вопросов:
    }
    { the-lines }
    { and-more }
    Ответить или передать можно прямо отсюда.
    .lines = { line-staff }

promise-today =
    { $missed ->
        [yes] ⚠ Обещали { $due_roughly_on }, отметки нет: «{ $what }». Вопрос №{ $number }
       *[no] ⚠ Сегодня обещали: «{ $what }». Вопрос №{ $number }
    }
    Сделали? Пришлите фото, житель увидит.

move-ask =
    До какого дня переносим и почему? Вопрос №{ $number }
    Напишите как жителю, например: «Не привезли щебень, сделаем в понедельник».

promise-moved-twice =
    Перенос второй, вопрос №{ $number }. Новая дата — { $due_roughly }.
    Напишите причину своими словами — передам жителю. ЦУР тоже видит перенос.

morning-queue =
    Доброе утро. { $lines_total ->
        [one] Ждёт вас { $lines_total } вопрос{ queue-today }
        [few] Ждут вас { $lines_total } вопроса{ queue-today }
       *[other] Ждут вас { $lines_total } вопросов{ queue-today }
    }
    { the-lines }
    { and-more }
    .lines = { line-queue }

queue =
    { $lines_total ->
        [0] Очередь пуста: никто не ждёт.
        [one] Ждёт вас { $lines_total } вопрос{ queue-today }
        [few] Ждут вас { $lines_total } вопроса{ queue-today }
       *[other] Ждут вас { $lines_total } вопросов{ queue-today }
    }
    { the-lines }
    { and-more }
    .lines = { line-queue }

queue-today =
    { $lines_today ->
        [0] { "" }
       *[other] , сегодня ответить на { $lines_today } ⚠
    }

which-question =
    На какой вопрос этот ответ? Нажмите номер — отправлю.
    { the-lines }
    .lines = { line-queue }

is-it-answer =
    { $has_text ->
        [yes] Вы написали в чате: «{ $text }»{ card-attachments }
       *[no] { $has_attachments ->
            [yes] Вы прислали в чат: { $attachments }
           *[no] Вы написали в чате.
        }
    }
    { $lines_count ->
        [1] Это ответ на вопрос?
       *[other] Это ответ? На какой вопрос?
    }
    { the-lines }
    .lines = { line-queue }

substitute-ask =
    Кто отвечает вместо вас до { $until_date }?
    Нет в списке — напишите «отпуск до { $until_digits } Фамилия».

absence-set =
    { $has_substitute ->
        [yes] Вместо вас до { $until_date } отвечает { $substitute }. { absence-load }
       *[no] Замены до { $until_date } нет: новые вопросы пойдут по цепочке: зам, глава, ЦУР. { absence-load }
    }
    Когда вернётесь, верну вопросы вам.{ $elsewhere ->
        [0] { "" }
        [one] { " " }Ещё { $elsewhere } обещание вы дали по вопросу коллеги — о нём напомню коллеге.
       *[other] { " " }Ещё обещания по вопросам коллег: { $elsewhere } — о них напомню коллегам.
    }

hushed =
    { $has_until ->
        [yes] Хорошо, { $until_by } не напоминаю. Вопросы ждут, сроки идут. Раньше — «тише хватит».
       *[no] Снова напоминаю.
    }

absence-load =
    { $questions ->
        [0] Открытых вопросов нет,
        [one] Открыт { $questions } вопрос,
        [few] Открыто { $questions } вопроса,
       *[other] Открыто { $questions } вопросов,
    } { $promises ->
        [0] обещаний нет.
        [one] на счётчике { $promises } обещание.
        [few] на счётчике { $promises } обещания.
       *[other] на счётчике { $promises } обещаний.
    }

substitute-now =
    Вы отвечаете вместо { $person_gen } до { $until_date }.
    { absence-load } Покажу по слову «очередь».

absence-over =
    С возвращением, { $person_first }. { $questions ->
        [0] Открытых вопросов к вам нет.
        [one] К вам вернулся { $questions } вопрос — покажу по слову «очередь».
        [few] К вам вернулись { $questions } вопроса — покажу по слову «очередь».
       *[other] К вам вернулись { $questions } вопросов — покажу по слову «очередь».
    }

help-official =
    «очередь» — кто ждёт вашего ответа
    «214» — открыть вопрос №214; дальше просто напишите ответ
    «ответ 214 текст» — ответить сразу
    «дата 214 пт» — назвать день, когда сделаем
    «уточнить 214 текст» — спросить жителя, часы постоят
    «передать 214 Петрова», «не наше 214 текст»
    «готово 214» — сделали, лучше с фото
    «исправить 214 текст», «заметка 214 текст»
    «шаблоны» — готовые ответы
    «отпуск до 10.12», «тише до 14:00» — не напоминать
    В чате отвечайте ответом на сообщение жителя — увижу сам.
