"""What stood before a gate lately: numbers without words, people or places."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from domain.gate import Passing
from storage.batch import Batch, How
from storage.learningtables import passings


class Passings:
    """Rows are only added, so that no two transactions wait for each other."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def add(self, municipality: str, passing: Passing, at: datetime) -> None:
        values = {
            "municipality": municipality,
            "at": at,
            "question": passing.question,
            "perhaps": passing.perhaps,
            "topic": passing.topic,
        }
        self._batch.put(passings, How.ADD, object(), values)

    async def between(self, since: datetime, until: datetime) -> Mapping[str, Mapping[Passing, int]]:
        """By municipality, how many of each there were."""
        row = passings.c
        kinds = (row.municipality, row.question, row.perhaps, row.topic)
        query = select(*kinds, func.count()).where(row.at >= since, row.at < until).group_by(*kinds)
        found: defaultdict[str, Counter[Passing]] = defaultdict(Counter)
        for municipality, question, perhaps, topic, times in await self._batch.rows(query, passings):
            found[municipality][Passing(question, perhaps, topic)] += times
        return found
