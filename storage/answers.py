"""What officials answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from domain.answer import Answer, AnswerKind
from domain.place import Place
from storage.batch import Batch, How, Record
from storage.places import place_of, place_values, stands_at
from storage.tables import answers

LATEST = (
    select(answers)
    .where(answers.c.question == bindparam("question"), answers.c.undone_at.is_(None))
    .order_by(answers.c.at.desc(), answers.c.id.desc())
    .limit(1)
)
AT = select(answers).where(stands_at(answers)).order_by(answers.c.at.desc()).limit(1)


class Answers:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._answered: set[int] = set()
        """Questions that got an answer in this transaction."""

    async def add(self, answer: Answer) -> None:
        self._answered.add(answer.question)
        self._batch.put(answers, How.REPLACE, answer.id, _values_of(answer))

    async def save(self, answer: Answer) -> None:
        await self.add(answer)

    async def latest(self, question: int) -> Answer | None:
        if question in self._batch.born and question not in self._answered:
            return None
        row = await self._batch.row(LATEST, answers, question=question)
        return None if row is None else answer_of(row)

    async def of(self, question: int) -> Sequence[Answer]:
        query = select(answers).where(answers.c.question == question).order_by(answers.c.at, answers.c.id)
        return [answer_of(row) for row in await self._batch.rows(query, answers)]

    async def at(self, said_in: Place) -> Answer | None:
        row = await self._batch.row(AT, answers, **place_values(said_in))
        return None if row is None else answer_of(row)

    async def between(self, since: datetime, until: datetime, limit: int = 1000) -> Sequence[Answer]:
        query = select(answers).where(answers.c.at >= since, answers.c.at < until, answers.c.undone_at.is_(None))
        rows = await self._batch.rows(query.order_by(answers.c.at, answers.c.id).limit(limit), answers)
        return [answer_of(row) for row in rows]


def _values_of(answer: Answer) -> dict[str, Any]:
    return {
        "id": answer.id,
        "question": answer.question,
        "answer_kind": answer.kind.value,
        "text": answer.text,
        "by_person": answer.by,
        "at": answer.at,
        **place_values(answer.said_in),
        "before": answer.before,
        "attachments": answer.attachments,
        "undone_at": answer.undone_at,
        "corrected_at": answer.corrected_at,
    }


def answer_of(row: Record) -> Answer:
    return Answer(
        id=row.id,
        question=row.question,
        kind=AnswerKind(row.answer_kind),
        text=row.text,
        by=row.by_person,
        at=row.at,
        said_in=place_of(row),
        before=row.before,
        attachments=row.attachments,
        undone_at=row.undone_at,
        corrected_at=row.corrected_at,
    )
