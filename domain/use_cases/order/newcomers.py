"""Links and advertisements of newcomers: moderators are asked, or a rule removes, as they chose for their chat (50).

What somebody thinks is no sign (`domain/spam.py`). Staff, people with a question behind them and the region's own links
are not looked at, and a message with a fault and a place in it is removed by nobody but a person.
"""

from dataclasses import replace
from datetime import timedelta
from enum import Enum
from functools import lru_cache

from domain.message import Message
from domain.notices import NewcomerHeld, Quote, Someone
from domain.organisation import ChatKind, Watch
from domain.place import Place
from domain.ports import Filter, Hearing, Kind
from domain.question import Status
from domain.removals import SAME_CASE, Removal, State, What
from domain.spam import PLAIN, Known, Ruling, Sign, fingerprint, is_newcomer, known_of, ruling, sign_of
from domain.use_cases import journal
from domain.use_cases.order import waves
from domain.use_cases.scope import Scope
from domain.use_cases.telling import tell_moderators

KNOWN_AFTER = timedelta(days=1)
"""Who asked something a day ago is no newcomer anywhere."""

ASKED = frozenset(Status) - {Status.DRAFT, Status.DECLINED, Status.UNANSWERABLE}

LET_STAND = frozenset({State.KEPT, State.BACK})


class Fate(Enum):
    """What is left to do with a message."""

    GOES_ON = "goes on"
    WAITS = "waits"
    """Moderators are asked; it is no question until they say so."""
    GONE = "gone"


async def looked_at(scope: Scope, message: Message, hearing: Hearing, municipality: str, *, outright: bool) -> Fate:
    """A resident's words in public, looked at as a stranger's when they are one."""
    watch = _watch(scope, message.place)
    if watch is None or message.author <= 0:
        return Fate.GOES_ON
    wrote = await scope.uow.speakers.heard(message.place, message.author, message.at)
    sign = sign_of(message.text, message.attachments, _known(*_named(scope)))
    if sign is None or await scope.uow.removals.at(message.place) is not None:
        return Fate.GOES_ON
    came = await waves.came(scope, message.place, message.author)
    since = await scope.uow.speakers.heard_since(message.place)
    if not is_newcomer(now=scope.now, days=watch.days, wrote=wrote, came=came, heard_since=since):
        return Fate.GOES_ON
    if await _has_asked(scope, message):
        return Fate.GOES_ON
    caught = _caught(scope, message, municipality, sign, asks=hearing.kind is Kind.QUESTION)
    matter = outright or (hearing.kind is not Kind.CHATTER and bool(hearing.address or hearing.settlement))
    fate = await _ruled(scope, caught, watch, matter=matter)
    unsure = hearing.kind is Kind.MAYBE or sign in PLAIN
    return Fate.GOES_ON if fate is Fate.WAITS and (matter or not unsure) else fate


def _caught(scope: Scope, message: Message, municipality: str, sign: Sign, *, asks: bool) -> Removal:
    return Removal(
        number=0,
        what=What.MESSAGE,
        place=message.place,
        municipality=municipality,
        author=message.author,
        at=scope.now,
        sign=sign,
        text=message.text,
        attachments=message.attachments,
        said_at=message.at,
        group=fingerprint(message.text, message.attachments),
        asks=asks,
    )


async def _ruled(scope: Scope, caught: Removal, watch: Watch, *, matter: bool) -> Fate:
    """Copies belong to the case of the first; what a moderator said of that one is said of them."""
    place, since = caught.place, scope.now - SAME_CASE
    case = await scope.uow.removals.case(place, caught.group, since) if caught.group else None
    if case is not None and case.state in LET_STAND:
        return Fate.GOES_ON
    sign = Sign.COPY if case is not None and case.by else caught.sign
    decided = ruling(sign, watch.manner, matter=matter, removable=place.is_chat)
    if decided is Ruling.PASS:
        return Fate.GOES_ON
    removes = decided is Ruling.REMOVE
    follows = case is not None and (removes or case.state is State.HELD)
    written = replace(
        caught,
        number=await scope.uow.removals.next_number(),
        sign=sign,
        main=case.number if case is not None and follows else 0,
        state=State.ASKED if removes else State.HELD,
    )
    await scope.uow.removals.save(written)
    if removes:
        await journal.take_away(scope, written)
        return Fate.GONE
    if not follows and await journal.has_room(scope, written):
        await _ask(scope, written, matter=matter)
    return Fate.WAITS


async def _ask(scope: Scope, removal: Removal, *, matter: bool) -> None:
    notice = NewcomerHeld(
        entry=str(removal.number),
        sign=journal.sign_of(removal),
        id=str(removal.author),
        author=Someone(removal.author),
        text=Quote(removal.text),
        leads=journal.leads_to(removal),
        chat=journal.chat_of(removal),
        link=removal.place.link,
        matter=matter,
    )
    await tell_moderators(scope, removal.municipality, notice, key=f"{journal.removal_key(removal)}/held")


async def _has_asked(scope: Scope, message: Message) -> bool:
    """A history of questions anywhere in the region."""
    asked = Filter(author=message.author, statuses=ASKED, asked_before=scope.now - KNOWN_AFTER, limit=1)
    return await scope.uow.questions.count(asked) > 0


def _watch(scope: Scope, place: Place) -> Watch | None:
    """How the place is kept; None where residents do not talk, or on somebody else's page."""
    if place.is_chat:
        registered = scope.region.chat(place.community, place.peer)
        if registered is None or registered.kind is not ChatKind.RESIDENTS:
            return None
    elif not place.is_public or place.peer != -place.community:
        return None
    return scope.region.watch(place.community, place.peer)


def _named(scope: Scope) -> tuple[tuple[int, ...], str]:
    return tuple(one.group_id for one in scope.region.communities), scope.region.official_link


@lru_cache(maxsize=8)
def _known(communities: tuple[int, ...], official_link: str) -> Known:
    return known_of(communities, [official_link])
