"""What is told of voice messages, to residents and staff alike."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices.base import Notice, Quote


@dataclass(frozen=True, slots=True)
class VoiceHeard(Notice):
    """«Расслышал так: «…». Верно?»"""

    text: Quote
    said_in: str
    """The place of the voice message, as `place_of` reads it."""
    said_at: datetime
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VoiceUnheard(Notice):
    """Nothing came of listening: please write."""


@dataclass(frozen=True, slots=True)
class VoiceInWords(Notice):
    """[Нет, напишу]"""
