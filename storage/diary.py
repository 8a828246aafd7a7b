"""Things that happen once a day or once for ever."""

from datetime import datetime

from sqlalchemy import select

from storage.batch import Batch, insert_into
from storage.tables import diary


class Diary:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def once(self, mark: str, at: datetime, value: int = 0) -> bool:
        insert = insert_into(self._batch.dialect, diary).values(mark=mark, at=at, value=value)
        return bool(await self._batch.execute(insert.on_conflict_do_nothing().returning(diary.c.mark)))

    async def value(self, mark: str) -> int | None:
        found: int | None = await self._batch.value(select(diary.c.value).where(diary.c.mark == mark))
        return found
