### Почему нельзя. Одна фраза на каждый код отказа; незнакомый код говорит «refusal».

refusal = Не получилось. Откройте вопрос{ about-number } ещё раз и попробуйте снова.

refusal-question-cannot = С вопросом{ about-number } этого уже не сделать. Напишите «статус{ about-plain-number }» — покажу, что с ним.

refusal-no-such-question =
    { $has_number ->
        [yes] Вопроса №{ $number } нет. Проверьте номер.
       *[no] Такого вопроса нет. Проверьте номер.
    }

refusal-not-your-question = Вопрос{ about-number } задавали не вы. Свои покажу по слову «мои».

refusal-no-right = Для этого нужны другие права. Их даёт ЦУР.

refusal-date-unclear = Не понял дату. Напишите так: «пт», «завтра к обеду» или «10.12».

refusal-date-passed = Эта дата уже прошла. Назовите другую, например «пт» или «10.12».

refusal-promise-closed = Обещание по вопросу{ about-number } уже закрыто.

refusal-undo-late = Поздно отменять: ответ на вопрос{ about-number } житель уже видит. Поправить — «исправить{ about-plain-number } новый текст».

refusal-nobody-found = { $has_detail ->
        [yes] Не нашёл: «{ $detail }». Напишите фамилию из списка людей округа.
       *[no] Не нашёл такого человека. Напишите фамилию из списка людей округа.
    }

refusal-needs-text = Не хватает текста. Напишите его сразу после команды{ $has_number ->
        [yes] { " " }и номера: «ответ { $number } завтра починим».
       *[no] .
    }

refusal-not-a-chat = Эта команда работает в чате. Напишите её там.

refusal-already-answered = На вопрос{ about-number } уже ответили. Поправить — «исправить{ about-plain-number } новый текст».

refusal-frozen = Вопрос{ about-number } закрыт давно, менять его нельзя. Задайте новый.

refusal-too-many = Слишком много сразу. Подождите несколько минут и напишите ещё раз.

refusal-window-over = Вернуть вопрос{ about-number } уже нельзя: прошло больше двух недель. Спросите заново — передам.

refusal-nothing-open = Сейчас открытых вопросов нет.

refusal-ambiguous-answer = К какому вопросу этот ответ? Напишите «ответ», номер и текст, например: «ответ { $has_number ->
        [yes] { $number }
       *[no] 214
    } завтра починим».

refusal-municipality-unknown = { $has_detail ->
        [yes] Не знаю такого округа: «{ $detail }». Проверьте название.
       *[no] Не понял, какой округ. Напишите его название.
    }

refusal-number-needed = Нужен номер вопроса. Например: «статус 214».

refusal-role-unknown = Не знаю такой роли. Есть: исполнитель, зам, глава, модератор, ЦУР, администратор.

refusal-not-yourself = Себя не остановить. Попросите другого администратора.

refusal-vk-id-needed = Нужна ссылка на человека: «назначить vk.com/id123 Приозёрный глава». По имени не назначаю — имена повторяются.

about-plain-number =
    { $has_number ->
        [yes] { " " }{ $number }
       *[no] { " " }214
    }
