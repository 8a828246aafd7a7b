"""What every notice is made of."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import ClassVar, NewType

Someone = NewType("Someone", int)
Quote = NewType("Quote", str)
Verbatim = NewType("Verbatim", str)
"""An official's words to residents, passed on unchanged."""


class Priority(IntEnum):
    """Replies before reminders before lists."""

    ALARM = 0
    REPLY = 1
    CARD = 2
    REMINDER = 3
    LIST = 4


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say; subclasses say what."""

    own: ClassVar[bool] = True
    """The bot's own words: quiet hours and the daily limit of a chat bind them."""
    reminds: ClassVar[bool] = False
    """Loses its sense once the question is answered: withdrawn then."""
    priority: ClassVar[Priority] = Priority.REPLY
    unasked: ClassVar[bool] = False
    """Told to residents who did not write just now: a few go at once, then at most some a minute (domain/pace.py)."""


@dataclass(frozen=True, slots=True)
class ToStaff(Notice):
    """For people with a role; whoever has none any more does not get it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A question in a list."""

    number: int
    text: Quote
    asked_at: datetime
    due: datetime | None
    overdue: bool
    official: Someone | None
    votes: int
    municipality: str = ""
    status: str = ""
    place: str = ""
    topic: str = ""
    theme: str = ""
    """The finer matter within the topic, where it is known; said to staff only."""
    urgent: bool = False
