"""The journal of removals, and who has been writing where."""

from collections.abc import Sequence, Set
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, select, tuple_, update

from domain.errors import RuleViolation
from domain.place import Place, VkId
from domain.removals import WAITS, Removal, State, What
from domain.spam import Sign
from storage.batch import Batch, How, Record
from storage.numbers import Counter
from storage.ordertables import IS_COPY, removals, speakers
from storage.places import place_of, place_values, stands_at

FRESHENED = timedelta(days=30)
"""That somebody still writes is written down at most so often."""

CAUGHT = and_(removals.c.main == 0, removals.c.sign.is_not(None))
AT = select(removals).where(stands_at(removals)).order_by(removals.c.number.desc()).limit(1)
_speaker = (speakers.c.community, speakers.c.peer, speakers.c.person)
SPEAKERS = select(*_speaker, speakers.c.since, speakers.c.last_at).where(
    tuple_(*_speaker).in_(bindparam("who", expanding=True))
)
AT_ONCE = 300
"""Speakers looked up by one query."""

Who = tuple[int, int, VkId]
"""A community, a peer and a person."""


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
        case = select(removals).where(IS_COPY, removals.c.main == number)
        return await self._several(case.order_by(removals.c.number))

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
    """Those asked for in this transaction are remembered: every message in public asks for one."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._known: dict[Who, tuple[datetime, datetime] | None] = {}
        """Since when somebody writes there, and when that was written down last."""

    async def heard(self, place: Place, person: VkId, at: datetime) -> datetime | None:
        known = await self._find(place, person)
        if known is None:
            self._put(place, person, at, at)
            return None
        since, last_at = known
        if at - last_at > FRESHENED:
            self._put(place, person, since, at)
        return since

    async def expect(self, who: Set[Who]) -> None:
        """Reads many speakers in one query, for the calls that follow."""
        unknown = sorted(who - self._known.keys())
        for start in range(0, len(unknown), AT_ONCE):
            some = unknown[start : start + AT_ONCE]
            self._known |= dict.fromkeys(some)
            for row in await self._batch.rows(SPEAKERS, speakers, who=some):
                self._known[row.community, row.peer, row.person] = row.since, row.last_at

    def forget(self) -> None:
        """Drops what is remembered: the rows were changed past this repository."""
        self._known.clear()

    async def _find(self, place: Place, person: VkId) -> tuple[datetime, datetime] | None:
        who = (place.community, place.peer, person)
        await self.expect({who})
        return self._known[who]

    def _put(self, place: Place, person: VkId, since: datetime, last_at: datetime) -> None:
        who = (place.community, place.peer, person)
        self._known[who] = since, last_at
        values = {
            "community": place.community,
            "peer": place.peer,
            "person": person,
            "since": since,
            "last_at": last_at,
        }
        self._batch.put(speakers, How.REPLACE, who, values)

    async def heard_since(self, place: Place) -> datetime | None:
        here = (speakers.c.community == place.community, speakers.c.peer == place.peer)
        since: datetime | None = await self._batch.value(select(func.min(speakers.c.since)).where(*here), speakers)
        return since

    async def trust(self, place: Place, person: VkId, since: datetime) -> None:
        who = (place.community, place.peer, person)
        here = [column == value for column, value in zip(_speaker, who, strict=True)]
        changed = update(speakers).where(*here, speakers.c.since > since).values(since=since)
        if await self._find(place, person) is None:
            self._put(place, person, since, since)
        else:
            await self._batch.execute(changed, speakers)
            del self._known[who]


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
