"""Buttons of broadcasts, while they go on and after."""

from dataclasses import dataclass

from handlers.payloads.base import Payload


@dataclass(frozen=True, slots=True)
class Air(Payload):
    """A button of the desk: broadcast, act, theme, the version it was made on, and a word more."""

    e: int
    w: str
    n: int
    i: int
    c: str


@dataclass(frozen=True, slots=True)
class AirAfter(Payload):
    """[Пост-итог] and the like, of broadcast `n`; [Таблица] and [Картинка] of the year `n`."""

    n: int
    w: str
