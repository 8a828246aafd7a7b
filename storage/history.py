"""Who did what with a question, line by line."""

from collections.abc import Sequence

from sqlalchemy import select

from domain.ports import Entry
from storage.batch import Batch, How
from storage.tables import history


class Histories:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def add(self, entry: Entry) -> None:
        values = {
            "question": entry.question,
            "at": entry.at,
            "actor": entry.actor,
            "what": entry.what,
            "detail": entry.detail,
        }
        self._batch.put(history, How.ADD, object(), values)

    async def of(self, question: int) -> Sequence[Entry]:
        query = select(history).where(history.c.question == question).order_by(history.c.id)
        return [
            Entry(row.question, row.at, row.actor, row.what, row.detail)
            for row in await self._batch.rows(query, history)
        ]
