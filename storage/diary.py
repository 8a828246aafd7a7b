"""Things that happen once a day or once for ever."""

from datetime import datetime

from sqlalchemy import delete, select

from storage.batch import Batch
from storage.tables import diary


class Diary:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def once(self, mark: str, at: datetime, value: int = 0) -> bool:
        return await self._batch.keep(diary, mark=mark, at=at, value=value)

    async def value(self, mark: str) -> int | None:
        found: int | None = await self._batch.value(select(diary.c.value).where(diary.c.mark == mark))
        return found

    async def forget(self, mark: str) -> None:
        await self._batch.execute(delete(diary).where(diary.c.mark == mark))
