"""The week of municipalities: the rating, what cost points, what is contested."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Priority, Quote, Someone, ToStaff


@dataclass(frozen=True, slots=True)
class RedRow:
    """A municipality in the red zone, and how many questions there nobody has said a word about."""

    name: str
    points: int
    silent: int


@dataclass(frozen=True, slots=True)
class RatingWeek(ToStaff):
    """`рейтинг`, and ЦУР's Monday at 9:30: numbers with their names, «Лесной 71 (−9)»; shares in a hundred."""

    priority: ClassVar[Priority] = Priority.LIST
    own: ClassVar[bool] = False
    since: datetime
    until: datetime
    count: int
    in_time: int
    before: int | None
    """The share in time a week earlier, when there was anything."""
    hours: int
    minutes: int
    """The median of working time until an answer."""
    returned: int
    green: tuple[str, ...]
    yellow: tuple[str, ...]
    red: tuple[RedRow, ...]
    few: tuple[str, ...]
    subjects: tuple[str, ...]
    grown: tuple[str, ...]
    promised: int
    kept: int
    explain: tuple[str, ...] = ()
    """Ids of municipalities that [Почему …] is offered for, the worst first."""
    letters: bool = False
    """Whether [Письма главам] is offered."""


@dataclass(frozen=True, slots=True)
class LossRow:
    """Points lost in one part, and by which questions."""

    part: str
    points: int
    numbers: tuple[str, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class RatingWhy(ToStaff):
    """`разбор Лесной`: what cost points, and what can be done now."""

    name: str
    since: datetime
    until: datetime
    count: int
    points: int
    zone: str
    rows: tuple[LossRow, ...]
    open: tuple[str, ...] = ()
    """Numbers of questions that still wait."""
    zone_then: str = ""
    """The zone once these are answered."""
    left_out: int = 0
    gone: int = 0
    """Questions of the week that went without an answer, of how many asked, taken back or declined."""
    asked: int = 0
    withdrawn: int = 0
    declined: int = 0


@dataclass(frozen=True, slots=True)
class ContestHow(ToStaff):
    """[Оспорить] pressed: how to say which question and why."""


@dataclass(frozen=True, slots=True)
class Contested(ToStaff):
    """To ЦУР: somebody of the municipality says that a question should not count."""

    number: int
    by: Someone
    reason: Quote
    text: Quote


@dataclass(frozen=True, slots=True)
class ContestKept(ToStaff):
    """To the one who contested: ЦУР was asked."""

    number: int


@dataclass(frozen=True, slots=True)
class ContestDecided(ToStaff):
    """What ЦУР decided, and the points before and after."""

    number: int
    by: Someone
    agreed: bool
    name: str
    points_before: int
    points: int
