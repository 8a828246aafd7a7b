"""What people decided about messages, for the bot to learn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.place import VkId


class Source(StrEnum):
    """How it is known what a question was about."""

    DECIDED = "decided"
    """A moderator or ЦУР said so, or handed it to somebody who answers for just that."""
    ANSWERED = "answered"
    """Its owner answered and did not pass it on."""
    IMPORTED = "imported"
    """A row of a history."""


QUESTION, CHATTER, HANDED = "question", "chatter", "handed"


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided about a question: its topic, else who answers for it, else the `verdict`."""

    source: Source
    topic: str | None = None
    verdict: str = QUESTION
    signs: str = ""
    """Of a verdict, the kinds of signs the message had; no words."""
    executor: VkId | None = None
    """Who answers for it: whom it was handed to, or who answered it."""


@dataclass(frozen=True, slots=True)
class Known:
    """A question's words and what it was about, for the bot to learn from; a hand-over tells no topic."""

    text: str
    topic: str
    at: datetime
    theme: str = ""
    source: Source = Source.IMPORTED
    executor: VkId | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """That people said of a message with such signs whether it is a question."""

    signs: str
    is_question: bool
    at: datetime


class Examples(Protocol):
    async def decided(self, number: int, decided: Decided, at: datetime) -> None:
        """Remembers what people decided about a question; only the latest decision counts."""
        ...

    async def handed(self, municipality: str, topic: str | None, since: datetime) -> Mapping[VkId, int]:
        """To whom people handed over questions of a municipality and a topic, and how many."""
        ...

    async def counts(self) -> Mapping[str, int]:
        """How many topics are known, by where from; how many were handed over, judged a question or chatter."""
        ...
