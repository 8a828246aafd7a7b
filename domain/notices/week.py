"""The week of municipalities as documents, and as a letter to each head."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Priority, Someone, ToStaff
from domain.notices.rating import LossRow


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One municipality: its place among those that have a zone (0 for none), its points, what cost them."""

    name: str
    place: int
    zone: str
    points: int
    before: int | None
    count: int
    in_time: int
    took: int
    """The median of working minutes until an answer."""
    returned: int
    promised: int
    kept: int
    silent: int
    lost_in_time: int
    lost_speed: int
    lost_promises: int
    lost_returns: int
    lost_quality: int


@dataclass(frozen=True, slots=True)
class WeekTopic:
    """How often a topic was asked about, and how often a week earlier."""

    name: str
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class WeekTable(ToStaff):
    """[XLSX] of a week; these are the words it comes with."""

    priority: ClassVar[Priority] = Priority.LIST
    own: ClassVar[bool] = False
    since: datetime
    until: datetime
    count: int
    in_time: int
    took: int
    returned: int
    promised: int
    kept: int
    rows: tuple[WeekRow, ...]
    subjects: tuple[WeekTopic, ...]


@dataclass(frozen=True, slots=True)
class WeekPicture(WeekTable):
    """[Картинка] of a week."""


@dataclass(frozen=True, slots=True)
class GoodRow:
    """A part of which nothing was lost."""

    part: str


@dataclass(frozen=True, slots=True)
class HeadLetter(ToStaff):
    """To a head, once a week: the municipality's place, what was good, what cost points, what can be done now."""

    priority: ClassVar[Priority] = Priority.LIST
    person: Someone
    id: str
    name: str
    since: datetime
    until: datetime
    zone: str
    points: int
    rose: int
    fell: int
    """Points more or fewer than a week earlier; 0 too when there was nothing to compare with."""
    rank: int
    of: int
    count: int
    in_time: int
    hours: int
    minutes: int
    good: tuple[GoodRow, ...]
    rows: tuple[LossRow, ...]
    open: tuple[str, ...] = ()
    zone_then: str = ""


@dataclass(frozen=True, slots=True)
class LettersSent(ToStaff):
    """To ЦУР: how many heads were written to, who cannot be reached, where there is no head; `again` when they were."""

    count: int
    closed: tuple[Someone, ...] = ()
    nobody: tuple[str, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class LettersAre(ToStaff):
    """`письма главам`: whether they go by themselves."""

    on: bool
