"""The log of the desk: who tapped what when, and how it is undone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.broadcasts.broadcast import Broadcast
from domain.broadcasts.themes import Theme, ThemeState
from domain.place import VkId
from domain.question import Status

UNDO = timedelta(seconds=60)
"""One tap undoes for so long; later through «Ещё»."""


class TapKind(StrEnum):
    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    SHOW = "show"
    ANSWERED = "answered"
    ALSO = "also"
    OTHER = "other"
    PROMISED = "promised"
    IN_WRITING = "in-writing"
    OFF_AIR = "off-air"
    QUEUE = "queue"
    JOIN = "join"
    SPLIT = "split"
    RENAME = "rename"
    CODE = "code"
    GIST = "gist"
    UNDO = "undo"


FINAL = frozenset({TapKind.END, TapKind.UNDO})
"""What no tap takes back: it is asked about before it is done."""


@dataclass(frozen=True, slots=True)
class Stood:
    """Where a question stood in the broadcast before a tap."""

    question: int
    theme: int
    apart: ThemeState | None
    reason: str
    seen: bool
    status: Status


@dataclass(frozen=True, slots=True)
class Before:
    """What a tap changed, as it was; `made` are the themes that were not there."""

    broadcast: Broadcast | None = None
    themes: tuple[Theme, ...] = ()
    asked: tuple[Stood, ...] = ()
    made: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tap:
    """One line of the log; `number` is counted within the broadcast and is the version of what it touched."""

    number: int
    kind: TapKind
    by: VkId
    at: datetime
    theme: int = 0
    question: int = 0
    detail: str = ""
    before: Before = Before()
    undone: bool = False

    @property
    def may_be_undone(self) -> bool:
        return self.kind not in FINAL and not self.undone

    def is_fresh(self, now: datetime) -> bool:
        return self.may_be_undone and now - self.at <= UNDO
