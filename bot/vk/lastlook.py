"""The question is read once more the moment before its answer goes: VK tells of no deletion, in chats of no edit."""

import logging
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any

from bot.vk.client import Vk
from bot.vk.errors import VkError
from bot.vk.gaps import Gaps, Update
from bot.vk.rereading import as_edited, as_gone
from domain.place import Place

AROUND = (-2, -1, 0, 1, 2)
"""Messages beside it are asked for as well: where VK shows none of them, nothing is known of this one either."""

MOST = 100 // len(AROUND)

log = logging.getLogger("otklik.rereading")


class LastLook:
    """Reads messages of chats and dialogs; trouble of VK's is no reason to keep an answer back."""

    def __init__(self, clients: Mapping[int, Vk]) -> None:
        self._clients = clients

    async def news(self, places: Collection[Place]) -> dict[Place, Update]:
        """What became of these messages, where something did, as the event VK should have sent."""
        by_chat: dict[tuple[int, int], list[Place]] = defaultdict(list)
        for place in places:
            by_chat[place.community, place.peer].append(place)
        found: dict[Place, Update] = {}
        for (group, peer), some in by_chat.items():
            for start in range(0, len(some), MOST):
                found |= await self._of(group, peer, some[start : start + MOST])
        return found

    async def _of(self, group: int, peer: int, places: Collection[Place]) -> dict[Place, Update]:
        vk = self._clients.get(group)
        if vk is None:
            return {}
        wanted = sorted({place.message + step for place in places for step in AROUND if place.message + step > 0})
        try:
            shown = await Gaps(group, vk).messages(peer, wanted)
        except (TimeoutError, VkError, OSError) as error:
            log.warning("not read again", extra={"community": group, "error": type(error).__name__})
            return {}
        told = {place: self._became(group, peer, place, shown) for place in places}
        return {place: update for place, update in told.items() if update is not None}

    def _became(self, group: int, peer: int, place: Place, shown: Mapping[int, Mapping[str, Any]]) -> Update | None:
        message = shown.get(place.message)
        if message is None or message.get("deleted"):
            beside = [place.message + step for step in AROUND if step]
            is_seen = message is not None or any(number in shown for number in beside)
            return as_gone(group, peer, place.message) if is_seen else None
        edited = message.get("update_time") and place.is_public  # of edits in a dialog VK tells
        return as_edited(group, message) if edited else None
