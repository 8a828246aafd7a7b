"""Buttons of rumours."""

from dataclasses import dataclass

from handlers.payloads.base import About, Payload


@dataclass(frozen=True, slots=True)
class RumourIs(Payload):
    """[Правда] and the like: rumour `r` gets the verdict `v`."""

    r: int
    v: str


@dataclass(frozen=True, slots=True)
class RumourSay(Payload):
    """[Ответить в чатах] to rumour `r`."""

    r: int


@dataclass(frozen=True, slots=True)
class RumourOpen(Payload):
    """Opens rumour `r`."""

    r: int


@dataclass(frozen=True, slots=True)
class RumourCloses(About):
    """[Это и ответ]: what was found about rumour `r` answers the question too."""

    r: int


class ShowRumours(Payload):
    """[Слухи]"""
