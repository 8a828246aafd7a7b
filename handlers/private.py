"""Private messages: an official's answers, a resident's questions, a moderator's forwards."""

from dataclasses import replace

from domain.people import Right, may_with
from domain.ports import Dialog
from domain.question import Question
from domain.use_cases.conversation import FIX, LEFT, PHOTO, SETTLEMENT
from domain.use_cases.telling import LIKED, react
from handlers.chat import take_more
from handlers.commands import obey
from handlers.talk import Talk


async def heard(talk: Talk) -> None:
    """One private message; writing to the bot allows it to write back."""
    dialog = await greeted(talk)
    if await obey(talk):
        return
    if await _replied(talk) or await _expected(talk, dialog):
        return
    if talk.is_staff and await _staff(talk):
        return
    await talk.desk.reception.in_private(talk.scope, talk.message)


async def greeted(talk: Talk) -> Dialog:
    dialogs, place = talk.scope.uow.dialogs, talk.message.place
    dialog = await dialogs.get(place.community, talk.scope.actor, talk.scope.actor)
    started = dialog.started_at or talk.scope.now
    if dialog.allowed is not True or dialog.started_at is None:
        dialog = replace(dialog, allowed=True, started_at=started, last_at=dialog.last_at or talk.scope.now)
        await dialogs.save(dialog)
    return dialog


async def _replied(talk: Talk) -> bool:
    """A VK reply to a card is the answer; a reply to the bot's word about one's own question is more about it."""
    if talk.message.reply_to is None:
        return False
    question = await talk.scope.uow.questions.under(talk.message.reply_to)
    if question is None:
        return False
    if may_with(talk.scope.person, Right.ANSWER, question) and question.author != talk.scope.actor:
        await talk.desk.answering.answer(talk.scope, question, talk.message)
        return True
    return question.author == talk.scope.actor and await take_more(talk, question)


async def _expected(talk: Talk, dialog: Dialog) -> bool:
    """What a resident was asked for: a village, what is left, a photo, other words."""
    if dialog.expecting not in {SETTLEMENT, LEFT, FIX, PHOTO} or not dialog.facts:
        return False
    question = await talk.scope.uow.questions.find(int(dialog.facts))
    await talk.scope.uow.dialogs.save(replace(dialog, card=None, expecting="", facts=""))
    if question is None or question.author != talk.scope.actor:
        return False
    await _given(talk, question, dialog.expecting)
    return True


async def _given(talk: Talk, question: Question, expecting: str) -> None:
    following, message = talk.desk.following, talk.message
    if expecting == SETTLEMENT:
        await talk.desk.reception.told_where(talk.scope, question, message.text)
    elif expecting == LEFT:
        await following.object(talk.scope, question, message.text, key=talk.key)
        if message.attachments:
            reopened = await talk.scope.uow.questions.get(question.number)
            await following.added(talk.scope, reopened, message.saying(""))
    elif expecting == FIX:
        await following.edited(talk.scope, question, message.text)
    else:
        await following.added(talk.scope, question, message)


async def _staff(talk: Talk) -> bool:
    """Staff's plain words: forwarded messages are taken over, text is an answer, thanks are thanks."""
    if talk.message.forwarded:
        await talk.desk.reception.collect(talk.scope, talk.message)
        return True
    if talk.desk.listener.is_thanks(talk.message.text):
        await react(talk.scope, talk.message.place, LIKED, key=f"{talk.key}/thanks")
        return True
    person = talk.scope.person
    return person is not None and person.answers and await talk.desk.conversation.text(talk.scope, talk.message)


def is_start(payload: object) -> bool:
    """«Начать», as VK sends it."""
    return isinstance(payload, dict) and payload.get("command") == "start"
