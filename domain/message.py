"""A message as the use cases see it, whatever channel it came by."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from domain.place import Place, PlaceKind, VkId

SHOWN = ("photo", "video", "doc", "geo")
"""Attachments that say something by themselves; a sticker does not."""


@dataclass(frozen=True, slots=True)
class Forwarded:
    """Somebody's message passed on by somebody else; `place` is known only when VK says where it stood."""

    author: VkId
    text: str
    at: datetime
    place: Place | None = None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice message: what VK made of it in words, and whether more may come of listening again."""

    words: str
    settled: bool


@dataclass(frozen=True, slots=True)
class Message:
    """Words at a place. `reply_to` is the message answered, `replied_author` who wrote that one."""

    place: Place
    author: VkId
    text: str
    at: datetime
    attachments: tuple[str, ...] = ()
    reply_to: Place | None = None
    replied: Forwarded | None = None
    forwarded: tuple[Forwarded, ...] = ()
    outright: bool = False
    """Addressed to the bot: in private, by mention, or with the word «вопрос»."""
    pressed: str = ""
    """VK's id of the press, when a button stands for the words."""
    voice: Voice | None = None
    """Said aloud: there are no words yet but those VK heard."""

    def saying(self, text: str, *, outright: bool = True) -> "Message":
        """The same message with its command word cut off."""
        return replace(self, text=text, outright=outright)

    @property
    def id(self) -> str:
        """VK's identity of the message, the base of every key derived from it."""
        return f"{place_id(self.place)}/{self.pressed}" if self.pressed else place_id(self.place)


def place_id(place: Place) -> str:
    """VK's identity of a place; never a local row number, so that a restored database says nothing twice."""
    return f"{place.kind}:{place.community}:{place.peer}:{place.post}:{place.message}"


def place_of(id_: str) -> Place | None:
    """The place such an identity names; None when it is none."""
    kind, *numbers = id_.split(":")
    try:
        community, peer, post, message = map(int, numbers)
        return Place(PlaceKind(kind), community, peer, message, post)
    except ValueError:
        return None


def shown(attachments: Sequence[str]) -> tuple[str, ...]:
    """Those that say something without words."""
    return tuple(one for one in attachments if one.startswith(SHOWN))
