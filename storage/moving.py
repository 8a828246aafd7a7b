"""All tables from one database into another through the same definitions: moving, portable copies, restoring."""

from collections.abc import AsyncIterator
from enum import StrEnum
from typing import Any

from sqlalchemy import RowMapping, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

import storage.tables  # noqa: F401  (fills the metadata)
from storage.columns import metadata
from storage.engine import Database
from storage.paging import Key, beyond, key_columns
from storage.types import clean

PAGE = 2_000
"""Rows read and written at a time."""


class Why(StrEnum):
    """Why a copy, a restoring or a moving was refused; commands put it into words."""

    NO_DATABASE = "no-database"
    NO_SCHEMA = "no-schema"
    OLDER = "older"
    NEWER = "newer"
    FILE_EXISTS = "file-exists"
    SAME_FILE = "same-file"
    NO_FILE = "no-file"
    NOT_A_BACKUP = "not-a-backup"
    DAMAGED = "damaged"
    HAS_QUESTIONS = "has-questions"
    NOT_EMPTY = "not-empty"
    IN_USE = "in-use"


class Refused(Exception):
    """Nothing was changed; `why` and `detail` say what stood in the way."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why.value}: {detail}" if detail else why.value)
        self.why = why
        self.detail = detail


async def move(source_url: str, target_url: str) -> dict[str, int]:
    """The whole installation into an empty database, all or nothing; rows by table. The source stays as it is."""
    source, target = Database.open(source_url), Database.open(target_url)
    try:
        await must_be_current(source)
        await target.migrate()
        return await copy(source, target)
    finally:
        await target.close()
        await source.close()


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
