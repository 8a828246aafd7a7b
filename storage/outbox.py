"""Everything the bot says or does in VK, written in the same transaction as what made it say so."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, bindparam, func, or_, select, update

from domain.notices import Notice, Priority
from domain.place import Place, VkId
from domain.ports import Sent, Verb
from storage.batch import Batch, How, Record
from storage.claiming import SPEAKING
from storage.notices import decoded, encoded
from storage.places import place_of, place_values
from storage.sending import Sending, numbers_in, random_id_of
from storage.slots import Slots
from storage.tables import IS_WAITING, outbox

TELLING = frozenset({Verb.SAY, Verb.FILE})
"""What may go at the pace of unasked notices."""

AT_ONCE = frozenset({Verb.POP, Verb.REACT})
"""Somebody has just pressed or spoken and looks at the screen."""

WITHDRAW = (
    update(outbox)
    .where(outbox.c.question == bindparam("the_question"), outbox.c.reminds, IS_WAITING)
    .values(state="cancelled")
)


class Outbox(Sending):
    """What use cases see of it; the sender's side is `Sending`."""

    def __init__(self, batch: Batch, now: datetime | None = None) -> None:
        super().__init__(batch)
        self._slots = Slots(batch)
        self._now = now

    async def put(
        self,
        verb: Verb,
        place: Place,
        notice: Notice | None,
        *,
        key: str,
        question: int | None = None,
        to: VkId | None = None,
        not_before: datetime | None = None,
        reply: bool = False,
        fact: str = "",
        paced: bool = False,
    ) -> None:
        if key in self._batch.pile(outbox, How.KEEP):
            return
        slot, random_id = None, random_id_of(key, place.community, place.peer)
        if self._now is not None and verb in TELLING and (paced or (notice is not None and notice.unasked)):
            slot, not_before = await self._slots.take(
                place.community, max(not_before or self._now, self._now), random_id
            )
        name, body = encoded(notice) if notice is not None else (None, None)
        values = {
            "key": key,
            "verb": verb.value,
            **place_values(place.whole),
            "notice": name,
            "body": body,
            "question": question,
            "to_person": to,
            "reply": reply,
            "fact": fact,
            "own": notice is not None and notice.own and verb.value in SPEAKING,
            "reminds": notice is not None and notice.reminds,
            "priority": int(_priority(verb, notice)),
            "random_id": random_id,
            "state": "waiting",
            "created_at": self._now,
            "not_before": not_before,
            "attempts": 0,
            "parts": 0,
            "unsettled": 0,
            "slot": slot,
        }
        self._batch.put(outbox, How.KEEP, key, values)

    async def withdraw_reminders(self, question: int) -> None:
        pending = self._batch.pile(outbox, How.KEEP)
        for key, row in pending.items():
            if row["question"] == question and row["reminds"]:
                pending[key] = {**row, "state": "cancelled"}
        self._batch.later(outbox, WITHDRAW, {"the_question": question})

    async def cancel(self, key: str) -> bool:
        # A row under a lease may be on its way to VK already; after a crash nobody knows, so it counts as sent.
        untouched = (outbox.c.key == key, IS_WAITING, outbox.c.lease_until.is_(None))
        change = update(outbox).where(*untouched).values(state="cancelled").returning(outbox.c.id)
        return bool(await self._batch.execute(change, outbox))

    async def find_sent(self, place: Place) -> Sent | None:
        query = select(outbox).where(
            outbox.c.community == place.community,
            outbox.c.peer == place.peer,
            outbox.c.post == place.post,
            outbox.c.sent_message == place.message,
            outbox.c.kind == place.kind.value,
            outbox.c.verb.in_(SPEAKING),
        )
        row = await self._batch.row(query.order_by(outbox.c.id.desc()).limit(1), outbox)
        return None if row is None else _sent_of(row)

    async def by_key(self, key: str) -> Sent | None:
        waits_or_went = or_(IS_WAITING, outbox.c.sent_message.is_not(None))
        row = await self._batch.row(select(outbox).where(outbox.c.key == key, waits_or_went), outbox)
        return None if row is None else _sent_of(row)

    async def sent_about(self, question: int, notice: type[Notice]) -> Sequence[Sent]:
        query = select(outbox).where(
            outbox.c.question == question,
            outbox.c.notice == notice.__name__,
            outbox.c.sent_message.is_not(None),
            outbox.c.verb.in_(SPEAKING),
        )
        rows = await self._batch.rows(query.order_by(outbox.c.sent_at, outbox.c.id), outbox)
        return [_sent_of(row) for row in rows]

    async def own_texts(self, community: int, peer: int, since: datetime) -> int:
        here = and_(outbox.c.community == community, outbox.c.peer == peer, outbox.c.own)
        got = select(func.count()).where(here, outbox.c.sent_at >= since)
        will = select(func.count()).where(here, IS_WAITING)
        query = select(got.scalar_subquery() + will.scalar_subquery())
        return int(await self._batch.value(query, outbox))

    async def told_lately(self, to: VkId, since: datetime) -> int:
        mine = (outbox.c.to_person == to, outbox.c.own, outbox.c.created_at > since)
        return int(await self._batch.value(select(func.count()).select_from(outbox).where(*mine), outbox))

    async def said_to(self, to: VkId, notice: type[Notice], since: datetime) -> int:
        query = select(func.count()).where(
            outbox.c.to_person == to,
            outbox.c.notice == notice.__name__,
            or_(IS_WAITING, outbox.c.sent_at >= since),
        )
        return int(await self._batch.value(query, outbox))


def _priority(verb: Verb, notice: Notice | None) -> Priority:
    if verb in AT_ONCE:
        return Priority.ALARM
    return notice.priority if notice is not None else Priority.REPLY


def _sent_of(row: Record) -> Sent:
    return Sent(
        id=row.id,
        verb=Verb(row.verb),
        place=place_of(row).at(row.sent_message or 0),
        notice=decoded(row.notice, row.body),
        question=row.question,
        to=row.to_person,
        sent_at=row.sent_at,
        earlier=numbers_in(row.fact) if row.verb == Verb.SAY.value else (),
    )
