"""Dates that officials name in their Russian answers: which day, until what hour, and in which words.

Choices, where the language leaves one open:
- a weekday is the next such day, never today: of today people say «сегодня»;
- «до пятницы», «к пятнице» and «в пятницу» all end with Friday; «до мая» and «к маю» end with April;
- a day without an hour ends when work ends that day, or at 23:59 when nobody works;
- a week or a month ends with its last working day; seasons, «скоро» and «после праздников» are no dates;
- a day and month already behind us means next year only if that is near or the verb is in the future;
- what has happened is no promise: the verb nearest to the date decides.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Literal, TypeAlias

from domain.calendar import DAY, Calendar

Precision: TypeAlias = Literal["time", "day", "week", "month"]

NOON = time(12)
LUNCH = time(13)  # «до обеда», «к обеду»
EARLY = time(9)  # «к утру»
MORNING = NOON  # «утром» is over at noon
EVENING = time(18)  # «к вечеру», «до вечера»
LATE = time(21)  # «вечером»
LAST_MINUTE = time(23, 59)
NEAR = timedelta(days=183)
FAR = timedelta(days=3 * 365)  # what lies beyond is a warranty, not a promise


@dataclass(frozen=True, slots=True)
class PromiseDate:
    """A day or an hour somebody named, with the words it was named in."""

    due: datetime
    day: date
    exact: bool
    span: tuple[int, int]
    clause: str
    precision: Precision


def find(text: str, said_at: datetime, calendar: Calendar) -> list[PromiseDate]:
    """The promises of an answer, in the order of its words; what is past or not promised is left out."""
    reading = _Reading.of(text, said_at, calendar)
    groups = [group for group in _groups(reading, RULES) if _is_promised(reading, group)]
    promises = [promise for group in groups if (promise := _resolve(reading, group))]
    return _with_clauses(reading, promises)


def parse_due(text: str, now: datetime, calendar: Calendar) -> PromiseDate | None:
    """A command's argument that is a date and nothing else: «пт», «27.11 15:00», «через 3 дня»."""
    reading = _Reading.of(text.strip(" \t\n.,"), now, calendar)
    groups = list(_groups(reading, (*RULES, *COMMAND_RULES)))
    if len(groups) != 1 or groups[0].span != (0, len(reading.text)):
        return None
    [group] = groups
    if group.is_gone or group.is_torn or (group.day and group.needs_future):
        return None
    promise = _resolve(reading, group)
    return promise and replace(promise, clause=reading.original)


# Reading


@dataclass(frozen=True, slots=True)
class _Reading:
    """An answer, the same in small letters, and the moment it was given."""

    original: str
    text: str
    now: datetime
    calendar: Calendar
    borders: tuple[int, ...]

    @classmethod
    def of(cls, text: str, now: datetime, calendar: Calendar) -> "_Reading":
        plain = "".join(map(_plain, text))
        return cls(text, plain, calendar.local(now), calendar, (0, *_sentence_ends(plain), len(plain)))

    @property
    def today(self) -> date:
        return self.now.date()

    def moment(self, day: date, at: time) -> datetime:
        return self.calendar.moment(day, at)

    def end_of(self, day: date) -> datetime:
        """When a day that was named without an hour is over."""
        closing = None if self.calendar.is_always else self.calendar.closing(day)
        return closing if closing and closing > self.now else self.moment(day, LAST_MINUTE)

    def last_working(self, day: date) -> date:
        """That day or the last working one before it, though not before today."""
        last = day
        while last > self.today and not self.calendar.is_working_day(last):
            last -= DAY
        return last if self.calendar.is_working_day(last) else day

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The borders of the sentence round these words."""
        since = max(border for border in self.borders if border <= start)
        return since, min(border for border in self.borders if border >= end)

    def before(self, start: int) -> str:
        """The last words before a place."""
        return self.text[max(0, start - 40) : start]


def _plain(letter: str) -> str:
    small = {"ё": "е", "Ё": "е", "\xa0": " ", "\u202f": " ", "‑": "-"}.get(letter) or letter.lower()
    return small if len(small) == 1 else letter


ABBREVIATION = re.compile(r"\b(?:ул|д|дом|г|пос|дер|им|т|п|пп|ст|стр|пер|пр|просп|пл|кв|р|н|мкр|см|тел|руб|корп|обл)$")


def _sentence_ends(text: str) -> Iterator[int]:
    for match in re.finditer(r"[.!?…]+(?=\s|$)|\n+|;", text):
        if match[0] == "." and ABBREVIATION.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        yield match.end()


# Mentions


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words that name a day, an hour of a day, or both; `rank` says which neighbour names the day best."""

    start: int = 0
    end: int = 0
    day: date | None = None
    at: time | None = None
    moment: datetime | None = None
    precision: Precision = "day"
    rank: int = 0
    exact: bool = True
    needs_future: bool = False
    needs_day: bool = False  # an hour that is a promise only beside a day
    is_gone: bool = False
    is_noise: bool = False


@dataclass(frozen=True, slots=True)
class _Group:
    """Mentions standing side by side, which together name one date; of equals the latest day counts."""

    mentions: tuple[_Mention, ...]

    @property
    def span(self) -> tuple[int, int]:
        return self.mentions[0].start, self.mentions[-1].end

    @property
    def is_gone(self) -> bool:
        return any(mention.is_gone for mention in self.mentions)

    @property
    def is_torn(self) -> bool:
        """Whether its words name different days with equal force."""
        best = max(mention.rank for mention in self.mentions)
        return len({mention.day for mention in self.mentions if mention.rank == best}) > 1

    @property
    def needs_future(self) -> bool:
        """Whether its words promise only beside a verb in the future: an hour alone, «с понедельника»."""
        return self.day is None or any(mention.needs_future for mention in self.mentions)

    @property
    def day(self) -> _Mention | None:
        dated = [mention for mention in self.mentions if mention.day]
        return max(dated, key=lambda mention: (mention.rank, mention.day or date.min), default=None)

    @property
    def hour(self) -> _Mention | None:
        return next((mention for mention in self.mentions if not mention.day), None)


Found: TypeAlias = _Mention | None
Rule: TypeAlias = tuple[re.Pattern[str], Callable[[re.Match[str], _Reading], Found]]

BESIDE = re.compile(r"[\s,()—–-]*(?:(?:г\.|года|где-то|примерно|ориентировочно)[\s,]*)?")
NOTHING = _Mention(is_noise=True)
GONE = _Mention(is_gone=True)


def _mentions(reading: _Reading, rules: tuple[Rule, ...]) -> list[_Mention]:
    """What the rules see; an earlier rule keeps its words to itself."""
    taken: list[_Mention] = []
    for pattern, resolve in rules:
        for match in pattern.finditer(reading.text):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in taken):
                continue
            if mention := resolve(match, reading):
                taken.append(replace(mention, start=start, end=end))
    return sorted(taken, key=lambda mention: mention.start)


def _groups(reading: _Reading, rules: tuple[Rule, ...]) -> Iterator[_Group]:
    together: list[_Mention] = []
    for mention in _mentions(reading, rules):
        if mention.is_noise:
            continue
        if together and not BESIDE.fullmatch(reading.text, together[-1].end, mention.start):
            yield _Group(tuple(together))
            together = []
        together.append(mention)
    if together:
        yield _Group(tuple(together))


def _resolve(reading: _Reading, group: _Group) -> PromiseDate | None:
    """The date a group names, unless it is behind us."""
    day, hour = group.day, group.hour
    mention = day or hour
    if mention is None:
        return None
    due, precision = _due(reading, day, hour)
    if not timedelta(0) < due - reading.now < FAR:
        return None
    exact = mention.exact and precision in ("time", "day") and not _is_hedged(reading, group)
    return PromiseDate(due, reading.calendar.local(due).date(), exact, group.span, "", precision)


def _due(reading: _Reading, day: _Mention | None, hour: _Mention | None) -> tuple[datetime, Precision]:
    for mention in (day, hour):
        if mention and mention.moment:
            return mention.moment.astimezone(UTC), mention.precision
    at = hour.at if hour else None
    named = day.day if day and day.day else reading.today
    if at:
        passed = day is None and at <= EARLY and reading.moment(named, at) <= reading.now
        return reading.moment(named + DAY if passed else named, at), "time"
    return reading.end_of(named), day.precision if day else "day"


# Is it a promise

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


def _is_promised(reading: _Reading, group: _Group) -> bool:
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


def _piece(reading: _Reading, group: _Group, since: int, until: int) -> tuple[int, int]:
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


def _tense(reading: _Reading, group: _Group, piece: tuple[int, int]) -> Tense | None:
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


def _is_hedged(reading: _Reading, group: _Group) -> bool:
    start, end = group.span
    return bool(HEDGE.search(reading.text, max(reading.sentence(start, end)[0], start - 30), end))


def _with_clauses(reading: _Reading, promises: list[PromiseDate]) -> list[PromiseDate]:
    """Each promise with its sentence, cut between two promises of one sentence at the last comma."""
    borders = [reading.sentence(*promise.span) for promise in promises]
    for index, (one, other) in enumerate(pairwise(promises)):
        commas = [match.start() for match in PIECE_END.finditer(reading.text, one.span[1], other.span[0])]
        if borders[index][1] == borders[index + 1][1] and commas:
            borders[index] = borders[index][0], commas[-1]
            borders[index + 1] = commas[-1] + 1, borders[index + 1][1]
    clauses = (reading.original[since:until].strip(" \n\t.,;") for since, until in borders)
    return [replace(promise, clause=clause) for promise, clause in zip(promises, clauses, strict=True)]


# Words

STEMS = (
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
)


def _forms(soft: str, hard: str, may: str) -> dict[str, int]:
    """A month's name in one case: soft «январь», hard «март», and «май» of its own kind."""
    ends = {2: hard, 7: hard, 4: may}
    return {stem + ends.get(index, soft): index + 1 for index, stem in enumerate(STEMS)}


SHORT = ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
OF_MONTH = _forms("я", "а", "я") | {name: index + 1 for index, name in enumerate(SHORT)} | {"сент": 9, "нояб": 11}
IN_MONTH = _forms("е", "е", "е")
TO_MONTH = _forms("ю", "у", "ю")
MONTH = _forms("ь", "", "й")
ANY_MONTH = OF_MONTH | IN_MONTH | TO_MONTH | MONTH

WEEKDAYS = {
    "понедельник": 0, "понедельника": 0, "понедельнику": 0, "пн": 0,
    "вторник": 1, "вторника": 1, "вторнику": 1, "вт": 1,
    "среду": 2, "среды": 2, "среде": 2, "ср": 2,
    "четверг": 3, "четверга": 3, "четвергу": 3, "чт": 3,
    "пятницу": 4, "пятницы": 4, "пятнице": 4, "пт": 4,
    "субботу": 5, "субботы": 5, "субботе": 5, "сб": 5,
    "воскресенье": 6, "воскресенья": 6, "воскресенью": 6, "вс": 6,
}  # fmt: skip
NOMINATIVE = {"среда": 2, "пятница": 4, "суббота": 5}

NUMBERS = {
    "один": 1, "одного": 1, "одну": 1, "одной": 1, "два": 2, "две": 2, "двух": 2, "пару": 2, "пары": 2,
    "три": 3, "трех": 3, "четыре": 4, "четырех": 4, "пять": 5, "пяти": 5, "шесть": 6, "шести": 6,
    "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9, "девяти": 9, "десять": 10, "десяти": 10,
}  # fmt: skip
IN_DAYS = {"двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "семи": 7, "десяти": 10}

UNITS = (
    "", "перв", "втор", "трет", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят", "одиннадцат",
    "двенадцат", "тринадцат", "четырнадцат", "пятнадцат", "шестнадцат", "семнадцат", "восемнадцат",
    "девятнадцат", "двадцат",
)  # fmt: skip


def _ordinals() -> dict[str, int]:
    """«первого», «первому» … «тридцать первому»."""
    words = {}
    for number in range(1, 32):
        tens, unit = divmod(number, 10)
        stem = UNITS[number] if number <= 20 else {30: "тридцат"}.get(number) or UNITS[unit]
        before = {2: "двадцать ", 3: "тридцать "}.get(tens, "") if number > 20 and unit else ""
        for end in ("ого", "ому"):
            words[before + stem + ("ь" + end.replace("о", "е", 1) if stem == "трет" else end)] = number
    return words


ORDINALS = _ordinals()
QUARTERS = {"первом": 1, "втором": 2, "третьем": 3, "четвертом": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
QUARTERS |= {"первый": 1, "второй": 2, "третий": 3, "четвертый": 4}
QUARTERS |= {str(number): number for number in range(1, 5)}


def _any(words: dict[str, int]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


# Rules


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(day: date | None, reading: _Reading, *, rank: int = DATED) -> Found:
    """A day with its year: behind us it is gone."""
    if day is None:
        return None
    return GONE if day < reading.today else _Mention(day=day, rank=rank)


def _coming(month: int, day: int, reading: _Reading) -> Found:
    """A day and month: this year's, or next year's when that one is over."""
    this, following = (_date(reading.today.year + more, month, day) for more in (0, 1))
    if this and this >= reading.today:
        return _Mention(day=this, rank=DATED)
    if following is None:
        return None
    return _Mention(day=following, rank=DATED, needs_future=following - reading.today > NEAR)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


NUMBER_BEFORE = re.compile(r"\b(?:пп?\.|пункт\w*|ст\.|стать\w+|сп|гост|снип|размере|сумм\w+)\s*$|№\s*$")
HOUR_BEFORE = re.compile(r"\bв\s*$")


def _numeric_short(match: re.Match[str], reading: _Reading) -> Found:
    """«26.11», unless it is the number of a paragraph or an hour: «в 10.12»."""
    before = reading.before(match.start("day"))
    if NUMBER_BEFORE.search(before) or HOUR_BEFORE.search(before):
        return None
    return _coming(int(match["month"]), int(match["day"]), reading)


def _numeric(match: re.Match[str], reading: _Reading) -> Found:
    return _named(_date(_year(match["year"]), int(match["month"]), int(match["day"])), reading)


def _worded(match: re.Match[str], reading: _Reading) -> Found:
    words, month = match["day"], OF_MONTH[match["month"]]
    day = int(words) if words.isdecimal() else ORDINALS[words]
    if _is_street(match, reading):
        return NOTHING
    if match["year"]:
        return _named(_date(_year(match["year"]), month, day), reading)
    return _coming(month, day, reading)


STREET_BEFORE = re.compile(
    r"(?:\b(?:ул|пл|пер|пр|просп)\.?|улиц\w*|площад\w*|переул\w*|проспект\w*|набережн\w*)\s*(?:им\.?\s*)?$"
)
HOUSE_AFTER = re.compile(r"\s*,?\s*(?:д\.?\s*|дом\w*\s*)?\d{1,3}(?![\d:.])")


def _is_street(match: re.Match[str], reading: _Reading) -> bool:
    """«ул. 8 Марта», «на 8 Марта, 12»: a street that is called like a date."""
    if STREET_BEFORE.search(reading.before(match.start("day"))):
        return True
    capital = reading.original[match.start("month")].isupper() and not reading.original.isupper()
    return capital and (match["prep"] in ("на", "по") or bool(HOUSE_AFTER.match(reading.text, match.end())))


def _day_of_month(match: re.Match[str], reading: _Reading) -> Found:
    """«10-го»: of this month, or of the next month that has such a day."""
    number, month = int(match["day"]), reading.today.replace(day=1)
    for _ in range(3):
        day = _date(month.year, month.month, number)
        if day and day >= reading.today:
            return _Mention(day=day, rank=DATED)
        month = (month + timedelta(days=31)).replace(day=1)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def _month_year(month: int, year: str | None, reading: _Reading) -> int:
    if year:
        return _year(year)
    return reading.today.year + (month < reading.today.month)


def _until(day: date, precision: Precision, reading: _Reading) -> Found:
    """A stretch of time that ends with its last working day."""
    if day < reading.today:
        return GONE
    return _Mention(day=reading.last_working(day), precision=precision, rank=1, exact=False)


def _month(match: re.Match[str], reading: _Reading) -> Found:
    month = ANY_MONTH[match["month"]]
    year = _month_year(month, match["year"], reading)
    if match["month"] in TO_MONTH or match["prep"] == "до":
        before = date(year, month, 1) - DAY
        return _until(before if before >= reading.today else _month_end(year + 1, month - 1 or 12), "month", reading)
    return _until(_month_end(year, month), "month", reading)


PARTS = {"начал": 10, "середин": 20, "первых": 5, "первой дек": 10, "второй дек": 20, "первой пол": 15}


def _part_of_month(match: re.Match[str], reading: _Reading) -> Found:
    """«в начале декабря» ends on the 10th, «в середине» on the 20th, the decades where they end."""
    month = OF_MONTH[match["month"]]
    year = _month_year(month, match["year"], reading)
    last = next((day for words, day in PARTS.items() if match["part"].startswith(words)), None)
    if last is None:
        return _until(_month_end(year, month), "month" if match["part"].startswith("кон") else "week", reading)
    return _until(date(year, month, last), "week", reading)


def _end_of(match: re.Match[str], reading: _Reading) -> Found:
    what, following = match["what"], bool(match["next"])
    today = reading.today
    if what.startswith("недел"):
        return _until(_sunday(today) + following * 7 * DAY, "week", reading)
    if what.startswith("месяц"):
        ahead = _month_end(today.year, today.month) + DAY
        return _until(_month_end(ahead.year, ahead.month) if following else ahead - DAY, "month", reading)
    if what.startswith("квартал"):
        return _until(_month_end(today.year, (today.month + 2) // 3 * 3), "month", reading)
    return _until(date(today.year + following, 12, 31), "month", reading)


def _sunday(day: date) -> date:
    return day + (6 - day.weekday()) * DAY


def _week(match: re.Match[str], reading: _Reading) -> Found:
    following = match["which"] not in ("этой", "текущей")
    return _until(_sunday(reading.today) + following * 7 * DAY, "week", reading)


def _part_of_week(match: re.Match[str], reading: _Reading) -> Found:
    """«в начале недели» ends on Tuesday, «в середине» on Wednesday."""
    monday = _sunday(reading.today) - 6 * DAY + (7 * DAY if match["next"] else 0 * DAY)
    return _until(monday + (1 if match["part"] == "начале" else 2) * DAY, "week", reading)


def _month_around(match: re.Match[str], reading: _Reading) -> Found:
    last = _month_end(reading.today.year, reading.today.month)
    if match["which"] not in ("этом", "текущем"):
        last = _month_end((last + DAY).year, (last + DAY).month)
    return _until(last, "month", reading)


def _quarter(match: re.Match[str], reading: _Reading) -> Found:
    month = QUARTERS[match["number"]] * 3
    return _until(_month_end(_month_year(month, match["year"], reading), month), "month", reading)


def _weekday(match: re.Match[str], reading: _Reading) -> Found:
    """The next such day; «в следующий четверг» is the one of next week."""
    weekday = (WEEKDAYS | NOMINATIVE)[match["weekday"]]
    which, prep = match["which"] or "", match["prep"] or ""
    if which.startswith(("прошл", "минувш")):
        return GONE
    if which.startswith(("следующ", "будущ")):
        day = _sunday(reading.today) + (1 + weekday) * DAY
    else:
        day = reading.today + ((weekday - reading.today.weekday() - 1) % 7 + 1) * DAY
    return _Mention(day=day, rank=2, needs_future=prep in ("с", "со"))


def _weekday_of_week(match: re.Match[str], reading: _Reading) -> Found:
    weekday = WEEKDAYS[match["weekday"]]
    following = match["which"] not in ("этой", "текущей")
    day = _sunday(reading.today) + (weekday - 6) * DAY + following * 7 * DAY
    return _named(day, reading, rank=2)


RELATIVE = {"сегодня": 0, "завтра": 1, "послезавтра": 2, "сегодняшнего": 0, "завтрашнего": 1}


def _relative(match: re.Match[str], reading: _Reading) -> Found:
    return _Mention(day=reading.today + RELATIVE[match["word"]] * DAY, rank=2)


def _weekend(match: re.Match[str], reading: _Reading) -> Found:
    sunday = _sunday(reading.today)
    if match["prep"] in ("до", "к"):
        friday = sunday - 2 * DAY
        return _Mention(day=reading.last_working(friday), rank=2) if friday >= reading.today else None
    return _Mention(day=sunday, rank=2, needs_future=match["prep"] == "за")


def _new_year(_match: re.Match[str], reading: _Reading) -> Found:
    return _Mention(day=date(reading.today.year, 12, 31), rank=2)


SHORT_UNITS = {
    "полчаса": timedelta(minutes=30),
    "час": timedelta(hours=1),
    "минут": timedelta(minutes=1),
    "сут": DAY,
}


def _after(match: re.Match[str], reading: _Reading) -> Found:
    """«через три дня», «в течение двух рабочих дней», «за 5 дней»; of «2–3 дня» the longer."""
    words, unit, prep = match["number"], match["unit"], match["prep"]
    number = (int(words) if words.isdecimal() else NUMBERS[words]) if words else 1
    if number > 366 or (not words and unit[0] == "д"):
        return None
    needs_future = prep == "за"
    step = next((step for stem, step in SHORT_UNITS.items() if unit.startswith(stem)), None)
    if step:
        moment = reading.now.astimezone(UTC) + number * step
        return _Mention(day=reading.today, moment=moment, precision="time", rank=2, needs_future=needs_future)
    if match["working"]:
        day = reading.calendar.add_working_days(reading.today, number)
    elif unit.startswith("месяц"):
        day = _months_later(reading.today, number)
    else:
        day = reading.today + number * (7 if unit.startswith("недел") else 1) * DAY
    vague = words in ("пару", "пары") or bool(match["range"]) or unit.startswith("месяц")
    return _Mention(day=day, rank=2, exact=not vague, needs_future=needs_future)


def _months_later(day: date, count: int) -> date:
    month = day.month - 1 + count
    last = _month_end(day.year + month // 12, month % 12 + 1)
    return min(last, last.replace(day=min(day.day, last.day)))


def _term(match: re.Match[str], reading: _Reading) -> Found:
    words = match["number"]
    number = IN_DAYS.get(words) or int(words.rstrip("-"))
    return _Mention(day=reading.today + number * DAY, rank=2)


def _clock(match: re.Match[str], _reading: _Reading) -> Found:
    hour, minute, prep = int(match["hour"]), int(match["minute"]), match["prep"]
    if (hour, minute) == (24, 0) or (prep == "после" and hour < 24):
        return _Mention(at=LAST_MINUTE, precision="time", needs_day=prep not in ("до", "к"))
    if hour > 23 or minute > 59 or (match["dot"] == "." and not prep):
        return None
    return _Mention(at=time(hour, minute), precision="time", needs_day=prep not in ("до", "к"))


def _hours(match: re.Match[str], _reading: _Reading) -> Found:
    """«к 3 часам дня», «в 9 утра»; one to six o'clock without a word for the half of the day is afternoon."""
    hour, half = int(match["hour"]), match["half"]
    if hour > 23:
        return None
    if hour < 12 and (half in ("дня", "вечера") or (not half and 1 <= hour <= 6)):
        hour += 12
    return _Mention(at=time(hour), precision="time", needs_day=match["prep"] == "в")


def _bare_hour(match: re.Match[str], reading: _Reading) -> Found:
    """«завтра в 10»: a number alone is an hour only beside a day."""
    mention = _hours(match, reading)
    return mention and replace(mention, needs_day=True)


def _clock_range(match: re.Match[str], _reading: _Reading) -> Found:
    """«с 9:00 до 17:00»: the end of it, and only beside a day."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        return NOTHING
    return _Mention(at=time(hour, minute), precision="time", needs_day=True)


def _hour(at: time | None) -> Callable[[re.Match[str], _Reading], Found]:
    return lambda _match, _reading: _Mention(at=at, precision="time" if at else "day")


def _fixed(mention: _Mention) -> Callable[[re.Match[str], _Reading], Found]:
    return lambda _match, _reading: mention


def _rule(pattern: str, resolve: Callable[[re.Match[str], _Reading], Found]) -> Rule:
    return re.compile(rf"(?<![\w№]){pattern}(?!\w)"), resolve


def _words(words: str) -> str:
    return "|".join(words.split())


PREP = r"(?:(?P<prep>до|к|ко|в|во|на|с|со|по)\s+)?"
YEAR = r"(?:\s+(?P<year>20\d\d)(?:\s*(?:года|год|году|г\.?))?)?"
TH = r"(?:-?(?:го|му|е|ое))?"
ALSO_DAY = rf"(?:\d{{1,2}}{TH}\s*(?:-|–|—|и|или|по)\s*(?:по\s+)?)?"
DAY_MONTH = rf"(?P<day>\d{{1,2}}|{_any(ORDINALS)}){TH}\s+(?P<month>{_any(OF_MONTH)})\.?"
UNITS_OF_MEASURE = _words(
    r"руб коп км метр мм см (?:м|т|л|га)\b млн млрд тыс тонн процент % куб кв литр градус ° атм бар мпа"
)
MEASURED = rf"(?!\s*(?:{UNITS_OF_MEASURE}))"
THINGS = _words(
    "этаж подъезд дом класс маршрут микрорайон мкр квартал округ участ разряд вид тип школ детс корпус "
    "километр автобус вопрос года квартир район созыв звонк раза пункт ряда уровн кабинет отделен"
)
THING = rf"(?!\s*(?:{THINGS}))"
NEXT = r"(?P<next>(?:следующе\w+|будуще\w+|той)\s+)?"
THIS = r"(?:этого\s+|этой\s+|текущ\w+\s+)?"
ON_WEEK = r"на\s+(?P<which>той|следующей|будущей|этой|текущей)\s+неделе"
ON_WEEKDAY = rf"(?:в|во|к|ко)\s+(?P<weekday>{_any(WEEKDAYS)})"
WHICH = r"(?:(?P<which>следующ\w+|будущ\w+|эт\w+|ближайш\w+|прошл\w+|минувш\w+)\s+)?"
NUMBER = rf"(?:(?P<range>\d{{1,2}}\s*[-–—]\s*|день-)?(?P<number>\d{{1,3}}|{_any(NUMBERS)})(?:-х|-ти|-и|-го)?\s+)?"
WITHIN = r"(?P<prep>через|за|в\s+течение(?:\s+ближайш\w+)?|в\s+ближайшие(?=\s+[\dдтпчш]))"
UNIT = (
    r"(?P<unit>день|дня|дней|сутки|суток|неделю|недели|недель|месяца?|месяцев|полчаса|час(?:а|ов)?|минут[уы]?)"
    r"(?!\s+назад)"
)
PART = (
    r"(?P<part>начал\w|середин\w|конц\w|конец|(?:первой|второй|третьей|последней)\s+(?:декад\w|половин\w)"
    r"|(?:первых|последних)\s+числах)"
)
HOUR = r"(?P<prep>до|к|в)\s+(?P<hour>\d{1,2})"
CLOCK = (
    r"(?:(?P<prep>до|к|в|около|после)\s+)?(?P<hour>\d{1,2})(?P<dot>[:.])(?P<minute>\d\d)(?:\s*час\w*)?"
    r"(?![.:]?\d)"
)
VERB_NEXT = r"(?=\s*(?:$|[,.;!)—–]|\w+(?:ем|им|ут|ют|ат|ят|ет|ит)(?:ся)?\b|\w+[ую]сь\b|буд))"

RULES: tuple[Rule, ...] = (
    # what is past or only looks like a date comes first and keeps its words
    _rule(r"(?:поза)?вчера|на прошл\w+ неделе|в прошл\w+ (?:месяце|году)|накануне", _fixed(GONE)),
    _rule(rf"(?:с|со)\s+{_any(WEEKDAYS)}\s+по\s+{_any(WEEKDAYS)}", _fixed(NOTHING)),
    _rule(
        r"с\s+\d{1,2}(?:[:.]\d\d)?\s*(?:час\w*)?\s*до\s+(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?(?:\s+час\w*)?"
        r"(?![.:]?\d|\s+[а-я]+(?:бря|аря|аля|реля|густа|ня|ля|мая))",
        _clock_range,
    ),
    # days with a number
    _rule(PREP + r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)", _numeric),
    _rule(
        PREP + r"(?<![\d.,])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d|\d\d)"
        r"(?:\s*г\.|\s+года)?(?![.,]?\d)",
        _numeric,
    ),
    _rule(
        r"(?:(?P<prep>до|к|ко|на|с|по)\s+)?(?<![\d.,])(?P<day>\d{1,2})\.(?P<month>0[1-9]|1[0-2]|[1-9])(?![.,:–-]?\d)"
        + MEASURED,
        _numeric_short,
    ),
    _rule(PREP + ALSO_DAY + DAY_MONTH + YEAR, _worded),
    _rule(PREP + rf"числ[ау]\s+(?P<day>\d{{1,2}}){TH}", _day_of_month),
    _rule(PREP + rf"(?P<day>\d{{1,2}}){TH}\s+числ[ауо]", _day_of_month),
    _rule(r"(?:(?P<prep>до|к|ко|с|на)\s+)?(?P<day>\d{1,2})-(?:го|му)(?!\w)" + THING, _day_of_month),
    # stretches of time
    _rule(rf"(?:в|во|на|до|к)\s+{PART}\s+(?P<month>{_any(OF_MONTH)})" + YEAR, _part_of_month),
    _rule(rf"(?:до|к|в)\s+конц[ауе]\s+{NEXT}{THIS}(?P<what>недели|месяца|года|квартала)", _end_of),
    _rule(rf"в\s+(?P<part>начале|середине)\s+{NEXT}недели", _part_of_week),
    _rule(rf"{ON_WEEK},?\s+{ON_WEEKDAY}", _weekday_of_week),
    _rule(rf"{ON_WEEKDAY}\s+{ON_WEEK}", _weekday_of_week),
    _rule(ON_WEEK, _week),
    _rule(r"в\s+(?P<which>этом|текущем|следующем|будущем)\s+месяце", _month_around),
    _rule(rf"(?:в|во|на|до|к)\s+(?P<number>{_any(QUARTERS)})(?:-?[мй])?\s+квартал[еау]?" + YEAR, _quarter),
    _rule(rf"(?P<prep>в|на)\s+(?:{_any(IN_MONTH)}\s*[-–—]\s*)?(?P<month>{_any(IN_MONTH | MONTH)})" + YEAR, _month),
    _rule(rf"(?P<prep>до)\s+(?P<month>{_any(_forms('я', 'а', 'я'))})" + YEAR, _month),
    _rule(rf"(?P<prep>к)\s+(?P<month>{_any(TO_MONTH)})" + YEAR, _month),
    _rule(rf"(?P<prep>)(?P<month>{_any(MONTH)})\s+(?P<year>20\d\d)(?:\s*(?:года|г\.?))?", _month),
    # days by name
    _rule(r"(?:до|к)\s+нов(?:ого|ому)\s+год[ау]", _new_year),
    _rule(
        rf"(?P<prep>до|к|ко|в|во|на|с|со|не позднее|не позже)\s+{WHICH}(?:{_any(WEEKDAYS)}\s*[-–—]\s*)?"
        rf"(?P<weekday>{_any(WEEKDAYS)})(?!\.\s*[а-я])",
        _weekday,
    ),
    _rule(r"(?P<prep>до|к|в|на|за)\s+(?:эт\w+\s+|ближайш\w+\s+)?выходн(?:ых|ые|ым)", _weekend),
    _rule(r"(?:(?:до|к|на|с)\s+)?(?P<word>сегодня|завтра|послезавтра)", _relative),
    _rule(r"(?:до|к)\s+конц[ау]\s+(?P<word>сегодняшнего|завтрашнего)\s+дня", _relative),
    _rule(rf"{WITHIN}\s+{NUMBER}(?P<working>рабоч\w+\s+)?{UNIT}", _after),
    _rule(rf"в\s+(?P<number>\d{{1,2}}-?|{_any(IN_DAYS)})дневный\s+срок", _term),
    # hours
    _rule(r"(?:(?:до|к)\s+конц[ау]|в\s+течение)\s+(?:рабочего\s+)?дня", _hour(None)),
    _rule(r"после\s+обеда|днем|во\s+второй\s+половине\s+дня", _hour(None)),
    _rule(r"(?:до|к)\s+обед[ау]|в\s+обед|в\s+первой\s+половине\s+дня", _hour(LUNCH)),
    _rule(r"(?:до|к)\s+полудн[яю]", _hour(NOON)),
    _rule(r"утром|с\s+(?:самого\s+)?утра", _hour(MORNING)),
    _rule(r"(?:к|до)\s+утр[ау]", _hour(EARLY)),
    _rule(r"(?:к|до)\s+вечер[ау]", _hour(EVENING)),
    _rule(r"вечером", _hour(LATE)),
    _rule(r"ночью|к\s+ночи", _hour(LAST_MINUTE)),
    _rule(CLOCK + MEASURED, _clock),
    _rule(rf"{HOUR}(?:-?ти|-?и)?\s*(?:час(?:а|ам|ов|у)?|ч\.?)(?:\s+(?P<half>утра|дня|вечера))?", _hours),
    _rule(rf"{HOUR}\s+(?P<half>утра|дня|вечера)", _hours),
    _rule(rf"{HOUR}(?P<half>){VERB_NEXT}", _bare_hour),
)

COMMAND_RULES: tuple[Rule, ...] = (
    _rule(rf"(?P<prep>)(?P<which>)(?P<weekday>{_any(WEEKDAYS | NOMINATIVE)})", _weekday),
    _rule(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})", _numeric_short),
    _rule(rf"конец\s+{NEXT}{THIS}(?P<what>недели|месяца|года|квартала)", _end_of),
)
