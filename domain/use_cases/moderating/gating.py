"""How strict the bot is where it decides by itself: seen and moved by moderators, each move can be taken back."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from enum import StrEnum

from domain.errors import RuleViolation
from domain.gate import Count, Passing, through
from domain.notices import GateMoved, GatePreview, GateShown, Someone
from domain.organisation import PRECISIONS, SOFTEST, STRICTEST, Gate
from domain.people import Right
from domain.ports import Listener
from domain.use_cases.scope import Scope
from domain.use_cases.staff.control import JOURNAL

WEEK = timedelta(days=7)


class Border(StrEnum):
    """What of a gate is moved."""

    BOTH = "both"
    QUESTION = "question"
    PERHAPS = "perhaps"
    TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Gating:
    """`порог`, `строже`, `мягче`."""

    listener: Listener

    async def show(self, scope: Scope, municipality: str) -> GateShown:
        """The borders as they stand, and what they let pass."""
        gate = self._gate(scope, municipality)
        day, week = await self._counts(scope, gate)
        return GateShown(
            where=scope.region.municipality_name(municipality),
            question=gate.question,
            perhaps=gate.perhaps,
            precision=self._precision(gate),
            by=Someone(gate.by) if gate.by else None,
            at=gate.at,
            day_questions=day.questions,
            day_perhaps=day.perhaps,
            week_questions=week.questions,
            week_perhaps=week.perhaps,
            week_named=week.named,
        )

    async def preview(self, scope: Scope, municipality: str, border: Border, step: int) -> GatePreview:
        """What a gate a step stricter, or softer, would have made of the last days; nothing changes yet."""
        now = self._gate(scope, municipality)
        then = _checked(self._moved(now, border, step))
        (day, week), (day_then, week_then) = await self._counts(scope, now), await self._counts(scope, then)
        return GatePreview(
            where=scope.region.municipality_name(municipality),
            id=municipality,
            question=then.question,
            perhaps=then.perhaps,
            precision=self._precision(then),
            is_topic=border is Border.TOPIC,
            day_questions=day.questions,
            day_questions_then=day_then.questions,
            day_perhaps=day.perhaps,
            day_perhaps_then=day_then.perhaps,
            week_questions=week.questions,
            week_questions_then=week_then.questions,
            week_perhaps=week.perhaps,
            week_perhaps_then=week_then.perhaps,
            week_named=week.named,
            week_named_then=week_then.named,
        )

    async def move(self, scope: Scope, gate: Gate) -> GateMoved:
        """The borders are these from the next message on; who moved them is kept, and how they stood."""
        before = self._gate(scope, gate.municipality)
        moved = replace(_checked(gate), by=scope.actor, at=scope.now)
        if (gate.question, gate.perhaps, gate.precision) != (before.question, before.perhaps, self._precision(before)):
            await scope.uow.regions.save_gate(moved)
            told = (f"{one.question:+} {one.perhaps:+} {self._precision(one)}" for one in (before, moved))
            await scope.note(JOURNAL, "gate", f"{gate.municipality or '*'}: {' → '.join(told)}")
        return GateMoved(
            where=scope.region.municipality_name(gate.municipality),
            id=gate.municipality,
            question=gate.question,
            perhaps=gate.perhaps,
            precision=self._precision(gate),
            question_before=before.question,
            perhaps_before=before.perhaps,
            precision_before=self._precision(before),
        )

    def _gate(self, scope: Scope, municipality: str) -> Gate:
        scope.must_in(Right.MODERATE, municipality)
        if municipality and scope.region.municipality(municipality) is None:
            raise RuleViolation("municipality-unknown", detail=municipality)
        return replace(scope.region.gate(municipality), municipality=municipality)

    def _precision(self, gate: Gate) -> int:
        return gate.precision or self.listener.precision

    def _moved(self, gate: Gate, border: Border, step: int) -> Gate:
        if border is Border.TOPIC:
            at = PRECISIONS.index(self._precision(gate)) + step
            if not 0 <= at < len(PRECISIONS):
                raise RuleViolation("gate-no-further")
            return replace(gate, precision=PRECISIONS[at])
        question = gate.question + (step if border is not Border.PERHAPS else 0)
        perhaps = gate.perhaps + (step if border is not Border.QUESTION else 0)
        return replace(gate, question=question, perhaps=perhaps)

    async def _counts(self, scope: Scope, gate: Gate) -> tuple[Count, Count]:
        """What the gate would have made of yesterday, and of the last seven days."""
        today = scope.calendar.moment(scope.calendar.local(scope.now).date(), time(0))
        yesterday = await self._heard(scope, gate, today - timedelta(days=1), today)
        week = await self._heard(scope, gate, scope.now - WEEK, scope.now + timedelta(seconds=1))
        precision = self._precision(gate)
        return through(gate, yesterday.items(), precision), through(gate, week.items(), precision)

    async def _heard(self, scope: Scope, gate: Gate, since: datetime, until: datetime) -> Mapping[Passing, int]:
        """What stood before this gate: the region's stands where a municipality has none of its own."""
        own = {one.municipality for one in scope.region.gates if one.municipality}
        heard: Counter[Passing] = Counter()
        for municipality, counts in (await scope.uow.passings.between(since, until)).items():
            if municipality == gate.municipality or (not gate.municipality and municipality not in own):
                heard.update(counts)
        return heard


def _checked(gate: Gate) -> Gate:
    """Buttons are forged easily."""
    steps = range(SOFTEST, STRICTEST + 1)
    if gate.question not in steps or gate.perhaps not in steps or gate.precision not in {0, *PRECISIONS}:
        raise RuleViolation("gate-no-further")
    return gate
