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


def coded(kind: type[Enum]) -> Way:
    """A member of an enumeration by its value; nothing stays nothing."""
    return Way(lambda one: one and one.value, lambda value: kind(value) if value else None)


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
        self._kind = kind
        self._written: list[tuple[str | tuple[str, ...], Callable[[T], Any]]] = []
        self._read: list[Callable[[Record], Any]] = []
        for name in (field.name for field in fields(kind)):  # type: ignore[arg-type]  # any dataclass
            way, get = ways.get(name), attrgetter(name)
            columns = (way.columns if way else ()) or (name,)
            if name not in lent:
                one = columns[0] if len(columns) == 1 else columns
                self._written.append((one, get if way is None else _then(get, way.write)))
            read = attrgetter(*columns)
            self._read.append(read if way is None else _then(read, way.read))

    def values(self, one: T, **beside: Any) -> dict[str, Any]:
        """The columns of the object's own table, `beside` those that are no field of it."""
        values = beside
        for columns, get in self._written:
            if isinstance(columns, str):
                values[columns] = get(one)
            else:
                values.update(zip(columns, get(one), strict=True))
        return values

    def of(self, row: Record) -> T:
        """The object of a row that has all its columns."""
        return self._kind(*[read(row) for read in self._read])


def _then(first: Callable[[Any], Any], second: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda given: second(first(given))
