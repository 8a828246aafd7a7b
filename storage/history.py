"""Who did what with a question, line by line."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from domain.ports import Entry
from storage.batch import Batch, How
from storage.tables import history

OF = select(history).where(history.c.question == bindparam("question")).order_by(history.c.id)


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
