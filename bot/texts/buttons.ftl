### Надписи на кнопках, не длиннее 40 знаков. Имя — по смыслу кнопки (handlers/payloads).

button-ask = Задать вопрос
button-mine = Мои вопросы
button-next-broadcast = Ближайший эфир
button-not-question = Это не вопрос
button-add-photo = Добавить фото
button-fix = Исправить
button-withdraw = Отозвать
button-solved = Да
button-not-solved = Нет
button-partly = Частично
button-ask-officially = Официальный ответ
button-erase-yes = Стереть
button-erase-no = Оставить
button-ask-anew = Да

button-remove-mine = Убрать
button-voice-right = Да
button-voice-wrong = Нет, напишу

button-open = №{ $q }
button-by-turn = По очереди
button-undo = Отменить — { $seconds } сек
button-dates-wrong = Даты не те
button-pick-date = К дате…
button-date-is = { day-label }
button-send-by = { day-label }

day-label =
    { $away ->
        [0] Сегодня
        [1] Завтра
        [none] Другая
       *[later] { $far ->
            [yes] { weekday-short } { $day }.{ $month }
           *[no] { weekday-short }
        }
    }

weekday-short =
    { $weekday ->
        [1] Пн
        [2] Вт
        [3] Ср
        [4] Чт
        [5] Пт
        [6] Сб
       *[7] Вс
    }

button-ask-back = Уточнить
button-ask-back-with =
    { $w ->
        [where] Где именно?
        [since] С какого дня?
        [photo] Нужно фото
       *[own] Свой вопрос
    }
button-hand-over = Передать
button-hand-to = { $who }
button-not-ours = Не наше
button-is-answer = Да
button-answer-to = №{ $q }
button-not-answer = Нет, просто реплика
button-hide-name = Без имени
button-show-name = С именем
button-split-yes = Да, разделить
button-split-no = Это один
button-send-as-is = Отправить как есть
button-send-mended = Убрать и отправить
button-send-in-private = В личку
button-send-to = №{ $q }
button-show-templates = Шаблоны
button-keep-template = Сделать шаблон
button-use-template = Шаблон { $n }
button-template-day = { day-label }
button-send-it = Отправить
button-say-anew = Поправить
button-promise-done = Сделано
button-promise-move = Переносим
button-promise-told = Уже отписался
button-substitute-is = { $who }
button-understood = Понятно
button-show-example = Показать на примере
button-next-lesson = Дальше

button-take = Вопрос
button-topic-is = { $topic }
button-dismiss = Не вопрос
button-split = Разделить
button-hide = Скрыть ответ
button-judge =
    { $c ->
        [matter] По делу
        [date] Есть срок
       *[human] По-человечески
    }: { $v ->
        [yes] да
       *[no] нет
    }
button-join-to = Объединить
button-helped = Это помогло
button-enough = Да, спасибо
button-different = Нет, у меня другое
button-valid-till =
    { $away ->
        [none] Не предлагать
       *[other] До { $day }.{ $month }
    }
button-gather = Авария: один ответ
button-gate-is = Поставить так
button-gate-back = Вернуть как было
button-part-all = Разделить все
button-other-matter = Это о другом
button-rumour-is =
    { $v ->
        [true] Правда
        [false] Неправда
        [partly] Частично
        [none] Не слух
       *[checking] Проверяем
    }
button-air-after =
    { $w ->
        [post] Пост-итог
        [picture] Картинка
        [table] Таблица
        [chart] Картинка
       *[owed] Кто ещё не ответил
    }
button-rumour-say = Ответить в чатах
button-rumour-closes = Это и ответ
button-rumour-open = Слух { $r }
button-hand-all =
    { $has_who ->
        [yes] Передать все { $who_dat }
       *[no] Передать все заму
    }
button-remind-all = Напомнить
button-called-all = Позвонил — отметить
button-why = Почему { $name }
button-contest = Оспорить
button-week-as =
    { $w ->
        [picture] Картинка
        [table] XLSX
       *[letters] Письма главам
    }
button-seen = Видел
button-show-today = Сегодня
button-send-back = На доработку
button-send-back-for =
    { $w ->
        [no-date] Нет срока
        [off-matter] Не о том
        [officialese] Канцелярит
       *[own] Своя причина
    }
button-hurry = Срочно
button-emergency-feed = Лента
button-emergency-stop = Закончить
button-calm = Не срочно
button-in-incident = Уже в ИМ №…
button-listed-in-incident = Уже в ИМ №…
button-out-of-incident = Вернуть сроки
button-contest-is =
    { $v ->
        [yes] Согласен
       *[no] Нет
    }
button-mute = Выключить на сутки
button-unmute = Включить обратно
button-show-rumours = Слухи
button-drop-it = Убрать
button-let-stay = Оставить
button-done-by-hand = Убрали сами
button-bring-back = Вернуть
button-show-removal = Запись { $n }
button-not-advert = Это не реклама
button-show-held = Ждут решения
button-keep-so = Поставить так
button-keep-as-before = Вернуть как было
button-show-waiting = Ждут
button-show-overdue = Просрочено
button-show-promised = Обещали
button-show-maybe = Возможно, вопросы
button-export-now = Выгрузка

## Ссылки

link-official = Решаем вместе
link-place = Открыть

## Прямой эфир

button-air =
    { $w ->
        [where] { $c ->
            [page] Личная страница
           *[community] Сообщество
        }
        [post] Да, поставить
        [start] Начать
        [pause] Пауза
        [resume] Продолжить
        [resume-how] Новая ссылка
        [end] Закончить
        [end-yes] Да, закончить
        [close] Нет
        [show] ▶ { $c }
        [answered] Ответили
        [also] + ещё тема
        [also-is] { $title }
        [other-how] Ответили на другое
        [promise] Обещал
        [promise-by] { day-label }
        [new] { $c ->
            [next] Дальше
           *[count] Новые { $c }
        }
        [queue] В очередь
        [writing] Письменно
        [off-ask] Не в эфир
        [off] { $c ->
            [personal] Личное
            [insult] Оскорбление
            [not-here] Не к главе
            [repeat] Повтор
           *[flood] Накрутка
        }
        [join-ask] К теме…
        [rename-ask] Назвать…
        [join] { $title }
        [fact-ask] Справки от отделов
        [fact] { $title }
        [fact-to] { $title }
        [log] Ещё
        [undo] Отменить
        [anew] Пульт вниз
       *[balance] Итог
    }
