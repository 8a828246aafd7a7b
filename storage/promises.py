"""Dates officials named to residents."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from domain.answer import Promise, PromiseState
from domain.place import VkId
from storage.batch import Batch, How, Record
from storage.tables import IS_OPEN_PROMISE, promises, questions


class Promises:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def add(self, promise: Promise) -> None:
        values = {
            "id": promise.id,
            "question": promise.question,
            "by_person": promise.by,
            "due": promise.due,
            "what": promise.what,
            "made_at": promise.made_at,
            "state": promise.state.value,
            "moves": promise.moves,
        }
        self._batch.put(promises, How.REPLACE, promise.id, values)

    async def save(self, promise: Promise) -> None:
        await self.add(promise)

    async def open_of(self, question: int) -> Sequence[Promise]:
        return await self._open(select(promises).where(promises.c.question == question))

    async def due_between(self, since: datetime, until: datetime, municipality: str = "") -> Sequence[Promise]:
        query = select(promises).where(promises.c.due >= since, promises.c.due < until)
        if municipality:
            await self._batch.flush(questions)
            query = query.join(questions, questions.c.number == promises.c.question)
            query = query.where(questions.c.municipality == municipality)
        return await self._open(query)

    async def open_by(self, person: VkId) -> Sequence[Promise]:
        return await self._open(select(promises).where(promises.c.by_person == person))

    async def _open(self, query: Select[Any]) -> list[Promise]:
        query = query.where(IS_OPEN_PROMISE).order_by(promises.c.due, promises.c.id)
        return [_promise_of(row) for row in await self._batch.rows(query, promises)]


def _promise_of(row: Record) -> Promise:
    return Promise(
        id=row.id,
        question=row.question,
        by=row.by_person,
        due=row.due,
        what=row.what,
        made_at=row.made_at,
        state=PromiseState(row.state),
        moves=row.moves,
    )
