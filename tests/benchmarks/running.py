"""What benchmarks share: the feed in a process of its own, databases of both engines, a bot at work."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import aiohttp
import asyncpg  # type: ignore[import-untyped]
from pydantic import SecretStr

from bot.settings import Settings
from tests.world import REGION

GIVEN = "OTKLIK_TEST_POSTGRES"
ROOT = Path(__file__).parent.parent.parent


def engines() -> list[str]:
    """SQLite, and PostgreSQL when one is given."""
    return ["SQLite", "PostgreSQL"] if os.environ.get(GIVEN) else ["SQLite"]


@asynccontextmanager
async def database(engine: str, folder: Path) -> AsyncIterator[str]:
    """The address of an empty database, gone afterwards."""
    if engine == "SQLite":
        yield f"sqlite+aiosqlite:///{folder}/otklik.db"
        return
    server = os.environ[GIVEN]
    name = f"bench_{uuid4().hex}"
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(f"CREATE DATABASE {name}")
        yield f"postgresql+asyncpg://{server.partition('://')[2].rpartition('/')[0]}/{name}"
        await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    finally:
        await connection.close()


async def swept(url: str) -> None:
    """What PostgreSQL does by itself some time after many rows came: lists may be read from an index alone then."""
    if url.startswith("postgresql"):
        connection = await asyncpg.connect(url.replace("+asyncpg", ""))
        await connection.execute("VACUUM ANALYZE")
        await connection.close()


@asynccontextmanager
async def feed(events: int, per_batch: int = 100, communities: int = 1) -> AsyncIterator[str]:
    """The address of a Long Poll that tells so many events once it is opened."""
    numbers = [str(number) for number in (events, per_batch, communities)]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.benchmarks.feed", *numbers, cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(await process.stdout.readline())}"
    finally:
        process.kill()
        await process.wait()


async def opened(address: str) -> None:
    """From now on the feed tells its events."""
    async with aiohttp.ClientSession() as session, session.get(f"{address}/open") as answer:
        await answer.read()


def settings(address: str, database_url: str, communities: int = 1, region: Path = REGION) -> Settings:
    tokens = tuple(SecretStr(f"feed-{index}") for index in range(communities))
    return Settings(vk_tokens=tokens, vk_api_url=f"{address}/method/", database_url=database_url, region_file=region)
