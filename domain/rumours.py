"""The register of rumours: what is told, what is true of it, who says so and until when (product.md 111–114)."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import RuleViolation
from domain.place import Place, VkId

USUALLY = timedelta(days=90)
"""How long a checked answer holds when nobody named a day."""

WARM = timedelta(days=7)
"""An older message is not replied to: nobody reads there any more."""


class Verdict(StrEnum):
    CHECKING = "checking"
    TRUE = "true"
    FALSE = "false"
    PARTLY = "partly"
    NONE = "none"
    """No rumour at all."""


DECIDED = frozenset({Verdict.TRUE, Verdict.FALSE, Verdict.PARTLY})


@dataclass(frozen=True, slots=True)
class Rumour:
    """One piece of news of no source; `teller` told it first, nobody once staff wrote the claim in their own words."""

    number: int
    claim: str
    municipality: str
    place: Place
    first_at: datetime
    teller: VkId
    settlement: str | None = None
    owner: VkId | None = None
    """Who is to check it."""
    verdict: Verdict = Verdict.CHECKING
    text: str = ""
    """What residents are told."""
    source: str = ""
    """How it is known: a link, or who was asked."""
    by: VkId | None = None
    """Who answers for the verdict."""
    decided_at: datetime | None = None
    valid_until: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.verdict is Verdict.CHECKING

    def lacks(self) -> str:
        """What is still missing before residents can be told; empty when nothing is."""
        if self.verdict not in DECIDED:
            return "verdict"
        return "text" if not self.text else "source" if not self.source else ""

    def holds(self, now: datetime) -> bool:
        """Whether what is known may be told now."""
        return not self.lacks() and self.valid_until is not None and now < self.valid_until

    def judged(self, verdict: Verdict, by: VkId, now: datetime) -> "Rumour":
        """A verdict stands until its day; a new one begins anew."""
        until = now + USUALLY if verdict in DECIDED else None
        return replace(self, verdict=verdict, by=by, owner=self.owner or by, decided_at=now, valid_until=until)

    def worded(self, by: VkId, now: datetime, *, text: str = "", source: str = "") -> "Rumour":
        return replace(self, text=text or self.text, source=source or self.source, by=by, decided_at=now)

    def valid(self, until: datetime, now: datetime) -> "Rumour":
        if until <= now:
            raise RuleViolation("date-passed")
        return replace(self, valid_until=until)

    def restated(self, claim: str) -> "Rumour":
        """In the staff's own words: no resident's are kept."""
        return replace(self, claim=claim, teller=0)


@dataclass(frozen=True, slots=True)
class Sighting:
    """Where a rumour was told; `told_at` is when the checked answer was put under it."""

    rumour: int
    place: Place
    teller: VkId
    at: datetime
    told_at: datetime | None = None
