"""Where rumours are kept, as the use cases see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.place import Place
from domain.rumours import Rumour, Sighting


class Rumours(Protocol):
    async def next_number(self) -> int: ...
    async def save(self, rumour: Rumour) -> None: ...

    async def get(self, number: int) -> Rumour:
        """Raises RuleViolation("no-such-rumour") when there is none."""
        ...

    async def known(self, limit: int = 200) -> Sequence[Rumour]:
        """Everything but what is no rumour, the newest first."""
        ...

    async def count_new(self, since: datetime) -> int:
        """How many were heard first after a moment and wait for a verdict."""
        ...

    async def saw(self, sighting: Sighting) -> bool:
        """False when the message was seen before."""
        ...

    async def sightings(self, rumour: int) -> Sequence[Sighting]: ...
    async def told(self, place: Place, at: datetime) -> None: ...
