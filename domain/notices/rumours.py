"""What is told about rumours."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Notice, Priority, Quote, Someone, ToStaff, Verbatim


@dataclass(frozen=True, slots=True)
class RumourSpotted(ToStaff):
    """To ЦУР and the head: somebody tells news of no source."""

    rumour: str
    where: str
    text: Quote
    author: Someone
    said_at: datetime


@dataclass(frozen=True, slots=True)
class RumourBack(ToStaff):
    """It is told again elsewhere; `answer` is what may be put under it with one tap."""

    rumour: str
    where: str
    text: Quote
    author: Someone
    verdict: str
    answer: Verbatim
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class RumourCard(ToStaff):
    """A rumour as the register has it; `lacks` is what residents cannot be told without."""

    rumour: str
    where: str
    text: Quote
    said_at: datetime
    seen: int
    verdict: str
    lacks: str
    answer: Verbatim
    source: str
    owner: Someone | None
    by: Someone | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class RumourLine:
    rumour: str
    text: Quote
    verdict: str
    seen: int


@dataclass(frozen=True, slots=True)
class RumourList(ToStaff):
    """`слухи`"""

    priority: ClassVar[Priority] = Priority.LIST
    rows: tuple[RumourLine, ...]


@dataclass(frozen=True, slots=True)
class RumourTold(ToStaff):
    """The answer stands under so many messages; `waiting` chats heard it today already."""

    rumour: str
    count: int
    waiting: int


@dataclass(frozen=True, slots=True)
class RumourAnswers(ToStaff):
    """What was found stands under a message that is an open question as well: it may count as the answer."""

    number: int
    rumour: str
    text: Quote
    answer: Verbatim


@dataclass(frozen=True, slots=True)
class RumourAnswer(Notice):
    """Under the message that tells a rumour: how it really is, who checked it and how it is known."""

    own: ClassVar[bool] = False
    text: Verbatim
    source: str
    checked_at: datetime
    by: Someone
