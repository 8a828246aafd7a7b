"""`тема вода Бор 7 дней`: what is known of a matter at a place, for somebody who asks right now."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices.base import Quote, Someone, ToStaff


@dataclass(frozen=True, slots=True)
class MatterSummary(ToStaff):
    """Six lines with dates and names; numbers with their sign, «№88»."""

    subject: str
    where: str
    since: datetime
    count: int
    waiting: int
    overdue: int
    votes: int
    first: str
    first_at: datetime | None
    latest: str
    latest_at: datetime | None
    officials: tuple[Someone, ...]
    answer: Quote | None
    answer_by: Someone | None
    answer_at: datetime | None
    promised: datetime | None
    promised_by: Someone | None
    themes: tuple[str, ...] = ()
    """The finer matters asked about most, with their counts."""
