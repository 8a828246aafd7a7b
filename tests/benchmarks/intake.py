"""(a) Events per second from Long Poll to the commit of everything that follows, beside the usual way."""

import asyncio
import contextlib
import time
from pathlib import Path

from bot.app import App
from bot.settings import Settings
from sandbox.clock import Clock
from tests.benchmarks import peer
from tests.benchmarks.rows import Row
from tests.benchmarks.running import database, feed, opened, settings
from tests.world import moment

OURS, THEIRS = 6000, 1500
PATIENCE = 120.0


async def intake(engine: str, folder: Path) -> list[Row]:
    """Ours and the plain bot on the same engine, one after the other."""
    ours = await ours_on(engine, folder)
    theirs = await theirs_on(engine, folder)
    return [
        Row(f"events/s from Long Poll to commit, {engine}", ours.rate, "events/s", "≥ 1 000"),
        Row(f"  CPU of an event, {engine}", ours.cpu_each, "µs"),
        Row(f"  plain vkbottle + SQLAlchemy ORM, {engine}", theirs.rate, "events/s"),
        Row(f"  CPU of an event, {engine}", theirs.cpu_each, "µs"),
        Row(f"  ours against plain, {engine}", ours.rate / theirs.rate, "times", "≥ 5"),
    ]


class Rate:
    def __init__(self, run: peer.Run) -> None:
        self.rate = run.events / run.seconds
        self.cpu_each = run.cpu / max(run.events, 1) * 1e6


async def ours_on(engine: str, folder: Path) -> Rate:
    async with feed(OURS) as address, database(engine, folder) as url:
        return Rate(await _handled(settings(address, url), address, OURS))


async def theirs_on(engine: str, folder: Path) -> Rate:
    (folder / "plain").mkdir()
    async with feed(THEIRS) as address, database(engine, folder / "plain") as url:
        await opened(address)
        with contextlib.chdir(folder / "plain"):  # vkbottle keeps its place in the stream in the current folder
            return Rate(await peer.run(address, url, THEIRS, PATIENCE))


async def _handled(given: Settings, address: str, events: int) -> peer.Run:
    """The whole bot at work until so many events are handled."""
    app = await App.build(given, Clock(moment("2026-11-24 10:00"), frozen=False))
    stop = asyncio.Event()
    try:
        for poll in app.longpolls:
            await poll.ready()
        await opened(address)
        began, cpu = time.perf_counter(), time.process_time()
        running = asyncio.create_task(app.run(stop.wait()))
        deadline = began + PATIENCE
        while app.measures.tally.events["handled"] < events and time.perf_counter() < deadline:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
        stop.set()
        await running
        return peer.Run(app.measures.tally.events["handled"], seconds, cpu)
    finally:
        await app.close()
