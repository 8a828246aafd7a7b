"""VK's events as the bot understands them: only the fields we need, whatever else VK adds or leaves out.

vkbottle's typed models drop whole messages when VK adds a field, so events are read from plain dicts.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson

from domain.message import Forwarded, Message, Voice
from domain.place import FIRST_CHAT_PEER, Place, PlaceKind
from domain.privacy import clean
from handlers.events import (
    Allowed,
    Deleted,
    EditedComment,
    EditedMessage,
    Event,
    NewComment,
    NewMessage,
    Pressed,
    Reacted,
    StaffReply,
)

LONGEST = 65_536
"""Characters kept of one message; VK itself stops far earlier."""

UNDATED = datetime(1970, 1, 1, tzinfo=UTC)

LARGEST = 2**63 - 1
"""The greatest number a column holds."""

LAST_SECOND = 2**32
"""A date beyond it is none."""

NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)

DEEPEST = 5
"""Levels of nested forwards and of «unsupported button» wrappings that are followed."""

MENTION = re.compile(r"\[(?:club|public|event)(\d{1,18})\|[^\]]{0,256}\]")
"""Bounded, so that a text of nothing but brackets is read as fast as any other."""
TAG = re.compile(r"(?<!\w)#вопрос(?!\w)[ ,:.–—-]*", re.IGNORECASE)
"""«#вопрос» anywhere in a message addresses it to the bot."""


JOINING = frozenset({"chat_invite_user", "chat_invite_user_by_link", "chat_invite_user_by_message_request"})


def read(update: Mapping[str, Any], heard_at: datetime | None = None) -> Event | None:
    """The event, or None for kinds the bot does not use; raises KeyError, TypeError or ValueError on a broken one.

    What VK gave no date is of the moment when it was heard.
    """
    kind, community, facts = str(update["type"]), int(update["group_id"]), update["object"]
    reader = READERS.get(kind)
    try:
        event = reader(community, facts) if reader else None
    except (AttributeError, OverflowError) as error:
        raise TypeError(f"{kind} of another shape") from error
    if heard_at is not None and isinstance(event, NewMessage | NewComment) and event.message.at == UNDATED:
        return replace(event, message=replace(event.message, at=heard_at))
    return event


# --- messages


def _message_new(community: int, facts: Mapping[str, Any]) -> NewMessage:
    raw = facts.get("message", facts)
    action = raw.get("action") or {}
    kind, message = str(action.get("type", "")), _message(community, raw)
    joined = int(action.get("member_id") or message.author) if kind in JOINING else 0
    return NewMessage(message, _payload(raw.get("payload")), kind, joined)


def _message_voice(community: int, facts: Mapping[str, Any]) -> NewMessage:
    """A voice message read again: what it says now is all it will ever say."""
    message = _message(community, facts)
    words = message.voice.words if message.voice else ""
    return NewMessage(replace(message, voice=Voice(words, settled=True)))


def _message_edit(community: int, facts: Mapping[str, Any]) -> EditedMessage:
    return EditedMessage(_message(community, facts.get("message", facts)))


def _message_reply(community: int, facts: Mapping[str, Any]) -> StaffReply | None:
    staff = facts.get("admin_author_id")
    if not staff or facts.get("random_id"):
        return None  # the bot's own words come back like this
    message = _message(community, facts)
    return StaffReply(
        Message(message.place, int(staff), message.text, message.at, message.attachments, message.reply_to)
    )


def _message(community: int, raw: Mapping[str, Any]) -> Message:
    place = _place(community, int(raw["peer_id"]), int(raw["conversation_message_id"]))
    text = _text(raw.get("text"))
    reply = raw.get("reply_message") or None
    return Message(
        place=place,
        author=int(raw["from_id"]),
        text=_without_address(text, community),
        at=_moment(raw.get("date")),
        attachments=_attachments(raw),
        reply_to=_reply_place(place, reply),
        replied=_forwarded(community, reply) if reply else None,
        forwarded=tuple(_forwards(community, raw.get("fwd_messages"), 0)),
        outright=not place.is_public or _addresses(text, community),
        voice=None if text else _voice(raw),
    )


def _voice(raw: Mapping[str, Any]) -> Voice | None:
    """VK's words for a voice message; `transcript_state` is «done» once they are whole."""
    said = _audio(raw)
    if said is None:
        return None
    state, words = said.get("transcript_state"), _text(said.get("transcript")).strip()
    whole = bool(words) and state in {None, "done"}
    return Voice(words if whole else "", settled=whole or is_written_down(raw))


def is_written_down(raw: Mapping[str, Any]) -> bool:
    """Whether VK is done with listening, with words or without."""
    said = _audio(raw)
    if said is None or said.get("transcript_error"):
        return True
    state = said.get("transcript_state")
    return state in {"done", "error"} or (state is None and bool(said.get("transcript")))


def _audio(raw: Mapping[str, Any]) -> Mapping[str, Any] | None:
    for item in raw.get("attachments") or []:
        said = item.get("audio_message") if isinstance(item, Mapping) else None
        if isinstance(said, Mapping):
            return said
    return None


def _place(community: int, peer: int, message: int) -> Place:
    kind = PlaceKind.CHAT if peer > FIRST_CHAT_PEER else PlaceKind.PRIVATE
    return Place(kind, community, peer, message)


def _addresses(text: str, community: int) -> bool:
    """Whether the words name the community or carry «#вопрос»."""
    return TAG.search(text) is not None or any(int(found[1]) == community for found in MENTION.finditer(text))


def _without_address(text: str, community: int) -> str:
    """The words without the mention of the community and the tag; mentions of others stay."""
    if not _addresses(text, community):
        return text
    named = MENTION.sub(lambda found: "" if int(found[1]) == community else found[0], text)
    return TAG.sub("", named).strip(" ,:")


def _reply_place(place: Place, reply: Mapping[str, Any] | None) -> Place | None:
    number = (reply or {}).get("conversation_message_id")
    return place.at(int(number)) if number else None


def _forwards(community: int, raw: object, depth: int) -> list[Forwarded]:
    if not isinstance(raw, Sequence) or depth >= DEEPEST:
        return []
    found = []
    for item in raw:
        forwarded = _forwarded(community, item)
        if forwarded is not None:
            found.append(forwarded)
        found.extend(_forwards(community, item.get("fwd_messages"), depth + 1))
    return found


def _forwarded(community: int, raw: Mapping[str, Any]) -> Forwarded | None:
    author = whole_number(raw.get("from_id"))
    if not author:
        return None
    peer, number = whole_number(raw.get("peer_id")), whole_number(raw.get("conversation_message_id"))
    place = _place(community, peer, number) if number and peer > FIRST_CHAT_PEER else None
    voice = _voice(raw)
    words = _text(raw.get("text")) or (voice.words if voice else "")
    return Forwarded(author, words, _moment(raw.get("date")), place, _attachments(raw))


def _payload(raw: object) -> object:
    """The button's value; text buttons carry JSON text, old clients wrap callback buttons, even repeatedly."""
    value = raw
    for _ in range(DEEPEST):
        if isinstance(value, str):
            try:
                value = orjson.loads(value)
            except orjson.JSONDecodeError:
                return value
        if isinstance(value, dict) and value.get("command") == "not_supported_button":
            value = value.get("payload")
            continue
        break
    return value


# --- presses, reactions, permissions


def _message_event(community: int, facts: Mapping[str, Any]) -> Pressed:
    place = _place(community, int(facts["peer_id"]), int(facts.get("conversation_message_id") or 0))
    return Pressed(place, int(facts["user_id"]), str(facts["event_id"]), _payload(facts.get("payload")))


def _reaction(community: int, facts: Mapping[str, Any]) -> Reacted:
    place = _place(community, int(facts["peer_id"]), int(facts["cmid"]))
    reaction = facts.get("reaction_id")
    return Reacted(place, int(facts["reacted_id"]), int(reaction) if reaction else None)


def _allow(community: int, facts: Mapping[str, Any]) -> Allowed:
    return Allowed(community, int(facts["user_id"]), allowed=True)


def _deny(community: int, facts: Mapping[str, Any]) -> Allowed:
    return Allowed(community, int(facts["user_id"]), allowed=False)


# --- comments


def _comment(community: int, facts: Mapping[str, Any], kind: PlaceKind) -> Message:
    post = facts["post_id"] if kind is PlaceKind.WALL else facts["video_id"]
    place = Place(kind, community, int(facts["owner_id"]), int(facts["id"]), int(post))
    reply = facts.get("reply_to_comment") or next(iter(reversed(facts.get("parents_stack") or [])), None)
    text = _text(facts.get("text"))
    return Message(
        place=place,
        author=int(facts["from_id"]),
        text=_without_address(re.sub(r"^\[(?:id|club|public)\d+\|[^\]]*\],?\s*", "", text), community),
        at=_moment(facts.get("date")),
        attachments=_attachments(facts),
        reply_to=place.at(int(reply)) if reply else None,
        outright=_addresses(text, community),
    )


def _deleted(community: int, facts: Mapping[str, Any], kind: PlaceKind) -> Deleted:
    post = facts["post_id"] if kind is PlaceKind.WALL else facts["video_id"]
    return Deleted(Place(kind, community, int(facts["owner_id"]), int(facts["id"]), int(post)))


# --- small facts


def whole_number(raw: object, largest: int = LARGEST) -> int:
    """A number, or its text as some VK answers give it; 0 for anything else and for what no column holds."""
    if isinstance(raw, str) and NUMBER.fullmatch(raw):
        raw = int(raw)
    return raw if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) <= largest else 0


def _text(raw: object) -> str:
    return clean(raw[:LONGEST]) if isinstance(raw, str) else ""


def _moment(raw: object) -> datetime:
    return datetime.fromtimestamp(max(whole_number(raw, LAST_SECOND), 0), UTC)


def _attachments(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Attachments as VK addresses them (`photo1_2_key`), so that they can be shown to the official."""
    found = [_attachment(item) for item in raw.get("attachments") or [] if isinstance(item, Mapping)]
    geo = (raw.get("geo") or {}).get("coordinates") or {}
    if isinstance(geo, Mapping) and "latitude" in geo and "longitude" in geo:
        found.append(f"geo:{geo['latitude']},{geo['longitude']}")
    return tuple(item for item in found if item)


def _attachment(item: Mapping[str, Any]) -> str:
    kind = str(item.get("type", ""))
    facts = item.get(kind)
    if kind == "link" and isinstance(facts, Mapping):
        return f"link:{facts.get('url', '')}"
    if not isinstance(facts, Mapping) or "id" not in facts or "owner_id" not in facts:
        return kind
    key = facts.get("access_key")
    return f"{kind}{facts['owner_id']}_{facts['id']}" + (f"_{key}" if key else "")


READERS: dict[str, Callable[[int, Mapping[str, Any]], Event | None]] = {
    "message_new": _message_new,
    "message_edit": _message_edit,
    "message_voice": _message_voice,
    "message_gone": lambda c, f: Deleted(_place(c, int(f["peer_id"]), int(f["conversation_message_id"]))),
    "message_reply": _message_reply,
    "message_event": _message_event,
    "message_reaction_event": _reaction,
    "message_allow": _allow,
    "message_deny": _deny,
    "wall_reply_new": lambda c, f: NewComment(_comment(c, f, PlaceKind.WALL)),
    "wall_reply_restore": lambda c, f: NewComment(_comment(c, f, PlaceKind.WALL)),
    "wall_reply_edit": lambda c, f: EditedComment(_comment(c, f, PlaceKind.WALL)),
    "wall_reply_delete": lambda c, f: _deleted(c, f, PlaceKind.WALL),
    "video_comment_new": lambda c, f: NewComment(_comment(c, f, PlaceKind.VIDEO)),
    "video_comment_restore": lambda c, f: NewComment(_comment(c, f, PlaceKind.VIDEO)),
    "video_comment_edit": lambda c, f: EditedComment(_comment(c, f, PlaceKind.VIDEO)),
    "video_comment_delete": lambda c, f: _deleted(c, f, PlaceKind.VIDEO),
}
