"""A letter to each head (journey 5): the week of their own municipality, once, in working hours, one after another."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from domain import rating
from domain.calendar import Calendar
from domain.errors import RuleViolation
from domain.notices import GoodRow, HeadLetter, LettersAre, LettersSent, Someone
from domain.organisation import Municipality, Person, Role
from domain.people import Right, may
from domain.place import VkId
from domain.ports import Absence
from domain.rating import Part, Tally, Zone
from domain.use_cases.appointed import week_begun_at
from domain.use_cases.figures.losses import listed, rows_of
from domain.use_cases.figures.rating import LATE, WEEK, Counted, count, percent, short
from domain.use_cases.figures.weekly import minutes_of, places
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import is_reachable
from domain.use_cases.telling import tell_ccu, tell_person

SENT_AT = time(11)
"""An hour and a half after ЦУР saw the week: time enough to switch the letters off."""

APART = timedelta(seconds=20)
SHOWN = 4
"""So many questions are named for each part that cost points."""

OFF = "letters/off"


async def monday(scope: Scope) -> None:
    """On the first working day of a week, unless they are switched off."""
    first = week_begun_at(scope, SENT_AT, LATE)
    if first is None:
        return
    if await scope.uow.diary.value(OFF) is not None or await scope.uow.diary.value(_mark(first - WEEK)) is not None:
        return
    told = await _send(scope, first - WEEK)
    if told.count or told.closed:
        await tell_ccu(scope, told, key=_mark(first - WEEK))


async def now(scope: Scope, first: date) -> LettersSent:
    """[Письма главам]: at once, and each week's only once."""
    _must(scope)
    today = scope.calendar.local(scope.now).date()
    if first.weekday() or not timedelta(days=6) < today - first < timedelta(days=28):
        raise RuleViolation("week-unclear", detail=first.isoformat())
    return await _send(scope, first)


async def switched(scope: Scope, on: bool | None) -> LettersAre:
    """`письма главам`, `письма главам нет`, `письма главам да`"""
    _must(scope)
    if on is not None:
        await scope.uow.diary.forget(OFF)
        if not on:
            await scope.uow.diary.once(OFF, scope.now)
        await scope.note(0, "letters_on" if on else "letters_off")
    return LettersAre(await scope.uow.diary.value(OFF) is None)


def _must(scope: Scope) -> None:
    if not may(scope.person, Right.CONTROL, ""):
        raise RuleViolation("no-right")


def _mark(first: date) -> str:
    return f"letters/{first}"


async def _send(scope: Scope, first: date) -> LettersSent:
    if not await scope.uow.diary.once(_mark(first), scope.now):
        return LettersSent(0, again=True)
    week, before = await count(scope, first), await count(scope, first - WEEK)
    away = await scope.uow.absences.away(scope.now)
    sent, closed, nobody = 0, list[Someone](), list[str]()
    for municipality in scope.region.municipalities:
        if not week.tallies[municipality.id].of_week:
            continue
        head = _reader(scope, municipality.id, away)
        if head is None:
            nobody.append(short(municipality))
        elif not await is_reachable(scope, head.vk_id):
            closed.append(Someone(head.vk_id))
        else:
            letter = letter_of(scope, municipality, head, week, before)
            moment = leaves_at(scope.calendar, scope.now, sent)
            key = f"{_mark(first)}/{municipality.id}"
            await tell_person(scope, head.vk_id, letter, key=key, not_before=moment)
            sent += 1
    return LettersSent(sent, tuple(closed), tuple(nobody))


def leaves_at(calendar: Calendar, now: datetime, number: int) -> datetime:
    """When the letter after so many others leaves: what does not fit before closing time goes on in the morning."""
    return calendar.add(calendar.next_working(now), APART * number)


def _reader(scope: Scope, municipality: str, away: Mapping[VkId, Absence]) -> Person | None:
    """The head; the one who stands in while the head is on leave."""
    head = next(scope.region.with_role(Role.HEAD, municipality), None)
    absence = away.get(head.vk_id) if head else None
    return scope.region.person(absence.substitute or 0) if absence else head


def letter_of(scope: Scope, municipality: Municipality, head: Person, week: Counted, before: Counted) -> HeadLetter:
    """The week of one municipality as its head reads it."""
    id_ = municipality.id
    tally, score, ranks = week.tallies[id_], week.score(id_), places(scope, week)
    waiting = [case.number for case in tally.cases if not case.told]
    middle = minutes_of(rating.middle([case.took for case in tally.of_week]))
    was = before.score(id_) if before.tallies[id_].cases else None
    compared = was is not None and Zone.FEW not in {was.zone, score.zone}
    return HeadLetter(
        person=Someone(head.vk_id),
        id=id_,
        name=short(municipality),
        since=week.since,
        until=week.until - timedelta(minutes=1),
        zone=score.zone.value,
        points=score.points,
        rose=max(score.points - was.points, 0) if was and compared else 0,
        fell=max(was.points - score.points, 0) if was and compared else 0,
        rank=ranks.get(id_, 0),
        of=len(ranks),
        count=len(tally.of_week),
        in_time=percent(tally.of_week),
        hours=middle // 60,
        minutes=middle % 60,
        good=tuple(GoodRow(part) for part in good(tally)),
        rows=rows_of(score, SHOWN),
        open=listed(waiting[:SHOWN]),
        zone_then=rating.after_answers(tally, week.day, waiting).zone.value if waiting else "",
    )


def good(tally: Tally) -> tuple[str, ...]:
    """What a head may be glad of: parts of which nothing was lost and something was there to lose."""
    shares = rating.shares(tally)
    there = {
        Part.IN_TIME: bool(tally.of_week),
        Part.SPEED: any(case.told for case in tally.of_week),
        Part.PROMISES: bool(tally.promises_kept),
        Part.RETURNS: any(case.told for case in tally.of_week),
        Part.QUALITY: bool(tally.judged_good or tally.checked_good),
    }
    return tuple(part.value for part in Part if there[part] and shares[part] == 1)
