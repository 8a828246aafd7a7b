### Срочное: вопрос, который не ждёт, и то, что уже делают в «Инциденте».

urgent-set =
    ⚠ Вопрос №{ $number } теперь срочный. { who-answers-briefly }
    Исполнителю и заму сказал сейчас же.

urgent-over = Вопрос №{ $number } больше не срочный. { who-answers-briefly }

marked-urgent =
    ⚠ Срочно, так решили: { $by }.
    Вопрос №{ $number }{ $has_place ->
        [yes] , { $place }, { $asked_at }
       *[no] , { $asked_at }
    }: «{ $text }»
    { who-answers-briefly }

not-urgent = Вопрос №{ $number } больше не срочный, так решили: { $by }. { same-as-usual }

same-as-usual =
    { $has_due ->
        [yes] Обычный срок — { $due }.
       *[no] { -no-line }
    }

incident-ask =
    { $has_number ->
        [yes] Под каким номером вопрос №{ $number } в «Инциденте»? Напишите номер следующим сообщением.
       *[no] Какой вопрос и под каким номером он в «Инциденте»? Напишите два номера, например: 214 77-12.
    }
    Ответ уже есть? Добавьте ссылку на него — отправлю автору.

incident-unclear =
    { $has_number ->
        [yes] Не вижу номера. Под каким номером вопрос №{ $number } в «Инциденте»? Напишите, например: 77-12.
       *[no] Не вижу двух номеров. Напишите номер вопроса и номер в «Инциденте», например: 214 77-12.
    }

incident-back =
    Вернул вопрос №{ $number } в работу: сроки и напоминания снова идут.
    { deadline }

emergency-where =
    { $has_name ->
        [yes] : { $name }
       *[no] { "" }
    }

emergency-begun =
    ⚠ Срочно, { $until_by }{ emergency-where }. Так решили: { $by }.
    Вопросы оттуда — с ответом за час. Об остальном в округе пока не напоминаю.
    { $lines_count ->
        [0] { -no-line }
       *[other] Ждут сейчас:
    }
    { the-lines }
    { and-more }
    .lines = { line-queue }

emergency-feed =
    ⚠ Срочно, { $until_by }{ emergency-where }. Вопросов { $total }, ждут { $waiting }, голосов { $votes }.
    { the-lines }
    { and-more }
    .lines = { line-queue }

emergency-over =
    Больше не срочно{ emergency-where }{ $has_by ->
        [yes] , так решили: { $by }
       *[no] { "" }
    }. Сроки и напоминания обычные.
    Вопросов было { $total }, ждут ответа { $waiting }.

urgent-seen = { $by_full }: тревогу по вопросу №{ $number } видит.

send-back-why = Почему вернуть ответ на вопрос №{ $number }? Житель этого не увидит.

send-back-own = Что не так с ответом на вопрос №{ $number }? Напишите следующим сообщением, исполнитель прочтёт ваши слова.
