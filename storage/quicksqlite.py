"""aiosqlite with one trip to its thread per statement.

SQLAlchemy's own cursor makes four (open, execute, fetch, close), and a trip costs more than most statements.
"""

import sqlite3
from collections import deque
from collections.abc import Sequence
from typing import Any

import aiosqlite
from sqlalchemy import Dialect, event
from sqlalchemy.dialects.sqlite.aiosqlite import AsyncAdapt_aiosqlite_connection, AsyncAdapt_aiosqlite_cursor
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import await_only


class QuickCursor(AsyncAdapt_aiosqlite_cursor):
    __slots__ = ("_description", "_lastrowid", "_rowcount")

    _awaitable_cursor_close = False

    def __init__(self, adapt_connection: Any) -> None:
        self._adapt_connection = adapt_connection
        self._connection = adapt_connection._connection
        self._cursor = None  # type: ignore[assignment]
        self._soft_closed_memoized = {}  # type: ignore[assignment]
        self._rows = deque()
        self._description: Any = None
        self._rowcount = -1
        self._lastrowid = 0

    @property
    def description(self) -> Any:
        return self._description

    @property
    def rowcount(self) -> int:
        return self._rowcount

    @property
    def lastrowid(self) -> int:
        return self._lastrowid

    async def _execute_async(self, operation: Any, parameters: Any) -> Any:
        await self._in_thread(_execute, operation, parameters or ())

    async def _executemany_async(self, operation: Any, seq_of_parameters: Any) -> Any:
        await self._in_thread(_execute_many, operation, seq_of_parameters)

    async def _in_thread(self, work: Any, sql: str, parameters: Any) -> None:
        connection: Any = self._connection
        async with self._adapt_connection._execute_mutex:
            done = await connection._execute(work, connection._conn, sql, parameters)
        rows, self._description, self._rowcount, self._lastrowid = done
        self._rows = deque(rows)


class QuickConnection(AsyncAdapt_aiosqlite_connection):
    __slots__ = ()

    _cursor_cls = QuickCursor


def _execute(connection: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> tuple[Any, ...]:
    cursor = connection.execute(sql, parameters)
    rows = cursor.fetchall() if cursor.description else ()
    done = rows, cursor.description, cursor.rowcount, cursor.lastrowid
    cursor.close()
    return done


def _execute_many(connection: sqlite3.Connection, sql: str, rows: Sequence[Any]) -> tuple[Any, ...]:
    cursor = connection.executemany(sql, rows)
    done = (), None, cursor.rowcount, cursor.lastrowid
    cursor.close()
    return done


def make_quick(engine: AsyncEngine) -> None:
    """Lets an engine open quick connections."""

    @event.listens_for(engine.sync_engine, "do_connect")
    def connect(dialect: Dialect, _: object, arguments: list[Any], options: dict[str, Any]) -> QuickConnection:
        connection: Any = aiosqlite.connect(*arguments, **options)
        connection._thread.daemon = True  # as SQLAlchemy does: a forgotten connection must not hold the process
        return QuickConnection(dialect.loaded_dbapi, await_only(connection))
