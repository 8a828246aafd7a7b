"""What a tap on the desk means for the questions themselves: answered on air, promised, and back."""

from dataclasses import dataclass

from domain.answer import Promise
from domain.broadcasts.evening import Evening
from domain.broadcasts.themes import Theme
from domain.clocks import confirm_time, confirm_window
from domain.question import Action, Question, Status
from domain.use_cases.scope import Scope

AIRED, UNAIRED, PROMISED = "aired", "unaired", "air_promised"


@dataclass(frozen=True, slots=True)
class Change:
    """The broadcast before and after a tap."""

    before: Evening
    after: Evening

    def sounded(self, question: int) -> tuple[Theme | None, Theme | None]:
        was = self.before.sounded(question) if question in self.before.asked else None
        return was, self.after.sounded(question)


async def follow(scope: Scope, change: Change) -> None:
    """Moves every question whose theme was answered, promised or taken back by a tap."""
    for number in change.after.asked:
        was, now = change.sounded(number)
        if was is not None and now is None:
            await unair(scope, number)
        elif now is not None and was is None:
            await air(scope, change.after, number, now)
    for theme in change.after.themes.values():
        old = change.before.themes.get(theme.id)
        if theme.promise != (old.promise if old else None):
            await _promise(scope, change.after, theme)


async def air(scope: Scope, evening: Evening, number: int, theme: Theme) -> Question:
    """[Ответили]: the clock stops, no reminder comes any more; what it was before is in the history."""
    question = await scope.uow.questions.get(number)
    if not question.may(Action.AIR):
        return question
    ask = confirm_time(theme.promise, scope.calendar) if theme.promise else None
    until = confirm_window(scope.policy, theme.promise or scope.now)
    told = question.aired(evening.broadcast.host, scope.now, confirm_at=ask, confirm_until=until)
    await scope.uow.nudges.drop(number)
    await scope.uow.outbox.withdraw_reminders(number)
    return await scope.keep(told, AIRED, question.status.value)


async def unair(scope: Scope, number: int) -> None:
    """The tap was a mistake: the question stands as the history says it stood."""
    question = await scope.uow.questions.get(number)
    was = await _aired_from(scope, number)
    if was is None or not question.may(Action.UNAIR):
        return
    await _drop_promises(scope, question)
    await scope.keep(question.unaired(was, scope.calendar), UNAIRED)


async def _promise(scope: Scope, evening: Evening, theme: Theme) -> None:
    """The promise of a theme is kept by its first question; the others are asked after the day whether it was done."""
    asked = evening.of(theme.id)
    for index, one in enumerate(asked):
        question = await scope.uow.questions.get(one.question)
        if question.status not in {Status.AIRED, Status.PROMISED} or await _aired_from(scope, one.question) is None:
            continue  # an official has told its author already, and owes what they promised
        if theme.promise is None:
            await _take_back(scope, question)
        elif index == 0:
            await _promised(scope, evening, theme, question)
        else:
            ask = confirm_time(theme.promise, scope.calendar)
            told = question.asked_later(ask, confirm_window(scope.policy, theme.promise))
            await scope.keep(told, PROMISED, str(question.assignee or ""))


async def _promised(scope: Scope, evening: Evening, theme: Theme, question: Question) -> None:
    due = theme.promise or scope.now
    host = evening.broadcast.host
    await _drop_promises(scope, question)
    id_ = f"{evening.broadcast.key}/{theme.id}/{theme.version}"
    await scope.uow.promises.add(Promise(id_, question.number, host, due, theme.title, scope.now))
    ask, until = confirm_time(due, scope.calendar), confirm_window(scope.policy, due)
    told = question.promised_on_air(host, scope.now, due, confirm_at=ask, confirm_until=until)
    await scope.keep(told, PROMISED, str(question.assignee or ""))


async def _take_back(scope: Scope, question: Question) -> None:
    await _drop_promises(scope, question)
    entries = [entry for entry in await scope.uow.history.of(question.number) if entry.what == PROMISED]
    was = entries[-1].detail if entries else ""
    await scope.keep(question.promise_taken_back(int(was) if was.isdigit() else None), "answer_undone")


async def _drop_promises(scope: Scope, question: Question) -> None:
    for promise in await scope.uow.promises.open_of(question.number):
        await scope.uow.promises.save(promise.dropped())


async def _aired_from(scope: Scope, number: int) -> Status | None:
    """The status from which a tap aired a question; None when none did, or it was taken back."""
    entries = [entry for entry in await scope.uow.history.of(number) if entry.what in {AIRED, UNAIRED}]
    last = entries[-1] if entries else None
    return Status(last.detail) if last is not None and last.what == AIRED and last.detail in set(Status) else None
