"""Comments under posts and videos."""

from domain.place import Place
from domain.use_cases.intake.splitting import words_of_each
from domain.use_cases.order import discretion, impostors
from domain.use_cases.scope import Scope
from handlers.chat import take_more
from handlers.desk import Desk
from handlers.talk import Talk


async def written(talk: Talk) -> None:
    """A new comment: an official's reply is the answer, a resident's words may be a question."""
    if talk.is_staff:
        await talk.desk.capturing.heard(talk.scope, talk.message)
        return
    question = await talk.scope.uow.questions.under(talk.message.reply_to) if talk.message.reply_to else None
    if question is not None and question.author == talk.scope.actor and await take_more(talk, question):
        return
    if question is not None:
        await impostors.replied(talk.scope, question)
    await talk.desk.reception.in_public(talk.scope, talk.message)


async def edited(talk: Talk) -> None:
    """«Было → стало»; a comment that was no question may have become one."""
    question = await talk.scope.uow.questions.at(talk.message.place)
    if question is not None:
        if question.author != talk.scope.actor:
            return  # only one's own words can be edited in VK: somebody else's are no edit
        for one, words in await words_of_each(talk.scope, question, talk.message.text, talk.desk.listener):
            await talk.desk.following.edited(talk.scope, one, words)
    elif not talk.is_staff:
        await talk.desk.reception.in_public(talk.scope, talk.message)


async def deleted(desk: Desk, scope: Scope, place: Place) -> None:
    """A deleted message or comment takes with it every question that was asked by it."""
    if await discretion.was_removed(scope, place):
        return
    for asked in place.questions:
        question = await scope.uow.questions.at(asked)
        if question is not None:
            await desk.following.deleted(scope.acting(question.author), question)
