"""Both engines for every story: SQLite in a file, PostgreSQL when one is given."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

import pytest

from storage.columns import metadata
from storage.engine import Database
from tests.postgres import HOW, a_database, given, migrate, on_server, url_of

__all__ = ["HOW", "NewUrl", "given", "on_postgresql", "on_sqlite"]

ENGINES = ["sqlite", "postgresql"] if given else ["sqlite"]

NewUrl: TypeAlias = Callable[[str], Awaitable[str]]

on_sqlite = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
on_postgresql = (
    pytest.mark.parametrize("engine", ["postgresql"], indirect=True) if given else pytest.mark.skip(reason=HOW)
)


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SQLite with the schema, to be copied."""
    path = tmp_path_factory.mktemp("template") / "otklik.db"
    asyncio.run(migrate(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def migrated_name() -> Iterator[str]:
    """A database with the schema on the server given, emptied before each test."""
    name = f"otklik_{uuid4().hex}"
    asyncio.run(on_server(f"CREATE DATABASE {name}"))
    asyncio.run(migrate(url_of(name)))
    yield name
    asyncio.run(on_server(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def empty_url(engine: str, tmp_path: Path) -> AsyncIterator[str]:
    """A database without a schema."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.db"
        return
    async with a_database() as name:
        yield url_of(name)


@pytest.fixture
async def new_url(tmp_path: Path) -> AsyncIterator[NewUrl]:
    """Addresses of further databases without a schema, of the engine named."""
    made: list[str] = []

    async def new(engine: str) -> str:
        if engine == "sqlite":
            return f"sqlite:///{tmp_path}/{uuid4().hex}.db"
        made.append(f"otklik_{uuid4().hex}")
        await on_server(f"CREATE DATABASE {made[-1]}")
        return url_of(made[-1])

    yield new
    for name in made:
        await on_server(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def template(engine: str, request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("migrated_file" if engine == "sqlite" else "migrated_name"))


@pytest.fixture
async def url(engine: str, template: str, tmp_path: Path) -> AsyncIterator[str]:
    """A database with the schema and nothing in it."""
    if engine == "sqlite":
        shutil.copy(template, tmp_path / "otklik.db")
        yield f"sqlite:///{tmp_path}/otklik.db"
        return
    await on_server(f"TRUNCATE {', '.join(metadata.tables)} RESTART IDENTITY", template)
    yield url_of(template)


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    database = Database.open(url)
    yield database
    await database.close()
