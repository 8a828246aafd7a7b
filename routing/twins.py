"""Questions about the same matter, found in memory among those of the municipality (routing.md 5)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.organisation import Region
from domain.question import Question
from routing.duplicates import Index, Matter, matter
from routing.places import Places
from routing.text import read

CLOSE = timedelta(hours=3)
"""Asked in one chat within so long, less has to be said to mean the same."""

MOST = 10_000
"""Questions remembered of one municipality; some fifteen megabytes."""


@dataclass
class _Known:
    index: Index = field(default_factory=Index)
    places: dict[int, tuple[tuple[int, int, int], datetime]] = field(default_factory=dict)
    """Where and when each was asked."""
    since: datetime | None = None


class Twins:
    """Remembers words and places of questions, no texts."""

    def __init__(self, places: Callable[[Region], Places]) -> None:
        self._places = places
        self._known: dict[str, _Known] = {}

    def since(self, municipality: str) -> datetime | None:
        """When the newest remembered question of a municipality was asked."""
        known = self._known.get(municipality)
        return known.since if known is not None else None

    def of(self, question: Question, fresh: Iterable[Question], region: Region) -> Sequence[int]:
        """Numbers of the remembered questions about the same; this one and the fresh ones are remembered too."""
        known = self._known.setdefault(question.municipality, _Known())
        places = self._places(region)
        for one in fresh:
            if one.number not in known.places:
                self._remember(known, one, matter_of(one, places))
        asked = known.index.known(question.number)
        if asked is None:
            asked = matter_of(question, places)
            self._remember(known, question, asked)
        close = _Close(known.places, *known.places[question.number])
        return [one.id for one in known.index.alike(asked, but=question.number, close=close) if one.is_same]

    def _remember(self, known: _Known, question: Question, its: Matter) -> None:
        known.index.add(question.number, its)
        known.places[question.number] = (question.place.conversation, question.asked_at)
        known.since = max(question.asked_at, known.since or question.asked_at)
        while len(known.places) > MOST:
            oldest = next(iter(known.places))
            del known.places[oldest]
            known.index.remove(oldest)


def matter_of(question: Question, places: Places) -> Matter:
    """A question ready to be compared."""
    words = read(question.text)
    return matter(words, places.find(words, question.municipality), question.municipality, question.topic)


@dataclass(frozen=True, slots=True)
class _Close:
    """The numbers asked in the same conversation within hours; looked up one by one, there may be thousands."""

    places: dict[int, tuple[tuple[int, int, int], datetime]]
    conversation: tuple[int, int, int]
    at: datetime

    def __contains__(self, number: object) -> bool:
        there = self.places.get(number) if isinstance(number, int) else None
        return there is not None and there[0] == self.conversation and abs(there[1] - self.at) <= CLOSE
