"""What is wrong with the bot itself, told to ЦУР once a day for each thing (product.md 121).

A bot that fell silent looks like a bot that has nothing to say: somebody must hear of it the same hour.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

from domain.notices import Alarm, HealthReport, Notice, Quarantined, Trouble
from domain.organisation import ChatKind, Role
from domain.people import Right
from domain.place import Place, chat, private
from domain.ports import HeardInChat, Verb
from domain.use_cases.scope import Scope
from domain.use_cases.telling import dialog_of, staff_chat

STUCK = timedelta(minutes=15)
"""A text that could have gone out this long ago and did not."""

WEEK, DAY, HOUR = timedelta(days=7), timedelta(days=1), timedelta(hours=1)
TALKATIVE = 70
"""Messages a week: where ten a day are usual, a silent day is no chance."""

SILENT = timedelta(hours=9)
"""Working time without a word in such a chat: a whole day of it."""

STILL_TALKING = timedelta(hours=3)
"""Another chat of the community was heard so lately: the bot itself is not deaf."""

GONE = {
    945: "chat-disabled",
    983: "chat-muted",
    993: "chat-moved",
    996: "chat-closed",
    1012: "chat-muted",
    1017: "chat-deleted",
}
"""VK's codes that say what became of a chat; the others only say that the bot may not write there."""

FOR_EVER = frozenset({"chat-moved", "chat-deleted"})
"""What nobody can mend: told once, not once a day."""


@dataclass(frozen=True, slots=True)
class Found:
    """A trouble and what it shuts: a community through which nothing can be told now, or a chat."""

    trouble: Trouble
    community: int = 0
    chat: int = 0
    sign: str = ""
    """Tells it from a later trouble of the same kind."""
    certain: bool = False
    """Told at the first look; others are told when the next look finds them unchanged."""


class Machine(Protocol):
    """What only the process knows: tokens, Long Poll, the disk."""

    def troubles(self, now: datetime) -> Sequence[Found]:
        """`where` is left empty: the region knows the names."""
        ...


class NoMachine:
    """Where there is no process to watch."""

    def troubles(self, now: datetime) -> Sequence[Found]:  # noqa: ARG002
        return ()


class Alarming:
    """Remembers its last look, so that what passes by itself alarms nobody."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._last: frozenset[tuple[str, str, str]] = frozenset()
        self._chats_at: datetime | None = None
        self._silent: tuple[Found, ...] = ()

    async def look(self, scope: Scope) -> list[Found]:
        """Troubles worth telling now."""
        found = await self._all(scope)
        lasting = [one for one in found if one.certain or _sign(one) in self._last]
        self._last = frozenset(_sign(one) for one in found)
        return lasting

    async def tell(self, scope: Scope, found: Iterable[Found]) -> list[Found]:
        """Those told now; the others were told today."""
        return [one for one in found if await alarm(scope, one)]

    async def report(self, scope: Scope) -> HealthReport:
        """`здоровье`: everything wrong at this moment, told before or not."""
        scope.must_in(Right.CONTROL, scope.home)
        found = [one.trouble for one in await self._all(scope)]
        found += await _lost_chats(scope)
        incoming = await scope.uow.gauges.inbox_backlog()
        outgoing = await scope.uow.gauges.outbox_backlog(scope.now)
        return HealthReport(tuple(found), len(scope.region.communities), incoming.waiting, outgoing.waiting)

    async def _all(self, scope: Scope) -> list[Found]:
        found = [_named(scope, one) for one in self._machine.troubles(scope.now)]
        found += await _in_queues(scope)
        if self._chats_at is None or scope.now - self._chats_at >= HOUR:
            self._chats_at, self._silent = scope.now, tuple(await _silent_chats(scope))
        return [*found, *self._silent]


async def alarm(scope: Scope, found: Found) -> bool:
    """Tells whoever serves the bot, once a day; False when they were told."""
    trouble = found.trouble
    when = EVER if trouble.what in FOR_EVER else _today(scope)
    key = f"{when}/{trouble.what}/{trouble.id}/{trouble.where}"
    if not await scope.uow.diary.once(key, scope.now, trouble.count):
        return False
    notice: Notice = Alarm(trouble.what, trouble.where, trouble.id, trouble.count)
    if trouble.what == "quarantine":
        notice = Quarantined(trouble.count)
    for place in await _operators(scope, found):
        person = None if place.is_chat else place.peer
        await scope.uow.outbox.put(Verb.SAY, place, notice, key=f"{key}/{place.community}/{place.peer}", to=person)
    return True


async def chat_lost(scope: Scope, place: Place, code: int) -> None:
    """VK will not take anything for this chat any more."""
    what = GONE.get(code, "chat-lost")
    where = scope.region.municipality_name(scope.region.municipality_of(place.community, place.peer))
    await alarm(scope, Found(Trouble(what, where, str(place.peer), 0), chat=place.peer))


@dataclass(frozen=True, slots=True)
class ChatSeen:
    """A chat as VK shows it to the bot: closed to it by a code, or whether the bot is an administrator there."""

    peer: int
    lost: int = 0
    admin: bool = False


async def chats_seen(scope: Scope, community: int, chats: Iterable[ChatSeen]) -> None:
    """A chat that is lost, or where the bot has lost its rights, is told before anybody asks there in vain."""
    for one in chats:
        place = chat(community, one.peer)
        if scope.region.chat(community, one.peer) is None and place != staff_chat(scope):
            continue
        mark = f"administers/{community}/{one.peer}"
        if one.lost:
            await chat_lost(scope, place, one.lost)
        elif one.admin:
            await scope.uow.diary.once(mark, scope.now)
        elif await scope.uow.diary.value(mark) is not None:
            where = scope.region.municipality_name(scope.region.municipality_of(community, one.peer))
            await alarm(scope, Found(Trouble("chat-rights", where, str(one.peer), 0), chat=one.peer))


async def events_aside(scope: Scope, count: int) -> None:
    """Events the bot could not handle wait for a person."""
    await alarm(scope, Found(Trouble("quarantine", "", "", count)))


async def _operators(scope: Scope, found: Found) -> list[Place]:
    """ЦУР's chat unless the trouble shuts it; then each of its people by a community that works."""
    staff = staff_chat(scope)
    shut = staff is None or staff.peer == found.chat
    if staff is not None and not shut and staff.community != found.community:
        return [staff]
    people = [person.vk_id for person in scope.region.people if person.has(Role.CCU, Role.ADMIN)]
    open_ways = [way for person in people if (way := await _way_past(scope, person, found.community)) is not None]
    if open_ways or found.trouble.what == "token":
        return open_ways  # by a dead token it would be told when the token is mended
    if staff is not None and not shut:
        return [staff]
    return [way for person in people if (way := await dialog_of(scope, person)) is not None]


async def _way_past(scope: Scope, person: int, shut: int) -> Place | None:
    """A dialog the person allows in a community that is not shut."""
    for community in scope.region.communities:
        if community.group_id != shut:
            dialog = await scope.uow.dialogs.get(community.group_id, person, person)
            if dialog.allowed:
                return private(community.group_id, person)
    return None


async def _in_queues(scope: Scope) -> list[Found]:
    found = []
    outbox = await scope.uow.gauges.outbox_backlog(scope.now)
    if outbox.oldest is not None and scope.now - outbox.oldest > STUCK:
        found.append(Found(Trouble("outbox", "", "", outbox.waiting), sign=f"{outbox.oldest}"))
    if events := await scope.uow.gauges.inbox_quarantined():
        found.append(Found(Trouble("quarantine", "", "", events), certain=True))
    if texts := await scope.uow.gauges.outbox_quarantined():
        found.append(Found(Trouble("aside", "", "", texts), certain=True))
    return found


async def _silent_chats(scope: Scope) -> list[Found]:
    """Chats that used to speak and do not, while others do: likely the bot lost its rights there."""
    if not scope.calendar.is_working(scope.now):
        return []
    heard = await scope.uow.gauges.chats_heard(scope.now - WEEK)
    enough = DAY if scope.calendar.is_always else SILENT
    gone = {lost.id for lost in await _lost_chats(scope)}
    found = []
    for one in heard:
        known = scope.region.chat(one.community, one.peer)
        silence = scope.calendar.between(one.last_at, scope.now)
        if known is None or known.kind is not ChatKind.RESIDENTS or one.heard < TALKATIVE or silence < enough:
            continue
        if str(one.peer) not in gone and any(_still_talks(other, one, scope.now) for other in heard):
            where = scope.region.municipality_name(known.municipality)
            trouble = Trouble("chat-silent", where, str(one.peer), int(silence / HOUR))
            found.append(Found(trouble, sign=f"{one.last_at}", certain=True))
    return found


def _still_talks(other: HeardInChat, silent: HeardInChat, now: datetime) -> bool:
    return other.community == silent.community and other.peer != silent.peer and now - other.last_at < STILL_TALKING


async def _lost_chats(scope: Scope) -> list[Trouble]:
    """Chats that refused today, and those gone for ever; nothing else remembers it."""
    found = []
    for what in ("chat-lost", "chat-rights", *dict.fromkeys(GONE.values())):
        prefix = f"{EVER if what in FOR_EVER else _today(scope)}/{what}/"
        for mark in await scope.uow.diary.marks(prefix):
            peer, _, where = mark.removeprefix(prefix).partition("/")
            found.append(Trouble(what, where, peer, 0))
    return [one for one in found if one.what not in FOR_EVER or _is_registered(scope, one.id)]


def _is_registered(scope: Scope, peer: str) -> bool:
    return any(str(chat.peer_id) == peer for chat in scope.region.chats) or str(scope.region.staff_chat) == peer


EVER = "alarm/ever"


def _today(scope: Scope) -> str:
    return f"alarm/{scope.calendar.local(scope.now).date()}"


def _named(scope: Scope, found: Found) -> Found:
    """With the name of the municipality the community speaks for."""
    where = scope.region.municipality_name(scope.region.municipality_of(found.community, 0))
    return replace(found, trouble=replace(found.trouble, where=where)) if found.community else found


def _sign(found: Found) -> tuple[str, str, str]:
    return found.trouble.what, found.trouble.id, found.sign
