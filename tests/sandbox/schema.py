"""VK's own schema, read beside the project, and the list of what it gets wrong."""

import importlib.util
import json
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[3] / "shared" / "vk"
ABSENT = f"VK's schema is not there: {ROOT} (the wire is not compared with it)"

EXTRA_PARAMETERS = {
    ("messages.pin", "conversation_message_id"): "the docs of 2026 name it so; the schema of 2025 says cmid",
}
"""Parameters VK takes though the schema does not know them."""

WRONG_RESPONSES = {
    "messages.delete": "with message_ids VK answers a map of ids, the schema knows the list only",
    "execute": "the schema describes the result of one method, not of code",
}
"""Methods whose responses the schema describes wrongly."""

WRONG_ITEMS = {
    "'conversation_message_id' is a required property": "a refused peer of peer_ids has no message",
}
"""Complaints about an item that VK itself would earn."""

WRONG_ERRORS = {
    "'inner_type' is a required property": "no real answer carries inner_type",
}
"""Complaints about errors that VK's own answers earn too."""

WRONG_EVENTS = {
    ("message_event", ".payload"): "the schema says string, VK sends the value of the button as it is",
    ("wall_reply_delete", "'user_id' is a required property"): "VK sends deleter_id (real captures)",
    ("message_event", "is not one of"): "callback_type forgot message_event",
}
"""Complaints about events that VK's own captures earn too."""

EVENT_OBJECTS = {
    "message_new": "callback/objects.json#/definitions/callback_message_object",
    "message_reply": "callback/objects.json#/definitions/callback_message",
    "message_edit": "callback/objects.json#/definitions/callback_message",
    "message_allow": "callback/objects.json#/definitions/callback_message_allow",
    "message_deny": "callback/objects.json#/definitions/callback_message_deny",
    "message_event": "callback/objects.json#/definitions/callback_message_event",
    "message_reaction_event": "callback/objects.json#/definitions/callback_message_reaction_event",
    "wall_reply_new": "wall/objects.json#/definitions/wall_wall_comment",
    "wall_reply_edit": "wall/objects.json#/definitions/wall_wall_comment",
    "wall_reply_restore": "wall/objects.json#/definitions/wall_wall_comment",
    "wall_reply_delete": "callback/objects.json#/definitions/callback_wall_comment_delete",
    "video_comment_new": "callback/objects.json#/definitions/callback_video_comment",
    "video_comment_edit": "callback/objects.json#/definitions/callback_video_comment",
    "video_comment_restore": "callback/objects.json#/definitions/callback_video_comment",
    "video_comment_delete": "callback/objects.json#/definitions/callback_video_comment_delete",
}


def _load() -> Any:
    path = ROOT / "schema_check.py"
    if not path.is_file():
        return None
    spec = importlib.util.spec_from_file_location("vk_schema_check", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CHECK = _load()


def request_complaints(method: str, form: dict[str, str]) -> list[str]:
    """What the schema says against a request."""
    if CHECK is None or method not in CHECK.METHODS:
        return []
    mixed = _numbers_or_names(method)
    known = {
        name: value for name, value in form.items() if (method, name) not in EXTRA_PARAMETERS and name not in mixed
    }
    found = CHECK.request_errors(method, known)
    return [one for one in found if one.removesuffix(": missing") not in mixed & form.keys()]


def _numbers_or_names(method: str) -> set[str]:
    """Parameters that are "a number or a name" (`user_ids`, `group_id`): the checker cannot cast them."""
    params = CHECK.METHODS[method].get("parameters", [])
    return {one["name"] for one in params if isinstance(one.get("items", one).get("type"), list)}


def response_complaints(method: str, answer: dict[str, Any]) -> list[str]:
    """What every response of the method in the schema says against this one; one that agrees is enough."""
    if CHECK is None or method not in CHECK.METHODS or method in WRONG_RESPONSES:
        return []
    folder = method.split(".")[0]
    complaints: list[str] = []
    for response in CHECK.METHODS[method]["responses"].values():
        found = CHECK.errors({"$ref": response["$ref"]}, answer, f"{folder}/methods.json")
        found = [one for one in found if not any(wrong in one for wrong in WRONG_ITEMS)]
        if not found:
            return []
        complaints += found
    return complaints


def error_complaints(answer: dict[str, Any]) -> list[str]:
    if CHECK is None:
        return []
    found = CHECK.errors("../base/objects.json#/definitions/base_error", answer["error"])
    return [one for one in found if not any(wrong in one for wrong in WRONG_ERRORS)]


def event_complaints(event: dict[str, Any]) -> list[str]:
    """What the schema says against an event, its own mistakes aside."""
    if CHECK is None:
        return []
    kind = event["type"]
    found = list(CHECK.errors("../callback/objects.json#/definitions/callback_base", event))
    found += CHECK.errors(f"../{EVENT_OBJECTS[kind]}", event["object"])
    return [one for one in found if not any(kind == k and words in one for k, words in WRONG_EVENTS)]


def captured_events() -> list[dict[str, Any]]:
    """The example events beside the schema, as VK sends them."""
    lines = (ROOT / "events.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["event"] for line in lines if line]
