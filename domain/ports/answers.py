"""Where answers and the promises made in them are kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.answer import Answer, Promise
from domain.place import Place, VkId


class Answers(Protocol):
    async def add(self, answer: Answer) -> None: ...
    async def save(self, answer: Answer) -> None: ...
    async def latest(self, question: int) -> Answer | None:
        """The last answer not undone."""
        ...

    async def of(self, question: int) -> Sequence[Answer]: ...
    async def at(self, said_in: Place) -> Answer | None:
        """The answer said by exactly this message, undone or not."""
        ...

    async def between(self, since: datetime, until: datetime, limit: int = 1000) -> Sequence[Answer]:
        """Answers given from one moment up to another and not undone, oldest first; for a look once a day."""
        ...


class Promises(Protocol):
    async def add(self, promise: Promise) -> None: ...
    async def save(self, promise: Promise) -> None: ...
    async def open_of(self, question: int) -> Sequence[Promise]: ...
    async def open_by(self, person: VkId) -> Sequence[Promise]:
        """What somebody has promised and not done yet, on whosever question."""
        ...

    async def named_for(self, since: datetime, until: datetime, municipality: str = "") -> Sequence[Promise]:
        """Promises for a time, whatever became of them; for a look once a month."""
        ...
