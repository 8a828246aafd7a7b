"""Times in the words people use: «завтра, 9:30», «до четверга, 9:30», «26 ч назад»."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from domain.calendar import Calendar

NAMES = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
OF_NAMES = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
ON_NAMES = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")
SHORT_NAMES = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
NEAR = {-1: "вчера", 0: "сегодня", 1: "завтра"}
WEEK = range(2, 7)
"""Days ahead that their weekday names: in a week the same name would mean today."""

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Seen:
    """A moment as the region's clocks show it, from the day that it is there now."""

    at: datetime
    day: date
    away: int
    """Days ahead; less than none when it has passed."""
    this_year: int

    @classmethod
    def by(cls, at: datetime, now: datetime, calendar: Calendar) -> Self:
        """Both moments on the calendar's clocks; a text has many forms of one moment."""
        local, today = calendar.local(at), calendar.local(now).date()
        day = local.date()
        return cls(local, day, (day - today).days, today.year)


def when(seen: Seen) -> str:
    """«Срок — четверг, 9:30»."""
    return f"{_day(seen, NAMES)}, {clock(seen)}"


def until(seen: Seen) -> str:
    """«до четверга, 9:30»; of today the hour alone, «до 15:00»."""
    hour = clock(seen)
    return f"до {hour}" if seen.away == 0 else f"до {_day(seen, OF_NAMES)}, {hour}"


def on(seen: Seen) -> str:
    """«в четверг в 9:30»."""
    return f"{_day(seen, ON_NAMES)} в {clock(seen)}"


def brief(seen: Seen) -> str:
    """«чт 9:30», and with the date when the weekday alone does not say which: «чт 10.12, 9:30»."""
    hour = clock(seen)
    if seen.away in NEAR:
        return f"{NEAR[seen.away]} {hour}"
    return f"{SHORT_NAMES[seen.day.weekday()]} {hour}" if seen.away in WEEK else f"{day_short(seen)}, {hour}"


def day_of(seen: Seen) -> str:
    """The day without the hour: «завтра», «четверг», «10 декабря»."""
    return _day(seen, NAMES)


def day_until(seen: Seen) -> str:
    """«до завтра», «до четверга», «до 10 декабря»; of today «до конца дня»."""
    return f"до {_day(seen, OF_NAMES)}" if seen.away else "до конца дня"


def day_on(seen: Seen) -> str:
    """«завтра», «в четверг», «10 декабря»."""
    return _day(seen, ON_NAMES)


def day_short(seen: Seen) -> str:
    """«чт 26.11», and in another year «чт 15.01.2027»."""
    day = seen.day
    year = "" if day.year == seen.this_year else f".{day.year}"
    return f"{SHORT_NAMES[day.weekday()]} {day.day}.{day.month:02}{year}"


def day_full(seen: Seen) -> str:
    """«26 ноября», and in another year «15 января 2027»."""
    return _date(seen.day, seen.this_year)


def clock(seen: Seen) -> str:
    """«9:30»: no zero before the hour."""
    return f"{seen.at.hour}:{seen.at.minute:02}"


def ago(at: datetime, now: datetime) -> str:
    """«5 мин назад», «26 ч назад», «2 дня назад»."""
    passed = now - at
    if passed < MINUTE:
        return "только что"
    if passed < HOUR:
        return f"{passed // MINUTE} мин назад"
    if passed < 2 * DAY:
        return f"{passed // HOUR} ч назад"
    return f"{days(passed // DAY)} назад"


def left(span: timedelta) -> str:
    """A stretch of time roughly: «40 мин», «2 ч», «сутки», «3 дня»; its sign does not matter."""
    span = abs(span)
    if span < HOUR:
        return f"{max(span // MINUTE, 1)} мин"
    if span < DAY:
        return f"{span // HOUR} ч"
    return "сутки" if span < 1.5 * DAY else days(round(span / DAY))


def days(count: int) -> str:
    """«1 день», «2 дня», «5 дней»."""
    if count % 10 == 1 and count % 100 != 11:
        return f"{count} день"
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return f"{count} дня" if few else f"{count} дней"


def _day(seen: Seen, names: tuple[str, ...]) -> str:
    if seen.away in NEAR:
        return NEAR[seen.away]
    return names[seen.day.weekday()] if seen.away in WEEK else _date(seen.day, seen.this_year)


def _date(day: date, this_year: int) -> str:
    year = "" if day.year == this_year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"
