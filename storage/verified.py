"""Confirmed answers, and to whom they were offered."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from domain.question import Question, Status
from domain.verified import Offer, Verified
from storage.batch import Batch, How
from storage.questionrow import question_of
from storage.tables import UNSETTLED, offers, questions, verified

MOST = 300
"""Answers of one municipality that hold at once and are compared with; the newest."""

STANDING = (
    select(questions)
    .join(verified, verified.c.question == questions.c.number)
    .where(
        verified.c.municipality == bindparam("municipality"),
        verified.c.until > bindparam("now", type_=verified.c.until.type),
        questions.c.status == Status.CLOSED.value,
    )
    .order_by(questions.c.number.desc())
    .limit(MOST)
)


class VerifiedAnswers:
    """Asked for each new question: a municipality's answers are read once a transaction."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._standing: dict[str, Sequence[Question]] = {}

    async def keep(self, kept: Verified) -> None:
        self._standing.clear()
        values = {
            "question": kept.question,
            "municipality": kept.municipality,
            "until": kept.until,
            "by_person": kept.by,
        }
        self._batch.put(verified, How.REPLACE, kept.question, values)

    async def drop(self, question: int) -> None:
        self._standing.clear()
        await self._batch.execute(delete(verified).where(verified.c.question == question), verified)

    async def of(self, question: int) -> Verified | None:
        row = await self._batch.row(select(verified).where(verified.c.question == question), verified)
        return None if row is None else Verified(row.question, row.municipality, row.until, row.by_person)

    async def standing(self, municipality: str, now: datetime) -> Sequence[Question]:
        if municipality not in self._standing:
            rows = await self._batch.rows(STANDING, verified, municipality=municipality, now=now)
            self._standing[municipality] = [question_of(row) for row in rows]
        return self._standing[municipality]

    async def offered(self, offer: Offer) -> None:
        values = {"question": offer.question, "similar": offer.similar, "at": offer.at, "outcome": offer.outcome}
        self._batch.put(offers, How.REPLACE, offer.question, values)

    async def offer_of(self, question: int) -> Offer | None:
        row = await self._batch.row(select(offers).where(offers.c.question == question), offers)
        return None if row is None else Offer(*row)

    async def unsettled(self, before: datetime, limit: int) -> Sequence[Offer]:
        query = select(offers).where(UNSETTLED, offers.c.at <= before).order_by(offers.c.at).limit(limit)
        return [Offer(*row) for row in await self._batch.rows(query, offers)]
