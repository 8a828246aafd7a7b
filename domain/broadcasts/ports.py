"""What broadcasts need from the outside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.broadcasts.broadcast import Broadcast
from domain.broadcasts.evening import Evening
from domain.broadcasts.facts import Fact
from domain.place import Place, VkId


@dataclass(frozen=True, slots=True)
class DeskMessage:
    """The one message of the desk: where it stands (`place.message` is 0 until VK told), and what it shows."""

    broadcast: int
    place: Place
    edits: int = 0
    edited_at: datetime | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A message during a broadcast; `mark` is the same for equal words."""

    broadcast: int
    place: Place
    at: datetime
    author: VkId
    mark: int
    asks: bool


class Broadcasts(Protocol):
    async def next_number(self) -> int: ...
    async def add(self, broadcast: Broadcast) -> None: ...
    async def save_broadcast(self, broadcast: Broadcast) -> None: ...

    async def get(self, number: int) -> Broadcast:
        """Raises RuleViolation("no-such-broadcast") when there is none."""
        ...

    async def open(self) -> Sequence[Broadcast]:
        """Those announced, running and paused, the earliest planned first."""
        ...

    async def lately(self, since: datetime) -> Sequence[Broadcast]:
        """The open ones and those that ended since a moment, in the order of their plan; once a transaction."""
        ...

    async def unsounded(self, number: int, limit: int) -> Sequence[int]:
        """Questions of a broadcast that still wait for it."""
        ...

    async def of(self, municipality: str, limit: int = 10) -> Sequence[Broadcast]:
        """Of a municipality, or of all when it is empty, the latest planned first."""
        ...

    async def under(self, post: str) -> Broadcast | None:
        """The latest broadcast a post or a video belongs to, over or not: «wall-1_2», «video-1_3»."""
        ...

    async def evening(self, number: int) -> Evening:
        """The broadcast with its themes, questions and log, as it stands now."""
        ...

    async def save(self, before: Evening, after: Evening) -> None:
        """Writes what changed between the two; somebody else's tap in between makes the transaction begin anew."""
        ...

    async def take(self, number: int, question: int, *, late: bool = False, anonymous: bool = False) -> bool:
        """A question belongs to a broadcast from now on; False when it does already."""
        ...

    async def hide_name(self, question: int, *, hidden: bool) -> None:
        """Whether the author of a question is named in its broadcasts."""
        ...

    async def of_question(self, question: int) -> Broadcast | None:
        """The broadcast a question belongs to."""
        ...

    async def unsorted(self, number: int, limit: int) -> Sequence[int]:
        """Questions without a theme, in the order of their numbers."""
        ...

    async def sorted(self, number: int) -> Mapping[int, int]:
        """The themes of the other questions."""
        ...

    async def heard(self, message: Heard) -> bool:
        """Counts a message; False when it was counted already."""
        ...

    async def messages(self, number: int) -> int: ...

    async def alike(self, number: int, mark: int, since: datetime) -> Sequence[VkId]:
        """Authors of equal words since a moment."""
        ...

    async def ask_fact(self, fact: Fact) -> bool:
        """Asks an official about a question; False when they were asked already."""
        ...

    async def save_fact(self, fact: Fact) -> None: ...

    async def facts(self, number: int) -> Sequence[Fact]:
        """Everything departments were asked about a broadcast, in the order it was asked."""
        ...

    async def facts_wanted(self, official: VkId) -> Sequence[Fact]:
        """What an official was asked and has not told, of broadcasts that are not over."""
        ...

    async def desk(self, number: int) -> DeskMessage | None: ...
    async def save_desk(self, desk: DeskMessage) -> None: ...
