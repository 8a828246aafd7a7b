### После прямого эфира.

air-over =
    Эфир №{ $air } закончился. Вопросов { $collected }: в эфире — { $on_air }, письменно — { $in_writing }, в работе — { $in_work }, повторов — { $duplicates }, отклонили — { $declined }, отозвали — { $withdrawn }.
    { $holds ->
        [yes] Сумма сходится.
       *[no] ⚠ Сумма не сходится. Сообщите администратору.
    }
    { $has_promises ->
        [yes] Обещаний — { $promises }{ $has_nearest ->
            [yes] , ближайшее: { $nearest_day_short }
           *[no] { "" }
        }.
       *[no] { -no-line }
    }
    { $has_on_air ->
        [yes] Через { $wait } мин начну писать тем, чьи вопросы прозвучали: { $host_sex ->
            [f] ответила { $host }
           *[other] ответил { $host }
        }. Время и суть ответов ещё можно поправить.
       *[no] { -no-line }
    }

air-summary =
    { $host_sex ->
        [f] Что сказала { $host } { $day_date }
       *[other] Что сказал { $host } { $day_date }
    }
    { $has_rows ->
        [yes] { $rows }
       *[no] На вопросы в эфире ответить не успели.
    }
    { $has_others ->
        [yes] И ещё ответы: { $others }.
       *[no] { -no-line }
    }
    { $has_owed ->
        [yes] Не прозвучали вопросы: { $owed }. Ответим каждому{ $has_by ->
            [yes] { " " }{ $by_day_by }
           *[no] { "" }
        }.
       *[no] { -no-line }
    }
    { $has_promises ->
        [yes] Через неделю напишем, что из обещанного сделано.
       *[no] { -no-line }
    }
    .rows = { $title }{ said-gist }: { $moment }
air-picture = Картинка об эфире { $day_date }, { $host }. Имён жителей на ней нет.
    .rows = { $title }
said-gist =
    { $has_gist ->
        [yes] { " " }— { $gist }
       *[no] { "" }
    }{ $has_promise ->
        [yes] { " " }(обещали до { $promise_date })
       *[no] { "" }
    }

air-owed =
    { $has_owed ->
        [yes] Эфир №{ $air }. Ещё ждут письменного ответа: { $owed }
       *[no] Эфир №{ $air }. Письменных ответов никто больше не ждёт.
    }
    { $has_rows ->
        [yes] { $rows }
       *[no] { -no-line }
    }
    .rows = { $has_official ->
        [yes] { $official_called }
       *[no] Без ответственного
    } — { $count }{ $has_late ->
        [yes] , из них просрочено { $late }
       *[no] { "" }
    }{ $has_due ->
        [yes] , ближайший срок — { $due_short }
       *[no] { "" }
    }

heard-on-air =
    { $turn ->
        [0] { heard-whose } { $host } { heard-answered } в эфире.
        [1] { heard-hello } вопрос №{ $number } «{ $subject }» прозвучал в эфире, { heard-answered } { $host }.
        [2] В эфире { heard-answered } { $host } — на ваш вопрос №{ $number } «{ $subject }».
       *[3] На вопрос №{ $number } «{ $subject }» { heard-answered } в эфире { $host }.
    }
    { $has_gist ->
        [yes] Коротко: { $gist }
       *[no] { -no-line }
    }
    { $has_link ->
        [yes] Смотреть с { $moment }: { $link }
       *[no] { heard-moment }
    }
    { $has_promise ->
        [yes] Обещали { $promise_day_by }. Потом спрошу, сделали ли.
       *[no] { -no-line }
    }
heard-moment =
    { $has_moment ->
        [yes] Время в записи — { $moment }
       *[no] { -no-line }
    }
heard-whose =
    { $has_author ->
        [yes] { $author_first }, на ваш вопрос №{ $number } «{ $subject }»
       *[no] На ваш вопрос №{ $number } «{ $subject }»
    }
heard-hello =
    { $has_author ->
        [yes] { $author_first }, ваш
       *[no] Ваш
    }
heard-answered =
    { $host_sex ->
        [f] ответила
       *[other] ответил
    }

heard-in-chat =
    { $host } { heard-answered } в эфире { $day_date } на вопросы из этого чата:
    { $rows }
    .rows = { $title }: { $moment }{ $has_link ->
        [yes] { " " }{ $link }
       *[no] { "" }
    }

air-follow-up =
    Готовый пост об эфире { $day_date }, { $host }. Проверьте и опубликуйте.
    { $has_rows ->
        [yes] Что обещали:
       *[no] Обещаний с датой в эфире не было.
    }
    { $has_rows ->
        [yes] { $rows }
       *[no] { -no-line }
    }
    { $has_in_writing ->
        [yes] Письменно: ответили { $replied } из { $in_writing }{ $has_owed ->
            [yes] , ждут { $owed }
           *[no] { "" }
        }{ $has_late ->
            [yes] , срок прошёл у { $late }
           *[no] { "" }
        }.
       *[no] { -no-line }
    }
    .rows = { $state ->
        [kept] Сделали: { $title }
        [late] Не сделали, срок был { $promise_day_short }: { $title }
       *[open] Ждём { $promise_day_by }: { $title }
    }

said-on-air =
    Про «{ $about }» в эфирах говорили:
    { $rows }
    .rows = { $day_date }, { $host }: { $title }{ $has_gist ->
        [yes] { " " }— { $gist }
       *[no] { "" }
    }. { $has_link ->
        [yes] Смотреть с { $moment }: { $link }
       *[no] Время в записи — { $moment }
    }
nothing-said =
    { $has_about ->
        [yes] Про «{ $about }» в эфирах не говорили. Напишите вопрос обычными словами — передам.
       *[no] Напишите, о чём искать: «что сказали про автобус».
    }

air-year =
    { $has_broadcasts ->
        [yes] Эфиры за { $year }: { $broadcasts }, вопросов { $questions }. В эфире ответили на { $on_air }, письменно — { $in_writing }, из них уже ответили { $replied }, в срок — { $on_time }.
       *[no] Эфиров за { $year } не было.
    }
    { $has_rows ->
        [yes] { $rows }
       *[no] { -no-line }
    }
    .rows = { $host }{ $has_municipality ->
        [yes] , { $municipality }
       *[no] { "" }
    }: эфиров { $broadcasts }, вопросов { $questions }, в эфире { $on_air }, письменно { $in_writing }
air-year-table = Эфиры за { $year } таблицей: каждый эфир, по ведущим, по округам.
    .rows = { $host }
air-year-picture = Эфиры за { $year } картинкой. Имён жителей на ней нет.
    .rows = { $host }
