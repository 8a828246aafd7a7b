"""Several bots on one PostgreSQL: one is killed, one is frozen, under load; nothing lost, nothing twice, order kept."""

import asyncio
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from storage.tables import leases, processes
from tests.postgres import a_database, needs_postgresql, url_of
from tests.reliability.bots import until
from tests.reliability.scene import LEASE, Scene, a_scene

pytestmark = needs_postgresql


@pytest.fixture
async def scene(tmp_path: Path) -> AsyncIterator[Scene]:
    async with a_database() as name, a_scene(tmp_path, url_of(name)) as scene:
        yield scene


async def test_one_killed_and_one_frozen_under_load_and_nobody_notices(scene: Scene) -> None:
    town = scene.town
    one, other = await asyncio.gather(town.started(), town.started())
    await until(lambda: scene.shared(one, other), "each polls its share")

    load = asyncio.create_task(scene.ask_on(110))
    await until(lambda: len(scene.asked) >= 15, "there is load")
    one.send(signal.SIGSTOP)
    await until(lambda: scene.shared(other), "what the frozen one had is polled by the other")
    await until(lambda: len(scene.asked) >= 60, "there is more load")
    one.send(signal.SIGCONT)
    await until(lambda: scene.shared(one, other), "the one that woke up shares again")
    other.send(signal.SIGKILL)
    third = await town.start()
    await until(lambda: scene.shared(one, third), "what the dead one had is shared anew")
    await load
    await scene.ask_on(12)

    await until(scene.everything_is_marked, "❓ under each question")
    await until(scene.everybody_is_told, "each hears of the number")
    await until(scene.nothing_waits, "nothing is on its way")
    await scene.nothing_was_lost_or_doubled()
    assert "other processes took this one for dead" in one.words

    assert await one.stopped() == 0
    await until(lambda: scene.shared(third), "a clean end hands over at once", patience=LEASE)
    await scene.ask_on(12)
    await until(scene.everything_is_marked, "❓ under each question of the last hour")
    await until(scene.everybody_is_told, "each hears of the number")
    assert await third.stopped() == 0
    await scene.nothing_was_lost_or_doubled()
    async with scene.database.snapshot() as connection:
        assert (await connection.execute(select(processes))).all() == []
        assert await connection.scalar(select(leases.c.owner).where(leases.c.owner.is_not(None))) is None
    assert [bot.complaints for bot in town.bots] == [[]] * 3
