"""Messages in group chats: staff answer and command, residents ask."""

from domain.notices import Card, UrgentCard
from domain.people import Right, may_with
from domain.question import Question, Status
from domain.replies import only_greets
from domain.use_cases.order import discretion, impostors, neighbours
from handlers import broadcasts
from handlers.commands import obey
from handlers.talk import Talk


async def heard(talk: Talk) -> None:
    """One message of one person; communities and VK's own messages never come here."""
    if (talk.is_staff and talk.among_staff and await broadcasts.named(talk)) or await obey(talk):
        return
    if talk.is_staff:
        await _staff(talk)
    else:
        await _resident(talk)


async def _staff(talk: Talk) -> None:
    """A plain reply of somebody who may answer is the answer; in a chat of staff they talk among themselves."""
    if talk.among_staff:
        await _under_card(talk)
    else:
        await talk.desk.capturing.heard(talk.scope, talk.message)


async def _under_card(talk: Talk) -> None:
    """In a chat of staff only a reply to a card is for the resident."""
    if talk.message.reply_to is None or says_nothing(talk):
        return
    question = await talk.scope.uow.questions.under(talk.message.reply_to)
    sent = await talk.scope.uow.outbox.find_sent(talk.message.reply_to)
    if question is None or question.status is Status.DRAFT or sent is None:
        return
    if isinstance(sent.notice, Card | UrgentCard) and may_with(talk.scope.person, Right.ANSWER, question):
        await talk.desk.answering.answer(talk.scope, question, talk.message)


def says_nothing(talk: Talk) -> bool:
    """A greeting or thanks of an official under a question."""
    text = talk.message.text
    return not talk.message.attachments and (talk.desk.listener.is_thanks(text) or only_greets(text))


async def _resident(talk: Talk) -> None:
    await discretion.seen(talk.scope, talk.message)
    if await _about_own(talk):
        return
    heard = await talk.desk.reception.in_public(talk.scope, talk.message)
    question = await talk.scope.uow.questions.under(talk.message.reply_to) if talk.message.reply_to else None
    if heard is None and question is not None:
        await neighbours.advised(talk.scope, question, talk.message, talk.desk.listener)


async def _about_own(talk: Talk) -> bool:
    """A reply in the talk about the person's own question: the explanation asked for, or a photo of what is left."""
    if talk.message.reply_to is None:
        return False
    question = await talk.scope.uow.questions.under(talk.message.reply_to)
    if question is None:
        return False
    if question.author != talk.scope.actor:
        await impostors.replied(talk.scope, question)
        return False
    return await take_more(talk, question)


async def take_more(talk: Talk, question: Question) -> bool:
    """More words of the author about a question that is still open."""
    if question.status is Status.CLARIFY:
        await talk.desk.asking_back.explained(talk.scope, question, talk.message)
        return True
    if question.is_open and not talk.desk.listener.is_thanks(talk.message.text):
        await talk.desk.following.added(talk.scope, question, talk.message)
        return True
    return False
