"""Where something was said. The core knows places; only the edges know VK."""

from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import blake2b

VkId = int
"""A person (positive) or a community (negative), as the channel numbers them."""

FIRST_CHAT_PEER = 2_000_000_000
"""Peers above this number are group chats (dev.vk.com, messages.send)."""


QUESTIONS_IN_ONE = 4
"""A message of more questions than this is not split."""


class PlaceKind(StrEnum):
    CHAT = "chat"
    PRIVATE = "private"
    WALL = "wall"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Place:
    """One message in one place.

    `peer` is the chat or the person's dialog, or the owner of the wall or video; `post` is the post or video
    and 0 elsewhere; `message` is the message's own number there (cmid or comment id).
    """

    kind: PlaceKind
    community: int
    peer: int
    message: int
    post: int = 0

    @property
    def is_public(self) -> bool:
        """Whether other residents read what is said here."""
        return self.kind is not PlaceKind.PRIVATE

    @property
    def is_chat(self) -> bool:
        return self.kind is PlaceKind.CHAT

    @property
    def is_nowhere(self) -> bool:
        """No message of VK stands there: a row of a table, told from a person by the number of a community."""
        return self.kind is PlaceKind.PRIVATE and self.peer < 0

    @property
    def is_foreign(self) -> bool:
        """A comment on a page that is not the community's: read by a token, nothing can be said there."""
        return self.kind is PlaceKind.WALL and self.peer != -self.community

    def at(self, message: int) -> "Place":
        """Another message of the same conversation."""
        return replace(self, message=message)

    @property
    def questions(self) -> tuple["Place", ...]:
        """Where questions of this message may stand: itself, and beside it what a split message asked more."""
        if self.kind in {PlaceKind.WALL, PlaceKind.VIDEO}:
            return (self,)
        return tuple(replace(self, post=index) for index in range(QUESTIONS_IN_ONE))

    @property
    def conversation(self) -> tuple[int, int, int]:
        """What a message number is counted within: (community, peer, post); elsewhere `post` tells apart two questions
        of one message."""
        counted = self.post if self.kind in {PlaceKind.WALL, PlaceKind.VIDEO} else 0
        return self.community, self.peer, counted


def nowhere(community: int, *words: str) -> Place:
    """Where what was brought by hand stands: no message of VK, the words themselves in place of its number."""
    said = "\0".join(" ".join(part.casefold().split()) for part in words)
    return Place(
        PlaceKind.PRIVATE, community, -community, int.from_bytes(blake2b(said.encode(), digest_size=7).digest())
    )


def private(community: int, person: VkId) -> Place:
    """The dialog of a person with a community, no message in particular."""
    return Place(PlaceKind.PRIVATE, community, person, 0)


def chat(community: int, peer: int) -> Place:
    """A chat as a community sees it, no message in particular."""
    return Place(PlaceKind.CHAT, community, peer, 0)
