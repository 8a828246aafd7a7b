"""`otklik sandbox`: the same bot against the built-in stand-in for VK, in one process, with a clock to move."""

import asyncio
import logging
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.clock import Clock
from bot.inbox import InboxPump
from bot.outbox import OutboxPump
from bot.regionfile import load
from bot.settings import Settings
from bot.vk.longpoll import LongPoll
from domain.calendar import Calendar, Interval
from sandbox.server import Running, serve
from sandbox.stage import Stage
from scheduler.ticks import Ticks

REGION = Path(__file__).parent.parent / "examples" / "priozerny.toml"
DATABASE = "sandbox.db"
TUESDAY, MORNING = 1, time(10)
"""The town wakes up on a working morning, so that cards come at once and the first answer takes a minute."""

ROUND, MOST_ROUNDS, PATIENT_ROUNDS = 0.005, 50, 200
PACE = 0.5

log = logging.getLogger("otklik.clock")


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Running]:
    """The stand-in on the console's address; a busy port is stepped over."""
    stage = Stage(Stage.read().plan, start=opening(datetime.now(UTC), load(REGION).region.calendar))
    world = stage.open()
    try:
        running = await serve(world, settings.web_host, settings.web_port, stage)
    except OSError:
        running = await serve(world, settings.web_host, 0, stage)
    try:
        yield running
    finally:
        await running.close()


def opening(now: datetime, calendar: Calendar) -> datetime:
    """The nearest Tuesday morning that begins four ordinary working days: no play runs into a holiday."""
    today = calendar.local(now).date()
    tuesday = today + timedelta(days=(TUESDAY - today.weekday()) % 7)
    while not _is_ordinary([calendar.hours(tuesday + timedelta(days=ahead)) for ahead in range(4)]):
        tuesday += timedelta(days=7)
    return calendar.moment(tuesday, MORNING)


def _is_ordinary(days: Sequence[Sequence[Interval]]) -> bool:
    """No holiday among them, and no shorter day before one."""
    return all(days) and all(hours == days[0] for hours in days)


def console_port(host: str, town: Running) -> int:
    """Where the console of the town opens: the port after the town's own, or any that is free."""
    for port in (town.port + 1, 0):
        try:
            with socket.create_server((host, port)) as found:
                return int(found.getsockname()[1])
        except (OSError, OverflowError):
            continue
    return town.port + 1


def sandbox_settings(settings: Settings, town: Running, web_port: int) -> Settings:
    """The bot's settings for this town: its tokens, its address, the example region, a database of its own."""
    tokens = {access.kind: access.token for access in town.world.accesses.values()}
    return settings.model_copy(
        update={
            "vk_tokens": (SecretStr(tokens["group"]),),
            "vk_user_token": SecretStr(tokens.get("user", "")),
            "vk_api_url": f"{town.url}/method/",
            "vk_longpoll_wait": 5,
            "vk_intake": "longpoll",
            "database_url": f"sqlite+aiosqlite:///{settings.data_dir / DATABASE}",
            "region_file": REGION,
            "web_port": web_port,
            "given_web_url": "",
        }
    )


def clean_slate(settings: Settings) -> None:
    """A town that begins anew knows no questions of an earlier one."""
    for kept in settings.data_dir.glob(f"{DATABASE}*"):
        kept.unlink()
    shutil.rmtree(settings.data_dir / f"models-{Path(DATABASE).stem}", ignore_errors=True)


async def catch_up(
    town: Running, longpolls: Sequence[LongPoll], inbox: InboxPump, ticks: Ticks, outbox: OutboxPump
) -> None:
    """VK is heard and understood, and what has come due is done and said, before the town's clock goes on."""
    now = town.world.clock.now()
    for _ in range(PATIENT_ROUNDS):
        if town.world.faults.network_down or all(poll.heard_at and poll.heard_at >= now for poll in longpolls):
            break
        await asyncio.sleep(ROUND)
        town.world.answer_polls()  # one begun since the clock was moved waits no less
    for _ in range(MOST_ROUNDS):
        if not await inbox.step():
            break
    await ticks.second()
    await ticks.minute()
    for _ in range(MOST_ROUNDS):
        if not await outbox.step():
            return


async def live(town: Running, catch_up: Callable[[], Awaitable[None]], over: Awaitable[object]) -> None:
    """Until it is over; a hurried clock is followed closer than the machine's own, or its mornings would be missed."""
    end = asyncio.ensure_future(over)
    while not end.done():
        await asyncio.wait({end}, timeout=PACE)
        if town.world.clock.speed > 1 and not end.done():
            town.world.answer_polls()
            try:
                await catch_up()
            except Exception:  # as with any tick: what was not done is done by the next one
                log.exception("a tick failed", extra={"tick": "live"})


def sandbox_clock(town: Running) -> Clock:
    """The town's own time: the bot lives in it."""
    return town.world.clock
