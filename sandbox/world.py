"""The stand-in for VK: one world of people, chats, walls, and the bots that hear them."""

from collections import deque
from typing import TYPE_CHECKING

from sandbox.clock import Clock
from sandbox.comments import Comment
from sandbox.conversations import Message
from sandbox.discussion import Discussion
from sandbox.uploads import Uploads

if TYPE_CHECKING:
    from sandbox.recording import Replay

ANSWER_WITHIN = 60.0


class World(Discussion):
    """The test API: set the stage, act as people, read what the bot did."""

    def __init__(self, clock: Clock, first_number: int = 1) -> None:
        super().__init__(clock, first_number)
        self.uploads = Uploads()
        self.calls: dict[str, deque[float]] = {}
        """Moments of the last requests of each token, for the limit per second."""
        self.server_calls: dict[int, deque[float]] = {}
        """Moments of the last requests for a Long Poll server, for its quota."""
        self.replay: Replay | None = None
        """The recorded evening that is played, or was played last."""

    def clear(self) -> None:
        """An empty stage; an evening that was played ends."""
        super().clear()
        self.replay = None

    def messages(self, group_id: int, peer_id: int) -> list[Message]:
        """Everything said there, deleted messages included."""
        return list(self.conversation(group_id, peer_id).messages)

    def comments(self, owner_id: int, *, post_id: int | None = None, video_id: int | None = None) -> list[Comment]:
        return list(self._board_at(owner_id, post_id, video_id).comments)

    def refuse(self, group_id: int, peer_id: int, code: int | None) -> None:
        """From now on messages to this peer meet this error (900, 917, 993…); None lifts it."""
        refusals = self.community(group_id).refusals
        if code is None:
            refusals.pop(peer_id, None)
        else:
            refusals[peer_id] = code

    def redeliver_last(self, count: int, group_id: int | None = None) -> None:
        """The last events come once more, with the same `event_id`."""
        for one, queue in self.queues.items():
            if group_id in (None, one):
                queue.redeliver(count)

    def forget_history(self, group_id: int) -> None:
        """What the bot has not read yet is lost: it meets `failed` 1."""
        self.queues[group_id].forget()

    def expire_keys(self, group_id: int) -> None:
        """Long Poll keys given out so far stop working: `failed` 2."""
        self.queues[group_id].expire_keys()

    def stall(self, group_id: int, *, losing: bool = False) -> None:
        """Long Poll goes on answering and tells nothing, until a new session is begun."""
        self.queues[group_id].stall(losing=losing)

    def lose_events(self, group_id: int, count: int) -> None:
        """The next events never come, and VK does not say so."""
        self.queues[group_id].lose(count)

    def reorder_last(self, group_id: int, count: int) -> None:
        """The last events come in the reverse order, if they were not told yet."""
        self.queues[group_id].reorder(count)

    def demote(self, group_id: int, peer_id: int) -> None:
        """The community is an administrator of the chat no more: it hears only what is said to it."""
        chat = self.chat(group_id, peer_id)
        chat.admin = chat.full_access = False
        self.changed()

    def answer_press(self, group_id: int, user_id: int, peer_id: int, event_id: str) -> bool:
        """Whether this press was still waiting: one answer, within a minute, to the right person."""
        press = self.presses.get(event_id)
        if press is None or press.answered:
            return False
        if (press.group_id, press.user_id, press.peer_id) != (group_id, user_id, peer_id):
            return False
        if self.clock.waited() - press.waited > ANSWER_WITHIN:
            return False
        press.answered = True
        return True

    def show_snackbar(self, user_id: int, event_data: dict[str, object]) -> None:
        self.snackbars.append((user_id, event_data))
        self.snackbar_dates.append(self.clock.unix())
        self.changed()
