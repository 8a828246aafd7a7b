"""Numbers about the bot's own work: how much waits and how old it is, what was heard. No words, no people."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select

from domain.place import FIRST_CHAT_PEER, VkId
from domain.ports import Backlog, HeardInChat
from storage.batch import Batch
from storage.tables import IS_LIVE, QUARANTINED, WAITING, counters, dialogs, inbox, outbox, questions

MOST_HEARD = 200_000
"""Messages looked at to tell how well chats are heard."""


class Gauges:
    def __init__(self, batch: Batch) -> None:
        self._batch = batch

    async def inbox_backlog(self) -> Backlog:
        query = select(func.count(), func.min(inbox.c.received_at)).where(inbox.c.state == WAITING)
        row = (await self._batch.rows(query, inbox))[0]
        return Backlog(row[0], row[1])

    async def outbox_backlog(self, now: datetime) -> Backlog:
        """What could be on its way already; what waits for the morning is not late."""
        due = func.coalesce(outbox.c.not_before, outbox.c.created_at)
        query = select(func.count(), func.min(due)).where(
            outbox.c.state == WAITING, or_(outbox.c.not_before.is_(None), outbox.c.not_before <= bindparam("now"))
        )
        row = (await self._batch.rows(query, outbox, now=now))[0]
        return Backlog(row[0], row[1])

    async def inbox_quarantined(self) -> int:
        query = select(func.count()).select_from(inbox).where(inbox.c.state == QUARANTINED)
        return int(await self._batch.value(query, inbox))

    async def outbox_quarantined(self) -> int:
        query = select(func.count()).select_from(outbox).where(outbox.c.state == QUARANTINED)
        return int(await self._batch.value(query, outbox))

    async def questions_by_status(self) -> dict[str, int]:
        """Those not ended; the others only grow and are not counted each time."""
        query = select(questions.c.status, func.count()).where(IS_LIVE).group_by(questions.c.status)
        return {row[0]: row[1] for row in await self._batch.rows(query, questions)}

    async def overdue(self, now: datetime) -> int:
        query = select(func.count()).select_from(questions).where(questions.c.due_at < bindparam("now"), IS_LIVE)
        return int(await self._batch.value(query, questions, now=now))

    async def last_number(self) -> int:
        """The number of the newest question."""
        query = select(counters.c.value).where(counters.c.name == "questions")
        return int(await self._batch.value(query, counters) or 0)

    async def reached(self, people: Collection[VkId]) -> dict[str, int]:
        """How many of these may be written to, closed their messages, or never began."""
        query = select(dialogs.c.person, dialogs.c.allowed).where(
            dialogs.c.person.in_(bindparam("people", expanding=True)),
            dialogs.c.peer == dialogs.c.person,
            dialogs.c.allowed.is_not(None),
        )
        rows = await self._batch.rows(query, dialogs, people=sorted(people)) if people else []
        may = {row.person for row in rows if row.allowed}
        closed = {row.person for row in rows} - may
        return {"open": len(may), "closed": len(closed), "never": len(set(people)) - len(may) - len(closed)}

    async def chats_heard(self, since: datetime | None = None) -> list[HeardInChat]:
        """Every chat a message was heard in, as long as the keys of events are kept."""
        query = select(inbox.c.community, inbox.c.peer, inbox.c.natural, inbox.c.received_at).where(
            inbox.c.type == "message_new", inbox.c.peer > FIRST_CHAT_PEER, inbox.c.natural.is_not(None)
        )
        if since is not None:
            query = query.where(inbox.c.received_at > since)
        heard: dict[tuple[int, int], dict[int, datetime]] = {}
        for row in await self._batch.rows(query.order_by(inbox.c.id.desc()).limit(MOST_HEARD), inbox):
            number = row.natural.rpartition(":")[2]
            if number.isdigit():
                heard.setdefault((row.community, row.peer), {})[int(number)] = row.received_at
        return [await self._heard_in(community, peer, numbers) for (community, peer), numbers in heard.items()]

    async def _heard_in(self, community: int, peer: int, numbers: dict[int, datetime]) -> HeardInChat:
        first, last = min(numbers), max(numbers)
        said = select(outbox.c.sent_message).where(
            outbox.c.community == community,
            outbox.c.peer == peer,
            outbox.c.post == 0,
            outbox.c.sent_message > first,
            outbox.c.sent_message < last,
        )
        own = {row[0] for row in await self._batch.rows(said, outbox)}
        return HeardInChat(community, peer, len(numbers.keys() | own), last - first + 1, max(numbers.values()))
