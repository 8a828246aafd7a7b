"""Emergencies: one row for each time somebody said so."""

from collections.abc import Sequence

from sqlalchemy import bindparam, exists, or_, select

from domain.emergency import Emergency, Ending
from storage.batch import Batch, How
from storage.emergencytables import IS_ON, emergencies
from storage.filters import STILL
from storage.shapes import Shape, coded, named
from storage.tables import IN_EMERGENCY, questions

EMERGENCY = Shape(Emergency, by=named("by_person"), ending=coded(Ending))

RUNNING = select(emergencies).where(IS_ON).order_by(emergencies.c.municipality, emergencies.c.settlement)

_there = or_(emergencies.c.settlement == "", emergencies.c.settlement == questions.c.settlement)
OUTLIVED = (
    select(questions.c.number)
    .where(
        IN_EMERGENCY,
        questions.c.status.in_(STILL),
        ~exists().where(IS_ON, emergencies.c.municipality == questions.c.municipality, _there),
    )
    .order_by(questions.c.municipality, questions.c.settlement)
    .limit(bindparam("most"))
)


class Emergencies:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._running: Sequence[Emergency] | None = None
        """As asked in this transaction: every question asks for it."""

    async def running(self) -> Sequence[Emergency]:
        if self._running is None:
            self._running = [EMERGENCY.of(row) for row in await self._batch.rows(RUNNING, emergencies)]
        return self._running

    async def save(self, emergency: Emergency) -> None:
        self._running = None
        key = (emergency.municipality, emergency.settlement, emergency.since)
        self._batch.put(emergencies, How.REPLACE, key, EMERGENCY.values(emergency))

    async def outlived(self, limit: int) -> Sequence[int]:
        return [row[0] for row in await self._batch.rows(OUTLIVED, questions, emergencies, most=limit)]
