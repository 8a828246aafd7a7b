"""Things that happen once a day or once for ever."""

from collections.abc import Sequence, Set
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from storage.batch import Batch
from storage.tables import diary

SOME = select(diary.c.mark, diary.c.value).where(diary.c.mark.in_(bindparam("marks", expanding=True)))
VALUE = select(diary.c.value).where(diary.c.mark == bindparam("mark"))
STARTING = select(diary.c.mark).order_by(diary.c.mark)
MARKS = {
    "sqlite": STARTING.where(diary.c.mark >= bindparam("prefix"), diary.c.mark < bindparam("after")),
    "postgresql": STARTING.where(func.starts_with(diary.c.mark, bindparam("prefix"))),
}
"""SQLite uses its index for a range; other collations than its own know no such range."""

LAST = "\U0010ffff"
"""Behind every mark."""

FORGET = delete(diary).where(diary.c.mark == bindparam("mark"))


class Diary:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._expected: dict[str, int | None] = {}
        self._listed: dict[str, Sequence[str]] = {}
        """Marks by what they begin with, as asked in this transaction: every question asks for the emergencies."""

    async def once(self, mark: str, at: datetime, value: int = 0) -> bool:
        self._changes(mark)
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
        self._listed.clear()

    def _changes(self, mark: str) -> None:
        self._expected.pop(mark, None)
        for prefix in [prefix for prefix in self._listed if mark.startswith(prefix)]:
            del self._listed[prefix]

    async def marks(self, prefix: str) -> Sequence[str]:
        if prefix not in self._listed:
            values = {"prefix": prefix}
            if self._batch.dialect == "sqlite":
                values["after"] = f"{prefix[:-1]}{chr(ord(prefix[-1]) + 1)}" if prefix else LAST
            rows = await self._batch.rows(MARKS[self._batch.dialect], diary, **values)
            self._listed[prefix] = [row[0] for row in rows]
        return self._listed[prefix]

    async def forget(self, mark: str) -> None:
        self._changes(mark)
        await self._batch.execute(FORGET, mark=mark)
