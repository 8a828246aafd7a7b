### Неделя файлом и письма главам.

week-table = Неделя { $since_digits }–{ $until_digits } таблицей: баллы и зоны по округам, что стоило баллов, темы.
    .rows = { $name }
    .subjects = { $name }

week-picture = Неделя { $since_digits }–{ $until_digits } картинкой: зоны подписаны словами.
    .rows = { $name }
    .subjects = { $name }

head-letter =
    { $has_person ->
        [yes] { $person_first }, добрый день.
       *[no] Добрый день.
    } { $has_name ->
        [yes] { $name }, неделя
       *[no] Неделя
    } { $since_digits }–{ $until_digits }: { $zone ->
        [few] вопросов мало, зоны нет. Было бы { $points } из 100.
       *[other] { $points } из 100, зона { rating-zone }{ letter-place }{ letter-rose }.
    }
    Вопросов { $count }, в срок — { $in_time } %, обычно отвечали { letter-took }.
    { $has_good ->
        [yes] Хорошо:
       *[no] { -no-line }
    }
    { $has_good ->
        [yes] { $good }
       *[no] { -no-line }
    }
    { $has_rows ->
        [yes] Стоило баллов:
       *[no] { -no-line }
    }
    { $has_rows ->
        [yes] { $rows }
       *[no] { -no-line }
    }
    { $has_open ->
        [yes] Ждут до сих пор: { $open }.{ $zone_then ->
            [few] { "" }
           *[other] { " " }Ответить сегодня — { rating-zone-then }.
        }
       *[no] { -no-line }
    }
    .good = { letter-good }
    .rows = { rating-loss }

letter-place =
    { $has_rank ->
        [yes] , место { $rank } из { $of }
       *[no] { "" }
    }

letter-rose =
    { $rose ->
        [0] { "" }
       *[other] , на { $rose } больше прежнего
    }{ $fell ->
        [0] { "" }
       *[other] , на { $fell } меньше прежнего
    }

letter-took =
    { $hours ->
        [0] { $minutes ->
            [0] сразу
           *[other] за { $minutes } мин
        }
       *[other] за { $hours } ч { $minutes } мин
    }

letter-good = + { $part ->
        [in-time] всё в срок
        [speed] отвечали быстро
        [promises] что обещали, сделали
        [returns] никто не вернулся с «не решено»
       *[quality] ответы по делу
    }

letters-sent =
    { $again ->
        [yes] Письма главам за эту неделю уже ушли, второй раз не посылаю.
       *[no] Письма главам: { $count ->
            [0] никому не ушли
           *[other] отправил { $count }, по одному, в рабочее время
        }.
    }
    { cannot-write }
    { $has_nobody ->
        [yes] Главы нет в списке людей: { $nobody }.
       *[no] { -no-line }
    }

letters-are =
    { $on ->
        [yes] Письма главам уходят сами, в первый рабочий день недели в 11:00. Не нужно — «письма главам нет».
       *[no] Письма главам сами не уходят. Снова посылать — «письма главам да»; один раз — кнопкой под рейтингом.
    }
