"""What a list of questions asks for, as SQL that the partial indexes serve."""

from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, or_

from domain.ports import Filter
from domain.question import ENDED, WAITING, Status
from storage.tables import IS_LIVE, questions

STILL: BindParameter[list[str]] = bindparam(
    "still", sorted(WAITING | {Status.CLARIFY}), expanding=True, literal_execute=True
)


def narrowed(query: Select[Any], wanted: Filter) -> Select[Any]:
    row = questions.c
    equal = (
        (row.municipality, wanted.municipality or None),
        (row.assignee, wanted.assignee),
        (row.author, wanted.author),
        (row.topic, wanted.topic),
        (row.settlement, wanted.settlement or None),
    )
    query = query.where(*(column == value for column, value in equal if value is not None))
    if wanted.statuses:
        # Spelt out in the statement: PostgreSQL plans a list of parameters blindly, and counts twice as long.
        named = sorted(status.value for status in wanted.statuses)
        query = query.where(row.status.in_(bindparam("statuses", named, expanding=True, literal_execute=True)))
    owed = wanted.due_after is not None or wanted.due_before is not None  # nothing is owed about what has ended
    if owed or (wanted.statuses and wanted.statuses.isdisjoint(ENDED)):
        query = query.where(IS_LIVE)
    if wanted.unhurried:
        query = query.where(row.urgent.is_(None))
    if wanted.since_or_waiting is not None:
        waits = IS_LIVE & row.status.in_(STILL)
        query = query.where(or_(row.asked_at >= wanted.since_or_waiting, waits))
    if wanted.above is not None:
        query = query.where(row.number > wanted.above)
    if wanted.due_after is not None:
        query = query.where(row.due_at >= wanted.due_after)
    if wanted.due_before is not None:
        query = query.where(row.due_at <= wanted.due_before)
    if wanted.asked_after is not None:
        query = query.where(row.asked_at >= wanted.asked_after)
    if wanted.asked_before is not None:
        query = query.where(row.asked_at <= wanted.asked_before)
    return query


def ordered(query: Select[Any], wanted: Filter) -> Select[Any]:
    row = questions.c
    if wanted.order == "newest":
        return query.order_by(row.number.desc())
    if wanted.order == "asked":
        return query.order_by(row.asked_at, row.number)
    return query.order_by(row.due_at, row.number)
