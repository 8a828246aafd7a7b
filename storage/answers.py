"""What officials answered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select

from domain.answer import Answer, AnswerKind
from domain.place import Place
from storage.batch import Batch, How
from storage.places import AS_PLACE, place_values, stands_at
from storage.shapes import Shape, coded, named
from storage.tables import answers

ANSWER = Shape(
    Answer,
    kind=coded(AnswerKind, "answer_kind"),
    by=named("by_person"),
    said_in=AS_PLACE,
)

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
        self._batch.put(answers, How.REPLACE, answer.id, ANSWER.values(answer))

    async def save(self, answer: Answer) -> None:
        await self.add(answer)

    async def latest(self, question: int) -> Answer | None:
        if question in self._batch.born and question not in self._answered:
            return None
        row = await self._batch.row(LATEST, answers, question=question)
        return None if row is None else ANSWER.of(row)

    async def of(self, question: int) -> Sequence[Answer]:
        query = select(answers).where(answers.c.question == question).order_by(answers.c.at, answers.c.id)
        return [ANSWER.of(row) for row in await self._batch.rows(query, answers)]

    async def at(self, said_in: Place) -> Answer | None:
        row = await self._batch.row(AT, answers, **place_values(said_in))
        return None if row is None else ANSWER.of(row)

    async def between(self, since: datetime, until: datetime, limit: int = 1000) -> Sequence[Answer]:
        query = select(answers).where(answers.c.at >= since, answers.c.at < until, answers.c.undone_at.is_(None))
        rows = await self._batch.rows(query.order_by(answers.c.at, answers.c.id).limit(limit), answers)
        return [ANSWER.of(row) for row in rows]
