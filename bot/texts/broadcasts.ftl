### Прямые эфиры: что слышат модераторы и жители.

## Отказы

refusal-broadcast-cannot =
    { $detail ->
        [collecting] Эфир ещё не начался.
        [running] Эфир уже идёт.
        [paused] Эфир на паузе.
        [cancelled] Этот эфир отменили.
       *[ended] Эфир уже закончился.
    }
refusal-broadcast-no-theme = Такой темы в эфире нет: её присоединили к другой.
refusal-broadcast-empty-theme = В этой теме не осталось вопросов.
refusal-broadcast-not-started = Эфир ещё не начался: отмечать пока нечего.
refusal-broadcast-not-answered = На эту тему в эфире ещё не ответили.
refusal-broadcast-same-theme = Это одна и та же тема.
refusal-broadcast-undo-late = Это уже не отменить.
refusal-broadcast-changed-since = После этого тему уже меняли. Отмените сначала последнее.
refusal-broadcast-was-first = Это уже отметил другой модератор.
refusal-broadcast-no-question = Вопроса{ about-number } нет в эфире.
