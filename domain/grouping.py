"""Themes of a broadcast: questions that people would call one subject for the host. The port, in the core's words.

Which theme a question stands in is the core's to store and a moderator's to change; the grouper only finds it, and is
told of every placing. What it remembers depends on what is placed and not on the order of placing: after a restart the
same placings give the same finds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.organisation import Region


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as grouped; `number` is its own and stays, whatever theme it is put in."""

    number: int
    text: str
    municipality: str = ""
    settlement: str | None = None
    """The village when the text does not name it but the question knows it."""
    topic: str | None = None
    after: int | None = None
    """The question that «и у нас» was said to, when it is known."""


@dataclass(frozen=True, slots=True)
class Grouped:
    """The theme a question belongs to, and the words and place that say so."""

    theme: int
    because: tuple[str, ...]
    likeness: float


class Grouper(Protocol):
    """Finds the theme of one question at a time, a millisecond each at thousands of questions."""

    def knows(self, broadcast: int) -> bool:
        """Whether anything of the broadcast is remembered; if not, place what is stored first."""
        ...

    def place(self, broadcast: int, asked: Asked, theme: int, region: Region) -> None:
        """Remembers a question in a theme; one remembered elsewhere moves (merging and splitting are such moves)."""
        ...

    def remove(self, broadcast: int, number: int) -> None:
        """Forgets a question: withdrawn, declined or no question at all."""
        ...

    def theme_of(self, broadcast: int, asked: Asked, region: Region) -> Grouped | None:
        """The theme it belongs to among those remembered; None: it opens one. Remembers nothing."""
        ...

    def title(self, texts: Sequence[str], region: Region) -> str:
        """A short name of a theme out of its questions' words: no obscenity, nothing private, at most 60 letters."""
        ...

    def forget(self, broadcast: int) -> None:
        """The broadcast is over."""
        ...
