"""What a week's rating is counted from: each read goes by an index, some hundreds of keys at a time."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy import func, select

from domain.answer import Answer, Promise
from domain.question import WAITING, Question
from storage.answers import ANSWER
from storage.batch import Batch
from storage.promises import Promises
from storage.questionrow import question_of
from storage.tables import IS_LIVE, answers, diary, history, promises, questions

AT_ONCE = 500
"""Keys in one query; SQLite takes some thousands."""

Key = TypeVar("Key", int, str)


class Ratings:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._promises = Promises(batch)

    async def asked(self, since: datetime, until: datetime, municipalities: Collection[str]) -> Sequence[Question]:
        query = select(questions).where(questions.c.municipality.in_(sorted(municipalities)))
        query = query.where(questions.c.asked_at >= since, questions.c.asked_at < until).order_by(questions.c.number)
        return [question_of(row) for row in await self._batch.rows(query, questions)]

    async def late(self, before: datetime) -> Sequence[Question]:
        waiting = questions.c.status.in_(sorted(status.value for status in WAITING))
        query = select(questions).where(IS_LIVE, questions.c.due_at < before, waiting).order_by(questions.c.number)
        return [question_of(row) for row in await self._batch.rows(query, questions)]

    async def answers(self, numbers: Collection[int]) -> Sequence[Answer]:
        found: list[Answer] = []
        for some in _portions(numbers):
            query = select(answers).where(answers.c.question.in_(some), answers.c.undone_at.is_(None))
            rows = await self._batch.rows(query.order_by(answers.c.at, answers.c.id), answers)
            found += [ANSWER.of(row) for row in rows]
        return found

    async def happened(self, numbers: Collection[int], what: str) -> Mapping[int, datetime]:
        found: dict[int, datetime] = {}
        for some in _portions(numbers):
            query = select(history.c.question, func.max(history.c.at, type_=history.c.at.type).label("at"))
            query = query.where(history.c.question.in_(some), history.c.what == what).group_by(history.c.question)
            found |= {row.question: row.at for row in await self._batch.rows(query, history)}
        return found

    async def promises(self, since: datetime, until: datetime) -> Sequence[Promise]:
        await self._batch.flush(promises)
        return await self._promises.named_for(since, until)

    async def questions(self, numbers: Collection[int]) -> Sequence[Question]:
        found: list[Question] = []
        for some in _portions(numbers):
            rows = await self._batch.rows(select(questions).where(questions.c.number.in_(some)), questions)
            found += [question_of(row) for row in rows]
        return found

    async def marks(self, marks: Collection[str]) -> Mapping[str, int]:
        found: dict[str, int] = {}
        for some in _portions(marks):
            query = select(diary.c.mark, diary.c.value).where(diary.c.mark.in_(some))
            found |= {row.mark: row.value for row in await self._batch.rows(query, diary)}
        return found


def _portions(keys: Collection[Key]) -> Iterator[list[Key]]:
    ordered = sorted(set(keys))
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))
