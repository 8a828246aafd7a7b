"""Whether two messages speak of the same place: street, house, village, numbered things such as routes and schools."""

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from routing.address import Address
from routing.letters import cosine, letters_of
from routing.places import Place
from routing.text import Words


class Agreement(StrEnum):
    SAME = "same"
    """The same house."""
    NEAR = "near"
    """The same street, village, route or school."""
    UNKNOWN = "unknown"
    """One of the two names no place."""
    DIFFERENT = "different"


_TELLING = frozenset({"route", "school", "kindergarten", "clinic", "block"})
"""The same entrance or flat number is met in every house."""

_LONG, _MISSPELT = 5, 0.5
_REMEMBERED = 4_096
_NUMBERED = {
    root: kind
    for kind, roots in {
        "route": ("автобус", "маршрут", "маршрутк", "троллейбус", "трамва", "рейс", "газельк"),
        "school": ("школ", "гимназ", "лице"),
        "kindergarten": ("сад", "садик", "детсад"),
        "clinic": ("поликлиник", "больниц"),
        "house": ("дом", "д", "жк"),
        "entrance": ("подъезд",),
        "company": ("ук",),
        "block": ("квартал", "микрорайон", "мкр"),
        "flat": ("кв",),
    }.items()
    for root in roots
}
"""Stems of things that are told apart by their numbers."""


@dataclass(frozen=True, slots=True)
class Where:
    """What two messages' places are compared by."""

    municipality: str | None = None
    settlement: str | None = None
    addresses: tuple[tuple[frozenset[str], str], ...] = ()
    """(the stems of a street's name, the house or empty)."""
    numbers: tuple[tuple[str, str], ...] = ()
    """(a kind of thing, its number)."""

    @property
    def is_named(self) -> bool:
        return bool(self.addresses or self.settlement or self.numbers)


def where(words: Words, place: Place, home: str = "") -> Where:
    """The place of a message as compared; `home` is the municipality it was heard in."""
    addresses = tuple(dict.fromkeys((frozenset(each.street), each.house) for each in place.addresses))
    return _kept(
        Where(place.municipality or home or None, place.settlement, addresses, _numbers(words, place.addresses))
    )


@lru_cache(maxsize=_REMEMBERED)
def _kept(found: Where) -> Where:
    """The same object for the same place: most of the many questions remembered name none, or one named before."""
    return found


def _numbers(words: Words, addresses: tuple[Address, ...]) -> tuple[tuple[str, str], ...]:
    """«маршрут 101», «42-я школа»; a house of an address counts there."""
    found: dict[tuple[str, str], None] = {}
    for at, token in enumerate(words.tokens):
        if not token.isdigit() or len(token) > 3:
            continue
        start = words.spans[at][0]
        if any(each.start <= start < each.end for each in addresses):
            continue
        for beside in (at - 1, at - 2, at + 1, at + 2):
            if 0 <= beside < len(words.stems) and (kind := _NUMBERED.get(words.stems[beside])) is not None:
                found[kind, token] = None
                break
    return tuple(found)


def compare(one: Where, other: Where) -> Agreement:
    """How the places of two messages agree; different addresses are never the same matter."""
    if one.municipality and other.municipality and one.municipality != other.municipality:
        return Agreement.DIFFERENT
    if not one.is_named or not other.is_named:
        return Agreement.UNKNOWN
    if one.settlement and other.settlement and one.settlement != other.settlement:
        return Agreement.DIFFERENT
    streets = _compare_streets(one, other)
    if streets is Agreement.DIFFERENT or _numbers_differ(one, other):
        return Agreement.DIFFERENT
    if streets is not None:
        return streets
    if bool(one.addresses) != bool(other.addresses):
        return Agreement.UNKNOWN
    same_number = any(kind in _TELLING for kind, _ in set(one.numbers) & set(other.numbers))
    same_village = one.settlement is not None and one.settlement == other.settlement
    return Agreement.NEAR if same_number or same_village else Agreement.UNKNOWN


def _compare_streets(one: Where, other: Where) -> Agreement | None:
    """None where one of the two names no street."""
    if not one.addresses or not other.addresses:
        return None
    met = Agreement.DIFFERENT
    for street, house in one.addresses:
        for street2, house2 in other.addresses:
            if _same_street(street, street2):
                if house and house == house2:
                    return Agreement.SAME
                if not house or not house2:
                    met = Agreement.NEAR
    return met


def _same_street(one: frozenset[str], other: frozenset[str]) -> bool:
    """«Маркса» and «Карла Маркса»; not «1-я Новая» and «2-я Новая»."""
    numbers, numbers2 = {p for p in one if p.isdigit()}, {p for p in other if p.isdigit()}
    if numbers and numbers2 and numbers != numbers2:
        return False
    return bool(one) and bool(other) and (one <= other or other <= one or _misspelt(one, other))


def _misspelt(one: frozenset[str], other: frozenset[str]) -> bool:
    """«Гагрина» and «Гагарина»."""
    first, second = " ".join(sorted(one - other)), " ".join(sorted(other - one))
    if min(len(first), len(second)) < _LONG or abs(len(first) - len(second)) > 1:
        return False
    return cosine(letters_of(first), letters_of(second)) >= _MISSPELT


def _numbers_differ(one: Where, other: Where) -> bool:
    """Both name things of one kind, and none of them is the same."""
    if not one.numbers or not other.numbers:
        return False
    kinds: defaultdict[str, list[set[str]]] = defaultdict(lambda: [set(), set()])
    for index, side in enumerate((one, other)):
        for kind, number in side.numbers:
            kinds[kind][index].add(number)
    return any(first and second and not first & second for first, second in kinds.values())
