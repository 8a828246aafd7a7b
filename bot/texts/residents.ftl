### Что бот говорит жителям.

welcome =
    { $has_person ->
        [yes] Здравствуйте, { $person_first }.
       *[no] Здравствуйте.
    } Передам ваш вопрос тому, кто за это отвечает, и прослежу, чтобы ответили.
    Напишите обычными словами, можно с фото.
    Я храню ваше имя ВКонтакте, вопрос и ответ — год. Передумали — напишите «удали мои вопросы».
    { $has_official_link ->
        [yes] Нужен официальный ответ с подписью — «Госуслуги. Решаем вместе»: { $official_link }
       *[no] { -no-line }
    }

recorded =
    Записал ваш вопрос №{ $number }: «{ $text }».
    { went-elsewhere }
    { who-answers }
    { $watch_for ->
        [chat] { $has_official ->
            [yes] Как ответит — в чате под вашим вопросом будет 👌.
           *[no] Как ответят — в чате под вашим вопросом будет 👌.
        }
        [wall] Ответ появится под вашим комментарием.
        [video] Ответ появится под вашим комментарием к видео или придёт сюда.
       *[other] { -no-line }
    }

recorded-here =
    Записал, №{ $number }: «{ $text }».
    { $softened ->
        [yes] Передам без крепких слов, суть сохранил. Не так — «Исправить».
       *[no] { -no-line }
    }
    { went-elsewhere }
    { who-answers }

went-elsewhere =
    { $has_elsewhere ->
        [yes] Это { $elsewhere } — передал туда.
       *[no] { -no-line }
    }

receipt =
    { $has_due ->
        [yes] Записал, №{ $number }. Ответ — { $due_by }.{ $in_private ->
            [yes] { " " }Подробности в личке
           *[no] { "" }
        }
       *[no] Записал, №{ $number }.{ $in_private ->
            [yes] { " " }Кто ответит и когда — напишу в личку
           *[no] { "" }
        }
    }

# Сначала — что делать человеку. Второе предложение — только если дежурному уже сообщили.
urgent-advice =
    { $kind ->
        [gas] Запах газа: выйдите на улицу, не включайте свет, звоните 104 или 112.
        [fire] Пожар: выходите сами, выводите людей, звоните 101 или 112.
        [wire] Провод: не подходите ближе восьми метров, отведите детей, звоните 112.
        [flood] Прорвало воду: отойдите от кипятка и проводки, звоните в аварийную или 112.
        [cold] Холодно, а дома дети или больные: звоните в аварийную, не ответят — 112.
        [collapse] Рушится: отойдите и отведите людей, звоните 112.
        [person] { $public ->
            [yes] Человек в опасности: звоните 112, это бесплатно и круглосуточно.
           *[no] Я бот и могу не понять. Передал людям, вам напишут. Если совсем плохо — 112, бесплатно и круглосуточно.
        }{ $has_helpline ->
            [yes] { " " }Телефон доверия: { $helpline }.
           *[no] { "" }
        }
       *[other] Если кому-то грозит беда — звоните 112, это бесплатно и круглосуточно.
    }
    { $has_told_at ->
        [yes] Дежурному сообщил в { $told_at_at }. Вопрос №{ $number }
       *[no] Вопрос №{ $number }
    }

ask-where =
    { $has_topic ->
        [yes] { $topic }: где это?
       *[no] Где это?
    } Напишите город или деревню и улицу — от этого зависит, кто ответит. Вопрос №{ $number }

ask-words = Напишите вопрос словами — передам. Можно с фото.

outside-region =
    Похоже, это не у нас{ $has_where ->
        [yes] : { $where }
       *[no] { "" }
    }. Здесь отвечают только за свои места{ $has_region ->
        [yes] { " " }({ $region })
       *[no] { "" }
    }, передать туда вопрос не могу.
    { $has_official_link ->
        [yes] Напишите в сообщество своей администрации или через «Госуслуги. Решаем вместе»: { $official_link }
       *[no] Напишите в сообщество своей администрации.
    }
    Это всё-таки у нас? Напишите, в каком городе или деревне, — передам.

ask-question = Слушаю. Что случилось и где? Напишите одним сообщением, можно с фото.

no-such-command = Не знаю такой команды. Напишите «помощь» — покажу, что умею.

answer-in-place =
    { $has_ready ->
        [yes] Будет готово { $ready_roughly_on }:
       *[no] { -no-line }
    }
    { $has_text ->
        [yes] { $text }
       *[no] { -no-line }
    }
    — { $by_full }

answer-in-private =
    { $has_author ->
        [yes] { $author_first }, ответ на вопрос №{ $number } «{ $question }»:
       *[no] Ответ на вопрос №{ $number } «{ $question }»:
    }
    { $has_ready ->
        [yes] Будет готово { $ready_roughly_on }:
       *[no] { -no-line }
    }
    { $has_text ->
        [yes] «{ $text }»
       *[no] { -no-line }
    }
    — { $by_full }
    { $has_ask_at ->
        [yes] Спрошу { $ask_at_roughly_on }, сделали ли.
       *[no] Не решилось — напишите «не решено { $number }», верну.
    }

answer-for-follower =
    Ответили на вопрос №{ $number } «{ $question }», за которым вы следите:
    «{ $text }»
    — { $by_full }

answer-corrected =
    Уточнение к ответу на вопрос №{ $number }:
    { $text }
    — { $by_full }

confirm-ask =
    { $public ->
        [yes] { $has_author ->
            [yes] { $author_first }, сделали? Вопрос №{ $number }
           *[no] Сделали? Вопрос №{ $number }
        }
       *[no] { $has_author ->
            [yes] { $author_first }, вы спрашивали: «{ $text }». Сделали? Вопрос №{ $number }
           *[no] Вы спрашивали: «{ $text }». Сделали? Вопрос №{ $number }
        }
    }

confirmed =
    { $has_person ->
        [yes] { $person_sex ->
            [f] { $person_first } подтвердила: сделали. Вопрос №{ $number }
            [m] { $person_first } подтвердил: сделали. Вопрос №{ $number }
           *[unknown] Сделали, подтверждает { $person_first }. Вопрос №{ $number }
        }
       *[no] Автор подтверждает: сделали. Вопрос №{ $number }
    }

confirm-thanks = Спасибо. Закрыл вопрос

not-yours = Ответить может автор или кто подписался. У вас то же? Напишите адрес

stale-button = Кнопка устарела. Напишите боту номер вопроса — покажу, что с ним

ask-what-is-left = Что осталось? Напишите одним сообщением, лучше с фото. Вопрос №{ $number }

ask-photo = Пришлите фото следующим сообщением — добавлю к вопросу №{ $number }.

ask-fix = Напишите вопрос №{ $number } заново, одним сообщением — заменю.

brought-back =
    { $has_official ->
        [yes] Вернул вопрос №{ $number } { $official_dat }.
       *[no] Вернул вопрос №{ $number } в работу.
    } { new-deadline }

brought-back-pop =
    { $has_official ->
        [yes] Вернул { $official_dat }. Можно прислать фото ответом
       *[no] Вернул в работу. Можно прислать фото ответом
    }

overdue-to-resident =
    { $public ->
        [yes] { $has_author ->
            [yes] { $author_first }, ответа на вопрос №{ $number } пока нет, срок прошёл.
           *[no] Ответа на вопрос №{ $number } пока нет, срок прошёл.
        }
       *[no] { $has_author ->
            [yes] { $author_first }, на вопрос №{ $number } «{ $text }» ответа пока нет. Срок был { $due_on }.
           *[no] На вопрос №{ $number } «{ $text }» ответа пока нет. Срок был { $due_on }.
        }
    } { $has_official ->
        [yes] { $has_also ->
            [yes] Напомнил { $official_dat }, знает и { $also }.
           *[no] Напомнил { $official_dat }.
        }
       *[no] { $has_also ->
            [yes] Об этом знает { $also }.
           *[no] Об этом знает ЦУР.
        }
    } { $public ->
        [yes] Вернусь { $news_by_by }
       *[no] Напишу { $news_by_by } — с ответом или без.
    }

still-nothing =
    { $public ->
        [yes] На вопрос №{ $number } ответа всё ещё нет.
       *[no] На вопрос №{ $number } «{ $text }» ответа всё ещё нет.
    } { $has_escalated_to ->
        [yes] Теперь о нём знает и { $escalated_to_full }.
       *[no] Теперь вопрос у ЦУР.
    }
    { $has_official_link ->
        [yes] { $public ->
            [yes] { -no-line }
           *[no] Если хотите, попросите ещё и официальный ответ — «Госуслуги. Решаем вместе». Здесь я жду ответа дальше.
        }
       *[no] { $public ->
            [yes] { -no-line }
           *[no] Жду ответа дальше и сразу пришлю.
        }
    }

clarify-ask =
    { $has_author ->
        [yes] { $author_first }, уточните, пожалуйста: { clarify-what }
       *[no] Уточните, пожалуйста: { clarify-what }
    }
    Ответьте на это сообщение. Вопрос №{ $number }
    — спрашивает { $by }

# Готовые уточнения уходят жителю от имени того, кто спрашивает.
clarify-what =
    { $ready ->
        [where] где именно это? Назовите улицу и дом.
        [since] с какого дня это началось?
        [photo] пришлите, пожалуйста, фото.
       *[own] { $text }
    }

clarified = Передал ваше уточнение. Вопрос №{ $number }

promise-moved =
    По вопросу №{ $number } «{ $text }» новая дата — { $due_roughly }.
    { $has_reason ->
        [yes] «{ $reason }»
       *[no] { -no-line }
    }
    — { $by_full }

handed-to-resident = На вопрос №{ $number } теперь ответит { $official_full }. { deadline }

withdrawn = Отозвал вопрос №{ $number }. Передумаете — спросите ещё раз.

my-questions =
    { $lines_count ->
        [0] Ваших вопросов пока нет. Напишите первый обычными словами.
       *[other] Ваши вопросы:
    }
    { the-lines }
    { and-more }
    .lines =
        { $public ->
            [yes] { line-mine-briefly }
           *[no] { line-mine }
        }

status-of =
    №{ $number } «{ $text }»
    { status-sentence }
    { $has_answer ->
        [yes] { $has_by ->
            [yes] { $by_full }: «{ $answer }»
           *[no] «{ $answer }»
        }
       *[no] { -no-line }
    }
    { $has_promised ->
        [yes] Обещали: { $promised_roughly }.
       *[no] { -no-line }
    }

status-sentence =
    { $has_answer ->
        [yes] Сейчас: { status }.
       *[no] Сейчас: { status }. { $has_official ->
            [yes] Отвечает { $official_full }.
           *[no] { -no-line }
        }
    }

erase-ask =
    Сотру из базы ваше имя и тексты — { $count ->
        [one] { $count } вопрос.
        [few] { $count } вопроса.
       *[other] { $count } вопросов.
    }
    То, что опубликовано в чатах, там и останется — убрать может автор или администратор.
    Стереть?

erased =
    Готово. Осталась только цифра: { $count ->
        [one] { $count } вопрос
        [few] { $count } вопроса
       *[other] { $count } вопросов
    }

erase-kept = Хорошо, всё остаётся как было.

official-way =
    { $has_link ->
        [yes] Официальный ответ с подписью дают в «Госуслуги. Решаем вместе»: { $link }
       *[no] Официальный ответ с подписью дают в «Госуслуги. Решаем вместе».
    }
    { $has_text ->
        [yes] Ваш текст, можно скопировать:
       *[no] { -no-line }
    }
    { $has_text ->
        [yes] { $text }
       *[no] { -no-line }
    }

edited = Поправил вопрос №{ $number }: «{ $text }».

ask-again = Вы поменяли вопрос №{ $number } после ответа. Спросить заново?

nothing-planned = Ближайший эфир пока не назначен. Спросите сейчас — ответят письменно.

help-resident =
    Напишите вопрос обычными словами — передам тому, кто отвечает, и прослежу за сроком.
    «мои» — ваши вопросы
    «статус 214» — что с вопросом
    «отозвать 214» — передумали
    «не решено 214» — ответили, но не сделали
    «удали мои вопросы» — сотру имя и тексты
    Пожар, газ, провод на земле — 112.
    { $has_official_link ->
        [yes] Официальный ответ с подписью — «Госуслуги. Решаем вместе»: { $official_link }
       *[no] { -no-line }
    }

was-away = С { $since_at } до { $until_at } бот не видел чат. Прочитал всё сейчас, вопросы записал

split-ask =
    В вопросе №{ $number }, похоже, { $parts_count ->
        [2] два вопроса
       *[other] несколько вопросов
    }:
    { $parts_count ->
        [0] { -no-line }
       *[other] { $parts }
    }
    Разделить, чтобы каждый ответил за своё?
    .parts = { split-part }

split-part =
    { $has_official ->
        [yes] — «{ $text }». Ответит { $official_full }.
       *[no] — «{ $text }».
    }

split-done =
    Разделил, теперь у каждого вопроса свой ответственный и срок:
    { $lines }
    .lines = { line-queue }

one-for-all =
    Об этом сейчас пишут многие, ваш вопрос №{ $number } присоединил к №{ $main }: «{ $text }».
    { $has_official ->
        [yes] Отвечает { $official_full }, ответ придёт всем.
       *[no] Ответ придёт всем.
    }

own-again =
    Ваш вопрос №{ $number } снова отдельный, ответ будет на него.{ $has_official ->
        [yes] { " " }Отвечает { $official_full }.
       *[no] { "" }
    }
    { $has_due ->
        [yes] Срок — { $due }.
       *[no] { -no-line }
    }
