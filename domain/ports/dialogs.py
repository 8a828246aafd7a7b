"""What the bot remembers of its conversations: the dialogs with people, and the chats."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.place import Place, VkId


class Expecting(StrEnum):
    """What a person's next plain text is."""

    NOTHING = ""
    ANSWER = "answer"
    DATE = "date"
    """By which day the resident will be answered."""
    DATE_TEXT = "date-text"
    """What the resident reads beside a day that is chosen."""
    MOVE = "move"
    """Another day for a promise, and why."""
    CLARIFY = "clarify"
    """A question to the resident."""
    OUTSIDE = "outside"
    """What the resident reads when another organisation does it."""
    WHICH = "which"
    """To which question words belong that came first."""
    TEMPLATE = "template"
    """A blank of a template."""
    LESSON = "lesson"
    """A beginner's try."""
    INCIDENT = "incident"
    """The number a question has in another system."""
    SEND_BACK = "send-back"
    """Why an answer goes back to its official."""
    RUMOUR = "rumour"
    """What a rumour still lacks."""
    SETTLEMENT = "settlement"
    """The village an author was asked for."""
    LEFT = "left"
    """What is not solved yet."""
    FIX = "fix"
    """The question in other words."""
    PHOTO = "photo"


@dataclass(frozen=True, slots=True)
class Dialog:
    """What the bot and a person are in the middle of, in one conversation; survives restarts."""

    community: int
    peer: int
    person: VkId
    allowed: bool | None = None
    """Whether the community may write to the person; None while unknown."""
    started_at: datetime | None = None
    last_at: datetime | None = None
    card: int | None = None
    """The question that is spoken of."""
    expecting: str = Expecting.NOTHING
    """One of `Expecting`, or what another version of the bot knew."""
    facts: str = ""
    """What belongs to that."""

    def awaiting(self, what: Expecting, at: datetime, *, card: int | None = None, facts: str = "") -> "Dialog":
        """From this moment the person's next plain text is this."""
        return replace(self, card=card, expecting=what, facts=facts, last_at=at)

    def at_rest(self, at: datetime) -> "Dialog":
        """From this moment nothing in particular is expected."""
        return self.awaiting(Expecting.NOTHING, at)

    def awaits(self, what: Expecting, at: datetime, life: timedelta) -> bool:
        """Whether the next plain text is still this: it was asked for less than `life` ago."""
        return self.expecting == what and (self.last_at is None or at - self.last_at < life)


@dataclass(frozen=True, slots=True)
class Draft:
    """Private messages that wait for a silence before they become one question."""

    community: int
    person: VkId
    first: Place
    texts: tuple[str, ...]
    attachments: tuple[str, ...]
    messages: tuple[int, ...]
    asked_at: datetime
    ready_at: datetime


@dataclass(frozen=True, slots=True)
class ChatState:
    """What the bot remembers of a chat between events: no words, only counters."""

    community: int
    peer: int
    last_cmid: int = 0
    last_at: datetime | None = None
    reactions_off: bool = False


class Dialogs(Protocol):
    async def get(self, community: int, peer: int, person: VkId) -> Dialog:
        """The dialog, empty when there was none."""
        ...

    async def save(self, dialog: Dialog) -> None: ...
    async def reachable(self, person: VkId) -> Dialog | None:
        """A private dialog where the person allows messages, the latest used first."""
        ...

    async def forbidden(self, person: VkId) -> bool:
        """Known to be unreachable everywhere we tried."""
        ...

    async def draft(self, community: int, person: VkId) -> Draft | None: ...
    async def save_draft(self, draft: Draft) -> None: ...
    async def drop_draft(self, community: int, person: VkId) -> None: ...
    async def ready_drafts(self, now: datetime, limit: int) -> Sequence[Draft]: ...


class Chats(Protocol):
    async def get(self, community: int, peer: int) -> ChatState: ...
    async def save(self, state: ChatState) -> None: ...
