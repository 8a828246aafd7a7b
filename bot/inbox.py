"""The pump of what came in: waiting events, in order within a conversation, each with one fate.

Several events share a transaction while all goes well; when one fails, the transaction is undone and they are taken
one by one, so that a bad event harms nobody but itself. A database that is away is nobody's failure: the pump ends
with its error and is begun again later (`bot.lasting`). Of several processes each takes other conversations.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bot.clock import Clock
from bot.lasting import roused
from bot.region import RegionKeeper
from bot.tally import Tally
from domain.errors import RuleViolation
from domain.limits import HOUR
from domain.use_cases.order.waves import arrival
from domain.use_cases.scope import Scope
from domain.use_cases.staff.alarming import events_aside
from handlers.desk import Desk
from handlers.events import Event, NewComment, NewMessage, speaker
from handlers.reading import read
from handlers.router import handle, told_no
from storage.engine import Database, is_away, is_conflict
from storage.inbox import InboxRow
from storage.leases import LeaseLost
from storage.uow import SqlUnitOfWork

log = logging.getLogger("otklik.inbox")

TOGETHER = 200
RETRIES = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
"""After the last of these an event is quarantined and an administrator hears of it; one nobody can read, at once."""

IDLE = 1.0

LEFT = "chat_kick_user"
"""VK's word both for leaving and for being removed."""

GIVES_WAY = 5
"""How often an event steps back for another transaction before that counts as its own failure."""


class InboxPump:
    """Takes waiting events and gives each to its handler."""

    def __init__(
        self, database: Database, region: RegionKeeper, desk: Desk, clock: Clock, spoke: asyncio.Event, tally: Tally
    ) -> None:
        self._database = database
        self._region = region
        self._desk = desk
        self._clock = clock
        self._spoke = spoke
        self._tally = tally
        self._gave_way: Counter[int] = Counter()
        self.heard = asyncio.Event()

    async def run(self) -> None:
        """Works until cancelled; sleeps while nothing comes."""
        while True:
            self.heard.clear()
            if await self.step() == 0:
                await roused(self.heard, IDLE)

    async def step(self) -> int:
        """Handles what waits; how many events were taken."""
        async with self._database.reading() as peek:
            if not await peek.inbox.waiting(self._clock.now(), 1):
                return 0
        rows = await self._together()
        self._spoke.set()
        return rows

    async def _together(self, most: int = TOGETHER) -> int:
        """The quick way: all in one transaction, or none; those before one that fails are taken again without it."""
        rows: Sequence[InboxRow] = []
        went_well = 0
        try:
            async with self._database.handling(self._clock.now()) as uow:
                rows = await uow.inbox.take(self._clock.now(), most)
                events = [_read(row) for row in rows]
                await _expect(uow, events)
                for event in events:
                    await self._handle(uow, event)
                    went_well += 1
                await uow.inbox.done([row.id for row in rows])
        except Exception as error:  # whatever it was, the slow way finds whose it is
            self._region.forget()
            if not rows or _is_nobodys(error):
                raise
            if isinstance(error, UnreadableError):
                went_well = rows.index(error.row)
            if 0 < went_well < len(rows):
                return await self._together(went_well)
            for row in rows if went_well else rows[:1]:
                await self._alone(row)
        else:
            self._tally.events["handled"] += len(rows)
        return len(rows)

    async def _alone(self, row: InboxRow) -> None:
        """An event of its own; nothing while an earlier one of the conversation waits, or another process has it."""
        try:
            async with self._database.handling(self._clock.now()) as uow:
                if not await uow.inbox.take_one(row, self._clock.now()):
                    return
                await self._handle(uow, _read(row))
                await uow.inbox.done([row.id])
        except RuleViolation as violation:
            await self._explain(row, violation)
        except Exception as error:
            self._region.forget()
            if _is_nobodys(error):
                raise
            if not is_conflict(error) or self._has_waited(row):
                await self._failed(row, error)
        else:
            self._gave_way.pop(row.id, None)
            self._tally.events["handled"] += 1

    def _has_waited(self, row: InboxRow) -> bool:
        """Another transaction was in the way: the next step takes the event again, but not for ever."""
        self._gave_way[row.id] += 1
        return self._gave_way[row.id] > GIVES_WAY

    async def _handle(self, uow: SqlUnitOfWork, event: Event | None) -> None:
        if event is None:
            return
        region = await self._region.fresh(uow)
        await handle(self._desk, Scope(uow, region, self._clock.now(), speaker(event)), event)
        if isinstance(event, NewMessage) and event.service == LEFT:
            self._tally.left += 1

    async def _explain(self, row: InboxRow, violation: RuleViolation) -> None:
        """The event is done; the person hears why it changed nothing."""
        event, now = _read(row), self._clock.now()
        async with self._database.handling(now) as uow:
            if not await uow.inbox.take_one(row, now):
                return
            if event is not None:
                region = await self._region.fresh(uow)
                await told_no(Scope(uow, region, now, speaker(event)), event, violation)
            await uow.inbox.done([row.id])
        self._tally.events["handled"] += 1

    async def _failed(self, row: InboxRow, error: Exception) -> None:
        facts = {"event": row.id, "type": row.type, "attempt": row.attempts + 1}
        log.error("an event failed", extra=facts, exc_info=error)
        self._gave_way.pop(row.id, None)
        again = row.attempts < len(RETRIES) and not isinstance(error, UnreadableError)
        self._tally.events["failed" if again else "quarantined"] += 1
        now = self._clock.now()
        async with self._database.handling(now) as uow:
            if not await uow.inbox.take_one(row, now):
                return
            if again:
                await uow.inbox.failed(row.id, type(error).__name__, now + RETRIES[row.attempts])
                return
            await uow.inbox.quarantine(row.id, type(error).__name__)
            scope = Scope(uow, await self._region.fresh(uow), now)
            count = await uow.inbox.count_quarantined()
            await events_aside(scope, count)


def _is_nobodys(error: Exception) -> bool:
    """Not the event's failure: the database is away, or others have this process's place."""
    return isinstance(error, LeaseLost) or is_away(error)


async def _expect(uow: SqlUnitOfWork, events: Sequence[Event | None]) -> None:
    """What most events ask the database for, asked once for all of them."""
    new = [event.message for event in events if isinstance(event, NewMessage | NewComment)]
    await uow.dialogs.expect({message.author for message in new})
    await uow.questions.expect({message.place for message in new})
    if len(new) < 2:  # one message alone asks the rest only when it is a question
        return
    await uow.questions.expect_askers({message.author for message in new}, min(message.at for message in new) - HOUR)
    public = [(message.place, message.author) for message in new if message.place.is_public]
    await uow.speakers.expect({(place.community, place.peer, author) for place, author in public})
    chats = [(place, author) for place, author in public if place.is_chat]
    await uow.chats.expect({(place.community, place.peer) for place, _ in chats})
    await uow.diary.expect({arrival(place, author) for place, author in chats})


class UnreadableError(Exception):
    """What no second look can read: its conversation does not wait for it."""

    def __init__(self, row: InboxRow) -> None:
        super().__init__(row.type)
        self.row = row


def _read(row: InboxRow) -> Event | None:
    """The event, of the community that was asked for it when it names none itself."""
    try:
        return read({"group_id": row.community} | row.body, row.received_at)
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError(row) from error
