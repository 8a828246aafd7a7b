"""What the bot notes of its own work: what was done once, what waits, how much it hears."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.gate import Passing


class Diary(Protocol):
    """Things that happen once a day or once for ever: «утро 2026-11-25, ЦУР»."""

    async def once(self, mark: str, at: datetime, value: int = 0) -> bool:
        """True the first time."""
        ...

    async def value(self, mark: str) -> int | None: ...
    async def forget(self, mark: str) -> None: ...
    async def marks(self, prefix: str) -> Sequence[str]:
        """Everything written down that begins so."""
        ...


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits in a queue: how many, and since when the oldest does."""

    waiting: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class HeardInChat:
    """How much of a chat was heard, by the numbers of its messages."""

    community: int
    peer: int
    heard: int
    """Messages known by their number: people's that came, and the bot's own."""
    span: int
    """Messages there must have been between the first and the last of them."""
    last_at: datetime

    @property
    def share(self) -> float:
        return self.heard / self.span


class Gauges(Protocol):
    """Numbers about the bot's own work."""

    async def inbox_backlog(self) -> Backlog: ...
    async def outbox_backlog(self, now: datetime) -> Backlog:
        """What could be on its way already; what waits for the morning is not late."""
        ...

    async def inbox_quarantined(self) -> int: ...
    async def outbox_quarantined(self) -> int: ...
    async def chats_heard(self, since: datetime | None = None) -> Sequence[HeardInChat]: ...


class Passings(Protocol):
    """What stood before a gate lately."""

    async def add(self, municipality: str, passing: Passing, at: datetime) -> None: ...

    async def between(self, since: datetime, until: datetime) -> Mapping[str, Mapping[Passing, int]]:
        """By municipality, how many of each there were."""
        ...
