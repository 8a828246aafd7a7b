"""Hot queries never read a whole table, however many questions there are."""

import re
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, event, insert, text

from domain.emergency import COUNTED
from domain.notices import Card, NotOnAir, Receipt
from domain.ports import Filter
from domain.question import OPEN, WAITING
from domain.retention import Limits
from storage.columns import metadata
from storage.engine import Database
from storage.retention import loose
from storage.tables import organisation
from storage.types import Length, Listed, Moment
from storage.uow import SqlUnitOfWork
from tests.storage.build import CHAT, COMMUNITY, LEASE, NOW, OFFICIAL, RESIDENT, dialog, message, say

Work = Callable[[SqlUnitOfWork], Awaitable[Any]]

OF_PLACE = Filter(municipality="bor", settlement="Бор", statuses=COUNTED, since_or_waiting=NOW)

HOT: dict[str, Work] = {
    "find": lambda uow: uow.questions.find(7),
    "at": lambda uow: uow.questions.at(message(9)),
    "under": lambda uow: uow.questions.under(message(9)),
    "official's queue": lambda uow: uow.questions.list(Filter(assignee=OFFICIAL, statuses=frozenset(OPEN))),
    "official's overdue": lambda uow: uow.questions.list(Filter(assignee=OFFICIAL, due_before=NOW)),
    "municipality's overdue": lambda uow: uow.questions.list(Filter(municipality="bor", due_before=NOW)),
    "region's overdue": lambda uow: uow.questions.list(Filter(due_before=NOW)),
    "region's waiting": lambda uow: uow.questions.count(Filter(statuses=frozenset(WAITING))),
    "resident's own": lambda uow: uow.questions.list(Filter(author=RESIDENT, order="newest")),
    "newest": lambda uow: uow.questions.list(Filter(order="newest")),
    "neighbours": lambda uow: uow.questions.recent("bor", NOW),
    "to look at": lambda uow: uow.questions.to_look_at(NOW, 10),
    "duplicates": lambda uow: uow.questions.duplicates_of(7),
    "questions of an emergency": lambda uow: uow.questions.tally(OF_PLACE),
    "who answers there": lambda uow: uow.questions.owed(Filter(municipality="bor", statuses=frozenset(WAITING))),
    "news from there": lambda uow: uow.questions.count(Filter(municipality="bor", above=2_000)),
    "hurried for nothing": lambda uow: uow.emergencies.outlived(10),
    "counts": lambda uow: uow.questions.counts(NOW, NOW),
    "votes": lambda uow: uow.votes.of(7),
    "latest answer": lambda uow: uow.answers.latest(7),
    "answer at": lambda uow: uow.answers.at(message(9)),
    "promises of a question": lambda uow: uow.promises.open_of(7),
    "the viewers' screen": lambda uow: uow.broadcasts.pulse(1),
    "history": lambda uow: uow.history.of(7),
    "dialog": lambda uow: uow.dialogs.get(COMMUNITY, RESIDENT, RESIDENT),
    "private dialogs": lambda uow: uow.dialogs.reachable(RESIDENT),
    "drafts": lambda uow: uow.dialogs.ready_drafts(NOW, 10),
    "marks": lambda uow: uow.nudges.done(7),
    "untold": lambda uow: uow.nudges.untold(NOW, 10),
    "last told": lambda uow: uow.nudges.last_told(OFFICIAL),
    "away": lambda uow: uow.absences.ended(NOW),
    "inbox": lambda uow: uow.inbox.waiting(NOW, 10),
    "conversations": lambda uow: uow.inbox.take(NOW, 10),
    "quarantine": lambda uow: uow.inbox.count_quarantined(),
    "claim": lambda uow: uow.outbox.claim(NOW, 10, LEASE, "sender"),
    "withdraw": lambda uow: uow.outbox.withdraw_reminders(7),
    "cancel": lambda uow: uow.outbox.cancel("key"),
    "found where it stands": lambda uow: uow.outbox.find_sent(message(9)),
    "sent about": lambda uow: uow.outbox.sent_about(7, Card),
    "texts of a chat": lambda uow: uow.outbox.own_texts(COMMUNITY, CHAT, NOW),
    "said to": lambda uow: uow.outbox.said_to(RESIDENT, Receipt, NOW),
    "asked lately": lambda uow: uow.questions.lately(RESIDENT, NOW),
    "told lately": lambda uow: uow.outbox.told_lately(RESIDENT, NOW),
    "changes of a question": lambda uow: uow.history.count(7, "added", NOW),
    "those who owe": lambda uow: uow.questions.owners(),
}

OTHER: dict[str, Work] = {
    "promised for these days": lambda uow: uow.promises.named_for(NOW, NOW + timedelta(minutes=9)),
    "open broadcasts": lambda uow: uow.broadcasts.open(),
    "a municipality's broadcasts": lambda uow: uow.broadcasts.of("7"),
    "the broadcast of a question": lambda uow: uow.broadcasts.of_question(7),
    "unsorted": lambda uow: uow.broadcasts.unsorted(7, 10),
    "facts wanted": lambda uow: uow.broadcasts.facts_wanted(OFFICIAL),
    "the same again": lambda uow: uow.broadcasts.alike(7, 7, NOW),
    "handed over": lambda uow: uow.examples.handed("bor", "roads", NOW + timedelta(days=1)),
    "decided lately": lambda uow: uow.examples.since(NOW),
    "passed": lambda uow: uow.passings.between(NOW, NOW + timedelta(minutes=9)),
    "removed there": lambda uow: uow.removals.at(message(9)),
    "case": lambda uow: uow.removals.case(message(9), "7", NOW),
    "copies": lambda uow: uow.removals.copies(7),
    "removals that wait": lambda uow: uow.removals.latest("7", 10, waiting=True),
    "erased": lambda uow: uow.erase(RESIDENT),
    "kept too long": lambda uow: kept_too_long(uow),
    "heard in chats": lambda uow: uow.gauges.chats_heard(NOW + timedelta(days=1)),
    "in a slot": lambda uow: say(uow, "slot", dialog(RESIDENT), NotOnAir(7, "off-topic"), question=7),
    "verified": lambda uow: uow.verified.standing("7", NOW),
    "offered": lambda uow: uow.verified.unsettled(NOW, 10),
    "told by": lambda uow: uow.rumours.sightings(7),
}
"""What else indexes are for."""


async def kept_too_long(uow: SqlUnitOfWork) -> None:
    for _, table, which in loose(Limits.at(NOW)):
        await uow.retention.page(table, which, None)


ROWS = 2000

SELDOM = ("due_at", "look_at", "main", "told_at", "lease_until", "retry_at")
"""Columns that are empty in most rows of a database of some age."""

NAMED = {
    "state": ("waiting", "done"),
    "promises.state": ("open", "kept"),
    "broadcasts.state": ("collecting", "ended"),
    "removals.waits": (1, 0),
    "status": ("new", "closed"),
    "live": (1, 0),
    "ended": (0, 1),
    "kind": ("chat", "chat"),
    "answer_kind": ("final", "final"),
    "verb": ("say", "say"),
}
"""Values that mean something, of a fresh row and of an old one."""

UNREAD = {
    "sqlite": {"ix_examples_handed", "ix_inbox_received_at", "ix_speakers_last_at"},
    "postgresql": {"ix_inbox_waiting_peer", "ix_removals_community_peer_message"},
}
"""Read by the other engine: SQLite goes through a table by its key where it has to be told page by page; in PostgreSQL
conversations of one row each, as here, are found as well by another index."""

IN_ORDER = {"newest": "SCAN questions"}
"""Lists that follow the numbers and stop after a page."""


def some_value(column: Column[Any], row: int) -> Any:
    """Old things everywhere, and one row in a hundred that somebody still waits for."""
    fresh = row % 100 == 0
    for name in (str(column), column.name):
        if name in NAMED and column is not organisation.c.kind:
            return NAMED[name][not fresh]
    if column.name in SELDOM and column.nullable and not fresh:
        return None
    if isinstance(column.type, Moment):
        return NOW + timedelta(minutes=row)
    if isinstance(column.type, Length):
        return timedelta(hours=9)
    if isinstance(column.type, Listed):
        return ()
    if isinstance(column.type, LargeBinary):
        return b"{}"
    if isinstance(column.type, Boolean):
        return fresh
    return row if isinstance(column.type, Integer) else str(row)


async def fill(database: Database, engine: str) -> None:
    async with database.engine.begin() as connection:
        for table in metadata.sorted_tables:
            rows = [{column.name: some_value(column, row) for column in table.c} for row in range(1, ROWS + 1)]
            await connection.execute(insert(table), rows)
        if engine == "postgresql":
            await connection.execute(text("ANALYZE"))


async def plan_of(connection: Any, engine: str, statement: str, parameters: Any) -> list[str]:
    words = "EXPLAIN" if engine == "postgresql" else "EXPLAIN QUERY PLAN"
    rows = await connection.exec_driver_sql(f"{words} {statement}", parameters)
    return [str(row[-1]).strip(" ->") for row in rows]


def reads_a_whole_table(step: str) -> bool:
    tables = "|".join(metadata.tables)
    if re.search(rf"Seq Scan on ({tables})\b", step):
        return True
    scan = re.match(rf"SCAN ({tables}|other|earlier)\b(?: USING (?:COVERING )?INDEX (\w+))?", step)
    return scan is not None and scan[2] not in PARTIAL


PARTIAL = {
    index.name
    for table in metadata.tables.values()
    for index in table.indexes
    if index.dialect_options["sqlite"]["where"] is not None
}
"""An index over only what somebody waits for may be read to its end."""


async def plans_of(database: Database, engine: str, works: Mapping[str, Work]) -> dict[str, list[str]]:
    """The steps of all statements of each work, the writing ones left out."""
    seen: list[tuple[str, Any]] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *call: seen.append((call[2], call[3])))
    plans: dict[str, list[str]] = {}
    for name, work in works.items():
        async with database.begin(NOW) as uow:
            seen.clear()
            with suppress(ValueError):  # rows made up here are no broadcasts, and the plan is known by then
                await work(uow)
            await uow.flush()
            asked = [one for one in seen if not one[0].startswith(("BEGIN", "INSERT"))]
            assert asked, name
        async with database.engine.connect() as connection:
            for statement, parameters in asked:
                given = parameters[0] if isinstance(parameters, list) else parameters
                plans.setdefault(name, []).extend(await plan_of(connection, engine, statement, given))
    return plans


async def test_hot_queries_read_no_whole_table(database: Database, engine: str) -> None:
    """And no index is written for nothing: each is read by one of the queries named here."""
    await fill(database, engine)
    plans = await plans_of(database, engine, HOT | OTHER)
    slow = {name: [step for step in plans[name] if reads_a_whole_table(step)] for name in HOT}
    assert {name: steps for name, steps in slow.items() if steps and steps != [IN_ORDER.get(name)]} == {}
    read = set(re.findall(r"\bix_\w+", " ".join(step for steps in plans.values() for step in steps)))
    unread = {index.name for table in metadata.tables.values() for index in table.indexes} - read
    assert unread - UNREAD[engine] == set()


async def test_the_check_bites(database: Database, engine: str) -> None:
    async with database.engine.connect() as connection:
        plan = await plan_of(connection, engine, "SELECT number FROM questions WHERE topic = '7'", ())
    assert any(map(reads_a_whole_table, plan))
