"""What people do in VK, as the handlers hear of it."""

from dataclasses import dataclass

from domain.message import Message
from domain.place import Place, VkId


@dataclass(frozen=True, slots=True)
class NewMessage:
    """Words in a chat or a dialog; `payload` when a text button was pressed, `service` for VK's own messages."""

    message: Message
    payload: object = None
    service: str = ""
    joined: int = 0
    """Who has come into the chat by this service message."""


@dataclass(frozen=True, slots=True)
class EditedMessage:
    message: Message


@dataclass(frozen=True, slots=True)
class StaffReply:
    """Written by hand in the community's name by one of its staff, in a resident's dialog."""

    message: Message


@dataclass(frozen=True, slots=True)
class Pressed:
    """A callback button; `event` is what VK wants answered within a minute."""

    place: Place
    actor: VkId
    event: str
    payload: object


@dataclass(frozen=True, slots=True)
class Reacted:
    place: Place
    actor: VkId
    reaction: int | None


@dataclass(frozen=True, slots=True)
class NewComment:
    message: Message


@dataclass(frozen=True, slots=True)
class EditedComment:
    message: Message


@dataclass(frozen=True, slots=True)
class Deleted:
    """A message or a comment is no more."""

    place: Place


@dataclass(frozen=True, slots=True)
class Allowed:
    community: int
    person: VkId
    allowed: bool


Event = NewMessage | EditedMessage | StaffReply | Pressed | Reacted | NewComment | EditedComment | Deleted | Allowed


def speaker(event: Event | None) -> VkId:
    """Who did it."""
    match event:
        case NewMessage() | EditedMessage() | StaffReply() | NewComment() | EditedComment():
            return event.message.author
        case Pressed() | Reacted():
            return event.actor
        case Allowed():
            return event.person
        case _:
            return 0
