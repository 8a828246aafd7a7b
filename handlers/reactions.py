"""Reactions of people: the same trouble, told without a word."""

from domain.people import Right, may_with
from domain.ports import Vote
from domain.question import Status
from domain.use_cases.scope import Scope
from handlers.desk import Desk
from handlers.events import Reacted


async def reacted(desk: Desk, scope: Scope, event: Reacted) -> None:
    """A neighbour's reaction on a question is «+1» and a subscription to its answer; taken away, it is withdrawn."""
    question = await scope.uow.questions.at(event.place)
    if question is None or scope.actor == question.author:
        return
    if may_with(scope.person, Right.ANSWER, question) or question.status is Status.DRAFT:
        return
    if event.reaction is None:
        await desk.joining.leave(scope, question, scope.actor)
    elif question.is_open:
        await desk.joining.join(scope, question, Vote(question.number, scope.actor, scope.now))
