"""Where questions, the voices that joined them and their histories are kept."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from domain.place import Place, VkId
from domain.question import Question, Status


@dataclass(frozen=True, slots=True)
class Vote:
    """Somebody else has the same question; `place` is their own message, when they wrote one."""

    question: int
    voter: VkId
    at: datetime
    place: Place | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a question's history; `detail` never holds more than staff may read."""

    question: int
    at: datetime
    actor: VkId | None
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which questions a list wants; empty fields do not narrow."""

    municipality: str = ""
    assignee: VkId | None = None
    author: VkId | None = None
    statuses: frozenset[Status] = frozenset()
    due_before: datetime | None = None
    due_after: datetime | None = None
    asked_after: datetime | None = None
    asked_before: datetime | None = None
    topic: str | None = None
    settlement: str = ""
    unhurried: bool = False
    """Only what nothing makes urgent."""
    since_or_waiting: datetime | None = None
    """Only what was asked since then, or waits since before."""
    above: int | None = None
    """Only greater numbers."""
    limit: int = 20
    order: Literal["due", "asked", "newest"] = "due"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many questions there are, how many of them wait, how many votes they have together."""

    total: int
    waiting: int
    votes: int


class Questions(Protocol):
    async def next_number(self) -> int:
        """The next number people see, handed out inside this transaction."""
        ...

    async def add(self, question: Question) -> None: ...
    async def save(self, question: Question) -> None: ...

    async def get(self, number: int) -> Question:
        """Raises RuleViolation("no-such-question") when there is none."""
        ...

    async def find(self, number: int) -> Question | None: ...

    async def at(self, place: Place) -> Question | None:
        """The question asked by exactly this message."""
        ...

    async def beneath(self, post: Place) -> Sequence[Question]:
        """The questions asked in comments under a post or a video, the first of each comment, in their order."""
        ...

    async def under(self, place: Place) -> Question | None:
        """The question this message belongs to: asked by it, joined by it, part of it, or the bot's text about it."""
        ...

    async def link(self, place: Place, number: int) -> None:
        """Remembers that a message belongs to a question, so that replies to it are understood."""
        ...

    async def list(self, wanted: Filter) -> Sequence[Question]: ...
    async def count(self, wanted: Filter) -> int: ...
    async def tally(self, wanted: Filter) -> Tally: ...

    async def owed(self, wanted: Filter) -> Mapping[VkId, int]:
        """How many of the questions each person has to answer."""
        ...

    async def after(self, number: int, limit: int) -> Sequence[Question]:
        """Questions with greater numbers, in their order."""
        ...

    async def recent(self, municipality: str, since: datetime, limit: int = 200) -> Sequence[Question]:
        """Open or lately answered main questions of a municipality, newest first, for «и у нас» and duplicates."""
        ...

    async def to_look_at(self, now: datetime, limit: int) -> Sequence[Question]:
        """Questions whose `look_at` has come, earliest first."""
        ...

    async def lately(self, author: VkId, since: datetime) -> Sequence[Question]:
        """What a person asked after a moment, oldest first; looked up once a transaction."""
        ...

    async def often(self, authors: Collection[VkId], since: datetime, times: int) -> Set[VkId]:
        """Those of the authors who asked so many times after a moment."""
        ...

    async def voices(self, since: datetime) -> Sequence[tuple[str, str, int, int]]:
        """Where anything was asked from since a moment: municipality, village or «», community, peer of the chat."""
        ...

    async def owners(self) -> Sequence[VkId]:
        """Everybody who owes an answer to an open question."""
        ...

    async def duplicates_of(self, number: int) -> Sequence[Question]: ...

    async def counts(self, now: datetime, today_end: datetime) -> Sequence[tuple[str, int, int, int, int]]:
        """Per municipality: waiting, overdue, due by `today_end`, promised by `today_end`."""
        ...


class Votes(Protocol):
    async def add(self, vote: Vote) -> bool:
        """False when this voter is counted already."""
        ...

    async def remove(self, question: int, voter: VkId) -> bool: ...
    async def of(self, question: int) -> Sequence[Vote]: ...
    async def has(self, question: int, voter: VkId) -> bool: ...


class Histories(Protocol):
    async def add(self, entry: Entry) -> None: ...
    async def of(self, question: int) -> Sequence[Entry]: ...
    async def count(self, question: int, what: str, since: datetime) -> int:
        """How often something happened to a question after a moment."""
        ...
