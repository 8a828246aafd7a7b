### Справка: что с водой в Боре.

matter-summary =
    { $subject }{ $has_where ->
        [yes] , { $where }
       *[no] { "" }
    }, с { $since_digits }: { $count ->
        [0] вопросов не было.
       *[other] вопросов { $count }, ждут { $waiting }, просрочено { $overdue }, голосов { $votes }.
    }
    { $has_first_at ->
        [yes] Первый — { $first }, { $first_at_digits }{ matter-latest }.
       *[no] { -no-line }
    }
    { $has_themes ->
        [yes] Точнее: { $themes }.
       *[no] { -no-line }
    }
    { $has_officials ->
        [yes] Отвечают: { $officials }.
       *[no] { -no-line }
    }
    { $has_answer ->
        [yes] Последний ответ: «{ $answer }»{ matter-by }.
       *[no] { $count ->
            [0] { -no-line }
           *[other] Ответов пока нет.
        }
    }
    { $has_promised ->
        [yes] Обещано: { $promised }{ matter-promised-by }.
       *[no] { -no-line }
    }

matter-latest =
    { $has_latest_at ->
        [yes] , последний — { $latest }, { $latest_at_digits }
       *[no] { "" }
    }

matter-by =
    { $has_answer_by ->
        [yes] { " " }— { $answer_by_full }
       *[no] { "" }
    }{ $has_answer_at ->
        [yes] , { $answer_at_digits }
       *[no] { "" }
    }

matter-promised-by =
    { $has_promised_by ->
        [yes] , { $promised_by_full }
       *[no] { "" }
    }
