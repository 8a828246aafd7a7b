"""Everything the sandbox remembers, and how it is set up."""

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from sandbox import events
from sandbox.clock import Clock
from sandbox.comments import Board, BoardKind
from sandbox.communities import Access, Community, User
from sandbox.conversations import CHAT_PEER, Chat, Conversation, Message
from sandbox.errors import StageError
from sandbox.faults import Faults
from sandbox.longpoll import EventQueue
from sandbox.media import Media

REMEMBERED_REQUESTS = 20_000
REMEMBERED_LINES = 300


@dataclass
class Press:
    """One press of a callback button waiting for its answer."""

    event_id: str
    group_id: int
    user_id: int
    peer_id: int
    waited: float
    answered: bool = False


class State:
    """The memory of the sandbox; numbers never repeat, even after `clear`."""

    def __init__(self, clock: Clock, first_number: int = 1) -> None:
        self.clock = clock
        self.first_number = first_number
        """Messages, comments and events are counted from here."""
        self.zone = ZoneInfo("Europe/Moscow")
        self.base_url = "http://127.0.0.1"
        self.users: dict[int, User] = {}
        self.communities: dict[int, Community] = {}
        self.accesses: dict[str, Access] = {}
        self.conversations: dict[tuple[int, int], Conversation] = {}
        self.boards: dict[tuple[int, BoardKind, int], Board] = {}
        self.media: dict[str, Media] = {}
        self.queues: dict[int, EventQueue] = {}
        self.presses: dict[str, Press] = {}
        self.snackbars: list[tuple[int, dict[str, Any]]] = []
        self.snackbar_dates: list[int] = []
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.done: list[tuple[str, dict[str, str]]] = []
        """What was asked for, alone or inside `execute`."""
        self.violations: list[str] = []
        self.log: list[dict[str, Any]] = []
        self.forbid: Callable[[], str | None] | None = None
        self.rate_limit = True
        self.on_change: list[Callable[[], None]] = []
        self.on_reset: list[Callable[[], None]] = []
        self.on_walk: list[Callable[[], Awaitable[None]]] = []
        """Awaited after every step of walked time: who lives here catches up."""
        self.version = 0
        self.faults = Faults(self.wake)
        self._numbers: dict[tuple[str, int, int], int] = {}

    # --- setting the stage -------------------------------------------------------------------------------

    def add_community(
        self, group_id: int, name: str, screen_name: str, token: str, rights: Sequence[str] | None = None
    ) -> Community:
        community = Community(group_id, name, screen_name)
        if rights is not None:
            community.rights = set(rights)
        self.communities[group_id] = community
        self.queues.setdefault(group_id, EventQueue(self.first_number))
        self.accesses[token] = Access("group", group_id, token)
        return community

    def add_user(
        self,
        user_id: int,
        first_name: str,
        last_name: str,
        kind: str = "resident",
        title: str = "",
        sex: int = 2,
        settlement: str = "",
        deactivated: str | None = None,
    ) -> User:
        user = User(user_id, first_name, last_name, kind, title, sex, settlement, deactivated)
        self.users[user_id] = user
        return user

    def add_user_token(self, token: str, user_id: int) -> None:
        self.accesses[token] = Access("user", user_id, token)

    def add_service_token(self, token: str) -> None:
        self.accesses[token] = Access("service", 0, token)

    def add_chat(
        self,
        group_id: int,
        peer_id: int,
        title: str,
        members: Sequence[int],
        kind: str = "residents",
        admin: bool = True,
        full_access: bool = True,
        reactions: bool = True,
    ) -> Chat:
        chat = Chat(title, list(members), kind, admin, full_access, reactions)
        self.conversations[group_id, peer_id] = Conversation(group_id, peer_id, chat)
        return chat

    def add_post(self, owner_id: int, post_id: int, text: str) -> Board:
        post = Board(owner_id, "post", post_id, text, date=self.clock.unix())
        return self.boards.setdefault((owner_id, "post", post_id), post)

    def add_video(self, owner_id: int, video_id: int, title: str) -> Board:
        video = Board(owner_id, "video", video_id, title, date=self.clock.unix())
        return self.boards.setdefault((owner_id, "video", video_id), video)

    def clear(self) -> None:
        """An empty stage; the numbers of messages, comments and events go on, so a bot may stay."""
        for memory in (self.users, self.communities, self.accesses, self.conversations, self.boards):
            memory.clear()
        for shown in (self.snackbars, self.snackbar_dates, self.log, self.presses, self.media):
            shown.clear()
        self.faults.clear()

    # --- looking up --------------------------------------------------------------------------------------

    def community(self, group_id: int) -> Community:
        if group_id not in self.communities:
            raise StageError(f"Нет сообщества {group_id}")
        return self.communities[group_id]

    def user(self, user_id: int) -> User:
        if user_id not in self.users:
            raise StageError(f"Нет человека {user_id}")
        return self.users[user_id]

    def conversation(self, group_id: int, peer_id: int) -> Conversation:
        """The chat, or the private dialog, which begins when it is first needed."""
        self.community(group_id)
        if (group_id, peer_id) not in self.conversations:
            if peer_id >= CHAT_PEER:
                raise StageError(f"Нет беседы {peer_id}")
            self.user(peer_id)
            self.conversations[group_id, peer_id] = Conversation(group_id, peer_id)
        return self.conversations[group_id, peer_id]

    def chat(self, group_id: int, peer_id: int) -> Chat:
        chat = self.conversation(group_id, peer_id).chat
        if chat is None:
            raise StageError(f"{peer_id} — не беседа")
        return chat

    def board(self, owner_id: int, kind: BoardKind, board_id: int) -> Board:
        if (owner_id, kind, board_id) not in self.boards:
            raise StageError(f"Нет {'записи' if kind == 'post' else 'видео'} {owner_id}_{board_id}")
        return self.boards[owner_id, kind, board_id]

    # --- changing ----------------------------------------------------------------------------------------

    def next_number(self, what: str, owner: int, place: int = 0) -> int:
        number = self._numbers.get((what, owner, place), self.first_number - 1) + 1
        self._numbers[what, owner, place] = number
        return number

    def put_message(self, conversation: Conversation, from_id: int, text: str, **rest: Any) -> Message:
        """A new message at the end of the conversation."""
        group_id, peer_id = conversation.group_id, conversation.peer_id
        message = Message(
            cmid=self.next_number("cmid", group_id, peer_id),
            id=0 if conversation.chat else self.next_number("id", group_id),
            peer_id=peer_id,
            from_id=from_id,
            date=self.clock.unix(),
            text=text,
            version=10_000_000 + self.next_number("version", group_id),
            **rest,
        )
        conversation.append(message)
        self.changed()
        return message

    def emit(self, group_id: int, kind: str, body: dict[str, Any]) -> None:
        """An event for the community's bot, if its Long Poll settings want it."""
        community = self.communities.get(group_id)
        if community is None or not community.longpoll or not community.events.get(kind, False):
            return
        event_id = secrets.token_hex(20)
        self.queues[group_id].put(events.envelope(group_id, kind, body, event_id, community.api_version))

    def note(self, what: str) -> None:
        """A line for the page's journal."""
        self.log.append({"at": self.clock.now(), "what": what})
        del self.log[:-REMEMBERED_LINES]
        self.changed()

    def remember_request(self, method: str, params: dict[str, str]) -> None:
        _remember(self.requests, method, params)

    def remember_call(self, method: str, params: dict[str, str]) -> None:
        _remember(self.done, method, params)

    def changed(self) -> None:
        self.version += 1
        for listener in list(self.on_change):
            listener()

    def answer_polls(self) -> None:
        """The clock was moved: no poll waits through that, or the bot would think itself deaf for hours."""
        for queue in self.queues.values():
            queue.release()

    def wake(self) -> None:
        """Let every waiting poll look at the world again."""
        for queue in self.queues.values():
            queue.wake()


def _remember(calls: list[tuple[str, dict[str, str]]], method: str, params: dict[str, str]) -> None:
    calls.append((method, params))
    if len(calls) > REMEMBERED_REQUESTS:
        del calls[: REMEMBERED_REQUESTS // 2]
