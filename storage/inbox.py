"""What came from VK, kept before anything else is done with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import BigInteger, BindParameter, String, bindparam, cast, exists, func, or_, select, tuple_, update

from storage.batch import Batch, How, Record
from storage.tables import QUARANTINED, WAITING, cursors, inbox

IS_WAITING = inbox.c.state == WAITING

_THE_ROW = inbox.c.id == bindparam("the_id")

DONE = update(inbox).where(_THE_ROW).values(state="done", body=None, retry_at=None, error=None)
FAILED = (
    update(inbox)
    .where(_THE_ROW)
    .values(attempts=inbox.c.attempts + 1, error=bindparam("error"), retry_at=bindparam("retry_at"))
)
QUARANTINE = (
    update(inbox).where(_THE_ROW).values(state="quarantined", attempts=inbox.c.attempts + 1, error=bindparam("error"))
)

FARTHEST = timedelta(minutes=15)
"""No retry is planned further ahead: a later one is of a clock that has been set back since, and is due."""

WINDOW, CONVERSATIONS = 1000, 50
"""How many waiting events one of several processes looks at, and how many conversations it takes of them."""

_now = bindparam("now", type_=inbox.c.retry_at.type)
_soon = bindparam("soon", type_=inbox.c.retry_at.type)
_earlier = inbox.alias("earlier").c
_held = exists().where(
    _earlier.state == WAITING,
    _earlier.community == inbox.c.community,
    _earlier.peer == inbox.c.peer,
    _earlier.id < inbox.c.id,
    _earlier.retry_at > _now,
    _earlier.retry_at <= _soon,
)
_due = or_(inbox.c.retry_at.is_(None), inbox.c.retry_at <= _now, inbox.c.retry_at > _soon)
_most: BindParameter[Any] = bindparam("most")
_READY = (IS_WAITING, _due, ~_held)
_conversation = (inbox.c.community, inbox.c.peer)
READY = select(inbox).where(*_READY).order_by(inbox.c.id).limit(_most)
NEXT = (
    select(inbox.c.id)
    .where(*_READY, inbox.c.community == bindparam("community"), inbox.c.peer == bindparam("peer"))
    .order_by(inbox.c.id)
    .limit(1)
)
THEIRS = READY.where(tuple_(*_conversation).in_(bindparam("conversations", expanding=True)))


def _taking(community: Any, peer: Any) -> Any:
    """PostgreSQL's lock on a conversation, until the transaction ends; false when somebody has it."""
    name = cast(community, String).concat(":").concat(cast(peer, String))
    return func.pg_try_advisory_xact_lock(func.hashtextextended(name, 0))


_seen = select(*_conversation, inbox.c.id).where(*_READY).order_by(inbox.c.id).limit(bindparam("window")).subquery()
_heads = (
    select(_seen.c.community, _seen.c.peer, func.min(_seen.c.id).label("head"))
    .group_by(_seen.c.community, _seen.c.peer)
    .order_by(func.min(_seen.c.id))
    .cte("heads")
    .prefix_with("MATERIALIZED")
)
CLAIM = select(_heads.c.community, _heads.c.peer).where(_taking(_heads.c.community, _heads.c.peer)).limit(_most)
CLAIM_ONE = select(_taking(bindparam("community", type_=BigInteger), bindparam("peer", type_=BigInteger)))
CURSOR = select(cursors).where(cursors.c.community == bindparam("community"))
KNOWN = select(inbox.c.natural).where(
    inbox.c.community == bindparam("community"), inbox.c.natural.in_(bindparam("names", expanding=True))
)
_comment = or_(*(inbox.c.natural.startswith(f"{kind}:") for kind in ("wall_reply_new", "video_comment_new")))
COMMENTED = select(inbox.c.natural).where(
    inbox.c.community == bindparam("community"),
    _comment,
    inbox.c.received_at > bindparam("since", type_=inbox.c.received_at.type),
)
NAMES = 500
"""Identities looked up by one query."""


@dataclass(frozen=True, slots=True)
class RawEvent:
    """An update as VK gave it; `natural` is its identity beside `event_id`, like «message_new:2000000002:17»."""

    event_id: str | None
    type: str
    peer: int
    natural: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a community's long poll goes on."""

    server: str
    key: str
    ts: str


@dataclass(frozen=True, slots=True)
class InboxRow:
    """An event that waits to be handled."""

    id: int
    community: int
    event_id: str | None
    type: str
    peer: int
    body: dict[str, Any]
    received_at: datetime
    attempts: int


class Inbox:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def accept(self, community: int, events: Sequence[RawEvent], cursor: Cursor | None, at: datetime) -> None:
        """Keeps events seen for the first time and moves the cursor, both or neither."""
        for event in events:
            self._keep(community, event, at)
        if cursor is not None:
            values = {"server": cursor.server, "key": cursor.key, "ts": cursor.ts}
            self._batch.put(cursors, How.REPLACE, community, {"community": community, **values})

    def _keep(self, community: int, event: RawEvent, at: datetime, state: str = "waiting") -> None:
        values = {
            "community": community,
            "event_id": event.event_id,
            "type": event.type,
            "peer": event.peer,
            "natural": event.natural,
            "body": event.body,
            "state": state,
            "received_at": at,
            "attempts": 0,
        }
        self._batch.put(inbox, How.KEEP, object(), values)

    async def store_undecodable(self, community: int, raw: bytes, at: datetime) -> None:
        """A batch nobody can read is kept as it came, so that the cursor may move on."""
        self._keep(community, RawEvent(None, "undecodable", 0, None, raw), at, state="quarantined")

    async def cursor(self, community: int) -> Cursor | None:
        row = await self._batch.row(CURSOR, cursors, community=community)
        return None if row is None else Cursor(row.server, row.key, row.ts)

    async def known(self, community: int, naturals: Sequence[str]) -> set[str]:
        """Which of these happenings were heard before, by their identity."""
        found: set[str] = set()
        for start in range(0, len(naturals), NAMES):
            names = list(naturals[start : start + NAMES])
            found |= {row[0] for row in await self._batch.rows(KNOWN, inbox, community=community, names=names)}
        return found

    async def commented(self, community: int, since: datetime) -> set[str]:
        """The identities of the comments heard since a moment."""
        return {row[0] for row in await self._batch.rows(COMMENTED, inbox, community=community, since=since)}

    async def waiting(self, now: datetime, limit: int) -> Sequence[InboxRow]:
        """Oldest first; nothing of a conversation whose earlier event waits for its retry."""
        rows = await self._batch.rows(READY, inbox, **_at(now), most=limit)
        return [_row_of(row) for row in rows]

    async def take(self, now: datetime, limit: int) -> Sequence[InboxRow]:
        """The same for whoever handles them in this transaction: nobody else has their conversations meanwhile."""
        if self._batch.dialect != "postgresql":
            return await self.waiting(now, limit)
        claim = {"window": WINDOW, "most": CONVERSATIONS}
        conversations = [tuple(row) for row in await self._batch.rows(CLAIM, inbox, **_at(now), **claim)]
        if not conversations:
            return []
        # Asked anew: what others have handled until the lock was taken is seen only now.
        rows = await self._batch.rows(THEIRS, **_at(now), most=limit, conversations=conversations)
        return [_row_of(row) for row in rows]

    async def take_one(self, row: InboxRow, now: datetime) -> bool:
        """Whether the event may be handled in this transaction: the next of its conversation, which nobody else has."""
        conversation = {"community": row.community, "peer": row.peer}
        if self._batch.dialect == "postgresql" and not await self._batch.value(CLAIM_ONE, **conversation):
            return False
        return bool(await self._batch.value(NEXT, inbox, **_at(now), **conversation) == row.id)

    async def done(self, ids: Sequence[int]) -> None:
        """Handled: the keys stay, so that it is never handled again, the words go."""
        for id_ in ids:
            self._batch.later(inbox, DONE, {"the_id": id_})

    async def failed(self, id_: int, error: str, retry_at: datetime) -> None:
        self._batch.later(inbox, FAILED, {"the_id": id_, "error": error, "retry_at": retry_at})

    async def quarantine(self, id_: int, error: str) -> None:
        """Out of the way of the next ones, until a person looks."""
        self._batch.later(inbox, QUARANTINE, {"the_id": id_, "error": error})

    async def count_quarantined(self) -> int:
        query = select(func.count()).select_from(inbox).where(inbox.c.state == QUARANTINED)
        return int(await self._batch.value(query, inbox))


def _at(now: datetime) -> dict[str, datetime]:
    return {"now": now, "soon": now + FARTHEST}


def _row_of(row: Record) -> InboxRow:
    return InboxRow(
        id=row.id,
        community=row.community,
        event_id=row.event_id,
        type=row.type,
        peer=row.peer,
        body=orjson.loads(row.body),
        received_at=row.received_at,
        attempts=row.attempts,
    )
