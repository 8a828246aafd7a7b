"""Messages and the places where they stand: chats and private dialogs of a community."""

from dataclasses import dataclass, field
from typing import Any

CHAT_PEER = 2_000_000_000

REACTIONS = {
    1: "❤", 2: "🔥", 3: "😂", 4: "👍", 5: "💩", 6: "❓", 7: "😭", 8: "😡",
    9: "👎", 10: "👌", 11: "😃", 12: "🤔", 13: "🙏", 14: "😘", 15: "😍", 16: "🎉",
}  # fmt: skip


@dataclass
class Message:
    """One message; `cmid` names it inside its conversation."""

    cmid: int
    id: int
    peer_id: int
    from_id: int
    date: int
    text: str
    version: int
    reply_to: int | None = None
    fwd: list[dict[str, Any]] = field(default_factory=list)
    attachments: list[dict[str, Any]] = field(default_factory=list)
    geo: dict[str, Any] | None = None
    keyboard: dict[str, Any] | None = None
    reactions: dict[int, int] = field(default_factory=dict)
    payload: str | None = None
    random_id: int = 0
    action: dict[str, Any] | None = None
    edited: bool = False
    deleted: bool = False
    pinned: bool = False
    update_time: int | None = None
    disable_mentions: bool = False
    dont_parse_links: bool = False
    admin_author: int | None = None
    """Who of the staff wrote it by hand in the community's name."""
    visible: bool = True
    """Whether the community may see it: without full access it hears little of a chat."""


@dataclass
class Chat:
    """What a community knows and may do in one chat."""

    title: str
    members: list[int]
    kind: str
    admin: bool
    full_access: bool
    reactions: bool
    state: str = "in"


@dataclass
class Conversation:
    """A chat or a private dialog, one for each community that takes part."""

    group_id: int
    peer_id: int
    chat: Chat | None = None
    keyboard: dict[str, Any] | None = None
    in_read: int = 0
    messages: list[Message] = field(default_factory=list)
    _by_cmid: dict[int, Message] = field(default_factory=dict)

    def append(self, message: Message) -> None:
        self.messages.append(message)
        self._by_cmid[message.cmid] = message

    def find(self, cmid: int) -> Message | None:
        """The message, unless it never was or has been deleted."""
        message = self._by_cmid.get(cmid)
        return None if message is None or message.deleted else message

    def last(self) -> Message | None:
        return next((m for m in reversed(self.messages) if not m.deleted), None)

    def unread(self) -> int:
        """How many messages of people the community has not marked as read."""
        own = -self.group_id
        return sum(m.cmid > self.in_read and m.from_id != own and not m.deleted for m in self.messages)
