"""A world that stands still, and a bot connected to it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import aiohttp
import pytest

from sandbox.clock import Clock
from sandbox.server import Running, serve
from sandbox.stage import Stage
from sandbox.world import World
from tests.sandbox.bot import Bot

TUESDAY_EVENING = datetime(2026, 11, 24, 16, 42, tzinfo=UTC)


@pytest.fixture
def world() -> World:
    """The example stage, its clock frozen on a Tuesday evening."""
    world = Stage.read().open(Clock(TUESDAY_EVENING))
    world.rate_limit = False
    return world


@pytest.fixture
async def running(world: World) -> AsyncIterator[Running]:
    served = await serve(world)
    yield served
    await served.close()


@pytest.fixture
async def bot(running: Running) -> AsyncIterator[Bot]:
    """The community's bot, already listening."""
    async with aiohttp.ClientSession() as session:
        one = Bot(session, running)
        await one.listen()
        yield one
