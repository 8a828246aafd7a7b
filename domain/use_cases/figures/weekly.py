"""The week of municipalities as a picture and a table (journey 5, product.md 103)."""

from collections import Counter
from datetime import date, timedelta

from domain import rating
from domain.errors import RuleViolation
from domain.notices import WeekPicture, WeekRow, WeekTable, WeekTopic
from domain.people import Right
from domain.place import Place
from domain.ports import Verb
from domain.rating import Part, Score, Tally, Zone
from domain.use_cases.figures.rating import WEEK, Counted, count, percent, short
from domain.use_cases.scope import Scope
from domain.use_cases.telling import send_file, staff_chat


async def as_table(scope: Scope, place: Place, first: date, *, key: str) -> None:
    """[XLSX]"""
    await send_file(scope, place, await _of_week(scope, first), key=f"{key}/week")


async def as_picture(scope: Scope, place: Place, first: date, *, key: str) -> None:
    """[Картинка]"""
    await send_file(scope, place, pictured(await _of_week(scope, first)), key=f"{key}/week")


async def picture_to_ccu(scope: Scope, now: Counted, before: Counted, key: str) -> None:
    """With Monday's text, to ЦУР's chat; where there is none the button gives it."""
    place = staff_chat(scope)
    if place is not None:
        await scope.uow.outbox.put(Verb.FILE, place.at(0), pictured(table_of(scope, now, before)), key=f"{key}/picture")


def pictured(table: WeekTable) -> WeekPicture:
    """The same figures as a picture."""
    return WeekPicture(
        table.since,
        table.until,
        table.count,
        table.in_time,
        table.took,
        table.returned,
        table.promised,
        table.kept,
        table.rows,
        table.subjects,
    )


async def _of_week(scope: Scope, first: date) -> WeekTable:
    scope.must_in(Right.WATCH, scope.home)
    if first.weekday() or not timedelta(-1) < scope.calendar.local(scope.now).date() - first < timedelta(days=4000):
        raise RuleViolation("week-unclear", detail=first.isoformat())
    table = table_of(scope, await count(scope, first), await count(scope, first - WEEK))
    if not table.rows:
        raise RuleViolation("week-empty")
    return table


def table_of(scope: Scope, now: Counted, before: Counted) -> WeekTable:
    """Every municipality that had deadlines in the week, the best first, those of few questions last."""
    ranks = places(scope, now)
    rows = [
        _row(short(one), ranks.get(one.id, 0), now.tallies[one.id], now.score(one.id), _points(before, one.id), now)
        for one in scope.region.municipalities
        if now.tallies[one.id].cases
    ]
    rows.sort(key=lambda row: (row.zone == Zone.FEW, -row.points, row.name))
    asked, asked_before = _topics(scope, now), _topics(scope, before)
    return WeekTable(
        since=now.since,
        until=now.until - timedelta(minutes=1),
        count=len(now.cases),
        in_time=percent(now.cases),
        took=minutes_of(rating.middle([case.took for case in now.cases])),
        returned=sum(case.returned for case in now.cases),
        promised=sum(row.promised for row in rows),
        kept=sum(row.kept for row in rows),
        rows=tuple(rows),
        subjects=tuple(WeekTopic(name, times, asked_before[name]) for name, times in asked.most_common()),
    )


def places(scope: Scope, week: Counted) -> dict[str, int]:
    """The place of each that has a zone; equal points are one place."""
    scored = {one.id: week.score(one.id) for one in scope.region.municipalities if week.tallies[one.id].cases}
    points = [score.points for score in scored.values() if score.zone is not Zone.FEW]
    return {
        id_: 1 + sum(other > score.points for other in points)
        for id_, score in scored.items()
        if score.zone is not Zone.FEW
    }


def minutes_of(length: timedelta) -> int:
    """Whole minutes."""
    return int(length.total_seconds() // 60)


def _row(name: str, rank: int, tally: Tally, score: Score, before: int | None, week: Counted) -> WeekRow:
    lost = {loss.part: loss.points for loss in score.losses}
    return WeekRow(
        name=name,
        place=rank,
        zone=score.zone.value,
        points=score.points,
        before=before,
        count=len(tally.of_week),
        in_time=percent(tally.of_week),
        took=minutes_of(rating.middle([case.took for case in tally.of_week])),
        returned=sum(case.returned for case in tally.of_week),
        promised=len(tally.promises_kept) + len(tally.promises_broken),
        kept=len(tally.promises_kept),
        silent=len(rating.silent(tally.cases, week.day)),
        lost_in_time=lost.get(Part.IN_TIME, 0),
        lost_speed=lost.get(Part.SPEED, 0),
        lost_promises=lost.get(Part.PROMISES, 0),
        lost_returns=lost.get(Part.RETURNS, 0),
        lost_quality=lost.get(Part.QUALITY, 0),
    )


def _points(week: Counted, municipality: str) -> int | None:
    return week.score(municipality).points if week.tallies[municipality].cases else None


def _topics(scope: Scope, week: Counted) -> Counter[str]:
    found = Counter[str]()
    for (topic, _), times in week.topics.items():
        if times:
            found[scope.region.topic_name(topic) or "Без темы"] += times
    return found
