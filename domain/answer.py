"""What was answered and what was promised."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.errors import RuleViolation
from domain.place import Place, VkId


class AnswerKind(StrEnum):
    INTERIM = "interim"
    FINAL = "final"


@dataclass(frozen=True, slots=True)
class Answer:
    """An official's words; `said_in` is where they were said: the resident's own place, or the official's dialog."""

    id: str
    question: int
    kind: AnswerKind
    text: str
    by: VkId
    at: datetime
    said_in: Place
    before: str = ""
    """The question as it stood before, for undo."""
    attachments: tuple[str, ...] = ()
    undone_at: datetime | None = None
    corrected_at: datetime | None = None

    def undone(self, now: datetime) -> "Answer":
        return replace(self, undone_at=now)

    def corrected(self, text: str, now: datetime) -> "Answer":
        return replace(self, text=text, corrected_at=now)


class PromiseState(StrEnum):
    OPEN = "open"
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Promise:
    """A date an official named to a resident."""

    id: str
    question: int
    by: VkId
    due: datetime
    what: str
    made_at: datetime
    state: PromiseState = PromiseState.OPEN
    moves: int = 0

    def moved(self, due: datetime, now: datetime) -> "Promise":
        if self.state is not PromiseState.OPEN:
            raise RuleViolation("promise-closed", number=self.question)
        if due <= now:
            raise RuleViolation("date-passed")
        return replace(self, due=due, moves=self.moves + 1)

    def kept(self) -> "Promise":
        return replace(self, state=PromiseState.KEPT)

    def dropped(self) -> "Promise":
        return replace(self, state=PromiseState.DROPPED)


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of one answer; `apart` when chosen by a button or a command rather than named in the words."""

    moments: tuple[datetime, ...] = ()
    apart: bool = False

    def __bool__(self) -> bool:
        return bool(self.moments)

    @property
    def first(self) -> datetime:
        return min(self.moments)

    @property
    def to_say(self) -> datetime | None:
        """A date named in the words needs no repeating."""
        return self.first if self.apart and self.moments else None
