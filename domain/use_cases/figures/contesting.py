"""`разбор Лесной` (product.md 104): what cost points and what can be done now; a question may be contested."""

from datetime import date, timedelta

from domain import rating
from domain.errors import RuleViolation
from domain.notices import ContestDecided, Contested, ContestKept, Quote, RatingWhy, Someone
from domain.organisation import Role
from domain.people import Right
from domain.question import Question
from domain.use_cases.figures.losses import listed, rows_of
from domain.use_cases.figures.rating import WEEK, count, deadline, left_out_mark, short
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_ccu, tell_person

SHOWN = 6
"""So many questions are named for each part that cost points."""

MAY_CONTEST = frozenset({Role.HEAD, Role.DEPUTY, Role.CCU, Role.ADMIN})
CONTESTED, DECIDED = "contested", "contest-decided"


async def why(scope: Scope, municipality: str, first: date | None = None) -> RatingWhy:
    """The last whole week, or another; people of one district see their own."""
    home = municipality or scope.home
    scope.must_in(Right.WATCH, home)
    found = scope.region.municipality(home)
    if found is None:
        raise RuleViolation("municipality-needed")
    today = scope.calendar.local(scope.now).date()
    week = await count(scope, first or today - timedelta(days=today.weekday()) - WEEK, home)
    tally, score = week.tallies[home], week.score(home)
    waiting, gone = [case.number for case in tally.cases if not case.told], week.gone[home]
    then = rating.after_answers(tally, week.day, waiting)
    return RatingWhy(
        name=short(found),
        since=week.since,
        until=week.until - timedelta(minutes=1),
        count=len(tally.of_week),
        points=score.points,
        zone=score.zone.value,
        rows=rows_of(score, SHOWN),
        open=listed(waiting[:SHOWN]),
        zone_then=then.zone.value if waiting else "",
        left_out=week.left_out.get(home, 0),
        gone=gone.withdrawn + gone.declined,
        asked=gone.asked,
        withdrawn=gone.withdrawn,
        declined=gone.declined,
    )


async def contest(scope: Scope, question: Question, reason: str, *, key: str) -> ContestKept:
    """`оспорить 95 не наш, Речной округ`: ЦУР decides, once for each question."""
    person = scope.person
    scope.must(Right.WATCH, question)
    if person is None or not person.has(*MAY_CONTEST):
        raise RuleViolation("no-right", number=question.number)
    if not reason.strip():
        raise RuleViolation("needs-reason", number=question.number)
    if not await scope.uow.diary.once(f"{CONTESTED}/{question.number}", scope.now, scope.actor):
        raise RuleViolation("already-contested", number=question.number)
    await scope.note(question.number, "contested", reason)
    asked = Contested(question.number, Someone(scope.actor), Quote(reason), Quote(question.words))
    await tell_ccu(scope, asked, key=f"{key}/contested", question=question)
    return ContestKept(question.number)


async def decide(scope: Scope, question: Question, *, agreed: bool, key: str) -> ContestDecided | None:
    """[Согласен] leaves the question out and counts anew; None when it was decided or never contested."""
    scope.must(Right.CONTROL, question)
    by = await scope.uow.diary.value(f"{CONTESTED}/{question.number}")
    due = deadline(scope, question)
    if by is None or not await scope.uow.diary.once(f"{DECIDED}/{question.number}", scope.now, int(agreed)):
        return None
    last = scope.calendar.local(due or question.asked_at).date()
    first, home = last - timedelta(days=last.weekday()), question.municipality
    before = (await count(scope, first, home)).score(home).points
    if agreed:
        await scope.uow.diary.once(left_out_mark(question.number), scope.now)
    after = (await count(scope, first, home)).score(home).points if agreed else before
    await scope.note(question.number, "contest_agreed" if agreed else "contest_refused", f"{before} → {after}")
    municipality = scope.region.municipality(home)
    name = short(municipality) if municipality else home
    told = ContestDecided(question.number, Someone(scope.actor), agreed, name, before, after)
    await tell_person(scope, by, told, key=f"{key}/contest", question=question)
    return told
