"""A dataclass as columns of a row and back: every field is named once, by the dataclass itself."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields
from enum import Enum
from operator import attrgetter
from typing import Any, Generic, TypeVar

from pydantic import TypeAdapter

from storage.batch import Record

T = TypeVar("T")


def _as_it_is(value: Any) -> Any:
    return value


@dataclass(frozen=True, slots=True)
class Way:
    """How a field stands in a row when its columns have another form or other names; several columns are a tuple."""

    write: Callable[[Any], Any] = _as_it_is
    read: Callable[[Any], Any] = _as_it_is
    columns: tuple[str, ...] = ()


def named(column: str) -> Way:
    """The same value under another name."""
    return Way(columns=(column,))


def coded(kind: type[Enum], column: str = "") -> Way:
    """A member of an enumeration by its value; nothing stays nothing."""
    columns = (column,) if column else ()
    return Way(lambda one: one and one.value, lambda value: kind(value) if value else None, columns)


def flag() -> Way:
    """True and False as a small number, which both engines index alike."""
    return Way(int, bool)


def as_json(kind: Any) -> Way:
    """A value of several parts as a JSON text."""
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    return Way(lambda value: adapter.dump_json(value).decode(), adapter.validate_json)


class Shape(Generic[T]):
    """Each field is a column of its own name unless a way says otherwise.

    `lent` fields are columns of other tables: they are read and never written.
    """

    def __init__(self, kind: type[T], /, *, lent: Collection[str] = (), **ways: Way) -> None:
        names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # any dataclass
        self._kind = kind
        self._plain = tuple(name for name in names if name not in ways and name not in lent)
        self._ways = [(attrgetter(name), way, way.columns or (name,)) for name, way in ways.items() if name not in lent]
        self._read = [_reader(name, ways.get(name)) for name in names]
        self._all_plain = attrgetter(*self._plain)

    def values(self, one: T, **beside: Any) -> dict[str, Any]:
        """The columns of the object's own table, `beside` those that are no field of it."""
        values = dict(zip(self._plain, self._all_plain(one), strict=True))
        for get, way, columns in self._ways:
            value = way.write(get(one))
            if len(columns) == 1:
                values[columns[0]] = value
            else:
                values.update(zip(columns, value, strict=True))
        return values | beside

    def of(self, row: Record) -> T:
        """The object of a row that has all its columns."""
        return self._kind(*[read(row) for read in self._read])


def _reader(name: str, way: Way | None) -> Callable[[Record], Any]:
    if way is None:
        return attrgetter(name)
    get, read = attrgetter(*(way.columns or (name,))), way.read
    return lambda row: read(get(row))
