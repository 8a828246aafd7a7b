"""The communities this process polls; with several processes they come and go as leases do."""

import asyncio
import logging
from collections.abc import Callable, Collection

from bot.lasting import ended, lasting
from bot.vk.longpoll import LongPoll
from storage.leases import Lease, LeaseLost

log = logging.getLogger("otklik.polls")

Make = Callable[[int, Lease | None], LongPoll]
"""A community's poll; what it hears is kept only while the lease is held."""


class Polls:
    """Holds the polls of this process; `listed` is what others look at."""

    def __init__(self, make: Make) -> None:
        self._make = make
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._running = False
        self.listed: list[LongPoll] = []

    def open(self, community: int, lease: Lease | None = None) -> None:
        """Begins to poll, at once or as soon as `run` does."""
        poll = self._make(community, lease)
        self.listed.append(poll)
        if self._running:
            self._start(poll)

    async def shut(self, communities: Collection[int]) -> None:
        """Polls them no longer when it returns."""
        self.listed[:] = [poll for poll in self.listed if poll.community not in communities]
        await ended([task for one in communities if (task := self._tasks.pop(one, None)) is not None])

    async def run(self) -> None:
        """Polls until cancelled."""
        self._running = True
        try:
            for poll in self.listed:
                self._start(poll)
            await asyncio.Event().wait()
        finally:
            self._running = False
            tasks, self._tasks = [*self._tasks.values()], {}
            await ended(tasks)

    def _start(self, poll: LongPoll) -> None:
        self._tasks[poll.community] = asyncio.create_task(_until_lost(poll))


async def _until_lost(poll: LongPoll) -> None:
    try:
        await lasting(f"poll of {poll.community}", poll.run)
    except LeaseLost:
        log.warning("the community is polled by somebody else now", extra={"community": poll.community})
