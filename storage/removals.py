"""The journal of removals, and who has been writing where."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, select, update

from domain.errors import RuleViolation
from domain.place import Place, VkId
from domain.removals import WAITS, Removal, State, What
from domain.spam import Sign
from storage.batch import Batch, How, Record
from storage.numbers import Counter
from storage.ordertables import removals, speakers
from storage.places import place_of, place_values, stands_at

FRESHENED = timedelta(days=30)
"""That somebody still writes is written down at most so often."""

CAUGHT = and_(removals.c.main == 0, removals.c.sign.is_not(None))
AT = select(removals).where(stands_at(removals)).order_by(removals.c.number.desc()).limit(1)
SPEAKER = select(speakers).where(
    speakers.c.community == bindparam("community"),
    speakers.c.peer == bindparam("peer"),
    speakers.c.person == bindparam("person"),
)


class Removals:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._numbers = Counter(batch, "removals")

    async def next_number(self) -> int:
        return await self._numbers.next()

    async def save(self, removal: Removal) -> None:
        self._batch.put(removals, How.REPLACE, removal.number, _values_of(removal))

    async def get(self, number: int) -> Removal:
        row = await self._batch.row(select(removals).where(removals.c.number == number), removals)
        if row is None:
            raise RuleViolation("no-such-removal")
        return _removal_of(row)

    async def at(self, place: Place) -> Removal | None:
        row = await self._batch.row(AT, removals, **place_values(place))
        return None if row is None else _removal_of(row)

    async def case(self, place: Place, group: str, since: datetime) -> Removal | None:
        alike = (_in(place), CAUGHT, removals.c.alike == group, removals.c.at >= since)
        return await self._one(*alike)

    async def copies(self, number: int) -> Sequence[Removal]:
        return await self._several(select(removals).where(removals.c.main == number).order_by(removals.c.number))

    async def here(self, place: Place, since: datetime) -> Sequence[Removal]:
        caught = select(removals).where(_in(place), CAUGHT, removals.c.at >= since)
        return await self._several(caught.order_by(removals.c.number))

    async def muted(self, place: Place, person: VkId) -> Removal | None:
        return await self._one(_in(place), removals.c.what == What.MUTE.value, removals.c.author == person)

    async def latest(self, municipality: str, limit: int, *, waiting: bool = False) -> Sequence[Removal]:
        query = select(removals).where(removals.c.main == 0)
        if municipality:
            query = query.where(removals.c.municipality == municipality)
        if waiting:
            query = query.where(removals.c.waits == 1)
        return await self._several(query.order_by(removals.c.number.desc()).limit(limit))

    async def _one(self, *which: ColumnElement[bool]) -> Removal | None:
        row = await self._batch.row(
            select(removals).where(*which).order_by(removals.c.number.desc()).limit(1), removals
        )
        return None if row is None else _removal_of(row)

    async def _several(self, query: Any) -> Sequence[Removal]:
        return [_removal_of(row) for row in await self._batch.rows(query, removals)]


class Speakers:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def heard(self, place: Place, person: VkId, at: datetime) -> datetime | None:
        who = {"community": place.community, "peer": place.peer, "person": person}
        row = await self._batch.row(SPEAKER, speakers, **who)
        if row is None:
            self._batch.put(speakers, How.REPLACE, tuple(who.values()), {**who, "since": at, "last_at": at})
            return None
        if at - row.last_at > FRESHENED:
            self._batch.put(speakers, How.REPLACE, tuple(who.values()), {**who, "since": row.since, "last_at": at})
        since: datetime = row.since
        return since

    async def heard_since(self, place: Place) -> datetime | None:
        here = (speakers.c.community == place.community, speakers.c.peer == place.peer)
        since: datetime | None = await self._batch.value(select(func.min(speakers.c.since)).where(*here), speakers)
        return since

    async def trust(self, place: Place, person: VkId, since: datetime) -> None:
        who = {"community": place.community, "peer": place.peer, "person": person}
        here = [speakers.c[name] == value for name, value in who.items()]
        changed = update(speakers).where(*here, speakers.c.since > since).values(since=since)
        if await self._batch.row(SPEAKER, speakers, **who) is None:
            self._batch.put(speakers, How.REPLACE, tuple(who.values()), {**who, "since": since, "last_at": since})
        else:
            await self._batch.execute(changed, speakers)


def _in(place: Place) -> ColumnElement[bool]:
    return and_(removals.c.community == place.community, removals.c.peer == place.peer)


def _values_of(removal: Removal) -> dict[str, Any]:
    return {
        "number": removal.number,
        "what": removal.what.value,
        **place_values(removal.place),
        "municipality": removal.municipality,
        "author": removal.author,
        "at": removal.at,
        "state": removal.state.value,
        "waits": int(removal.state in WAITS),
        "sign": removal.sign.value if removal.sign else None,
        "by_person": removal.by,
        "text": removal.text,
        "attachments": removal.attachments,
        "said_at": removal.said_at,
        "until": removal.until,
        "main": removal.main,
        "alike": removal.group,
        "asks": removal.asks,
        "objected_at": removal.objected_at,
        "undone_by": removal.undone_by,
        "undone_at": removal.undone_at,
    }


def _removal_of(row: Record) -> Removal:
    return Removal(
        number=row.number,
        what=What(row.what),
        place=place_of(row),
        municipality=row.municipality,
        author=row.author,
        at=row.at,
        state=State(row.state),
        sign=Sign(row.sign) if row.sign else None,
        by=row.by_person,
        text=row.text,
        attachments=row.attachments,
        said_at=row.said_at,
        until=row.until,
        main=row.main,
        group=row.alike,
        asks=row.asks,
        objected_at=row.objected_at,
        undone_by=row.undone_by,
        undone_at=row.undone_at,
    )
