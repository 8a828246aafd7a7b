"""A bot that can die at any point and rise again.

Points of death are found by themselves: before and after every request to VK, every statement and every commit,
wherever the bot waits for one. A story is played once without dying; then again for every point, and what people see
and what the database knows must be the same.
"""

import asyncio
import atexit
import logging
import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from pydantic import SecretStr

import storage.engine
import storage.regions
from bot.app import App, open_database
from bot.inbox import InboxPump
from bot.outbox import OutboxPump
from bot.region import take_file_if_changed
from bot.settings import Settings
from bot.texts.catalogue import Catalogue
from bot.vk.gaps import Gaps
from bot.vk.longpoll import LongPoll
from bot.vk.rounds import Rounds
from routing.listener import WordListener
from sandbox.clock import Clock
from sandbox.stage import EXAMPLE, Stage
from scheduler.clockwork import NOW_AND_THEN
from scheduler.ticks import Ticks
from storage.engine import Database
from storage.uow import SqlUnitOfWork
from tests.reliability.disk import Disk
from tests.reliability.line import HOST, Line
from tests.reliability.sight import sight
from tests.reliability.still import run_still, sqlite_in_the_loop
from tests.world import PATIENCE, REGION, World, moment

Story = Callable[["MortalWorld"], Awaitable[None]]

PHASE: ContextVar[str] = ContextVar("phase", default="at rest")
"""What the bot is about."""


OPEN: ContextVar[bool] = ContextVar("open", default=False)
"""Whether whoever runs now is inside a unit of work."""


class Crash(BaseException):
    """kill -9: nothing after it runs."""


@dataclass
class Points:
    """Counts the points of death and dies at the chosen ones."""

    at: frozenset[int] = frozenset()
    dead: bool = False
    over: bool = False
    """The story is told: what follows only looks at its end."""
    died: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """The points that were passed: where the bot was, and what it was about to do or had done."""
    states: list[object] = field(default_factory=list)
    """What was lasting at each point: two points with the same leave the next life the same world."""
    dying: Callable[[], None] = lambda: None
    lasting: Callable[[], object] = lambda: None

    @property
    def count(self) -> int:
        return len(self.names)

    def by_kind(self) -> Counter[str]:
        return Counter(self.names)

    def hit(self, name: str) -> None:
        """A point; without a name only the dead notice it."""
        if self.dead:
            raise Crash(name)
        if not name or self.over:
            return
        self.names.append(f"{PHASE.get()}: {name}")
        self.states.append(self.lasting())
        if self.count in self.at:
            self.dead = True
            self.died.append(self.names[-1])
            self.dying()
            raise Crash(name)


class ReadyDatabase(Database):
    """Its tables were made by the real migrations once; knows whose transaction is open, for VK must not be called."""

    async def migrate(self) -> None:
        """Already done."""

    @asynccontextmanager
    async def begin(self, now: datetime | None = None) -> AsyncIterator[SqlUnitOfWork]:
        async with super().begin(now) as uow:
            OPEN.set(True)
            try:
                yield uow
            finally:
                OPEN.set(False)


class MortalWorld(World):
    """The town with a bot that rises after each death; its pumps are driven one after another."""

    points: Points
    disk: Disk
    database: type[Database] = ReadyDatabase
    lives = 1

    async def start(self) -> None:
        await self.survive(self._nothing)

    async def settle(self) -> None:
        await self.survive(self._settled)

    async def _settled(self) -> None:
        """Twice: a poll that brings nothing but trouble looks like silence once."""
        await super().settle()
        await super().settle()

    async def tick(self) -> None:
        await self.survive(self._tick)

    async def kill(self) -> None:
        """The process ends here, whatever it is about."""
        self.points.dead = True
        self.disk.die()
        await self._bury()

    async def survive(self, work: Callable[[], Awaitable[None]]) -> None:
        """Does something in a life that lasts long enough, rising as often as needed."""
        while True:
            try:
                if self.app is None:
                    await self._rise()
                await work()
            except (Crash, BaseExceptionGroup):
                if not self.points.dead:
                    raise
            if not self.points.dead:
                return
            await self._bury()

    async def _nothing(self) -> None:
        """Only to be alive."""

    async def _tick(self) -> None:
        """Until a tick changes nothing, as in life, where the next one comes in a second."""
        for _ in range(PATIENCE):
            before = self.points.lasting()
            await self.bot.ticks.second()
            await self.bot.ticks.minute()
            await self._settled()
            if self.points.lasting() == before:
                return
        raise AssertionError("the bot always finds something to do")

    async def _rise(self) -> None:
        self.app = await App.build(self.settings, self.vk.clock, self.database.open)
        self.app.outbox.spacing = self.spacing
        for poll in self.bot.longpolls:
            await poll.step(0)

    async def _bury(self) -> None:
        """Whatever was in flight dies at its next breath; the next life finds the files as they lay."""
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await _let_go(self)
        self.disk.rise()
        self.points.dead = False
        self.lives += 1

    async def stop(self) -> None:
        """The story is over; the database stays open for a look."""
        self.points.over = True


class BusyWorld(MortalWorld):
    """The same with the application as it runs in life: every pump in its own task, all at once."""

    CALM = 3
    """Looks in a row, half a second apart, at which nothing has moved."""

    _run: asyncio.Task[None]

    async def start(self) -> None:
        await self.settle()

    async def settle(self) -> None:
        await self.survive(self._calm)

    async def _tick(self) -> None:
        await asyncio.sleep(NOW_AND_THEN + 1)
        await self._calm()

    async def _rise(self) -> None:
        self.app = await App.build(self.settings, self.vk.clock, self.database.open)
        self.app.outbox.spacing = self.spacing
        self._run = asyncio.create_task(self.app.run(asyncio.get_running_loop().create_future()))

    async def _calm(self) -> None:
        calm, last = 0, self.points.lasting()
        while calm < self.CALM:
            await asyncio.sleep(0.5)
            if self._run.done():
                await self._run
            moved, last = last != self.points.lasting(), self.points.lasting()
            calm = 0 if moved else calm + 1
        assert not self.vk.violations, self.vk.violations

    async def stop(self) -> None:
        self.points.over = True
        self._run.cancel()
        await asyncio.gather(self._run, return_exceptions=True)


class Pendulum:
    """In place of APScheduler, which reads the machine's clock: the same ticks on the loop's time."""

    def __init__(self, ticks: Ticks, *_: object) -> None:
        self._ticks = ticks

    def start(self) -> None:
        self._task = asyncio.create_task(self._swing())

    def stop(self) -> None:
        self._task.cancel()

    async def _swing(self) -> None:
        for second in count(1):
            await asyncio.sleep(1)
            await self._ticks.second()
            if second % NOW_AND_THEN == 0:
                await self._ticks.minute()


async def _let_go(world: World) -> None:
    """The engines outlive a life, with what they have compiled; connections do not."""
    for engine in _engines(world.settings.database_url):
        await engine.dispose()
    world.app = None


def _engines(url: str) -> tuple[Any, Any]:
    return _kept_engines(url, storage.engine.WRITER_PRAGMAS)


@cache
def _kept_engines(url: str, _: tuple[str, ...]) -> tuple[Any, Any]:
    return _sqlite_engines(storage.engine.make_url(url))


_sqlite_engines = storage.engine._sqlite_engines


@contextmanager
def mortal(world: MortalWorld) -> Iterator[None]:
    """The database, VK and the pumps of this world pass points."""
    points, disk = world.points, world.disk

    def guard(name: str) -> None:
        if name == "after a commit" and not points.dead:
            disk.committed()
        # Between statements nothing is kept: dying after one is dying before the next.
        uninteresting = (name.startswith("after") and name != "after a commit") or name.endswith(("pragma", "rollback"))
        points.hit("" if uninteresting else name)

    points.dying = disk.die
    points.lasting = lambda: (disk.commits, world.vk.version, world.vk.clock.now())
    with sqlite_in_the_loop(guard, disk.opened.append), pytest.MonkeyPatch.context() as patch:
        patch.setattr(logging.root.manager, "disable", logging.CRITICAL)
        patch.setattr(aiohttp, "TCPConnector", lambda **_: None)
        patch.setattr(aiohttp, "ClientSession", lambda **_: Line(world.vk, points.hit))
        patch.setattr(storage.engine, "_sqlite_engines", lambda url: _engines(url.render_as_string()))
        patch.setattr("atexit.register", lambda _: None)  # it would keep every life for ever
        for room in ("state", "talk", "longpoll", "uploads"):
            patch.setattr(f"sandbox.{room}.secrets", Counted())
        patch.setattr(storage.regions, "region_of", lambda pieces: _region_of(tuple(pieces)))
        patch.setattr("bot.app.Clockwork", Pendulum)
        patch.setattr("bot.app.WordListener", _listener)
        patch.setattr(Catalogue, "load", classmethod(lambda _: _catalogue()))
        for owner, name, phase in PHASES:
            _phased(patch, owner, name, phase)
        yield


class Counted:
    """In place of `secrets`: unique, and the same in every life of a story."""

    def __init__(self) -> None:
        self._last = 0

    def token_hex(self, length: int) -> str:
        self._last += 1
        return f"{self._last:0{2 * length}x}"


PHASES = (
    (App, "build", "rising"),
    (LongPoll, "step", "intake"),
    (Gaps, "between", "filling a gap"),
    (Rounds, "work", "catching up"),
    (InboxPump, "step", "handling"),
    (OutboxPump, "step", "sending"),
    (Ticks, "second", "ticking"),
    (Ticks, "minute", "ticking"),
)


def _phased(patch: pytest.MonkeyPatch, owner: type, name: str, phase: str) -> None:
    """Says what the bot is about while a method of it runs."""
    plain = owner.__dict__[name]
    work = getattr(plain, "__func__", plain)

    async def phased(*arguments: Any, **more: Any) -> Any:
        token = PHASE.set(phase)
        try:
            return await work(*arguments, **more)
        finally:
            PHASE.reset(token)

    patch.setattr(owner, name, classmethod(phased) if isinstance(plain, classmethod) else phased)


_region_of = cache(storage.regions.region_of)
_listener = cache(WordListener)
_catalogue = cache(Catalogue.load)
_stage = cache(Stage.read)


@cache
def template(region: Path) -> bytes:
    """A database of this version with a region in it, made once by the bot itself."""

    async def made(folder: Path) -> bytes:
        settings = Settings(database_url=f"sqlite+aiosqlite:///{folder / 'template.db'}", region_file=region)
        database = await open_database(settings)
        await take_file_if_changed(database, Clock(moment("2026-11-24 09:00")), region)
        await database.checkpoint()
        await database.close()
        return (folder / "template.db").read_bytes()

    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(made(Path(folder)))


@dataclass(frozen=True, slots=True)
class Played:
    """What was left of a story: all that can be seen, and the points that were passed."""

    seen: dict[str, Any]
    points: Points
    lives: int


def play(story: Story, *, at: Iterable[int] = (), database: bytes | None = None, **town: Any) -> Played:
    """Plays a story with deaths at the given points, from an installation with a region on."""

    ready = database or template(town.get("region", REGION))

    async def played() -> Played:
        async with a_mortal_town(ready, Points(frozenset(at)), **town) as world:
            await story(world)
            await world.stop()
            return Played(await sight(world), world.points, world.lives)

    return run_still(played())


@asynccontextmanager
async def a_mortal_town(
    template: bytes,
    points: Points,
    *,
    power_cut: bool = False,
    busy: bool = False,
    strict: bool = True,
    at: str = "2026-11-24 10:00",
    region: Path = REGION,
    user_token: bool = False,
    kind: "type[MortalWorld] | None" = None,
) -> AsyncIterator[MortalWorld]:
    """The example municipality, with a bot that may die; its files lie in memory where the machine has such a place."""
    folder = _folder()
    for path in folder.iterdir():
        path.unlink()
    disk = Disk(folder / "otklik.db", power_cut)
    disk.path.write_bytes(template)
    vk = _stage(EXAMPLE).open(Clock(moment(at)))
    vk.rate_limit = False
    vk.forbid = lambda: "VK was called inside a unit of work" if strict and OPEN.get() else None
    settings = Settings(
        vk_tokens=(SecretStr("sandbox-242065128"),),
        vk_user_token=SecretStr("sandbox-user-106" if user_token else ""),
        vk_api_url=f"{HOST}/method/",
        database_url=f"sqlite+aiosqlite:///{disk.path}",
        region_file=region,
        data_dir=folder,
    )
    kind = kind or (BusyWorld if busy else MortalWorld)
    world = kind(vk, None, settings)  # type: ignore[arg-type]  # there is no server
    world.points, world.disk = points, disk
    with mortal(world):
        await world.start()
        try:
            yield world
        finally:
            points.dead, points.over = False, True
            await _let_go(world)
            disk.close()


@cache
def _folder() -> Path:
    """One folder for all lives of this process: the engines are kept, and with them what SQLAlchemy has compiled."""
    memory = Path("/dev/shm")  # noqa: S108  quicker where there is one; what a sync means is Disk's to say
    folder = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None, prefix="otklik-")
    atexit.register(folder.cleanup)
    return Path(folder.name)
