### Неделя округов: рейтинг, разбор, спорные вопросы.

rating-week =
    Неделя { $since_digits }–{ $until_digits }. { $count ->
        [0] Сроков на этой неделе не было.
       *[other] Вопросов: { $count }, в срок — { $in_time } %{ rating-before }, медиана { $hours } ч { $minutes } мин, вернулись «не решено» или на доработку — { $returned }.
    }
    { $has_green ->
        [yes] 🟢 зелёная — { $green_count }: { $green }
       *[no] { -no-line }
    }
    { $has_yellow ->
        [yes] 🟡 жёлтая — { $yellow_count }: { $yellow }
       *[no] { -no-line }
    }
    { $has_red ->
        [yes] 🔴 красная — { $red_count }:
       *[no] { -no-line }
    }
    { $has_red ->
        [yes] { $red }
       *[no] { -no-line }
    }
    { $has_few ->
        [yes] ⚪ мало данных — { $few_count }: { $few }
       *[no] { -no-line }
    }
    { $has_subjects ->
        [yes] Темы: { $subjects }.{ rating-grown }
       *[no] { -no-line }
    }
    { $promised ->
        [0] { -no-line }
       *[other] Обещаний на неделе { $promised }, сделано в срок { $kept }.
    }
    .red = { rating-red-row }

rating-before =
    { $has_before ->
        [yes] { " " }(неделей раньше { $before } %)
       *[no] { "" }
    }

rating-grown =
    { $has_grown ->
        [yes] { " " }Выросло: { $grown }.
       *[no] { "" }
    }

rating-red-row = { $name } { $points }{ $silent ->
        [0] { "" }
       *[other] { " " }— молчим дольше трёх рабочих дней: { $silent }
    }

rating-why =
    { $name }, { $since_digits }–{ $until_digits }: { $count ->
        [0] сроков на этой неделе не было.
       *[other] { $zone ->
            [few] мало данных, вопросов: { $count }. Было бы { $points } из 100.
           *[other] { $points } из 100, { rating-zone }.
        }
    }
    { $has_rows ->
        [yes] Потеряли:
       *[no] { -no-line }
    }
    { $has_rows ->
        [yes] { $rows }
       *[no] { -no-line }
    }
    { $has_open ->
        [yes] Ждут до сих пор: { $open }. Ответить сегодня — { rating-zone-then }.
       *[no] { -no-line }
    }
    { $left_out ->
        [0] { -no-line }
       *[other] Оспорили и не считаем: { $left_out }.
    }
    { $gone ->
        [0] { -no-line }
       *[other] Ушли без ответа { $gone } из { $asked }: авторы отозвали { $withdrawn }, модераторы сняли { $declined }.
    }
    .rows = { rating-loss }

rating-zone = { $zone ->
        [green] зелёная
        [yellow] жёлтая
       *[red] красная
    }

rating-zone-then = { $zone_then ->
        [green] зона зелёная
        [yellow] зона жёлтая
        [red] зона пока красная
       *[few] данных всё равно мало
    }

rating-loss = −{ $points } { $part ->
        [in-time] в срок
        [speed] скорость
        [promises] обещания
        [returns] возвраты
       *[quality] качество
    }{ $has_numbers ->
        [yes] : { $numbers }
       *[no] { "" }
    }{ $more ->
        [0] { "" }
       *[other] { " " }и ещё { $more }
    }

contest-how = Напишите номер и почему: «оспорить 95 не наш, Речной округ». Решит ЦУР.

contested =
    { $by } оспаривает вопрос №{ $number }: «{ $reason }»
    Вопрос: «{ $text }»
    Согласны — не считаю его в рейтинге.

contest-kept = Спросил ЦУР о вопросе №{ $number }. Решат — напишу.

contest-decided =
    { $agreed ->
        [yes] Вопрос №{ $number } больше не считаем, так решили: { $by }.
       *[no] Вопрос №{ $number } остаётся в рейтинге, так решили: { $by }.
    }
    Баллы{ $has_name ->
        [yes] , { $name }
       *[no] { "" }
    }: { $agreed ->
        [yes] было { $points_before }, стало { $points } из 100.
       *[no] по-прежнему { $points } из 100.
    }
