"""An emergency at a place: since when, until when, by whose word, what ЦУР was told of it, how it ended."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.place import VkId
from domain.question import Question, Status

FEED_EVERY = timedelta(minutes=10)
"""What is asked from there is told to ЦУР together, at most so often."""

COUNTED = frozenset(Status) - {Status.DRAFT, Status.DECLINED, Status.WITHDRAWN}
"""Questions that are told of and counted."""


class Ending(StrEnum):
    SAID = "said"
    """Somebody said that it is over."""
    TIME = "time"
    AGAIN = "again"
    """Somebody began it anew, with another hour of its end."""


@dataclass(frozen=True, slots=True)
class Emergency:
    """Of a municipality, or of one settlement of it. Which questions it hurries the questions say themselves."""

    municipality: str
    settlement: str
    since: datetime
    until: datetime
    by: VkId
    told_at: datetime
    told_number: int = 0
    """ЦУР knows what was asked up to this number."""
    ended_at: datetime | None = None
    ended_by: VkId | None = None
    ending: Ending | None = None

    @property
    def name(self) -> str:
        """For keys: the place as it is written down."""
        return f"{self.municipality}/{self.settlement}"

    def covers(self, question: Question) -> bool:
        if question.municipality != self.municipality:
            return False
        return not self.settlement or question.settlement == self.settlement

    def may_tell(self, now: datetime) -> bool:
        """Whether ЦУР was told long enough ago."""
        return now >= self.told_at + FEED_EVERY

    def told(self, now: datetime, number: int) -> "Emergency":
        return replace(self, told_at=now, told_number=number)

    def ended(self, how: Ending, now: datetime, by: VkId | None) -> "Emergency":
        return replace(self, ended_at=now, ended_by=by, ending=how)
