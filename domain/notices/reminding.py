"""What officials are reminded of, and their absences."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Line, Priority, Quote, Someone, ToStaff


@dataclass(frozen=True, slots=True)
class Reminder(ToStaff):
    """One message about everything that burns, per person."""

    reminds: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.REMINDER
    lines: tuple[Line, ...]
    also: Someone | None = None
    """Who else knows by now."""
    more: int = 0
    """Questions beyond the lines."""


@dataclass(frozen=True, slots=True)
class EscalatedTo(ToStaff):
    """To the deputy, the head or ЦУР: others' overdue questions."""

    reminds: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.REMINDER
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class PromiseToday(ToStaff):
    reminds: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.REMINDER
    number: int
    what: Quote
    due: datetime
    missed: bool = False


@dataclass(frozen=True, slots=True)
class MoveAsk(ToStaff):
    """[Переносим]: until when, and what do we tell the resident?"""

    number: int


@dataclass(frozen=True, slots=True)
class PromiseMovedTwice(ToStaff):
    """To the official: the second move is seen by ЦУР."""

    number: int
    due: datetime


@dataclass(frozen=True, slots=True)
class MorningQueue(ToStaff):
    reminds: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.LIST
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Queue(ToStaff):
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class SubstituteAsk(ToStaff):
    """`отпуск до …` without a known substitute."""

    until: datetime
    people: tuple[Someone, ...]


@dataclass(frozen=True, slots=True)
class AbsenceSet(ToStaff):
    until: datetime
    substitute: Someone | None
    questions: int
    promises: int
    elsewhere: int = 0
    """Promises on questions of colleagues: those are reminded of them."""


@dataclass(frozen=True, slots=True)
class Hushed(ToStaff):
    """`тише до 14:00`: one's own reminders wait; without a moment they go on."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class EverybodyHushed(ToStaff):
    """`стоп напоминания до 14:00`: nobody is reminded; without a moment they go on."""

    until: datetime | None
    by: Someone


@dataclass(frozen=True, slots=True)
class SubstituteNow(ToStaff):
    """To the substitute."""

    person: Someone
    until: datetime
    questions: int
    promises: int


@dataclass(frozen=True, slots=True)
class AbsenceOver(ToStaff):
    person: Someone
    questions: int
