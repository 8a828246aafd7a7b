"""The Callback API's other half: VK brings events and forgets them, so what it did not bring is asked for.

The door answers «ok» before anything else is done (vk/README 5); holes are looked after here, behind its back.
"""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.clock import Clock
from bot.lasting import roused
from bot.tally import Tally
from bot.vk.catching import Begin, Catcher, Whole, raw_event
from bot.vk.errors import VkError
from bot.vk.rounds import Rounds

log = logging.getLogger("otklik.gaps")

IDLE = 30.0
"""Seconds without an event after which it is looked whether something else is due."""

MOST = 10_000
"""Events remembered at most; of more than that the numbers kept in the database tell what is missing."""


class Mender:
    """Fills the holes of one community whose events VK brings by itself."""

    def __init__(
        self,
        community: int,
        begin: Begin,
        clock: Clock,
        heard: asyncio.Event,
        tally: Tally,
        catcher: Catcher,
        rounds: Rounds,
    ) -> None:
        self.community = community
        self.rounds = rounds
        self._begin = begin
        self._clock = clock
        self._heard = heard
        self._tally = tally
        self._catcher = catcher
        self._brought: list[Mapping[str, Any]] = []
        self._woken = asyncio.Event()
        self._risen = False

    def brought(self, update: Mapping[str, Any]) -> None:
        """VK has brought this, and it is kept."""
        self._brought = [*self._brought[-MOST:], update]
        self._woken.set()

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            self._woken.clear()
            try:
                came = await self.step()
            except (TimeoutError, VkError, aiohttp.ClientError, OSError) as error:
                log.warning("no mending now", extra={"community": self.community, "error": type(error).__name__})
                came = 0
            if not came and not self._brought:
                await roused(self._woken, IDLE)

    async def step(self) -> int:
        """The holes before what was brought, and a portion of what has to be asked for; 0 when nothing is left."""
        if not self._risen:
            await self.rounds.rise()
            self._risen = True
        updates, self._brought = self._brought, []
        whole = await self._catcher.complete(updates)
        if self.rounds.owes:
            await self.rounds.admit(whole.updates)
        missed = await self._keep(updates, whole)
        if updates:
            self.rounds.told()
        came = await self.rounds.work()
        self.rounds.stalled()  # there is no session to begin anew: it is told when it comes again
        return missed + (came or int(self.rounds.hurries))

    async def _keep(self, updates: list[Mapping[str, Any]], whole: Whole) -> int:
        known = {id(update) for update in updates}
        missed = [update for update in whole.updates if id(update) not in known]
        if updates or self.rounds.beats(self._clock.now()):
            async with self._begin(self._clock.now()) as uow:
                events = [raw_event(update) for update in missed]
                await uow.inbox.accept(self.community, events, None, self._clock.now())
                await self._catcher.heard(uow, whole)
                await self.rounds.beat(uow)
        if missed:
            self._tally.accepted["readback"] += len(missed)
            self._heard.set()
        return len(missed)
