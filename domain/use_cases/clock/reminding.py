"""Reminders of officials and of ЦУР, bundled: one message a person about everything that burns."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from domain.clocks import working_time
from domain.emergency import Emergency
from domain.notices import EscalatedTo, MorningQueue, Reminder, Someone
from domain.people import Right, may_with
from domain.place import VkId
from domain.ports import CCU, Nudge
from domain.question import WAITING, Question
from domain.reminders import StepKind, due
from domain.use_cases.clock.hushing import hushed_until
from domain.use_cases.matters import emergency
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import card
from domain.use_cases.telling import LIST_LINES, MORNING_PEOPLE, line_of, morning, superior, tell_ccu, tell_official

BATCH = 200
"""Questions a tick takes at once; the next tick takes the rest, intake is not blocked."""

LISTED_FOR = timedelta(hours=3)
"""A morning list an hour late is sent, half a day late is not."""


async def remind(scope: Scope) -> int:
    """One message per person about everything that burns, at most once in the bundle time."""
    untold = await scope.uow.nudges.untold(scope.now, BATCH * 5)
    by_person: dict[VkId, list[Nudge]] = defaultdict(list)
    if now_on := await scope.uow.emergencies.running():
        untold = [nudge for nudge in untold if not await _muffled(scope, nudge, now_on)]
    for nudge in untold:
        by_person[nudge.person].append(nudge)
    return sum([await _remind(scope, person, nudges) for person, nudges in by_person.items()])


async def _muffled(scope: Scope, nudge: Nudge, now_on: Sequence[Emergency]) -> bool:
    """What is not about the emergency of its municipality is told when that is over; new cards go as ever."""
    question = await scope.uow.questions.find(nudge.question)
    return nudge.kind != "card" and question is not None and emergency.muffles(scope, question, now_on)


async def _remind(scope: Scope, person: VkId, nudges: Sequence[Nudge]) -> int:
    """How many were told; 0 while the person was reminded not long ago."""
    if not scope.calendar.is_working(scope.now) or await hushed_until(scope, person):
        return 0
    last = await scope.uow.nudges.last_told(person)
    if last is not None and last <= scope.now < last + scope.policy.bundle:
        return 0
    if await _list_comes_first(scope, person):
        return 0
    alive = [(n, q) for n in nudges if (q := await _still(scope, n)) is not None]
    await spent(scope, [n for n in nudges if all(n is not one for one, _ in alive)])
    cards = [(n, q) for n, q in alive if n.kind == "card"]
    reminders = _once_each([(n, q) for n, q in alive if n.kind != "card"])
    await scope.uow.nudges.told([n for n, _ in alive], scope.now)
    key = f"{person}/{int(scope.now.timestamp())}"
    if reminders:
        await _say_reminders(scope, person, reminders, key)
    shown = {q.number for _, q in reminders}
    await _say_cards(scope, person, [q for _, q in _once_each(cards) if q.number not in shown], key)
    return len(nudges)


async def _still(scope: Scope, nudge: Nudge) -> Question | None:
    """The question as it is now, if there is still something to say about it."""
    question = await scope.uow.questions.find(nudge.question)
    if question is None or question.is_silenced:
        return None
    if nudge.kind == "escalate":
        if nudge.mark not in {step.mark for step in due(question, scope.policy, scope.calendar, scope.now)}:
            return None
    elif question.status not in WAITING or nudge.person != question.assignee:
        return None
    if nudge.person != CCU and not may_with(scope.region.person(nudge.person), Right.ANSWER, question):
        return None
    if nudge.kind == StepKind.SHARE and await _was_listed(scope, nudge, question):
        return None
    return question


async def _was_listed(scope: Scope, nudge: Nudge, question: Question) -> bool:
    """The morning list has just named it with its deadline: no second message within the bundle's time."""
    listed_at = morning(scope, nudge.tell_at, MORNING_PEOPLE)
    if not question.asked_at < listed_at <= nudge.tell_at < listed_at + scope.policy.bundle:
        return False
    return await scope.uow.diary.value(listed(scope, nudge.person)) is not None


async def spent(scope: Scope, nudges: Sequence[Nudge]) -> None:
    """Done with, though nobody was disturbed: the next reminder does not wait for the bundle's time."""
    await scope.uow.nudges.told(nudges, scope.now - scope.policy.bundle)


async def _list_comes_first(scope: Scope, person: VkId) -> bool:
    """Between opening and the morning list nothing is said that the list is about to say."""
    owner = scope.region.person(person)
    if owner is None or not owner.answers or not has_mornings(scope):
        return False
    listed_at = morning(scope, scope.now, MORNING_PEOPLE)
    if scope.now >= listed_at + LISTED_FOR:
        return False
    return await scope.uow.diary.value(listed(scope, person)) is None


async def _say_reminders(scope: Scope, person: VkId, told: Sequence[tuple[Nudge, Question]], key: str) -> None:
    mine = tuple(line_of(scope, q) for n, q in told if n.kind != "escalate")
    theirs = [q for n, q in told if n.kind == "escalate"]
    only = told[0][1] if len(told) == 1 else None
    if mine:
        overdue = next((q for n, q in told if n.kind != "escalate" and q.is_overdue(scope.now)), None)
        also = who_knows(scope, overdue) if overdue else None
        notice = Reminder(mine[:LIST_LINES], also, max(len(mine) - LIST_LINES, 0))
        await tell_official(scope, person, notice, key=f"remind/{key}", question=only)
    if theirs:
        await tell_escalated(scope, person, theirs)


async def tell_escalated(scope: Scope, person: VkId, questions: Sequence[Question]) -> None:
    """Others' overdue questions, as many as a message holds."""
    lines = tuple(line_of(scope, question) for question in questions)
    notice = EscalatedTo(lines[:LIST_LINES], max(len(lines) - LIST_LINES, 0))
    only = questions[0] if len(questions) == 1 else None
    now = int(scope.now.timestamp())
    if person == CCU:
        await tell_ccu(scope, notice, key=f"escalate/ccu/{questions[0].number}/{now}", question=only)
    else:
        await tell_official(scope, person, notice, key=f"escalate/{person}/{now}", question=only)


async def _say_cards(scope: Scope, person: VkId, questions: Sequence[Question], key: str) -> None:
    if len(questions) == 1:
        notice = await card(scope, questions[0])
        await tell_official(scope, person, notice, key=f"card/{key}", question=questions[0])
    elif questions:
        lines = tuple(line_of(scope, q) for q in questions)
        listed = MorningQueue(lines[:LIST_LINES], max(len(lines) - LIST_LINES, 0))
        await tell_official(scope, person, listed, key=f"cards/{key}")


def has_mornings(scope: Scope) -> bool:
    """Whether today is a working day, with a morning of its own."""
    return not scope.calendar.is_always and scope.calendar.is_working_day(scope.calendar.local(scope.now).date())


def listed(scope: Scope, person: VkId) -> str:
    """The mark of somebody's list of this morning."""
    return f"morning/{scope.calendar.local(scope.now).date()}/{person}"


def who_knows(scope: Scope, question: Question) -> Someone | None:
    """The highest of those who have heard that the question is overdue (product.md 79)."""
    if question.due_at is None:
        return None
    passed = scope.calendar.between(question.due_at, scope.now)
    rungs = [rung for rung in scope.policy.escalate if working_time(rung.after, scope.calendar) <= passed]
    known = (superior(scope, rung.to, question.municipality, besides=question.assignee) for rung in reversed(rungs))
    return next((Someone(person.vk_id) for person in known if person), None)


def _once_each(told: Sequence[tuple[Nudge, Question]]) -> list[tuple[Nudge, Question]]:
    """A question is named once in a bundle, burning first."""
    seen: dict[int, tuple[Nudge, Question]] = {}
    for nudge, question in told:
        seen.setdefault(question.number, (nudge, question))
    return sorted(seen.values(), key=lambda pair: pair[1].due_at or pair[1].asked_at)
