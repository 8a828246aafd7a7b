"""Tables read page by page in the order of their keys, so that any size fits into memory and short transactions."""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, true

from storage.batch import key_of

Key = tuple[Any, ...]


def key_columns(table: Table) -> list[ColumnElement[Any]]:
    return [table.c[name] for name in key_of(table)]


def beyond(table: Table, last: Key | None) -> ColumnElement[bool]:
    """The rows after that key; all of them at the beginning.

    Spelled out column by column: both engines compare whole keys, but bind values of our own types only so.
    """
    if last is None:
        return true()
    columns = key_columns(table)
    steps = [
        and_(*(column == value for column, value in zip(columns[:place], last, strict=False)), columns[place] > value)
        for place, value in enumerate(last)
    ]
    return and_(columns[0] >= last[0], or_(*steps)) if len(steps) > 1 else steps[0]


def among(table: Table, keys: list[Key]) -> ColumnElement[bool]:
    """The rows with these keys."""
    columns = key_columns(table)
    if len(columns) == 1:
        return columns[0].in_([key[0] for key in keys])
    return or_(*(and_(*(column == value for column, value in zip(columns, key, strict=True))) for key in keys))
