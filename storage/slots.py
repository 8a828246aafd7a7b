"""Slots for what residents did not ask for just now: one notice of a community in each (domain/pace.py).

The slot is chosen when the notice is written, so that a notice that waits for its slot holds nobody else in its
dialog, is not late in anybody's eyes, and keeps its place over a restart.
"""

from datetime import datetime

from sqlalchemy import bindparam, select

from domain.pace import first_slot, leaves_at
from storage.batch import Batch
from storage.tables import outbox

_taken = outbox.alias("taken").c
_next = outbox.alias("next").c
FREE_AFTER = (
    select(_taken.slot + 1)
    .where(
        _taken.community == bindparam("community"),
        _taken.slot >= bindparam("slot"),
        ~select(_next.id).where(_next.community == _taken.community, _next.slot == _taken.slot + 1).exists(),
    )
    .order_by(_taken.slot)
    .limit(1)
)
"""The end of the run of taken slots that a taken slot stands in."""

TAKEN = select(_taken.id).where(_taken.community == bindparam("community"), _taken.slot == bindparam("slot")).limit(1)


class Slots:
    """Those given out in this transaction are remembered until they are written."""

    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        self._given: dict[int, set[int]] = {}
        self._last: dict[int, tuple[int, int]] = {}
        """By community: where the last search began and what it found."""

    async def take(self, community: int, wanted: datetime, luck: int) -> tuple[int, datetime]:
        """The next free slot for a notice wanted at a moment, and when it leaves."""
        first = first_slot(wanted)
        began, found = self._last.get(community, (first, first - 1))
        start = found + 1 if began <= first <= found else first
        given = self._given.setdefault(community, set())
        slot = await self._free(community, start, given)
        given.add(slot)
        self._last[community] = (min(began, first) if start == found + 1 else first, slot)
        return slot, leaves_at(slot, wanted, luck)

    async def _free(self, community: int, slot: int, given: set[int]) -> int:
        while True:
            if slot in given:
                slot += 1
                continue
            if not await self._batch.rows(TAKEN, community=community, slot=slot):
                return slot
            slot = int(await self._batch.value(FREE_AFTER, community=community, slot=slot))
