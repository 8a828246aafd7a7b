"""Private messages: an official's answers, a resident's questions, a moderator's forwards."""

from dataclasses import replace

from domain.notices import AskWords, Card, UrgentCard
from domain.people import Right, may, may_with
from domain.ports import Dialog, Expecting
from domain.question import Question
from domain.use_cases.telling import LIKED, RECORDED, react
from handlers import broadcasts, facts, quality, rumours, urgency
from handlers.chat import says_nothing, take_more
from handlers.commands import VOCABULARY, obey
from handlers.talk import Talk

OF_AUTHORS = frozenset({Expecting.SETTLEMENT, Expecting.LEFT, Expecting.FIX, Expecting.PHOTO})
"""What an author was asked for."""


async def heard(talk: Talk) -> None:
    """One private message; writing to the bot allows it to write back."""
    dialog = await greeted(talk)
    answering = talk.desk.conversation.is_open(talk.scope, dialog) or dialog.expecting == Expecting.LESSON
    if (
        await _waited_for(talk, dialog)
        or await facts.replied(talk)
        or (talk.is_staff and await broadcasts.named(talk))
        or await obey(talk, answering=answering)
    ):
        return
    if await _replied(talk, dialog) or await rumours.expected(talk, dialog) or await _expected(talk, dialog):
        return
    if talk.is_staff and await talk.desk.lessons.tried(talk.scope, talk.message, dialog):
        return
    if talk.is_staff and await _staff(talk, answering=answering):
        return
    if await _more_of_danger(talk):
        return
    await talk.desk.drafting.in_private(talk.scope, talk.message)


async def _waited_for(talk: Talk, dialog: Dialog) -> bool:
    """Words a button of ЦУР asked for, a number among them; a command is still one, a reply is about its message."""
    if not talk.is_staff or not dialog.expecting or talk.message.reply_to is not None:
        return False
    text = talk.message.text
    if not text.strip() or VOCABULARY.find(text, tolerant=False) is not None:
        return False
    return await urgency.number_told(talk, dialog) or await quality.reason_told(talk, dialog)


async def greeted(talk: Talk) -> Dialog:
    """The person's dialog; whoever writes has begun it and may be written to."""
    dialogs, place = talk.scope.uow.dialogs, talk.message.place
    dialog = await dialogs.get(place.community, talk.scope.actor, talk.scope.actor)
    started = dialog.started_at or talk.scope.now
    if dialog.allowed is not True or dialog.started_at is None:
        dialog = replace(dialog, allowed=True, started_at=started, last_at=dialog.last_at or talk.scope.now)
        await dialogs.save(dialog)
    return dialog


async def _replied(talk: Talk, dialog: Dialog) -> bool:
    """A VK reply to a card is the answer; a reply to the bot's word about one's own question is more about it."""
    if talk.message.reply_to is None:
        return False
    question = await talk.scope.uow.questions.under(talk.message.reply_to)
    if question is None:
        return False
    if may_with(talk.scope.person, Right.ANSWER, question) and question.author != talk.scope.actor:
        if says_nothing(talk):
            return False
        if dialog.card == question.number and not await _to_card(talk):
            return await talk.desk.conversation.text(talk.scope, talk.message)
        await talk.desk.answering.answer(talk.scope, question, talk.message)
        return True
    return question.author == talk.scope.actor and await take_more(talk, question)


async def _to_card(talk: Talk) -> bool:
    """Whether the card itself is replied to, rather than what the bot asked about it."""
    sent = await talk.scope.uow.outbox.find_sent(talk.message.reply_to) if talk.message.reply_to else None
    return sent is None or isinstance(sent.notice, Card | UrgentCard)


async def _expected(talk: Talk, dialog: Dialog) -> bool:
    """What a resident was asked for: a village, what is left, a photo, other words."""
    if dialog.expecting not in OF_AUTHORS or not dialog.facts:
        return not talk.is_staff and await _explained(talk)
    question = await talk.scope.uow.questions.find(int(dialog.facts))
    await talk.scope.uow.dialogs.save(dialog.at_rest(talk.scope.now))
    if question is None or question.author != talk.scope.actor:
        return False
    await _given(talk, question, dialog.expecting)
    return True


async def _explained(talk: Talk) -> bool:
    """The words that the bot asked the author for in private on an official's behalf."""
    question = await talk.desk.asking_back.waited_for(talk.scope)
    if question is None:
        return False
    await talk.desk.asking_back.explained(talk.scope, question, talk.message)
    return True


async def _given(talk: Talk, question: Question, expecting: str) -> None:
    following, message = talk.desk.following, talk.message
    match expecting:
        case Expecting.SETTLEMENT:
            await talk.desk.drafting.told_where(talk.scope, question, message.text)
        case Expecting.LEFT if not question.is_waiting:
            await following.object(talk.scope, question, message.text, key=talk.key)
            if message.attachments:
                reopened = await talk.scope.uow.questions.get(question.number)
                await following.added(talk.scope, reopened, message.saying(""))
        case Expecting.FIX:
            await following.edited(talk.scope, question, message.text)
        case _:
            await following.added(talk.scope, question, message)


async def _more_of_danger(talk: Talk) -> bool:
    """«Пахнет газом», and a moment later «Труда, 8»: one alarm, not two."""
    if not talk.message.text.strip() or talk.desk.listener.is_thanks(talk.message.text):
        return False
    question = await talk.desk.drafting.danger_of(talk.scope, talk.message)
    if question is None:
        return False
    if await talk.desk.following.added(talk.scope, question, talk.message):
        await react(talk.scope, talk.message.place, RECORDED, key=talk.key, question=question.number)
    return True


async def _staff(talk: Talk, *, answering: bool) -> bool:
    """Staff's plain words: forwarded messages are taken over, text is an answer, thanks are thanks."""
    if talk.message.forwarded:
        if not await talk.desk.taking.collect(talk.scope, talk.message):
            await talk.reply(AskWords())
        return True
    if says_nothing(talk):
        await react(talk.scope, talk.message.place, LIKED, key=f"{talk.key}/thanks")
        return True
    if not answering and await facts.told(talk):
        return True
    person = talk.scope.person
    may_answer = person is not None and may(person, Right.ANSWER, person.municipality)
    return may_answer and await talk.desk.conversation.text(talk.scope, talk.message)


def is_start(payload: object) -> bool:
    """«Начать», as VK sends it."""
    return isinstance(payload, dict) and payload.get("command") == "start"
