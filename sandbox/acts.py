"""Acts of people ordered through the page: read from JSON, done in the world."""

from collections.abc import Callable
from typing import Any

from sandbox.errors import StageError
from sandbox.world import World

Json = dict[str, Any]


class Act:
    """One order of the page; a missing or senseless field is told in words."""

    def __init__(self, body: Json) -> None:
        self._body = body

    def has(self, name: str) -> bool:
        return self._body.get(name) is not None

    def number(self, name: str) -> int:
        value = self._body.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise StageError(f"{name}: нужно целое число")
        return value

    def maybe_number(self, name: str) -> int | None:
        return self.number(name) if self.has(name) else None

    def numbers(self, name: str) -> list[int]:
        value = self._body.get(name) or []
        if not isinstance(value, list) or not all(isinstance(one, int) for one in value):
            raise StageError(f"{name}: нужен список целых чисел")
        return value

    def text(self, name: str) -> str:
        value = self._body.get(name)
        if not isinstance(value, str):
            raise StageError(f"{name}: нужен текст")
        return value

    def place(self) -> tuple[int, int, int]:
        return self.number("group_id"), self.number("peer_id"), self.number("user_id")

    def member(self) -> tuple[int, int]:
        return self.number("group_id"), self.number("user_id")

    def board(self) -> dict[str, int | None]:
        return {"post_id": self.maybe_number("post_id"), "video_id": self.maybe_number("video_id")}


def perform(world: World, act: Act) -> Json:
    """Do it; the answer is what `say` and `comment` number."""
    doing = DOINGS.get(act.text("act"))
    if doing is None:
        raise StageError(f"Неизвестное действие «{act.text('act')}»")
    return doing(world, act) or {}


def _say(world: World, act: Act) -> Json:
    if act.has("attachment") and act.text("attachment") == "voice" and act.has("text") and act.text("text").strip():
        return {"cmid": world.say_aloud(*act.place(), act.text("text"), reply_to=act.maybe_number("reply_to"))}
    cmid = world.say(
        *act.place(),
        act.text("text") if act.has("text") else "",
        reply_to=act.maybe_number("reply_to"),
        forward=act.numbers("forward"),
        from_peer=act.maybe_number("from_peer"),
        attachments=[act.text("attachment")] if act.has("attachment") else [],
    )
    return {"cmid": cmid}


def _press(world: World, act: Act) -> None:
    world.press_at(*act.place(), act.number("cmid"), act.number("row"), act.number("column"))


def _start(world: World, act: Act) -> Json:
    return {"cmid": world.start(*act.member())}


def _allow(world: World, act: Act) -> None:
    world.allow(*act.member())


def _deny(world: World, act: Act) -> None:
    world.deny(*act.member())


def _react(world: World, act: Act) -> None:
    world.react(*act.place(), act.number("cmid"), act.maybe_number("reaction_id"))


def _edit(world: World, act: Act) -> None:
    world.edit(*act.place(), act.number("cmid"), act.text("text"))


def _delete(world: World, act: Act) -> None:
    world.delete(*act.place(), act.number("cmid"))


def _comment(world: World, act: Act) -> Json:
    comment_id = world.comment(
        act.number("owner_id"),
        act.number("user_id"),
        act.text("text"),
        reply_to=act.maybe_number("reply_to"),
        **act.board(),
    )
    return {"comment_id": comment_id}


def _edit_comment(world: World, act: Act) -> None:
    who, what = act.number("user_id"), act.number("comment_id")
    world.edit_comment(act.number("owner_id"), who, what, act.text("text"), **act.board())


def _delete_comment(world: World, act: Act) -> None:
    who, what = act.number("user_id"), act.number("comment_id")
    world.delete_comment(act.number("owner_id"), who, what, **act.board())


DOINGS: dict[str, Callable[[World, Act], Json | None]] = {
    "say": _say,
    "press": _press,
    "start": _start,
    "allow": _allow,
    "deny": _deny,
    "react": _react,
    "edit": _edit,
    "delete": _delete,
    "comment": _comment,
    "edit_comment": _edit_comment,
    "delete_comment": _delete_comment,
}
