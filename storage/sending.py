"""The queue of the sender: one row of a conversation at a time, oldest first."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any

from sqlalchemy import SmallInteger, bindparam, case, exists, or_, select, update

from domain.notices import Notice
from domain.pace import SPACING, Spacing
from domain.place import Place, VkId
from domain.ports import Verb
from storage.batch import Batch, Record, insert_into
from storage.claiming import SPEAKING, Round, claiming, due
from storage.notices import decoded
from storage.places import place_of
from storage.tables import IS_WAITING, links, outbox, questions


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something to do in VK, as the sender takes it."""

    id: int
    key: str
    verb: Verb
    place: Place
    notice: Notice | None
    """None when the verb needs none, or when a newer version wrote it: see `unreadable`."""
    unreadable: bool
    random_id: int
    question: int | None
    to: VkId | None
    reply: bool
    fact: str
    own: bool
    reminds: bool
    priority: int
    attempts: int
    parts: int
    """How many parts of a long text were sent already."""
    created_at: datetime | None
    unsettled: int = 0
    """Tries whose outcome nobody knows, the one this row was just taken for among them."""
    anchor: int = 0
    """The last message known there before the first of them."""

    @property
    def may_be_said(self) -> bool:
        """An earlier try may have been done: look before saying it again."""
        return self.unsettled > 1


def random_id_of(key: str, community: int, peer: int) -> int:
    """The same for the same text in the same conversation, whatever database it is written from; never 0."""
    digest = blake2b(f"{key}|{community}|{peer}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") & 0x7FFFFFFF or 1


class Sending:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def claim(
        self,
        now: datetime,
        limit: int,
        lease: timedelta,
        owner: str,
        spacing: Spacing = SPACING,
        besides: Collection[int] = (),
    ) -> list[OutboxRow]:
        """Takes due rows for `lease`: the oldest of each conversation, none where a lease still runs.

        A row that waits for its retry holds its conversation; one that waits for the morning does not. Communities
        named in `besides` are passed over: they have enough on its way.
        """
        values = Round(now, lease, spacing, besides).values(limit) | {"until": now + lease, "owner": owner}
        rows = await self._batch.execute(claiming(self._batch.dialect), outbox, **values)
        return sorted(map(_row_of, rows), key=lambda row: (row.priority, row.id))

    async def any_due(
        self, now: datetime, lease: timedelta, spacing: Spacing = SPACING, besides: Collection[int] = ()
    ) -> bool:
        """Whether `claim` would take anything; asks without the lock that writing takes."""
        return bool(await self._batch.rows(due(), outbox, **Round(now, lease, spacing, besides).values(1)))

    async def last_words(self, place: Place, since: datetime) -> str:
        """What the bot said last in a conversation, if it was after `since`."""
        values = {"community": place.community, "peer": place.peer, "post": place.post, "since": since}
        return str(await self._batch.value(LAST_WORDS, outbox, **values) or "")

    async def release(self, owner: str) -> None:
        """Gives back what an earlier life of the same process had taken: nobody else will finish it."""
        taken = (IS_WAITING, outbox.c.lease_owner == owner)
        await self._batch.execute(update(outbox).where(*taken).values(**_FREE), outbox)

    async def sent(self, id_: int, at: datetime, message: int, words: str, earlier: Sequence[int] = ()) -> None:
        """Done; `words` are kept as told, and what stands at `message` belongs to the row's question now.

        `earlier` are the numbers of a long text's other parts.
        """
        if earlier:
            self._batch.later(outbox, EARLIER, {"the_id": id_, "numbers": joined(earlier)})
        values = {"the_id": id_, "sent_at": at, "sent_message": message, "words": words}
        self._batch.later(outbox, SENT, values)
        if message:
            self._batch.later(outbox, LINKED[self._batch.dialect], {"the_id": id_})

    async def part_sent(self, id_: int, parts: int, numbers: Sequence[int] = ()) -> None:
        self._batch.later(outbox, PART_SENT, {"the_id": id_, "parts": parts, "numbers": joined(numbers)})

    async def refused(self, id_: int, code: int | str, error: str) -> None:
        """VK will never do it."""
        self._end(id_, "refused", f"{code}: {error}")

    async def quarantine(self, id_: int, error: str) -> None:
        """Our own mistake: a person must look."""
        self._end(id_, "quarantined", error)

    async def cancel_row(self, id_: int) -> None:
        """It lost its sense before it was said."""
        self._end(id_, "cancelled", None)

    async def retry(self, id_: int, at: datetime, error: str, *, unknown: bool = False) -> None:
        """Once more later; `unknown` when this try may have been done."""
        values = {"the_id": id_, "retry_at": at, "error": error, "kept": int(unknown)}
        self._batch.later(outbox, RETRY, values)

    def _end(self, id_: int, state: str, error: str | None) -> None:
        self._batch.later(outbox, ENDED, {"the_id": id_, "new_state": state, "error": error})


LAST_WORDS = (
    select(outbox.c.words)
    .where(
        outbox.c.community == bindparam("community"),
        outbox.c.peer == bindparam("peer"),
        outbox.c.post == bindparam("post"),
        outbox.c.sent_at > bindparam("since", type_=outbox.c.sent_at.type),
        outbox.c.verb == Verb.SAY.value,
    )
    .order_by(outbox.c.sent_at.desc(), outbox.c.id.desc())
    .limit(1)
)


def joined(numbers: Sequence[int]) -> str:
    """Numbers of messages, as a said text's `fact` keeps them."""
    return ",".join(str(number) for number in numbers)


def numbers_in(fact: str) -> tuple[int, ...]:
    return tuple(int(number) for number in fact.split(",") if number.isdigit())


_THE_ROW = outbox.c.id == bindparam("the_id")
_FREE: dict[str, Any] = {"lease_until": None, "lease_owner": None}

_erased = exists().where(questions.c.number == outbox.c.question, questions.c.author == 0)
"""Whoever asked has taken the words back: they are not kept a second time here."""

SENT = (
    update(outbox)
    .where(_THE_ROW)
    .values(
        state="sent",
        sent_at=bindparam("sent_at"),
        sent_message=bindparam("sent_message"),
        unsettled=0,
        words=case((_erased, ""), else_=bindparam("words", type_=outbox.c.words.type)),
        body=case((_erased, None), else_=outbox.c.body),
        error=None,
        **_FREE,
    )
)
PART_SENT = update(outbox).where(_THE_ROW).values(parts=bindparam("parts"), fact=bindparam("numbers"))
EARLIER = update(outbox).where(_THE_ROW).values(fact=bindparam("numbers"))
RETRY = (
    update(outbox)
    .where(_THE_ROW)
    .values(
        attempts=outbox.c.attempts + 1,
        retry_at=bindparam("retry_at"),
        error=bindparam("error"),
        unsettled=outbox.c.unsettled * bindparam("kept", type_=SmallInteger),
        **_FREE,
    )
)
ENDED = update(outbox).where(_THE_ROW).values(state=bindparam("new_state"), error=bindparam("error"), **_FREE)


def _link_sent(dialect: str) -> Any:
    row = outbox.c
    columns = ["community", "kind", "peer", "post", "message", "number"]
    place = (row.community, row.kind, row.peer, row.post, row.sent_message, row.question)
    spoken = select(*place).where(_THE_ROW, row.question.is_not(None), or_(*(row.verb == verb for verb in SPEAKING)))
    insert = insert_into(dialect, links).from_select(columns, spoken)
    return insert.on_conflict_do_update(index_elements=columns[:-1], set_={"number": insert.excluded.number})


LINKED = {dialect: _link_sent(dialect) for dialect in ("sqlite", "postgresql")}


def _row_of(row: Record) -> OutboxRow:
    notice = decoded(row.notice, row.body)
    return OutboxRow(
        id=row.id,
        key=row.key,
        verb=Verb(row.verb),
        place=place_of(row),
        notice=notice,
        unreadable=notice is None and row.notice is not None,
        random_id=row.random_id,
        question=row.question,
        to=row.to_person,
        reply=row.reply,
        fact=row.fact,
        own=row.own,
        reminds=row.reminds,
        priority=row.priority,
        attempts=row.attempts,
        parts=row.parts,
        created_at=row.created_at,
        unsettled=row.unsettled,
        anchor=row.anchor or 0,
    )
