"""PostgreSQL for the tests: the server that was given, and databases made on it."""

import asyncio
import atexit
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg  # type: ignore[import-untyped]
import pytest

from storage.columns import metadata
from storage.engine import Database

GIVEN = "OTKLIK_TEST_POSTGRES"
HOW = f"NO POSTGRESQL: half of these tests did not run. export {GIVEN}=$(tests/storage/postgres.sh start)"

given = bool(os.environ.get(GIVEN))

needs_postgresql = pytest.mark.skipif(not given, reason=HOW)


def url_of(name: str) -> str:
    """The address of a database on the server given."""
    return os.environ[GIVEN].rpartition("/")[0] + f"/{name}"


async def on_server(statement: str, name: str = "postgres") -> None:
    connection = await asyncpg.connect(url_of(name))
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def migrate(url: str) -> None:
    database = Database.open(url)
    await database.migrate()
    await database.close()


@asynccontextmanager
async def a_database(template: str = "template1") -> AsyncIterator[str]:
    """The name of a new database, gone afterwards; with the template's tables."""
    name = f"otklik_{uuid4().hex}"
    await on_server(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield name
    finally:
        await on_server(f"DROP DATABASE {name} WITH (FORCE)")


_own: list[str] = []


async def emptied() -> str:
    """The address of this process's own database: with the tables and nothing in them; gone with the process."""
    if not _own:
        name = f"otklik_{uuid4().hex}"
        await on_server(f"CREATE DATABASE {name}")
        _own.append(name)
        atexit.register(lambda: asyncio.run(on_server(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")))
        await migrate(url_of(name))
    everything = "; ".join(f"DELETE FROM {table}" for table in metadata.tables)  # noqa: S608  our own names
    await on_server(everything, _own[0])
    return url_of(_own[0])


async def everything_in(url: str) -> bytes:
    """Every value of every table, one after another."""
    connection = await asyncpg.connect(url)
    found: list[bytes] = []
    try:
        for table in metadata.tables:
            for row in await connection.fetch(f"SELECT * FROM {table}"):  # noqa: S608  our own names
                found += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    finally:
        await connection.close()
    return b"\n".join(found)
