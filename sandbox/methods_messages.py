"""messages.*: changing, deleting, pinning and reading messages, answering presses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import orjson

from sandbox import events, media
from sandbox.conversations import CHAT_PEER, Conversation, Message
from sandbox.errors import VKError
from sandbox.methods_sending import check_text, checked_keyboard, reachable
from sandbox.registry import Call, method

Json = dict[str, Any]

CHANGEABLE = timedelta(hours=24).total_seconds()
AT_ONCE = 100
SNACKBAR_LIMIT = 90
EVENT_DATA_LIMIT = 1000


@method("messages.edit", right="messages")
def edit(call: Call) -> int:
    params = call.params
    conversation = reachable(call, params.need_integer("peer_id"))
    message = pointed_at(call, conversation)
    if message.from_id != -call.group_id or message.action:
        raise VKError(920)
    if call.world.clock.unix() - message.date > CHANGEABLE:
        raise VKError(909)
    check_text(params.text("message"))
    keyboard = checked_keyboard(call) if params.has("keyboard") else None
    attachments = media.named(params.text("attachment"), call.world.media, call.world.base_url)
    if not params.has("message") and not attachments:
        raise VKError(100, "message is empty or invalid")
    message.text = params.text("message")
    # VK drops whatever the edit does not repeat.
    message.keyboard, message.attachments = keyboard, attachments
    if not params.flag("keep_forward_messages"):
        message.fwd, message.reply_to = [], None
    message.edited, message.update_time = True, call.world.clock.unix()
    call.world.changed()
    return 1


@method("messages.delete", right="messages")
def delete(call: Call) -> Json | list[Json]:
    params = call.params
    if params.has("message_ids"):
        return {str(one): _delete_by_id(call, one) for one in params.integers("message_ids", AT_ONCE)}
    conversation = reachable(call, params.need_integer("peer_id"))
    return [_delete_item(call, conversation, cmid) for cmid in params.need_integers("cmids", AT_ONCE)]


def _delete_item(call: Call, conversation: Conversation, cmid: int) -> Json:
    """One message of a list: a refusal stays inside its item."""
    item: Json = {"peer_id": conversation.peer_id, "message_id": 0, "conversation_message_id": cmid}
    message = conversation.find(cmid)
    if message is None:
        return item | {"error": VKError(100, "cmid is invalid").inside()}
    try:
        _delete(call, conversation, message)
    except VKError as refusal:
        return item | {"error": refusal.inside()}
    return item | {"message_id": message.id, "response": 1}


def _delete_by_id(call: Call, message_id: int) -> int:
    for (group_id, _), conversation in call.world.conversations.items():
        for message in conversation.messages:
            if message_id and group_id == call.group_id and message.id == message_id and not message.deleted:
                _delete(call, conversation, message)
                return 1
    return 0


def _delete(call: Call, conversation: Conversation, message: Message) -> None:
    if not call.params.flag("delete_for_all"):
        message.visible = False
        return
    own = message.from_id == -call.group_id
    if not own and not (conversation.chat and conversation.chat.admin):
        raise VKError(924)
    if call.world.clock.unix() - message.date > CHANGEABLE:
        raise VKError(924)
    message.deleted = True
    call.world.changed()


@method("messages.pin", right="messages")
def pin(call: Call) -> Json:
    conversation = _administered(call)
    message = pointed_at(call, conversation)
    for other in conversation.messages:
        other.pinned = False
    message.pinned = True
    call.world.changed()
    return events.pinned_message(conversation, message)


@method("messages.unpin", right="messages")
def unpin(call: Call) -> int:
    for message in _administered(call).messages:
        message.pinned = False
    call.world.changed()
    return 1


def _administered(call: Call) -> Conversation:
    conversation = reachable(call, call.params.need_integer("peer_id"))
    if conversation.chat is None or not conversation.chat.admin:
        raise VKError(925)
    return conversation


def pointed_at(call: Call, conversation: Conversation) -> Message:
    """The message named by `cmid`, `conversation_message_id` or `message_id`."""
    params = call.params
    cmid = params.integer("cmid") or params.integer("conversation_message_id")
    if cmid:
        found = conversation.find(cmid)
    else:
        wanted = params.need_integer("message_id")
        found = next((m for m in conversation.messages if m.id == wanted and wanted and not m.deleted), None)
    if found is None or not found.visible:
        raise VKError(100, "message_id is invalid")
    return found


@method("messages.sendMessageEventAnswer", right="messages")
def answer_press(call: Call) -> int:
    params = call.params
    event_id = params.need_text("event_id")
    user_id, peer_id = params.need_integer("user_id"), params.need_integer("peer_id")
    shown = _event_data(call) if params.has("event_data") else None
    if not call.world.answer_press(call.group_id, user_id, peer_id, event_id):
        raise VKError(100, "invalid event_id")
    if shown is not None:
        call.world.show_snackbar(user_id, shown)
    return 1


def _event_data(call: Call) -> Json:
    if len(call.params.text("event_data")) > EVENT_DATA_LIMIT:
        raise VKError(100, "event_data is too long")
    shown = call.params.json("event_data")
    text, link = shown.get("text"), shown.get("link")
    checks: dict[str, Callable[[], bool]] = {
        "show_snackbar": lambda: isinstance(text, str) and 0 < len(text) <= SNACKBAR_LIMIT,
        "open_link": lambda: isinstance(link, str) and link.startswith(("http://", "https://")),
        "open_app": lambda: isinstance(shown.get("app_id"), int),
    }
    check = checks.get(shown.get("type", ""))
    if check is None or not check():
        raise VKError(100, f"event_data is invalid: {orjson.dumps(shown).decode()}")
    return shown


@method("messages.getByConversationMessageId", right="messages")
def get_by_cmid(call: Call) -> Json:
    cmids = call.params.need_integers("conversation_message_ids", AT_ONCE)
    conversation = readable(call, call.params.need_integer("peer_id"))
    found = [conversation.find(cmid) for cmid in cmids]
    return listed(call, conversation, [m for m in found if m is not None and m.visible])


@method("messages.getById", right="messages")
def get_by_id(call: Call) -> Json:
    wanted = set(call.params.need_integers("message_ids", AT_ONCE)) - {0}
    items = [
        events.message_object(conversation, message)
        for (group_id, _), conversation in call.world.conversations.items()
        for message in conversation.messages
        if group_id == call.group_id and message.id in wanted and message.visible and not message.deleted
    ]
    return {"count": len(items), "items": items}


@method("messages.getHistory", right="messages")
def get_history(call: Call) -> Json:
    params = call.params
    peer_id = params.integer("peer_id") or params.need_integer("user_id")
    if peer_id >= CHAT_PEER:
        raise VKError(917)
    conversation = readable(call, peer_id)
    seen = [m for m in conversation.messages if m.visible and not m.deleted]
    ordered = seen if params.flag("rev") else seen[::-1]
    offset, count = params.count(0, 10**9, "offset"), params.count(20, 200)
    return listed(call, conversation, ordered[offset : offset + count]) | {"count": len(seen)}


def readable(call: Call, peer_id: int) -> Conversation:
    """The conversation the community may read: its chats and the dialogs that have begun."""
    code = call.community.refusals.get(peer_id)
    if code is not None and peer_id >= CHAT_PEER:
        raise VKError(code)
    conversation = call.world.conversations.get((call.group_id, peer_id))
    if peer_id >= CHAT_PEER:
        if conversation is None or conversation.chat is None or conversation.chat.state != "in":
            raise VKError(917)
        return conversation
    if conversation is None and peer_id not in call.world.users:
        raise VKError(936)
    return conversation or Conversation(call.group_id, peer_id)


def listed(call: Call, conversation: Conversation, messages: list[Message]) -> Json:
    """Messages as a list of VK, with people when the call asks for them."""
    items = [events.message_object(conversation, message) for message in messages]
    answer: Json = {"count": len(items), "items": items}
    if call.params.flag("extended"):
        answer |= people_and_groups(call, {message.from_id for message in messages})
    return answer


def people_and_groups(call: Call, ids: set[int]) -> Json:
    """Profiles for an extended answer."""
    world = call.world
    users = [world.users[one] for one in sorted(ids) if one in world.users]
    groups = [world.communities[-one] for one in sorted(ids) if -one in world.communities]
    return {
        "profiles": [{"id": u.id, "first_name": u.first_name, "last_name": u.last_name} for u in users],
        "groups": [{"id": g.group_id, "name": g.name, "screen_name": g.screen_name} for g in groups],
    }
