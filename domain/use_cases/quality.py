"""What ЦУР thinks of answers: `доработать N причина` (product.md 105)."""

from domain.errors import RuleViolation
from domain.notices import Quote, SentBack, SentBackTo, Someone
from domain.people import Right
from domain.question import Question
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_official


async def send_back(scope: Scope, question: Question, reason: str, *, key: str) -> SentBackTo:
    """No answer: its official hears why, the clock goes on from the first start, the resident sees nothing."""
    scope.must(Right.CONTROL, question)
    if not reason.strip():
        raise RuleViolation("needs-reason", number=question.number)
    for promise in await scope.uow.promises.open_of(question.number):
        await scope.uow.promises.save(promise.dropped())
    back = await scope.keep(question.returned(scope.calendar, reason), "returned", reason)
    owner = back.assignee or back.answered_by
    if owner is not None:
        notice = SentBack(back.number, Someone(scope.actor), Quote(reason), back.due_at)
        await tell_official(scope, owner, notice, key=f"{key}/sent-back", question=back)
    return SentBackTo(back.number, Someone(owner) if owner else None, back.due_at)
