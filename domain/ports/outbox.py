"""Everything the bot says or does in VK."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.notices import Notice
from domain.place import Place, VkId


class Verb(StrEnum):
    """What an outbox row asks VK to do."""

    SAY = "say"
    REACT = "react"
    EDIT = "edit"
    REMOVE = "remove"
    POP = "pop"
    FILE = "file"
    PIN = "pin"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message the bot sent, found again by where it stands."""

    id: int
    verb: Verb
    place: Place
    notice: Notice | None
    question: int | None
    to: VkId | None
    sent_at: datetime | None
    earlier: tuple[int, ...] = ()
    """Numbers of the messages before it, when a long text went in parts."""


class Outbox(Protocol):
    """Everything the bot says or does in VK goes through here, in the same transaction as what made it say so.

    `key` is derived from VK's identity of the message and the kind of text: the same key is written once.
    """

    async def put(
        self,
        verb: Verb,
        place: Place,
        notice: Notice | None,
        *,
        key: str,
        question: int | None = None,
        to: VkId | None = None,
        not_before: datetime | None = None,
        reply: bool = False,
        fact: str = "",
        paced: bool = False,
    ) -> None:
        """`reply` quotes `place.message`; `fact` is the reaction, the event to answer or the row to edit.

        `paced` sends it at the pace of unasked notices, whatever the notice is: one of many alike.
        """
        ...

    async def withdraw_reminders(self, question: int) -> None:
        """Takes back what waits to remind of one question; bundled reminders are re-read at delivery."""
        ...

    async def find_sent(self, place: Place) -> Sent | None:
        """The bot's own message at exactly this place."""
        ...

    async def by_key(self, key: str) -> Sent | None:
        """What was put under a key and waits or was sent; its place has message 0 while it waits."""
        ...

    async def sent_about(self, question: int, notice: type[Notice]) -> Sequence[Sent]: ...

    async def cancel(self, key: str) -> bool:
        """Takes back what was not sent yet; False when it was."""
        ...

    async def own_texts(self, community: int, peer: int, since: datetime) -> int:
        """How many of the bot's own texts a chat got or will get since a moment."""
        ...

    async def told_lately(self, to: VkId, since: datetime) -> int:
        """How many of the bot's own words were put for a person after a moment."""
        ...

    async def said_to(self, to: VkId, notice: type[Notice], since: datetime) -> int: ...
