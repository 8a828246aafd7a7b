"""Once a day what was kept long enough goes, in short transactions that keep nobody waiting."""

from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, fields
from datetime import datetime
from functools import partial

from sqlalchemy import ColumnElement, Table

from domain.retention import Limits
from storage.engine import Database
from storage.ordertables import removals
from storage.paging import Key
from storage.retention import Retention, finished, loose, removed_long_ago, unfinished_talks
from storage.tables import dialogs, questions


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each went; of questions and answers, how many lost only their words."""

    messages: int = 0
    events: int = 0
    drafts: int = 0
    dialogs: int = 0
    names: int = 0
    questions: int = 0
    answers: int = 0
    examples: int = 0


async def purge(database: Database, now: datetime) -> Purged:
    """Applies retention; may be stopped anywhere and run again."""
    limits = Limits.at(now)

    async def anonymise(retention: Retention, keys: list[Key]) -> Counter[str]:
        return await retention.anonymise([key[0] for key in keys], limits, now)

    gone = await _page_by_page(database, now, questions, finished(limits), anonymise)
    for what, table, which in loose(limits):
        gone += await _page_by_page(database, now, table, which, partial(_delete, what, table, which))
    talks = unfinished_talks(limits)
    await _page_by_page(database, now, dialogs, talks, partial(_blank, talks))
    removed = removed_long_ago(limits)
    await _page_by_page(database, now, removals, removed, partial(_unsay, removed))
    return Purged(**{field.name: gone[field.name] for field in fields(Purged)})


async def _delete(
    what: str, table: Table, which: ColumnElement[bool], retention: Retention, keys: list[Key]
) -> Counter[str]:
    return Counter({what: await retention.delete(table, which, keys)})


async def _blank(which: ColumnElement[bool], retention: Retention, keys: list[Key]) -> Counter[str]:
    await retention.forget_talks(which, keys)
    return Counter()


async def _unsay(which: ColumnElement[bool], retention: Retention, keys: list[Key]) -> Counter[str]:
    await retention.forget_removed(which, keys)
    return Counter()


async def _page_by_page(
    database: Database,
    now: datetime,
    table: Table,
    which: ColumnElement[bool],
    change: Callable[[Retention, list[Key]], Awaitable[Counter[str]]],
) -> Counter[str]:
    """Looks in one short transaction and changes in another: whoever writes in between is not kept waiting."""
    gone: Counter[str] = Counter()
    last: Key | None = None
    while True:
        async with database.reading() as uow:
            keys = await uow.retention.page(table, which, last)
        if not keys:
            return gone
        async with database.begin(now) as uow:
            gone += await change(uow.retention, keys)
        last = keys[-1]
