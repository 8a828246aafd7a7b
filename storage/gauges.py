"""Numbers about the bot's own work: how much waits and how old it is, what was heard. No words, no people."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import bindparam, func, or_, select, tuple_

from domain.place import FIRST_CHAT_PEER, VkId
from domain.ports import Backlog, HeardInChat
from storage.batch import Batch
from storage.tables import IS_LIVE, QUARANTINED, WAITING, counters, dialogs, inbox, outbox, questions

MOST_HEARD = 200_000
"""Messages looked at to tell how well chats are heard."""

CHATS_AT_ONCE = 400
SAID_IN = select(outbox.c.community, outbox.c.peer, outbox.c.sent_message).where(
    tuple_(outbox.c.community, outbox.c.peer).in_(bindparam("chats", expanding=True)),
    outbox.c.post == 0,
    outbox.c.sent_message >= bindparam("first"),
)


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
        said = await self._said_in(heard)
        return [
            _heard_in(community, peer, numbers, said.get((community, peer), set()))
            for (community, peer), numbers in heard.items()
        ]

    async def _said_in(self, heard: Mapping[tuple[int, int], Collection[int]]) -> dict[tuple[int, int], set[int]]:
        """The numbers of the bot's own messages in those chats, many chats a statement."""
        said: dict[tuple[int, int], set[int]] = {}
        known = sorted(heard)
        for start in range(0, len(known), CHATS_AT_ONCE):
            chats = known[start : start + CHATS_AT_ONCE]
            first = min(min(heard[chat]) for chat in chats)
            for community, peer, number in await self._batch.rows(SAID_IN, outbox, chats=chats, first=first):
                said.setdefault((community, peer), set()).add(number)
        return said


def _heard_in(community: int, peer: int, numbers: Mapping[int, datetime], said: Collection[int]) -> HeardInChat:
    first, last = min(numbers), max(numbers)
    own = {number for number in said if first < number < last}
    return HeardInChat(community, peer, len(numbers.keys() | own), last - first + 1, max(numbers.values()))
