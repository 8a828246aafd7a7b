"""Who has the same question."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from domain.place import VkId
from domain.ports import Vote
from storage.batch import Batch
from storage.places import place_of, place_values
from storage.tables import votes


class Votes:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def add(self, vote: Vote) -> bool:
        place = place_values(vote.place)
        return await self._batch.keep(
            votes, question=vote.question, voter=vote.voter, at=vote.at, text=vote.text, **place
        )

    async def remove(self, question: int, voter: VkId) -> bool:
        one = delete(votes).where(votes.c.question == question, votes.c.voter == voter)
        return bool(await self._batch.execute(one.returning(votes.c.voter)))

    async def of(self, question: int) -> Sequence[Vote]:
        rows = await self._batch.rows(
            select(votes).where(votes.c.question == question).order_by(votes.c.at, votes.c.voter)
        )
        return [
            Vote(row.question, row.voter, row.at, None if row.kind is None else place_of(row), row.text) for row in rows
        ]

    async def has(self, question: int, voter: VkId) -> bool:
        query = select(votes.c.voter).where(votes.c.question == question, votes.c.voter == voter)
        return await self._batch.row(query) is not None
