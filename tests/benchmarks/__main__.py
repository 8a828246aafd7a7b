"""`make bench`: what it costs, in one table. Medians of several runs; CPU is the process's own time."""

import asyncio
import os
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import orjson

from bot.app import App
from bot.regionfile import load
from handlers.reading import natural_key, peer_of
from routing.listener import WordListener
from storage.inbox import RawEvent
from tests.benchmarks.town import open_questions, updates
from tests.world import GROUP, REGION, World, a_town

EVENTS, OPEN, HEARD = 3000, 100_000, 3000
RUNS = 3


def main() -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, SQLite\n")
    rows = [asyncio.run(median(bench)) for bench in (handling, ticking, listening)]
    width = max(len(name) for name, _, _ in rows)
    for name, figure, unit in rows:
        print(f"{name:<{width}}  {figure:>10.1f}  {unit}")


async def median(bench: Callable[[Path], Awaitable[tuple[str, float, str]]]) -> tuple[str, float, str]:
    """The median of several runs, each in a folder of its own."""
    figures = []
    for _ in range(RUNS):
        with tempfile.TemporaryDirectory() as folder:
            name, figure, unit = await bench(Path(folder))
            figures.append(figure)
    return name, statistics.median(figures), unit


async def handling(folder: Path) -> tuple[str, float, str]:
    """Events of a mixed stream (one third questions) from the inbox to the commit of all that follows."""
    async with a_town(folder) as world:
        raw = [_raw(update) for update in updates(EVENTS)]
        started = time.perf_counter()
        for first in range(0, EVENTS, 100):
            await _accept(world.bot, raw[first : first + 100])
        while await world.bot.inbox.step():
            continue
        return "events/s, accepted and handled", EVENTS / (time.perf_counter() - started), "events/s"


async def ticking(folder: Path) -> tuple[str, float, str]:
    """A tick while a hundred thousand questions are open and none is due."""
    async with a_town(folder) as world:
        await _fill(world)
        await world.bot.ticks.second()
        started = time.perf_counter()
        for _ in range(50):
            await world.bot.ticks.second()
        return f"a tick with {OPEN} open questions, nothing due", (time.perf_counter() - started) / 50 * 1000, "ms"


async def listening(_: Path) -> tuple[str, float, str]:
    """Understanding one message by words: CPU."""
    region, listener = load(REGION).region, WordListener()
    texts = [str(update["object"]["message"]["text"]) for update in updates(HEARD)]  # type: ignore[index]
    listener.hear(texts[0], region, municipality="priozerny", asked_outright=False)
    started = time.process_time()
    for text in texts:
        listener.hear(text, region, municipality="priozerny", asked_outright=False)
    return "hearing one message", (time.process_time() - started) / HEARD * 1000, "ms CPU"


async def _accept(app: App, events: list[RawEvent]) -> None:
    async with app.database.begin(app.clock.now()) as uow:
        await uow.inbox.accept(GROUP, events, None, app.clock.now())


async def _fill(world: World) -> None:
    now = world.vk.clock.now()
    batch = []
    for question in open_questions(OPEN):
        batch.append(question)
        if len(batch) == 5000:
            async with world.bot.database.begin(now) as uow:
                for one in batch:
                    await uow.questions.add(one)
            batch.clear()


def _raw(update: dict[str, object]) -> RawEvent:
    body = orjson.dumps(update)
    return RawEvent(str(update["event_id"]), str(update["type"]), peer_of(update), natural_key(update), body)


if __name__ == "__main__":
    sys.exit(main())
