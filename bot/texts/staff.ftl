### Что бот говорит модераторам, ЦУР и администраторам.

maybe-question =
    Возможно, вопрос №{ $number }, { card-place }.
    { $has_author ->
        [yes] { $author_short }: «{ $text }»
       *[no] Житель: «{ $text }»
    }
    { topic-hints }
    .hints = { topic-hint }

topic-hints =
    { $has_hints ->
        [yes] Похоже, точнее:
       *[no] { -no-line }
    }
    { $has_hints ->
        [yes] { $hints }
       *[no] { -no-line }
    }

topic-hint = — { $topic }: { $theme }

topic-ask =
    О чём вопрос №{ $number }? «{ $text }»
    { $has_topic ->
        [yes] Пока считаю: { $topic }{ topic-owner }. Верно — ничего не делайте.
       *[no] Тему не понял{ topic-owner }.
    } Другая тема — «тема { $number } название».
    { topic-hints }
    .hints = { topic-hint }

topic-set =
    Вопрос №{ $number }: { $has_topic ->
        [yes] тема — { $topic }{ topic-finer }{ topic-owner }.
       *[no] темы больше нет в регионе{ topic-owner }.
    }

topic-finer =
    { $has_theme ->
        [yes] { ": " }{ $theme }
       *[no] { "" }
    }

words-kept =
    { $minus ->
        [yes] «{ $subject }» больше не узнаю по словам: { $listed }.
       *[no] «{ $subject }» теперь узнаю и по словам: { $listed }.
    } Действует сразу. Убрать — «убрать слово { $subject }: …»

words-dropped = Убрал из темы «{ $subject }»: { $listed }.

words-of =
    Тема «{ $subject }». Кроме моего словаря, узнаю её так.
    { $has_of_file ->
        [yes] Из файла региона: { $of_file }.
       *[no] { -no-line }
    }
    { $has_added ->
        [yes] Добавили вы: { $added }.
       *[no] { -no-line }
    }
    { $has_minus ->
        [yes] Не она, если есть: { $minus }.
       *[no] { -no-line }
    }
    Добавить — «слова { $subject }: …», исключить — «минус { $subject }: …»

learned =
    Поучился на ваших решениях{ $has_learned_from ->
        [yes] , вопросов: { $learned_from }
       *[no] { "" }
    }.{ $has_accuracy ->
        [yes] { " " }Тему называю верно в { $accuracy } случаях из 100{ learned-before }.
       *[no] { "" }
    }
    { $has_words ->
        [yes] Запомнил слова: { $words }.
       *[no] { -no-line }
    }
    { $has_border ->
        [yes] Что вопрос, а что нет, учился по решениям «вопрос» и «не вопрос», их { $verdicts }: верно { $border } из 100{ learned-border-before }.
       *[no] { -no-line }
    }
    { $has_finer ->
        [yes] { $finer }
       *[no] { -no-line }
    }
    Стало хуже — «модель откатить».
    .finer = { finer }

learned-border-before =
    { $has_border_before ->
        [yes] { " " }(было { $border_before })
       *[no] { "" }
    }

learned-before =
    { $has_before ->
        [yes] { " " }(было { $before })
       *[no] { "" }
    }

model-report =
    { $has_version ->
        [yes] Темы называет обученная модель №{ $version }{ model-made }, ей помогают слова. Училась на вопросах: { $learned_from }.
       *[no] Темы называют только слова из файла региона, обученной модели пока нет.
    }
    { $has_accuracy ->
        [yes] Проверка на вопросах, которых она не видела: тема верна в { $accuracy } случаях из 100.{ model-sure }
       *[no] { -no-line }
    }
    { $has_words ->
        [yes] Запомнила слова: { $words }.
       *[no] { -no-line }
    }
    { $has_border ->
        [yes] Что вопрос, а что нет: решений { $verdicts }, верно { $border } из 100.
       *[no] { -no-line }
    }
    { $has_finer ->
        [yes] { $finer }
       *[no] { -no-line }
    }
    Для учёбы есть: решений модераторов { $decided }, передач { $handed }, ответов { $answered }, из файлов { $imported }. «Не вопрос» — { $dismissed }.
    { $latest ->
        [few] Для обучения мало: нужно не меньше 100.
        [one-sided] Почти у всех вопросов одна тема — учиться пока не на чем.
        [not-better] Последняя попытка вышла хуже прежней модели, её не взял.
       *[other] { -no-line }
    }
    { $can_go_back ->
        [yes] Вернуть прежнюю — «модель откатить».
       *[no] { -no-line }
    }
    .finer = { finer }

finer =
    { $knows ->
        [theme] Подтемы, примеров { $examples }: { finer-theme }
       *[executor] Кому передать, примеров { $examples }: { finer-executor }
    }

finer-theme =
    { $outcome ->
        [few] пока мало, нужно не меньше 100.
        [one-sided] почти везде одна, учиться не на чем.
        [not-better] слова знают не хуже, их и слушаю.
       *[learned] { $has_coverage ->
            [yes] называет { $coverage } из 100, верно { $precision } %; в остальных молчит.
           *[no] называет, когда уверена, иначе молчит.
        }
    }

finer-executor =
    { $outcome ->
        [few] пока мало, нужно не меньше 100. Подсказывают список ответственных и прежние передачи.
        [one-sided] почти везде один человек, учиться не на чем.
        [not-better] слова не помогли; подсказывают список ответственных и прежние передачи.
       *[learned] { $has_among_three ->
            [yes] нужный среди трёх первых в { $among_three } из 100.
           *[no] подсказывает там, где молчит список ответственных.
        }
    }

model-made =
    { $has_made_at ->
        [yes] { " " }от { $made_at_date }
       *[no] { "" }
    }

model-sure =
    { $has_coverage ->
        [yes] { " " }Уверена в { $coverage } из 100{ $has_precision ->
            [yes] , из них верно { $precision } %.
           *[no] .
        }
       *[no] { "" }
    }

model-back =
    Модель №{ $version } больше не работает. { $has_earlier ->
        [yes] Через минуту вернётся модель №{ $earlier }.
       *[no] Через минуту темы будут называть только слова.
    } Новые решения научат следующую.

topic-owner =
    { $has_official ->
        [yes] , отвечает { $official_full }
       *[no] { "" }
    }

maybe-list =
    { $lines_count ->
        [0] Проверять нечего: всё разобрали.
       *[other] Возможно, вопросы. Взять — откройте по номеру.
    }
    { the-lines }
    { and-more }
    .lines = { line-maybe }

taken = Взял вопрос №{ $number }. { who-answers-briefly }

dismissed = Снял №{ $number }: не вопрос.

joined = Присоединил №{ $number } к вопросу №{ $main }. Ответ придёт обоим.

parted = Отделил №{ $number } от вопроса №{ $main }. Отвечать будем отдельно.

rude-answer =
    ⚠ { $official_full }, вопрос №{ $number }, грубые слова: «{ $text }»
    { $in_place ->
        [yes] Написано прямо под вопросом, убрать может администратор чата. За ответ не считаю.
       *[no] Жителю не отправил.
    }
    Похоже на взлом — «стоп человек id{ $id }».

odd-hour-answer =
    Ответ в нерабочее время: { $official_full }, №{ $number }: «{ $text }»
    { $in_place ->
        [yes] Написано прямо под вопросом, убрать может администратор чата.
       *[no] { -no-line }
    }
    Похоже на взлом — «стоп человек id{ $id }».

systemic =
    Повторяется за 60 дней — похоже, дело не в случае.
    { $has_rows ->
        [yes] { $rows }
       *[no] { -no-line }
    }
    .rows = { systemic-line }

systemic-line = { $has_topic ->
        [yes] { $topic }
       *[no] Одно и то же
    }{ $has_where ->
        [yes] , { $where }
       *[no] { "" }
    } — вопросов: { $count }, последний №{ $number }

quality-ask =
    Случайный ответ { $index } из { $total }, вопрос №{ $number }: «{ $text }»
    { $official_full }: «{ $answer }»
    Не годится — «На доработку»: спрошу причину.

quality-done = Ответы за день проверены: { $total }. По делу, со сроком и по-человечески: { $good }.

sent-back-to =
    Вернул ответ на вопрос №{ $number } на доработку{ $has_official ->
        [yes] : { $official_full }.
       *[no] .
    } { $has_due ->
        [yes] Срок прежний: { $due }.
       *[no] Срок прежний.
    } Житель этого не видит.

looks-alike =
    Вопрос №{ $number }: «{ $text }»
    Похоже на
    { the-lines }
    Об одном — объедините, ответ придёт обоим. О разном — ничего не делайте.
    .lines = { line-maybe }

surge =
    ⚠ Похоже на аварию{ $has_where ->
        [yes] : { $where }.
       *[no] .
    } За 15 минут о том же, что в №{ $number }, пишут уже { $asking } чел.
    { the-lines }
    Одна беда — отвечать будем один раз, всем сразу. Разные — ничего не делайте.
    .lines = { line-maybe }

accident =
    Собрал под №{ $number } вопросов: { $count }. Ответ на него получат все{ $has_official ->
        [yes] , отвечает { $official_full }.
       *[no] .
    }
    Похожие вопросы ближайших шести часов присоединю сам, авторам скажу.

accident-over = Разделил: от №{ $number } отошли вопросы, числом { $count }. Каждый ждёт своего ответа.

impostor =
    { $has_official ->
        [yes] ⚠ Под вопросом №{ $number } пишет vk.com/id{ $id }, имя — как у нас: { $official_full }. Настоящая страница — vk.com/id{ $real }.
       *[no] ⚠ Под вопросом №{ $number } пишет vk.com/id{ $id }, назвался администрацией. В списке ответственных его нет.
    }
    За ответ не считаю. Однофамилец — ничего не делайте.

unreachable =
    ⚠ { $person_full }: не могу написать.{ $has_number ->
        [yes] { " " }Ждёт вопрос №{ $number }
       *[no] { "" }
    }
    { $has_given_to ->
        [yes] Передал: теперь отвечает { $given_to_full }.
       *[no] Передать некому, решите вы.
    }
    Помочь просто: открыть сообщения сообщества и нажать «Начать» или «Разрешить сообщения».

nobody-to-answer =
    ⚠ Отвечать некому: вопрос №{ $number }{ $has_municipality ->
        [yes] , { $municipality }
       *[no] { "" }
    }
    «{ $text }»
    Передайте человеку — «передать { $number } Фамилия».

publish-by-hand =
    Опубликуйте вручную, ВКонтакте меня туда не пускает. Вопрос №{ $number }
    { $has_link ->
        [yes] Где: { $link }
       *[no] { -no-line }
    }
    { $has_ready ->
        [yes] Будет готово { $ready_roughly_on }:
       *[no] { -no-line }
    }
    { $has_text ->
        [yes] { $text }
       *[no] { -no-line }
    }
    — { $by_full }

place-lost =
    ⚠ Не пускает { $place_kind ->
        [chat] чат
        [wall] обсуждение в сообществе
        [video] обсуждение под видео
       *[other] место
    }, где задан вопрос №{ $number }. Ответ несу автору в личные сообщения, не выйдет — опубликует модератор.
    Проверьте, что бот там есть и может писать.

moved-twice =
    { $what ->
        [promise] Обещание по вопросу №{ $number } переносят второй раз.
       *[handover] Вопрос №{ $number } передают второй раз.
    } { $has_official ->
        [yes] Сейчас отвечает { $official_full }.
       *[no] Сейчас никому не назначен.
    }
    Кто решит?

waiting =
    { $title ->
        [overdue] { $total ->
            [0] Просроченных нет{ waiting-about }.
           *[other] Просрочено: { $total }{ waiting-about }
        }
        [today] { $total ->
            [0] Сегодня ничего не горит{ waiting-about }.
           *[other] Сгорят сегодня: { $total }{ waiting-about }
        }
        [promised] { $total ->
            [0] Обещаний нет{ waiting-about }.
           *[other] Обещали: { $total }{ waiting-about }
        }
        [person] { $total ->
            [0] Открытых вопросов нет{ waiting-about }.
           *[other] Открытых вопросов: { $total }{ waiting-about }
        }
       *[waiting] { $total ->
            [0] Никто не ждёт{ waiting-about }.
           *[other] Ждут ответа: { $total }{ waiting-about }
        }
    }
    { the-lines }
    { and-more }
    .lines =
        { $title ->
            [promised] { line-promised }
           *[other] { $has_about ->
                [yes] { line-local }
               *[no] { line-staff }
            }
        }

waiting-about =
    { $has_about ->
        [yes] { " " }({ $about })
       *[no] { "" }
    }

morning-list =
    Без ответа на утро, { $day_date }: { $waiting }{ $has_yesterday ->
        [yes] { " " }(вчера { $yesterday })
       *[no] { "" }
    }{ $has_before ->
        [yes] { " " }(было { $before })
       *[no] { "" }
    }
    Просрочено { $overdue } · сгорят сегодня { $today } · обещали на сегодня { $promised }
    { the-municipalities }
    { $others ->
        [0] { -no-line }
       *[other] остальные { $others } — { $others_waiting }
    }
    { $has_unreachable ->
        [yes] Не доставляется: { $unreachable }
       *[no] { -no-line }
    }
    { the-asleep }
    { $never ->
        [0] { -no-line }
       *[other] Не нажали «Начать»: { $never }. Кто — «кто не начал»
    }
    { $maybe ->
        [0] { -no-line }
       *[other] Возможно, вопросы: { $maybe }
    }
    { $rumours ->
        [0] { -no-line }
       *[other] Слухи без проверки, новых: { $rumours }
    }
    .asleep = { asleep-line }
    .municipalities = { municipality-line }

municipality-line =
    { $name } — { $waiting }{ $overdue ->
        [0] { "" }
       *[other] , просрочено { $overdue }{ $has_worst ->
            [yes] { " " }({ $worst_surname }{ municipality-late })
           *[no] { "" }
        }
    }

municipality-late =
    { $has_late ->
        [yes] , { $late_left }
       *[no] { "" }
    }

export =
    Выгрузка{ $has_municipality ->
        [yes] , { $municipality }
       *[no] { "" }
    }{ $has_since ->
        [yes] , с { $since_date }
       *[no] { "" }
    }{ $has_until ->
        [yes] { " " }по { $until_date }
       *[no] { "" }
    }: { $rows ->
        [one] { $rows } строка
        [few] { $rows } строки
       *[other] { $rows } строк
    }.
    { $full ->
        [yes] Здесь имена и тексты без скрытия, записал в журнал.
       *[no] Имена и телефоны скрыты.
    }

appointed =
    { $person_full }: { role }{ $has_municipality ->
        [yes] , { $municipality }
       *[no] { "" }
    }.
    { $started ->
        [yes] Могу писать: сообщения разрешены.
       *[no] Писать пока не могу: нужно открыть сообщения сообщества и нажать «Начать».
    }

role =
    { $role ->
        [official] отвечает на вопросы
        [deputy] зам
        [head] глава
        [moderator] модератор
        [ccu] ЦУР
        [admin] администратор
       *[other] { $role }
    }

everybody-hushed =
    { $has_until ->
        [yes] Никому не напоминаю { $until_by }, так велит { $by }. Вопросы принимаю, сроки идут. Раньше — «стоп напоминания хватит».
       *[no] Снова напоминаю всем, так велит { $by }.
    }

stopped =
    По команде { $by_gen } снял все права: { $person }. Ни отвечать, ни смотреть больше не может.
    { $moved ->
        [0] Открытых вопросов за ним не было.
       *[other] Открытых вопросов отдал другим: { $moved }.
    }
    Вернуть — «назначить» с той же ссылкой.

connected =
    { $kind ->
        [residents] Подключил чат жителей
        [moderators] Подключил чат модераторов
        [staff] Подключил чат сотрудников
       *[other] Подключил чат
    }{ $has_municipality ->
        [yes] : { $municipality }.
       *[no] .
    }
    { $kind ->
        [residents] Дайте боту права администратора или доступ ко всей переписке — иначе увижу только упоминания.
       *[other] { -no-line }
    }

mark-kept =
    { $system ->
        [incident] Вопрос №{ $number } — уже в «Инциденте», №{ $external }. Напоминать не буду, в рейтинг не считаю.{ mark-linked }
        [pos] Вопрос №{ $number } — уже в «Решаем вместе», №{ $external }.
       *[other] Вопрос №{ $number } — уже в системе «{ $system }», №{ $external }.
    }

mark-linked =
    { $linked ->
        [yes] { " " }Ссылку на ответ отправил автору.
       *[no] { "" }
    }

quarantined =
    ⚠ Не разобрал { $events ->
        [one] { $events } событие
        [few] { $events } события
       *[other] { $events } событий
    } от ВКонтакте, отложил. Ничего не потеряно; подробности — в журнале бота.

alarm =
    ⚠ { trouble }

health-report =
    { $troubles_count ->
        [0] Бот здоров.
       *[other] Что не так с ботом:
    }
    { the-troubles }
    Сообществ: { $communities }, событий ждёт: { $incoming }, сообщений ждёт отправки: { $outgoing }.
    .troubles = { trouble-line }

trouble-line = • { trouble }

trouble =
    { $what ->
        [token] Ключ сообщества { $id }{ trouble-where } больше не работает: бот там глух и нем. Сделайте новый ключ и впишите в VK_TOKENS.
        [person-token] Ключ человека (VK_USER_TOKEN) больше не работает: ответы под видео придётся публиковать вручную.
        [captcha] ВКонтакте просит капчу у сообщества { $id }{ trouble-where }. Зайдите в него через браузер; часть сообщений задержится.
        [deaf] ВКонтакте не слышно в сообществе { $id }{ trouble-where } уже { $count ->
            [one] { $count } минуту
            [few] { $count } минуты
           *[other] { $count } минут
        }. Проверьте сеть и ключ: otklik check.
        [stalled] ВКонтакте отвечает, но о новых сообщениях в сообществе { $id }{ trouble-where } молчит, за сутки уже { $count ->
            [one] { $count } раз
            [few] { $count } раза
           *[other] { $count } раз
        }. Бот перечитывает их сам, вопросы приходят с задержкой до получаса.
        [access] ВКонтакте отказывает сообществу { $id }{ trouble-where } в доступе. Проверьте права ключа: otklik check.
        [limit] ВКонтакте больше не принимает запросов от сообщества { $id }{ trouble-where }: лимит на сегодня исчерпан. Сообщения задержатся, ничего не потеряно.
        [bots-off] В сообществе { $id }{ trouble-where } выключены «Возможности ботов»: кнопки не доходят. Включите: otklik check --fix.
        [strikes] Сообществу { $id }{ trouble-where } ВКонтакте запретил комментировать за нарушения. Посмотрите его уведомления; ответы идут в личные сообщения и модераторам.
        [chat-moved] Чат { $id }{ trouble-where } переехал в MAX: бот его больше не слышит. Вопросы оттуда остались в работе, ответы понесу авторам в личные сообщения, не выйдет — модераторам.
        [chat-deleted] Чат { $id }{ trouble-where } удалён. Вопросы оттуда остались в работе, ответы понесу авторам в личные сообщения, не выйдет — модераторам.
        [chat-disabled] Чат { $id }{ trouble-where } отключён: писать туда нельзя. Ответы пока идут авторам в личные сообщения и модераторам.
        [chat-muted] В чате { $id }{ trouble-where } боту запретили писать. Снимите запрет в настройках чата; ответы пока идут авторам в личные сообщения и модераторам.
        [chat-rights] В чате { $id }{ trouble-where } бот больше не администратор: слышит только обращения к себе. Верните права в настройках чата.
        [chat-closed] Чат { $id }{ trouble-where } закрыт другим администратором: писать туда нельзя. Ответы пока идут авторам в личные сообщения и модераторам.
        [chat-lost] Чат { $id }{ trouble-where } потерян: ВКонтакте не даёт туда писать. Верните сообщество в чат и назначьте администратором; ответы пока идут авторам в личные сообщения и модераторам.
        [chat-silent] Чат { $id }{ trouble-where } молчит: рабочих часов без единого сообщения — { $count }, а в других пишут. Проверьте, что сообщество там ещё администратор.
        [quarantine] Отложено событий, которые бот не разобрал: { $count }. Подробности — в журнале бота.
        [aside] Отложено сообщений, которые не удалось отправить: { $count }. Подробности — в журнале бота.
        [outbox] Сообщения не уходят больше 15 минут, ждёт: { $count }. Проверьте ключи и сеть: otklik check.
        [disk] На диске осталось { $count } МБ. Освободите место, иначе бот перестанет записывать вопросы.
       *[other] Что-то не так: { $what } { $id }.
    }

trouble-where =
    { $has_where ->
        [yes] {" "}({ $where })
       *[no] { "" }
    }

history-of =
    { $entries_count ->
        [0] По вопросу №{ $number } записей нет.
       *[other] Вопрос №{ $number }, что было:
    }
    { the-entries }
    .entries = { history-line }

history-line =
    { $at_short } — { history-what }{ $has_by ->
        [yes] , { $by_called }
       *[no] { "" }
    }{ $has_detail ->
        [yes] : { $detail }
       *[no] { "" }
    }

history-what =
    { $what ->
        [asked] задан вопрос
        [assigned] назначен
        [taken] взят как вопрос
        [topic] уточнили тему
        [dismissed] снят: не вопрос
        [draft_expired] снят: никто не подтвердил, что это вопрос
        [handed_over] передан
        [substitute] перешёл замене
        [substituted] перешёл замене
        [came_home] вернулся после замены
        [in_work] «в работе»
        [asked_back] спросили жителя
        [not_an_answer] слова в чате — не ответ
        [explained] житель уточнил
        [clarify_over] житель не уточнил
        [added] житель дополнил
        [edited] житель исправил
        [promised] ответ с датой
        [answered] ответ
        [passed_outside] передан другой организации
        [answer_undone] ответ отменён
        [corrected] ответ исправлен
        [dates_dropped] даты убраны
        [promise_kept] обещание выполнено
        [promise_moved] обещание перенесли
        [confirmed] житель подтвердил: сделали
        [reopened] житель вернул: не решено
        [returned] ответ вернули на доработку
        [closed_unconfirmed] закрыт без подтверждения
        [escalated] сообщили выше
        [joined] голос соседа
        [rechecked] спросили ещё раз, сделали ли
        [copied] одно из многих одинаковых от новичков
        [offered] показали похожий ответ
        [answer_known] жителю хватило ответа, который уже есть
        [valid] ответ действует до
        [merged] объединён с другим
        [judged] оценили ответ
        [gathered] собран с другими: авария
        [split] отделён
        [imported] принесли таблицей
        [for_broadcast] ждёт прямого эфира
        [aired] ответили в прямом эфире
        [unaired] «ответили в эфире» отменили
        [air_promised] обещали в прямом эфире
        [to_writing] в эфире не прозвучал, ответят письменно
        [off_air] не в эфир
        [cut] в сообщении было несколько вопросов
        [kept_whole] вопрос один, делить не нужно
        [third_time] автор спрашивает об этом не в первый раз
        [withdrawn] отозван
        [revived] снова открыт
        [note] заметка
        [called] звонили в округ
        [contested] оспорили в рейтинге
        [contest_agreed] в рейтинге не считаем
        [contest_refused] в рейтинге оставили
        [in_incident] уже в «Инциденте»
        [out_of_incident] отметку «уже в „Инциденте“» сняли
        [hurried] срочно
        [seen] видели тревогу
        [letters_on] письма главам включили
        [letters_off] письма главам выключили
        [emergency] срочно, весь округ или посёлок
        [emergency_over] срочное закончилось
        [calmed] больше не срочно
        [in_pos] уже в «Решаем вместе»
       *[other] { $what }
    }

help-staff =
    { $role ->
        [moderator] { help-moderator }
        [admin] { help-admin }
       *[other] { help-ccu }
    }

help-moderator =
    «в» ответом на сообщение — взять как вопрос
    «не вопрос 214» — снять
    «тема 214 219» — объединить похожие, «тема 214 Дороги» — сменить тему
    «разделить 214» — отделить обратно
    «возможно» — что ещё не разобрано
    «срочно 214» — вопрос не ждёт: срок четыре часа
    «ждут» — кто без ответа, «просрочено» — у кого прошёл срок
    «консоль» — пульт эфира в браузере
    «спам» — реклама от новичков, «журнал удалений» — всё, что убрано

help-ccu =
    «ждут Приозёрный» — кто без ответа
    «просрочено», «обещали», «человек Ильин»
    «214» — открыть вопрос, «передать 214 Фамилия», «доработать 214 причина»
    «выгрузка» — файлом, «слухи», «рейтинг», «журнал удалений»
    «назначить vk.com/id123 Приозёрный глава» — дать права
    «стоп человек vk.com/id123» — снять все права
    «стоп напоминания до 14:00» — никому не напоминать
    «срочно 214», ЧС — «срочно Бор»
    «подключить» — в чате, чтобы бот его читал
    «здоровье», «кто не начал», «модель», «слова Дороги: щебень»

help-admin =
    «назначить vk.com/id123 ЦУР» — дать права, «стоп человек vk.com/id123» — снять
    «подключить Приозёрный жители» — в чате, чтобы бот его читал; «закреп» там же — памятка
    «кто не начал» — кто ещё не подключился
    «здоровье» — всё ли в порядке с ботом, «модель откатить» — вернуть прежнюю
    «выгрузка» — список файлом, «выгрузка полная» — с именами, пишется в журнал
    Остальное — как у ЦУР: «ждут», «просрочено», «обещали», «доработать», «стоп напоминания»
