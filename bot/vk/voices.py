"""Listening to voice messages again: VK writes down what was said some seconds after the message came.

The published schema of VK's API knows of `transcript_error` only; `transcript` and `transcript_state` are what clients
see. So the words are taken when they are there, asked for again for a while, and never counted on.
"""

import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.vk.catching import Begin, raw_event
from bot.vk.errors import VkError
from bot.vk.gaps import BLOCK, Gaps
from domain.message import place_id, place_of
from domain.place import Place
from domain.use_cases.answers.voices import WAITS
from handlers.reading import is_written_down

log = logging.getLogger("otklik.voices")

PATIENCE = timedelta(minutes=2)
"""How long VK's words are waited for; then the person is asked to write."""

GONE: Mapping[str, Any] = {"deleted": 1}

Waiting = Callable[[], Awaitable[Sequence[tuple[str, datetime]]]]
"""The marks of voice messages without words, and since when each waits."""


class Voices:
    """Reads those of the communities this process listens to; what came of one is an event of its own."""

    def __init__(self, gaps: Callable[[int], Gaps | None], waiting: Waiting, begin: Begin, clock: Clock) -> None:
        self._gaps = gaps
        self._waiting = waiting
        self._begin = begin
        self._clock = clock

    async def step(self) -> int:
        """How many messages are no longer waited for."""
        by_peer: dict[tuple[int, int], list[tuple[Place, datetime]]] = defaultdict(list)
        for mark, since in await self._waiting():
            place = place_of(mark.removeprefix(WAITS))
            if place is not None:
                by_peer[place.community, place.peer].append((place, since))
        return sum([await self._of(group, peer, some[:BLOCK]) for (group, peer), some in by_peer.items()])

    async def _of(self, group: int, peer: int, waiting: Sequence[tuple[Place, datetime]]) -> int:
        gaps = self._gaps(group)
        if gaps is None:
            return 0
        try:
            found = await gaps.messages(peer, [place.message for place, _ in waiting])
        except (TimeoutError, VkError, OSError) as error:
            log.warning("voices not read again", extra={"community": group, "error": type(error).__name__})
            return 0
        now = self._clock.now()
        over = [place for place, since in waiting if _is_over(found.get(place.message), now - since)]
        if not over:
            return 0
        there = [found[place.message] for place in over if not found.get(place.message, GONE).get("deleted")]
        events = [{"type": "message_voice", "group_id": group, "object": dict(message)} for message in there]
        async with self._begin(now) as uow:
            await uow.inbox.accept(group, [raw_event(one) for one in events], None, now)
            for place in over:
                await uow.diary.forget(f"{WAITS}{place_id(place)}")
        return len(over)


def _is_over(message: Mapping[str, Any] | None, waited: timedelta) -> bool:
    return waited >= PATIENCE or message is None or bool(message.get("deleted")) or is_written_down(message)
