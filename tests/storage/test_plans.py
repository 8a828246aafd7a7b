"""Hot queries never read a whole table, however many questions there are."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Integer, LargeBinary, event, insert, text

from domain.emergency import COUNTED
from domain.notices import Card, Receipt
from domain.ports import Filter
from domain.question import OPEN, WAITING
from storage.columns import metadata
from storage.engine import Database
from storage.tables import organisation, promises
from storage.types import Length, Listed, Moment
from storage.uow import SqlUnitOfWork
from tests.storage.build import CHAT, COMMUNITY, LEASE, NOW, OFFICIAL, RESIDENT, message

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


ROWS = 2000

SELDOM = ("due_at", "look_at", "main", "told_at", "lease_until", "retry_at")
"""Columns that are empty in most rows of a database of some age."""

NAMED = {
    "state": ("waiting", "done"),
    "promise_state": ("open", "kept"),
    "status": ("new", "closed"),
    "live": (1, 0),
    "ended": (0, 1),
    "kind": ("chat", "chat"),
    "answer_kind": ("final", "final"),
    "verb": ("say", "say"),
}
"""Values that mean something, of a fresh row and of an old one."""

IN_ORDER = {"newest": "SCAN questions"}
"""Lists that follow the numbers and stop after a page."""


def some_value(column: Column[Any], row: int) -> Any:
    """Old things everywhere, and one row in a hundred that somebody still waits for."""
    fresh = row % 100 == 0
    name = "promise_state" if column is promises.c.state else column.name
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


async def test_hot_queries_read_no_whole_table(database: Database, engine: str) -> None:
    await fill(database, engine)
    seen: list[tuple[str, Any]] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *call: seen.append((call[2], call[3])))
    slow: dict[str, list[str]] = {}
    for name, work in HOT.items():
        async with database.begin() as uow:
            seen.clear()
            await work(uow)
            await uow.flush()
            asked = [one for one in seen if not one[0].startswith(("BEGIN", "INSERT"))]
            assert asked, name
        async with database.engine.connect() as connection:
            for statement, parameters in asked:
                given = parameters[0] if isinstance(parameters, list) else parameters
                plan = await plan_of(connection, engine, statement, given)
                slow[name] = [step for step in plan if reads_a_whole_table(step) and step != IN_ORDER.get(name)]
    assert {name: steps for name, steps in slow.items() if steps} == {}


async def test_the_check_bites(database: Database, engine: str) -> None:
    async with database.engine.connect() as connection:
        plan = await plan_of(connection, engine, "SELECT number FROM questions WHERE topic = '7'", ())
    assert any(map(reads_a_whole_table, plan))
