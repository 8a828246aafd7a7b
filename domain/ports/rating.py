"""What a week's rating is counted from, as the use cases see it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from domain.answer import Answer, Promise
from domain.question import Question


class Ratings(Protocol):
    """A few indexed reads over a whole week; nothing is written here."""

    async def asked(self, since: datetime, until: datetime, municipalities: Collection[str]) -> Sequence[Question]:
        """Questions asked from one moment up to another, by number."""
        ...

    async def late(self, before: datetime) -> Sequence[Question]:
        """What waits for an answer now and should have had it before a moment."""
        ...

    async def answers(self, numbers: Collection[int]) -> Sequence[Answer]:
        """Answers to these questions that were not undone, oldest first."""
        ...

    async def happened(self, numbers: Collection[int], what: str) -> Mapping[int, datetime]:
        """When something happened to these questions last."""
        ...

    async def promises(self, since: datetime, until: datetime) -> Sequence[Promise]:
        """Promises for a time, whatever became of them."""
        ...

    async def questions(self, numbers: Collection[int]) -> Sequence[Question]: ...

    async def marks(self, marks: Collection[str]) -> Mapping[str, int]:
        """Which of these stand in the diary, and with what value."""
        ...
