"""What cannot wait: a question somebody marked urgent, an emergency at a place."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Line, Priority, Quote, Someone, ToStaff


@dataclass(frozen=True, slots=True)
class UrgentSet(ToStaff):
    """`срочно 214`: done; who answers and by when."""

    number: int
    official: Someone | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class UrgentOver(ToStaff):
    """`срочно 214 хватит`: the ordinary deadline again."""

    number: int
    official: Someone | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class MarkedUrgent(ToStaff):
    """To the one who answers, to the deputy and to ЦУР: a question cannot wait, by whose word."""

    priority: ClassVar[Priority] = Priority.ALARM
    reminds: ClassVar[bool] = True
    number: int
    by: Someone
    text: Quote
    place: str
    asked_at: datetime
    official: Someone | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class NotUrgent(ToStaff):
    """To the one who answers: the question may wait after all."""

    reminds: ClassVar[bool] = True
    number: int
    by: Someone
    due: datetime | None


@dataclass(frozen=True, slots=True)
class EmergencyBegun(ToStaff):
    """`срочно Бор`: from now on an hour for what is asked from there; everybody of the municipality is told."""

    priority: ClassVar[Priority] = Priority.ALARM
    name: str
    until: datetime
    by: Someone
    lines: tuple[Line, ...]
    """What waits there: all of it for ЦУР, their own for those who answer."""
    more: int = 0
    id: str = ""
    """The municipality's, for those who may end it."""
    settlement: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyFeed(ToStaff):
    """Everything asked from there in all chats, the newest first."""

    priority: ClassVar[Priority] = Priority.CARD
    name: str
    until: datetime
    total: int
    waiting: int
    votes: int
    lines: tuple[Line, ...]
    more: int = 0
    id: str = ""
    settlement: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyOver(ToStaff):
    """Said by somebody, or the time is over: ordinary deadlines and reminders again."""

    name: str
    by: Someone | None
    total: int
    waiting: int


@dataclass(frozen=True, slots=True)
class UrgentSeen(ToStaff):
    """[Видел] pressed on an alarm; to ЦУР."""

    number: int
    by: Someone


@dataclass(frozen=True, slots=True)
class SendBackWhy(ToStaff):
    """[На доработку] pressed: which reason?"""

    number: int


@dataclass(frozen=True, slots=True)
class SendBackOwn(ToStaff):
    """[Своя] pressed: the next words are the reason."""

    number: int
