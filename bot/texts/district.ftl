### Список округа: передать всё, напомнить, отметить звонок.

handed-all =
    { $count ->
        [0] Передавать нечего: всё уже у { $to_gen }.
       *[other] Передал { $to_dat }, вопросов: { $count }. Сроки прежние.
    }
    { cannot-write }

cannot-write =
    { $has_closed ->
        [yes] Не могу написать: { $closed }. Подскажите: в сообщениях сообщества — «Разрешить сообщения».
       *[no] { -no-line }
    }

reminded-all =
    { $count ->
        [0] Напоминать некому.
       *[other] Напомнил, вопросов: { $count }{ reminded-people }.
    }
    { cannot-write }

reminded-people =
    { $has_people ->
        [yes] : { $people }
       *[no] { "" }
    }

called-all =
    { $count ->
        [0] Отмечать нечего: никто не ждёт.
       *[other] Отметил звонок в истории вопросов: { $count }.
    }

done-already = { $by } { $what ->
        [hand] уже передаёт дела
        [remind] уже напоминает
       *[call] уже звонит
    }: { $at_at }. Второй раз не нужно.

asked-to-answer =
    { $by_full } просит ответить:
    { the-lines }
    { and-more }
    .lines = { line-queue }
