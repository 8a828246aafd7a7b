"""Buttons of order in the chats: newcomers' messages, the journal of removals; `n` is its line."""

from dataclasses import dataclass

from handlers.payloads.base import Payload


@dataclass(frozen=True, slots=True)
class OfRemoval(Payload):
    """A button of line `n` of the journal."""

    n: int


class DropIt(OfRemoval):
    """[Убрать]"""


class LetStay(OfRemoval):
    """[Оставить]"""


class DoneByHand(OfRemoval):
    """[Убрали сами]"""


class BringBack(OfRemoval):
    """[Вернуть]"""


class ShowRemoval(OfRemoval):
    """[Запись 12]"""


class NotAdvert(OfRemoval):
    """[Это не реклама], by the author."""


@dataclass(frozen=True, slots=True)
class KeepSo(Payload):
    """[Поставить так]: chat `m` of community `p` is kept in manner `v`, newcomers are new for `n` days."""

    p: int
    m: int
    v: str
    n: int


class KeepAsBefore(KeepSo):
    """[Вернуть как было]"""


class ShowHeld(Payload):
    """[Ждут решения]"""
