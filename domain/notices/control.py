"""What ЦУР, administrators and technicians are told: lists, exports, alarms."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Line, Priority, Someone, ToStaff
from domain.notices.lessons import Asleep


@dataclass(frozen=True, slots=True)
class PlaceLost(ToStaff):
    """An answer could not be written where the question was asked; to ЦУР."""

    priority: ClassVar[Priority] = Priority.ALARM
    number: int
    place: str


@dataclass(frozen=True, slots=True)
class MovedTwice(ToStaff):
    """To ЦУР: a promise moved for the second time, or a question handed over for the second time."""

    number: int
    official: Someone | None
    what: str


@dataclass(frozen=True, slots=True)
class Waiting(ToStaff):
    """`ждут`, `просрочено`, `обещали`, `человек`: a line per question."""

    title: str
    """waiting, today, overdue, promised or person: names the heading."""
    lines: tuple[Line, ...]
    total: int
    more: int = 0
    about: str = ""
    home: str = ""
    """The id of the one municipality it is about, for those who may do something with all of it at once."""


@dataclass(frozen=True, slots=True)
class MunicipalityCount:
    name: str
    waiting: int
    overdue: int
    worst: Someone | None = None
    late: datetime | None = None
    """The deadline that passed longest ago."""


@dataclass(frozen=True, slots=True)
class MorningList(ToStaff):
    priority: ClassVar[Priority] = Priority.LIST
    own: ClassVar[bool] = False
    day: datetime
    waiting: int
    yesterday: int | None
    overdue: int
    today: int
    promised: int
    municipalities: tuple[MunicipalityCount, ...]
    unreachable: tuple[Someone, ...] = ()
    maybe: int = 0
    asleep: tuple[Asleep, ...] = ()
    """Who owes answers and has not been here for days; a few of them."""
    never: int = 0
    """How many of those who answer never pressed «Начать»."""
    rumours: int = 0
    others: int = 0
    others_waiting: int = 0
    """Municipalities below those that are named, and how many wait there."""
    before: int | None = None
    """How many waited on the last working morning, when that was not yesterday."""


@dataclass(frozen=True, slots=True)
class Export(ToStaff):
    """A list as a document."""

    priority: ClassVar[Priority] = Priority.LIST
    municipality: str
    since: datetime | None
    until: datetime | None
    full: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Appointed(ToStaff):
    person: Someone
    role: str
    municipality: str
    started: bool


@dataclass(frozen=True, slots=True)
class Stopped(ToStaff):
    """`стоп человек`: somebody lost every right, by whom, and how many questions went to others."""

    priority: ClassVar[Priority] = Priority.ALARM
    person: Someone
    by: Someone
    moved: int


@dataclass(frozen=True, slots=True)
class Connected(ToStaff):
    """`подключить` in a chat."""

    municipality: str
    kind: str


@dataclass(frozen=True, slots=True)
class MarkKept(ToStaff):
    """«Уже в Инциденте №…», «№ ПОС»."""

    number: int
    system: str
    external: str
    linked: bool = False
    """Whether the author was sent a link to the answer."""


@dataclass(frozen=True, slots=True)
class Quarantined(ToStaff):
    """To the administrator: events the bot could not handle."""

    priority: ClassVar[Priority] = Priority.ALARM
    events: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with the bot itself; `id` is the community's or the chat's number."""

    what: str
    where: str
    id: str
    count: int


@dataclass(frozen=True, slots=True)
class Alarm(ToStaff):
    """To ЦУР: the bot cannot do its work somewhere, and a person can mend it."""

    priority: ClassVar[Priority] = Priority.ALARM
    what: str
    where: str
    id: str
    count: int


@dataclass(frozen=True, slots=True)
class HealthReport(ToStaff):
    """`здоровье`: everything wrong now, and how much waits in the queues."""

    troubles: tuple[Trouble, ...]
    communities: int
    incoming: int
    outgoing: int


@dataclass(frozen=True, slots=True)
class HistoryOf(ToStaff):
    """Everything on a question: who, when, what."""

    number: int
    entries: tuple["HistoryLine", ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    by: Someone | None
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class HelpStaff(ToStaff):
    role: str
