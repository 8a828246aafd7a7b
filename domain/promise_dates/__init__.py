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
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from domain.calendar import DAY, Calendar
from domain.promise_dates.promised import PIECE_END, is_hedged, is_promised
from domain.promise_dates.reading import EARLY, Group, Mention, Precision, Reading, Rule
from domain.promise_dates.rules import COMMAND_RULES, RULES

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
    reading = Reading.of(text, said_at, calendar)
    groups = [group for group in _groups(reading, RULES) if is_promised(reading, group)]
    promises = [promise for group in groups if (promise := _resolve(reading, group))]
    return _with_clauses(reading, promises)


def parse_due(text: str, now: datetime, calendar: Calendar) -> PromiseDate | None:
    """A command's argument that is a date and nothing else: «пт», «27.11 15:00», «через 3 дня»."""
    reading = Reading.of(text.strip(" \t\n.,"), now, calendar)
    groups = list(_groups(reading, (*RULES, *COMMAND_RULES)))
    if len(groups) != 1 or groups[0].span != (0, len(reading.text)):
        return None
    [group] = groups
    if group.is_gone or group.is_torn or (group.day and group.needs_future):
        return None
    promise = _resolve(reading, group)
    return promise and replace(promise, clause=reading.original)


BESIDE = re.compile(r"[\s,()—–-]*(?:(?:г\.|года|где-то|примерно|ориентировочно)[\s,]*)?")


def _mentions(reading: Reading, rules: tuple[Rule, ...]) -> list[Mention]:
    """What the rules see; an earlier rule keeps its words to itself."""
    taken: list[Mention] = []
    for pattern, resolve in rules:
        for match in pattern.finditer(reading.text):
            start, end = match.span()
            if any(start < other.end and other.start < end for other in taken):
                continue
            if mention := resolve(match, reading):
                taken.append(replace(mention, start=start, end=end))
    return sorted(taken, key=lambda mention: mention.start)


def _groups(reading: Reading, rules: tuple[Rule, ...]) -> Iterator[Group]:
    together: list[Mention] = []
    for mention in _mentions(reading, rules):
        if mention.is_noise:
            continue
        if together and not BESIDE.fullmatch(reading.text, together[-1].end, mention.start):
            yield Group(tuple(together))
            together = []
        together.append(mention)
    if together:
        yield Group(tuple(together))


def _resolve(reading: Reading, group: Group) -> PromiseDate | None:
    """The date a group names, unless it is behind us."""
    day, hour = group.day, group.hour
    mention = day or hour
    if mention is None:
        return None
    due, precision = _due(reading, day, hour)
    if not timedelta(0) < due - reading.now < FAR:
        return None
    exact = mention.exact and precision in ("time", "day") and not is_hedged(reading, group)
    return PromiseDate(due, reading.calendar.local(due).date(), exact, group.span, "", precision)


def _due(reading: Reading, day: Mention | None, hour: Mention | None) -> tuple[datetime, Precision]:
    for mention in (day, hour):
        if mention and mention.moment:
            return mention.moment.astimezone(UTC), mention.precision
    at = hour.at if hour else None
    named = day.day if day and day.day else reading.today
    if at:
        passed = day is None and at <= EARLY and reading.moment(named, at) <= reading.now
        return reading.moment(named + DAY if passed else named, at), "time"
    return reading.end_of(named), day.precision if day else "day"


def _with_clauses(reading: Reading, promises: list[PromiseDate]) -> list[PromiseDate]:
    """Each promise with its sentence, cut between two promises of one sentence at the last comma."""
    borders = [reading.sentence(*promise.span) for promise in promises]
    for index, (one, other) in enumerate(pairwise(promises)):
        commas = [match.start() for match in PIECE_END.finditer(reading.text, one.span[1], other.span[0])]
        if borders[index][1] == borders[index + 1][1] and commas:
            borders[index] = borders[index][0], commas[-1]
            borders[index + 1] = commas[-1] + 1, borders[index + 1][1]
    clauses = (reading.original[since:until].strip(" \n\t.,;") for since, until in borders)
    return [replace(promise, clause=clause) for promise, clause in zip(promises, clauses, strict=True)]
