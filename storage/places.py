"""A place as five columns of a row."""

from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam

from domain.place import Place, PlaceKind
from storage.batch import Record
from storage.columns import PLACE
from storage.shapes import Way


def place_values(place: Place | None) -> dict[str, Any]:
    if place is None:
        return dict.fromkeys(PLACE)
    return {
        "community": place.community,
        "kind": place.kind.value,
        "peer": place.peer,
        "post": place.post,
        "message": place.message,
    }


def place_of(row: Record) -> Place:
    return Place(PlaceKind(row.kind), row.community, row.peer, row.message, row.post)


AS_PLACE = Way(
    lambda place: (place.community, place.kind.value, place.peer, place.post, place.message),
    lambda row: Place(PlaceKind(row[1]), row[0], row[2], row[4], row[3]),
    columns=PLACE,
)
"""A field that is a place."""


def stands_at(table: Table) -> ColumnElement[bool]:
    """The row of exactly the message whose `place_values` the query is given."""
    return and_(*(table.c[name] == bindparam(name) for name in PLACE))
