"""How tables are written down: columns, places, indexes."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import BigInteger, Column, Index, Integer, MetaData, String, Table
from sqlalchemy.sql.elements import ColumnElement

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers rows by itself only when the type is spelled INTEGER.
SERIAL = BigInteger().with_variant(Integer, "sqlite")

PLACE = ("community", "kind", "peer", "post", "message")


GROWS = "grows"
"""Marks a column whose value never goes down: of two who write it the greater one is right."""


def growing(*columns: Column[Any]) -> None:
    for column in columns:
        column.info[GROWS] = True


def required(name: str, type_: Any) -> Column[Any]:
    return Column(name, type_, nullable=False)


def optional(name: str, type_: Any) -> Column[Any]:
    return Column(name, type_, nullable=True)


def key(name: str, type_: Any = BigInteger) -> Column[Any]:
    """A part of the primary key that comes from outside."""
    return Column(name, type_, primary_key=True, autoincrement=False)


def place_columns(*, nullable: bool = False, primary_key: bool = False) -> Iterator[Column[Any]]:
    for name in PLACE:
        type_ = String if name == "kind" else BigInteger
        yield Column(name, type_, nullable=nullable, primary_key=primary_key, autoincrement=False)


def indexed(
    table: Table, columns: str, where: ColumnElement[bool] | None = None, *, name: str = "", unique: bool = False
) -> Index:
    """An index over columns named in one string; with `where` only over the rows it holds for."""
    names = columns.split()
    return Index(
        f"ix_{table.name}_{name or '_'.join(names)}",
        *(table.c[one] for one in names),
        unique=unique,
        sqlite_where=where,
        postgresql_where=where,
    )
