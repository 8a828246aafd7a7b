"""Tables read page by page in the order of their keys, so that any size fits into memory and short transactions."""

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Table, literal, true, tuple_

from storage.batch import key_of

Key: TypeAlias = tuple[Any, ...]


def key_columns(table: Table) -> list[ColumnElement[Any]]:
    return [table.c[name] for name in key_of(table)]


def beyond(table: Table, last: Key | None) -> ColumnElement[bool]:
    """The rows after that key; all of them at the beginning."""
    if last is None:
        return true()
    after: ColumnElement[bool] = _whole(table) > _bound(table, last)
    return after


def among(table: Table, keys: list[Key]) -> ColumnElement[bool]:
    """The rows with these keys."""
    chosen: ColumnElement[bool] = _whole(table).in_([_bound(table, key) for key in keys])
    return chosen


def _whole(table: Table) -> Any:
    """A key as one value: both engines compare such values along the index, which they do not do column by column."""
    columns = key_columns(table)
    return tuple_(*columns) if len(columns) > 1 else columns[0]


def _bound(table: Table, key: Key) -> Any:
    values = [literal(value, column.type) for value, column in zip(key, key_columns(table), strict=True)]
    return tuple_(*values) if len(values) > 1 else values[0]
