### Шаблоны ответов и слова, которые человек видит до отправки.

template-list =
    { $rows_count ->
        [0] Шаблонов пока нет. Сделать: «шаблон Дороги: { "{" }имя{ "}" }, приедем { "{" }дата{ "}" }, адрес — { "{" }улица{ "}" }».
       *[other] Шаблоны. Ответить: «шаблон 3 214», где 214 — вопрос. Забыть: «убрать шаблон 3».
    }
    { $rows_count ->
        [0] { -no-line }
       *[other] { $rows }
    }
    .rows = { template-line }

template-line = { $template }. { $has_subject ->
        [yes] { $subject }
       *[no] Любая тема
    }: «{ $text }»

template-offer =
    Шаблоны к вопросу №{ $number }. Отправлю после вашей проверки.
    { $rows }
    .rows = { template-line }

template-kept =
    Запомнил шаблон { $template }, { $has_subject ->
        [yes] тема «{ $subject }»
       *[no] любая тема
    }: «{ $text }»
    Покажу кнопкой «Шаблоны» на подходящих вопросах.

template-dropped = Забыл шаблон { $template }.

template-ask =
    { $blank ->
        [date] Какой день назвать? Вопрос №{ $number }. Можно словами: «в пятницу до обеда».
       *[street] Какую улицу назвать? Вопрос №{ $number }
    }

preview =
    { $source ->
        [voice] Вот что получилось: «{ $text }».
       *[template] Отправлю так: «{ $text }».
    } Вопрос №{ $number }{ card-attachments }
    Или напишите иначе — следующее сообщение возьму вместо этого.

write-anew =
    Напишите ответ на вопрос №{ $number } — отправлю ваши слова. Можно скопировать и поправить:
    { $text }
