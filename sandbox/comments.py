"""Comments under wall posts and videos."""

from dataclasses import dataclass, field
from typing import Any, Literal

BoardKind = Literal["post", "video"]


@dataclass
class Comment:
    """One comment; `parents` is the thread it stands in, outermost first."""

    id: int
    from_id: int
    date: int
    text: str
    reply_to: int | None = None
    reply_to_user: int | None = None
    parents: list[int] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    edited: bool = False
    deleted: bool = False
    guid: str = ""


@dataclass
class Board:
    """A wall post or a video with what is said under it."""

    owner_id: int
    kind: BoardKind
    id: int
    text: str
    comments: list[Comment] = field(default_factory=list)
    closed: bool = False
    date: int = 0

    def find(self, comment_id: int) -> Comment | None:
        """The comment, unless it never was or has been deleted."""
        return next((c for c in self.comments if c.id == comment_id and not c.deleted), None)

    def replies(self, comment_id: int) -> int:
        return sum(comment_id in c.parents and not c.deleted for c in self.comments)
