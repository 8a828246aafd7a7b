"""The `otklik` commands that live: the bot, its sandbox, the doctor. Loaded only by those who call them."""

import argparse
import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from bot.app import App
from bot.clock import Clock, SharedClock, SystemClock
from bot.lasting import ended
from bot.loading import stands
from bot.logs import set_up
from bot.onlyone import AlreadyRunning, only_one
from bot.opening import StartError
from bot.settings import Settings, SettingsError
from bot.vk.errors import VkError
from storage.leases import LeaseLost

log = logging.getLogger("otklik")

CONSOLE = "  Пульт в браузере: напишите боту в личку «консоль» от Дарьи Соколовой"
AGAIN = 2.0
"""Seconds before a process that lost its place tries to take one anew."""


async def start(arguments: argparse.Namespace) -> int:
    """What `make run` does."""
    return await (run_bot if Settings.load().vk_tokens else run_sandbox)(arguments)


async def run_sandbox(_: argparse.Namespace) -> int:
    """`otklik sandbox`: the same bot against the built-in VK stand-in; «Начать заново» begins both anew."""
    from bot.sandbox import DATABASE  # the real bot starts without its stand-in

    stop = _stop_by_signal()
    settings = Settings.load()
    set_up("WARNING", settings.log_format)
    with _the_only_one(settings.data_dir / DATABASE):
        await _unless_stopped(stop, partial(_sandbox, settings, stop))
    return 0


async def _sandbox(settings: Settings, stop: asyncio.Event, begun: asyncio.Event) -> None:
    from bot.sandbox import catch_up, clean_slate, console_port, live, sandbox_clock, sandbox_settings, serving

    async with serving(settings) as town:
        port = console_port(settings.web_host, town)
        greeting = f"\n  Песочница открыта: {town.url}\n{CONSOLE}\n  Остановить: Ctrl+C\n"
        while not stop.is_set():
            anew = asyncio.Event()
            town.world.on_reset[:] = [anew.set, town.world.on_walk.clear]
            clean_slate(settings)
            own = sandbox_settings(settings, town, port)
            async with _listening(own, sandbox_clock(town)) as app, app.console():
                awake = partial(catch_up, town, app.longpolls, app.inbox, app.ticks, app.outbox)
                await awake()
                town.world.on_walk[:] = [awake]
                begun.set()
                print(greeting, end="", flush=True)
                await app.run(live(town, awake, _either(stop, anew)))
            greeting = ""


async def run_bot(_: argparse.Namespace) -> int:
    """`otklik run`"""
    stop = _stop_by_signal()
    settings = Settings.load()
    set_up(settings.log_level, settings.log_format)
    clock = SystemClock() if settings.database_file else SharedClock()
    with _the_only_one(settings.database_file):
        await _lives(settings, clock, stop)
    return 0


async def _lives(settings: Settings, clock: Clock, stop: asyncio.Event) -> None:
    """Whoever was taken for dead by the other processes begins anew, with an empty memory."""
    lived = False
    while not stop.is_set():
        try:
            await _unless_stopped(stop, partial(_life, settings, clock, stop))
        except LeaseLost:
            lived = True
            log.warning("other processes took this one for dead: it begins anew")
        except (StartError, VkError) as error:
            if not lived:
                raise
            log.warning("no new beginning yet", extra={"error": type(error).__name__})
            with suppress(TimeoutError):
                await asyncio.wait_for(stop.wait(), AGAIN)


async def _life(settings: Settings, clock: Clock, stop: asyncio.Event, begun: asyncio.Event) -> None:
    async with _listening(settings, clock) as app, app.console():
        begun.set()
        stands()
        await app.run(stop.wait())


async def _unless_stopped(stop: asyncio.Event, work: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
    """Does the work, which sees to stopping by itself once it has begun; before that it is simply broken off."""
    begun = asyncio.Event()
    doing = asyncio.create_task(work(begun))
    early = asyncio.create_task(_either(stop, begun))
    await asyncio.wait({doing, early}, return_when=asyncio.FIRST_COMPLETED)
    if not begun.is_set() and not doing.done():
        await ended([doing])
    await ended([early])
    if not doing.cancelled():
        await doing


@contextmanager
def _the_only_one(database: Path | None) -> Iterator[None]:
    """Two bots on one file would answer twice: the second says so and leaves."""
    try:
        with only_one(database):
            yield
    except AlreadyRunning as running:
        raise StartError(
            f"С базой {database} уже работает другой бот (процесс {running.process or '?'}). Этот не запущен: "
            "вдвоём они ответили бы жителям дважды. Остановите тот или впишите в .env свою базу."
        ) from None
    except OSError:
        raise StartError(f"Базу данных не открыть: {database}. Проверьте DATABASE_URL и права на папку.") from None


@asynccontextmanager
async def _listening(settings: Settings, clock: Clock) -> AsyncIterator[App]:
    """The application with its place in every stream of events; closed at the end."""
    app = await App.build(settings, clock)
    try:
        await app.ready()
        yield app
    finally:
        await app.close()


def _stop_by_signal() -> asyncio.Event:
    """Set by SIGTERM and Ctrl+C."""
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    return stop


async def _either(one: asyncio.Event, other: asyncio.Event) -> None:
    waits = [asyncio.ensure_future(event.wait()) for event in (one, other)]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()


async def check(arguments: argparse.Namespace) -> int:
    """`otklik check [--fix]`: a line each, 1 when anything is red."""
    from bot.doctor import Doctor, Finding, Mark

    try:
        settings = Settings.load()
    except SettingsError as error:
        print(Finding(Mark.BAD, "Настройки", str(error)))
        return 1
    set_up("ERROR", settings.log_format)
    red = False
    async for finding in Doctor(settings, SystemClock(), fix=arguments.fix).examine():
        print(finding, flush=True)
        red = red or finding.is_bad
    return int(red)
