"""What ЦУР does with a district's list at once: hands everything to the deputy, reminds, notes a call."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices.base import Line, Someone, ToStaff


@dataclass(frozen=True, slots=True)
class HandedAll(ToStaff):
    """[Передать все]: to whom, how many, and whom of those who had them the bot cannot write to."""

    to: Someone
    count: int
    closed: tuple[Someone, ...] = ()


@dataclass(frozen=True, slots=True)
class RemindedAll(ToStaff):
    """[Напомнить]: who was reminded of how many questions, and who cannot be written to."""

    people: tuple[Someone, ...]
    count: int
    closed: tuple[Someone, ...] = ()


@dataclass(frozen=True, slots=True)
class CalledAll(ToStaff):
    """[Позвонил — отметить]"""

    count: int


@dataclass(frozen=True, slots=True)
class DoneAlready(ToStaff):
    """Two pressed the same: who was first, and when."""

    what: str
    by: Someone
    at: datetime


@dataclass(frozen=True, slots=True)
class AskedToAnswer(ToStaff):
    """To an official: ЦУР reminds of what waits."""

    by: Someone
    lines: tuple[Line, ...]
    more: int = 0
