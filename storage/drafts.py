"""Private messages that wait for a silence before they become one question."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select

from domain.place import Place, PlaceKind, VkId
from domain.ports import Draft
from storage.batch import Batch, How, Record
from storage.tables import drafts

ONE = select(drafts).where(*(drafts.c[name] == bindparam(name) for name in ("community", "person")))


class Drafts:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def find(self, community: int, person: VkId) -> Draft | None:
        row = await self._batch.row(ONE, drafts, community=community, person=person)
        return None if row is None else _draft_of(row)

    async def save(self, draft: Draft) -> None:
        values = {
            "community": draft.community,
            "person": draft.person,
            "kind": draft.first.kind.value,
            "peer": draft.first.peer,
            "post": draft.first.post,
            "message": draft.first.message,
            "texts": draft.texts,
            "attachments": draft.attachments,
            "messages": draft.messages,
            "asked_at": draft.asked_at,
            "ready_at": draft.ready_at,
        }
        self._batch.put(drafts, How.REPLACE, (draft.community, draft.person), values)

    async def drop(self, community: int, person: VkId) -> None:
        mine = (drafts.c.community == community, drafts.c.person == person)
        await self._batch.execute(delete(drafts).where(*mine), drafts)

    async def ready(self, now: datetime, limit: int) -> Sequence[Draft]:
        query = select(drafts).where(drafts.c.ready_at <= now).order_by(drafts.c.ready_at).limit(limit)
        return [_draft_of(row) for row in await self._batch.rows(query, drafts)]


def _draft_of(row: Record) -> Draft:
    return Draft(
        community=row.community,
        person=row.person,
        first=Place(PlaceKind(row.kind), row.community, row.peer, row.message, row.post),
        texts=row.texts,
        attachments=row.attachments,
        messages=row.messages,
        asked_at=row.asked_at,
        ready_at=row.ready_at,
    )
