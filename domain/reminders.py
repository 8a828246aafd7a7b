"""What should be said about a question now, and when to look at it next.

Nothing is scheduled: steps are computed from the question as it stands, so an answer silences them by existing.
What was said is remembered under a unique mark; a late or repeated look changes nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.calendar import Calendar
from domain.clocks import CONFIRM_PATIENCE, news_by, working_time
from domain.durations import Duration
from domain.organisation import Policy, Role
from domain.question import Question, Status

PROMISE_MORNING = time(9)
"""Local time of the reminder on the day of a promise (journey 3)."""

PROMISE_NEAR = timedelta(hours=2)
"""How long before a promised moment the official hears of it once more (product.md 81)."""


DRAFT_LIFE = timedelta(hours=24)
"""A draft nobody took is not a question (product.md 5)."""

ESCALATE_PROMISE = Duration.parse("1d")
"""Working time after a missed promise until ЦУР hears of it."""


class StepKind(StrEnum):
    SHARE = "share"
    OVERDUE = "overdue"
    ESCALATE = "escalate"
    TELL_RESIDENT = "tell_resident"
    TELL_RESIDENT_AGAIN = "tell_resident_again"
    CLARIFY_OVER = "clarify_over"
    PROMISE_DAY = "promise_day"
    PROMISE_NEAR = "promise_near"
    PROMISE_MISSED = "promise_missed"
    ASK_CONFIRMATION = "ask_confirmation"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do at a moment; `mark` is unique within the question, so that it happens once."""

    at: datetime
    kind: StepKind
    mark: str
    to: Role | None = None


def steps(question: Question, policy: Policy, calendar: Calendar, now: datetime) -> list[Step]:
    """Everything due by `now` and at least the next thing after it, oldest first."""
    if question.is_silenced:
        return []
    found = [*_of_status(question, policy, calendar, now)]
    return sorted(found, key=lambda step: step.at)


def due(question: Question, policy: Policy, calendar: Calendar, now: datetime) -> list[Step]:
    """The steps whose moment has come; the caller leaves out those already done."""
    return [step for step in steps(question, policy, calendar, now) if step.at <= now]


def next_look(question: Question, policy: Policy, calendar: Calendar, now: datetime) -> datetime | None:
    """When the question wants attention next; None when never by itself."""
    return next((step.at for step in steps(question, policy, calendar, now) if step.at > now), None)


def _of_status(question: Question, policy: Policy, calendar: Calendar, now: datetime) -> Iterator[Step]:
    if question.is_waiting:
        yield from _waiting(question, policy, calendar, now)
    elif question.status is Status.CLARIFY and question.clarify_until:
        yield Step(question.clarify_until, StepKind.CLARIFY_OVER, f"clarify/{_stamp(question.clarify_until)}")
    elif question.status in {Status.PROMISED, Status.EXTERNAL} and question.due_at:
        yield from _promised(question, question.due_at, policy, calendar, now)
    elif question.status in {Status.ANSWERED, Status.AIRED}:
        yield from _answered(question)
    elif question.status is Status.DRAFT:
        yield Step(question.asked_at + DRAFT_LIFE, StepKind.CLOSE, "draft")


def _waiting(question: Question, policy: Policy, calendar: Calendar, now: datetime) -> Iterator[Step]:
    clock, deadline = question.clock, question.due_at
    if clock is None or deadline is None:
        return
    run = _stamp(deadline)
    for share in policy.remind_at:
        at = clock.at(share, calendar)
        if at is not None and share < 1:
            yield Step(at, StepKind.SHARE, f"{run}/{share}")
    if 1.0 in policy.remind_at:
        yield Step(deadline, StepKind.OVERDUE, f"{run}/1.0")
    yield from _again(deadline, policy, calendar, now, run)
    for rung in policy.escalate:
        at = calendar.add(deadline, working_time(rung.after, calendar))
        yield Step(at, StepKind.ESCALATE, f"{run}/{rung.to}/{rung.after}", rung.to)
    if question.status is Status.RETURNED:
        return  # the resident has an answer and need not know that it is being mended (journey 5)
    yield Step(deadline, StepKind.TELL_RESIDENT, f"{run}/resident")
    yield Step(news_by(deadline, calendar), StepKind.TELL_RESIDENT_AGAIN, f"{run}/resident-again")


def _again(deadline: datetime, policy: Policy, calendar: Calendar, now: datetime, run: str) -> Iterator[Step]:
    """The repeated reminder after the deadline: the latest one due and the next one."""
    every = policy.then_every
    if not every:
        return
    if every.in_days and not calendar.is_always:
        yield from _mornings(deadline, every.amount, calendar, now, run)
        return
    length = every.timedelta
    passed = max(int(calendar.between(deadline, max(now, deadline)) / length), 0)
    for count in {passed, passed + 1} - {0}:
        yield Step(calendar.add(deadline, length * count), StepKind.OVERDUE, f"{run}/again-{count}")


def _mornings(deadline: datetime, every: int, calendar: Calendar, now: datetime, run: str) -> Iterator[Step]:
    day = calendar.local(deadline).date()
    while True:
        day = calendar.add_working_days(day, every)
        opening = calendar.opening(day)
        if opening is None:
            return
        following = calendar.opening(calendar.add_working_days(day, every))
        if opening > now or following is None or following > now:
            yield Step(opening, StepKind.OVERDUE, f"{run}/{day}")
        if opening > now:
            return


def _promised(
    question: Question, promised: datetime, policy: Policy, calendar: Calendar, now: datetime
) -> Iterator[Step]:
    run = _stamp(promised)
    day = calendar.local(promised).date()
    opening = calendar.opening(day)
    morning = calendar.moment(day, PROMISE_MORNING)
    if opening is not None and not calendar.is_always:
        yield Step(min(max(opening, morning), promised), StepKind.PROMISE_DAY, f"{run}/promise-day")
        near = promised - PROMISE_NEAR
        if near > morning:
            yield Step(near, StepKind.PROMISE_NEAR, f"{run}/promise-near")
    yield Step(promised, StepKind.PROMISE_MISSED, f"{run}/promise-missed")
    for step in _again(promised, policy, calendar, now, f"{run}/promise"):
        yield Step(step.at, StepKind.PROMISE_MISSED, step.mark)
    yield Step(
        calendar.add(promised, working_time(ESCALATE_PROMISE, calendar)),
        StepKind.ESCALATE,
        f"{run}/promise-ccu",
        Role.CCU,
    )
    if question.confirm_at is not None:
        yield Step(question.confirm_at, StepKind.ASK_CONFIRMATION, f"{run}/confirm")


def _answered(question: Question) -> Iterator[Step]:
    if question.confirm_at is not None:
        run = _stamp(question.confirm_at)
        yield Step(question.confirm_at, StepKind.ASK_CONFIRMATION, f"{run}/confirm")
        yield Step(question.confirm_at + CONFIRM_PATIENCE, StepKind.CLOSE, f"{run}/close")
    elif question.confirm_until is not None:
        yield Step(question.confirm_until, StepKind.CLOSE, f"{_stamp(question.confirm_until)}/close")


def _stamp(moment: datetime) -> str:
    """Names a run of the clock: another deadline is another run with its own marks."""
    return f"{int(moment.timestamp())}"
