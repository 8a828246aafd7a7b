"""Whether the words round a date promise it."""

import re
from collections.abc import Callable
from typing import Literal, TypeAlias

from domain.promise_dates.reading import Group, Reading

REFUSED_BEFORE = re.compile(
    r"\b(?:от|за|не раньше|не ранее|раньше|ранее|после|состоянию(?: на)?|кажд\w+(?: \w+)?|дата)\s*$|№\s*$"
)
RECURRENT = re.compile(
    r"\b(?:кажд\w+|ежедневн\w*|еженедельн\w*|ежемесячн\w*|ежегодн\w*|обычно|всегда|регулярно|круглосуточно"
    r"|по (?:понедельникам|вторникам|средам|четвергам|пятницам|субботам|воскресеньям|выходным|будням))\b"
)
NEGATED = re.compile(r"\bне (?:успе\w+|смо[жг]\w+|получ\w+|обеща\w+|гарантир\w+|планир\w+|ожида\w+|раньше|ранее)")
NO_SUCH_THING = re.compile(r"\bне буд\w+")
HEDGE = re.compile(
    r"\b(?:примерно|приблизительно|ориентировочно|предварительно|где-то|около|числа \d+|надеюсь|постара\w+)\b"
)
DATED = 3  # the rank of a date with its number

PLANNED = re.compile(
    r"(?:обеща|пообеща|договор|планир|заплан|намет|намеч|назнач|перен|заказ|включи|внес|соглас|реши|сообщ|поруч|отлож"
    r"|предупред|установлен срок|предусмотр|залож|поставили в|постави|подтверд|ждал|написа|сказа)\w*"
)
PAST_VERB = re.compile(
    r"\b(?!не\b)\w+(?:л|ла|ло|ли)(?:сь|ся)?\b"
    r"|\b(?:выполнен|сделан|устранен|отремонтирован|заменен|закончен|завершен|проведен|установлен|очищен|вывезен|убран"
    r"|закрыт|открыт|отсыпан|подключен|восстановлен|запущен|отгрейдирован|оплачен|принят|подписан|утвержден)\w{0,2}\b"
)
NO_VERB = re.compile(
    r"(?:если|или|недели|ли|стол|угла?|отдел\w?|раздел\w?|канал\w?|квартал\w?|подвал\w?|материал\w?|персонал\w?|сигнал\w?|металл\w?"
    r"|котел|котла|школа|села|село|дела|дело|числа|число|тепло|стекл[ао]|масл[ао]|земли|пыли|соли|цели|доли|двери|мысли|модели"
    r"|автомобили|рубли|капитал|мол|узла?|осел|угли|апрели|футбол|зала?|скал[аы]|посол|поселки|детали|вокзал|журнал|портал"
    r"|сетки|мыла|мыло|тыл|пол|стул|зола|смола|пчела|игла|метла|светло|ноль|около|весла|тела|тело|начало|одеяло|зеркало)"
)
WILL = re.compile(
    r"\b(?:буд(?:ет|ут|ем|у)|дам|дадим|дадут|даст|сдадим|сдаст|сделаю|отвечу|напишу|приеду|позвоню|проверю|спрошу|сообщу|решу"
    r"|уточню|передам|привезу|поставлю|начну|начнем"
    r"|\w{2,}(?:ем|им|ут|ют|ат|ят|ет|ит)(?:ся)?|\w{2,}(?:емся|имся|усь|юсь))\b"
)
NO_WILL = re.compile(
    r"(?:работа|принима|веде?[тм]|ведут|ход[ия]т|ходим|находи|действу|длит|проводит|иде[тм]|идут|звон|обраща|отправля|приезжа"
    r"|выезжа|ждем|ждут|нет$|лет$|свет$|ответ$|совет|бюджет|комитет|кабинет|пакет|проблем|объем|прием|подъем|этим|тем$|всем"
    r"|затем|совсем|зачем|результат|маршрут|институт|кредит|лимит|гранит|магнит|аппарат|адресат|им$|своим|нашим|вашим|минут"
    r"|предмет|запрет|отчет$|счет$|расчет$|сюжет|просим|просят|может|могут|хоте|хотят|зависит|стоит|стоят|считае"
    r"|\w+(?:ыва|ива)(?:ем|ет|ют)|\w+(?:шим|щим|ским|ким|гим|хим)$)"
)
ASKS = re.compile(r"\b\w{2,}(?:й|и|ь)те(?:сь)?\b")
NO_ASKING = re.compile(r"(?:подожд|потерп|извин|прост|увид|получ|узна|сможе|хоти|может|учти|смет|анкет|газет)\w*")
PIECE_END = re.compile(r"[,;:.!?\n()]")


def is_promised(reading: Reading, group: Group) -> bool:
    """Whether the words round a date promise it, rather than report, refuse, repeat or ask."""
    start, end = group.span
    since, until = reading.sentence(start, end)
    sentence, day = reading.text[since:until], group.day
    if group.is_gone or sentence.rstrip().endswith("?") or REFUSED_BEFORE.search(reading.before(start)):
        return False
    if day is None and any(mention.needs_day for mention in group.mentions):
        return False
    if RECURRENT.search(sentence) and (day is None or day.rank < DATED):
        return False
    piece = _piece(reading, group, since, until)
    words = reading.text[slice(*piece)]
    if NEGATED.search(words) or (NO_SUCH_THING.search(words) and not reading.text.startswith(("до ", "к "), start)):
        return False
    tense = _tense(reading, group, piece)
    return tense == "future" if group.needs_future else tense in ("future", None)


def _piece(reading: Reading, group: Group, since: int, until: int) -> tuple[int, int]:
    """The words between two commas round the date; when the date stands there alone, up to the next comma."""
    start, end = group.span
    before = [match.end() for match in PIECE_END.finditer(reading.text, since, start)]
    after = [match.start() for match in PIECE_END.finditer(reading.text, end, until)] + [until]
    left = before[-1] if before else since
    if not reading.text[left:start].strip() and not reading.text[end : after[0]].strip(" —–-"):
        after = after[1:] or after
    return left, after[0]


Tense: TypeAlias = Literal["future", "none", "past"]

VERBS: tuple[tuple[re.Pattern[str], Callable[[str], object], Tense], ...] = (
    (WILL, NO_WILL.match, "future"),
    (PAST_VERB, lambda verb: NO_VERB.fullmatch(verb) or PLANNED.match(verb), "past"),
    (ASKS, NO_ASKING.match, "none"),
)


def _tense(reading: Reading, group: Group, piece: tuple[int, int]) -> Tense | None:
    """The tense of the verb nearest to the date; None when the piece has no verb."""
    found: list[tuple[int, Tense]] = []
    for pattern, is_other, tense in VERBS:
        for match in pattern.finditer(reading.text, *piece):
            distance = _distance(match.span(), group.span)
            if distance >= 0 and not is_other(match[0]):
                found.append((distance, tense))
    return min(found)[1] if found else None


def _distance(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1])


def is_hedged(reading: Reading, group: Group) -> bool:
    """«Примерно», «постараемся» near a date: it is named, not promised firmly."""
    start, end = group.span
    return bool(HEDGE.search(reading.text, max(reading.sentence(start, end)[0], start - 30), end))
