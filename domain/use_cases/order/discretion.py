"""Private data in a resident's own message to a chat: its author may have it removed, the question stays (52)."""

from domain import privacy
from domain.hints import is_private
from domain.message import Message, place_id, place_of
from domain.notices import Notice, PrivateRemoved, PrivateSeen, PrivateStays
from domain.place import Place, VkId
from domain.ports import Verb
from domain.removals import What
from domain.use_cases import journal
from domain.use_cases.scope import Scope
from domain.use_cases.telling import has_room, tell_person

THEIRS = "theirs"
"""What is removed is a resident's message and not the bot's own."""


async def seen(scope: Scope, message: Message) -> None:
    """Told in private where that is open, else under the message, once a day to a person."""
    if not message.place.is_chat or not is_private(message.text):
        return
    phone = any(one.kind is privacy.Private.PHONE for one in privacy.find(message.text))
    notice = PrivateSeen("phone" if phone else "other", place_id(message.place))
    key = f"{message.id}/private-seen"
    if await scope.uow.dialogs.reachable(scope.actor) is not None:
        await tell_person(scope, scope.actor, notice, key=key)
        return
    day = scope.calendar.local(scope.now).date()
    if not await has_room(scope, message.place):
        return
    if await scope.uow.diary.once(f"private-seen/{message.place.peer}/{scope.actor}/{day}", scope.now):
        held = scope.calendar.quiet_end(scope.now)
        await scope.uow.outbox.put(
            Verb.SAY, message.place, notice, key=key, to=scope.actor, not_before=held, reply=True
        )


async def remove(scope: Scope, pressed: Place) -> Notice | None:
    """[Убрать], by the author alone; None when nothing of theirs was asked about there."""
    sent = await scope.uow.outbox.find_sent(pressed)
    if sent is None or not isinstance(sent.notice, PrivateSeen) or sent.to != scope.actor:
        return None
    place = place_of(sent.notice.said_in)
    if place is None or not await scope.uow.diary.once(journal.mark_of(place), scope.now):
        return None
    where = scope.region.municipality_of(place.community, place.peer)
    await journal.noted(scope, What.OWN, place, author=scope.actor, municipality=where)
    key = sent.notice.said_in
    await scope.uow.outbox.put(Verb.REMOVE, place, None, key=f"{key}/remove", to=scope.actor, fact=THEIRS)
    if pressed.is_chat:
        await scope.uow.outbox.put(Verb.REMOVE, pressed, None, key=f"{key}/remove-ask")
    return PrivateRemoved()


async def was_removed(scope: Scope, place: Place) -> bool:
    """Whether the message is gone by this button: its question stays."""
    return await scope.uow.diary.value(journal.mark_of(place)) is not None


async def refused(scope: Scope, author: VkId | None, *, key: str) -> None:
    """VK lets only administrators of a chat remove what others wrote."""
    if author is not None and await scope.uow.dialogs.reachable(author) is not None:
        await tell_person(scope, author, PrivateStays(), key=f"{key}/stays")
