"""(a) Events per second from Long Poll to the commit of everything that follows, beside the usual way."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.app import App
from bot.loading import stands
from sandbox.clock import Clock
from tests.benchmarks import peer
from tests.benchmarks.rows import Row
from tests.benchmarks.running import database, feed, opened, settings
from tests.world import moment

OURS, THEIRS = 6000, 1500
PATIENCE = 120.0

Work = Callable[[App, float], Awaitable[int]]


async def intake(engine: str, folder: Path) -> list[Row]:
    """The plain bot stores each message and that is all; ours is measured at that, and at its whole work beside it."""
    stored = await ours_on(engine, _in(folder, "stored"), _stored)
    handled = await ours_on(engine, _in(folder, "handled"), _handled)
    theirs = await theirs_on(engine, _in(folder, "plain"))
    return [
        Row(f"events/s from Long Poll to commit, {engine}", stored.rate, "events/s", "≥ 1 000"),
        Row(f"  CPU of an event, {engine}", stored.cpu_each, "µs"),
        Row(f"  plain vkbottle + SQLAlchemy ORM, {engine}", theirs.rate, "events/s"),
        Row(f"  CPU of an event, {engine}", theirs.cpu_each, "µs"),
        Row(f"  ours against plain, {engine}", stored.rate / theirs.rate, "times", "≥ 5"),
        Row(
            f"events/s understood and routed, the bot speaking meanwhile, {engine}", handled.rate, "events/s", "≥ 1 000"
        ),
        Row(f"  CPU of an event, {engine}", handled.cpu_each, "µs"),
        Row(f"  all this against plain storing, {engine}", handled.rate / theirs.rate, "times"),
    ]


def _in(folder: Path, name: str) -> Path:
    inner = folder / name
    inner.mkdir()
    return inner


class Rate:
    def __init__(self, run: peer.Run) -> None:
        self.rate = run.events / run.seconds
        self.cpu_each = run.cpu / max(run.events, 1) * 1e6


async def ours_on(engine: str, folder: Path, work: Work) -> Rate:
    async with feed(OURS) as address, database(engine, folder) as url:
        app = await App.build(settings(address, url), Clock(moment("2026-11-24 10:00"), frozen=False))
        try:
            for poll in app.longpolls:
                await poll.ready()
            stands()  # as `otklik run` does once all is built
            await opened(address)
            began, cpu = time.perf_counter(), time.process_time()
            events = await work(app, began + PATIENCE)
            return Rate(peer.Run(events, time.perf_counter() - began, time.process_time() - cpu))
        finally:
            await app.close()


async def theirs_on(engine: str, folder: Path) -> Rate:
    async with feed(THEIRS) as address, database(engine, folder) as url:
        await opened(address)
        with contextlib.chdir(folder):  # vkbottle keeps its place in the stream in the current folder
            return Rate(await peer.run(address, url, THEIRS, PATIENCE))


async def _stored(app: App, deadline: float) -> int:
    """Only listening, until all events are in the inbox."""
    (poll,) = app.longpolls
    stored = 0
    while stored < OURS and time.perf_counter() < deadline:
        stored += await poll.step(1)
    return stored


async def _handled(app: App, deadline: float) -> int:
    """The whole bot at work, until all events are handled; what it says is refused and put off."""
    stop = asyncio.Event()
    running = asyncio.create_task(app.run(stop.wait()))
    handled = app.measures.tally.events
    while handled["handled"] < OURS and time.perf_counter() < deadline:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    done = handled["handled"]
    stop.set()
    await running
    return done
