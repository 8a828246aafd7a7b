"""Counters inside the transaction: numbers of questions and the version of the organisation."""

from functools import cache

from sqlalchemy import Executable

from storage.batch import Batch, How, insert_into
from storage.tables import counters


@cache
def _taking(dialect: str) -> Executable:
    insert = insert_into(dialect, counters)
    one_more = {"value": counters.c.value + 1}
    return insert.on_conflict_do_update(index_elements=["name"], set_=one_more).returning(counters.c.value)


class Counter:
    """Takes the row's lock once, then counts in memory; the last number is written with the rest.

    Nobody else can count before this transaction ends, so a number is never given twice, and a rollback gives it back.
    """

    def __init__(self, batch: Batch, name: str) -> None:
        self._batch = batch
        self._name = name
        self._last: int | None = None

    async def next(self) -> int:
        if self._last is None:
            rows = await self._batch.execute(_taking(self._batch.dialect), name=self._name, value=1)
            self._last = int(rows[0].value)
        else:
            self._last += 1
            row = {"name": self._name, "value": self._last}
            self._batch.put(counters, How.REPLACE, self._name, row)
        return self._last
