"""messages.send: destinations, limits, replies, keyboards, the memory of random_id."""

from dataclasses import dataclass, field
from typing import Any

from sandbox import events, media
from sandbox.conversations import CHAT_PEER, Conversation, Message
from sandbox.errors import VKError
from sandbox.keyboards import read_keyboard
from sandbox.registry import Call, method

Json = dict[str, Any]

TEXT_LIMIT = 4096
PAYLOAD_LIMIT = 1000
FORWARD_LIMIT = 100
RECIPIENTS = 100
REMEMBERED_SECONDS = 3600
REMEMBERED_MESSAGES = 100
DESTINATIONS = ("user_id", "peer_id", "peer_ids", "domain", "chat_id", "user_ids")


@dataclass
class Draft:
    """What will be written, the same for every recipient."""

    text: str
    random_id: int
    keyboard: Json | None = None
    attachments: list[Json] = field(default_factory=list)
    geo: Json | None = None
    forward: Json = field(default_factory=dict)
    reply_id: int = 0
    payload: str | None = None
    disable_mentions: bool = False
    dont_parse_links: bool = False


@method("messages.send", right="messages")
def send(call: Call) -> int | list[Json]:
    given = [name for name in DESTINATIONS if call.params.has(name)]
    if not given:
        raise VKError.missing("peer_id")
    if len(given) > 1:
        raise VKError(100, f"only one of {', '.join(given)} may be given")
    draft = read_draft(call)
    if given[0] in ("peer_ids", "user_ids"):
        return [_send_item(call, peer, draft) for peer in call.params.integers(given[0], RECIPIENTS)]
    return _send_one(call, _peer(call, given[0]), draft).id


def read_draft(call: Call) -> Draft:
    """The message of a request, checked against every limit that does not depend on the recipient."""
    params = call.params
    draft = Draft(text=params.text("message"), random_id=params.need_int32("random_id"))
    check_text(draft.text)
    if params.has("keyboard"):
        draft.keyboard = checked_keyboard(call)
    draft.attachments = media.named(params.text("attachment"), call.world.media, call.world.base_url)
    if params.has("lat") and params.has("long"):
        draft.geo = {
            "type": "point",
            "coordinates": {"latitude": float(params.text("lat")), "longitude": float(params.text("long"))},
        }
    draft.forward = params.json("forward") if params.has("forward") else {}
    if params.has("forward_messages"):
        draft.forward = {"message_ids": params.integers("forward_messages", FORWARD_LIMIT)}
    draft.reply_id = params.integer("reply_to")
    draft.payload = params.text("payload") or None
    if len(draft.payload or "") > PAYLOAD_LIMIT:
        raise VKError(100, "payload is too long")
    draft.disable_mentions = params.flag("disable_mentions")
    draft.dont_parse_links = params.flag("dont_parse_links")
    rich = draft.attachments or draft.forward or draft.geo or params.has("sticker_id") or params.has("template")
    if not draft.text and not rich:
        raise VKError(100, "message is empty or invalid")
    return draft


def check_text(text: str) -> None:
    if len(text) > TEXT_LIMIT:
        raise VKError(914)


def checked_keyboard(call: Call) -> Json:
    if not call.community.bots_capabilities:
        raise VKError(912)
    return read_keyboard(call.params.text("keyboard"))


def reachable(call: Call, peer_id: int) -> Conversation:
    """The conversation the community may write to, or the refusal VK would give."""
    world, community = call.world, call.community
    if peer_id in community.refusals:
        raise VKError(community.refusals[peer_id])
    if peer_id < 0:
        raise VKError(932)
    if peer_id >= CHAT_PEER:
        conversation = world.conversations.get((call.group_id, peer_id))
        if conversation is None or conversation.chat is None or conversation.chat.state != "in":
            raise VKError(917)
        return conversation
    user = world.users.get(peer_id)
    if user is not None and user.deactivated:
        raise VKError(18)
    if user is None or peer_id not in community.allowed:
        raise VKError(901)
    return world.conversation(call.group_id, peer_id)


def _peer(call: Call, name: str) -> int:
    if name == "domain":
        domain = call.params.text("domain")
        if not (domain.startswith("id") and domain[2:].isdigit()):
            raise VKError(100, "domain is invalid")
        return int(domain[2:])
    value = call.params.integer(name)
    return CHAT_PEER + value if name == "chat_id" else value


def _send_item(call: Call, peer_id: int, draft: Draft) -> Json:
    """One recipient of a list: a refusal stays inside its item."""
    try:
        message = _send_one(call, peer_id, draft)
    except VKError as refusal:
        return {"peer_id": peer_id, "message_id": 0, "error": refusal.inside()}
    return {"peer_id": peer_id, "message_id": message.id, "conversation_message_id": message.cmid}


def _send_one(call: Call, peer_id: int, draft: Draft) -> Message:
    conversation = reachable(call, peer_id)
    repeated = _sent_before(call, conversation, draft.random_id)
    if repeated is not None:
        return repeated
    reply_to, copies = _references(call, conversation, draft)
    message = call.world.put_message(
        conversation,
        -call.group_id,
        draft.text,
        reply_to=reply_to,
        fwd=copies,
        attachments=draft.attachments,
        geo=draft.geo,
        keyboard=draft.keyboard,
        payload=draft.payload,
        random_id=draft.random_id,
        disable_mentions=draft.disable_mentions,
        dont_parse_links=draft.dont_parse_links,
    )
    if draft.keyboard is not None and not draft.keyboard["inline"]:
        conversation.keyboard = draft.keyboard if draft.keyboard["buttons"] else None
    if conversation.chat is None:
        body = events.message_object(conversation, message)
        call.world.emit(call.group_id, "message_reply", body)
    call.world.changed()
    return message


def _sent_before(call: Call, conversation: Conversation, random_id: int) -> Message | None:
    """The message of the same random_id within the last hour and the last hundred messages."""
    if random_id == 0:
        return None
    since = call.world.clock.unix() - REMEMBERED_SECONDS
    for message in conversation.messages[-REMEMBERED_MESSAGES:]:
        same = message.random_id == random_id and message.from_id == -call.group_id
        if same and message.date >= since:
            return message
    return None


def _references(call: Call, conversation: Conversation, draft: Draft) -> tuple[int | None, list[Json]]:
    """The message replied to and the copies of the forwarded ones."""
    if draft.reply_id:
        found = next((m for m in conversation.messages if m.id == draft.reply_id and not m.deleted), None)
        if found is None:
            raise VKError(100, "reply_to is invalid")
        return found.cmid, []
    if not draft.forward:
        return None, []
    messages = _forwarded(call, conversation, draft.forward)
    if not draft.forward.get("is_reply"):
        return None, [events.forwarded(message) for message in messages]
    if len(messages) != 1:
        raise VKError(100, "forward.is_reply needs exactly one message")
    if messages[0].peer_id != conversation.peer_id:
        raise VKError(921)
    return messages[0].cmid, []


def _forwarded(call: Call, conversation: Conversation, forward: Json) -> list[Message]:
    source_id = forward.get("peer_id", conversation.peer_id)
    source = call.world.conversations.get((call.group_id, source_id))
    cmids = forward.get("conversation_message_ids") or forward.get("cmids") or []
    ids = forward.get("message_ids") or []
    if len(cmids) + len(ids) > FORWARD_LIMIT:
        raise VKError(913)
    if source is None or not (cmids or ids):
        raise VKError(921)
    found = [source.find(int(cmid)) for cmid in cmids]
    found += [next((m for m in source.messages if m.id == one and not m.deleted), None) for one in ids]
    messages = [message for message in found if message is not None and message.visible]
    if len(messages) != len(found):
        raise VKError(921)
    return messages
