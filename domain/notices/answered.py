"""What is told about answers that hold for others too."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Notice, Priority, Quote, Someone, ToStaff, Verbatim


@dataclass(frozen=True, slots=True)
class SimilarAnswer(Notice):
    """The same was asked and answered before: will that do?"""

    number: int
    text: Quote
    main: int
    official: Someone
    said_at: datetime
    answer: Verbatim


@dataclass(frozen=True, slots=True)
class SimilarTaken(Notice):
    """It will: the question is closed."""

    number: int
    main: int


@dataclass(frozen=True, slots=True)
class AnswerKnown(ToStaff):
    """To its official: the resident confirmed, others will be offered the answer until then."""

    priority: ClassVar[Priority] = Priority.LIST
    number: int
    text: Quote
    answer: Verbatim
    until: datetime


@dataclass(frozen=True, slots=True)
class ValidityKept(ToStaff):
    """`until` is None when it is offered to nobody any more."""

    number: int
    until: datetime | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class FoundAnswer(ToStaff):
    """To the official whose question its author took back: an earlier answer was enough."""

    number: int
    author: Someone
    main: int
