"""The region file's calendar values made into a Calendar: hours, the production calendar, quiet hours."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import holidays as production

from domain.calendar import DAY, Calendar, Hours, Interval, refuse_disorder

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAY = DAYS.index("sat")
YEARS = range(2024, 2041)

# Labour Code of Russia, article 112: the holidays themselves, whatever the government moves around them.
HOLIDAYS = {(1, day) for day in range(1, 9)} | {(2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)}

# The moves of each year come from the library `holidays`, which copies the government's decrees:
# 2026, No. 1466 of 24 September 2025, consultant.ru/document/cons_doc_LAW_515170: 3 January to 9 January,
# 4 January to 31 December; 2027, cons_doc_LAW_544706: 20 February to 22 February, 2 January to 5 November,
# 3 January to 31 December. tests/domain/test_calendar.py counts the days of both years.
MOVED_FROM = re.compile(r"перенесено с (\d\d\.\d\d\.\d{4})")

INTERVAL = re.compile(r"(\d{1,2}):(\d\d)\s*[-–]\s*(\d{1,2}):(\d\d)")


def build_calendar(
    *,
    timezone: str,
    kind: str = "working",
    hours: Mapping[str, Sequence[str]] | None = None,
    holidays: str | None = None,
    quiet: str | None = None,
    years: Iterable[int] = YEARS,
) -> Calendar:
    """A Calendar from the values of [calendar]; a value that makes no sense is refused by name."""
    zone = _zone(timezone)
    if kind == "always":
        return Calendar.always(zone)
    if kind != "working":
        raise ValueError(f"calendar.kind: {kind!r} is neither 'working' nor 'always'")
    if not hours:
        raise ValueError("calendar.hours: a working calendar needs hours")
    week = _week(hours)
    days_off, special = _production_calendar(holidays, week, years)
    return Calendar(zone, week, days_off, special, _quiet(quiet))


@cache
def _russia(years: tuple[int, ...]) -> Mapping[date, str]:
    return MappingProxyType(dict(production.country_holidays("RU", years=years, language="ru")))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"region.timezone: no such timezone: {name!r}") from error


def _week(hours: Mapping[str, Sequence[str]]) -> tuple[Hours, ...]:
    week: dict[int, Hours] = {}
    for key, intervals in hours.items():
        for day in _days(key):
            if day in week:
                raise ValueError(f"calendar.hours: {DAYS[day]} is given twice, again in {key!r}")
            week[day] = _hours(key, intervals)
    return tuple(week.get(day, ()) for day in range(7))


def _days(key: str) -> range:
    first, _, last = key.strip().lower().partition("-")
    last = last or first
    if first not in DAYS or last not in DAYS or DAYS.index(last) < DAYS.index(first):
        raise ValueError(f"calendar.hours: {key!r} is not a day or a range of days like mon-thu")
    return range(DAYS.index(first), DAYS.index(last) + 1)


def _hours(key: str, intervals: Sequence[str]) -> Hours:
    if isinstance(intervals, str):
        raise ValueError(f"calendar.hours.{key}: {intervals!r} must be a list of intervals")  # noqa: TRY004
    hours = tuple(_interval(f"calendar.hours.{key}", words) for words in intervals)
    try:
        refuse_disorder(hours)
    except ValueError as error:
        raise ValueError(f"calendar.hours.{key}: {error}") from error
    return hours


def _interval(where: str, words: str) -> Interval:
    match = INTERVAL.fullmatch(words.strip())
    if match is None:
        raise ValueError(f"{where}: {words!r} is not an interval like 08:30-13:00")
    begin, end = _time(where, match[1], match[2]), _time(where, match[3], match[4])
    return begin, end


def _time(where: str, hour: str, minute: str) -> time:
    if (hour, minute) == ("24", "00"):
        return time.min
    try:
        return time(int(hour), int(minute))
    except ValueError as error:
        raise ValueError(f"{where}: there is no {hour}:{minute} on the clock") from error


def _quiet(words: str | None) -> Interval | None:
    if words is None or words.strip().lower() in ("", "none"):
        return None
    begin, end = _interval("calendar.quiet", words)
    if begin == end:
        raise ValueError(f"calendar.quiet: {words!r} begins and ends at once; leave it out for no quiet hours")
    return begin, end


def _production_calendar(
    code: str | None, week: tuple[Hours, ...], years: Iterable[int]
) -> tuple[frozenset[date], dict[date, Hours]]:
    """Days off and the days with hours of their own."""
    if code is None or code.strip().lower() in ("", "none"):
        return frozenset(), {}
    if code.strip().upper() != "RU":
        raise ValueError(f"calendar.holidays: {code!r} is unknown; 'RU' or nothing")
    years = tuple(sorted(set(years)))
    off = _russia(years)
    known = {day.year for day, name in off.items() if MOVED_FROM.search(name)}
    days_off = frozenset(off) | {day for year in years if year not in known for day in _unmoved(year)}
    return days_off, _special_days(days_off, _moves(off), week, years)


def _moves(off: Mapping[date, str]) -> dict[date, date]:
    """Saturdays and Sundays that are worked, each with the day it stands in for."""
    moves = {}
    for day, name in off.items():
        if match := MOVED_FROM.search(name):
            origin = datetime.strptime(match[1], "%d.%m.%Y").date()  # noqa: DTZ007
            if not _is_holiday(origin):
                moves[origin] = day
    return moves


def _unmoved(year: int) -> Iterable[date]:
    """Before a year's decree is out: a holiday on a weekend gives the next working day, January aside."""
    for month, day in HOLIDAYS:
        after = date(year, month, day)
        if month > 1 and after.weekday() >= SATURDAY:
            while after.weekday() >= SATURDAY or _is_holiday(after):
                after += DAY
            yield after


def _special_days(
    days_off: frozenset[date], moves: Mapping[date, date], week: tuple[Hours, ...], years: Iterable[int]
) -> dict[date, Hours]:
    """Worked Saturdays with the hours of the day they replace, and shortened days.

    Labour Code, article 95: the working day right before a holiday is one hour shorter. A worked Saturday
    takes the length of the day it stands in for (order of the Ministry of Health No. 588n of 13 August 2009).
    """
    special = {}
    eves = (date(year, month, day) - DAY for year in years for month, day in HOLIDAYS)
    for origin, stand_in in moves.items():
        hours = week[stand_in.weekday()]
        special[origin] = _one_hour_less(hours) if _is_holiday(stand_in + DAY) else hours
    for eve in eves:
        if eve not in days_off and eve not in special and week[eve.weekday()]:
            special[eve] = _one_hour_less(week[eve.weekday()])
    return special


def _is_holiday(day: date) -> bool:
    return (day.month, day.day) in HOLIDAYS


def _one_hour_less(hours: Hours) -> Hours:
    """The day ends an hour earlier; an interval shorter than what is left of the hour goes altogether."""
    left = timedelta(hours=1)
    kept = list(hours)
    while kept and left:
        begin, end = kept.pop()
        length = (_since_midnight(end) or DAY) - _since_midnight(begin)
        if length > left:
            kept.append((begin, _clock(_since_midnight(begin) + length - left)))
        left = max(left - length, timedelta(0))
    return tuple(kept)


def _since_midnight(at: time) -> timedelta:
    return timedelta(hours=at.hour, minutes=at.minute)


def _clock(since_midnight: timedelta) -> time:
    hours, seconds = divmod(since_midnight.seconds, 3600)
    return time(hours, seconds // 60)
