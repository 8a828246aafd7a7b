"""Rows for documents, read in pages so that a year fits into memory."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from domain.answer import Answer
from domain.question import Question
from storage.answers import ANSWER
from storage.batch import Batch
from storage.questionrow import question_of
from storage.tables import answers, questions, votes

PAGE = 500


class ExportRow(NamedTuple):
    question: Question
    answer: Answer | None
    """The last one not undone."""
    votes: int


class Reports:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def export_rows(
        self, since: datetime | None, until: datetime | None, municipality: str = ""
    ) -> AsyncIterator[ExportRow]:
        """Questions asked from `since` up to `until`, by number."""
        query = select(questions).order_by(questions.c.number).limit(PAGE)
        if since is not None:
            query = query.where(questions.c.asked_at >= since)
        if until is not None:
            query = query.where(questions.c.asked_at < until)
        if municipality:
            query = query.where(questions.c.municipality == municipality)
        last = 0
        while True:
            rows = await self._batch.rows(query.where(questions.c.number > last), questions)
            page = [question_of(row) for row in rows]
            if not page:
                return
            last = page[-1].number
            latest, voted = await self._answers(page), await self._votes(page)
            for question in page:
                yield ExportRow(question, latest.get(question.number), voted.get(question.number, 0))

    async def _answers(self, page: list[Question]) -> dict[int, Answer]:
        query = select(answers).where(answers.c.question.in_([question.number for question in page]))
        query = query.where(answers.c.undone_at.is_(None)).order_by(answers.c.at, answers.c.id)
        return {row.question: ANSWER.of(row) for row in await self._batch.rows(query, answers)}

    async def _votes(self, page: list[Question]) -> dict[int, int]:
        query = select(votes.c.question, func.count().label("voters")).group_by(votes.c.question)
        query = query.where(votes.c.question.in_([question.number for question in page]))
        return {row.question: row.voters for row in await self._batch.rows(query)}
