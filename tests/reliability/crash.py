"""A bot that can die at any point and rise again, and an oracle that says whether anybody could notice.

Points of death are found by themselves: before and after every call of VK, every read, every statement of a
transaction, every commit. A story is played once without dying; then again for every point, and what people see and
what the database knows must be the same.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.app import App
from bot.texts.catalogue import Catalogue
from bot.vk.client import Vk
from bot.vk.longpoll import LongPoll
from domain.ports import Filter
from routing.listener import WordListener
from tests.world import GROUP, WatchedDatabase, World, a_town, labels

STATEMENT = "a statement"

Story = Callable[["MortalWorld"], Awaitable[None]]


class Crash(BaseException):
    """kill -9: nothing after it runs."""


@dataclass
class Points:
    """Counts the points of death and dies at the chosen ones."""

    at: frozenset[int] = frozenset()
    inside: bool = False
    """Whether statements within a transaction count too; dying there is dying before its commit."""
    count: int = 0
    dead: bool = False
    died: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def hit(self, name: str) -> None:
        if self.dead:
            raise Crash(name)
        if name == STATEMENT and not self.inside:
            return
        self.count += 1
        self.names.append(name)
        if self.count in self.at:
            self.dead = True
            self.died.append(name)
            raise Crash(name)


class MortalDatabase(WatchedDatabase):
    """Dies at statements, before commits and after them."""

    points: Points

    @classmethod
    def mortal(cls, points: Points) -> Callable[[str], "MortalDatabase"]:
        def opened(url: str) -> MortalDatabase:
            database = cls.open(url)
            database.points = points
            engine = database.engine.sync_engine
            event.listen(engine, "before_cursor_execute", lambda *_: points.hit(STATEMENT))
            return database

        return opened

    @asynccontextmanager
    async def begin(self, now: datetime | None = None) -> AsyncIterator[Any]:
        async with super().begin(now) as uow:
            yield uow
            await uow.flush()
            self.points.hit("before a commit")
        self.points.hit("after a commit")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Any]:
        self.points.hit("a read")
        async with super().reading() as uow:
            yield uow


class MortalWorld(World):
    """The town with a bot that rises after each death."""

    points: Points
    power_cut = False
    lives = 1

    async def start(self) -> None:
        await self._survive(self._nothing)

    async def _nothing(self) -> None:
        """Only to be alive."""

    async def _rise(self) -> None:
        self.app = await App.build(self.settings, self.vk.clock, MortalDatabase.mortal(self.points))
        for poll in self.bot.longpolls:
            await poll.step(0)

    async def settle(self) -> None:
        await self._survive(super().settle)

    async def tick(self) -> None:
        await self._survive(self._tick)

    async def _tick(self) -> None:
        await self.bot.ticks.second()
        await self.bot.ticks.minute()
        await super().settle()

    async def _survive(self, work: Callable[[], Awaitable[None]]) -> None:
        while True:
            try:
                if self.app is None:
                    await self._rise()
                await work()
                return
            except Crash:
                await self._die()

    async def _die(self) -> None:
        """Whatever was in flight dies at its next breath; the files stay as they lie."""
        for _ in range(5):
            await asyncio.sleep(0.002)
        WatchedDatabase.open_units = 0
        if self.power_cut:
            self._lose_unsynced()
        if self.app is not None:
            await self.app.close()
        self.app = None
        self.points.dead = False
        self.lives += 1

    def _lose_unsynced(self) -> None:
        """What was written after the last commit never reached the disk: the bot goes on from a copy without it."""
        path = Path(self.settings.database_url.partition(":///")[2])
        saved = path.with_name(f"life-{self.lives}.db")
        shutil.copy(path, saved)
        log = path.with_name(f"{path.name}-wal")
        if log.exists():
            kept = saved.with_name(f"{saved.name}-wal")
            shutil.copy(log, kept)
        self.settings = self.settings.model_copy(update={"database_url": f"sqlite+aiosqlite:///{saved}"})


@contextmanager
def mortal_wire(points: Points) -> Iterator[None]:
    """VK's calls may kill on the way there and on the way back."""
    with pytest.MonkeyPatch.context() as patch:
        call, ask = Vk.call, LongPoll._ask

        async def dying_call(self: Vk, method: str, **parameters: Any) -> Any:
            points.hit(f"before {method}")
            answer = await call(self, method, **parameters)
            points.hit(f"after {method}")
            return answer

        async def dying_ask(self: LongPoll, *arguments: Any) -> bytes:
            points.hit("before a poll")
            answer = await ask(self, *arguments)
            points.hit("after a poll")
            return answer

        listener, catalogue = WordListener(), Catalogue.load()
        patch.setattr("bot.app.WordListener", lambda: listener)
        patch.setattr(Catalogue, "load", classmethod(lambda _: catalogue))
        patch.setattr(Vk, "call", dying_call)
        patch.setattr(LongPoll, "_ask", dying_ask)
        yield


async def play(
    folder: Path, story: Story, *, at: Iterable[int] = (), inside: bool = False, power_cut: bool = False, **town: Any
) -> tuple[dict[str, Any], Points]:
    """Plays a story with deaths at the given points; (what can be seen, the points that were passed)."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240  a test's own folder
    points = Points(frozenset(at), inside)
    with mortal_wire(points):
        async with a_town(folder, world_class=MortalWorld, prepare=_prepare(points, power_cut), **town) as world:
            await story(world)
            seen = await sight(world)
    return seen, points


def _prepare(points: Points, power_cut: bool) -> Callable[[World], None]:
    def prepare(world: World) -> None:
        assert isinstance(world, MortalWorld)
        world.points = points
        world.power_cut = power_cut

    return prepare


async def sight(world: World) -> dict[str, Any]:
    """All that people can see and the database knows; times of sending apart, they may be late."""
    points = getattr(world, "points", None)
    if points is not None:
        points.at = frozenset()
    seen: dict[str, Any] = {}
    for (_, peer), conversation in sorted(world.vk.conversations.items()):
        seen[f"conversation {peer}"] = [
            (m.from_id, m.text, m.reply_to, m.deleted, labels(m), sorted(m.reactions.items()))
            for m in conversation.messages
        ]
    async with world.bot.database.reading() as uow:
        questions = sorted(await uow.questions.list(Filter(limit=1000)), key=lambda q: q.number)
        for q in questions:
            answers = [(a.text, a.by, a.kind) for a in await uow.answers.of(q.number)]
            votes = sorted(v.voter for v in await uow.votes.of(q.number))
            marks = sorted(await uow.nudges.done(q.number))
            history = [(e.what, e.actor) for e in await uow.history.of(q.number)]
            seen[f"question {q.place.message} {q.place.peer}"] = (
                *(q.number, q.status, q.text, q.assignee, q.due_at, q.look_at, answers, votes, marks, history),
            )
        seen["waiting in the inbox"] = len(await uow.inbox.waiting(world.vk.clock.now(), 100))
        seen["quarantined"] = await uow.inbox.count_quarantined()
        cursor = await uow.inbox.cursor(GROUP)
        seen["cursor"] = cursor.ts if cursor else None
    return seen


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """What a death changed, in words."""
    return [
        f"{name}: {one.get(name)!r} became {other.get(name)!r}"
        for name in sorted({*one, *other})
        if one.get(name) != other.get(name)
    ]
