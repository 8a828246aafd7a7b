"""«Справки»: what a department tells the host before a broadcast. Words for the host, never an answer to a resident."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.broadcasts.aftermath import shown
from domain.broadcasts.evening import Evening
from domain.place import VkId

LONGEST = 700
"""The host reads it at a glance."""


@dataclass(frozen=True, slots=True)
class Fact:
    """What one official was asked about one question; it follows the question from theme to theme."""

    broadcast: int
    question: int
    official: VkId
    asked_by: VkId
    asked_at: datetime
    text: str = ""
    told_at: datetime | None = None

    @property
    def is_told(self) -> bool:
        return self.told_at is not None

    def told(self, words: str, at: datetime) -> "Fact":
        """The last words count: whoever answers twice has mended it."""
        clean = shown(words)
        short = clean if len(clean) <= LONGEST else f"{clean[:LONGEST].rsplit(' ', 1)[0]}…"
        return replace(self, text=short, told_at=at)


def by_theme(evening: Evening, facts: Iterable[Fact]) -> dict[int, list[Fact]]:
    """Facts under the themes their questions stand in now, the earliest told first."""
    found: dict[int, list[Fact]] = {}
    for one in facts:
        asked = evening.asked.get(one.question)
        if asked is not None:
            found.setdefault(asked.theme, []).append(one)
    return {theme: sorted(several, key=_order) for theme, several in found.items()}


def _order(one: Fact) -> tuple[bool, datetime, VkId]:
    return not one.is_told, one.told_at or one.asked_at, one.official


def count(facts: Sequence[Fact]) -> tuple[int, int]:
    """«7 из 10»."""
    return sum(one.is_told for one in facts), len(facts)
