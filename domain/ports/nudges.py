"""What to remind people of."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.place import VkId

CCU: VkId = -1
"""Whom a nudge is for when ЦУР hears of it as one, in its chat; no person has such a number."""


@dataclass(frozen=True, slots=True)
class Nudge:
    """Something to remind one person of, or ЦУР, told alone or bundled; unique by (question, mark, person)."""

    question: int
    mark: str
    person: VkId
    kind: str
    """card, share, overdue, escalate, promise or clarify-over."""
    tell_at: datetime
    told_at: datetime | None = None


class Nudges(Protocol):
    async def add(self, nudge: Nudge) -> bool:
        """False when the same nudge was written before, told or not."""
        ...

    async def done(self, question: int) -> Set[str]:
        """Marks of everything already written about a question."""
        ...

    async def mark(self, question: int, mark: str, at: datetime) -> bool:
        """Remembers a step that is not told to a person; False when it happened before."""
        ...

    async def untold(self, now: datetime, limit: int) -> Sequence[Nudge]: ...
    async def told(self, nudges: Sequence[Nudge], at: datetime) -> None: ...
    async def last_told(self, person: VkId) -> datetime | None: ...
    async def drop(self, question: int) -> None:
        """Forgets what was not told yet about a question that no longer needs it."""
        ...
