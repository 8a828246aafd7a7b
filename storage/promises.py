"""Dates officials named to residents."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, select

from domain.answer import Promise, PromiseState
from domain.place import VkId
from storage.batch import Batch, How
from storage.shapes import Shape, coded, named
from storage.tables import IS_OPEN_PROMISE, promises, questions

PROMISE = Shape(Promise, by=named("by_person"), state=coded(PromiseState))
OPEN = select(promises).where(IS_OPEN_PROMISE)
BY_DATE = (promises.c.due, promises.c.id)
OF_QUESTION = OPEN.where(promises.c.question == bindparam("question")).order_by(*BY_DATE)
OF_PERSON = OPEN.where(promises.c.by_person == bindparam("person"))
"""Asked when somebody goes on leave: too seldom for an index of its own."""


class Promises:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def add(self, promise: Promise) -> None:
        self._batch.put(promises, How.REPLACE, promise.id, PROMISE.values(promise))

    async def save(self, promise: Promise) -> None:
        await self.add(promise)

    async def open_of(self, question: int) -> Sequence[Promise]:
        return await self._open(OF_QUESTION, question=question)

    async def open_by(self, person: VkId) -> Sequence[Promise]:
        return await self._open(OF_PERSON, person=person)

    async def _within(self, query: Select[Any], municipality: str) -> Select[Any]:
        if not municipality:
            return query
        await self._batch.flush(questions)
        query = query.join(questions, questions.c.number == promises.c.question)
        return query.where(questions.c.municipality == municipality)

    async def named_for(self, since: datetime, until: datetime, municipality: str = "") -> Sequence[Promise]:
        query = select(promises).where(promises.c.due >= since, promises.c.due < until)
        return await self._open((await self._within(query, municipality)).order_by(*BY_DATE))

    async def _open(self, query: Select[Any], **values: Any) -> list[Promise]:
        return [PROMISE.of(row) for row in await self._batch.rows(query, promises, **values)]
