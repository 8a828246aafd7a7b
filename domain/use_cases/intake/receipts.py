"""How residents learn that they were heard: a mark, a word in private, a text where marks are off."""

from dataclasses import replace
from datetime import timedelta

from domain.language import mask_obscenity
from domain.notices import Quote, Receipt, Recorded, RecordedHere, Taken
from domain.organisation import Receipts
from domain.place import Place
from domain.question import Question
from domain.use_cases.scope import Scope
from domain.use_cases.telling import (
    RECORDED,
    keyed,
    official_of,
    place_name,
    react,
    say_own_under,
    say_under,
    tell_author,
)

RECEIPT_EVERY = timedelta(hours=1)
"""A text receipt at most once an hour per person (product.md 32)."""


async def give_receipt(scope: Scope, question: Question) -> None:
    """A mark on the message; number, name and deadline in private; nothing else in public."""
    official = official_of(question)
    if question.place.is_nowhere:
        return  # whoever brought it is told there
    if question.is_collected:
        taken = Taken(question.number, official, question.due_at)
        await say_under(scope, question.place, taken, key=keyed(question, "taken"), question=question)
        return
    if not question.place.is_public:
        softened, away = mask_obscenity(question.text) != question.text, _elsewhere(scope, question)
        here = RecordedHere(question.number, Quote(question.words), official, question.due_at, softened, away)
        await say_under(scope, question.place.at(0), here, key=keyed(question, "recorded"), question=question)
        return
    chat = scope.region.chat(question.place.community, question.place.peer)
    manner = chat.receipts if chat else Receipts.REACTION
    off = await _reactions_off(scope, question.place)
    if manner is Receipts.TEXT or (manner is Receipts.REACTION and off):
        await receipt_in_words(scope, question)
    elif manner is Receipts.REACTION:
        await react(scope, question.place, RECORDED, key=keyed(question, "receipt"), question=question.number)
    notice = Recorded(
        question.number,
        Quote(question.words),
        official,
        question.due_at,
        place_name(question),
        _elsewhere(scope, question),
    )
    await tell_author(scope, question, notice, key=keyed(question, "recorded"))


async def reactions_refused(scope: Scope, place: Place) -> None:
    """The chat takes no such reaction: from now on a short text, until they are tried again tomorrow."""
    await _tried_today(scope, place)
    state = await scope.uow.chats.get(place.community, place.peer)
    await scope.uow.chats.save(replace(state, reactions_off=True))


async def receipt_in_words(scope: Scope, question: Question) -> None:
    """Where reactions are off: one short reply, at most once an hour per person."""
    if not question.place.is_chat:
        return
    if await scope.uow.outbox.said_to(question.author, Receipt, scope.now - RECEIPT_EVERY):
        return
    reachable = await scope.uow.dialogs.reachable(question.author) is not None
    notice = Receipt(question.number, question.due_at, reachable)
    await say_own_under(scope, question.place, notice, key=keyed(question, "receipt-text"), question=question)


async def _reactions_off(scope: Scope, place: Place) -> bool:
    """Where reactions were refused they are tried once a day: somebody may have allowed them."""
    state = await scope.uow.chats.get(place.community, place.peer)
    if not state.reactions_off or not await _tried_today(scope, place):
        return state.reactions_off
    await scope.uow.chats.save(replace(state, reactions_off=False))
    return False


async def _tried_today(scope: Scope, place: Place) -> bool:
    """True the first time of the day."""
    day = scope.calendar.local(scope.now).date()
    return await scope.uow.diary.once(f"reactions/{place.community}/{place.peer}/{day}", scope.now)


def _elsewhere(scope: Scope, question: Question) -> str:
    """The municipality the words name, when it is another than the one they were written to."""
    here = scope.region.municipality_of(question.place.community, question.place.peer)
    return scope.region.municipality_name(question.municipality) if here and question.municipality != here else ""
