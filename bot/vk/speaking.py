"""The one place where the bot speaks and acts in VK: each verb of the outbox as VK's calls."""

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import orjson

from bot.vk.batching import Batcher
from bot.vk.client import Vk
from bot.vk.errors import KEYBOARD, Busy, Misused, Refused, VkError, error_of
from bot.vk.looking import Found, Looking
from bot.vk.uploading import upload_document
from bot.vk.words import Words
from domain.place import Place, PlaceKind, VkId
from domain.use_cases.telling import ANSWERED, LIKED, RECORDED

REACTIONS = {RECORDED: 6, ANSWERED: 10, LIKED: 1}
"""❓, 👌 and ❤ among VK's fixed reactions; to be checked against live VK (product.md 13.2)."""

SHOWABLE = re.compile(r"^(photo|video|audio|doc|wall|market|poll)-?\d+_\d+")
MOST_ATTACHMENTS = 10
AT_ONCE = 0
"""Somebody has just pressed or spoken and looks at the screen."""

WRONG = 100
"""Something about the request is wrong; VK seldom says what."""

QUOTE_GONE = frozenset({913, 921, WRONG, 104})
"""The message to reply to was deleted or is not visible: said without quoting it."""

PINNING_REFUSED = 925
"""The bot is no administrator of the chat."""

MUTING_REFUSED = 925
"""The method is not there for this token, or the bot is no administrator."""

NO_REMOVING = 924
NOT_ADMIN = frozenset({15, PINNING_REFUSED})
"""What others wrote is removed by administrators of the chat: waiting would not make the bot one."""

NO_PINNING = frozenset({PINNING_REFUSED, 15, 100})

log = logging.getLogger("otklik.outbox")


class Speaker:
    """Speaks for one community.

    `person` is the optional token of a person, for videos; `service` an optional one that may read comments.
    """

    def __init__(self, community: int, vk: Vk, person: Vk | None, service: Vk | None = None) -> None:
        self.community = community
        self._vk = vk
        self._batch = Batcher(vk)
        self._person = person
        self._looking = Looking(community, vk, person, service)

    async def look(self, place: Place, anchor: int, texts: Sequence[Words]) -> Mapping[int, Found]:
        """Which of these texts stand there already after message `anchor`, by their `random_id`."""
        return await self._looking.at(place, anchor, texts)

    async def say(self, place: Place, words: Words) -> int:
        """Sends one text; the number of the new message or comment."""
        match place.kind:
            case PlaceKind.WALL:
                return await self._comment(place, words)
            case PlaceKind.VIDEO:
                return await self._video_comment(place, words)
            case _:
                return await self._message(place, words)

    async def _message(self, place: Place, words: Words) -> int:
        """`peer_ids` of one is the only form that tells the cmid; its refusals come inside a success.

        What VK does not take about a text is left away rather than the text.
        """
        forward = None
        if words.reply and place.message:
            ids = [place.message]
            forward = {"peer_id": place.peer, "conversation_message_ids": ids, "is_reply": True}
        try:
            return await self._send(place, words, forward)
        except VkError as error:
            plainer = _without(words, forward, error.code)
            if plainer is None:
                raise
            log.warning("said more plainly", extra={"peer": place.peer, "code": error.code})
        return await self._message(place, plainer)

    async def _send(self, place: Place, words: Words, forward: dict[str, object] | None) -> int:
        answer = await self._batch.call(
            "messages.send",
            urgency=words.urgency,
            peer_ids=place.peer,
            random_id=words.random_id,
            message=words.text,
            keyboard=words.keyboard,
            attachment=_showable(words.attachments),
            forward=orjson.dumps(forward).decode() if forward else None,
            disable_mentions=True,
            dont_parse_links=True,
        )
        item = answer[0] if isinstance(answer, list) and answer else {}
        if not isinstance(item, dict):
            return 0
        error = item.get("error")
        if isinstance(error, dict):
            raise error_of(int(error.get("code", 0)), f"messages.send: {error.get('description', '')}")
        return int(item.get("conversation_message_id") or 0)

    async def _comment(self, place: Place, words: Words) -> int:
        answer = await self._under(
            place,
            self._batch,
            "wall.createComment",
            urgency=words.urgency,
            owner_id=place.peer,
            post_id=place.post,
            from_group=self.community,
            message=words.text,
            attachments=_showable(words.attachments),
            guid=str(words.random_id),
        )
        return int(answer.get("comment_id", 0))

    async def _under(self, place: Place, vk: Vk | Batcher, method: str, **parameters: Any) -> Any:
        """As a reply to a comment; where that comment is gone, beside it."""
        try:
            return await vk.call(method, **parameters, reply_to_comment=place.message or None)
        except (Refused, Misused) as error:
            if not place.message or error.code not in QUOTE_GONE:
                raise
            return await vk.call(method, **parameters)

    async def _video_comment(self, place: Place, words: Words) -> int:
        """Only a person may write under videos; a person's token dies within hours, another way is taken then."""
        if self._person is None:
            raise Refused(27, "video.createComment")
        try:
            answer = await self._under(
                place,
                self._person,
                "video.createComment",
                urgency=words.urgency,
                owner_id=place.peer,
                video_id=place.post,
                message=words.text,
                from_group=True,
                attachments=_showable(words.attachments),
                guid=str(words.random_id),
            )
        except Busy as error:
            if error.needs_people:
                raise Refused(error.code, "video.createComment") from None
            raise
        return int(answer)

    async def react(self, place: Place, meaning: str) -> None:
        """Marks a message; one that was deleted meanwhile needs no mark."""
        try:
            await self._batch.call(
                "messages.sendReaction",
                urgency=AT_ONCE,
                peer_id=place.peer,
                cmid=place.message,
                reaction_id=REACTIONS[meaning],
            )
        except Misused as error:
            if error.code != WRONG:
                raise
            log.info("nothing to react to", extra={"peer": place.peer})

    async def edit(self, place: Place, words: Words) -> None:
        """Changes the bot's own message; what is not repeated is dropped, the buttons too."""
        if place.is_comment:
            raise Refused(920, "a community cannot edit comments")
        try:
            await self._batch.call(
                "messages.edit",
                urgency=words.urgency,
                peer_id=place.peer,
                cmid=place.message,
                message=words.text,
                keyboard=words.keyboard,
                attachment=_showable(words.attachments),
                keep_forward_messages=True,
                disable_mentions=True,
                dont_parse_links=True,
            )
        except Misused as error:
            raise (Refused(WRONG, "messages.edit: it is gone") if error.code == WRONG else error) from None

    async def remove(self, place: Place) -> None:
        """Deletes a message for everybody; one that is gone is deleted enough."""
        if place.is_comment:
            raise Refused(924, "a community cannot delete comments")
        try:
            answer = await self._batch.call(
                "messages.delete", peer_id=place.peer, cmids=[place.message], delete_for_all=True
            )
        except Busy as error:
            raise (Refused(NO_REMOVING, "messages.delete") if error.code in NOT_ADMIN else error) from None
        item = answer[0] if isinstance(answer, list) and answer else {}
        refused = item.get("error") if isinstance(item, dict) else None
        code = int(refused.get("code", 0)) if isinstance(refused, dict) else WRONG
        if code in NOT_ADMIN:
            raise Refused(NO_REMOVING, "messages.delete")
        if code != WRONG:
            raise error_of(code, "messages.delete")

    async def pin(self, place: Place) -> None:
        """Pins the bot's own message; who is no administrator of the chat may not, and waiting would not help."""
        try:
            await self._batch.call("messages.pin", peer_id=place.peer, cmid=place.message)
        except (Busy, Misused) as error:
            if error.code in NO_PINNING:
                raise Refused(PINNING_REFUSED, "messages.pin") from None
            raise

    async def mute(self, place: Place, person: VkId, seconds: int) -> None:
        """Takes a person's voice in a chat for so long; 0 gives it back. Not documented by VK (product.md 13.9)."""
        order = {"action": "ro", "for": seconds} if seconds else {"action": "rw"}
        try:
            await self._batch.call(
                "messages.changeConversationMemberRestrictions", peer_id=place.peer, member_ids=person, **order
            )
        except (Busy, Misused) as error:
            if isinstance(error, Busy) and not error.needs_people:
                raise
            raise Refused(MUTING_REFUSED, "messages.changeConversationMemberRestrictions") from None

    async def pop(self, place: Place, person: VkId, event: str, text: str) -> None:
        """Answers a press within VK's minute; a press too old for that is not worth an error."""
        shown = orjson.dumps({"type": "show_snackbar", "text": text}).decode() if text else None
        try:
            await self._batch.call(
                "messages.sendMessageEventAnswer",
                urgency=AT_ONCE,
                event_id=event,
                user_id=person,
                peer_id=place.peer,
                event_data=shown,
            )
        except Misused as error:
            if error.code != WRONG:
                raise

    async def upload(self, place: Place, name: str, body: bytes) -> str:
        """A document for a message; how VK addresses it."""
        return await upload_document(self._vk, place.peer, name, body)


def _without(words: Words, forward: object, code: int) -> Words | None:
    """The same words with less about them: what VK complains of, else of one thing after another."""
    if words.keyboard and code in KEYBOARD:
        return replace(words, keyboard=None)
    if forward is not None and code in QUOTE_GONE:
        return replace(words, reply=False)
    if code == WRONG and words.attachments:
        return replace(words, attachments=())
    if code == WRONG and words.keyboard:
        return replace(words, keyboard=None)
    return None


def _showable(attachments: Sequence[str]) -> str | None:
    """Those of the attachments VK takes back by their address."""
    return ",".join([one for one in attachments if SHOWABLE.match(one)][:MOST_ATTACHMENTS]) or None
