"""Where confirmed answers and the offers of them are kept, as the use cases see it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.question import Question
from domain.verified import Offer, Verified


class VerifiedAnswers(Protocol):
    async def keep(self, verified: Verified) -> None: ...
    async def drop(self, question: int) -> None: ...
    async def of(self, question: int) -> Verified | None: ...

    async def standing(self, municipality: str, now: datetime) -> Sequence[Question]:
        """Confirmed questions of a municipality whose answers still hold, the newest first; only to be read."""
        ...

    async def offered(self, offer: Offer) -> None:
        """Writes an offer down, or what became of it."""
        ...

    async def offer_of(self, question: int) -> Offer | None: ...

    async def unsettled(self, before: datetime, limit: int) -> Sequence[Offer]:
        """Offers made before a moment that nobody chose about, the earliest first."""
        ...
