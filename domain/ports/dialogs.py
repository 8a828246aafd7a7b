"""What the bot remembers of its conversations: the dialogs with people, and the chats."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.place import Place, VkId


@dataclass(frozen=True, slots=True)
class Dialog:
    """What the bot and a person are in the middle of, in one conversation; survives restarts.

    `expecting` names what the next plain text is: nothing, answer, date, date-text, clarify, outside, template,
    lesson, settlement, left, fix, photo; `facts` belongs to it.
    """

    community: int
    peer: int
    person: VkId
    allowed: bool | None = None
    """Whether the community may write to the person; None while unknown."""
    started_at: datetime | None = None
    last_at: datetime | None = None
    card: int | None = None
    expecting: str = ""
    facts: str = ""


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
