"""(c) A tick among a million open questions, and a hundred thousand that come due at once after an outage."""

import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.app import App
from domain.question import Question
from sandbox.clock import Clock as StandingClock
from storage.inbox import RawEvent
from tests.benchmarks.filling import PATTERN, fill
from tests.benchmarks.rows import Row
from tests.benchmarks.running import database, feed, settings, swept
from tests.benchmarks.town import open_questions
from tests.world import GROUP, moment

TICKS, OPEN, DUE = 50, 1_000_000, 100_000
NOW = moment("2026-11-24 10:00")


async def due(engine: str, folder: Path) -> list[Row]:
    idle = await _idle(engine, folder / "idle")
    worked, slowest = await _after_an_outage(engine, folder / "due")
    return [
        Row(f"a tick, 1 000 000 open, nothing due, {engine}", idle, "ms", "≤ 5"),
        Row(f"100 000 due at once worked off, {engine}", worked, "questions/s"),
        Row(f"  slowest acceptance of events meanwhile, {engine}", slowest, "ms"),
    ]


async def _idle(engine: str, folder: Path) -> float:
    async with _filled(engine, folder, lambda q: q, OPEN) as app:
        await app.ticks.second()
        began = time.perf_counter()
        for _ in range(TICKS):
            await app.ticks.second()
        return (time.perf_counter() - began) / TICKS * 1000


async def _after_an_outage(engine: str, folder: Path) -> tuple[float, float]:
    """Ticks follow one another, and between any two batches of work events are accepted as they come."""
    late = NOW - timedelta(hours=1)
    async with _filled(engine, folder, lambda q: replace(q, due_at=late, look_at=late), DUE) as app:
        slowest, number = 0.0, 0
        began = time.perf_counter()
        while await _left(app):
            await app.ticks.second()
            number += 1
            before = time.perf_counter()
            async with app.database.begin(app.clock.now()) as uow:
                await uow.inbox.accept(GROUP, [_event(number)], None, app.clock.now())
            slowest = max(slowest, time.perf_counter() - before)
        return DUE / (time.perf_counter() - began), slowest * 1000


async def _left(app: App) -> bool:
    async with app.database.reading() as uow:
        return bool(await uow.questions.to_look_at(app.clock.now(), 1))


def _event(number: int) -> RawEvent:
    return RawEvent(f"{number:040x}", "message_new", 2_000_000_002, f"message_new:2000000002:{number}", b"{}")


@asynccontextmanager
async def _filled(engine: str, folder: Path, shape: Callable[[Question], Question], count: int) -> AsyncIterator[App]:
    folder.mkdir(exist_ok=True)  # noqa: ASYNC240  once, before anything is measured
    async with feed(0) as address, database(engine, folder) as url:
        app = await App.build(settings(address, url), StandingClock(NOW))
        try:
            await fill(app.database, app.clock, _pattern(shape), count // PATTERN - 1)
            await swept(url)
            yield app
        finally:
            await app.close()


def _pattern(shape: Callable[[Question], Question]) -> Iterator[Question]:
    return (shape(question) for question in open_questions(PATTERN))
