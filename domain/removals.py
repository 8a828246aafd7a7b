"""What the bot removed or holds for a person's look: one journal, nearly all of it reversible (product.md 51)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import RuleViolation
from domain.place import Place, VkId
from domain.spam import Sign

SAME_CASE = timedelta(days=1)
"""Copies within this time belong to one case."""


class What(StrEnum):
    MESSAGE = "message"
    """Somebody's message: by a rule, or by a moderator's tap."""
    OWN = "own"
    """A message that its own author asked to remove."""
    ANSWER = "answer"
    """An official's answer that was taken back or hidden."""
    MUTE = "mute"


class State(StrEnum):
    HELD = "held"
    """It stands where it stood; people are asked."""
    KEPT = "kept"
    ASKED = "asked"
    """On its way to VK."""
    DONE = "done"
    REFUSED = "refused"
    """VK does not let the bot."""
    BY_HAND = "by-hand"
    BACK = "back"
    """Undone."""


WAITS = frozenset({State.HELD, State.REFUSED})
GONE = frozenset({State.DONE, State.BY_HAND})


@dataclass(frozen=True, slots=True)
class Removal:
    """One line of the journal; `by` is 0 when a rule did it, `until` the end of a mute."""

    number: int
    what: What
    place: Place
    municipality: str
    author: VkId
    at: datetime
    state: State = State.HELD
    sign: Sign | None = None
    by: VkId = 0
    text: str = ""
    attachments: tuple[str, ...] = ()
    said_at: datetime | None = None
    until: datetime | None = None
    main: int = 0
    """The case a copy belongs to; 0 of the first."""
    group: str = ""
    """What copies have in common."""
    asks: bool = False
    """It sounds like a question: once it may stay, it is one."""
    objected_at: datetime | None = None
    undone_by: VkId = 0
    undone_at: datetime | None = None

    @property
    def has_words(self) -> bool:
        return bool(self.text.strip() or self.attachments)

    def dropped(self, by: VkId, now: datetime) -> "Removal":
        """A moderator wants it away."""
        if self.what is not What.MESSAGE or self.state not in {*WAITS, State.KEPT}:
            raise RuleViolation("removal-over")
        if not self.place.is_chat:
            raise RuleViolation("removal-by-hand")
        return replace(self, state=State.ASKED, by=by, at=now)

    def kept(self, by: VkId, now: datetime) -> "Removal":
        """A moderator lets it stay."""
        if self.what is not What.MESSAGE or self.state not in WAITS:
            raise RuleViolation("removal-over")
        return replace(self, state=State.KEPT, undone_by=by, undone_at=now)

    def by_hand(self, by: VkId, now: datetime) -> "Removal":
        """People did what the bot could not."""
        if self.state not in WAITS:
            raise RuleViolation("removal-over")
        return replace(self, state=State.BY_HAND, by=by, at=now)

    def brought_back(self, by: VkId, now: datetime) -> "Removal":
        """The words are said again in their author's name."""
        if self.what is not What.MESSAGE or self.state not in GONE or not self.place.is_chat:
            raise RuleViolation("removal-over")
        if not self.has_words:
            raise RuleViolation("removal-words-gone")
        return replace(self, state=State.BACK, undone_by=by, undone_at=now)

    def done(self) -> "Removal":
        return replace(self, state=State.DONE) if self.state is State.ASKED else self

    def refused(self) -> "Removal":
        return replace(self, state=State.REFUSED) if self.state is State.ASKED else self

    def ended(self, by: VkId, now: datetime) -> "Removal":
        """A mute that a person took back before its time."""
        return replace(self, state=State.BACK, undone_by=by, undone_at=now)

    def objected(self, now: datetime) -> "Removal":
        if self.what is not What.MESSAGE or self.state not in GONE or self.objected_at is not None:
            raise RuleViolation("removal-over")
        return replace(self, objected_at=now)

    @property
    def can_come_back(self) -> bool:
        return self.what is What.MESSAGE and self.state in GONE and self.has_words and self.place.is_chat
