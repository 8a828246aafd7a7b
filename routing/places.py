"""Where a message is about: the municipality, the settlement, the street and house."""

from dataclasses import dataclass

from domain.organisation import Region
from routing import streets
from routing.gazetteer import Gazetteer, Name, Named
from routing.text import Words


@dataclass(frozen=True, slots=True)
class Place:
    municipality: str | None = None
    settlement: str | None = None
    address: str = ""
    because: tuple[str, ...] = ()

    @property
    def is_named(self) -> bool:
        return self.settlement is not None or bool(self.address)

    @property
    def has_house(self) -> bool:
        return any(sign.isdigit() for sign in self.address)


class Places:
    """The places of one region, ready to be looked for."""

    def __init__(self, region: Region) -> None:
        self._names = Gazetteer(region)

    def find(self, words: Words, municipality: str) -> Place:
        """The places a text names, heard in a conversation of a municipality (empty when it has none)."""
        named = self._names.find(words)
        stated = next((name.municipality for met in named for name in met.names if name.settlement is None), None)
        home = stated or municipality
        met, name = _settlement(named, home)
        address = streets.find(words.text)
        because = tuple(words.between(each.first, each.last) for each in named[:2])
        if name is not None:
            return Place(name.municipality, name.settlement, address, because)
        ambiguous = met.names[0].settlement if met else None
        return Place(stated, ambiguous, address, because)


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
