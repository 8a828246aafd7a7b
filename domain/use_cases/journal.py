"""The journal of removals: what the bot removes is written down, and what VK makes of it (product.md 50, 51, 54)."""

from datetime import datetime, timedelta

from domain.message import place_id
from domain.notices import NewcomerRemoved, NewcomersMany, Quote, RemovalRefused, RemovedYours, Someone
from domain.place import Place, VkId
from domain.ports import Verb
from domain.removals import Removal, State, What
from domain.spam import links
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_moderators, tell_person

A_DAY, AN_HOUR = timedelta(days=1), timedelta(hours=1)
MOST_TOLD = 10
"""So many messages about newcomers a moderators' chat gets in an hour; the journal has the rest."""

MOST_HOSTS = 3

OF_A_RULE = "removal"
"""What is removed is a resident's message, by a rule or a moderator."""


async def noted(
    scope: Scope, what: What, place: Place, *, author: VkId, municipality: str, until: datetime | None = None
) -> Removal:
    """Somebody acted, and VK is about to be asked; no words are kept, it is theirs to say anew."""
    removal = Removal(
        number=await scope.uow.removals.next_number(),
        what=what,
        place=place,
        municipality=municipality,
        author=author,
        at=scope.now,
        state=State.ASKED,
        by=scope.actor,
        until=until,
    )
    await scope.uow.removals.save(removal)
    return removal


async def take_away(scope: Scope, removal: Removal) -> None:
    """Asks VK to remove a message; whether it did is heard later."""
    key = f"{removal_key(removal)}/remove/{int(removal.at.timestamp())}"
    await scope.uow.diary.once(mark_of(removal.place), scope.now)
    await scope.uow.outbox.put(Verb.REMOVE, removal.place, None, key=key, to=removal.author or None, fact=OF_A_RULE)


def mark_of(place: Place) -> str:
    """Stands while the bot itself removes a message: its question is not taken back by that."""
    return f"removed/{place_id(place)}"


async def came_out(scope: Scope, verb: Verb, place: Place, fact: str, *, done: bool) -> None:
    """VK's word about a removal or a mute; nothing of what the journal does not know."""
    if verb is Verb.REMOVE:
        removal = await scope.uow.removals.at(place)
    elif verb is Verb.MUTE and len(fact.split()) == MUTE_FACTS:
        removal = await scope.uow.removals.get(int(fact.split()[2]))
    else:
        return
    if removal is None or removal.state is not State.ASKED:
        return
    settled = removal.done() if done else removal.refused()
    await scope.uow.removals.save(settled)
    if not done and verb is Verb.REMOVE:
        await scope.uow.diary.forget(mark_of(place))
    if settled.what is not What.MESSAGE:
        return
    if done:
        await _tell_removed(scope, settled)
    else:
        await _tell_refused(scope, settled)


MUTE_FACTS = 3
"""Who asked, for how long, and the number in the journal."""


async def _tell_removed(scope: Scope, removal: Removal) -> None:
    """The author hears why in private, once a day; moderators hear what a rule did, copies once."""
    told = await _tell_author(scope, removal)
    if removal.by or removal.main or not await has_room(scope, removal):
        return
    notice = NewcomerRemoved(
        str(removal.number),
        sign_of(removal),
        str(removal.author),
        Someone(removal.author),
        Quote(removal.text),
        chat_of(removal),
        told,
    )
    await tell_moderators(scope, removal.municipality, notice, key=f"{removal_key(removal)}/removed")


async def _tell_author(scope: Scope, removal: Removal) -> bool:
    """Never in public; False when private messages are closed."""
    if removal.author <= 0 or await scope.uow.dialogs.reachable(removal.author) is None:
        return False
    if await scope.uow.outbox.said_to(removal.author, RemovedYours, scope.now - A_DAY):
        return True
    notice = RemovedYours(str(removal.number), sign_of(removal), Quote(removal.text), not removal.by)
    held = scope.calendar.quiet_end(scope.now)
    await tell_person(scope, removal.author, notice, key=f"{removal_key(removal)}/yours", not_before=held)
    return True


async def _tell_refused(scope: Scope, removal: Removal) -> None:
    if removal.main:
        return
    notice = RemovalRefused(
        str(removal.number), str(removal.author), Someone(removal.author), Quote(removal.text), chat_of(removal)
    )
    await tell_moderators(scope, removal.municipality, notice, key=f"{removal_key(removal)}/refused")


async def has_room(scope: Scope, removal: Removal) -> bool:
    """Whether moderators hear of one more this hour; the first that is too many tells where the rest is."""
    lately = await scope.uow.removals.here(removal.place, scope.now - AN_HOUR)
    count = len([one for one in lately if one.number <= removal.number])
    if count == MOST_TOLD + 1:
        many = NewcomersMany(chat_of(removal), MOST_TOLD)
        await tell_moderators(scope, removal.municipality, many, key=f"{removal_key(removal)}/many")
    return count <= MOST_TOLD


def removal_key(removal: Removal) -> str:
    """From VK's identity of the message: a restored database says nothing twice."""
    return f"{place_id(removal.place)}/{OF_A_RULE}"


def sign_of(removal: Removal) -> str:
    """What was worth a look in the words; «» when a person alone decided."""
    return removal.sign.value if removal.sign else ""


def leads_to(removal: Removal) -> str:
    """Hosts of its links, for those who decide."""
    return ", ".join(list(dict.fromkeys(one.host for one in links(removal.text, removal.attachments)))[:MOST_HOSTS])


def chat_of(removal: Removal) -> str:
    """The number of the chat; empty under posts and videos."""
    return str(removal.place.peer) if removal.place.is_chat else ""
