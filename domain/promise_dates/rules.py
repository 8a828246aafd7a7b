"""The ways in which people name a day or an hour."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, time, timedelta

from domain.calendar import DAY
from domain.promise_dates.promised import DATED
from domain.promise_dates.reading import (
    EARLY,
    EVENING,
    GONE,
    LAST_MINUTE,
    LATE,
    LUNCH,
    MORNING,
    NEAR,
    NOON,
    NOTHING,
    Found,
    Mention,
    Precision,
    Reading,
    Rule,
)
from domain.promise_dates.words import (
    ANY_MONTH,
    IN_DAYS,
    IN_MONTH,
    MONTH,
    NOMINATIVE,
    NUMBERS,
    OF_MONTH,
    ORDINALS,
    QUARTERS,
    TO_MONTH,
    WEEKDAYS,
    _forms,
    any_of,
)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _named(day: date | None, reading: Reading, *, rank: int = DATED) -> Found:
    """A day with its year: behind us it is gone."""
    if day is None:
        return None
    return GONE if day < reading.today else Mention(day=day, rank=rank)


def _coming(month: int, day: int, reading: Reading) -> Found:
    """A day and month: this year's, or next year's when that one is over."""
    this, following = (_date(reading.today.year + more, month, day) for more in (0, 1))
    if this and this >= reading.today:
        return Mention(day=this, rank=DATED)
    if following is None:
        return None
    return Mention(day=following, rank=DATED, needs_future=following - reading.today > NEAR)


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


NUMBER_BEFORE = re.compile(r"\b(?:пп?\.|пункт\w*|ст\.|стать\w+|сп|гост|снип|размере|сумм\w+)\s*$|№\s*$")
HOUR_BEFORE = re.compile(r"\bв\s*$")


def _numeric_short(match: re.Match[str], reading: Reading) -> Found:
    """«26.11», unless it is the number of a paragraph or an hour: «в 10.12»."""
    before = reading.before(match.start("day"))
    if NUMBER_BEFORE.search(before) or HOUR_BEFORE.search(before):
        return None
    return _coming(int(match["month"]), int(match["day"]), reading)


def _numeric(match: re.Match[str], reading: Reading) -> Found:
    return _named(_date(_year(match["year"]), int(match["month"]), int(match["day"])), reading)


def _worded(match: re.Match[str], reading: Reading) -> Found:
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


def _is_street(match: re.Match[str], reading: Reading) -> bool:
    """«ул. 8 Марта», «на 8 Марта, 12»: a street that is called like a date."""
    if STREET_BEFORE.search(reading.before(match.start("day"))):
        return True
    capital = reading.original[match.start("month")].isupper() and not reading.original.isupper()
    return capital and (match["prep"] in ("на", "по") or bool(HOUSE_AFTER.match(reading.text, match.end())))


def _day_of_month(match: re.Match[str], reading: Reading) -> Found:
    """«10-го»: of this month, or of the next month that has such a day."""
    number, month = int(match["day"]), reading.today.replace(day=1)
    for _ in range(3):
        day = _date(month.year, month.month, number)
        if day and day >= reading.today:
            return Mention(day=day, rank=DATED)
        month = (month + timedelta(days=31)).replace(day=1)
    return None


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - DAY


def _month_year(month: int, year: str | None, reading: Reading) -> int:
    if year:
        return _year(year)
    return reading.today.year + (month < reading.today.month)


def _until(day: date, precision: Precision, reading: Reading) -> Found:
    """A stretch of time that ends with its last working day."""
    if day < reading.today:
        return GONE
    return Mention(day=reading.last_working(day), precision=precision, rank=1, exact=False)


def _month(match: re.Match[str], reading: Reading) -> Found:
    month = ANY_MONTH[match["month"]]
    year = _month_year(month, match["year"], reading)
    if match["month"] in TO_MONTH or match["prep"] == "до":
        before = date(year, month, 1) - DAY
        return _until(before if before >= reading.today else _month_end(year + 1, month - 1 or 12), "month", reading)
    return _until(_month_end(year, month), "month", reading)


PARTS = {"начал": 10, "середин": 20, "первых": 5, "первой дек": 10, "второй дек": 20, "первой пол": 15}


def _part_of_month(match: re.Match[str], reading: Reading) -> Found:
    """«в начале декабря» ends on the 10th, «в середине» on the 20th, the decades where they end."""
    month = OF_MONTH[match["month"]]
    year = _month_year(month, match["year"], reading)
    last = next((day for words, day in PARTS.items() if match["part"].startswith(words)), None)
    if last is None:
        return _until(_month_end(year, month), "month" if match["part"].startswith("кон") else "week", reading)
    return _until(date(year, month, last), "week", reading)


def _end_of(match: re.Match[str], reading: Reading) -> Found:
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


def _week(match: re.Match[str], reading: Reading) -> Found:
    following = match["which"] not in ("этой", "текущей")
    return _until(_sunday(reading.today) + following * 7 * DAY, "week", reading)


def _part_of_week(match: re.Match[str], reading: Reading) -> Found:
    """«в начале недели» ends on Tuesday, «в середине» on Wednesday."""
    monday = _sunday(reading.today) - 6 * DAY + (7 * DAY if match["next"] else 0 * DAY)
    return _until(monday + (1 if match["part"] == "начале" else 2) * DAY, "week", reading)


def _month_around(match: re.Match[str], reading: Reading) -> Found:
    last = _month_end(reading.today.year, reading.today.month)
    if match["which"] not in ("этом", "текущем"):
        last = _month_end((last + DAY).year, (last + DAY).month)
    return _until(last, "month", reading)


def _quarter(match: re.Match[str], reading: Reading) -> Found:
    month = QUARTERS[match["number"]] * 3
    return _until(_month_end(_month_year(month, match["year"], reading), month), "month", reading)


def _weekday(match: re.Match[str], reading: Reading) -> Found:
    """The next such day; «в следующий четверг» is the one of next week."""
    weekday = (WEEKDAYS | NOMINATIVE)[match["weekday"]]
    which, prep = match["which"] or "", match["prep"] or ""
    if which.startswith(("прошл", "минувш")):
        return GONE
    if which.startswith(("следующ", "будущ")):
        day = _sunday(reading.today) + (1 + weekday) * DAY
    else:
        day = reading.today + ((weekday - reading.today.weekday() - 1) % 7 + 1) * DAY
    return Mention(day=day, rank=2, needs_future=prep in ("с", "со"))


def _weekday_of_week(match: re.Match[str], reading: Reading) -> Found:
    weekday = WEEKDAYS[match["weekday"]]
    following = match["which"] not in ("этой", "текущей")
    day = _sunday(reading.today) + (weekday - 6) * DAY + following * 7 * DAY
    return _named(day, reading, rank=2)


RELATIVE = {"сегодня": 0, "завтра": 1, "послезавтра": 2, "сегодняшнего": 0, "завтрашнего": 1}


def _relative(match: re.Match[str], reading: Reading) -> Found:
    return Mention(day=reading.today + RELATIVE[match["word"]] * DAY, rank=2)


def _weekend(match: re.Match[str], reading: Reading) -> Found:
    sunday = _sunday(reading.today)
    if match["prep"] in ("до", "к"):
        friday = sunday - 2 * DAY
        return Mention(day=reading.last_working(friday), rank=2) if friday >= reading.today else None
    return Mention(day=sunday, rank=2, needs_future=match["prep"] == "за")


def _new_year(_match: re.Match[str], reading: Reading) -> Found:
    return Mention(day=date(reading.today.year, 12, 31), rank=2)


SHORT_UNITS = {
    "полчаса": timedelta(minutes=30),
    "час": timedelta(hours=1),
    "минут": timedelta(minutes=1),
    "сут": DAY,
}


def _after(match: re.Match[str], reading: Reading) -> Found:
    """«через три дня», «в течение двух рабочих дней», «за 5 дней»; of «2–3 дня» the longer."""
    words, unit, prep = match["number"], match["unit"], match["prep"]
    number = (int(words) if words.isdecimal() else NUMBERS[words]) if words else 1
    if number > 366 or (not words and unit[0] == "д"):
        return None
    needs_future = prep == "за"
    step = next((step for stem, step in SHORT_UNITS.items() if unit.startswith(stem)), None)
    if step:
        moment = reading.now.astimezone(UTC) + number * step
        return Mention(day=reading.today, moment=moment, precision="time", rank=2, needs_future=needs_future)
    if match["working"]:
        day = reading.calendar.add_working_days(reading.today, number)
    elif unit.startswith("месяц"):
        day = _months_later(reading.today, number)
    else:
        day = reading.today + number * (7 if unit.startswith("недел") else 1) * DAY
    vague = words in ("пару", "пары") or bool(match["range"]) or unit.startswith("месяц")
    return Mention(day=day, rank=2, exact=not vague, needs_future=needs_future)


def _months_later(day: date, count: int) -> date:
    month = day.month - 1 + count
    last = _month_end(day.year + month // 12, month % 12 + 1)
    return min(last, last.replace(day=min(day.day, last.day)))


def _term(match: re.Match[str], reading: Reading) -> Found:
    words = match["number"]
    number = IN_DAYS.get(words) or int(words.rstrip("-"))
    return Mention(day=reading.today + number * DAY, rank=2)


def _clock(match: re.Match[str], _reading: Reading) -> Found:
    hour, minute, prep = int(match["hour"]), int(match["minute"]), match["prep"]
    if (hour, minute) == (24, 0) or (prep == "после" and hour < 24):
        return Mention(at=LAST_MINUTE, precision="time", needs_day=prep not in ("до", "к"))
    if hour > 23 or minute > 59 or (match["dot"] == "." and not prep):
        return None
    return Mention(at=time(hour, minute), precision="time", needs_day=prep not in ("до", "к"))


def _hours(match: re.Match[str], _reading: Reading) -> Found:
    """«к 3 часам дня», «в 9 утра»; one to six o'clock without a word for the half of the day is afternoon."""
    hour, half = int(match["hour"]), match["half"]
    if hour > 23:
        return None
    if hour < 12 and (half in ("дня", "вечера") or (not half and 1 <= hour <= 6)):
        hour += 12
    return Mention(at=time(hour), precision="time", needs_day=match["prep"] == "в")


def _bare_hour(match: re.Match[str], reading: Reading) -> Found:
    """«завтра в 10»: a number alone is an hour only beside a day."""
    mention = _hours(match, reading)
    return mention and replace(mention, needs_day=True)


def _clock_range(match: re.Match[str], _reading: Reading) -> Found:
    """«с 9:00 до 17:00»: the end of it, and only beside a day."""
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        return NOTHING
    return Mention(at=time(hour, minute), precision="time", needs_day=True)


def _hour(at: time | None) -> Callable[[re.Match[str], Reading], Found]:
    return lambda _match, _reading: Mention(at=at, precision="time" if at else "day")


def _fixed(mention: Mention) -> Callable[[re.Match[str], Reading], Found]:
    return lambda _match, _reading: mention


def _rule(pattern: str, resolve: Callable[[re.Match[str], Reading], Found]) -> Rule:
    return re.compile(rf"(?<![\w№]){pattern}(?!\w)"), resolve


def _words(words: str) -> str:
    return "|".join(words.split())


PREP = r"(?:(?P<prep>до|к|ко|в|во|на|с|со|по)\s+)?"
YEAR = r"(?:\s+(?P<year>20\d\d)(?:\s*(?:года|год|году|г\.?))?)?"
TH = r"(?:-?(?:го|му|е|ое))?"
ALSO_DAY = rf"(?:\d{{1,2}}{TH}\s*(?:-|–|—|и|или|по)\s*(?:по\s+)?)?"
DAY_MONTH = rf"(?P<day>\d{{1,2}}|{any_of(ORDINALS)}){TH}\s+(?P<month>{any_of(OF_MONTH)})\.?"
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
ON_WEEKDAY = rf"(?:в|во|к|ко)\s+(?P<weekday>{any_of(WEEKDAYS)})"
WHICH = r"(?:(?P<which>следующ\w+|будущ\w+|эт\w+|ближайш\w+|прошл\w+|минувш\w+)\s+)?"
NUMBER = rf"(?:(?P<range>\d{{1,2}}\s*[-–—]\s*|день-)?(?P<number>\d{{1,3}}|{any_of(NUMBERS)})(?:-х|-ти|-и|-го)?\s+)?"
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
    _rule(rf"(?:с|со)\s+{any_of(WEEKDAYS)}\s+по\s+{any_of(WEEKDAYS)}", _fixed(NOTHING)),
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
    _rule(rf"(?:в|во|на|до|к)\s+{PART}\s+(?P<month>{any_of(OF_MONTH)})" + YEAR, _part_of_month),
    _rule(rf"(?:до|к|в)\s+конц[ауе]\s+{NEXT}{THIS}(?P<what>недели|месяца|года|квартала)", _end_of),
    _rule(rf"в\s+(?P<part>начале|середине)\s+{NEXT}недели", _part_of_week),
    _rule(rf"{ON_WEEK},?\s+{ON_WEEKDAY}", _weekday_of_week),
    _rule(rf"{ON_WEEKDAY}\s+{ON_WEEK}", _weekday_of_week),
    _rule(ON_WEEK, _week),
    _rule(r"в\s+(?P<which>этом|текущем|следующем|будущем)\s+месяце", _month_around),
    _rule(rf"(?:в|во|на|до|к)\s+(?P<number>{any_of(QUARTERS)})(?:-?[мй])?\s+квартал[еау]?" + YEAR, _quarter),
    _rule(rf"(?P<prep>в|на)\s+(?:{any_of(IN_MONTH)}\s*[-–—]\s*)?(?P<month>{any_of(IN_MONTH | MONTH)})" + YEAR, _month),
    _rule(rf"(?P<prep>до)\s+(?P<month>{any_of(_forms('я', 'а', 'я'))})" + YEAR, _month),
    _rule(rf"(?P<prep>к)\s+(?P<month>{any_of(TO_MONTH)})" + YEAR, _month),
    _rule(rf"(?P<prep>)(?P<month>{any_of(MONTH)})\s+(?P<year>20\d\d)(?:\s*(?:года|г\.?))?", _month),
    # days by name
    _rule(r"(?:до|к)\s+нов(?:ого|ому)\s+год[ау]", _new_year),
    _rule(
        rf"(?P<prep>до|к|ко|в|во|на|с|со|не позднее|не позже)\s+{WHICH}(?:{any_of(WEEKDAYS)}\s*[-–—]\s*)?"
        rf"(?P<weekday>{any_of(WEEKDAYS)})(?!\.\s*[а-я])",
        _weekday,
    ),
    _rule(r"(?P<prep>до|к|в|на|за)\s+(?:эт\w+\s+|ближайш\w+\s+)?выходн(?:ых|ые|ым)", _weekend),
    _rule(r"(?:(?:до|к|на|с)\s+)?(?P<word>сегодня|завтра|послезавтра)", _relative),
    _rule(r"(?:до|к)\s+конц[ау]\s+(?P<word>сегодняшнего|завтрашнего)\s+дня", _relative),
    _rule(rf"{WITHIN}\s+{NUMBER}(?P<working>рабоч\w+\s+)?{UNIT}", _after),
    _rule(rf"в\s+(?P<number>\d{{1,2}}-?|{any_of(IN_DAYS)})дневный\s+срок", _term),
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
    _rule(rf"(?P<prep>)(?P<which>)(?P<weekday>{any_of(WEEKDAYS | NOMINATIVE)})", _weekday),
    _rule(r"(?P<day>\d{1,2})/(?P<month>\d{1,2})", _numeric_short),
    _rule(rf"конец\s+{NEXT}{THIS}(?P<what>недели|месяца|года|квартала)", _end_of),
)
