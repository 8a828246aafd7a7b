"""What is told so that silence is not taken for peace."""

from dataclasses import dataclass
from typing import ClassVar

from domain.notices.base import Notice, Priority, Quote, Someone, ToStaff


@dataclass(frozen=True, slots=True)
class ConfirmAgain(Notice):
    """Closed because nobody said anything: is it done?"""

    unasked: ClassVar[bool] = True
    number: int
    text: Quote


@dataclass(frozen=True, slots=True)
class Unsolved:
    """A resident with several questions that wait; `numbers` as they are told."""

    author: Someone
    count: int
    numbers: str


@dataclass(frozen=True, slots=True)
class Silence(ToStaff):
    """To ЦУР once a week: chats and villages without a question for a month, residents whose questions pile up."""

    priority: ClassVar[Priority] = Priority.LIST
    chats: tuple[str, ...]
    villages: tuple[str, ...]
    others: int
    rows: tuple[Unsolved, ...]
