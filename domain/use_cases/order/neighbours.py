"""Residents who answer each other before the authority does: no answer, but the one who owes it should know."""

from domain.message import Message
from domain.notices import NeighbourAdvice, Quote
from domain.ports import Listener
from domain.question import WAITING, Question
from domain.use_cases.scope import Scope
from domain.use_cases.telling import keyed, tell_official

SAYS_SOMETHING = 3
"""Words; less is a nod or a sigh."""


async def advised(scope: Scope, question: Question, message: Message, listener: Listener) -> None:
    """A neighbour's reply under a question that waits, told once a question."""
    if question.status not in WAITING or question.assignee is None or question.author == scope.actor:
        return
    text = message.text.strip()
    if len(text.split()) < SAYS_SOMETHING or "?" in text or listener.is_thanks(text) or listener.is_abusive(text):
        return
    if await scope.uow.diary.once(f"advised/{question.number}", scope.now):
        notice = NeighbourAdvice(question.number, Quote(text))
        await tell_official(scope, question.assignee, notice, key=keyed(question, "advised"), question=question)
