"""The whole town in one process: the stand-in for VK at the wire, the real bot, a clock that is moved.

Stories are told in the domain's words: who writes what where, what time passes, what is seen.
"""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp.test_utils import TestClient, TestServer
from pydantic import SecretStr

from bot.app import App
from bot.settings import Settings
from domain.pace import Spacing
from domain.question import Question
from sandbox.clock import Clock
from sandbox.conversations import REACTIONS, Message
from sandbox.server import Running, serve
from sandbox.stage import EXAMPLE, Stage
from sandbox.world import World as Vk
from storage.engine import Database
from storage.leases import Lease
from storage.uow import SqlUnitOfWork
from tests.postgres import emptied, everything_in

GROUP = 242065128
STAFF_CHAT, CHAT, MODERATORS_CHAT = 2_000_000_001, 2_000_000_002, 2_000_000_003
FOREIGN_CHAT = 2_000_000_077
ILYIN, PETROVA, KUZMIN, VETROV, LEBEDEVA, SOKOLOVA = 101, 102, 103, 104, 105, 106
MARINA, LENA, OLEG, VIKTOR, IRINA = 201, 202, 203, 204, 205
ZONE = ZoneInfo("Europe/Moscow")
REGION = Path(__file__).parent.parent / "examples" / "priozerny.toml"
ON_POSTGRES = os.environ.get("OTKLIK_TEST_DATABASE", "sqlite") == "postgres"
"""Whether the stories are told on PostgreSQL: `OTKLIK_TEST_DATABASE=postgres` and a server (tests/postgres.py)."""

SATURDAY = 5
PATIENCE = 300
"""Rounds after which a bot that never falls quiet is a fault."""


def moment(text: str) -> datetime:
    """`2026-11-24 19:42` in the town's zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


class WatchedDatabase(Database):
    """Tells VK's stand-in when a transaction is open: no call may happen meanwhile."""

    open_units = 0

    @asynccontextmanager
    async def begin(self, now: datetime | None = None) -> AsyncIterator:
        async with _watched(super().begin(now)) as uow:
            yield uow

    def handling(self, now: datetime | None = None) -> AbstractAsyncContextManager[SqlUnitOfWork]:
        return _watched(super().handling(now)) if self.is_shared else super().handling(now)

    def intake(
        self, now: datetime | None = None, lease: Lease | None = None
    ) -> AbstractAsyncContextManager[SqlUnitOfWork]:
        return _watched(super().intake(now, lease)) if self.is_shared else super().intake(now, lease)


@asynccontextmanager
async def _watched(door: AbstractAsyncContextManager[SqlUnitOfWork]) -> AsyncIterator[SqlUnitOfWork]:
    async with door as uow:
        WatchedDatabase.open_units += 1
        try:
            yield uow
        finally:
            WatchedDatabase.open_units -= 1


class Hurried:
    """Requests keep their pace in a time of their own, where nobody waits."""

    now = 0.0

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


class World:
    """A town, its bot and its time."""

    def __init__(self, vk: Vk, town: Running, settings: Settings) -> None:
        self.vk = vk
        self.town = town
        self.settings = settings
        self.spacing = Spacing.none()
        """Stories about something else let texts follow each other at once."""
        self.timepiece = Hurried()
        self.app: App | None = None
        self._seen: dict[tuple[int, int], int] = {}

    # --- the bot lives, dies and lives again

    async def start(self) -> None:
        self.app = await App.build(self.settings, self.vk.clock, WatchedDatabase.open)
        self.app.outbox.spacing = self.spacing
        self.app.pulse.length = float("inf")  # nobody beats while the story's time stands still
        for poll in self.bot.longpolls:
            await poll.step(0)

    async def kill(self) -> None:
        """The process is gone; its database stays."""
        await self.bot.close()
        self.app = None

    @property
    def bot(self) -> App:
        assert self.app is not None, "the bot is not running"
        return self.app

    async def settle(self) -> None:
        """Everything that follows from what happened happens, until nothing moves."""
        self.bot.outbox.spacing = self.spacing
        for vk in self.bot.measures.clients.values():
            vk.timepiece = self.timepiece
        for _ in range(PATIENCE):
            heard = sum([await poll.step(0) for poll in self.bot.longpolls])
            handled = await self.bot.inbox.step()
            sent = await self.bot.outbox.step()
            if not heard and not handled and not sent:
                assert not self.vk.violations, self.vk.violations
                return
        raise AssertionError("the bot does not fall quiet")

    async def tick(self) -> None:
        await self.bot.ticks.second()
        await self.bot.ticks.minute()
        await self.bot.ears.rereading.step()
        await self.bot.ears.pages.step()
        if self.bot.ears.fetching is not None:
            await self.bot.ears.fetching.step()
        await self.bot.ears.pages.step()
        await self.settle()

    # --- time

    async def pass_time(self, length: timedelta) -> None:
        """Time passes in steps, as it does: the bot looks around every half an hour, at night every other hour."""
        end = self.vk.clock.now() + length
        await self.until_utc(end)

    async def until(self, text: str) -> None:
        await self.until_utc(moment(text))

    async def until_utc(self, end: datetime) -> None:
        assert end >= self.vk.clock.now(), "time does not go back here"
        while True:
            left = end - self.vk.clock.now()
            if left <= timedelta():
                break
            self.vk.clock.advance(min(left, _step(self.vk.clock.now())))
            await self.tick()
        await self.tick()

    # --- people act

    async def says(self, person: int, text: str, *, to: int | None = None, peer: int = CHAT, **more: object) -> int:
        """In a chat; `to` is the message replied to."""
        cmid = self.vk.say(GROUP, peer, person, text, reply_to=to, **more)
        await self.settle()
        return cmid

    async def writes(self, person: int, text: str, *, to: int | None = None, **more: object) -> int:
        """In private to the bot."""
        return await self.says(person, text, to=to, peer=person, **more)

    async def says_elsewhere(self, person: int, text: str) -> int:
        """Words written where the bot hears nothing; they can only be forwarded."""
        if (GROUP, FOREIGN_CHAT) not in self.vk.conversations:
            members = [IRINA, LENA, OLEG, SOKOLOVA, VIKTOR]
            self.vk.add_chat(GROUP, FOREIGN_CHAT, "Чужая беседа", members, admin=False, full_access=False)
        return await self.says(person, text, peer=FOREIGN_CHAT)

    async def forwards(self, person: int, *cmids: int, text: str = "", peer: int = FOREIGN_CHAT) -> int:
        """Messages of another chat, in private to the bot."""
        return await self.writes(person, text, forward=list(cmids), from_peer=peer)

    async def writes_and_waits(self, person: int, text: str, **more: object) -> int:
        """A private message and the silence after it."""
        cmid = await self.writes(person, text, **more)
        await self.pass_time(timedelta(seconds=61))
        return cmid

    async def presses(self, person: int, label: str, *, peer: int | None = None) -> None:
        """The newest message with such a button, in the person's dialog or a chat."""
        where = peer or person
        for message in reversed(self.vk.messages(GROUP, where)):
            if message.keyboard and not message.deleted and label in labels(message):
                self.vk.press(GROUP, where, person, message.cmid, label)
                await self.settle()
                return
        shown = [labels(m) for m in self.vk.messages(GROUP, where) if m.keyboard]
        raise AssertionError(f"no button «{label}» in {shown}")

    async def starts(self, person: int) -> None:
        self.vk.start(GROUP, person)
        await self.settle()

    async def comments(self, person: int, text: str, *, to: int | None = None, video: bool = False) -> int:
        """Under the community's post or its video; `to` is the comment replied to."""
        where = {"video_id": 1} if video else {"post_id": 1}
        number = self.vk.comment(-GROUP, person, text, reply_to=to, **where)
        await self.settle()
        return number

    async def reacts(self, person: int, cmid: int, reaction: int | None = 4) -> None:
        self.vk.react(GROUP, CHAT, person, cmid, reaction)
        await self.settle()

    # --- what is seen

    def heard(self, peer: int) -> list[str]:
        """What the bot said in a conversation since this was asked last."""
        messages = [m for m in self.vk.messages(GROUP, peer) if m.from_id == -GROUP and not m.deleted]
        seen = self._seen.get((GROUP, peer), 0)
        self._seen[GROUP, peer] = max((m.cmid for m in messages), default=seen)
        return [m.text for m in messages if m.cmid > seen]

    def alarms(self, peer: int = STAFF_CHAT) -> list[str]:
        """What of that was an alarm."""
        return [text for text in self.heard(peer) if text.startswith("⚠")]

    async def question(self, number: int) -> Question:
        """A question as it is kept."""
        async with self.bot.database.reading() as uow:
            return await uow.questions.get(number)

    async def asked(self) -> list[str]:
        """The words of all questions, in the order of their numbers."""
        async with self.bot.database.reading() as uow:
            return [one.text for one in await uow.questions.after(0, 1000)]

    @asynccontextmanager
    async def visitor(self) -> AsyncIterator[TestClient]:
        """Somebody's browser on the bot's own pages."""
        async with TestClient(TestServer(self.bot.site())) as client:
            yield client

    def bot_said(self, peer: int) -> list[Message]:
        return [m for m in self.vk.messages(GROUP, peer) if m.from_id == -GROUP and not m.deleted]

    def mark(self, cmid: int, peer: int = CHAT) -> str:
        """The bot's reaction under a message."""
        message = self.message(cmid, peer)
        return REACTIONS.get(message.reactions.get(-GROUP, 0), "")

    def message(self, cmid: int, peer: int = CHAT) -> Message:
        return next(m for m in self.vk.messages(GROUP, peer) if m.cmid == cmid)

    def bot_commented(self, *, video: bool = False) -> list[str]:
        where = {"video_id": 1} if video else {"post_id": 1}
        return [c.text for c in self.vk.comments(-GROUP, **where) if c.from_id == -GROUP and not c.deleted]

    async def remembered(self, *words: str) -> list[str]:
        """Which of the words stand anywhere in the files of the database; the bot is stopped to look."""
        if self.app is not None:
            await self.kill()
        address = self.settings.database_url
        if address.startswith("postgresql"):
            stored = await everything_in(address.replace("+asyncpg", ""))
        else:
            database = Path(address.partition(":///")[2])
            files = [path for path in database.parent.iterdir() if path.name.startswith(database.name)]
            stored = b"".join(path.read_bytes() for path in files)
        return [word for word in words if word.encode() in stored]

    def popped(self, person: int) -> list[str]:
        return [str(data.get("text")) for user, data in self.vk.snackbars if user == person]


def _step(now: datetime) -> timedelta:
    """How far the bot's next look around is; weeks of stories are mostly nights and Sundays."""
    local = now.astimezone(ZONE)
    if local.weekday() < SATURDAY and time(8) <= local.time() < time(19):
        return timedelta(minutes=30)
    hours = 1 if time(7) <= local.time() < time(22) and local.weekday() < SATURDAY else 2 - local.hour % 2
    return timedelta(hours=hours, minutes=-local.minute)


def labels(message: Message) -> list[str]:
    """The buttons of a message."""
    rows = (message.keyboard or {}).get("buttons", [])
    return [button["action"].get("label", "") for row in rows for button in row]


_migrated: list[tempfile.TemporaryDirectory[str]] = []


async def _with_tables() -> Path:
    """An empty database of this version, made once: migrating takes a tenth of a second, and stories are many."""
    if not _migrated:
        folder = tempfile.TemporaryDirectory()
        database = Database.open(f"sqlite+aiosqlite:///{folder.name}/empty.db")
        await database.migrate()
        await database.checkpoint()
        await database.close()
        _migrated.append(folder)
    return Path(_migrated[0].name) / "empty.db"


@asynccontextmanager
async def a_town(
    folder: Path,
    *,
    at: str = "2026-11-24 10:00",
    region: Path = REGION,
    user_token: bool = False,
    database: str = "",
    stage: Path = EXAMPLE,
    tokens: Sequence[str] = ("sandbox-242065128",),
    world_class: type[World] = World,
    prepare: Callable[[World], None] = lambda _: None,
) -> AsyncIterator[World]:
    """The example municipality at a moment; the bot is awake and listening."""
    vk = Stage.read(stage).open(Clock(moment(at)))
    vk.rate_limit = False
    if ON_POSTGRES and not database:
        database = (await emptied()).replace("postgresql:", "postgresql+asyncpg:")
    if not database:
        database = f"sqlite+aiosqlite:///{folder / 'otklik.db'}"
        if not (folder / "otklik.db").exists():
            shutil.copyfile(await _with_tables(), folder / "otklik.db")
    vk.forbid = lambda: "VK was called inside a unit of work" if WatchedDatabase.open_units else None
    town = await serve(vk)
    settings = Settings(
        vk_tokens=tuple(SecretStr(token) for token in tokens),
        vk_user_token=SecretStr("sandbox-user-106" if user_token else ""),
        vk_api_url=f"{town.url}/method/",
        database_url=database,
        region_file=region,
    )
    world = world_class(vk, town, settings)
    prepare(world)
    await world.start()
    try:
        yield world
    finally:
        if world.app is not None:
            await world.app.close()
        await town.close()
