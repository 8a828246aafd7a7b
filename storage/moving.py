"""All tables from one database into another through the same definitions: moving, portable copies, restoring."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from sqlalchemy import RowMapping, Table, func, insert, make_url, select, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncConnection

import storage.tables  # noqa: F401  (fills the metadata)
from storage.columns import metadata
from storage.engine import Database
from storage.paging import Key, beyond, key_columns
from storage.refusals import Refused, Why
from storage.sqlitefile import must_not_be_open
from storage.types import clean

PAGE = 2_000
"""Rows read and written at a time."""


OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)

PATIENTLY = text("SET LOCAL idle_in_transaction_session_timeout = 0")
"""The other database may take its time."""


async def move(source_url: str, target_url: str) -> dict[str, int]:
    """The whole installation into an empty database, all or nothing; rows by table. The source stays as it is.

    Nobody may be using the source: what is written there after the copy would be lost.
    """
    path = sqlite_path(source_url)
    if path is not None:
        await asyncio.to_thread(must_not_be_open, path)
    try:
        source, target = Database.open(source_url), Database.open(target_url)
    except ArgumentError:
        raise ValueError("the address is no address of a database") from None
    try:
        if path is None:
            await must_be_alone(source)
        await must_be_current(source)
        await target.migrate()
        return await copy(source, target)
    finally:
        await target.close()
        await source.close()


def sqlite_path(url: str) -> Path | None:
    """The file behind the address; None for PostgreSQL."""
    parsed = make_url(url)
    return Path(parsed.database or "") if parsed.get_backend_name() == "sqlite" else None


async def must_be_alone(database: Database) -> None:
    """Nobody else is connected to this database of the server."""
    async with database.snapshot() as connection:
        if await connection.scalar(OTHERS):
            raise Refused(Why.IN_USE)


async def must_be_current(database: Database) -> None:
    """Tables are copied as this version knows them."""
    refusals = {"empty": Why.NO_SCHEMA, "older": Why.OLDER, "newer": Why.NEWER}
    schema = await database.schema()
    if schema in refusals:
        raise Refused(refusals[schema])


async def copy(source: Database, target: Database, *, replace: bool = False) -> dict[str, int]:
    """Every row of one moment of the source in one transaction of the target, compared by counting.

    `replace` empties the target first, in the same transaction; else it must be empty.
    """
    async with source.snapshot() as reading, target.engine.begin() as writing:
        if writing.dialect.name == "postgresql":
            await writing.execute(PATIENTLY)
        for table in metadata.sorted_tables:
            if replace:
                await writing.execute(table.delete())
            elif await count(writing, table):
                raise Refused(Why.NOT_EMPTY, table.name)
        copied = {table.name: await _copy_table(reading, writing, table) for table in metadata.sorted_tables}
        await _set_sequences(writing)
        for table in metadata.sorted_tables:
            there, here = await count(reading, table), await count(writing, table)
            if not there == here == copied[table.name]:
                raise RuntimeError(f"{table.name}: {there} rows, {copied[table.name]} copied, {here} arrived")
    return copied


async def count(connection: AsyncConnection, table: Table) -> int:
    return int(await connection.scalar(select(func.count()).select_from(table)) or 0)


async def _copy_table(reading: AsyncConnection, writing: AsyncConnection, table: Table) -> int:
    copied = 0
    async for rows in _pages(reading, table):
        await writing.execute(insert(table), rows)
        copied += len(rows)
    return copied


async def _pages(reading: AsyncConnection, table: Table) -> AsyncIterator[list[dict[str, Any]]]:
    columns = key_columns(table)
    last: Key | None = None
    while True:
        query = select(table).where(beyond(table, last)).order_by(*columns).limit(PAGE)
        rows = (await reading.execute(query)).mappings().all()
        if not rows:
            return
        yield [_storable(row) for row in rows]
        last = tuple(rows[-1][column.name] for column in table.primary_key.columns)


def _storable(row: RowMapping) -> dict[str, Any]:
    """SQLite keeps a NUL in a text, PostgreSQL refuses the whole page."""
    return {name: clean(value) if isinstance(value, str) else value for name, value in row.items()}


async def _set_sequences(writing: AsyncConnection) -> None:
    """PostgreSQL counts apart from the rows; SQLite goes on from the highest one by itself."""
    if writing.dialect.name != "postgresql":
        return
    for table in metadata.sorted_tables:
        for column in table.primary_key.columns:
            if column is table.autoincrement_column:
                highest = await writing.scalar(select(func.max(column)))
                sequence = text("SELECT setval(pg_get_serial_sequence(:table, :column), :value, :used)")
                values = {"table": table.name, "column": column.name, "value": highest or 1, "used": bool(highest)}
                await writing.execute(sequence, values)
