"""What is said in one message or comment."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.vk.limits import ORDINARY


@dataclass(frozen=True, slots=True)
class Words:
    """One text to send: part of a longer one when it was split."""

    text: str
    random_id: int
    keyboard: str | None = None
    attachments: Sequence[str] = ()
    reply: bool = False
    urgency: int = ORDINARY
