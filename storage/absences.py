"""Who is away and who stands in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from domain.place import VkId
from domain.ports import Absence
from storage.batch import Batch, How, Record
from storage.tables import IS_RUNNING, absences

RUNNING = select(absences).where(IS_RUNNING).order_by(absences.c.since)


class Absences:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._running: Sequence[Absence] | None = None
        """Read once: every question asks, each at a moment of its own."""

    async def add(self, absence: Absence) -> None:
        self._running = None
        values = {
            "person": absence.person,
            "since": absence.since,
            "until": absence.until,
            "substitute": absence.substitute,
            "moved": absence.moved,
            "ended": int(absence.over),
        }
        self._batch.put(absences, How.REPLACE, (absence.person, absence.since), values)

    async def save(self, absence: Absence) -> None:
        await self.add(absence)

    async def away(self, now: datetime) -> Mapping[VkId, Absence]:
        if self._running is None:
            self._running = [_absence_of(row) for row in await self._batch.rows(RUNNING, absences)]
        return {one.person: one for one in self._running if one.since <= now < one.until}

    async def ended(self, now: datetime) -> Sequence[Absence]:
        query = select(absences).where(IS_RUNNING, absences.c.until <= now)
        rows = await self._batch.rows(query.order_by(absences.c.until), absences)
        return [_absence_of(row) for row in rows]


def _absence_of(row: Record) -> Absence:
    return Absence(row.person, row.since, row.until, row.substitute, row.moved, bool(row.ended))
