"""What is worked on in «Инцидент» already: marked by a tap or a command, and taken back."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices.base import Notice, Quote, ToStaff


@dataclass(frozen=True, slots=True)
class IncidentAsk(ToStaff):
    """[Уже в ИМ №…] was pressed: the next message is the number; without a question, its number stands first."""

    number: int


@dataclass(frozen=True, slots=True)
class IncidentUnclear(ToStaff):
    """What came instead is no number."""

    number: int


@dataclass(frozen=True, slots=True)
class IncidentBack(ToStaff):
    """The mark is taken back: the deadline counts and is reminded of again."""

    number: int
    due: datetime | None


@dataclass(frozen=True, slots=True)
class AnsweredElsewhere(Notice):
    """To the author: the answer stands already, and where."""

    number: int
    text: Quote
    link: str
