"""What tells one update of VK from another before it is understood: its conversation and its own name."""

import zlib
from collections.abc import Mapping
from typing import Any

from handlers.reading import whole_number


def peer_of(update: Mapping[str, Any]) -> int:
    """The conversation an update belongs to, for order within it; 0 when it belongs to none."""
    raw = _inner(update)
    found = (whole_number(raw.get(name)) for name in ("peer_id", "owner_id", "user_id"))
    return next((number for number in found if number), 0)


def natural_key(update: Mapping[str, Any]) -> str | None:
    """VK's identity of what happened, beside the event's own id: a message is heard once however often it comes."""
    kind, raw = str(update.get("type")), _inner(update)
    if kind in {"message_new", "message_reply"} and raw.get("conversation_message_id"):
        return f"{kind}:{raw.get('peer_id')}:{raw['conversation_message_id']}"
    if kind in {"message_gone", "message_voice"}:
        return f"{kind}:{raw.get('peer_id')}:{raw.get('conversation_message_id')}"
    if kind == "message_edit" and raw.get("update_time"):
        words = zlib.crc32(str(raw.get("text")).encode())  # twice in one second is possible
        return f"{kind}:{raw.get('peer_id')}:{raw.get('conversation_message_id')}:{raw['update_time']}:{words:08x}"
    if kind in {"wall_reply_new", "video_comment_new"} and raw.get("id"):
        post = raw.get("post_id", raw.get("video_id"))
        return f"{kind}:{raw.get('owner_id')}:{post}:{raw['id']}"
    if kind == "message_event" and raw.get("event_id"):
        return f"message_event:{raw['event_id']}"
    return None


def _inner(update: Mapping[str, Any]) -> Mapping[str, Any]:
    """The message or comment inside an update; empty when VK sent something else."""
    facts = update.get("object")
    if not isinstance(facts, Mapping):
        return {}
    message = facts.get("message")
    return message if isinstance(message, Mapping) else facts
