"""Several processes on one PostgreSQL: each community is polled by one of them, and moves when that one is gone."""

import asyncio
import logging
import os
import secrets
import socket
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime, timedelta

import aiohttp

from bot.clock import steady
from bot.lasting import tell
from bot.polls import Polls
from storage.engine import Database, is_away, is_conflict
from storage.leases import Lease, LeaseLost, Member
from storage.uow import SqlUnitOfWork

log = logging.getLogger("otklik.crew")

BEATS = 12
"""How often a process says that it is alive while its word lasts."""

PATIENCE = 3
"""Beats after which a community nobody else takes is taken beyond one's share."""

Follow = Callable[[datetime, float], None]
"""Hears the database's moment and when, by the steady clock, it was that."""


class Frozen(aiohttp.ClientConnectionError):
    """This process has been silent for so long that others may have its place: it says nothing to VK."""


class Pulse:
    """This life of the process: its name among the others, and how long ago it was known to be alive."""

    def __init__(self, length: timedelta) -> None:
        self.id = f"{socket.gethostname()}/{os.getpid()}/{secrets.token_hex(3)}"
        self.length = length.total_seconds()
        self._beat_at: float | None = None

    def beat(self, at: float) -> None:
        """It was alive at this moment of the steady clock."""
        self._beat_at = at

    @property
    def is_alive(self) -> bool:
        """Whether the others still count this process in, as far as it can know; before it has joined nobody asks."""
        return self._beat_at is None or steady() - self._beat_at < self.length

    def guard(self) -> aiohttp.TraceConfig:
        """Stops every request to VK of a process that was frozen, just before it leaves."""

        async def check(*_: object) -> None:
            if not self.is_alive:
                raise Frozen

        config = aiohttp.TraceConfig()
        config.on_request_start.append(check)
        return config


class Crew:
    """This process among those that share the database.

    Alive is whoever has renewed its row lately, by the database's clock. Whoever finds a row expired buries it, and
    the leases of the buried go to the others. A process that wakes up and finds itself buried ends with LeaseLost.
    """

    def __init__(self, database: Database, pulse: Pulse, polls: Polls, follow: Follow | None = None) -> None:
        self.id = pulse.id
        self._database = database
        self._pulse = pulse
        self._length = timedelta(seconds=pulse.length)
        self._polls = polls
        self._follow = follow
        self._able: set[int] = set()
        self._open: dict[int, Lease] = {}
        self._in_time = 0
        """Beats in a row that came through: after an outage of the database nobody is buried at once."""
        self._unclaimed = 0
        """Beats in a row that left communities to nobody."""

    async def join(self, able: Iterable[int]) -> None:
        """From now on this process counts, and takes its share of the communities it has tokens for."""
        self._able.update(able)
        async with self._database.intake() as uow:
            await uow.leases.offer(sorted(self._able))
            await uow.leases.join(self.id, self._length)
            await _tidy(uow)
        self._database.member = self.id
        await self.beat()

    async def add(self, community: int) -> None:
        """A token began to work."""
        self._able.add(community)
        async with self._database.intake() as uow:
            await uow.leases.offer([community])

    async def run(self) -> None:
        """Beats until cancelled; LeaseLost when others have buried this process."""
        while True:
            await asyncio.sleep(self._pulse.length / BEATS)
            try:
                async with asyncio.timeout(self._pulse.length / 2):
                    await self.beat()
            except Exception as error:
                self._in_time = 0
                if isinstance(error, LeaseLost) or not (is_away(error) or is_conflict(error)):
                    raise
                tell("beat", error)

    async def beat(self) -> None:
        """Says that this process is alive, looks who else is, and sees to it that each polls its share."""
        await self._renew()
        async with self._database.intake() as uow:
            members = await self._look_around(uow)
            held = await uow.leases.held(self.id) if self._has_changed(members) else None
        if held is not None:
            await self._settle(held)
        self._in_time += 1

    async def leave(self) -> None:
        """Gives everything to the others at once."""
        self._database.member = None
        async with self._database.intake() as uow:
            await uow.outbox.release(self.id)
            await uow.leases.leave(self.id)

    async def _renew(self) -> None:
        sent = steady()
        async with self._database.intake() as uow:
            moment = await uow.leases.renew(self.id, self._length)
        if self._follow is not None:
            self._follow(moment, (sent + steady()) / 2)
        self._pulse.beat(sent)

    async def _look_around(self, uow: SqlUnitOfWork) -> Mapping[str, Member]:
        if self._in_time and (buried := await uow.leases.bury()):
            log.warning("processes are gone", extra={"processes": ", ".join(buried)})
            await _tidy(uow)
        members = await uow.leases.members()
        alive = [one for one in members.values() if one.alive]
        free, asked = await uow.leases.chances(self.id, self._able)
        mine = self._me(members).held
        self._unclaimed = self._unclaimed + 1 if free else 0
        if free:
            share = -(-(free + sum(one.held for one in alive)) // len(alive))
            most = free if self._unclaimed > PATIENCE else min(free, share - mine)
            if most > 0:
                await uow.leases.take(self.id, self._able, most)
                return await uow.leases.members()
        else:
            await self._ask_the_richest(uow, alive, mine + asked)
        return members

    async def _ask_the_richest(self, uow: SqlUnitOfWork, alive: Collection[Member], mine: int) -> None:
        """Half of what another has more than this one: who began alone shares with who came later."""
        for other in sorted(alive, key=lambda one: -one.held):
            surplus = other.held - other.wanted - mine
            if surplus >= 2 and await uow.leases.ask(self.id, other.id, self._able, surplus // 2):
                return

    def _has_changed(self, members: Mapping[str, Member]) -> bool:
        me = self._me(members)
        known = len(self._open), sum(lease.fence for lease in self._open.values())
        return me.wanted > 0 or (me.held, me.fences) != known

    def _me(self, members: Mapping[str, Member]) -> Member:
        if self.id not in members:
            raise LeaseLost(self.id)
        return members[self.id]

    async def _settle(self, held: Mapping[Lease, bool]) -> None:
        """Ends the polls that are not this process's any more or that others ask for; begins the new ones."""
        wanted = {lease.community for lease, is_wanted in held.items() if is_wanted}
        staying = {lease.community: lease for lease, is_wanted in held.items() if not is_wanted}
        over = {one for one, lease in self._open.items() if staying.get(one) != lease}
        await self._polls.shut(over)
        if wanted:
            async with self._database.intake() as uow:
                await uow.leases.hand_over(self.id, wanted)
        begun = [lease for one, lease in staying.items() if self._open.get(one) != lease]
        for lease in begun:
            self._polls.open(lease.community, lease)
        if over or begun:
            log.info("communities polled here", extra={"begun": len(begun), "ended": len(over), "now": len(staying)})
        self._open = staying


async def _tidy(uow: SqlUnitOfWork) -> None:
    """What the dead had is free; texts they had on their way are sent by others."""
    for owner in await uow.leases.tidy():
        await uow.outbox.release(owner)
