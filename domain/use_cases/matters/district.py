"""A district's whole list at once (journey 5): handed to the deputy, reminded of, called about; one press counts."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from domain.errors import RuleViolation
from domain.notices import AskedToAnswer, CalledAll, DoneAlready, HandedAll, Notice, RemindedAll, Someone
from domain.organisation import Role
from domain.people import Right
from domain.place import VkId
from domain.ports import Filter
from domain.question import WAITING, Question
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import HANDOVERS_BEFORE_CCU, hand_over, is_reachable
from domain.use_cases.telling import LIST_LINES, line_of, superior, tell_official

AT_MOST = 100
ANEW_AFTER = timedelta(minutes=30)
"""A second press within this time is the same thing done by two."""

HAND, REMIND, CALL = "hand", "remind", "call"


async def hand_all(scope: Scope, municipality: str) -> Notice:
    """[Передать все]: to the deputy, deadlines as they are; what others passed on twice is for a person to decide."""
    waiting = await _waiting(scope, municipality)
    deputy = superior(scope, Role.DEPUTY, municipality, besides=None)
    if deputy is None:
        raise RuleViolation("nobody-found", detail=scope.region.municipality_name(municipality))
    theirs = [one for one in waiting if one.assignee != deputy.vk_id and one.handovers < HANDOVERS_BEFORE_CCU - 1]
    if not theirs:
        return await _first_press(scope, HAND, municipality) or HandedAll(Someone(deputy.vk_id), 0)
    for question in theirs:
        await hand_over(scope, question, deputy, learns=False)
    await _pressed(scope, HAND, municipality)
    owners = [one.assignee for one in theirs if one.assignee]
    closed = await _closed(scope, [*owners, deputy.vk_id])
    return HandedAll(Someone(deputy.vk_id), len(theirs), closed)


async def remind_all(scope: Scope, municipality: str, *, key: str) -> Notice:
    """[Напомнить]: one message to each who owes an answer, in working hours."""
    waiting = await _waiting(scope, municipality)
    if (earlier := await _first_press(scope, REMIND, municipality)) is not None:
        return earlier
    of: dict[VkId, list[Question]] = defaultdict(list)
    for question in waiting:
        if question.assignee and not question.is_silenced:
            of[question.assignee].append(question)
    closed = await _closed(scope, of)
    told = [person for person in of if person not in closed]
    for person in told:
        lines = tuple(line_of(scope, one) for one in of[person])
        asked = AskedToAnswer(Someone(scope.actor), lines[:LIST_LINES], max(len(lines) - LIST_LINES, 0))
        await tell_official(scope, person, asked, key=f"{key}/asked-to-answer")
    await _pressed(scope, REMIND, municipality)
    count = sum(len(of[person]) for person in told)
    return RemindedAll(tuple(Someone(person) for person in told), count, closed)


async def called_all(scope: Scope, municipality: str) -> Notice:
    """[Позвонил — отметить]: in the history of every question that waits there."""
    waiting = await _waiting(scope, municipality)
    if (earlier := await _first_press(scope, CALL, municipality)) is not None:
        return earlier
    for question in waiting:
        await scope.note(question.number, "called")
    await _pressed(scope, CALL, municipality)
    return CalledAll(len(waiting))


async def _waiting(scope: Scope, municipality: str) -> Sequence[Question]:
    if scope.region.municipality(municipality) is None:
        raise RuleViolation("no-right")
    scope.must_in(Right.CONTROL, municipality)
    return await scope.uow.questions.list(Filter(municipality=municipality, statuses=WAITING, limit=AT_MOST))


async def _closed(scope: Scope, people: Iterable[VkId]) -> tuple[Someone, ...]:
    return tuple([Someone(one) for one in dict.fromkeys(people) if not await is_reachable(scope, one)])


def _mark(what: str, municipality: str) -> str:
    return f"district/{what}/{municipality}"


async def _pressed(scope: Scope, what: str, municipality: str) -> None:
    mark = _mark(what, municipality)
    for one, value in ((mark, scope.actor), (f"{mark}/at", int(scope.now.timestamp()))):
        await scope.uow.diary.forget(one)
        await scope.uow.diary.once(one, scope.now, value)


async def _first_press(scope: Scope, what: str, municipality: str) -> DoneAlready | None:
    """Who did the same just now."""
    mark = _mark(what, municipality)
    by, at = [await scope.uow.diary.value(one) for one in (mark, f"{mark}/at")]
    if by is None or at is None or scope.now.timestamp() - at > ANEW_AFTER.total_seconds():
        return None
    return DoneAlready(what, Someone(by), datetime.fromtimestamp(at, scope.now.tzinfo))
