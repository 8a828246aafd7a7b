"""Who did what with a question, line by line."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from domain.ports import Entry
from storage.batch import Batch, How
from storage.tables import history

OF = select(history).where(history.c.question == bindparam("question")).order_by(history.c.id)

COUNT = (
    select(func.count())
    .select_from(history)
    .where(
        history.c.question == bindparam("question"),
        history.c.what == bindparam("what"),
        history.c.at > bindparam("since", type_=history.c.at.type),
    )
)


class Histories:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._born: dict[int, list[Entry]] = {}

    async def add(self, entry: Entry) -> None:
        if entry.question in self._batch.born:
            self._born.setdefault(entry.question, []).append(entry)
        values = {
            "question": entry.question,
            "at": entry.at,
            "actor": entry.actor,
            "what": entry.what,
            "detail": entry.detail,
        }
        self._batch.put(history, How.ADD, object(), values)

    async def of(self, question: int) -> Sequence[Entry]:
        if question in self._batch.born:
            return tuple(self._born.get(question, ()))
        return [
            Entry(row.question, row.at, row.actor, row.what, row.detail)
            for row in await self._batch.rows(OF, history, question=question)
        ]

    async def count(self, question: int, what: str, since: datetime) -> int:
        if question in self._batch.born:
            return sum(entry.what == what and entry.at > since for entry in self._born.get(question, ()))
        return int(await self._batch.value(COUNT, history, question=question, what=what, since=since))
