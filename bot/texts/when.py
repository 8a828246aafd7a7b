"""Times in the words people use: «завтра, 9:30», «до четверга, 9:30», «26 ч назад»."""

from datetime import date, datetime, timedelta

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


def when(at: datetime, now: datetime, calendar: Calendar) -> str:
    """«Срок — четверг, 9:30»."""
    return f"{_day(at, now, calendar, NAMES)}, {clock(at, calendar)}"


def until(at: datetime, now: datetime, calendar: Calendar) -> str:
    """«до четверга, 9:30»; of today the hour alone, «до 15:00»."""
    hour = clock(at, calendar)
    return f"до {hour}" if _away(at, now, calendar) == 0 else f"до {_day(at, now, calendar, OF_NAMES)}, {hour}"


def on(at: datetime, now: datetime, calendar: Calendar) -> str:
    """«в четверг в 9:30»."""
    return f"{_day(at, now, calendar, ON_NAMES)} в {clock(at, calendar)}"


def brief(at: datetime, now: datetime, calendar: Calendar) -> str:
    """«чт 9:30», and with the date when the weekday alone does not say which: «чт 10.12, 9:30»."""
    hour, away = clock(at, calendar), _away(at, now, calendar)
    if away in NEAR:
        return f"{NEAR[away]} {hour}"
    day = calendar.local(at).date()
    return f"{SHORT_NAMES[day.weekday()]} {hour}" if away in WEEK else f"{day_short(at, now, calendar)}, {hour}"


def day_of(at: datetime, now: datetime, calendar: Calendar) -> str:
    """The day without the hour: «завтра», «четверг», «10 декабря»."""
    return _day(at, now, calendar, NAMES)


def day_until(at: datetime, now: datetime, calendar: Calendar) -> str:
    """«до завтра», «до четверга», «до 10 декабря»; of today «до конца дня»."""
    return f"до {_day(at, now, calendar, OF_NAMES)}" if _away(at, now, calendar) else "до конца дня"


def day_on(at: datetime, now: datetime, calendar: Calendar) -> str:
    """«завтра», «в четверг», «10 декабря»."""
    return _day(at, now, calendar, ON_NAMES)


def day_short(at: datetime, now: datetime, calendar: Calendar) -> str:
    """«чт 26.11», and in another year «чт 15.01.2027»."""
    day = calendar.local(at).date()
    year = "" if day.year == calendar.local(now).year else f".{day.year}"
    return f"{SHORT_NAMES[day.weekday()]} {day.day}.{day.month:02}{year}"


def day_full(at: datetime, now: datetime, calendar: Calendar) -> str:
    """«26 ноября», and in another year «15 января 2027»."""
    return _date(calendar.local(at).date(), calendar.local(now).year)


def clock(at: datetime, calendar: Calendar) -> str:
    """«9:30»: no zero before the hour."""
    local = calendar.local(at)
    return f"{local.hour}:{local.minute:02}"


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


def _away(at: datetime, now: datetime, calendar: Calendar) -> int:
    return (calendar.local(at).date() - calendar.local(now).date()).days


def _day(at: datetime, now: datetime, calendar: Calendar, names: tuple[str, ...]) -> str:
    away, day = _away(at, now, calendar), calendar.local(at).date()
    if away in NEAR:
        return NEAR[away]
    return names[day.weekday()] if away in WEEK else _date(day, calendar.local(now).year)


def _date(day: date, this_year: int) -> str:
    year = "" if day.year == this_year else f" {day.year}"
    return f"{day.day} {MONTHS[day.month - 1]}{year}"
