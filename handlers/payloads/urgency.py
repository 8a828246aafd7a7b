"""Buttons about what cannot wait, and about what is worked on elsewhere."""

from dataclasses import dataclass

from handlers.payloads.base import About, Payload


class Hurry(About):
    """[Срочно]"""


class Calm(About):
    """[Не срочно]"""


class InIncident(About):
    """[Уже в ИМ №…]"""


class OutOfIncident(About):
    """[Вернуть сроки]"""


class ListedInIncident(Payload):
    """[Уже в ИМ №…] under a list"""


@dataclass(frozen=True, slots=True)
class OfPlace(Payload):
    """A button of an emergency in municipality `o`, settlement `w`."""

    o: str
    w: str


class EmergencyFeed(OfPlace):
    """[Лента]"""


class EmergencyStop(OfPlace):
    """[Закончить]"""


class Seen(About):
    """[Видел], below an alarm"""
