"""`!закреп`: the text of a chat's pin, said there and pinned; where the bot may not, a person is asked to."""

from domain.errors import RuleViolation
from domain.notices import Notice, PinByHand, PinSaid, PinText
from domain.people import Right
from domain.place import Place, VkId
from domain.ports import Verb
from domain.use_cases.scope import Scope
from domain.use_cases.telling import is_staff_chat, tell_person


async def pin(scope: Scope, place: Place, *, key: str) -> Notice:
    """Puts the text into a chat of residents; among staff it is only shown, to be copied. What the orderer reads."""
    home = scope.region.municipality_of(place.community, place.peer) if place.is_public else scope.home
    scope.must_in(Right.MODERATE, home)
    text = PinText(f"club{place.community}", scope.region.official_link)
    if not place.is_chat or is_staff_chat(scope, place):
        return text
    if scope.region.chat(place.community, place.peer) is None:
        raise RuleViolation("not-a-chat")
    there = await scope.uow.diary.value(_mark(scope, place))
    if there is not None:
        await said(scope, place.at(there), scope.actor, key=key)
        return PinSaid()
    held = scope.calendar.quiet_end(scope.now)
    await scope.uow.outbox.put(Verb.SAY, place.at(0), text, key=f"{key}/pin-text", to=scope.actor, not_before=held)
    return PinSaid()


async def said(scope: Scope, place: Place, by: VkId | None, *, key: str) -> None:
    """The text stands in the chat: now it is pinned; ordered again the same day, the same text is."""
    await scope.uow.diary.once(_mark(scope, place), scope.now, place.message)
    await scope.uow.outbox.put(Verb.PIN, place, None, key=f"{key}/pin", to=by)


async def refused(scope: Scope, by: VkId | None, *, key: str) -> None:
    """VK lets only administrators pin: whoever ordered it hears what to do."""
    if by is not None:
        await tell_person(scope, by, PinByHand(), key=f"{key}/by-hand")


def _mark(scope: Scope, place: Place) -> str:
    return f"pin/{place.community}/{place.peer}/{scope.calendar.local(scope.now).date()}"
