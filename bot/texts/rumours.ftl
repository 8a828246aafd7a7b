### Слухи: замечены, проверены, опровергнуты там, где их рассказали. Видят ЦУР, глава, модераторы.

rumour-spotted =
    Слух { $rumour }{ $has_where ->
        [yes] , { $where }
       *[no] { "" }
    }: «{ $text }»{ $has_author ->
        [yes] { " " }— { $author_short }, { $said_at_short }
       *[no] { " " }— житель, { $said_at_short }
    }
    Что известно? Жителям ничего не пишу, пока вы не проверите.

rumour-back =
    Слух { $rumour } вернулся{ $has_where ->
        [yes] , { $where }
       *[no] { "" }
    }: «{ $text }»{ $has_author ->
        [yes] { " " }— { $author_short }
       *[no] { "" }
    }
    Проверили { $checked_at_date }, { rumour-verdict }: «{ $answer }» Ответить тем же?

rumour-verdict =
    { $verdict ->
        [true] правда
        [false] неправда
        [partly] правда частично
        [none] не слух
       *[checking] проверяем
    }

rumour-card =
    Слух { $rumour }{ $has_where ->
        [yes] , { $where }
       *[no] { "" }
    }: «{ $text }»
    Впервые { $said_at_short }, сообщений: { $seen }. { rumour-verdict-says }{ $has_owner ->
        [yes] { " " }Проверяет { $owner }.
       *[no] { "" }
    }
    { $has_answer ->
        [yes] Жителям: «{ $answer }»{ $has_by ->
            [yes] { " " }— { $by }
           *[no] { "" }
        }
       *[no] { -no-line }
    }
    { $has_source ->
        [yes] Откуда известно: { $source }
       *[no] { -no-line }
    }
    { $has_until ->
        [yes] Действует до { $until_digits }, другой день — «слух { $rumour } до 25 января».
       *[no] { -no-line }
    }
    { $lacks ->
        [verdict] { -no-line }
        [text] Напишите ответ жителям: в личке — следующим сообщением, в чате — «слух { $rumour } текст Не закрывают, ремонт с 12 января».
        [source] Откуда это известно? В личке — следующим сообщением, в чате — «слух { $rumour } источник главврач, https://…».
       *[none] Отправлю под сообщения, где об этом пишут.
    }

rumour-verdict-says =
    { $verdict ->
        [true] Правда.
        [false] Неправда.
        [partly] Правда частично.
        [none] Не слух, убрал из списка.
       *[checking] Проверяем.
    }

rumour-list =
    { $rows_count ->
        [0] Слухов нет.
       *[other] Слухи, новые сверху. Открыть: «слух 3».
    }
    { $has_rows ->
        [yes] { $rows }
       *[no] { -no-line }
    }
    .rows = { rumour-line }

rumour-line = { $rumour }. { rumour-verdict }, сообщений { $seen }: «{ $text }»

rumour-told =
    { $count ->
        [0] Слух { $rumour }: отвечать негде, под новыми сообщениями ответ уже стоит.
       [one] Слух { $rumour }: ответил в { $count } чате.
       *[other] Слух { $rumour }: ответил в { $count } чатах.
    }{ $waiting ->
        [0] { "" }
       *[other] { " " }Ещё в { $waiting } об этом сегодня уже писали, чаще раза в день не повторяю.
    }

rumour-answers =
    Слух { $rumour } был и вопросом №{ $number }: «{ $text }». Под ним уже стоит:
    «{ $answer }»
    Это и ответ? Если житель спросил ещё о чём-то, ответьте сами.

rumour-answer =
    { $text }
    Проверили { $checked_at_date }{ $has_source ->
        [yes] : { $source }
       *[no] .
    }
    — { $by_full }
