"""Looking for what may have been said: only after an outcome nobody knows, and only behind what was known before it.

VK's own shield against repeats lasts an hour and a hundred messages; a look has no such end (scale.md 2.3).
"""

import html
import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.vk.client import Vk, items_of
from bot.vk.errors import Busy, Misused, Refused
from bot.vk.words import Words
from domain.place import Place, PlaceKind

log = logging.getLogger("otklik.outbox")

BLOCK, PAGE, COMMENTS = 100, 200, 100
"""What one call reads of a chat, of a dialog, under a post."""

MOST_CALLS = 50
"""Pages read at most; behind so much talk the shield of `random_id` is all there is."""

Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A text that was said: its number and the words as they stand there."""

    message: int
    text: str


class Looking:
    """Looks for one community's own words; comments it may read with a person's token or a service one only."""

    def __init__(self, community: int, vk: Vk, person: Vk | None, service: Vk | None = None) -> None:
        self._community = community
        self._vk = vk
        self._person = person
        self._reader = service or person

    async def at(self, place: Place, anchor: int, texts: Sequence[Words]) -> dict[int, Found]:
        """The texts that stand there already, by `random_id`; raises Busy when nobody can tell now."""
        found: dict[int, Found] = {}
        try:
            async for page in self._pages(place, anchor):
                for item in page:
                    self._compare(item, anchor, texts, found)
                if len(found) == len(texts):
                    break
        except (Refused, Misused) as error:
            # Whoever may not read there relies on VK's own shield.
            log.warning("cannot look what was said", extra={"peer": place.peer, "code": error.code})
        except Busy as error:
            raise Busy(error.code, "looking", pause=error.pause, unknown=True) from None
        return found

    def _pages(self, place: Place, anchor: int) -> AsyncIterator[Sequence[Item]]:
        match place.kind:
            case PlaceKind.CHAT:
                return self._chat(place, anchor)
            case PlaceKind.PRIVATE:
                return self._dialog(place, anchor)
            case PlaceKind.WALL:
                return self._wall(place, anchor)
            case PlaceKind.VIDEO:
                return self._video(place, anchor)

    async def _chat(self, place: Place, anchor: int) -> AsyncIterator[Sequence[Item]]:
        """Upwards from the anchor until nothing has such numbers."""
        last = 0 if anchor else await self._last_of(place)
        start = anchor or max(last - MOST_CALLS * BLOCK, 0)
        for block in range(MOST_CALLS):
            first = start + 1 + block * BLOCK
            page = items_of(
                await self._vk.call(
                    "messages.getByConversationMessageId",
                    peer_id=place.peer,
                    conversation_message_ids=list(range(first, first + BLOCK)),
                )
            )
            yield page
            if not page and first + BLOCK > last:
                return

    async def _last_of(self, place: Place) -> int:
        """The newest number of a chat the bot knows no message of; VK tells it to the chat's administrators."""
        try:
            answer = await self._vk.call("messages.getConversationsById", peer_ids=place.peer)
        except (Refused, Misused):
            return 0
        return max((int(item.get("last_conversation_message_id") or 0) for item in items_of(answer)), default=0)

    async def _dialog(self, place: Place, anchor: int) -> AsyncIterator[Sequence[Item]]:
        """From the newest down to the anchor."""
        for number in range(MOST_CALLS):
            page = items_of(
                await self._vk.call("messages.getHistory", peer_id=place.peer, count=PAGE, offset=number * PAGE)
            )
            yield page
            if len(page) < PAGE or min(_number(item) for item in page) <= anchor:
                return

    async def _wall(self, place: Place, anchor: int) -> AsyncIterator[Sequence[Item]]:
        """The newest comments, then the thread replied to; a community itself may not read them."""
        if self._reader is None:
            return
        where: dict[str, Any] = {"owner_id": place.peer, "post_id": place.post, "sort": "desc", "count": COMMENTS}
        for number in range(MOST_CALLS):
            offset = number * COMMENTS
            page = items_of(await self._reader.call("wall.getComments", **where, offset=offset, thread_items_count=10))
            threads = [reply for item in page for reply in items_of(item.get("thread"))]
            yield [*page, *threads]
            if len(page) < COMMENTS or min(_number(item) for item in page) <= anchor:
                break
        if place.message:
            yield items_of(await self._reader.call("wall.getComments", **where, comment_id=place.message))

    async def _video(self, place: Place, anchor: int) -> AsyncIterator[Sequence[Item]]:
        if self._person is None:
            return
        where: dict[str, Any] = {"owner_id": place.peer, "video_id": place.post, "sort": "desc", "count": COMMENTS}
        for number in range(MOST_CALLS):
            page = items_of(await self._person.call("video.getComments", **where, offset=number * COMMENTS))
            yield page
            if len(page) < COMMENTS or min(_number(item) for item in page) <= anchor:
                return

    def _compare(self, item: Item, anchor: int, texts: Sequence[Words], found: dict[int, Found]) -> None:
        """One of our texts, told by its random_id where VK shows it, else by the words themselves."""
        number = _number(item)
        if item.get("from_id") != -self._community or number <= anchor:
            return
        shown = item.get("random_id")
        for words in texts:
            same = shown == words.random_id if shown else _plain(item.get("text")) == _plain(words.text)
            if same and words.random_id not in found:
                found[words.random_id] = Found(number, str(item.get("text") or words.text))
                return


def _number(item: Item) -> int:
    """The number of a message in its conversation, or of a comment."""
    return int(item.get("conversation_message_id") or item.get("id") or 0)


def _plain(text: object) -> str:
    """Words without what VK changes in them: comments come back escaped, spaces are folded."""
    return " ".join(html.unescape(str(text or "")).split())
