"""Several processes on one PostgreSQL: who is alive, and who polls which community.

Every moment here is the database's own: clocks of machines differ. A process is alive while its row says so; whoever
finds it expired buries it, and from then on nothing it does is committed (`must_live`, `must_hold`).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Float,
    bindparam,
    case,
    delete,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from storage.batch import Batch
from storage.tables import leases, outbox, processes


class LeaseLost(Exception):
    """Others took this process for dead, or the community has changed hands: nothing of this is kept."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to poll a community, until somebody else gets a higher `fence`."""

    community: int
    owner: str
    fence: int


@dataclass(frozen=True, slots=True)
class Member:
    """A process as the others see it."""

    id: str
    alive: bool
    held: int
    """Communities it polls."""
    fences: int
    """Changes whenever they do."""
    wanted: int
    """Of those, how many others ask for."""


_ME: ColumnElement[Any] = bindparam("me")
_THESE: ColumnElement[bool] = leases.c.community == func.any(bindparam("communities", type_=ARRAY(BigInteger)))
_NOW = func.clock_timestamp()
_IN = func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, bindparam("seconds", type_=Float))
_MINE = leases.c.owner == _ME

JOIN = insert(processes).values(id=_ME, until=_IN).on_conflict_do_nothing()
RENEW = update(processes).where(processes.c.id == _ME).values(until=_IN).returning(_NOW)
LEAVE = delete(processes).where(processes.c.id == _ME)
MEMBERS = (
    select(
        processes.c.id,
        (processes.c.until > _NOW).label("alive"),
        func.count(leases.c.community).label("held"),
        func.coalesce(func.sum(leases.c.fence), 0).label("fences"),
        func.count(leases.c.wanted_by).label("wanted"),
    )
    .select_from(processes.outerjoin(leases, leases.c.owner == processes.c.id))
    .group_by(processes.c.id)
)
_expired = select(processes.c.id).where(processes.c.until <= _NOW).with_for_update(skip_locked=True).cte("expired")
BURY = delete(processes).where(processes.c.id.in_(select(_expired.c.id))).returning(processes.c.id)

_member = processes.alias("member").c
_owned = exists().where(_member.id == leases.c.owner)
_wanted = exists().where(_member.id == leases.c.wanted_by)
ORPHANS = update(leases).where(leases.c.owner.is_not(None), ~_owned).values(owner=None, wanted_by=None)
UNWANTED = update(leases).where(leases.c.wanted_by.is_not(None), ~_wanted).values(wanted_by=None)
ABANDONED = (
    select(outbox.c.lease_owner)
    .where(outbox.c.lease_until.is_not(None), ~exists().where(_member.id == outbox.c.lease_owner))
    .distinct()
)

OFFER = insert(leases).values(community=bindparam("community"), fence=0).on_conflict_do_nothing()
HELD = select(leases.c.community, leases.c.fence, leases.c.wanted_by).where(_MINE)
CHANCES = select(func.count().filter(leases.c.owner.is_(None)), func.count().filter(leases.c.wanted_by == _ME)).where(
    _THESE
)


def _some(*which: ColumnElement[bool]) -> Any:
    """A few of these communities that nobody else is changing now."""
    some = select(leases.c.community).where(_THESE, *which).order_by(leases.c.community).limit(bindparam("most"))
    return select(some.with_for_update(skip_locked=True).cte("some").c.community)


TAKE = (
    update(leases)
    .where(leases.c.community.in_(_some(leases.c.owner.is_(None))))
    .values(owner=_ME, fence=leases.c.fence + 1)
)
ASK = (
    update(leases)
    .where(leases.c.community.in_(_some(leases.c.owner == bindparam("holder"), leases.c.wanted_by.is_(None))))
    .values(wanted_by=_ME)
    .returning(leases.c.community)
)
HAND_OVER = (
    update(leases)
    .where(_MINE, _THESE)
    .values(owner=case((_wanted, leases.c.wanted_by), else_=leases.c.owner), wanted_by=None, fence=leases.c.fence + 1)
)
GIVE_BACK = (
    update(leases)
    .where(or_(_MINE, leases.c.wanted_by == _ME))
    .values(
        owner=case((_MINE, case((_wanted, leases.c.wanted_by), else_=None)), else_=leases.c.owner),
        wanted_by=None,
        fence=case((_MINE, leases.c.fence + 1), else_=leases.c.fence),
    )
)
HOLDS = (
    select(leases.c.fence)
    .where(leases.c.community == bindparam("community"), _MINE, leases.c.fence == bindparam("fence"))
    .with_for_update(read=True)
)
LIVES = select(processes.c.id).where(processes.c.id == _ME).with_for_update(read=True, key_share=True)


class Leases:
    """Rows of processes and of what they poll; PostgreSQL only."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    # --- processes

    async def join(self, owner: str, length: timedelta) -> None:
        """From now on this process counts, for `length` beyond its last renewal."""
        await self._batch.execute(JOIN, me=owner, seconds=length.total_seconds())

    async def renew(self, owner: str, length: timedelta) -> datetime:
        """Alive for another `length`; the database's own time. LeaseLost when others have buried the process."""
        rows = await self._batch.execute(RENEW, me=owner, seconds=length.total_seconds())
        if not rows:
            raise LeaseLost(owner)
        moment: datetime = rows[0][0]
        return moment

    async def members(self) -> Mapping[str, Member]:
        """Every process there is, the expired ones too."""
        rows = await self._batch.rows(MEMBERS)
        return {row.id: Member(row.id, row.alive, row.held, int(row.fences), row.wanted) for row in rows}

    async def bury(self) -> Sequence[str]:
        """Takes out the processes whose time is over, unless they commit at this moment; who they were."""
        return [row.id for row in await self._batch.execute(BURY)]

    async def tidy(self) -> Sequence[str]:
        """What belonged to processes that are no more belongs to nobody; owners of texts left on their way."""
        await self._batch.execute(ORPHANS)
        await self._batch.execute(UNWANTED)
        return [str(row.lease_owner) for row in await self._batch.rows(ABANDONED)]

    async def leave(self, owner: str) -> None:
        """Gives everything back: to whoever asked for it, else to whoever comes first."""
        await self._batch.execute(LEAVE, me=owner)
        await self._batch.execute(GIVE_BACK, me=owner)

    # --- communities

    async def offer(self, communities: Collection[int]) -> None:
        """Communities that somebody has to poll."""
        for community in communities:
            self._batch.later(leases, OFFER, {"community": community})
        await self._batch.flush(leases)

    async def held(self, owner: str) -> Mapping[Lease, bool]:
        """What this process polls, and whether somebody asks for it."""
        rows = await self._batch.rows(HELD, me=owner)
        return {Lease(row.community, owner, row.fence): row.wanted_by is not None for row in rows}

    async def chances(self, owner: str, communities: Collection[int]) -> tuple[int, int]:
        """How many of these nobody polls, and how many are asked for already."""
        rows = await self._batch.rows(CHANCES, me=owner, communities=list(communities))
        return rows[0][0], rows[0][1]

    async def take(self, owner: str, communities: Collection[int], most: int) -> None:
        """Begins to hold some of these that nobody polls."""
        await self._batch.execute(TAKE, me=owner, communities=list(communities), most=most)

    async def ask(self, owner: str, holder: str, communities: Collection[int], most: int) -> int:
        """Asks another process for some of these; how many."""
        values: dict[str, Any] = {"holder": holder, "communities": list(communities), "most": most}
        return len(await self._batch.execute(ASK, me=owner, **values))

    async def hand_over(self, owner: str, communities: Collection[int]) -> None:
        """To whoever asked, if they are still there; polled by this process no longer."""
        await self._batch.execute(HAND_OVER, me=owner, communities=list(communities))

    # --- fences

    async def must_hold(self, lease: Lease) -> None:
        """Until this transaction ends the community stays with its owner; LeaseLost when it does not."""
        found = await self._batch.rows(HOLDS, community=lease.community, me=lease.owner, fence=lease.fence)
        if not found:
            raise LeaseLost(f"{lease.community}")

    async def must_live(self, owner: str) -> None:
        """Until this transaction ends nobody buries the process; LeaseLost when somebody has."""
        if not await self._batch.rows(LIVES, me=owner):
            raise LeaseLost(owner)
