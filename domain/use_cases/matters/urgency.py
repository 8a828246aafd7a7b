"""`срочно 214`: a moderator or ЦУР says that a question cannot wait, and may take it back."""

from datetime import timedelta

from domain.clocks import first_clock, second_clock, working_time
from domain.errors import RuleViolation
from domain.notices import MarkedUrgent, NotUrgent, Quote, Someone, UrgentOver, UrgentSeen, UrgentSet
from domain.organisation import Role
from domain.people import Right, may_with
from domain.question import MARKED, Action, Question
from domain.reminders import StepKind, due
from domain.use_cases.scope import Scope
from domain.use_cases.telling import keyed, official_of, place_name, tell_ccu, tell_official


async def hurry(scope: Scope, question: Question) -> UrgentSet:
    """The urgent clock from now; whoever answers hears of it at any hour, the deputy and ЦУР with them."""
    scope.must(Right.MODERATE, question)
    if question.urgent is not None:
        raise RuleViolation("already-urgent", number=question.number)
    kept = await shortened(scope, question, MARKED, working_time(scope.policy.urgent, scope.calendar))
    told = MarkedUrgent(
        kept.number,
        Someone(scope.actor),
        Quote(kept.words),
        place_name(kept),
        kept.asked_at,
        official_of(kept),
        kept.due_at,
    )
    key = keyed(kept, f"marked/{int(scope.now.timestamp())}")
    deputies = [one.vk_id for one in scope.region.with_role(Role.DEPUTY, kept.municipality)]
    for person in dict.fromkeys([kept.assignee, *deputies]):
        if person and person != scope.actor:
            await tell_official(scope, person, told, key=key, question=kept, urgent=True)
    if not may_with(scope.person, Right.CONTROL, kept):
        await tell_ccu(scope, told, key=key, question=kept)
    return UrgentSet(kept.number, told.official, kept.due_at)


async def calm(scope: Scope, question: Question) -> UrgentOver:
    """Takes «срочно» back, the bot's own too: the clock as it would have been."""
    scope.must(Right.MODERATE, question)
    if question.urgent is None:
        raise RuleViolation("not-urgent", number=question.number)
    kept = await lengthened(scope, question)
    if kept.assignee and kept.assignee != scope.actor:
        told = NotUrgent(kept.number, Someone(scope.actor), kept.due_at)
        key = keyed(kept, f"calmed/{int(scope.now.timestamp())}")
        await tell_official(scope, kept.assignee, told, key=key, question=kept)
    return UrgentOver(kept.number, official_of(kept), kept.due_at)


async def seen(scope: Scope, question: Question) -> None:
    """[Видел] on an alarm: in the history, and ЦУР need not call; once a person."""
    if not may_with(scope.person, Right.ANSWER, question):
        scope.must(Right.MODERATE, question)
    if await scope.uow.diary.once(f"seen/{question.number}/{scope.actor}", scope.now):
        await scope.note(question.number, "seen")
        if not may_with(scope.person, Right.CONTROL, question):
            told = UrgentSeen(question.number, Someone(scope.actor))
            await tell_ccu(scope, told, key=keyed(question, f"seen/{scope.actor}"), question=question)


async def shortened(scope: Scope, question: Question, why: str, within: timedelta, detail: str = "") -> Question:
    """The question with less time left; what it had is remembered, so that it can be given back."""
    hurried = question.hurried(why, within, scope.now, scope.calendar)
    if question.clock is not None:
        await scope.uow.diary.forget(_mark(question))
        await scope.uow.diary.once(_mark(question), scope.now, int(question.clock.total.total_seconds()))
    kept = await scope.keep(hurried, "hurried", detail)
    for step in due(kept, scope.policy, scope.calendar, scope.now):
        if step.kind is StepKind.SHARE:  # whoever was alarmed just now is not reminded in the same breath
            await scope.uow.nudges.mark(kept.number, step.mark, scope.now)
    return kept


async def lengthened(scope: Scope, question: Question, detail: str = "") -> Question:
    """The question with the time it would have had."""
    if not question.may(Action.HURRY):
        raise RuleViolation("question-cannot", number=question.number)
    total = await scope.uow.diary.value(_mark(question))
    await scope.uow.diary.forget(_mark(question))
    if total is None:
        clock = first_clock(scope.policy, scope.calendar, question.asked_at, urgent=False)
        again = second_clock(scope.policy, scope.calendar, scope.now)
        total = int((again if question.reopenings else clock).total.total_seconds())
    return await scope.keep(question.calmed(timedelta(seconds=total), scope.calendar), "calmed", detail)


def _mark(question: Question) -> str:
    return f"hurried/{question.number}"
