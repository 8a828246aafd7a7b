"""Which function hears an event."""

from dataclasses import replace

from domain.errors import RuleViolation
from domain.message import Message
from domain.notices import Notice, NotYours, StaleButton
from domain.place import PlaceKind
from domain.ports import Filter
from domain.question import WAITING
from domain.use_cases.intake.adding import amended
from domain.use_cases.intake.splitting import words_of_each
from domain.use_cases.order import waves
from domain.use_cases.scope import Scope
from domain.use_cases.staff import presence
from domain.use_cases.telling import pop, reply_to_actor
from handlers import buttons, chat, comments, payloads, private, residents
from handlers.commands import obey, refusal
from handlers.desk import Desk
from handlers.events import (
    Allowed,
    Deleted,
    EditedComment,
    EditedMessage,
    Event,
    NewComment,
    NewMessage,
    Pressed,
    Reacted,
    StaffReply,
)
from handlers.reactions import reacted
from handlers.talk import Talk
from handlers.words import Spoken


async def handle(desk: Desk, scope: Scope, event: Event) -> None:
    """One event, one use case. What a community wrote is never a question (contract.md 4.9)."""
    if isinstance(event, Allowed):
        await _allowed(scope, event)
        return
    if isinstance(event, Deleted):
        await comments.deleted(desk, scope, event.place)
        return
    if scope.actor <= 0:
        return
    match event:
        case NewMessage():
            await _message(desk, scope, event)
        case Pressed():
            await _pressed(desk, scope, event)
        case Reacted():
            await reacted(desk, scope, event)
        case NewComment():
            await comments.written(Talk(desk, scope, event.message))
        case EditedComment():
            await comments.edited(Talk(desk, scope, event.message))
        case EditedMessage():
            await _edited(desk, scope, event.message)
        case StaffReply():
            await _by_hand(desk, scope, event.message)


async def told_no(scope: Scope, event: Event, violation: RuleViolation) -> None:
    """A rule said no: the person hears it in words, where they spoke; strangers in public hear nothing."""
    if isinstance(event, Pressed):
        notice: Notice = NotYours() if violation.code == "not-your-question" else refusal(violation)
        await pop(scope, event.event, event.place, notice, key=_press_key(event))
        return
    if isinstance(event, Reacted | Deleted | Allowed):
        return
    message = event.message
    if message.place.is_public and scope.person is None:
        return
    await reply_to_actor(scope, message.place, refusal(violation), key=f"{message.id}/no")


async def _message(desk: Desk, scope: Scope, event: NewMessage) -> None:
    talk = Talk(desk, scope, event.message)
    if event.service:
        await waves.arrived(scope, event.message.place, event.joined)
        return
    await presence.was_here(scope)
    if event.message.voice is not None:
        await _spoken(talk)
        return
    if private.is_start(event.payload):
        await private.greeted(talk)
        await residents.start(talk, Spoken.silently())
        return
    pressed = payloads.decode(event.payload) if event.payload is not None else None
    if pressed is not None:
        await buttons.press(talk, pressed)
    elif event.payload is not None:
        await _unknown_button(talk)
    elif talk.is_private:
        await private.heard(talk)
    else:
        await chat.heard(talk)


async def _unknown_button(talk: Talk) -> None:
    """A button's label is nobody's question and nobody's answer; it may be a command of another keyboard."""
    if talk.is_private:
        await private.greeted(talk)
    if not await obey(talk) and talk.is_private:
        await talk.reply(StaleButton())


async def _spoken(talk: Talk) -> None:
    """A voice message is heard as words, once it is known which."""
    if talk.is_private:
        await private.greeted(talk)
    said = await talk.desk.voices.in_words(talk.scope, talk.message)
    if said is not None:
        in_words = replace(talk, message=said)
        await (private.heard(in_words) if talk.is_private else chat.heard(in_words))


async def _pressed(desk: Desk, scope: Scope, event: Pressed) -> None:
    payload = payloads.decode(event.payload)
    await presence.was_here(scope)
    talk = Talk(desk, scope, Message(event.place, scope.actor, "", scope.now, pressed=event.event))
    notice = await buttons.press(talk, payload) if payload is not None else StaleButton()
    await pop(scope, event.event, event.place, notice, key=_press_key(event))


def _press_key(event: Pressed) -> str:
    return f"press/{event.place.community}/{event.event}"


async def _allowed(scope: Scope, event: Allowed) -> None:
    dialog = await scope.uow.dialogs.get(event.community, event.person, event.person)
    started = dialog.started_at or (scope.now if event.allowed else None)
    await scope.uow.dialogs.save(replace(dialog, allowed=event.allowed, started_at=started))


async def _edited(desk: Desk, scope: Scope, message: Message) -> None:
    draft = await scope.uow.dialogs.draft(message.place.community, message.author)
    if draft is not None and message.place.message in draft.messages:
        texts = list(draft.texts)
        index = draft.messages.index(message.place.message) - len(draft.messages) + len(texts)
        if index >= 0:
            texts[index] = message.text
            await scope.uow.dialogs.save_draft(replace(draft, texts=tuple(texts)))
        return
    question = await scope.uow.questions.under(message.place)
    if question is not None and question.author == message.author and message.text.strip():
        for one, words in await words_of_each(scope, question, message.text, desk.listener):
            await desk.following.edited(scope, one, amended(one, words))


async def _by_hand(desk: Desk, scope: Scope, message: Message) -> None:
    """Staff wrote by hand in the community's name: an answer, if it is clear to what."""
    if scope.person is None or message.place.kind is not PlaceKind.PRIVATE:
        return
    question = await scope.uow.questions.under(message.reply_to) if message.reply_to else None
    if question is None:
        waiting = await scope.uow.questions.list(Filter(author=message.place.peer, statuses=WAITING, limit=2))
        question = waiting[0] if len(waiting) == 1 else None
    if question is not None and question.place.conversation == message.place.conversation:
        await desk.answering.answer(scope, question, message)
