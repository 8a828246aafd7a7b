"""Buttons of officials: their cards, templates, promises, absences and lessons."""

from dataclasses import dataclass

from handlers.payloads.base import About, Payload


class Open(About):
    """Opens a question's card."""


class ByTurn(Payload):
    """[По очереди]"""


class Undo(About):
    """[Отменить — 20 сек]"""


class DatesWrong(About):
    """[Даты не те]"""


class PickDate(About):
    """[К дате…]"""


@dataclass(frozen=True, slots=True)
class DateIs(About):
    """A day chosen by a button; `d` is an ISO date."""

    d: str


class AskBack(About):
    """[Уточнить]"""


@dataclass(frozen=True, slots=True)
class AskBackWith(About):
    """A ready clarifying question: where, since, photo or own."""

    w: str


class HandOver(About):
    """[Передать]"""


@dataclass(frozen=True, slots=True)
class HandTo(About):
    """To a person."""

    p: int


class NotOurs(About):
    """[Не наше]"""


class ShowTemplates(About):
    """[Шаблоны] on a card"""


class KeepTemplate(About):
    """[Сделать шаблон] of the answer given"""


@dataclass(frozen=True, slots=True)
class UseTemplate(About):
    """[Шаблон 3]; `n` is its number."""

    n: int


@dataclass(frozen=True, slots=True)
class TemplateDay(About):
    """A day for the blank of template `n`; `d` is an ISO date."""

    n: int
    d: str


class PromiseDone(About):
    """[Сделано]"""


class PromiseMove(About):
    """[Переносим]"""


class PromiseTold(About):
    """[Уже отписался]"""


@dataclass(frozen=True, slots=True)
class SubstituteIs(Payload):
    """Chosen for an absence until the ISO date `d`."""

    p: int
    d: str


class Understood(Payload):
    """[Понятно]"""


class ShowExample(Payload):
    """[Показать на примере]"""


@dataclass(frozen=True, slots=True)
class NextLesson(Payload):
    """[Дальше]; `i` is the step to show."""

    i: int
