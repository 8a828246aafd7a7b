### «Обещали — сделали» за месяц: готовый текст для публикации.

promises-of-month =
    { $offered ->
        [yes] Готовый пост за месяц. Имён в нём нет, проверьте и опубликуйте.
       *[no] { -no-line }
    }
    { $promised ->
        [0] { $has_municipality ->
            [yes] { $municipality }, { $month }: обещаний со сроком не было.
           *[no] За { $month } обещаний со сроком не было.
        }
       *[other] { $has_municipality ->
            [yes] Обещали — сделали. { $municipality }, { $month }
           *[no] Обещали — сделали. Вся область, { $month }
        }
    }
    { $promised ->
        [0] { -no-line }
       *[other] Обещали { $promised }, сделали { $kept }{ $confirmed ->
            [0] .
           *[other] , жители подтвердили { $confirmed }.
        } { $moved ->
            [0] Сроки не переносили.
           *[other] Сроки переносили: { $moved }.
        }
    }
    { $done_count ->
        [0] { -no-line }
       *[other] Сделали:
    }
    { $done_count ->
        [0] { -no-line }
       *[other] { $done }
    }
    { $late ->
        [0] { -no-line }
       *[other] Ещё не сделали { $late }:
    }
    { $waiting_count ->
        [0] { -no-line }
       *[other] { $waiting }
    }
    .done = { promise-row }
    .waiting = { promise-row }

promise-row = — { $has_subject ->
        [yes] { $subject }
       *[no] Вопрос жителя
    }{ $has_where ->
        [yes] : { $where }
       *[no] { "" }
    } · обещали к { $due_digits }
