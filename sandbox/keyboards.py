"""Keyboards: VK's limits, and finding the button a person presses."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from sandbox.errors import StageError, VKError

Json = dict[str, Any]

TYPES = frozenset({"text", "open_link", "location", "vkpay", "open_app", "callback", "open_photo"})
LABELLED = frozenset({"text", "callback", "open_link", "open_app"})
COLOURED = frozenset({"text", "callback"})
COLOURS = frozenset({"primary", "secondary", "negative", "positive"})
IN_ROW = 5
ROWS = {False: 10, True: 6}
BUTTONS = {False: 40, True: 10}
LABEL = 40
PAYLOAD = 255


@dataclass(frozen=True)
class Button:
    """One button as it stands in a keyboard."""

    type: str
    label: str
    payload: str | None


def read_keyboard(text: str) -> Json:
    """The keyboard of a request, or error 911 that says what is wrong."""
    try:
        keyboard = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise VKError(911, "not a JSON text") from error
    if not isinstance(keyboard, dict) or not isinstance(keyboard.get("buttons"), list):
        raise VKError(911, "buttons is undefined")
    inline = bool(keyboard.get("inline"))
    if inline and keyboard.get("one_time"):
        raise VKError(911, "inline keyboard cannot be one_time")
    rows = keyboard["buttons"]
    if len(rows) > ROWS[inline]:
        raise VKError(911, f"too many rows, {ROWS[inline]} allowed")
    for row in rows:
        if not isinstance(row, list) or len(row) > IN_ROW:
            raise VKError(911, f"a row holds up to {IN_ROW} buttons")
        for button in row:
            _check(button)
    if sum(len(row) for row in rows) > BUTTONS[inline]:
        raise VKError(911, f"too many buttons, {BUTTONS[inline]} allowed")
    return {"one_time": False, "inline": inline} | keyboard


def _check(button: object) -> None:
    if not isinstance(button, dict) or not isinstance(button.get("action"), dict):
        raise VKError(911, "a button needs an action")
    action = button["action"]
    kind = action.get("type")
    if kind not in TYPES:
        raise VKError(911, f"unknown button type {kind}")
    label = action.get("label", "")
    if kind in LABELLED and not (isinstance(label, str) and label):
        raise VKError(911, "label is undefined")
    if len(label) > LABEL:
        raise VKError(911, f"label is longer than {LABEL}: {label}")
    if kind == "open_link" and not str(action.get("link", "")).startswith(("http://", "https://")):
        raise VKError(911, "link is undefined")
    if kind == "open_app" and not ("app_id" in action and "owner_id" in action):
        raise VKError(911, "app_id is undefined")
    if kind == "vkpay" and not action.get("hash"):
        raise VKError(911, "hash is undefined")
    colour = button.get("color")
    if colour is not None and (kind not in COLOURED or colour not in COLOURS):
        raise VKError(911, f"color {colour} is not for {kind}")
    _check_payload(action.get("payload"))


def _check_payload(payload: object) -> None:
    if payload is None or payload == "":
        return
    text = payload_text(payload)
    if len(text) > PAYLOAD:
        raise VKError(911, f"payload is longer than {PAYLOAD}")
    if isinstance(payload, str):
        try:
            orjson.loads(payload)
        except orjson.JSONDecodeError as error:
            raise VKError(911, "payload is not a JSON text") from error


def payload_text(payload: object) -> str:
    """The payload as the text that travels in message_new."""
    return payload if isinstance(payload, str) else orjson.dumps(payload).decode()


def buttons(keyboard: Json) -> Iterator[Button]:
    """Every button, row by row."""
    for row in keyboard["buttons"]:
        for button in row:
            yield _button(button)


def button_at(keyboard: Json | None, row: int, column: int) -> Button:
    """The button on this place, counted from zero."""
    rows = keyboard["buttons"] if keyboard else []
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise StageError("Такой кнопки больше нет")
    return _button(rows[row][column])


def button_named(keyboard: Json | None, label: str) -> Button:
    """The button with this label, or the only one whose label begins so."""
    known = list(buttons(keyboard)) if keyboard else []
    exact = [button for button in known if button.label == label]
    begins = exact or [button for button in known if button.label.startswith(label)]
    if len({button.label for button in begins}) != 1:
        raise StageError(f"Нет кнопки «{label}», есть: {', '.join(b.label for b in known) or 'ни одной'}")
    return begins[0]


def _button(button: Json) -> Button:
    action = button["action"]
    payload = action.get("payload")
    return Button(
        type=action["type"],
        label=action.get("label", ""),
        payload=None if payload in (None, "") else payload_text(payload),
    )
