"""What the bot remembers of a chat between events."""

from collections.abc import Set

from sqlalchemy import bindparam, select, tuple_

from domain.ports import ChatState
from storage.batch import Batch, How
from storage.tables import chats

SOME = select(chats).where(tuple_(chats.c.community, chats.c.peer).in_(bindparam("keys", expanding=True)))
KEYS = 500
"""Chats looked up by one query."""

ONE = select(chats).where(chats.c.community == bindparam("community"), chats.c.peer == bindparam("peer"))


class Chats:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch
        batch.before_writing(chats, self._in_order)
        self._known: dict[tuple[int, int], ChatState] = {}

    async def get(self, community: int, peer: int) -> ChatState:
        key = (community, peer)
        if key not in self._known:
            row = await self._batch.row(ONE, community=community, peer=peer)
            self._known[key] = ChatState(community, peer) if row is None else ChatState(*row)
        return self._known[key]

    async def expect(self, keys: Set[tuple[int, int]]) -> None:
        """Reads many chats in one query, for the calls that follow."""
        unknown = sorted(keys - self._known.keys())
        for start in range(0, len(unknown), KEYS):
            some = unknown[start : start + KEYS]
            self._known |= {key: ChatState(*key) for key in some}
            for row in await self._batch.rows(SOME, keys=some):
                self._known[row.community, row.peer] = ChatState(*row)

    async def of(self, community: int) -> list[ChatState]:
        """Every chat of a community that was ever heard."""
        query = select(chats).where(chats.c.community == community, chats.c.last_cmid > 0).order_by(chats.c.peer)
        return [ChatState(*row) for row in await self._batch.rows(query, chats)]

    async def save(self, state: ChatState) -> None:
        key = (state.community, state.peer)
        self._known[key] = state
        values = {
            "community": state.community,
            "peer": state.peer,
            "last_cmid": state.last_cmid,
            "last_at": state.last_at,
            "reactions_off": state.reactions_off,
        }
        self._batch.put(chats, How.REPLACE, key, values)

    async def _in_order(self) -> None:
        """Intake and the sender's marks lock several rows beside each other: in the same order, or both would wait."""
        pile = self._batch.pile(chats, How.REPLACE)
        rows = sorted(pile.items(), key=lambda item: str(item[0]))
        pile.clear()
        pile.update(rows)
