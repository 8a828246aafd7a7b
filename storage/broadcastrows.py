"""A broadcast, its themes, questions and taps as rows, and back."""

from dataclasses import replace
from typing import Any

from domain.broadcasts.broadcast import Broadcast, Part, State, TimeCode
from domain.broadcasts.facts import Fact
from domain.broadcasts.taps import Before, Tap, TapKind
from domain.broadcasts.themes import Asked, Theme, ThemeState
from domain.question import Status
from storage.shapes import Shape, Way, as_json, coded, flag, named

BROADCAST = Shape(Broadcast, state=coded(State), parts=as_json(tuple[Part, ...]))

THEME = Shape(
    Theme,
    state=coded(ThemeState),
    code=Way(
        lambda code: (code.part, code.seconds) if code else (None, None),
        lambda both: TimeCode(*both) if both[0] is not None else None,
        columns=("code_part", "code_seconds"),
    ),
    into=named("joined_to"),
)

PLACED = Shape(
    Asked,
    lent=("author", "text", "asked_at", "status", "settlement", "votes"),
    status=coded(Status),
    settlement=Way(read=lambda settlement: settlement or ""),
    apart=coded(ThemeState),
)
"""A question's place in the broadcast; what is lent is the question's own."""

TAP = Shape(Tap, kind=coded(TapKind), by=named("by_person"), before=as_json(Before), undone=flag())

FACT = Shape(Fact)


def broadcast_values(one: Broadcast) -> dict[str, Any]:
    """With what an index asks: whether questions still belong to it."""
    return BROADCAST.values(one, is_open=int(one.is_open))


def with_place(asked: Asked, old: Asked | None) -> bool:
    """Whether a question's place in the broadcast changed; its words and status are not kept here."""
    if old is None:
        return True
    return replace(asked, text="", status=old.status, votes=0, author=0) != replace(old, text="", votes=0, author=0)
