"""The journal of removals, and who has been writing where, as the use cases see them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.place import Place, VkId
from domain.removals import Removal


class Removals(Protocol):
    async def next_number(self) -> int: ...
    async def save(self, removal: Removal) -> None: ...

    async def get(self, number: int) -> Removal:
        """Raises RuleViolation("no-such-removal") when there is none."""
        ...

    async def at(self, place: Place) -> Removal | None:
        """What became of exactly this message."""
        ...

    async def case(self, place: Place, group: str, since: datetime) -> Removal | None:
        """The first message of the conversation's copies alike since a moment."""
        ...

    async def copies(self, number: int) -> Sequence[Removal]: ...

    async def here(self, place: Place, since: datetime) -> Sequence[Removal]:
        """First messages of what newcomers' rules caught in a conversation since a moment, oldest first."""
        ...

    async def muted(self, place: Place, person: VkId) -> Removal | None:
        """The last mute of somebody in a chat."""
        ...

    async def latest(self, municipality: str, limit: int, *, waiting: bool = False) -> Sequence[Removal]:
        """The newest first, each case once; of all municipalities when none is named; `waiting` wants a person."""
        ...


class Speakers(Protocol):
    """Since when somebody writes in a conversation; no words."""

    async def heard(self, place: Place, person: VkId, at: datetime) -> datetime | None:
        """When they wrote first; None when that is now."""
        ...

    async def heard_since(self, place: Place) -> datetime | None:
        """When anybody wrote first, of those who still write."""
        ...

    async def trust(self, place: Place, person: VkId, since: datetime) -> None:
        """From now on they count as writing since that moment."""
        ...
