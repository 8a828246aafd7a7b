### Общие куски: кто ответит и когда, строки списков, имена, когда имя неизвестно.
### { -no-line } — на этом месте ничего нет; строка, в которой больше ничего нет, исчезает целиком.

-no-line = { "\uE000" }

## Кто и когда

deadline =
    { $has_due ->
        [yes] Срок — { $due }.
       *[no] { -no-line }
    }

new-deadline =
    { $has_due ->
        [yes] Новый срок — { $due }.
       *[no] { -no-line }
    }

same-deadline =
    { $has_due ->
        [yes] Срок прежний — { $due }.
       *[no] { -no-line }
    }

who-answers =
    { $has_official ->
        [yes] Ответит { $official_full }.
       *[no] Кто ответит, решит ЦУР — центр управления регионом.
    } { deadline }

who-answers-briefly =
    { $has_official ->
        [yes] Отвечает { $official_full }.
       *[no] Кто ответит, решает ЦУР.
    } { deadline }

# Номер в отказе: «вопрос №214» или просто «вопрос».
about-number =
    { $has_number ->
        [yes] { " " }№{ $number }
       *[no] { "" }
    }

## Имя и подпись

name-and-post = { $name }, { $post }
unknown-resident = житель
    .gen = жителя
    .dat = жителю
    .acc = жителя
    .ins = жителем
unknown-official = сотрудник
    .gen = сотрудника
    .dat = сотруднику
    .acc = сотрудника
    .ins = сотрудником

## Где спросили

place-chat = чат
place-private = личные сообщения
place-wall = комментарии в сообществе
place-video = комментарии под видео

## Вложения

attachment-photo = фото
attachment-video = видео
attachment-audio = аудио
attachment-audio_message = голосовое
attachment-doc = документ
attachment-graffiti = рисунок
attachment-geo = место на карте
attachment-link = ссылка
attachment-wall = запись
attachment-other = вложение
several = { $what } × { $count }

# Заметка сотрудника к вопросу: житель её не видит.
note-line = Заметка: { $note }

## Списки. Каждая строка начинается с номера вопроса.

list-comma = { $first }, { $rest }

and-more =
    { $more ->
        [0] { -no-line }
       *[other] ещё { $more }
    }

line-due =
    { $has_due ->
        [yes] { $overdue ->
            [yes] ⚠ просрочен на { $due_left }
           *[no] { $due_today ->
                [yes] ⚠ сегодня до { $due_time }
               *[no] до { $due_short }
            }
        }
       *[no] без срока
    }

line-votes =
    { $votes ->
        [0] { "" }
        [one] , { $votes } голос
        [few] , { $votes } голоса
       *[other] , { $votes } голосов
    }

line-place =
    { $has_place ->
        [yes] { " " }({ $place })
       *[no] { "" }
    }

# Точная тема, а где её нет — группа.
line-theme =
    { $has_theme ->
        [yes] { " " }· { $theme }
       *[no] { $has_topic ->
            [yes] { " " }· { $topic }
           *[no] { "" }
        }
    }

line-urgent =
    { $urgent ->
        [yes] ⚠ срочно, { "" }
       *[no] { "" }
    }

# Исполнителю: его очередь.
line-queue = №{ $number } { $text }{ line-place } — { line-urgent }{ line-due }{ line-votes }

# Начальнику и ЦУР: чужие вопросы.
line-staff = №{ $number } { $text }{ line-place }{ line-theme } — { line-urgent }{ $asked_at_ago }, { line-owner }, { line-due }{ line-votes }

line-local = №{ $number } { $text }{ line-place }{ line-theme } — { line-urgent }{ $asked_at_ago }, { line-official }, { line-due }{ line-votes }

line-promised =
    №{ $number } { $text }{ line-place }{ line-theme } — { line-owner }, { $has_due ->
        [yes] { $overdue ->
            [yes] ⚠ обещали { $due_short }
           *[no] обещали { $due_short }
        }
       *[no] дата не названа
    }

line-owner =
    { $has_municipality ->
        [yes] { $municipality }, { "" }
       *[no] { "" }
    }{ line-official }

line-official =
    { $has_official ->
        [yes] { $official_surname }
       *[no] никому не назначен
    }

line-maybe = №{ $number } { $text }{ line-place }

# Жителю: его вопросы.
line-mine = №{ $number } { $text } — { status }
line-mine-briefly = №{ $number } — { status }

# Состояние вопроса словами для жителя.
status =
    { $status ->
        [draft] ещё не записан
        [new] { $has_due ->
            [yes] ищем, кто ответит; срок — { $due }
           *[no] ищем, кто ответит
        }
        [assigned] { status-waiting }
        [returned] { status-waiting }
        [reopened] { $overdue ->
            [yes] вернули в работу, ответа пока нет
           *[no] { $has_due ->
                [yes] вернули в работу; срок — { $due }
               *[no] вернули в работу
            }
        }
        [clarify] ждёт вашего уточнения
        [promised] { $has_due ->
            [yes] ответ есть, обещали: { $due_roughly }
           *[no] ответ есть, обещали сделать
        }
        [external] { $has_due ->
            [yes] передали в другую организацию; вернутся с ответом { $due_by }
           *[no] передали в другую организацию
        }
        [on_air] ждёт прямого эфира
        [aired] ответили в прямом эфире
        [answered] ответ есть
        [closed] решён
        [closed_unconfirmed] ответ есть, закрыт без вашего «да»
        [merged] объединён с похожим
        [withdrawn] отозван
        [declined] снят
       *[unanswerable] закрыт без ответа по существу
    }

status-waiting =
    { $overdue ->
        [yes] { $has_due ->
            [yes] ответа пока нет, срок прошёл: { $due }
           *[no] ответа пока нет
        }
       *[no] { $has_due ->
            [yes] ждёт ответа; срок — { $due }
           *[no] ждёт ответа
        }
    }

the-lines =
    { $lines_count ->
        [0] { -no-line }
       *[other] { $lines }
    }

the-municipalities =
    { $municipalities_count ->
        [0] { -no-line }
       *[other] { $municipalities }
    }

the-troubles =
    { $troubles_count ->
        [0] { -no-line }
       *[other] { $troubles }
    }

the-entries =
    { $entries_count ->
        [0] { -no-line }
       *[other] { $entries }
    }

# Когда житель прислал только фото или весь текст пришлось скрыть.
no-words = без слов
