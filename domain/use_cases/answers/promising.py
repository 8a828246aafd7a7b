"""The day of a promise: kept, moved, or already told."""

from datetime import datetime

from domain.clocks import confirm_time, confirm_window
from domain.errors import RuleViolation
from domain.notices import MovedTwice, PromiseMoved, PromiseMovedTwice, Quote, Someone, Verbatim
from domain.people import Right
from domain.question import Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.telling import keyed, tell_author, tell_ccu, tell_official

MOVES_FREE = 1
"""One move is free, the second is seen by ЦУР (product.md 81)."""


async def keep_promise(scope: Scope, question: Question) -> Question:
    """[Сделано]: the promise is kept and the resident is asked whether it is so."""
    scope.must(Right.ANSWER, question)
    if question.status not in {Status.PROMISED, Status.EXTERNAL}:
        raise RuleViolation("promise-closed", number=question.number)
    for promise in await scope.uow.promises.open_of(question.number):
        await scope.uow.promises.save(promise.kept())
    ask = confirm_time(scope.now, scope.calendar)
    until = confirm_window(scope.policy, scope.now)
    await scope.uow.outbox.withdraw_reminders(question.number)
    return await scope.keep(
        question.answered(scope.actor, scope.now, confirm_at=ask, confirm_until=until), "promise_kept"
    )


async def move_promise(scope: Scope, question: Question, due: datetime, reason: str) -> Question:
    """[Переносим]: the resident hears the new date and the official's reason."""
    scope.must(Right.ANSWER, question)
    if due <= scope.now:
        raise RuleViolation("date-passed", number=question.number)
    for promise in await scope.uow.promises.open_of(question.number):
        await scope.uow.promises.save(promise.moved(due, scope.now))
    moved = await scope.keep(
        question.promise_moved(due, confirm_at=confirm_time(due, scope.calendar)), "promise_moved", reason
    )
    await scope.uow.outbox.withdraw_reminders(question.number)
    key = keyed(question, f"promise-moved/{moved.promise_moves}")
    told = PromiseMoved(question.number, Quote(question.words), due, Someone(scope.actor), Verbatim(reason))
    await tell_author(scope, moved, told, key=key)
    if moved.promise_moves > MOVES_FREE:
        twice = PromiseMovedTwice(question.number, due)
        await tell_official(scope, scope.actor, twice, key=key, question=question, urgent=True)
        seen = MovedTwice(question.number, Someone(scope.actor), "promise")
        await tell_ccu(scope, seen, key=key, question=question)
    return moved
