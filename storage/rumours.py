"""Rumours and where they were told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select, update

from domain.errors import RuleViolation
from domain.place import Place
from domain.rumours import Rumour, Sighting, Verdict
from storage.batch import Batch, How
from storage.numbers import Counter
from storage.places import AS_PLACE, place_of, place_values
from storage.shapes import Shape, coded, named
from storage.tables import rumours, sightings

RUMOUR = Shape(Rumour, place=AS_PLACE, verdict=coded(Verdict), by=named("by_person"))


class Rumours:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._numbers = Counter(batch, "rumours")

    async def next_number(self) -> int:
        return await self._numbers.next()

    async def save(self, rumour: Rumour) -> None:
        self._batch.put(rumours, How.REPLACE, rumour.number, RUMOUR.values(rumour))

    async def get(self, number: int) -> Rumour:
        row = await self._batch.row(select(rumours).where(rumours.c.number == number), rumours)
        if row is None:
            raise RuleViolation("no-such-rumour")
        return RUMOUR.of(row)

    async def known(self, limit: int = 200) -> Sequence[Rumour]:
        query = select(rumours).where(rumours.c.verdict != Verdict.NONE.value)
        rows = await self._batch.rows(query.order_by(rumours.c.number.desc()).limit(limit), rumours)
        return [RUMOUR.of(row) for row in rows]

    async def count_new(self, since: datetime) -> int:
        new = (rumours.c.first_at >= since, rumours.c.verdict == Verdict.CHECKING.value)
        return int(await self._batch.value(select(func.count()).select_from(rumours).where(*new), rumours))

    async def saw(self, sighting: Sighting) -> bool:
        return await self._batch.keep(
            sightings,
            **place_values(sighting.place),
            rumour=sighting.rumour,
            teller=sighting.teller,
            at=sighting.at,
            told_at=sighting.told_at,
        )

    async def sightings(self, rumour: int) -> Sequence[Sighting]:
        query = select(sightings).where(sightings.c.rumour == rumour).order_by(sightings.c.at)
        rows = await self._batch.rows(query, sightings)
        return [Sighting(row.rumour, place_of(row), row.teller, row.at, row.told_at) for row in rows]

    async def told(self, place: Place, at: datetime) -> None:
        here = [sightings.c[name] == value for name, value in place_values(place).items()]
        await self._batch.execute(update(sightings).where(*here).values(told_at=at), sightings)
