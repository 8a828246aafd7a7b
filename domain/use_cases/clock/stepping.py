"""What time does to a question: its due steps, each once, each re-read before it speaks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.clocks import CONFIRM_PATIENCE, news_by
from domain.notices import (
    ClarifyOver,
    ConfirmAsk,
    Notice,
    OverdueToResident,
    PromiseToday,
    Quote,
    Someone,
    StillNothing,
)
from domain.organisation import Role
from domain.place import VkId
from domain.ports import CCU, Nudge
from domain.question import Question, Status
from domain.reminders import Step, StepKind, due, next_look
from domain.use_cases.clock.reminding import BATCH, tell_escalated, who_knows
from domain.use_cases.scope import Scope
from domain.use_cases.telling import (
    keyed,
    official_of,
    say_own_under,
    say_under,
    staff_chat,
    superior,
    tell_author,
    tell_official,
)

TO_RESIDENT = frozenset({StepKind.TELL_RESIDENT, StepKind.TELL_RESIDENT_AGAIN})

ALIKE = (
    frozenset({StepKind.SHARE, StepKind.OVERDUE}),
    frozenset({StepKind.PROMISE_DAY, StepKind.PROMISE_NEAR, StepKind.PROMISE_MISSED}),
    TO_RESIDENT,
)
"""Of such steps only the latest is worth saying when several are due at once."""

PUNCTUAL = timedelta(minutes=15)
"""A deadline at closing time is told then; after an outage the same word waits for people to be at work."""


async def look(scope: Scope) -> int:
    """Does what is due about questions; how many were looked at."""
    questions = await scope.uow.questions.to_look_at(scope.now, BATCH)
    in_danger = [question for question in questions if await _look_at(scope, question)]
    if in_danger:
        await tell_escalated(scope, CCU, in_danger)
    return len(questions)


async def _look_at(scope: Scope, question: Question) -> bool:
    """Whether ЦУР has to hear of it now: somebody may be in danger."""
    done = await scope.uow.nudges.done(question.number)
    steps = _without_outrun(due(question, scope.policy, scope.calendar, scope.now))
    current, looks, for_ccu = question, [], False
    for step in steps:
        if step.mark in done:
            continue
        if step.kind is StepKind.ASK_CONFIRMATION and step.at + CONFIRM_PATIENCE <= scope.now:
            await _ask_anew(scope, current)
            return for_ccu
        moment = _speaks_at(scope, step)
        if moment > scope.now:
            looks.append(moment)
        elif step.kind is StepKind.ESCALATE and step.to in {None, Role.CCU}:
            for_ccu = await _escalate_to_ccu(scope, question, step) or for_ccu
        else:
            current = await _do(scope, current, step)
    fresh = await scope.uow.questions.get(question.number)
    following = next_look(fresh, scope.policy, scope.calendar, scope.now)
    looks += [following] if following else []
    await scope.uow.questions.save(replace(fresh, look_at=min(looks, default=None)))
    return for_ccu


async def _ask_anew(scope: Scope, question: Question) -> None:
    """Nobody asked the resident in time: asked now, the three days of patience begin now."""
    asks_at = scope.calendar.quiet_end(scope.now)
    await scope.keep(replace(question, confirm_at=asks_at))


async def _do(scope: Scope, question: Question, step: Step) -> Question:
    match step.kind:
        case StepKind.SHARE | StepKind.OVERDUE:
            await _nudge(scope, question, step, question.assignee, step.kind.value)
        case StepKind.ESCALATE if step.to is not None:
            await _escalate(scope, question, step, step.to)
        case StepKind.TELL_RESIDENT | StepKind.TELL_RESIDENT_AGAIN:
            await _tell_resident(scope, question, step)
        case StepKind.CLARIFY_OVER:
            return await _clarify_over(scope, question, step)
        case StepKind.PROMISE_DAY | StepKind.PROMISE_NEAR | StepKind.PROMISE_MISSED:
            await _promise(scope, question, step)
        case StepKind.ASK_CONFIRMATION:
            await _ask_confirmation(scope, question, step)
        case StepKind.CLOSE:
            return await _close(scope, question, step)
    return question


async def _nudge(scope: Scope, question: Question, step: Step, person: VkId | None, kind: str) -> None:
    if person is None:
        await scope.uow.nudges.mark(question.number, step.mark, scope.now)
        return
    moment = scope.calendar.next_working(max(step.at, scope.now))
    await scope.uow.nudges.add(Nudge(question.number, step.mark, person, kind, moment))


async def _escalate(scope: Scope, question: Question, step: Step, role: Role) -> None:
    person = superior(scope, role, question.municipality, besides=question.assignee)
    await _nudge(scope, question, step, person.vk_id if person else None, "escalate")
    if person is not None:
        await scope.note(question.number, "escalated", f"{person.vk_id}")


async def _escalate_to_ccu(scope: Scope, question: Question, step: Step) -> bool:
    """To its chat, else to its people, bundled as everybody's reminders are; True when it must not wait."""
    if question.in_danger:
        return await scope.uow.nudges.mark(question.number, step.mark, scope.now)
    each = [person.vk_id for person in scope.region.with_role(Role.CCU, question.municipality)]
    told: Sequence[VkId | None] = [CCU] if staff_chat(scope) else each or [None]
    for person in told:
        await _nudge(scope, question, step, person, "escalate")
    return False


async def _tell_resident(scope: Scope, question: Question, step: Step) -> None:
    """Once, with the time of the next news; the second time because the bot keeps its word."""
    if not await scope.uow.nudges.mark(question.number, step.mark, scope.now) or question.due_at is None:
        return
    official = official_of(question)
    also = who_knows(scope, question)
    text, key = Quote(question.words), keyed(question, f"resident/{step.mark}")
    notice: Notice = StillNothing(question.number, text, also or official, scope.region.official_link)
    if step.kind is StepKind.TELL_RESIDENT:
        news = news_by(question.due_at, scope.calendar)
        notice = OverdueToResident(
            question.number, Someone(question.author), text, question.due_at, official, also, news
        )
    if not await tell_author(scope, question, notice, key=key):
        await say_own_under(scope, question.place, notice, key=key, question=question)


async def _clarify_over(scope: Scope, question: Question, step: Step) -> Question:
    """No explanation came: the clock goes on, answered with what is known (product.md 38)."""
    if not await scope.uow.nudges.mark(question.number, step.mark, scope.now):
        return question
    resumed = await scope.keep(question.resumed(scope.now, scope.calendar), "clarify_over")
    if resumed.assignee:
        notice = ClarifyOver(resumed.number, Quote(resumed.words), resumed.due_at)
        await tell_official(
            scope,
            resumed.assignee,
            notice,
            key=keyed(question, f"clarify-over/{step.mark}"),
            question=question,
        )
    return resumed


async def _promise(scope: Scope, question: Question, step: Step) -> None:
    person = question.assignee or question.answered_by
    if person is None or question.due_at is None:
        return
    if not await scope.uow.nudges.mark(question.number, step.mark, scope.now):
        return
    answer = await scope.uow.answers.latest(question.number)
    missed = step.kind is StepKind.PROMISE_MISSED
    if answer is not None and answer.at >= step.at and not missed:
        return  # promised for today after nine: the words are still warm
    what = Quote(answer.text if answer else question.words)
    notice = PromiseToday(question.number, what, question.due_at, missed)
    key = keyed(question, f"promise/{step.mark}")
    await tell_official(scope, person, notice, key=key, question=question)


async def _ask_confirmation(scope: Scope, question: Question, step: Step) -> None:
    """One question with two buttons, under the resident's own message or in private."""
    if question.author <= 0 or not await scope.uow.nudges.mark(question.number, step.mark, scope.now):
        return
    notice = ConfirmAsk(question.number, Someone(question.author), Quote(question.words))
    key = keyed(question, f"confirm/{step.mark}")
    if question.place.is_chat:
        if not await say_own_under(scope, question.place, notice, key=key, question=question):
            await tell_author(scope, question, notice, key=key)
    elif question.place.is_public or question.is_collected:
        await tell_author(scope, question, notice, key=key)
    else:
        await say_under(scope, question.place.at(0), notice, key=key, question=question)


async def _close(scope: Scope, question: Question, step: Step) -> Question:
    if not await scope.uow.nudges.mark(question.number, step.mark, scope.now):
        return question
    if question.status is Status.DRAFT:
        return await scope.keep(question.dismissed(scope.now), "draft_expired")
    return await scope.keep(question.expired(scope.now), "closed_unconfirmed")


def _speaks_at(scope: Scope, step: Step) -> datetime:
    """When a due step may be said: officials are told at work, nobody is woken after an outage."""
    if step.kind in {StepKind.CLARIFY_OVER, StepKind.CLOSE, StepKind.SHARE, StepKind.OVERDUE}:
        return scope.now
    if step.kind is StepKind.ASK_CONFIRMATION:
        return scope.calendar.quiet_end(scope.now)
    if step.kind in {StepKind.ESCALATE, *TO_RESIDENT} and scope.now - step.at < PUNCTUAL:
        return scope.now
    return scope.calendar.next_working(scope.now)


def _without_outrun(steps: Sequence[Step]) -> list[Step]:
    """After an outage only the latest of the steps that say the same is worth saying; the others are outrun."""
    outrun: set[str] = set()
    for kinds in ALIKE:
        alike = [step for step in steps if step.kind in kinds]
        outrun |= {step.mark for step in alike[:-1]}
    return [step for step in steps if step.mark not in outrun]
