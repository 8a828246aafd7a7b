"""What is told about newcomers' advertisements, and about everything the bot removed."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Notice, Priority, Quote, Someone, ToStaff, Verbatim


@dataclass(frozen=True, slots=True)
class NewcomerHeld(ToStaff):
    """To the moderators: it stands where it stood, they decide.

    `entry` is its number in the journal; `chat` is empty under posts and videos, where a community can remove nothing.
    """

    entry: str
    sign: str
    id: str
    author: Someone
    text: Quote
    leads: str
    """Where its links lead; the quote shows none."""
    chat: str
    link: str
    matter: bool
    """There is a question in it, which goes its own way."""


@dataclass(frozen=True, slots=True)
class NewcomersMany(ToStaff):
    """So many within an hour that the rest waits in the journal, without a word of its own."""

    chat: str
    count: int


@dataclass(frozen=True, slots=True)
class NewcomerRemoved(ToStaff):
    """A rule removed it, where moderators had switched that on; `told` is whether the author could be told why."""

    entry: str
    sign: str
    id: str
    author: Someone
    text: Quote
    chat: str
    told: bool


@dataclass(frozen=True, slots=True)
class RemovalRefused(ToStaff):
    """VK does not let the bot remove it: people do."""

    entry: str
    id: str
    author: Someone
    text: Quote
    chat: str


@dataclass(frozen=True, slots=True)
class RemovedYours(Notice):
    """To the author, in private: which rule it was, and how to object."""

    entry: str
    sign: str
    text: Quote
    by_rule: bool


@dataclass(frozen=True, slots=True)
class ObjectionPassed(Notice):
    """To the author: moderators will look."""

    entry: str


@dataclass(frozen=True, slots=True)
class RemovalObjected(ToStaff):
    """The author says that it is no advertisement."""

    entry: str
    sign: str
    id: str
    author: Someone
    text: Quote
    can_come_back: bool


@dataclass(frozen=True, slots=True)
class SaidAgain(Notice):
    """In the chat: what was removed for nothing, as its author wrote it."""

    own: ClassVar[bool] = False
    author: Someone
    said_at: datetime
    text: Verbatim
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BroughtBackYours(Notice):
    """To the author: it stands in the chat again."""

    entry: str


@dataclass(frozen=True, slots=True)
class RemovalCard(ToStaff):
    """One line of the journal, and what can be done about it; `by` is nobody where a rule did it."""

    entry: str
    what: str
    sign: str
    state: str
    where: str
    chat: str
    id: str
    author: Someone | None
    text: Quote
    leads: str
    at: datetime
    by: Someone | None
    until: datetime | None
    undone_by: Someone | None
    undone_at: datetime | None
    objected_at: datetime | None
    copies: int
    can_come_back: bool


@dataclass(frozen=True, slots=True)
class RemovalLine:
    entry: str
    what: str
    sign: str
    state: str
    chat: str
    id: str
    at: datetime
    by: Someone | None
    until: datetime | None
    undone_by: Someone | None


@dataclass(frozen=True, slots=True)
class RemovalList(ToStaff):
    """`журнал удалений`"""

    priority: ClassVar[Priority] = Priority.LIST
    where: str
    waiting: bool
    """Only what waits for a person."""
    rows: tuple[RemovalLine, ...]


@dataclass(frozen=True, slots=True)
class WatchShown(ToStaff):
    """`спам`: how a chat is kept and what the last week brought; `manner_then` only when a change is previewed."""

    chat: str
    group: str
    manner: str
    days: int
    manner_then: str
    days_then: int
    caught: int
    plain: int
    """Of them, what a chat that removes would have removed."""
    removed: int
    back: int
    by: Someone | None
    at: datetime | None


@dataclass(frozen=True, slots=True)
class WatchSet(ToStaff):
    """A moderator's tap; how it was before is for the press."""

    chat: str
    group: str
    manner: str
    days: int
    manner_before: str
    days_before: int
