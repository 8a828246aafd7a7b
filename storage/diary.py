"""Things that happen once a day or once for ever."""

from collections.abc import Sequence
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

    async def marks(self, prefix: str) -> Sequence[str]:
        query = select(diary.c.mark).where(diary.c.mark.startswith(prefix, autoescape=True)).order_by(diary.c.mark)
        return [row[0] for row in await self._batch.rows(query, diary)]

    async def forget(self, mark: str) -> None:
        await self._batch.execute(delete(diary).where(diary.c.mark == mark))
