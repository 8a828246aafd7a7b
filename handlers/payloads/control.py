"""Buttons of ЦУР: gates, districts, the rating, answers looked at again."""

from dataclasses import dataclass

from handlers.payloads.base import About, Payload


@dataclass(frozen=True, slots=True)
class GateIs(Payload):
    """[Поставить так]: in municipality `o`, steps `x` of question and `y` of perhaps, precision `z`."""

    o: str
    x: int
    y: int
    z: int


class GateBack(GateIs):
    """[Вернуть как было]"""


@dataclass(frozen=True, slots=True)
class Why(Payload):
    """[Почему Лесной]: what cost municipality `o` its points."""

    o: str


@dataclass(frozen=True, slots=True)
class OfDistrict(Payload):
    """A button about all that waits in municipality `o`."""

    o: str


class HandAll(OfDistrict):
    """[Передать все заму]"""


class RemindAll(OfDistrict):
    """[Напомнить]"""


class CalledAll(OfDistrict):
    """[Позвонил — отметить]"""


@dataclass(frozen=True, slots=True)
class WeekAs(Payload):
    """[Картинка], [XLSX], [Письма главам] of the week of the ISO date `d`."""

    d: str
    w: str


class Contest(Payload):
    """[Оспорить]"""


@dataclass(frozen=True, slots=True)
class ContestIs(About):
    """[Согласен] and [Нет] of ЦУР: `v` is yes or no."""

    v: str


@dataclass(frozen=True, slots=True)
class Judge(About):
    """A tap about answer `i` of the sample of the ISO date `d`: criterion and verdict."""

    d: str
    i: int
    c: str
    v: str


class Hide(About):
    """[Скрыть ответ], by ЦУР."""


class ExportNow(Payload):
    """[Выгрузка]"""


class SendBack(About):
    """[На доработку]"""


@dataclass(frozen=True, slots=True)
class SendBackFor(About):
    """[Нет срока], [Не о том], [Канцелярит], [Своя]"""

    w: str


class ShowToday(Payload):
    """[Сегодня]"""
