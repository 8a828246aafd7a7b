"""A town with several communities on one PostgreSQL, everything that was asked there, and what must have come of it."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from sqlalchemy import select

from domain.ports import Filter
from storage.engine import Database
from storage.tables import inbox, leases, outbox
from tests.reliability.bots import FIRST_CHAT, FIRST_GROUP, FIRST_RESIDENT, Bot, Town, a_served_town

COMMUNITIES, CHATS = 6, 2
LEASE = 3.0
IN_A_ROW = 4


@dataclass
class Scene:
    """A town, its database and everything that was asked there."""

    town: Town
    database: Database
    asked: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Community, chat, message, who."""

    def ask(self) -> None:
        """The next resident asks; a few in a row in one chat, so that there is an order to keep."""
        number = len(self.asked)
        group = FIRST_GROUP + number // IN_A_ROW % COMMUNITIES
        chat = FIRST_CHAT + number // (IN_A_ROW * COMMUNITIES) % CHATS
        person = FIRST_RESIDENT + number
        text = f"Когда починят дорогу на улице Мира у дома {number + 1}?"
        self.asked.append((group, chat, self.town.ask(group, chat, person, text), person))

    async def ask_on(self, count: int, pause: float = 0.08) -> None:
        for _ in range(count):
            self.ask()
            await asyncio.sleep(pause)

    async def owned(self) -> Counter[int]:
        """How many communities each process polls, by its number."""
        async with self.database.snapshot() as connection:
            owners = await connection.scalars(select(leases.c.owner).where(leases.c.owner.is_not(None)))
            return Counter(int(str(owner).split("/")[1]) for owner in owners)

    async def shared(self, *bots: Bot) -> bool:
        """Every community is polled, by these alone and by each in equal parts."""
        return await self.owned() == {bot.pid: COMMUNITIES // len(bots) for bot in bots}

    def everything_is_marked(self) -> bool:
        return all(self.town.mark(group, chat, cmid) == "❓" for group, chat, cmid, _ in self.asked)

    def everybody_is_told(self) -> bool:
        return all(self.town.told(group, person) for group, _, _, person in self.asked)

    async def nothing_was_lost_or_doubled(self) -> None:
        async with self.database.reading() as uow:
            questions = await uow.questions.list(Filter(limit=1000))
            assert await uow.inbox.count_quarantined() == 0
        by_place = {(q.place.community, q.place.peer, q.place.message): q for q in questions}
        assert sorted(by_place) == sorted((group, chat, cmid) for group, chat, cmid, _ in self.asked)
        assert len(questions) == len(self.asked)
        assert sorted(q.number for q in questions) == list(range(1, len(questions) + 1))
        for group, _, _, person in self.asked:
            assert len(self.town.told(group, person)) == 1, "each hears of the number once"
        for chat in {(group, chat) for group, chat, _, _ in self.asked}:
            numbers = [by_place[(*chat, cmid)].number for *where, cmid, _ in self.asked if tuple(where) == chat]
            assert all(one < other for one, other in pairwise(numbers)), "in the order in which they were asked"

    async def nothing_waits(self) -> bool:
        async with self.database.snapshot() as connection:
            events = await connection.scalar(select(inbox.c.id).where(inbox.c.state == "waiting").limit(1))
            texts = await connection.scalar(select(outbox.c.id).where(outbox.c.lease_until.is_not(None)).limit(1))
            return events is None and texts is None


@asynccontextmanager
async def a_scene(folder: Path, url: str) -> AsyncIterator[Scene]:
    """The town on this database, without a bot yet."""
    settings = {
        "DATABASE_URL": url.replace("postgresql:", "postgresql+asyncpg:"),
        "PROCESS_LEASE_SECONDS": str(LEASE),
    }
    async with a_served_town(folder, communities=COMMUNITIES, chats=CHATS, residents=200, **settings) as town:
        database = Database.open(url)
        try:
            yield Scene(town, database)
        finally:
            await database.close()
