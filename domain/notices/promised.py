"""«Обещали — сделали»: the month of a municipality as a post that only wants publishing."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Priority, ToStaff


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One promise without anybody's name: what it was about, where, and until when."""

    subject: str
    where: str
    due: datetime


@dataclass(frozen=True, slots=True)
class PromisesOfMonth(ToStaff):
    """`kept` in all, `confirmed` of them by residents; `moved` at least once; `late` are neither kept nor due later."""

    priority: ClassVar[Priority] = Priority.LIST
    month: str
    municipality: str
    promised: int
    kept: int
    confirmed: int
    moved: int
    late: int
    done: tuple[PromiseRow, ...]
    waiting: tuple[PromiseRow, ...]
    offered: bool = False
    """Told unasked, on the first working day after the month."""
