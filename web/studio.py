"""What the pages of a broadcast ask of the bot, and what a moderator's tap looks like when it comes from a browser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from domain.broadcasts.broadcast import TimeCode
from domain.broadcasts.desk import Desk, Overlay
from domain.broadcasts.evening import ANY, LONGEST_GIST
from domain.broadcasts.themes import Reason
from domain.organisation import Person
from domain.place import VkId

LONGEST_LINK = 500
LARGEST = 2**31 - 1


class Act(StrEnum):
    """The buttons of the desk."""

    SHOW = "show"
    ANSWERED = "answered"
    ALSO = "also"
    OTHER = "other"
    PROMISED = "promised"
    CODE = "code"
    GIST = "gist"
    QUEUE = "queue"
    IN_WRITING = "in-writing"
    OFF_AIR = "off-air"
    JOIN = "join"
    SPLIT = "split"
    RENAME = "rename"
    FACT = "fact"
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Pressed:
    """One tap; `seen` is the version of the thing it was made on."""

    act: Act
    theme: int = 0
    question: int = 0
    to: int = 0
    tap: int = 0
    seen: int = ANY
    text: str = ""
    link: str = ""
    reason: Reason | None = None
    code: TimeCode | None = None
    day: date | None = None


class NotATapError(ValueError):
    """What came is no tap of ours."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The desk, and what its ids are called."""

    desk: Desk
    people: Mapping[VkId, str]
    """Staff by name and surname, residents by first name alone."""
    zone: ZoneInfo
    officials: Sequence[tuple[VkId, str]] = ()
    """Whom departments' facts may be asked of."""
    facts: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """By theme: how many told what the host should say, of how many asked."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the viewers see, and whom they watch."""

    overlay: Overlay
    host: str
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Said:
    """One question of a theme, masked."""

    number: int
    text: str
    who: str
    votes: int
    place: str = ""
    nameless: bool = False
    """Whose name is for moderators only."""


class Studio(Protocol):
    """The broadcasts, as far as the pages need them."""

    def now(self) -> datetime: ...

    async def broadcasts(self) -> Sequence[Seen]:
        """The nearest and the latest, newest first."""
        ...

    async def seen(self, number: int) -> Seen | None: ...
    async def shown(self, number: int) -> Shown | None: ...

    async def said(self, number: int, theme: int) -> Sequence[Said]:
        """The questions of a theme, the earliest first."""
        ...

    async def facts(self, number: int) -> Mapping[int, Sequence[str]]:
        """What departments told the host, by theme."""
        ...

    async def earlier(self, number: int, themes: Sequence[int]) -> Mapping[int, Sequence[str]]:
        """By theme: answers given before, with who and when."""
        ...

    async def mark(self, number: int) -> str:
        """Changes whenever something on the pages of a broadcast may have changed; cheap."""
        ...

    async def pulse(self, number: int) -> str:
        """Changes with every tap and with a name hidden on the screen; cheaper than `mark`, for the viewers."""
        ...

    async def press(self, number: int, person: Person, pressed: Pressed) -> None:
        """Does what was tapped; RuleViolation when a rule says no or somebody was first."""
        ...


def read(body: object) -> Pressed:
    """A tap out of a request's body; NotATapError for anything else."""
    if not isinstance(body, dict):
        raise NotATapError
    try:
        return Pressed(
            act=Act(str(body.get("act"))),
            theme=_number(body, "theme"),
            question=_number(body, "question"),
            to=_number(body, "to"),
            tap=_number(body, "tap"),
            seen=_number(body, "seen", ANY),
            text=_text(body, "text", LONGEST_GIST),
            link=_link(_text(body, "link", LONGEST_LINK)),
            reason=Reason(body["reason"]) if body.get("reason") else None,
            code=_code(body.get("code")),
            day=date.fromisoformat(_text(body, "day", 10)) if body.get("day") else None,
        )
    except ValueError:
        raise NotATapError from None


def _number(body: dict[str, Any], name: str, default: int = 0) -> int:
    value = body.get(name, default)
    if type(value) is not int or not ANY <= value <= LARGEST:
        raise NotATapError
    return value


def _text(body: dict[str, Any], name: str, longest: int) -> str:
    value = body.get(name, "")
    if not isinstance(value, str) or len(value) > longest:
        raise NotATapError
    return value.strip()


def _link(text: str) -> str:
    if text and not text.startswith(("https://", "http://")):
        text = f"https://{text}"
    if any(sign.isspace() or sign in "<>\"'" for sign in text):
        raise NotATapError
    return text


def _code(value: object) -> TimeCode | None:
    """`{"part": 1, "clock": "1:02:03"}`"""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise NotATapError
    clock = _text(value, "clock", 8)
    parts = clock.split(":")
    if not 2 <= len(parts) <= 3 or not all(one.isascii() and one.isdecimal() and len(one) <= 2 for one in parts):
        raise NotATapError
    hours, minutes, seconds = (0, *map(int, parts))[-3:]
    if seconds > 59 or (len(parts) == 3 and minutes > 59):
        raise NotATapError
    return TimeCode(max(_number(value, "part", 1), 1), hours * 3600 + minutes * 60 + seconds)
