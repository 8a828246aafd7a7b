"""What is told about order in the chats."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices.base import Notice, Quote, Someone, ToStaff


@dataclass(frozen=True, slots=True)
class InsultWarning(Notice):
    """In private, after the third message of a day with nothing but abuse in it."""


@dataclass(frozen=True, slots=True)
class Insults(ToStaff):
    """To the moderators; `id` is the person's in VK, `chat` the number of the chat, both for the button."""

    id: str
    author: Someone
    count: int
    text: Quote
    warned: bool
    chat: str


@dataclass(frozen=True, slots=True)
class Wave(ToStaff):
    """To the moderators: `count` messages of people who came lately say the same within minutes."""

    count: int
    chat: str
    text: Quote


@dataclass(frozen=True, slots=True)
class Muted(ToStaff):
    """A moderator's tap; `until` is None when the person may write again."""

    id: str
    chat: str
    until: datetime | None
    by: Someone


@dataclass(frozen=True, slots=True)
class MuteByHand(ToStaff):
    """VK gives the bot no way, or nobody switched it on: a person does it."""

    id: str
