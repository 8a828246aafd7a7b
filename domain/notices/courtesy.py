"""Small things told beside a question: private data in public, neighbours' advice, the third time, a message gone."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Notice, Quote, ToStaff


@dataclass(frozen=True, slots=True)
class PrivateSeen(Notice):
    """To the author of a message in a chat: everybody reads what should not be read; `kind` is phone or other."""

    kind: str
    said_in: str
    """The place of the words, as `place_of` reads it."""


@dataclass(frozen=True, slots=True)
class PrivateRemoved(Notice):
    """Pops up for the author."""


@dataclass(frozen=True, slots=True)
class PrivateStays(Notice):
    """The bot may not remove it: only the author can."""


@dataclass(frozen=True, slots=True)
class NeighbourAdvice(ToStaff):
    """Residents answered before the authority did: to whoever owes the answer."""

    reminds: ClassVar[bool] = True
    number: int
    text: Quote


@dataclass(frozen=True, slots=True)
class ThirdTime(Notice):
    """To an author who asks about the same for the third time and more."""

    number: int
    subject: str
    where: str
    times: int
    since: datetime


@dataclass(frozen=True, slots=True)
class GoneWithMessage(Notice):
    """The author deleted the message in private, so the question is withdrawn."""

    number: int
