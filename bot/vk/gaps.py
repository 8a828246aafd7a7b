"""Holes in what was heard: messages of a chat are numbered one by one, so what is missing can be asked for.

The only way back into a chat is messages.getByConversationMessageId, a hundred numbers a call; private dialogs have
their history (vk/README 0). Deleted messages leave holes too: an unknown number is not an alarm.
"""

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from bot.vk.client import Vk
from bot.vk.errors import Misused, Refused
from domain.place import FIRST_CHAT_PEER

log = logging.getLogger("otklik.gaps")

BLOCK = 100
"""Numbers a call takes."""

LONGEST = 5_000
"""Messages read back of one chat at a time; a longer silence is told, not read."""

DIALOGS = 200
"""Unanswered dialogs looked into after a silence."""

Update = dict[str, Any]


class Gaps:
    """Reads one community's missing messages back, as updates the inbox takes like any other."""

    def __init__(self, community: int, vk: Vk) -> None:
        self.community = community
        self._vk = vk
        self._closed: set[int] = set()

    async def between(self, peer: int, first: int, last: int) -> list[Update]:
        """Messages `first` to `last` of a chat that exist and are visible; oldest first."""
        found: list[Update] = []
        for start in range(first, min(last, first + LONGEST) + 1, BLOCK):
            found += await self._block(peer, start, min(start + BLOCK - 1, last)) or []
        return found

    async def after(self, peer: int, known: int) -> list[Update]:
        """Everything said in a chat after a message, block by block until one is empty."""
        found: list[Update] = []
        start = known + 1
        while start <= known + LONGEST:
            block = await self._block(peer, start, start + BLOCK - 1)
            if block is None:
                break
            found += block
            start += BLOCK
        return found

    async def _block(self, peer: int, first: int, last: int) -> list[Update] | None:
        """What people said there; None when no message has such a number, or the bot may not look into the chat."""
        if peer in self._closed or first > last:
            return None
        numbers = list(range(first, last + 1))
        try:
            answer = await self._vk.call(
                "messages.getByConversationMessageId", peer_id=peer, conversation_message_ids=numbers
            )
        except (Refused, Misused) as error:
            self._closed.add(peer)
            log.warning("a chat cannot be read back", extra={"peer": peer, "code": error.code})
            return None
        return self._updates(answer) if isinstance(answer, Mapping) and answer.get("items") else None

    async def dialogs(self) -> list[Update]:
        """What people wrote in private and nobody answered; those heard already are known by their numbers."""
        answer = await self._vk.call("messages.getConversations", filter="unanswered", count=DIALOGS)
        found: list[Update] = []
        for item in answer.get("items", []) if isinstance(answer, Mapping) else []:
            peer = item.get("conversation", {}).get("peer", {}).get("id", 0)
            if isinstance(peer, int) and 0 < peer < FIRST_CHAT_PEER:
                found += await self._history(peer)
        return found

    async def _history(self, peer: int) -> list[Update]:
        try:
            answer = await self._vk.call("messages.getHistory", peer_id=peer, count=20)
        except (Refused, Misused):
            return []
        return list(reversed(self._updates(answer)))

    def _updates(self, answer: object) -> list[Update]:
        items: Sequence[Any] = answer.get("items", []) if isinstance(answer, Mapping) else []
        messages = [item for item in items if isinstance(item, Mapping) and int(item.get("from_id", 0)) > 0]
        ordered = sorted(messages, key=lambda message: int(message.get("conversation_message_id", 0)))
        return [self._update(message) for message in ordered]

    def _update(self, message: Mapping[str, Any]) -> Update:
        """The event VK would have sent; it has no event id, its number in the chat is its identity."""
        return {"type": "message_new", "group_id": self.community, "object": {"message": dict(message)}}
