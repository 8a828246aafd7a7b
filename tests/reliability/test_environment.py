"""The machine fails, not the bot: full and locked disks, a server that restarts, wrong clocks, stops at any time.

Of each: the bot waits or says so in clear words, loses nothing, and works again when the trouble is gone.
"""

import asyncio
import logging
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot import tokens
from bot.app import App
from bot.clock import Clock
from domain.calendar import Calendar
from domain.ports import Filter
from storage.engine import Database
from storage.tables import inbox
from tests.postgres import needs_postgresql
from tests.reliability.bots import FIRST_CHAT, FIRST_GROUP, FIRST_RESIDENT, ROOT, Town, a_served_town, until
from tests.reliability.scene import a_scene
from tests.world import CHAT, GROUP, ILYIN, MARINA, REGION, STAFF_CHAT, VIKTOR, WatchedDatabase, World, a_town

LAMP = "Почему не горит фонарь на улице Победы у дома 14?"
OTHER = 242065999
SOMETIMES_SLOW = 90.0


@asynccontextmanager
async def running(world: World) -> AsyncIterator[None]:
    """The bot works by itself, as it does in life."""
    stop = asyncio.Event()
    work = asyncio.ensure_future(world.bot.run(stop.wait()))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(work, SOMETIMES_SLOW)


@asynccontextmanager
async def a_living_town(folder: Path, **more: object) -> AsyncIterator[World]:
    """On SQLite, in which trouble is easy to make."""
    async with a_town(folder, database=f"sqlite+aiosqlite:///{folder}/otklik.db", **more) as world:  # type: ignore[arg-type]
        world.vk.clock.frozen = False
        yield world


async def told_once(world: World, asked: int) -> None:
    """The question is there once, its event is done, and nobody was disturbed twice."""

    async def everything_is_handled() -> bool:
        async with world.bot.database.reading() as uow:
            return not await uow.inbox.waiting(world.vk.clock.now(), 1)

    await until(everything_is_handled, "every event is handled")
    async with world.bot.database.reading() as uow:
        questions = await uow.questions.list(Filter())
        assert [q.place.message for q in questions] == [asked]
        assert await uow.inbox.count_quarantined() == 0
    texts = [m.text for m in world.bot_said(MARINA)]
    assert len(texts) == len(set(texts)) <= 1


# --- the disk


@pytest.mark.parametrize("trouble", ["full", "read-only"])
async def test_a_disk_that_takes_nothing_is_waited_for(
    tmp_path: Path, trouble: str, caplog: pytest.LogCaptureFixture
) -> None:
    begin, end = {
        "full": ("PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"),
        "read-only": ("PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    }[trouble]
    async with a_living_town(tmp_path) as world, running(world):
        await _pragma(world.bot.database, begin)
        chatter = "и ещё немного о погоде " * 40
        asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
        for _ in range(60):
            world.vk.say(GROUP, CHAT, VIKTOR, chatter)
        await until(lambda: "the database is away" in caplog.text, "the trouble is told")
        await _pragma(world.bot.database, end)
        await until(lambda: world.mark(asked) == "❓", "❓ when there is room again")
        await until(lambda: bool(world.bot_said(MARINA)), "the number in private")
        await told_once(world, asked)


async def _pragma(database: Database, words: str) -> None:
    """Said to the connection that writes, outside of a transaction."""
    async with database._turn, database.engine.connect() as connection:
        outside = (await connection.get_raw_connection()).driver_connection
        await outside.execute_fetchall(words)  # type: ignore[union-attr]


async def test_a_process_whose_file_may_not_grow_waits_until_it_may(tmp_path: Path) -> None:
    """A quota of the system, met by a real process in the middle of its work."""
    async with a_served_town(tmp_path) as town:
        bot = await town.started()
        log = tmp_path / "var" / "otklik.db-wal"
        _, most = resource.prlimit(bot.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (log.stat().st_size, most))
        asked = town.ask(FIRST_GROUP, FIRST_CHAT, FIRST_RESIDENT, LAMP)
        await until(lambda: "the database is away" in bot.words, "the trouble is told")
        resource.prlimit(bot.pid, resource.RLIMIT_FSIZE, (most, most))
        await until(lambda: town.mark(FIRST_GROUP, FIRST_CHAT, asked) == "❓", "❓ when there is room again")
        assert await bot.stopped() == 0
        assert _questions(tmp_path) == [asked]
        assert bot.complaints == []


async def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    with _a_small_disk(tmp_path / "var") as disk:
        async with a_served_town(tmp_path, DISK_MIN_MB="0") as town:
            bot = await town.started()
            ballast = disk / "ballast"
            _fill(ballast)
            asked = [town.ask(FIRST_GROUP, FIRST_CHAT, FIRST_RESIDENT + n, f"{LAMP} Уже {n} дней.") for n in range(40)]
            await until(lambda: "the database is away" in bot.words, "the trouble is told")
            ballast.unlink()
            await until(lambda: all(town.mark(FIRST_GROUP, FIRST_CHAT, one) == "❓" for one in asked), "❓ under each")
            assert await bot.stopped() == 0
            assert _questions(tmp_path) == asked


def _fill(ballast: Path) -> None:
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(4096)):
            continue
    assert shutil.disk_usage(ballast.parent).free == 0


@contextmanager
def _a_small_disk(folder: Path) -> Iterator[Path]:
    """A few megabytes of their own; only root may make such a disk."""
    folder.mkdir()
    if os.geteuid() != 0 or _run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)).returncode:
        pytest.skip("NO SMALL DISK: only root may mount one; the quota of the story above did run")
    try:
        yield folder
    finally:
        assert _run("umount", str(folder)).returncode == 0


def _run(*command: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603  the story's own commands
        command, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )


async def test_a_folder_that_cannot_be_written_is_named_at_the_start(tmp_path: Path) -> None:
    """Nobody may make a file in /sys, not even root."""
    async with a_served_town(tmp_path, DATABASE_URL="sqlite+aiosqlite:////sys/otklik.db") as town:
        bot = await town.start()
        assert await bot.end() == 1
        assert bot.words.strip().splitlines()[-1].startswith("Базу данных не открыть: /sys/otklik.db.")
        assert bot.complaints == []


# --- the database


async def test_a_file_another_program_locks_is_waited_for(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async with a_living_town(tmp_path) as world, running(world):
        await _pragma(world.bot.database, "PRAGMA busy_timeout = 100")
        with _locked(tmp_path / "otklik.db"):
            asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
            await until(lambda: "the database is away" in caplog.text, "the trouble is told")
            assert world.mark(asked) == ""
        await until(lambda: world.mark(asked) == "❓", "❓ when the lock is gone")
        await until(lambda: bool(world.bot_said(MARINA)), "the number in private")
        await told_once(world, asked)


async def test_it_stops_in_time_while_another_program_locks_the_file(tmp_path: Path) -> None:
    async with a_served_town(tmp_path) as town:
        bot = await town.started()
        with _locked(tmp_path / "var" / "otklik.db"):
            town.ask(FIRST_GROUP, FIRST_CHAT, FIRST_RESIDENT, LAMP)
            await until(lambda: "the database is away" in bot.words, "the trouble is told")
            assert await bot.stopped() == 0


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


@needs_postgresql
async def test_postgresql_restarts_under_load_and_nobody_notices(tmp_path: Path) -> None:
    with _a_server(tmp_path) as (address, restart):
        async with a_scene(tmp_path, address) as scene:
            one, other = await asyncio.gather(scene.town.started(), scene.town.started())
            await until(lambda: scene.shared(one, other), "each polls its share")
            load = asyncio.create_task(scene.ask_on(60))
            await until(lambda: len(scene.asked) >= 20, "there is load")
            await asyncio.to_thread(restart)
            await load
            await scene.ask_on(12)
            await until(scene.everything_is_marked, "❓ under each question")
            await until(scene.everybody_is_told, "each hears of the number")
            await until(scene.nothing_waits, "nothing is on its way")
            await until(lambda: scene.shared(one, other), "each polls its share again")
            await scene.nothing_was_lost_or_doubled()
            assert [await bot.stopped() for bot in (one, other)] == [0, 0]
            assert "the database is away" in one.words + other.words
            assert one.complaints == other.complaints == []


@contextmanager
def _a_server(folder: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """A PostgreSQL of this story alone, and the way to restart it as after a crash."""
    script = str(ROOT / "tests" / "storage" / "postgres.sh")
    home = Path("/tmp") / f"otklik-restarted-{os.getpid()}-{folder.name}"  # noqa: S108  the server runs as another user

    def do(what: str) -> str:
        done = _run(script, what, OTKLIK_TEST_POSTGRES_HOME=str(home))
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    address = do("start")
    try:
        yield address, lambda: do("restart")
    finally:
        do("stop")


# --- stops and starts


async def test_a_stop_in_a_burst_leaves_nothing_half_done(tmp_path: Path) -> None:
    async with a_served_town(tmp_path) as town:
        bot = await town.started()
        asked = [
            town.ask(FIRST_GROUP, FIRST_CHAT, FIRST_RESIDENT + n, f"Когда починят дорогу на Мира, дом {n + 1}?")
            for n in range(40)
        ]
        await until(lambda: any(town.mark(FIRST_GROUP, FIRST_CHAT, one) for one in asked), "the first ❓")
        assert await bot.stopped() == 0

        with closing(sqlite3.connect(tmp_path / "var" / "otklik.db")) as left:
            rows = left.execute("SELECT state, body FROM inbox WHERE natural LIKE 'message_new:%'").fetchall()
            places = {row[0] for row in left.execute("SELECT message FROM questions")}
            promised = {row[0] for row in left.execute("SELECT message FROM outbox WHERE verb = 'react'")}
        assert all(body is not None for state, body in rows if state == "waiting"), "what waits has its words"
        done = sum(state == "done" for state, _ in rows)
        assert done == len(places) == len(promised), "what is done has all its consequences"

        bot = await town.started()
        await until(lambda: all(town.mark(FIRST_GROUP, FIRST_CHAT, one) == "❓" for one in asked), "❓ under each")
        assert await bot.stopped() == 0
        assert _questions(tmp_path) == asked


async def test_a_stop_while_it_is_still_loading_is_a_clean_end(tmp_path: Path) -> None:
    """As soon as Python can hear of it: long before the bot has a loop, a database or a word with VK."""
    async with a_served_town(tmp_path) as town:
        bot = await town.start()
        await until(lambda: _hears_stops(bot.pid), "the process hears signals")
        assert await bot.stopped() == 0
        assert bot.words == ""


async def test_a_stop_while_vk_does_not_answer_at_the_start_is_a_clean_end(tmp_path: Path) -> None:
    async with a_served_town(tmp_path) as town:
        town.vk.world.faults.hang("groups.getById", times=9)
        bot = await town.start()
        await until(lambda: len(town.vk.world.faults.waiting) == 0 or _asked(town), "VK is asked")
        assert await bot.stopped() == 0
        assert bot.complaints == []


def _asked(town: Town) -> bool:
    return town.vk.world.faults.waiting[0].times < 9


def _hears_stops(pid: int) -> bool:
    """Whether the process has a handler for SIGTERM."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    caught = next(int(line.split()[1], 16) for line in lines if line.startswith("SigCgt"))
    return bool(caught >> (signal.SIGTERM - 1) & 1)


async def test_a_second_copy_on_the_same_file_says_so_and_leaves(tmp_path: Path) -> None:
    async with a_served_town(tmp_path) as town:
        first = await town.started()
        second = await town.start()
        assert await second.end() == 1
        assert f"уже работает другой бот (процесс {first.pid})" in second.words
        assert second.complaints == []
        asked = town.ask(FIRST_GROUP, FIRST_CHAT, FIRST_RESIDENT, LAMP)
        await until(lambda: town.mark(FIRST_GROUP, FIRST_CHAT, asked) == "❓", "the first one works on")
        first.send(signal.SIGKILL)
        await first.end()
        third = await town.started()
        assert await third.stopped() == 0, "a dead bot holds no place"


async def test_a_token_that_does_not_work_stops_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Its community is named to ЦУР, and heard as soon as the token works."""
    monkeypatch.setattr(tokens, "SOON", 0.05)
    region = tmp_path / "region.toml"
    other = f'[[community]]\ngroup_id = {OTHER}\nmunicipality = "lesnoy"\n\n[[chat]]'
    region.write_text(REGION.read_text(encoding="utf-8").replace("[[chat]]", other, 1), encoding="utf-8")
    both = ("sandbox-242065128", "token-of-the-other")
    async with a_living_town(tmp_path, region=region, tokens=both) as world, running(world):
        asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
        await until(lambda: world.mark(asked) == "❓", "the other community is served")
        assert any(r.getMessage() == "a token does not work" and r.number == 2 for r in caplog.records)
        assert "token-of-the-other" not in caplog.text
        await world.bot.ticks.minute()
        await until(lambda: f"Ключ сообщества {OTHER}" in str(world.bot_said(STAFF_CHAT)), "ЦУР hears of it")
        world.vk.add_community(OTHER, "Лесной округ", "lesnoy", "token-of-the-other")
        await until(lambda: {poll.community for poll in world.bot.longpolls} == {GROUP, OTHER}, "it is heard")
        await until(lambda: all(poll.heard_at for poll in world.bot.longpolls), "VK answers its poll")


# --- clocks


class OwnClock:
    """The machine's clock beside VK's."""

    def __init__(self, true: Clock) -> None:
        self._true = true
        self.wrong_by = timedelta()

    def now(self) -> datetime:
        return self._true.now() + self.wrong_by


class WorldWithItsOwnClock(World):
    """A bot whose machine may be wrong about the time."""

    clock: OwnClock

    async def start(self) -> None:
        self.clock = OwnClock(self.vk.clock)
        self.app = await App.build(self.settings, self.clock, WatchedDatabase.open)
        self.app.outbox.spacing = self.spacing
        for poll in self.bot.longpolls:
            await poll.step(0)


@pytest.mark.parametrize("wrong_by", [timedelta(hours=-2), timedelta(hours=2), timedelta(days=1)])
async def test_a_clock_set_there_and_back_repeats_nothing_and_holds_nothing_up(
    tmp_path: Path, wrong_by: timedelta
) -> None:
    async with a_town(tmp_path, world_class=WorldWithItsOwnClock) as world:
        assert isinstance(world, WorldWithItsOwnClock)
        first = await world.says(MARINA, LAMP)
        world.clock.wrong_by = wrong_by
        world.vk.faults.fail("messages.sendReaction", 10)
        second = await world.says(VIKTOR, "Когда уберут снег на улице Мира у дома 3?")
        await world.tick()
        world.clock.wrong_by = timedelta()
        await world.pass_time(timedelta(minutes=31))
        third = await world.says(MARINA, "А когда починят дорогу на улице Труда у дома 5?")
        await world.pass_time(timedelta(minutes=31))

        assert [world.mark(one) for one in (first, second, third)] == ["❓"] * 3
        for peer in (CHAT, MARINA, VIKTOR, ILYIN):
            texts = [m.text for m in world.bot_said(peer)]
            assert len(texts) == len(set(texts)), "nothing is said twice"


async def test_a_retry_planned_by_a_clock_that_was_ahead_is_made_when_it_is_right_again(tmp_path: Path) -> None:
    async with a_town(tmp_path, world_class=WorldWithItsOwnClock) as world:
        assert isinstance(world, WorldWithItsOwnClock)
        world.clock.wrong_by = timedelta(days=1)
        async with world.bot.database.begin(world.clock.now()) as uow:
            world.vk.say(GROUP, CHAT, MARINA, LAMP)
        for poll in world.bot.longpolls:
            await poll.step(0)
        async with world.bot.database.begin() as uow:
            row = (await uow.inbox.waiting(world.clock.now(), 1))[0]
            await uow.inbox.failed(row.id, "OSError", world.clock.now() + timedelta(minutes=10))
        world.clock.wrong_by = timedelta()
        await world.settle()
        async with world.bot.database.snapshot() as connection:
            assert (await connection.scalars(select(inbox.c.state).where(inbox.c.id == row.id))).all() == ["done"]


BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("zone_of_the_machine", ["America/New_York", "Asia/Kamchatka", "Australia/Lord_Howe"])
@pytest.mark.parametrize("night", [date(2026, 3, 29), date(2026, 10, 25)])
def test_when_clocks_change_a_working_day_is_as_long_as_ever(
    zone_of_the_machine: str, night: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deadlines are counted by the region's clocks, whatever zone the machine lives in."""
    monkeypatch.setenv("TZ", zone_of_the_machine)
    time.tzset()
    try:
        nine_to_six = ((clock_time(9), clock_time(18)),)
        calendar = Calendar(BERLIN, ((nine_to_six,) * 5) + ((), ()))
        friday, monday = night - timedelta(days=2), night + timedelta(days=1)
        asked = calendar.moment(friday, clock_time(17))
        due = calendar.add(asked, timedelta(hours=9))
        assert due == datetime(monday.year, monday.month, monday.day, 17, tzinfo=BERLIN).astimezone(UTC)
        assert calendar.between(asked, due) == timedelta(hours=9)
        always = Calendar.always(BERLIN)
        assert always.add(asked, timedelta(days=3)) - asked == timedelta(days=3)
        assert always.between(asked, asked + timedelta(days=3)) == timedelta(days=3)
    finally:
        monkeypatch.undo()
        time.tzset()


async def test_the_zone_of_the_machine_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def lived(folder: str) -> list[tuple[object, ...]]:
        async with a_town(tmp_path / folder) as world:
            await world.says(MARINA, LAMP)
            await world.pass_time(timedelta(hours=5))
            async with world.bot.database.reading() as uow:
                seen = [(q.asked_at, q.due_at, q.look_at) for q in await uow.questions.list(Filter())]
            return [*seen, tuple(m.text for m in world.bot_said(ILYIN)), tuple(world.heard(CHAT))]

    for name in ("here", "there"):
        (tmp_path / name).mkdir()
    here = await lived("here")
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert await lived("there") == here
    finally:
        monkeypatch.undo()
        time.tzset()


def _questions(folder: Path) -> list[int]:
    """Where the questions of a stopped bot stand, in the order of their numbers."""
    with closing(sqlite3.connect(folder / "var" / "otklik.db")) as left:
        return [row[0] for row in left.execute("SELECT message FROM questions ORDER BY number")]


@pytest.fixture(autouse=True)
def _log_is_heard(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
