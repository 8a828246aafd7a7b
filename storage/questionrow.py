"""A question as a row of its table, and back."""

from typing import Any

from domain.question import ENDED, Clock, Question, Status
from storage.places import AS_PLACE
from storage.shapes import Shape, Way, coded

CLOCK = Way(
    lambda clock: (clock.total, clock.since, clock.spent) if clock else (None, None, None),
    lambda parts: None if parts[0] is None else Clock(*parts),
    columns=("clock_total", "clock_since", "clock_spent"),
)

QUESTION = Shape(Question, place=AS_PLACE, status=coded(Status), clock=CLOCK)

question_of = QUESTION.of


def values_of(question: Question) -> dict[str, Any]:
    """With what indexes ask: whether anything about it may still be due."""
    return QUESTION.values(question, live=int(question.status not in ENDED))
