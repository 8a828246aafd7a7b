"""What is asked in a broadcast: questions, the themes they make, what became of them, and whether the sum is right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.broadcasts import introductions, nameless
from domain.broadcasts.broadcast import TimeCode
from domain.place import VkId
from domain.question import ENDED, Status


class ThemeState(StrEnum):
    WAITING = "waiting"
    ON_SCREEN = "on_screen"
    ANSWERED = "answered"
    IN_WRITING = "in_writing"
    OFF_AIR = "off_air"
    JOINED = "joined"


class Reason(StrEnum):
    """Why something does not go on air; its author is told."""

    PERSONAL = "personal"
    INSULT = "insult"
    NOT_HERE = "not-here"
    REPEAT = "repeat"
    FLOOD = "flood"


REFUSED = frozenset({Reason.INSULT, Reason.FLOOD})
"""Not answered at all; what is only not for the air is answered in writing."""


class Fate(StrEnum):
    """What became of one question in the broadcast; each has exactly one."""

    IN_WORK = "in_work"
    ON_AIR = "on_air"
    IN_WRITING = "in_writing"
    DUPLICATE = "duplicate"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Theme:
    """Similar questions under one title; without a title of its own it is called by its first question."""

    id: int
    title: str = ""
    state: ThemeState = ThemeState.WAITING
    code: TimeCode | None = None
    said: str = ""
    """The gist of the answer, by a moderator."""
    reason: str = ""
    promise: datetime | None = None
    into: int = 0
    """The theme it was joined to."""
    shown_at: datetime | None = None
    version: int = 0
    """The tap that changed it last: whoever presses an older button hears who was first."""

    @property
    def is_open(self) -> bool:
        return self.state in {ThemeState.WAITING, ThemeState.ON_SCREEN}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in the broadcast. Its words, author and status are the question's own, as it stands now."""

    question: int
    author: VkId
    text: str
    asked_at: datetime
    status: Status = Status.ON_AIR
    settlement: str = ""
    votes: int = 0
    theme: int = 0
    """0 while nobody looked what it is about."""
    apart: ThemeState | None = None
    """Decided for this question alone, whatever becomes of its theme."""
    reason: str = ""
    anonymous: bool = False
    """Hidden by a button; whoever asks for it in words is heard as well (`is_nameless`)."""
    seen: bool = False
    """A moderator has looked at it, or at its theme."""
    late: bool = False
    version: int = 0

    @property
    def is_nameless(self) -> bool:
        """Whether nobody but moderators may read the author's name."""
        return self.anonymous or nameless.asks(self.text)

    @property
    def words(self) -> str:
        """The question as viewers, the host and whoever passes by a desk may read it: a name asked to be hidden is."""
        return introductions.without(nameless.without(self.text)) if self.is_nameless else self.text


ANSWERED = frozenset({Status.PROMISED, Status.EXTERNAL, Status.ANSWERED, Status.CLOSED, Status.CLOSED_UNCONFIRMED})


def fate_of(asked: Asked, theme: Theme | None) -> Fate:
    """The question's own end comes first, then what was decided for it alone, then its theme."""
    if asked.status is Status.WITHDRAWN:
        return Fate.WITHDRAWN
    state, reason = (asked.apart, asked.reason) if asked.apart or theme is None else (theme.state, theme.reason)
    if state is ThemeState.ANSWERED or asked.status is Status.AIRED:
        return Fate.ON_AIR
    if asked.status in {Status.DECLINED, Status.UNANSWERABLE}:
        return Fate.DECLINED
    if state is ThemeState.OFF_AIR:
        return _fate_off_air(reason)
    if asked.status is Status.MERGED:
        return Fate.DUPLICATE
    if state is ThemeState.IN_WRITING or asked.status in ANSWERED:
        return Fate.IN_WRITING
    return Fate.IN_WRITING if asked.late else Fate.IN_WORK


def _fate_off_air(reason: str) -> Fate:
    if reason == Reason.REPEAT:
        return Fate.DUPLICATE
    return Fate.DECLINED if reason in REFUSED else Fate.IN_WRITING


def sounds(asked: Asked) -> bool:
    """Whether a question still takes part: not withdrawn, not decided apart."""
    return asked.apart is None and (asked.status not in ENDED or asked.status in ANSWERED)


@dataclass(frozen=True, slots=True)
class Balance:
    """Collected = on air + in writing + in work + duplicates + declined + withdrawn (product.md 95)."""

    collected: int
    on_air: int = 0
    in_writing: int = 0
    in_work: int = 0
    duplicates: int = 0
    declined: int = 0
    withdrawn: int = 0

    @property
    def sum(self) -> int:
        parts = (self.on_air, self.in_writing, self.in_work, self.duplicates, self.declined, self.withdrawn)
        return sum(parts)

    @property
    def holds(self) -> bool:
        """Whether the sum is right; it is counted apart from `collected`, so that a lost question shows."""
        return self.sum == self.collected

    @classmethod
    def of(cls, collected: int, fates: Iterable[Fate]) -> "Balance":
        """`collected` is what came in; the fates are of what stands in the broadcast now."""
        found = list(fates)
        return cls(
            collected,
            on_air=found.count(Fate.ON_AIR),
            in_writing=found.count(Fate.IN_WRITING),
            in_work=found.count(Fate.IN_WORK),
            duplicates=found.count(Fate.DUPLICATE),
            declined=found.count(Fate.DECLINED),
            withdrawn=found.count(Fate.WITHDRAWN),
        )
