"""How strict the bot is: shown to whoever may move it, shown before it moves, told when it moved."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices.base import Someone, ToStaff


@dataclass(frozen=True, slots=True)
class GateShown(ToStaff):
    """`порог`; `question` and `perhaps` are steps, `where` is empty for the whole region."""

    where: str
    question: int
    perhaps: int
    precision: int
    by: Someone | None
    at: datetime | None
    day_questions: int
    day_perhaps: int
    week_questions: int
    week_perhaps: int
    week_named: int


@dataclass(frozen=True, slots=True)
class GatePreview(ToStaff):
    """What would have been with these borders; `id` is the municipality's, for the press."""

    where: str
    id: str
    question: int
    perhaps: int
    precision: int
    is_topic: bool
    day_questions: int
    day_questions_then: int
    day_perhaps: int
    day_perhaps_then: int
    week_questions: int
    week_questions_then: int
    week_perhaps: int
    week_perhaps_then: int
    week_named: int
    week_named_then: int


@dataclass(frozen=True, slots=True)
class GateMoved(ToStaff):
    """These borders stand now; those before are for the press."""

    where: str
    id: str
    question: int
    perhaps: int
    precision: int
    question_before: int
    perhaps_before: int
    precision_before: int
