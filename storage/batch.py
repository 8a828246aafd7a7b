"""One transaction's statements: writes wait until the end, or until a query could see them."""

from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeAlias

from sqlalchemy import Column, ColumnElement, Executable, Row, Select, Table, bindparam, func, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.columns import GROWS

Values: TypeAlias = Mapping[str, Any]

Record: TypeAlias = Row[*tuple[Any, ...]]
"""A row of any query."""


class How(Enum):
    ADD = "add"
    """A plain insert: a row with the same key is an error."""
    KEEP = "keep"
    """An insert that leaves alone what is there already."""
    REPLACE = "replace"
    """An insert that replaces what is there already."""
    CHANGE = "change"
    """An update of a row that is there, by its primary key."""


def insert_into(dialect: str, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that knows ON CONFLICT, which both engines spell alike."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


@cache
def statement_of(dialect: str, table: Table, how: How, columns: tuple[str, ...]) -> Executable:
    keys = key_of(table)
    if how is How.CHANGE:
        values: dict[str, Any] = {name: bindparam(name) for name in columns if name not in keys}
        if "revision" in table.c:
            values["revision"] = table.c.revision + 1
        change = update(table).values(values)
        for name in keys:
            change = change.where(table.c[name] == bindparam(f"the_{name}"))
        return change
    insert = insert_into(dialect, table).values({name: bindparam(name) for name in columns})
    if how is How.ADD:
        return insert
    if how is How.KEEP:
        return insert.on_conflict_do_nothing()
    return insert.on_conflict_do_update(
        index_elements=list(keys),
        set_={name: _over(dialect, table.c[name], insert.excluded[name]) for name in columns if name not in keys},
    )


def _over(dialect: str, before: Column[Any], new: ColumnElement[Any]) -> ColumnElement[Any]:
    """What replaces a value; of a column that only grows, PostgreSQL keeps what another transaction made greater."""
    return func.greatest(before, new) if dialect == "postgresql" and GROWS in before.info else new


@cache
def _keeping(dialect: str, table: Table, columns: tuple[str, ...]) -> Executable:
    insert = insert_into(dialect, table).values({name: bindparam(name) for name in columns})
    return insert.on_conflict_do_nothing().returning(table.c[key_of(table)[0]])


@cache
def _locking(query: Select[Any]) -> Select[Any]:
    return query.with_for_update()


@cache
def key_of(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.primary_key.columns)


class Batch:
    """Collects rows per table and writes each table with one `executemany`."""

    def __init__(self, connection: AsyncConnection, *, read_only: bool = False) -> None:
        self._connection = connection
        self._read_only = read_only
        self._piles: dict[tuple[Table, How], dict[Hashable, Values]] = {}
        self._later: dict[tuple[Table, Executable], list[Values]] = {}
        self._before: dict[Table, Callable[[], Awaitable[None]]] = {}
        self._wrote = False
        self.dialect = connection.dialect.name
        self.born: set[int] = set()
        """Numbers of questions that began in this transaction: no table holds anything about them yet."""

    @property
    def wrote(self) -> bool:
        """Whether there is anything to commit."""
        return self._wrote or any(self._piles.values()) or any(self._later.values())

    def put(self, table: Table, how: How, key: Hashable, values: Values) -> None:
        """Writes a row later; the last values under one key are written, with KEEP the first."""
        self._may_write()
        pile = self._piles.setdefault((table, how), {})
        if how is How.KEEP:
            pile.setdefault(key, values)
        else:
            pile[key] = values

    def later(self, table: Table, statement: Executable, values: Values) -> None:
        """Runs a statement of one table at the next flush, together with all alike."""
        self._may_write()
        self._later.setdefault((table, statement), []).append(values)

    def pile(self, table: Table, how: How) -> dict[Hashable, Values]:
        """What waits to be written."""
        return self._piles.setdefault((table, how), {})

    def before_writing(self, table: Table, check: Callable[[], Awaitable[None]]) -> None:
        """Calls `check` whenever rows of a table are about to be written."""
        self._before[table] = check

    async def flush(self, *tables: Table) -> None:
        """Writes what waits, of these tables only when some are named; changes before new rows."""
        for table, statement in [key for key in self._later if _among(key[0], tables)]:
            await self._execute_many(statement, self._later.pop((table, statement)))
        for table in [table for table in self._before if self._waits(table) and _among(table, tables)]:
            await self._before[table]()
        for table, how in [key for key, pile in self._piles.items() if pile and _among(key[0], tables)]:
            rows = self._piles.pop((table, how), {})
            await self._write_pile(table, how, rows.values())

    def _waits(self, table: Table) -> bool:
        return any(pile for key, pile in self._piles.items() if key[0] is table)

    async def _write_pile(self, table: Table, how: How, rows: Collection[Values]) -> None:
        if not rows:
            return
        statement = statement_of(self.dialect, table, how, tuple(next(iter(rows))))
        if how is How.CHANGE:
            keys = key_of(table)
            rows = [{**row, **{f"the_{name}": row[name] for name in keys}} for row in rows]
            rows = [{name: row[name] for name in row if name not in keys} for row in rows]
        await self._execute_many(statement, list(rows))

    async def _execute_many(self, statement: Executable, rows: list[Values]) -> None:
        self._wrote = True
        await self._connection.execute(statement, rows)

    async def rows(self, query: Executable, *seen: Table, **values: Any) -> Sequence[Record]:
        """The rows of a query, after writing what it could see of the tables named.

        A query built once and given `values` costs half of one built anew each time.
        """
        if seen:
            await self.flush(*seen)
        return (await self._connection.execute(query, values)).all()

    async def row(self, query: Executable, *seen: Table, **values: Any) -> Record | None:
        return next(iter(await self.rows(query, *seen, **values)), None)

    async def value(self, query: Executable, *seen: Table, **values: Any) -> Any:
        row = await self.row(query, *seen, **values)
        return None if row is None else row[0]

    def locking(self, query: Select[Any]) -> Select[Any]:
        """The same query, holding its rows until the end; SQLite has one writer anyway."""
        return query if self._read_only or self.dialect == "sqlite" else _locking(query)

    async def keep(self, table: Table, **values: Any) -> bool:
        """Inserts a row now; False when there is one already."""
        statement = _keeping(self.dialect, table, tuple(values))
        return bool(await self.execute(statement, **values))

    async def execute(self, change: Executable, *seen: Table, **values: Any) -> Sequence[Record]:
        """Changes rows now, after writing what waits of the tables named; the rows it returns."""
        self._may_write()
        if seen:
            await self.flush(*seen)
        self._wrote = True
        result = await self._connection.execute(change, values)
        return result.all() if result.returns_rows else ()

    def _may_write(self) -> None:
        if self._read_only:
            raise RuntimeError("a reading transaction cannot write")


def _among(table: Table, tables: tuple[Table, ...]) -> bool:
    return not tables or table in tables
