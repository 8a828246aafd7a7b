"""Where a message is about: the municipality, the settlement, the street and house."""

from dataclasses import dataclass

from domain.organisation import Region
from routing import streets
from routing.address import Address
from routing.atlas import Atlas, Street
from routing.gazetteer import Gazetteer, Name, Named
from routing.listed import StreetList, settlement_of
from routing.streets import best
from routing.text import Words


@dataclass(frozen=True, slots=True)
class Place:
    municipality: str | None = None
    settlement: str | None = None
    address: str = ""
    """The street and house to show, as written."""
    addresses: tuple[Address, ...] = ()
    because: tuple[str, ...] = ()

    @property
    def is_named(self) -> bool:
        return self.settlement is not None or bool(self.address)

    @property
    def has_house(self) -> bool:
        return any(sign.isdigit() for sign in self.address)


class Places:
    """The places of one region, ready to be looked for; an atlas adds its villages and streets."""

    def __init__(self, region: Region, atlas: Atlas | None = None) -> None:
        atlas = atlas or Atlas()
        self._names = Gazetteer(region, atlas.settlements)
        self._streets = StreetList(atlas.streets)

    def find(self, words: Words, municipality: str) -> Place:
        """The places a text names, heard in a conversation of a municipality (empty when it has none)."""
        named = self._names.find(words)
        stated = next((name.municipality for met in named for name in met.names if name.settlement is None), None)
        home = stated or municipality
        met, name = _settlement(named, home)
        addresses, listed = self._addresses(words)
        because = tuple(words.between(each.first, each.last) for each in named[:2])
        if name is not None:
            return Place(name.municipality, name.settlement, best(addresses), addresses, because)
        ambiguous = met.names[0].settlement if met else None
        village = ambiguous or settlement_of(listed, home)
        return Place(stated, village, best(addresses), addresses, because)

    def _addresses(self, words: Words) -> tuple[tuple[Address, ...], tuple[Street, ...]]:
        """By form and by the list together; a bare name by form alone that the list does not know is dropped."""
        by_form = streets.find(words)
        if not self._streets:
            return by_form, ()
        kept = [each for each in by_form if each.house or " " in each.text or self._streets.knows(each.street)]
        known: tuple[Street, ...] = ()
        for each, listed in self._streets.find(words):
            over = [other for other in kept if other.start < each.end and each.start < other.end]
            known = known or listed
            if not over:
                kept.append(each)
            elif each.house and not any(other.house for other in over):
                kept = [other for other in kept if other not in over] + [each]
        return tuple(sorted(kept, key=lambda address: address.start)), known


def _settlement(named: list[Named], home: str) -> tuple[Named | None, Name | None]:
    """The first settlement named: one at home, else the only one of that name; else the name alone."""
    villages = [met for met in named if any(name.settlement for name in met.names)]
    for met in villages:
        for name in met.names:
            if name.settlement and name.municipality == home:
                return met, name
    for met in villages:
        owners = {name.municipality for name in met.names if name.settlement}
        if len(owners) == 1:
            return met, next(name for name in met.names if name.settlement)
    return (villages[0], None) if villages else (None, None)
