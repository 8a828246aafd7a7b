"""Catching up: nothing said in a chat is missed because VK did not tell it (product.md 116, failures.md 15)."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from bot.clock import Clock
from bot.vk.errors import VkError
from bot.vk.gaps import Gaps, Update
from domain.place import FIRST_CHAT_PEER
from handlers.reading import peer_of
from storage.uow import SqlUnitOfWork

log = logging.getLogger("otklik.gaps")

PATIENCE = 30.0
"""Seconds a chat waits for its hole to be read back; a hole must not stop a chat (scale.md 2.3)."""

Told = Callable[[int, datetime, Sequence[int]], Awaitable[None]]
"""Hears of a silence: community, since when, the chats where something was missed."""


class Begin(Protocol):
    def __call__(self, now: datetime) -> AbstractAsyncContextManager[SqlUnitOfWork]: ...


class Catcher:
    """Knows the last message heard in every chat of a community, and asks for what is missing."""

    def __init__(self, community: int, gaps: Gaps, begin: Begin, clock: Clock) -> None:
        self.community = community
        self._gaps = gaps
        self._begin = begin
        self._clock = clock

    async def complete(self, updates: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The updates with the messages missing before them, in the order in which they were said."""
        numbers = _numbers(updates)
        if not numbers:
            return list(updates)
        known = await self._known(numbers)
        missing: dict[int, list[Update]] = {}
        for peer, heard in numbers.items():
            holes = set(range((known[peer] or heard[0] - 1) + 1, heard[-1])) - set(heard)
            if holes:
                found = await self._patiently(self._gaps.between(peer, min(holes), max(holes)))
                missing[peer] = [update for update in found if _number(update) in holes]
        return _interleaved(updates, missing) if missing else list(updates)

    async def after_silence(self) -> list[Update]:
        """Everything said in the known chats since they were last heard, and dialogs nobody answered."""
        async with self._begin(self._clock.now()) as uow:
            states = await uow.chats.of(self.community)
        updates: list[Update] = []
        for state in states:
            updates += await self._patiently(self._gaps.after(state.peer, state.last_cmid))
        return [*updates, *await self._patiently(self._gaps.dialogs())]

    async def heard_since(self, since: datetime) -> list[int]:
        """The chats where something was said that was heard after a moment only."""
        async with self._begin(self._clock.now()) as uow:
            states = await uow.chats.of(self.community)
        return [state.peer for state in states if state.last_at is not None and state.last_at > since]

    async def _patiently(self, reading: Awaitable[list[Update]]) -> list[Update]:
        try:
            async with asyncio.timeout(PATIENCE):
                return await reading
        except (TimeoutError, VkError) as error:
            log.warning("a hole stays", extra={"community": self.community, "error": type(error).__name__})
            return []

    async def _known(self, numbers: Mapping[int, Sequence[int]]) -> dict[int, int]:
        async with self._begin(self._clock.now()) as uow:
            return {peer: (await uow.chats.get(self.community, peer)).last_cmid for peer in numbers}

    async def heard(self, uow: SqlUnitOfWork, updates: Sequence[Mapping[str, Any]]) -> None:
        """Remembers the last message of each chat, in the transaction that keeps its event."""
        for peer, numbers in _numbers(updates).items():
            state = await uow.chats.get(self.community, peer)
            if numbers[-1] > state.last_cmid:
                await uow.chats.save(replace(state, last_cmid=numbers[-1], last_at=self._clock.now()))


def _numbers(updates: Sequence[Mapping[str, Any]]) -> dict[int, list[int]]:
    """The numbers of the messages heard, by chat, in order."""
    found: dict[int, list[int]] = {}
    for update in updates:
        peer, number = peer_of(update), _number(update)
        if update.get("type") == "message_new" and peer > FIRST_CHAT_PEER and number:
            found.setdefault(peer, []).append(number)
    return {peer: sorted(set(numbers)) for peer, numbers in found.items()}


def _number(update: Mapping[str, Any]) -> int:
    facts = update.get("object")
    message = facts.get("message", facts) if isinstance(facts, Mapping) else {}
    number = message.get("conversation_message_id") if isinstance(message, Mapping) else 0
    return number if isinstance(number, int) else 0


def _interleaved(
    updates: Sequence[Mapping[str, Any]], missing: Mapping[int, Sequence[Update]]
) -> list[Mapping[str, Any]]:
    """Each missing message before the first later one of its chat."""
    left = {peer: list(found) for peer, found in missing.items()}
    ordered: list[Mapping[str, Any]] = []
    for update in updates:
        waiting = left.get(peer_of(update), [])
        while waiting and update.get("type") == "message_new" and _number(waiting[0]) < _number(update):
            ordered.append(waiting.pop(0))
        ordered.append(update)
    return ordered
