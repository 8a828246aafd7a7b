"""Things that happen once a day or once for ever."""

from collections.abc import Sequence, Set
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.batch import Batch
from storage.tables import diary

SOME = select(diary.c.mark, diary.c.value).where(diary.c.mark.in_(bindparam("marks", expanding=True)))
VALUE = select(diary.c.value).where(diary.c.mark == bindparam("mark"))
FORGET = delete(diary).where(diary.c.mark == bindparam("mark"))


class Diary:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._expected: dict[str, int | None] = {}

    async def once(self, mark: str, at: datetime, value: int = 0) -> bool:
        self._expected.pop(mark, None)
        return await self._batch.keep(diary, mark=mark, at=at, value=value)

    async def value(self, mark: str) -> int | None:
        if mark in self._expected:
            return self._expected[mark]
        found: int | None = await self._batch.value(VALUE, mark=mark)
        return found

    async def expect(self, marks: Set[str]) -> None:
        """Reads what many marks hold in one query, for the calls that follow."""
        if marks:
            rows = await self._batch.rows(SOME, marks=sorted(marks))
            self._expected |= dict.fromkeys(marks, None) | {row.mark: row.value for row in rows}

    def unexpect(self) -> None:
        """Drops what was read ahead: the rows were changed past this repository."""
        self._expected.clear()

    async def marks(self, prefix: str) -> Sequence[str]:
        query = select(diary.c.mark).where(diary.c.mark.startswith(prefix, autoescape=True)).order_by(diary.c.mark)
        return [row[0] for row in await self._batch.rows(query, diary)]

    async def forget(self, mark: str) -> None:
        self._expected.pop(mark, None)
        await self._batch.execute(FORGET, mark=mark)
