"""Where emergencies are kept, as the use cases see it."""

from collections.abc import Sequence
from typing import Protocol

from domain.emergency import Emergency


class Emergencies(Protocol):
    async def running(self) -> Sequence[Emergency]:
        """Those that were begun and not ended, the overdue ones among them; asked once a transaction."""
        ...

    async def save(self, emergency: Emergency) -> None: ...

    async def outlived(self, limit: int) -> Sequence[int]:
        """Open questions that are hurried still, though no emergency is at their place any more."""
        ...
