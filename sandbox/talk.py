"""What people do in chats and private dialogs."""

import re
import secrets
from collections.abc import Sequence
from typing import Any

import orjson

from sandbox import events, media
from sandbox.conversations import REACTIONS, Chat, Conversation, Message
from sandbox.errors import StageError
from sandbox.keyboards import Button, button_at, button_named, payload_text
from sandbox.state import Press, State

Json = dict[str, Any]
Attachment = str | Json


class Talk(State):
    """People write, press, react; the community's bot hears of it as VK lets it hear."""

    def say(
        self,
        group_id: int,
        peer_id: int,
        user_id: int,
        text: str,
        *,
        reply_to: int | None = None,
        forward: Sequence[int] = (),
        from_peer: int | None = None,
        attachments: Sequence[Attachment] = (),
        payload: object = None,
    ) -> int:
        """A person writes; a private message also lets the community answer."""
        conversation = self._at(group_id, peer_id, user_id)
        if reply_to is not None:
            self._message(conversation, reply_to)
        source = self.conversation(group_id, from_peer) if from_peer is not None else conversation
        copies = [events.forwarded(self._message(source, cmid)) for cmid in forward]
        text = self._mention(group_id, text)
        if not (text or copies or attachments):
            raise StageError("Пустое сообщение не отправить")
        if conversation.chat is None:
            self.community(group_id).allowed.add(user_id)
        message = self.put_message(
            conversation,
            user_id,
            text,
            reply_to=reply_to,
            fwd=copies,
            attachments=[self._attached(user_id, one) for one in attachments if one != "geo"],
            geo=media.place() if "geo" in attachments else None,
            payload=None if payload is None else payload_text(payload),
        )
        self._deliver(conversation, message)
        return message.cmid

    def say_aloud(self, group_id: int, peer_id: int, user_id: int, words: str, *, reply_to: int | None = None) -> int:
        """A voice message; `words` are what VK hears at once, nothing while it still listens."""
        number = 457_239_000 + self.next_number("attachment", user_id)
        spoken = media.voice(user_id, number, self.base_url, words)
        return self.say(group_id, peer_id, user_id, "", reply_to=reply_to, attachments=[spoken])

    def listened(self, group_id: int, peer_id: int, cmid: int, words: str) -> None:
        """VK has written a voice message down; without words it gave up. The community is not told."""
        message = self._message(self.conversation(group_id, peer_id), cmid)
        said = next(one["audio_message"] for one in message.attachments if one["type"] == "audio_message")
        said |= {"transcript": words, "transcript_state": "done"} if words else {"transcript_error": 1}
        if not words:
            said.pop("transcript_state", None)

    def write_by_hand(self, group_id: int, user_id: int, staff_id: int, text: str) -> int:
        """One of the staff answers a person in the community's name, past the bot."""
        self.user(staff_id)
        conversation = self.conversation(group_id, user_id)
        message = self.put_message(conversation, -group_id, text, admin_author=staff_id)
        self.emit(group_id, "message_reply", events.message_object(conversation, message))
        return message.cmid

    def start(self, group_id: int, user_id: int) -> int:
        """The first button of every dialog with a bot."""
        return self.say(group_id, user_id, user_id, "Начать", payload={"command": "start"})

    def allow(self, group_id: int, user_id: int) -> None:
        self.user(user_id)
        self.community(group_id).allowed.add(user_id)
        self.emit(group_id, "message_allow", {"user_id": user_id, "key": ""})
        self.changed()

    def deny(self, group_id: int, user_id: int) -> None:
        self.user(user_id)
        self.community(group_id).allowed.discard(user_id)
        self.emit(group_id, "message_deny", {"user_id": user_id})
        self.changed()

    def press(
        self, group_id: int, peer_id: int, user_id: int, cmid: int, label: str, *, old_client: bool = False
    ) -> None:
        """Press the button with this label (or its beginning); `cmid` 0 is the dialog's keyboard."""
        conversation, keyboard = self._keyboard(group_id, peer_id, user_id, cmid)
        self._press(conversation, user_id, cmid, button_named(keyboard, label), old_client)

    def press_at(self, group_id: int, peer_id: int, user_id: int, cmid: int, row: int, column: int) -> None:
        """Press the button on this place, counted from zero."""
        conversation, keyboard = self._keyboard(group_id, peer_id, user_id, cmid)
        self._press(conversation, user_id, cmid, button_at(keyboard, row, column), old_client=False)

    def react(self, group_id: int, peer_id: int, user_id: int, cmid: int, reaction_id: int | None) -> None:
        """Set a reaction, or take it back with None."""
        conversation = self._at(group_id, peer_id, user_id)
        message = self._message(conversation, cmid)
        if conversation.chat and not conversation.chat.reactions:
            raise StageError("В этой беседе реакции выключены")
        event: Json = {"reacted_id": user_id, "peer_id": peer_id, "cmid": cmid}
        if reaction_id is None:
            if message.reactions.pop(user_id, None) is None:
                return
        elif reaction_id not in REACTIONS:
            raise StageError(f"Нет реакции {reaction_id}")
        else:
            message.reactions[user_id] = reaction_id
            event["reaction_id"] = reaction_id
        # In chats VK tells the community of reactions only while it is an administrator.
        if conversation.chat is None or (conversation.chat.admin and conversation.chat.state == "in"):
            self.emit(group_id, "message_reaction_event", event)
        self.changed()

    def edit(self, group_id: int, peer_id: int, user_id: int, cmid: int, text: str) -> None:
        """Change one's own message; the community is told in private dialogs only."""
        conversation = self._at(group_id, peer_id, user_id)
        message = self._own(conversation, user_id, cmid)
        message.text, message.edited, message.update_time = text, True, self.clock.unix()
        if conversation.chat is None:
            self.emit(group_id, "message_edit", events.message_object(conversation, message))
        self.changed()

    def delete(self, group_id: int, peer_id: int, user_id: int, cmid: int) -> None:
        """Delete one's own message; VK tells nobody."""
        conversation = self._at(group_id, peer_id, user_id)
        self._own(conversation, user_id, cmid).deleted = True
        self.changed()

    def action(self, group_id: int, peer_id: int, user_id: int, kind: str, **rest: Any) -> int:
        """A service message of a chat: `chat_title_update`, `chat_pin_message`…"""
        conversation = self.conversation(group_id, peer_id)
        message = self.put_message(conversation, user_id, "", action={"type": kind} | rest)
        self._deliver(conversation, message)
        return message.cmid

    def invite(self, group_id: int, peer_id: int, user_id: int, member_id: int) -> int:
        """Bring a person, or the community itself (−group_id), into the chat."""
        chat = self.chat(group_id, peer_id)
        if member_id == -group_id:
            chat.state = "in"
        elif member_id not in chat.members:
            chat.members.append(member_id)
        return self.action(group_id, peer_id, user_id, "chat_invite_user", member_id=member_id)

    def kick(self, group_id: int, peer_id: int, user_id: int, member_id: int) -> None:
        """Take a person, or the community itself, out of the chat; of its own exit it hears nothing."""
        chat = self.chat(group_id, peer_id)
        if member_id == -group_id:
            chat.state = "kicked"
            self.changed()
            return
        chat.members.remove(member_id)
        self.action(group_id, peer_id, user_id, "chat_kick_user", member_id=member_id)

    # --- inside ------------------------------------------------------------------------------------------

    def _at(self, group_id: int, peer_id: int, user_id: int) -> Conversation:
        user = self.user(user_id)
        conversation = self.conversation(group_id, peer_id)
        if conversation.chat is None and peer_id != user_id:
            raise StageError("Писать можно в беседу или в свой диалог с сообществом")
        if conversation.chat and user_id not in conversation.chat.members:
            raise StageError(f"{user.first_name} {user.last_name} не состоит в «{conversation.chat.title}»")
        return conversation

    def _message(self, conversation: Conversation, cmid: int) -> Message:
        message = conversation.find(cmid)
        if message is None:
            raise StageError(f"Нет сообщения {cmid}")
        return message

    def _own(self, conversation: Conversation, user_id: int, cmid: int) -> Message:
        message = self._message(conversation, cmid)
        if message.from_id != user_id:
            raise StageError("Это чужое сообщение")
        return message

    def _attached(self, user_id: int, one: Attachment) -> Json:
        if not isinstance(one, str):
            return one
        number = 457_239_000 + self.next_number("attachment", user_id)
        return media.picked_by_person(one, user_id, number, self.clock.unix(), self.base_url)

    def _mention(self, group_id: int, text: str) -> str:
        """VK turns a typed @name into its own form."""
        community = self.community(group_id)
        name = re.compile(rf"(?<!\|)[@*](?:{re.escape(community.screen_name)}|(?:club|public){group_id})\b")
        return name.sub(f"[club{group_id}|@{community.screen_name}]", text)

    def _deliver(self, conversation: Conversation, message: Message) -> None:
        chat = conversation.chat
        message.visible = chat is None or self._hears(conversation, chat, message)
        if message.visible:
            self.emit(conversation.group_id, "message_new", events.message_new(conversation, message))

    def _hears(self, conversation: Conversation, chat: Chat, message: Message) -> bool:
        """Without full access the community hears mentions, replies to it, presses and service actions."""
        if chat.state != "in":
            return False
        if chat.admin or chat.full_access or message.action or message.payload:
            return True
        group_id = conversation.group_id
        if re.search(rf"\[(?:club|public){group_id}\|", message.text):
            return True
        replied = conversation.find(message.reply_to) if message.reply_to else None
        return replied is not None and replied.from_id == -group_id

    def _keyboard(self, group_id: int, peer_id: int, user_id: int, cmid: int) -> tuple[Conversation, Json | None]:
        conversation = self._at(group_id, peer_id, user_id)
        if cmid == 0:
            return conversation, conversation.keyboard
        keyboard = self._message(conversation, cmid).keyboard
        if keyboard and not keyboard["inline"]:
            raise StageError("Эта клавиатура — под полем ввода (cmid 0), а не под сообщением")
        return conversation, keyboard

    def _press(self, conversation: Conversation, user_id: int, cmid: int, button: Button, old_client: bool) -> None:
        group_id, peer_id = conversation.group_id, conversation.peer_id
        if button.type == "callback" and not old_client:
            self._press_callback(conversation, user_id, cmid, button)
        elif button.type in ("text", "callback", "location"):
            payload: object = button.payload
            if button.type == "callback":
                payload = {
                    "command": "not_supported_button",
                    "button_type": "callback",
                    "payload": button.payload or "",
                }
            text = button.label if button.type != "location" else ""
            if conversation.chat and text:
                text = f"[club{group_id}|@{self.community(group_id).screen_name}] {text}"
            where = ("geo",) if button.type == "location" else ()
            self.say(group_id, peer_id, user_id, text, payload=payload, attachments=where)
        if cmid == 0 and conversation.keyboard and conversation.keyboard.get("one_time"):
            conversation.keyboard = None
        self.changed()

    def _press_callback(self, conversation: Conversation, user_id: int, cmid: int, button: Button) -> None:
        group_id, peer_id = conversation.group_id, conversation.peer_id
        press = Press(secrets.token_hex(6), group_id, user_id, peer_id, self.clock.waited())
        self.presses[press.event_id] = press
        event: Json = {
            "user_id": user_id,
            "peer_id": peer_id,
            "event_id": press.event_id,
            "payload": orjson.loads(button.payload) if button.payload else {},
        }
        if cmid:
            event["conversation_message_id"] = cmid
        self.emit(group_id, "message_event", event)
