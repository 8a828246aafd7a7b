"""Which rows of the outbox may go now: one of a conversation at a time, the oldest first, at its pace."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    update,
)

from domain.notices import Priority
from domain.pace import HOUR, SPACING, Spacing
from domain.place import PlaceKind
from domain.ports import Verb
from storage.tables import IS_WAITING, WAITING, chats, outbox

SPEAKING = (Verb.SAY.value, Verb.FILE.value)
"""Verbs that leave a new message behind."""

TEXTS = (*SPEAKING, Verb.EDIT.value)
"""What keeps a distance; reactions and pop-ups do not."""

COMMENTS = (PlaceKind.WALL.value, PlaceKind.VIDEO.value)

OTHER = outbox.alias("other")

MOMENT = outbox.c.not_before.type


@dataclass(frozen=True, slots=True)
class Round:
    """What may go in one round of the sender depends on these."""

    now: datetime
    lease: timedelta
    spacing: Spacing = SPACING
    besides: Collection[int] = ()
    """Communities that have enough on its way."""

    def values(self, limit: int) -> dict[str, Any]:
        return {
            "now": self.now,
            "most": limit,
            "furthest": self.now + 2 * self.lease,
            "rested": self.now - self.spacing.texts,
            "rested_under": self.now - self.spacing.comments,
            "an_hour_ago": self.now - HOUR,
            "in_an_hour": self.now + HOUR,
            "hourly": self.spacing.hourly - 1,
            "besides": list(self.besides),
        }


@cache
def due() -> Select[Any]:
    """Ids of the rows that may go, the most urgent first."""
    row, other = outbox.c, OTHER.c
    now = bindparam("now", type_=MOMENT)
    same = and_(other.community == row.community, other.peer == row.peer, other.post == row.post)
    earlier = exists().where(
        same, other.state == WAITING, other.id < row.id, or_(other.not_before.is_(None), other.not_before <= now)
    )
    # A lease further away than any lease lasts was given before the clock was set back.
    furthest = bindparam("furthest", type_=MOMENT)
    under_lease = exists().where(same, other.lease_until > now, other.lease_until <= furthest)
    in_turn = or_(
        # A pop-up answers a press within VK's minute and waits for nobody.
        and_(row.verb == Verb.POP.value, or_(row.lease_until.is_(None), row.lease_until <= now)),
        and_(~under_lease, ~earlier),
    )
    return (
        select(row.id)
        .where(
            IS_WAITING,
            or_(row.not_before.is_(None), row.not_before <= now),
            # As with leases: no retry is planned so far ahead but by a clock that was ahead itself.
            or_(row.retry_at.is_(None), row.retry_at <= now, row.retry_at > bindparam("in_an_hour", type_=MOMENT)),
            row.community.not_in(bindparam("besides", expanding=True, type_=BigInteger)),
            in_turn,
            _at_pace(same, now),
        )
        .order_by(row.priority, row.id)
        .limit(bindparam("most", type_=Integer))
    )


def _at_pace(same: ColumnElement[bool], now: ColumnElement[Any]) -> ColumnElement[bool]:
    """A text keeps its distance to the last one there; an alarm does not count the hour's texts."""
    row, other = outbox.c, OTHER.c
    rested, rested_under = (bindparam(name, type_=MOMENT) for name in ("rested", "rested_under"))
    distance = case((row.kind.in_(COMMENTS), rested_under), else_=rested)
    said = and_(same, other.verb.in_(TEXTS), other.sent_at <= now)
    too_soon = exists().where(said, other.sent_at > distance)
    full = (
        select(other.id)
        .where(said, other.sent_at > bindparam("an_hour_ago", type_=MOMENT))
        .order_by(other.sent_at.desc())
        .limit(1)
        .offset(bindparam("hourly", type_=Integer))
        .correlate(outbox)
        .exists()
    )
    return or_(row.verb.not_in(TEXTS), and_(~too_soon, or_(row.priority == int(Priority.ALARM), ~full)))


@cache
def claiming(dialect: str) -> Executable:
    """Takes the rows that may go, and notes what stood there before their first try."""
    row, select_due = outbox.c, due()
    if dialect == "postgresql":
        select_due = select_due.with_for_update(skip_locked=True)
    chosen = select_due.cte("due")
    change = update(outbox).where(row.id.in_(select(chosen.c.id))).returning(outbox)
    fresh: ColumnElement[bool] = row.unsettled == 0
    return change.values(
        lease_until=bindparam("until", type_=MOMENT),
        lease_owner=bindparam("owner"),
        unsettled=row.unsettled + 1,
        anchor=case((fresh, _last_known(dialect)), else_=row.anchor),
    )


def _last_known(dialect: str) -> ColumnElement[Any]:
    """The highest number known in the row's conversation; one too low only costs reading."""
    row, other = outbox.c, OTHER.c
    own = select(func.max(other.sent_message)).where(
        other.community == row.community,
        other.peer == row.peer,
        other.post == row.post,
        other.sent_message.is_not(None),
        other.kind == row.kind,
    )
    heard = select(chats.c.last_cmid).where(chats.c.community == row.community, chats.c.peer == row.peer)
    numbers = [func.coalesce(one.correlate(outbox).scalar_subquery(), 0) for one in (own, heard)]
    highest = func.greatest if dialect == "postgresql" else func.max
    return highest(row.message, *numbers, type_=BigInteger)
