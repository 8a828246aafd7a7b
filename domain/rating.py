"""A municipality's week in a hundred points (product.md, section 8): the formula, its zones, what cost points.

Every number is here, and `разбор` shows the questions behind it, so that it can be argued with.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from statistics import median


class Part(StrEnum):
    IN_TIME = "in-time"
    SPEED = "speed"
    PROMISES = "promises"
    RETURNS = "returns"
    QUALITY = "quality"


class Zone(StrEnum):
    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    FEW = "few"
    """Too few questions for a colour."""


WEIGHTS = {Part.IN_TIME: 35, Part.SPEED: 20, Part.PROMISES: 15, Part.RETURNS: 15, Part.QUALITY: 15}
GREEN, YELLOW = 85, 65
FEWEST = 5
"""With fewer questions chance decides."""

FASTEST, SLOWEST = timedelta(hours=2), timedelta(hours=9)
"""Working time of a median that has all points for speed, and of one that has none."""

JUDGED_ENOUGH = 5
"""So many answers that ЦУР looked at outweigh what the check before sending says."""

OVERDUE_DAYS, SILENT_DAYS = 1, 3
"""Working days: overdue for longer nothing is green, silent for longer everything is red."""


@dataclass(frozen=True, slots=True)
class Case:
    """One question whose deadline fell in the week.

    `took` is the working time until something of substance was said, or that has passed without it; time the resident
    took to explain is not in it.
    """

    number: int
    in_time: bool
    told: bool
    took: timedelta
    returned: bool = False
    late_by: timedelta = timedelta()
    """Of what nobody has answered: working time since its deadline."""
    earlier: bool = False
    """Its deadline was in a week before: it colours the zone and costs no points again."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything counted of a municipality in a week; promises and answers by the numbers of their questions."""

    cases: tuple[Case, ...] = ()
    promises_kept: tuple[int, ...] = ()
    promises_broken: tuple[int, ...] = ()
    judged_good: tuple[int, ...] = ()
    judged_bad: tuple[int, ...] = ()
    """What ЦУР looked at: three taps all for it, or not."""
    judged_share: float = 0.0
    checked_good: tuple[int, ...] = ()
    checked_bad: tuple[int, ...] = ()
    """What the check before sending has nothing against, or has."""

    @property
    def of_week(self) -> tuple[Case, ...]:
        return tuple(case for case in self.cases if not case.earlier)

    @property
    def is_judged(self) -> bool:
        return len(self.judged_good) + len(self.judged_bad) >= JUDGED_ENOUGH


@dataclass(frozen=True, slots=True)
class Loss:
    """Points lost in one part, and the questions that cost them."""

    part: Part
    points: int
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Score:
    points: int
    zone: Zone
    losses: tuple[Loss, ...]
    """The greatest first."""


def shares(tally: Tally) -> dict[Part, float]:
    """Each part from 0 to 1; nothing due is nothing lost."""
    cases = tally.of_week
    told = [case for case in cases if case.told]
    return {
        Part.IN_TIME: _share(sum(case.in_time for case in cases), len(cases)),
        Part.SPEED: speed([case.took for case in cases]),
        Part.PROMISES: _share(len(tally.promises_kept), len(tally.promises_kept) + len(tally.promises_broken)),
        Part.RETURNS: _share(sum(not case.returned for case in told), len(told)),
        Part.QUALITY: tally.judged_share
        if tally.is_judged
        else _share(len(tally.checked_good), len(tally.checked_good) + len(tally.checked_bad)),
    }


def score(tally: Tally, day: timedelta) -> Score:
    """The points of a week; `day` is the length of a working day."""
    found = shares(tally)
    points = round(sum(WEIGHTS[part] * share for part, share in found.items()))
    culprits = _culprits(tally)
    losses = [Loss(part, round(WEIGHTS[part] * (1 - share)), culprits[part]) for part, share in found.items()]
    worst_first = sorted((loss for loss in losses if loss.points), key=lambda loss: -loss.points)
    return Score(points, zone_of(points, tally.cases, day), tuple(worst_first))


def zone_of(points: int, cases: Sequence[Case], day: timedelta) -> Zone:
    """What is silent or long overdue is not painted over by many quick answers."""
    if sum(not case.earlier for case in cases) < FEWEST:
        return Zone.FEW
    if points < YELLOW or silent(cases, day):
        return Zone.RED
    if points < GREEN or any(case.late_by > day * OVERDUE_DAYS for case in cases):
        return Zone.YELLOW
    return Zone.GREEN


def silent(cases: Sequence[Case], day: timedelta) -> tuple[int, ...]:
    """Questions nobody has said a word about for more than three working days."""
    return tuple(case.number for case in cases if not case.told and case.took > day * SILENT_DAYS)


def middle(took: Sequence[timedelta]) -> timedelta:
    """The median; of nothing, nothing."""
    return timedelta(seconds=median([one.total_seconds() for one in took])) if took else timedelta()


def speed(took: Sequence[timedelta]) -> float:
    """1 for a median of two working hours, falling to 0 at nine."""
    if not took:
        return 1.0
    beyond = middle(took) - FASTEST
    return min(max(1 - beyond / (SLOWEST - FASTEST), 0.0), 1.0)


def after_answers(tally: Tally, day: timedelta, numbers: Sequence[int]) -> Score:
    """The points as they would be if the open ones of these were answered now: late, but no longer silent."""
    answered = tuple(
        replace(case, told=True, late_by=timedelta()) if case.number in numbers else case for case in tally.cases
    )
    return score(replace(tally, cases=answered), day)


def _culprits(tally: Tally) -> dict[Part, tuple[int, ...]]:
    cases = tally.of_week
    slowest = sorted((case for case in cases if case.took > FASTEST), key=lambda case: case.took, reverse=True)
    return {
        Part.IN_TIME: tuple(case.number for case in cases if not case.in_time),
        Part.SPEED: tuple(case.number for case in slowest),
        Part.PROMISES: tally.promises_broken,
        Part.RETURNS: tuple(case.number for case in cases if case.returned),
        Part.QUALITY: tally.judged_bad if tally.is_judged else tally.checked_bad,
    }


def _share(good: int, of: int) -> float:
    return good / of if of else 1.0
