"""What somebody new is told: the lesson of an official, and who has not begun yet."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices.base import Notice, Someone, ToStaff, Verbatim


@dataclass(frozen=True, slots=True)
class Example(ToStaff):
    """[Показать на примере]: an invented question to be answered; nobody else ever sees it."""


@dataclass(frozen=True, slots=True)
class LessonShown(ToStaff):
    """The trainee's words as a resident would see them; `remark` is a name of `domain/hints.py`, or «work», «asks»."""

    text: Verbatim
    by: Someone
    promises: tuple[datetime, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class LessonChat(ToStaff):
    """How it goes in a chat, and what else a card can do."""


@dataclass(frozen=True, slots=True)
class LessonEnd(ToStaff):
    """What to remember."""


@dataclass(frozen=True, slots=True)
class Asleep:
    """Somebody who owes answers and has not been here for days."""

    person: Someone
    since: datetime


@dataclass(frozen=True, slots=True)
class NotBegun(ToStaff):
    """`кто не начал`: who never pressed «Начать», who closed their messages, who has not been here for days."""

    never: tuple[Someone, ...]
    closed: tuple[Someone, ...]
    asleep: tuple[Asleep, ...]
    never_left: int = 0
    """How many more there are than are named."""


@dataclass(frozen=True, slots=True)
class PinText(Notice):
    """The text an administrator pins, by the bot's hand where it may."""

    screen_name: str
    official_link: str


@dataclass(frozen=True, slots=True)
class PinSaid(ToStaff):
    """To whoever ordered it."""


@dataclass(frozen=True, slots=True)
class PinByHand(ToStaff):
    """The bot is no administrator there: a person pins what it said."""
