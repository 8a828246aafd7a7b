"""The database: SQLite in a file or PostgreSQL, opened, migrated and closed."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import URL, Executable, event, func, make_url, select
from sqlalchemy.exc import SQLAlchemyError as StorageError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from storage.leases import Lease
from storage.migrating import state, upgrade
from storage.quicksqlite import make_quick
from storage.sqlitefile import keep_private
from storage.troubles import is_away, is_conflict
from storage.uow import SqlUnitOfWork

__all__ = ["Database", "StorageError", "is_away", "is_conflict"]

DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}

READERS = 4
PATIENCE_MS = 5_000
"""How long SQLite waits for another process that writes; the bot stops within ten seconds meanwhile too."""

IDLE_MS = 8_000
"""How long PostgreSQL waits in the middle of a transaction: a frozen process must not hold up the others."""

SILENCE = {"TCP_KEEPIDLE": 5, "TCP_KEEPINTVL": 3, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 15_000}
"""Seconds and attempts, and milliseconds, until a connection to PostgreSQL without an answer is given up."""

ACTING = 7_305_118
"""The advisory lock of those who act: as on SQLite, one at a time, and the handlers of events beside each other."""

WRITER_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",  # a power cut must not give the same number to two questions
    f"PRAGMA busy_timeout={PATIENCE_MS}",
    "PRAGMA secure_delete=ON",  # erased words leave the file, not only the rows
)
READER_PRAGMAS = (f"PRAGMA busy_timeout={PATIENCE_MS}", "PRAGMA query_only=ON")


ALONE: Executable = select(func.pg_advisory_xact_lock(ACTING))
BESIDE: Executable = select(func.pg_advisory_xact_lock_shared(ACTING))


class Turn:
    """One writer of this process at a time; a task that waits for itself is told instead of standing still."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._holder: asyncio.Task[Any] | None = None

    async def __aenter__(self) -> None:
        task = asyncio.current_task()
        if task is not None and task is self._holder:
            raise RuntimeError("a transaction is already open in this task")
        await self._lock.acquire()
        self._holder = task

    async def __aexit__(self, *_: object) -> None:
        self._holder = None
        self._lock.release()


class Database:
    """The doors: `begin` to change, one at a time; `handling` and `intake` for what may go on beside; `reading`.

    PostgreSQL keeps the same order between processes by advisory locks that end with their transaction. SQLite has one
    writer, so there all three doors to change are one.
    """

    def __init__(self, writers: AsyncEngine, readers: AsyncEngine) -> None:
        self._writers = writers
        self._readers = readers
        self._turn: AbstractAsyncContextManager[Any] = Turn()
        self.is_shared = writers.dialect.name == "postgresql"
        """Whether other processes may work on the same database."""
        self.member: str | None = None
        """This process among those: what it changes is kept only while the others know it for alive."""

    @classmethod
    def open(cls, url: str) -> Self:
        """Understands `sqlite:///path` and `postgresql://…`; nothing is connected yet."""
        parsed = _with_driver(make_url(url))
        if parsed.get_backend_name() == "sqlite":
            return cls(*_sqlite_engines(parsed))
        return cls(*_postgresql_engines(parsed))

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes."""
        return self._writers

    async def close(self) -> None:
        await self._readers.dispose()
        await self._writers.dispose()

    async def migrate(self) -> None:
        """Brings the schema to this version of the bot."""
        async with self._turn, self._writers.begin() as connection:
            await connection.run_sync(upgrade)

    async def schema(self) -> str:
        """Whether the tables are those of this version: current, older, newer or empty."""
        async with self._readers.connect() as connection:
            return await connection.run_sync(state)

    @asynccontextmanager
    async def begin(self, now: datetime | None = None) -> AsyncIterator[SqlUnitOfWork]:
        """One transaction: kept when the block ends well, undone on any exception; `now` dates what it says."""
        async with self._turn, self._transaction(now, ALONE) as uow:
            yield uow

    def handling(self, now: datetime | None = None) -> AbstractAsyncContextManager[SqlUnitOfWork]:
        """For events of conversations this transaction holds (`uow.inbox.take`): others handle theirs meanwhile."""
        return self._transaction(now, BESIDE) if self.is_shared else self.begin(now)

    def intake(
        self, now: datetime | None = None, lease: Lease | None = None
    ) -> AbstractAsyncContextManager[SqlUnitOfWork]:
        """For keeping what VK brings, which hinders nobody; with `lease` kept only while it is held."""
        return self._transaction(now, None, lease) if self.is_shared else self.begin(now)

    @asynccontextmanager
    async def _transaction(
        self, now: datetime | None, lock: Executable | None, lease: Lease | None = None
    ) -> AsyncIterator[SqlUnitOfWork]:
        async with self._writers.connect() as connection:
            if lock is not None and self.is_shared:
                await connection.execute(lock)
            uow = SqlUnitOfWork(connection, now=now)
            yield uow
            await uow.flush()
            if lease is not None:
                await uow.leases.must_hold(lease)
            elif lock is not None and self.member is not None and uow.wrote:
                await uow.leases.must_live(self.member)
            await connection.commit()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[SqlUnitOfWork]:
        """One moment of the database; nothing can be changed. Keep it short: it holds SQLite's log open."""
        async with self.snapshot() as connection:
            yield SqlUnitOfWork(connection, read_only=True)

    @asynccontextmanager
    async def snapshot(self) -> AsyncIterator[AsyncConnection]:
        """The connection behind `reading`, for whoever reads whole tables."""
        async with self._readers.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection = await connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            yield connection

    async def checkpoint(self) -> None:
        """Folds SQLite's log into the file and empties it, unless somebody is reading; then the next one does."""
        if self._writers.dialect.name == "sqlite":
            async with self._turn, self._writers.connect() as connection:
                outside: Any = (await connection.get_raw_connection()).driver_connection
                await outside.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")


def _with_driver(url: URL) -> URL:
    name = url.drivername.partition("+")[0]
    if name not in DRIVERS:
        raise ValueError(f"the database must be sqlite:///… or postgresql://…, not {name}")
    return url.set(drivername=DRIVERS[name])


def _sqlite_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    if not url.database or url.database == ":memory:":
        raise ValueError("SQLite needs a file: sqlite:///path/to/otklik.db")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    writers = create_async_engine(url, pool_size=1, max_overflow=0, pool_reset_on_return=None)
    readers = create_async_engine(url, pool_size=READERS, max_overflow=0, pool_reset_on_return=None)
    _prepare(writers, WRITER_PRAGMAS, "BEGIN IMMEDIATE")
    _prepare(readers, READER_PRAGMAS, "BEGIN")
    return writers, readers


def _postgresql_engines(url: URL) -> tuple[AsyncEngine, AsyncEngine]:
    writers = create_async_engine(
        url,
        pool_size=10,
        max_overflow=10,
        pool_pre_ping=True,
        connect_args={"server_settings": {"idle_in_transaction_session_timeout": str(IDLE_MS)}},
    )
    readers = create_async_engine(url, pool_size=READERS, max_overflow=READERS, pool_pre_ping=True)
    for engine in (writers, readers):
        event.listen(engine.sync_engine, "connect", _notice_silence)
    return writers, readers


def _notice_silence(connection: Any, _: object) -> None:
    """A server that vanished without a word is noticed in seconds, not in the quarter of an hour the system waits."""
    transport = getattr(connection.driver_connection, "_transport", None)
    wire = transport.get_extra_info("socket") if transport is not None else None
    if wire is None or wire.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in SILENCE.items():
        if hasattr(socket, option):  # each system has its own
            wire.setsockopt(socket.IPPROTO_TCP, getattr(socket, option), value)


def _prepare(engine: AsyncEngine, pragmas: tuple[str, ...], begin: str) -> None:
    """Takes BEGIN away from the driver: its own is deferred and may fail in the middle of a transaction."""

    @event.listens_for(engine.sync_engine, "do_connect")
    def connecting(_: object, __: object, arguments: list[Any], ___: object) -> None:
        keep_private(Path(arguments[0]))

    make_quick(engine)

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def begins(connection: Any) -> None:
        connection.exec_driver_sql(begin)
