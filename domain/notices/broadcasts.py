"""What is said around a live broadcast: to moderators, in the chats, to those who asked. `air` is its number."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Notice, Priority, Quote, Someone, ToStaff

# --- before


@dataclass(frozen=True, slots=True)
class AirAnnounced(ToStaff):
    """Where does it go? Two buttons."""

    air: int
    host: Someone
    planned: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class AirCollects(ToStaff):
    """Where questions are taken from; the posts in the chats wait for «Да»."""

    air: int
    host: Someone
    page: bool
    chats: int


@dataclass(frozen=True, slots=True)
class AirWallText(ToStaff):
    """The text of the announcement, for a human to publish."""

    host: Someone
    planned: datetime
    written: datetime
    screen_name: str
    """Of the community whose private messages reach the bot."""


@dataclass(frozen=True, slots=True)
class AirPosted(ToStaff):
    air: int
    chats: int


@dataclass(frozen=True, slots=True)
class AirLinked(ToStaff):
    """The link is known: comments under it belong to the broadcast."""

    air: int
    link: str
    heard: bool


@dataclass(frozen=True, slots=True)
class AirChatPost(Notice):
    """In the chats, once."""

    host: Someone
    planned: datetime


@dataclass(frozen=True, slots=True)
class AirSoon(Notice):
    """In the chats a day and an hour before."""

    host: Someone
    planned: datetime
    link: str = ""


@dataclass(frozen=True, slots=True)
class AirNext(Notice):
    """«эфир»: the nearest one."""

    host: Someone
    planned: datetime
    live: bool
    link: str = ""


@dataclass(frozen=True, slots=True)
class AirTheme:
    """A theme in a list; `index` is its place there."""

    index: int
    title: Quote
    questions: int
    votes: int
    code: str = ""
    ready: bool = False
    promise: datetime | None = None


@dataclass(frozen=True, slots=True)
class AirDigest(ToStaff):
    """On the day: how much was asked, what is on top."""

    priority: ClassVar[Priority] = Priority.LIST
    air: int
    questions: int
    themes: int
    rows: tuple[AirTheme, ...]
    facts: int = 0
    """Told by the departments, of so many `facts_asked`."""
    facts_asked: int = 0


# --- the desk


@dataclass(frozen=True, slots=True)
class AirAct:
    """A button: what is done with which theme, as it stood in that version; `title` is of the theme it chooses."""

    what: str
    theme: int = 0
    version: int = -1
    word: str = ""
    title: Quote = Quote("")  # noqa: RUF009  a NewType is the string itself
    begins: bool = False
    """A new row of buttons."""


@dataclass(frozen=True, slots=True)
class AirDesk(ToStaff):
    """The one message that is edited in place. `acts` are the buttons offered, with the themes they are about."""

    priority: ClassVar[Priority] = Priority.REPLY
    air: int
    state: str
    planned: datetime
    code: str
    collected: int
    on_air: int
    in_writing: int
    fresh: int
    fresh_old: int
    fresh_themes: int
    messages: int
    screen: Quote
    screen_more: int
    last: Quote
    last_code: str
    flood: int
    flood_text: Quote
    caught: int
    undo: str
    undo_title: Quote
    rows: tuple[AirTheme, ...]
    acts: tuple[AirAct, ...]


@dataclass(frozen=True, slots=True)
class AirNew(ToStaff):
    """A theme somebody has to look at: alone or with what came to it."""

    air: int
    theme: int
    version: int
    title: Quote
    questions: int
    fresh: int
    votes: int
    words: tuple[Quote, ...]
    left: int
    """Themes to look at after this one."""


@dataclass(frozen=True, slots=True)
class AirNothingNew(ToStaff):
    air: int


@dataclass(frozen=True, slots=True)
class AirChoice(ToStaff):
    """Which reason, which theme, which day, sure: `what` names the choice, `acts` are its buttons."""

    air: int
    what: str
    title: Quote
    acts: tuple[AirAct, ...]


@dataclass(frozen=True, slots=True)
class AirLogLine:
    at: datetime
    by: Someone
    what: str
    title: Quote
    undone: bool


@dataclass(frozen=True, slots=True)
class AirLog(ToStaff):
    """«Ещё»: what was tapped, what may be done more."""

    air: int
    rows: tuple[AirLogLine, ...]
    acts: tuple[AirAct, ...]


@dataclass(frozen=True, slots=True)
class AirWasFirst(ToStaff):
    """Pops up: another moderator has done it already."""

    by: Someone
    what: str


@dataclass(frozen=True, slots=True)
class AirDone(ToStaff):
    """Pops up, or answers a command: what was done."""

    what: str
    title: Quote
    code: str = ""


@dataclass(frozen=True, slots=True)
class AirBalance(ToStaff):
    """The sum after the broadcast, and whether it is right."""

    air: int
    hours: int
    minutes: int
    messages: int
    collected: int
    themes: int
    on_air: int
    in_writing: int
    in_work: int
    duplicates: int
    declined: int
    withdrawn: int
    holds: bool
    officials: int
    due: datetime | None
    promises: int
    nearest: datetime | None


# --- in the chats, while it goes on


@dataclass(frozen=True, slots=True)
class AirStarted(Notice):
    priority: ClassVar[Priority] = Priority.ALARM
    link: str


@dataclass(frozen=True, slots=True)
class AirPaused(Notice):
    priority: ClassVar[Priority] = Priority.ALARM


@dataclass(frozen=True, slots=True)
class AirResumed(Notice):
    priority: ClassVar[Priority] = Priority.ALARM
    link: str


# --- to those who asked


@dataclass(frozen=True, slots=True)
class RecordedForAir(Notice):
    number: int
    text: Quote
    host: Someone
    planned: datetime
    written: datetime
    nameless: bool = False
    """The author is named nowhere but on the moderators' desk."""


@dataclass(frozen=True, slots=True)
class NameShown(Notice):
    """Whether the author's name is said in the broadcast, after a tap."""

    number: int
    hidden: bool


@dataclass(frozen=True, slots=True)
class LateForAir(Notice):
    """Asked after the end."""

    number: int
    ended: datetime
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Unheard(Notice):
    """It did not sound: who answers in writing, and by when; `reason` when it was not for the air."""

    unasked: ClassVar[bool] = True
    number: int
    text: Quote
    reason: str
    official: Someone | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class NotOnAir(Notice):
    """Declined, and why."""

    unasked: ClassVar[bool] = True
    number: int
    reason: str
