"""(b) `ждут` and `просрочено` among a million questions."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path

from bot.region import RegionKeeper, take_file
from domain.notices import Waiting
from domain.organisation import Person, Region, Role
from domain.place import Place, PlaceKind
from domain.question import Clock, Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.staff.control import Control
from sandbox.clock import Clock as StandingClock
from storage.engine import Database
from tests.benchmarks.filling import PATTERN, fill
from tests.benchmarks.rows import Row
from tests.benchmarks.running import database, swept
from tests.world import GROUP, moment

MILLION = 1_000_000
CALLS = 400
OPEN_OF_HUNDRED = 3
REGION = Path(__file__).parent.parent.parent / "examples" / "novgorod.toml"
NOW = moment("2026-11-24 10:00")

List = Callable[[Control, Scope], Awaitable[Waiting]]


async def lists(engine: str, folder: Path) -> list[Row]:
    """As ЦУР sees them (the whole region) and as a head does (one municipality)."""
    async with database(engine, folder) as url:
        opened = Database.open(url)
        try:
            await opened.migrate()
            region = await _region(opened)
            await fill(opened, StandingClock(NOW), _pattern(region), MILLION // PATTERN - 1)
            await swept(url)
            return [row async for row in _measured(opened, region, engine)]
        finally:
            await opened.close()


async def _region(opened: Database) -> Region:
    await take_file(opened, StandingClock(NOW), REGION)
    async with opened.reading() as uow:
        return await RegionKeeper().fresh(uow)


async def _measured(opened: Database, region: Region, engine: str) -> AsyncIterator[Row]:
    seers = {
        "region": _somebody(region, Role.CCU),
        "municipality": _somebody(region, Role.HEAD),
    }
    commands: dict[str, List] = {"ждут": Control.waiting, "просрочено": Control.overdue}
    for command, ask in commands.items():
        for what, person in seers.items():
            spent = sorted([await _one(opened, region, person, ask) for _ in range(CALLS)])
            yield Row(f"`{command}`, 1 000 000 questions, {what}, p50, {engine}", spent[CALLS // 2], "ms")
            yield Row(
                f"`{command}`, 1 000 000 questions, {what}, p99, {engine}", spent[CALLS * 99 // 100], "ms", "≤ 20"
            )


def _somebody(region: Region, role: Role) -> Person:
    return next(person for person in region.people if person.has(role))


async def _one(opened: Database, region: Region, person: Person, ask: List) -> float:
    began = time.perf_counter()
    async with opened.reading() as uow:
        listed = await ask(Control(), Scope(uow, region, NOW, person.vk_id))
    assert listed.total
    return (time.perf_counter() - began) * 1000


def _pattern(region: Region) -> Iterator[Question]:
    places = [one.id for one in region.municipalities]
    people = [person for person in region.people if person.municipality]
    for number in range(1, PATTERN + 1):
        is_open = number % 100 < OPEN_OF_HUNDRED
        asked = NOW - timedelta(minutes=7 * number)
        due = NOW + timedelta(hours=number % 40 - 10)  # every fourth is late
        yield Question(
            number=number,
            place=Place(PlaceKind.CHAT, GROUP, 2_000_000_002, number),
            author=10_000 + number % 3000,
            text=f"Когда починят дорогу у дома {number}?",
            asked_at=asked,
            municipality=places[number % len(places)],
            status=Status.ASSIGNED if is_open else Status.CLOSED,
            topic="roads",
            assignee=people[number % len(people)].vk_id,
            clock=Clock(timedelta(hours=9), asked),
            due_at=due if is_open else None,
            look_at=due if is_open else None,
        )
