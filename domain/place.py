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

PARTS = 40
"""Bits of a post's number; above them `post` tells apart the questions of one comment."""


class PlaceKind(StrEnum):
    CHAT = "chat"
    PRIVATE = "private"
    WALL = "wall"
    VIDEO = "video"


@dataclass(frozen=True, slots=True)
class Place:
    """One message in one place.

    `peer` is the chat or the person's dialog, or the owner of the wall or video; `post` is the post or video
    and 0 elsewhere; `message` is the message's own number there (cmid or comment id). A message that asked several
    things has a place for each of them: they differ in `post`.
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
        """A comment under a post or a video that is not the community's: read by a token, nothing can be said there."""
        return self.kind in {PlaceKind.WALL, PlaceKind.VIDEO} and self.peer != -self.community

    def at(self, message: int) -> "Place":
        """Another message of the same conversation."""
        return replace(self, message=message)

    @property
    def is_comment(self) -> bool:
        return self.kind in {PlaceKind.WALL, PlaceKind.VIDEO}

    @property
    def under(self) -> int:
        """The post or the video a comment stands under, as VK numbers it; 0 elsewhere."""
        return self.post % (1 << PARTS) if self.is_comment else 0

    @property
    def part(self) -> int:
        """Which of the questions of one message; 0 is the first, or the only one."""
        return self.post >> PARTS if self.is_comment else self.post

    def nth(self, part: int) -> "Place":
        """Where another question of the same message stands."""
        return replace(self, post=(part << PARTS) + self.under if self.is_comment else part)

    @property
    def whole(self) -> "Place":
        """The message itself, whatever it asked."""
        return self.nth(0) if self.post else self

    @property
    def questions(self) -> tuple["Place", ...]:
        """Where questions of this message may stand: itself, and beside it what a split message asked more."""
        return tuple(self.nth(part) for part in range(QUESTIONS_IN_ONE))

    @property
    def link(self) -> str:
        """A comment's address in VK; «» elsewhere: a message of a chat has none that everybody may open."""
        if not self.is_comment or self.message <= 0:
            return ""
        return f"https://vk.com/{self.kind.value}{self.peer}_{self.under}?reply={self.message}"

    @property
    def conversation(self) -> tuple[int, int, int]:
        """What a message number is counted within: (community, peer, post or video)."""
        return self.community, self.peer, self.under


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
