"""Buttons of moderators, and the lists they share with ЦУР."""

from dataclasses import dataclass

from handlers.payloads.base import About, Payload


class Take(About):
    """[Вопрос]"""


class Dismiss(About):
    """[Не вопрос]"""


@dataclass(frozen=True, slots=True)
class TopicIs(About):
    """One of the likeliest topics; `t` is its id."""

    t: str


@dataclass(frozen=True, slots=True)
class JoinTo(About):
    """[Объединить с №…]: question `q` follows `m`."""

    m: int


class Gather(About):
    """[Авария: один ответ]"""


class PartAll(About):
    """[Разделить все]"""


class OtherMatter(About):
    """[Это о другом], by the author."""


@dataclass(frozen=True, slots=True)
class Mute(Payload):
    """[Выключить на сутки]: person `p` in the chat `m`."""

    p: int
    m: int


@dataclass(frozen=True, slots=True)
class Unmute(Payload):
    """[Включить обратно]"""

    p: int
    m: int


class Split(About):
    """[Разделить]"""


class ShowWaiting(Payload):
    """[Ждут]"""


class ShowOverdue(Payload):
    """[Просрочено]"""


class ShowPromised(Payload):
    """[Обещали]"""


class ShowMaybe(Payload):
    """[Возможно, вопросы]"""
