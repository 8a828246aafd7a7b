"""Holes: nothing said in a conversation is missed because VK did not tell it (product.md 116, failures.md 15).

Messages are numbered one by one. The last number up to which everything is known is kept with the events; it does not
pass a hole that VK would not fill yet, so no hole is forgotten, whatever happens to the process.
"""

import asyncio
import logging
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

import orjson

from bot.clock import Clock
from bot.vk.errors import Misused, Refused, VkError
from bot.vk.gaps import Gaps, Update, is_chat
from domain.privacy import clean
from handlers.identity import natural_key, peer_of
from handlers.reading import whole_number
from storage.inbox import RawEvent
from storage.together import Chat, Write
from storage.uow import SqlUnitOfWork

log = logging.getLogger("otklik.gaps")

PATIENCE = 30.0
"""Seconds a conversation waits for its hole to be read back; a hole must not stop it (scale.md 2.3)."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=15)
"""How long after a failure the same hole is asked for again, when its conversation speaks."""

LONGEST = 5_000
"""Numbers of a hole that are asked for, the latest ones."""

FRUITLESS = 300
"""Numbers in a row behind which nothing was visible: the bot hears only what is said to it there."""

SHUT, UNHEARD = timedelta(hours=1), timedelta(days=1)
"""How long holes are let be where VK refuses to read, and where nothing is ever visible."""

DIALOGS = 20_000
"""Private dialogs whose last number is remembered; after a restart their history is read instead."""

LARGEST_CMID = 2**31 - 1
LONGEST_KEY = 200
"""Characters of an event's identity; VK's own have forty, and an index does not take any length."""

NUMBERED = frozenset({"message_new", "message_reply"})


class Begin(Protocol):
    def __call__(self, now: datetime) -> AbstractAsyncContextManager[SqlUnitOfWork]: ...


@dataclass(frozen=True, slots=True)
class Whole:
    """Updates with what was missing before them; `open` are conversations whose hole could not be filled now."""

    updates: Sequence[Mapping[str, Any]]
    open: frozenset[int] = frozenset()


class Catcher:
    """Knows the last message heard in the conversations of a community, and asks for what is missing."""

    def __init__(self, community: int, gaps: Gaps, write: Write, clock: Clock) -> None:
        self.community = community
        self._gaps = gaps
        self._write = write
        self._clock = clock
        self._private: dict[int, int] = {}
        self._chats: dict[int, int] = {}
        """The last number kept of each chat, as far as this life knows; the bot's own words may stand above it."""
        self._keeping: dict[int, int] = {}
        self._later: dict[int, tuple[datetime, timedelta]] = {}
        self._fruitless: dict[int, int] = {}
        self._let_be: dict[int, datetime] = {}

    async def complete(self, updates: Sequence[Mapping[str, Any]]) -> Whole:
        """The updates with the messages missing before them, in the order in which they were said."""
        self._keeping.clear()
        ordered = _in_order(updates)
        heard = _numbers(ordered)
        known = await self._known([peer for peer in heard if is_chat(peer) and self._may_miss(peer, heard[peer])])
        missing: dict[int, list[Update]] = {}
        open_holes: set[int] = set()
        for peer, numbers in heard.items():
            if is_chat(peer) and peer not in known:
                continue
            last = known[peer] if is_chat(peer) else self._private.get(peer, 0)
            first = max((last or numbers[0] - 1) + 1, numbers[-1] - LONGEST)
            holes = set(range(first, numbers[-1])) - set(numbers)
            if not holes or self._let_be.get(peer, self._clock.now()) > self._clock.now():
                continue
            found = await self._read(peer, holes)
            if found is None:
                open_holes.add(peer)
            else:
                missing[peer] = found
        whole = _interleaved(ordered, missing) if missing else ordered
        return Whole(whole, frozenset(open_holes))

    async def _read(self, peer: int, holes: Collection[int]) -> list[Update] | None:
        """What stands in the holes; None when VK does not tell it now."""
        now = self._clock.now()
        at, pause = self._later.get(peer, (now, FIRST_PAUSE))
        if at > now:
            return None
        last = max(holes)
        try:
            async with asyncio.timeout(PATIENCE):
                block = await self._gaps.between(peer, max(min(holes), last - LONGEST + 1), last)
        except (Refused, Misused) as error:
            log.warning("a conversation cannot be read back", extra=self._facts(peer, error))
            self._let_be[peer] = now + SHUT
            return []
        except (TimeoutError, VkError) as error:
            log.warning("a hole stays for now", extra=self._facts(peer, error))
            self._later[peer] = now + pause, min(pause * 2, LONGEST_PAUSE)
            return None
        self._later.pop(peer, None)
        self._count(peer, 0 if block.numbers else len(holes))
        return [update for update in block.updates if _number(update) in holes]

    def _count(self, peer: int, unseen: int) -> None:
        self._fruitless[peer] = self._fruitless.get(peer, 0) + unseen if unseen else 0
        if self._fruitless[peer] >= FRUITLESS:
            self._let_be[peer] = self._clock.now() + UNHEARD
            self._fruitless[peer] = 0

    def _facts(self, peer: int, error: Exception) -> dict[str, object]:
        code = error.code if isinstance(error, VkError) else 0
        chat = peer if is_chat(peer) else 0
        return {"community": self.community, "peer": chat, "code": code, "error": type(error).__name__}

    def _may_miss(self, chat: int, numbers: Sequence[int]) -> bool:
        """Whether the numbers do not simply go on; only then the database is asked."""
        last = self._chats.get(chat)
        return last is None or numbers[-1] - last > len([number for number in numbers if number > last])

    async def _known(self, chats: Collection[int]) -> dict[int, int]:
        known: dict[int, int] = {}

        async def look(uow: SqlUnitOfWork) -> None:
            for peer in chats:
                known[peer] = (await uow.chats.get(self.community, peer)).last_cmid

        if chats:
            await self._write(self._clock.now(), look, {(self.community, peer) for peer in chats})
        return known

    def chats(self, whole: Whole) -> set[Chat]:
        """What `heard` will ask the database for."""
        return {(self.community, peer) for peer in map(peer_of, whole.updates) if is_chat(peer)}

    async def heard(self, uow: SqlUnitOfWork, whole: Whole) -> None:
        """Remembers the last message of each conversation, in the transaction that keeps its event."""
        for peer, numbers in _numbers(whole.updates).items():
            if not is_chat(peer):
                self._remember(peer, numbers[-1], whole)
                continue
            state = await uow.chats.get(self.community, peer)
            last = max(state.last_cmid, numbers[-1])
            if peer in whole.open:
                last = _in_a_row(state.last_cmid or numbers[0], numbers)
            self._keeping[peer] = last
            if last != state.last_cmid:
                await uow.chats.save(replace(state, last_cmid=last, last_at=self._clock.now()))

    def kept(self) -> None:
        """What was heard is committed."""
        self._chats.update(self._keeping)
        self._keeping.clear()

    def _remember(self, peer: int, number: int, whole: Whole) -> None:
        if peer not in whole.open:
            self._private[peer] = max(number, self._private.pop(peer, 0))
        while len(self._private) > DIALOGS:
            del self._private[next(iter(self._private))]


def raw_event(update: Mapping[str, Any]) -> RawEvent:
    """An update as the inbox keeps it, whichever way it came and whatever it holds: what cannot be kept would come
    back for ever and stand before everything that follows.
    """
    event_id, natural = clean(str(update.get("event_id") or "")), natural_key(update)
    return RawEvent(
        event_id=event_id[:LONGEST_KEY] or None,
        type=clean(str(update.get("type", "")))[:LONGEST_KEY],
        peer=peer_of(update),
        natural=clean(natural) if natural and len(natural) <= LONGEST_KEY else None,
        body=orjson.dumps(update),
    )


def _in_order(updates: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The messages of one conversation by their numbers, in whatever order VK told them."""
    told: dict[int, list[Mapping[str, Any]]] = {}
    for update in updates:
        if _number(update):
            told.setdefault(peer_of(update), []).append(update)
    inorder: dict[int, Iterator[Mapping[str, Any]]] = {
        peer: iter(sorted(mine, key=_number)) for peer, mine in told.items()
    }
    return [next(inorder[peer_of(update)]) if _number(update) else update for update in updates]


def _numbers(updates: Sequence[Mapping[str, Any]]) -> dict[int, list[int]]:
    """The numbers of the messages heard, by conversation, in order."""
    found: dict[int, list[int]] = {}
    for update in updates:
        peer, number = peer_of(update), _number(update)
        if peer > 0 and number:
            found.setdefault(peer, []).append(number)
    return {peer: sorted(set(numbers)) for peer, numbers in found.items()}


def _in_a_row(last: int, numbers: Sequence[int]) -> int:
    """How far the numbers go on without a hole."""
    for number in numbers:
        last = number if number == last + 1 else last
    return last


def _number(update: Mapping[str, Any]) -> int:
    """The number of the message an update brings; 0 when it brings none, or speaks of an older one."""
    facts = update.get("object")
    if str(update.get("type")) not in NUMBERED or not isinstance(facts, Mapping):
        return 0
    message = facts.get("message", facts)
    number = message.get("conversation_message_id") if isinstance(message, Mapping) else 0
    return max(whole_number(number, LARGEST_CMID), 0)


def _interleaved(
    updates: Sequence[Mapping[str, Any]], missing: Mapping[int, Sequence[Update]]
) -> list[Mapping[str, Any]]:
    """Each missing message before the first later one of its conversation."""
    left = {peer: list(found) for peer, found in missing.items()}
    ordered: list[Mapping[str, Any]] = []
    for update in updates:
        waiting = left.get(peer_of(update), [])
        while waiting and _number(update) and _number(waiting[0]) < _number(update):
            ordered.append(waiting.pop(0))
        ordered.append(update)
    return ordered
