"""Who is away and who stands in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from domain.place import VkId
from domain.ports import Absence
from storage.batch import Batch, How, Record
from storage.tables import IS_RUNNING, absences

_now = bindparam("now", type_=absences.c.since.type)
AWAY = select(absences).where(IS_RUNNING, absences.c.since <= _now, absences.c.until > _now).order_by(absences.c.since)


class Absences:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._away: dict[datetime, Mapping[VkId, Absence]] = {}

    async def add(self, absence: Absence) -> None:
        self._away.clear()
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
        if now not in self._away:
            rows = await self._batch.rows(AWAY, absences, now=now)
            self._away[now] = {row.person: _absence_of(row) for row in rows}
        return self._away[now]

    async def ended(self, now: datetime) -> Sequence[Absence]:
        query = select(absences).where(IS_RUNNING, absences.c.until <= now)
        rows = await self._batch.rows(query.order_by(absences.c.until), absences)
        return [_absence_of(row) for row in rows]


def _absence_of(row: Record) -> Absence:
    return Absence(row.person, row.since, row.until, row.substitute, row.moved, bool(row.ended))
