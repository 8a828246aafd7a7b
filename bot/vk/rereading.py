"""Reading again what people asked: VK tells a community of no deletion, and in chats of no edit (vk/README 4).

What became of a message comes into the inbox as the event VK would have sent; the same news twice is one.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.vk.catching import Begin, raw_event
from bot.vk.errors import VkError
from bot.vk.gaps import BLOCK, Gaps, Update
from domain.place import FIRST_CHAT_PEER, Place

log = logging.getLogger("otklik.rereading")

SOON = (timedelta(seconds=90), timedelta(minutes=10))
"""How long after the question: people mend their words at once or never."""

EVERY = timedelta(hours=1)
"""How often everything that waits for an answer is read."""

PAUSE = 15.0
"""Seconds between two looks at what is due to be read."""

SUSPICIOUS = 3
"""So many messages gone and none left is VK's trouble rather than people's."""

Asked = Callable[[datetime | None], Awaitable[Sequence[tuple[Place, datetime]]]]
"""The open questions of chats and when each was asked; all, with those of dialogs once a day, or all after a moment."""

AROUND = (-2, -1, 1, 2)
"""In a dialog messages beside it are asked for as well: one that was cleared by hand tells nothing of the person."""


class Rereading:
    """Reads the open questions of the communities this process listens to."""

    def __init__(
        self,
        gaps: Callable[[int], Gaps | None],
        asked: Asked,
        begin: Begin,
        clock: Clock,
        heard: asyncio.Event,
        voices: Callable[[], Awaitable[int]],
    ) -> None:
        self._gaps = gaps
        self._asked = asked
        self._begin = begin
        self._clock = clock
        self._heard = heard
        self._voices = voices
        self._looked_at = self._all_at = clock.now()

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            await asyncio.sleep(PAUSE)
            await self.step()

    async def step(self) -> int:
        """Reads what is due to be read; how many messages have changed or gone."""
        if await self._voices():
            self._heard.set()
        now, before = self._clock.now(), self._looked_at
        self._looked_at = now
        if now - self._all_at >= EVERY:
            self._all_at = now
            asked = await self._asked(None)
        else:
            young = await self._asked(before - max(SOON))
            asked = [(place, at) for place, at in young if any(before < at + wait <= now for wait in SOON)]
        by_chat: dict[tuple[int, int], list[int]] = defaultdict(list)
        for place, _ in asked:
            by_chat[place.community, place.peer].append(place.message)
        return sum([await self._chat(group, peer, numbers) for (group, peer), numbers in by_chat.items()])

    async def _chat(self, group: int, peer: int, numbers: Sequence[int]) -> int:
        gaps = self._gaps(group)
        if gaps is None:
            return 0
        count = 0
        at_once = BLOCK if peer > FIRST_CHAT_PEER else BLOCK // (1 + len(AROUND))
        for start in range(0, len(numbers), at_once):
            try:
                count += await self._read(gaps, peer, numbers[start : start + at_once])
            except (TimeoutError, VkError, OSError) as error:
                log.warning("not read again", extra={"community": group, "error": type(error).__name__})
                return count
        return count

    async def _read(self, gaps: Gaps, peer: int, numbers: Sequence[int]) -> int:
        beside = () if peer > FIRST_CHAT_PEER else {n + step for n in numbers for step in AROUND if n + step > 0}
        found = await gaps.messages(peer, sorted({*numbers, *beside}))
        if beside and not any(not one.get("deleted") for one in found.values()):
            return 0
        found = {number: one for number, one in found.items() if number in numbers}
        gone = [number for number in numbers if number not in found or found[number].get("deleted")]
        if len(gone) == len(numbers) >= SUSPICIOUS:
            log.warning("VK shows nothing of a chat", extra={"community": gaps.community, "chat": peer})
            return 0
        news = [as_gone(gaps.community, peer, number) for number in gone]
        news += [as_edited(gaps.community, one) for n, one in found.items() if n not in gone and one.get("update_time")]
        if not news:
            return 0
        async with self._begin(self._clock.now()) as uow:
            await uow.inbox.accept(gaps.community, [raw_event(one) for one in news], None, self._clock.now())
        self._heard.set()
        return len(news)


def as_edited(group: int, message: Mapping[str, Any]) -> Update:
    """As VK tells of an edit where it does."""
    return {"type": "message_edit", "group_id": group, "object": dict(message)}


def as_gone(group: int, peer: int, number: int) -> Update:
    """VK has no such event (vk/README 4): the name is ours."""
    facts = {"peer_id": peer, "conversation_message_id": number}
    return {"type": "message_gone", "group_id": group, "object": facts}
