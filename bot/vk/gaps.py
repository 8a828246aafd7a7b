"""Asking VK for what it did not tell: a chat by the numbers of its messages, a dialog by its history, comments.

The only way back into a chat is messages.getByConversationMessageId, a hundred numbers a call; a community may not read
comments, a person's or a service token may (vk/README 0). What is read back becomes the update VK would have sent.
Deleted messages leave holes too: a number nobody answers for is no alarm.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.vk.client import Vk, items_of
from bot.vk.errors import NOT_A_MEMBER, Misused, Refused
from domain.place import FIRST_CHAT_PEER
from handlers.reading import LAST_SECOND, whole_number

BLOCK = 100
"""Numbers a call takes; chats one call describes; comments of one page."""

DIALOGS = 200
MESSAGES = 200
"""Dialogs and messages of one page."""

BOARDS = 20
"""The newest posts and videos whose comments are looked through; those commented lately come on top."""

SKEW = timedelta(minutes=1)
"""VK's clock and ours may differ by so much."""

POST, VIDEO = "wall_reply_new", "video_comment_new"

Update = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """What VK says of a chat; `lost` is the code by which it is closed to the bot."""

    peer: int
    last: int = 0
    admin: bool = False
    lost: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """What stands at some numbers of a conversation: people's messages, and the numbers that exist at all."""

    updates: list[Update] = field(default_factory=list)
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a longer list; `more` when the next page may hold something new too."""

    updates: list[Update]
    more: bool


@dataclass(frozen=True, slots=True)
class Board:
    """A post or a video with comments under it."""

    kind: str
    owner: int
    id: int
    thread: int = 0
    """The comment whose replies are meant; 0 is the board itself."""


class Gaps:
    """Reads back for one community; `person` and `service` are the optional tokens that may read comments."""

    def __init__(self, community: int, vk: Vk, person: Vk | None = None, service: Vk | None = None) -> None:
        self.community = community
        self._vk = vk
        self._walls = service or person
        self._videos = person

    # --- chats

    async def describe(self, peers: Sequence[int]) -> dict[int, Seen]:
        """Chats as VK describes them; those it does not describe to the bot are absent."""
        found: dict[int, Seen] = {}
        for start in range(0, len(peers), BLOCK):
            found |= await self._described(peers[start : start + BLOCK])
        return found

    async def _described(self, peers: Sequence[int]) -> dict[int, Seen]:
        """One chat that is gone makes VK refuse them all: then each is asked for by itself."""
        try:
            answer = await self._vk.call("messages.getConversationsById", peer_ids=list(peers))
        except (Refused, Misused) as error:
            if len(peers) == 1:
                gone = isinstance(error, Refused) and error.unreachable
                return {peers[0]: Seen(peers[0], lost=error.code)} if gone else {}
            found: dict[int, Seen] = {}
            for peer in peers:
                found |= await self._described([peer])
            return found
        seen = [self._seen(item) for item in items_of(answer)]
        return {one.peer: one for one in seen}

    def _seen(self, item: Mapping[str, Any]) -> Seen:
        settings, may_write = item.get("chat_settings") or {}, item.get("can_write") or {}
        lost = 0 if may_write.get("allowed", True) else int(may_write.get("reason") or NOT_A_MEMBER)
        if settings.get("state", "in") != "in":
            lost = lost or NOT_A_MEMBER
        admin = -self.community in (settings.get("admin_ids") or [])
        peer = int((item.get("peer") or {}).get("id", 0))
        return Seen(peer, int(item.get("last_conversation_message_id") or 0), admin, lost)

    async def block(self, peer: int, first: int, last: int) -> Block:
        """Messages `first` to `last` of a conversation, a hundred at most, that exist and are visible."""
        numbers = list(range(first, min(last, first + BLOCK - 1) + 1))
        answer = await self._vk.call(
            "messages.getByConversationMessageId", peer_id=peer, conversation_message_ids=numbers
        )
        items = items_of(answer)
        return Block(self._updates(items), frozenset(_number(item) for item in items))

    async def messages(self, peer: int, numbers: Sequence[int]) -> dict[int, Mapping[str, Any]]:
        """These messages of a conversation as they are now, a hundred at most; those VK does not show are absent."""
        answer = await self._vk.call(
            "messages.getByConversationMessageId", peer_id=peer, conversation_message_ids=list(numbers)
        )
        return {_number(item): item for item in items_of(answer)}

    async def between(self, peer: int, first: int, last: int) -> Block:
        """The same for any length."""
        updates: list[Update] = []
        numbers: set[int] = set()
        for start in range(first, last + 1, BLOCK):
            found = await self.block(peer, start, last)
            updates += found.updates
            numbers |= found.numbers
        return Block(updates, frozenset(numbers))

    # --- private dialogs

    async def dialogs(self, since: datetime, offset: int, count: int = DIALOGS) -> tuple[dict[int, int], bool]:
        """Conversations where something was said since a moment, with their last number; whether there may be more."""
        answer = await self._vk.call("messages.getConversations", filter="all", offset=offset, count=count)
        items, found = items_of(answer), {}
        for item in items:
            conversation = item.get("conversation") or {}
            peer = int((conversation.get("peer") or {}).get("id", 0))
            if peer > 0 and _said(item.get("last_message")) >= since - SKEW:
                found[peer] = int(conversation.get("last_conversation_message_id") or 0)
        return found, bool(found) and len(items) == count

    async def history(self, peer: int, since: datetime, offset: int) -> Page:
        """What a person wrote in private since a moment, a page of it, oldest first."""
        answer = await self._vk.call("messages.getHistory", peer_id=peer, offset=offset, count=MESSAGES)
        items = items_of(answer)
        new = [item for item in items if _said(item) >= since - SKEW]
        return Page(self._updates(new), len(new) == len(items) == MESSAGES)

    # --- comments

    async def boards(self) -> list[Board]:
        """The newest commented posts and videos of the community, as far as a token may list them."""
        found: list[Board] = []
        if self._walls is not None:
            domain = f"club{self.community}"
            posts = items_of(await self._walls.call("wall.get", domain=domain, count=BOARDS))
            found += [Board(POST, -self.community, int(one["id"])) for one in posts if _commented(one)]
        if self._videos is not None:
            videos = items_of(await self._videos.call("video.get", owner_id=-self.community, count=BOARDS))
            found += [Board(VIDEO, -self.community, int(one["id"])) for one in videos if _commented(one)]
        return found

    @property
    def reads_comments(self) -> bool:
        """Whether there is a token that may."""
        return self._walls is not None or self._videos is not None

    def may_read(self, board: Board) -> bool:
        """Whether a token lets the bot read comments there."""
        return self._reader(board) is not None

    def _reader(self, board: Board) -> Vk | None:
        return self._walls if board.kind == POST else self._videos

    async def comments(self, board: Board, since: datetime, offset: int) -> tuple[Page, list[Board]]:
        """Comments since a moment, newest page first; the threads too long to come with their first comment."""
        reader = self._reader(board)
        if reader is None:
            return Page([], more=False), []
        method, name = ("wall.getComments", "post_id") if board.kind == POST else ("video.getComments", "video_id")
        answer = await reader.call(
            method,
            owner_id=board.owner,
            **{name: board.id},
            comment_id=board.thread or None,
            offset=offset,
            count=BLOCK,
            sort="desc",
            thread_items_count=0 if board.thread else 10,
        )
        items = items_of(answer)
        threads = [(item, items_of(item.get("thread"))) for item in items]
        replies = [reply for _, inside in threads for reply in inside]
        new = [one for one in (*items, *replies) if _said(one) >= since - SKEW]
        long = [
            Board(board.kind, board.owner, board.id, int(item["id"]))
            for item, inside in threads
            if int((item.get("thread") or {}).get("count") or 0) > len(inside)
        ]
        more = len(items) == BLOCK and any(_said(one) >= since - SKEW for one in items)
        return Page([self._comment(board, one) for one in sorted(new, key=_said) if _by_person(one)], more), long

    def _comment(self, board: Board, item: Mapping[str, Any]) -> Update:
        name = "post_id" if board.kind == POST else "video_id"
        facts = {**item, "owner_id": board.owner, name: board.id}
        return {"type": board.kind, "group_id": self.community, "object": facts}

    # --- messages as updates

    def _updates(self, items: Iterable[Mapping[str, Any]]) -> list[Update]:
        ordered = sorted(items, key=_number)
        return [update for item in ordered if (update := self._update(item)) is not None]

    def _update(self, message: Mapping[str, Any]) -> Update | None:
        """The event VK would have sent; it has no event id, its number in the conversation is its identity."""
        if _by_person(message):
            return {"type": "message_new", "group_id": self.community, "object": {"message": dict(message)}}
        if message.get("admin_author_id") and not message.get("random_id"):
            return {"type": "message_reply", "group_id": self.community, "object": dict(message)}
        return None


def _by_person(item: Mapping[str, Any]) -> bool:
    return int(item.get("from_id") or 0) > 0


def _number(message: Mapping[str, Any]) -> int:
    return int(message.get("conversation_message_id") or 0)


def _said(item: object) -> datetime:
    date = item.get("date") if isinstance(item, Mapping) else 0
    return datetime.fromtimestamp(max(whole_number(date, LAST_SECOND), 0), UTC)


def _commented(item: Mapping[str, Any]) -> bool:
    """A post tells its comments as an object, a video as a number."""
    comments = item.get("comments")
    return bool(comments.get("count") if isinstance(comments, Mapping) else comments)


def said_at(update: Mapping[str, Any]) -> datetime:
    """When the message or comment of an update was written."""
    facts = update.get("object")
    facts = facts if isinstance(facts, Mapping) else {}
    return _said(facts.get("message", facts))


def is_chat(peer: int) -> bool:
    return peer > FIRST_CHAT_PEER
