"""What was and will be reminded of: one row per question, step and person, so nothing is told twice."""

from collections.abc import Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from domain.place import VkId
from domain.ports import Nudge
from storage.batch import Batch, How
from storage.tables import nudges as table

NOBODY = 0
"""The person of a step that is not told to anybody."""

TOLD = (
    update(table)
    .where(
        table.c.question == bindparam("the_question"),
        table.c.mark == bindparam("the_mark"),
        table.c.person == bindparam("the_person"),
    )
    .values(told_at=bindparam("told_at"))
)

DONE = select(table.c.mark).where(table.c.question == bindparam("question"))
DROP = delete(table).where(table.c.question == bindparam("the_question"), table.c.told_at.is_(None))


class Nudges:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._born: set[tuple[int, str, VkId]] = set()

    async def add(self, nudge: Nudge) -> bool:
        return await self._write(
            question=nudge.question,
            mark=nudge.mark,
            person=nudge.person,
            kind=nudge.kind,
            tell_at=nudge.tell_at,
            told_at=nudge.told_at,
        )

    async def mark(self, question: int, mark: str, at: datetime) -> bool:
        return await self._write(question=question, mark=mark, person=NOBODY, kind="mark", tell_at=at, told_at=at)

    async def _write(self, **values: Any) -> bool:
        """Whether it is the first of its kind; about a question born here only this transaction can know."""
        if values["question"] not in self._batch.born:
            return await self._batch.keep(table, **values)
        key = (values["question"], values["mark"], values["person"])
        first = key not in self._born
        if first:
            self._born.add(key)
            self._batch.put(table, How.KEEP, key, values)
        return first

    async def done(self, question: int) -> Set[str]:
        rows = await self._batch.rows(DONE, table, question=question)
        return {row.mark for row in rows}

    async def untold(self, now: datetime, limit: int) -> Sequence[Nudge]:
        query = (
            select(table)
            .where(table.c.told_at.is_(None), table.c.tell_at <= now)
            .order_by(table.c.tell_at, table.c.question)
            .limit(limit)
        )
        return [
            Nudge(row.question, row.mark, row.person, row.kind, row.tell_at, row.told_at)
            for row in await self._batch.rows(query, table)
        ]

    async def told(self, nudges: Sequence[Nudge], at: datetime) -> None:
        for nudge in nudges:
            key = {"the_question": nudge.question, "the_mark": nudge.mark, "the_person": nudge.person}
            self._batch.later(table, TOLD, {**key, "told_at": at})

    async def last_told(self, person: VkId) -> datetime | None:
        query = select(func.max(table.c.told_at)).where(table.c.person == person)
        told: datetime | None = await self._batch.value(query, table)
        return told

    async def drop(self, question: int) -> None:
        self._born = {key for key in self._born if key[0] != question}
        await self._batch.execute(DROP, table, the_question=question)
