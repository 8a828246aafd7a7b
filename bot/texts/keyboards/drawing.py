"""A notice's buttons as VK's keyboard."""

import json
from typing import Any

from bot.library import Callback, Keyboard, KeyboardButtonColor, OpenLink, Text
from bot.texts.keyboards import broadcasts, control, moderators, officials, residents
from bot.texts.keyboards.labels import Labels
from bot.texts.keyboards.parts import Link
from bot.texts.phrasebook import Phrasebook
from bot.texts.setting import Setting
from domain import notices as n
from handlers import payloads as p

GOOD = (
    p.Solved,
    p.Enough,
    p.IsAnswer,
    p.SendMended,
    p.SendIt,
    p.VoiceRight,
    p.Take,
    p.PromiseDone,
    p.AskAnew,
)
BAD = (p.EraseYes,)
MAIN = (p.PickDate, p.ByTurn, p.Ask)
PERMANENT = (n.Welcome, n.HelpResident)
"""These bring the keyboard that stays below the dialog."""

LAYOUTS = residents.LAYOUTS | officials.LAYOUTS | moderators.LAYOUTS | control.LAYOUTS | broadcasts.LAYOUTS


def keyboard(notice: n.Notice, setting: Setting, book: Phrasebook) -> Keyboard | None:
    """The notice's buttons; None when it has none."""
    layout = LAYOUTS.get(type(notice))
    rows = [row for row in layout(notice, setting) if row] if layout else []
    if not rows:
        return None
    permanent = isinstance(notice, PERMANENT)
    board = Keyboard(inline=not permanent)
    labels = Labels(notice, setting, book)
    for row in rows:
        board.row()
        for button in row:
            board.add(*_action(button, labels, permanent=permanent))
    return board


def _action(button: p.Payload | Link, labels: Labels, *, permanent: bool) -> tuple[Any, ...]:
    if isinstance(button, Link):
        return (OpenLink(button.url, labels.of_link(button)),)
    payload = json.dumps(p.encode(button), ensure_ascii=False, separators=(",", ":"))
    kind = Text if permanent else Callback
    return kind(labels.of(button), payload=payload), _colour(button)


def _colour(payload: p.Payload) -> KeyboardButtonColor:
    if isinstance(payload, GOOD):
        return KeyboardButtonColor.POSITIVE
    if isinstance(payload, BAD):
        return KeyboardButtonColor.NEGATIVE
    return KeyboardButtonColor.PRIMARY if isinstance(payload, MAIN) else KeyboardButtonColor.SECONDARY
