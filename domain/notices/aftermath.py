"""What is said after a live broadcast: to moderators, to those who were answered, to whoever asks."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Notice, Priority, Quote, Someone, ToStaff


@dataclass(frozen=True, slots=True)
class SaidRow:
    """One answer: `moment` is its time code, `state` what became of its promise."""

    title: Quote
    gist: Quote
    moment: str
    link: str
    promise: datetime | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class AirOver(ToStaff):
    """Right after the end: the sum, and what is ready. `wait`: minutes until the authors are told."""

    air: int
    host: Someone
    collected: int
    on_air: int
    in_writing: int
    in_work: int
    duplicates: int
    declined: int
    withdrawn: int
    holds: bool
    promises: int
    nearest: datetime | None
    wait: int


@dataclass(frozen=True, slots=True)
class AirSummary(ToStaff):
    """The post, ready to publish; `owed` did not sound, `by` is when the last of them is answered."""

    host: Someone
    day: datetime
    rows: tuple[SaidRow, ...]
    others: int
    owed: int
    by: datetime | None
    promises: int


@dataclass(frozen=True, slots=True)
class AirPicture(AirSummary):
    """The same as a picture; these are the words it comes with."""


@dataclass(frozen=True, slots=True)
class OwedRow:
    """How much one official owes, and until when the first of it."""

    official: Someone | None
    count: int
    late: int
    due: datetime | None


@dataclass(frozen=True, slots=True)
class AirOwed(ToStaff):
    """[Кто ещё не ответил]"""

    air: int
    owed: int
    rows: tuple[OwedRow, ...]


@dataclass(frozen=True, slots=True)
class HeardOnAir(Notice):
    """To the author of a question that sounded; `turn` varies the words, so that equal texts do not follow."""

    unasked: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.REMINDER
    number: int
    author: Someone
    subject: Quote
    host: Someone
    moment: str
    link: str
    gist: Quote
    promise: datetime | None
    turn: int


@dataclass(frozen=True, slots=True)
class HeardInChat(Notice):
    """One text for everybody of a chat who cannot be written to in private."""

    unasked: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.REMINDER
    host: Someone
    day: datetime
    rows: tuple[SaidRow, ...]


@dataclass(frozen=True, slots=True)
class AirFollowUp(ToStaff):
    """A day and a week after: what became of the promises and of what is answered in writing."""

    priority: ClassVar[Priority] = Priority.LIST
    host: Someone
    day: datetime
    rows: tuple[SaidRow, ...]
    in_writing: int
    replied: int
    owed: int
    late: int


@dataclass(frozen=True, slots=True)
class YearRow:
    """One host in one municipality."""

    host: Someone
    municipality: str
    broadcasts: int
    questions: int
    on_air: int
    in_writing: int


@dataclass(frozen=True, slots=True)
class AirYear(ToStaff):
    """A year of broadcasts; `replied` of those `in_writing` have their answer, `on_time` of them by the day named."""

    priority: ClassVar[Priority] = Priority.LIST
    year: str
    broadcasts: int
    questions: int
    on_air: int
    in_writing: int
    replied: int
    on_time: int
    rows: tuple[YearRow, ...]


@dataclass(frozen=True, slots=True)
class YearAir:
    """One broadcast of a year in numbers."""

    air: int
    day: datetime
    host: Someone
    municipality: str
    questions: int
    on_air: int
    in_writing: int
    replied: int
    on_time: int


@dataclass(frozen=True, slots=True)
class AirYearTable(ToStaff):
    """A year of broadcasts as a document, the earliest first; these are the words it comes with."""

    priority: ClassVar[Priority] = Priority.LIST
    year: str
    rows: tuple[YearAir, ...]


@dataclass(frozen=True, slots=True)
class AirYearPicture(AirYearTable):
    """The same as a picture."""


@dataclass(frozen=True, slots=True)
class SaidWhen:
    """An answer of a past broadcast."""

    host: Someone
    day: datetime
    title: Quote
    gist: Quote
    moment: str
    link: str


@dataclass(frozen=True, slots=True)
class SaidOnAir(Notice):
    """`что сказали про …`"""

    about: Quote
    rows: tuple[SaidWhen, ...]


@dataclass(frozen=True, slots=True)
class NothingSaid(Notice):
    """`что сказали про …`, and nobody did."""

    about: Quote
