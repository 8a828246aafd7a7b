"""People's names from VK, asked once for all who need some in the same breath."""

import asyncio
from collections.abc import Collection, Mapping

from bot.clock import Clock
from bot.vk.client import Vk
from bot.vk.errors import VkError
from domain.names import Name
from storage.engine import Database


class Naming:
    """Thousands of communities speak at once, and any token may ask: one request for them all, not one each."""

    def __init__(self, database: Database, clock: Clock, clients: Mapping[int, Vk]) -> None:
        self._database = database
        self._clock = clock
        self._clients = clients
        self._wanted: set[int] = set()
        self._asking: asyncio.Task[Mapping[int, Name]] | None = None
        """Begun, and not yet on its way: who comes now joins."""

    async def of(self, people: Collection[int]) -> Mapping[int, Name]:
        """The names VK tells now, kept for later; the others are left out."""
        if not people or not self._clients:
            return {}
        self._wanted.update(people)
        if self._asking is None or self._asking.done():  # done without having left: it was cancelled
            self._asking = asyncio.create_task(self._ask())
        return await self._asking

    async def _ask(self) -> Mapping[int, Name]:
        await asyncio.sleep(0)  # everybody of the same breath joins
        wanted, self._wanted, self._asking = sorted(self._wanted), set(), None
        try:
            found = await next(iter(self._clients.values())).names(wanted)
        except VkError:
            return {}
        async with self._database.begin(self._clock.now()) as uow:
            await uow.names.save(found)
        return found
