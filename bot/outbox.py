"""The pump of what goes out: lease, read once more whether it is still true, put into words, send, mark.

Nothing here holds a transaction while VK is spoken to, and nobody waits for a community that answers slowly.
"""

import asyncio
import logging
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.carrier import Carrier, Errand, Outcome
from bot.clock import Clock
from bot.lasting import roused
from bot.naming import Naming
from bot.region import RegionKeeper
from bot.tally import Tally
from bot.texts.catalogue import Catalogue, someones
from bot.vk.catching import raw_event
from bot.vk.client import Vk
from bot.vk.errors import Busy, Refused, VkError, class_of
from bot.vk.lastlook import LastLook
from bot.vk.speaking import Speaker
from domain.names import Name
from domain.notices import AnswerInPlace, AnswerInPrivate, Notice, PinText
from domain.organisation import ChatKind, Region
from domain.pace import SPACING
from domain.place import Place, PlaceKind
from domain.ports import Verb
from domain.use_cases import journal
from domain.use_cases.delivery import Undelivered, looks_at
from domain.use_cases.order import pinning
from domain.use_cases.scope import Scope
from handlers.desk import Desk
from handlers.events import EditedMessage
from handlers.reading import read
from storage.engine import Database, is_away
from storage.sending import OutboxRow
from storage.uow import SqlUnitOfWork

log = logging.getLogger("otklik.outbox")

TOGETHER = 200
"""Rows taken at a time: eight requests of execute."""

MOST, MOST_OF_ONE = 1000, 200
"""Rows on their way in all, and of one community: a flooded one does not keep the others waiting."""

LEASE = timedelta(seconds=90)
"""Longer than a row may take, so that a slow send is not sent by somebody else meanwhile."""

OWNER = "bot"
"""Who holds the leases of this process; the next life of it takes them over at once."""

IDLE = 0.5
BREATH = 0.05
"""Seconds between two takings: VK hears a token twenty times a second, so what comes meanwhile goes out together."""

LONGEST_PAUSE = timedelta(minutes=15)

EQUAL_WITHIN = timedelta(hours=1)
"""So long a chat does not hear the same words of the bot's own twice in a row."""


class OutboxPump:
    """Sends for every community of this process."""

    def __init__(
        self,
        database: Database,
        region: RegionKeeper,
        desk: Desk,
        catalogue: Catalogue,
        clock: Clock,
        speakers: Mapping[int, Speaker],
        clients: Mapping[int, Vk],
        tally: Tally,
        owner: str = OWNER,
        last_look: LastLook | None = None,
    ) -> None:
        self._database = database
        self._region = region
        self._desk = desk
        self._clock = clock
        self._naming = Naming(database, clock, clients)
        self._tally = tally
        self._owner = owner
        self._last_look = last_look
        self.heard = asyncio.Event()
        """Set when a last look brought news into the inbox."""
        self._carrier = Carrier(database, catalogue, clock, speakers)
        self._on_way: Counter[int] = Counter()
        """Rows being sent, by community."""
        self._unmarked: list[Outcome] = []
        self._marking = asyncio.Lock()
        self.spacing = SPACING
        self.spoke = asyncio.Event()

    async def run(self) -> None:
        """Works until cancelled or the database is away; each community's rows go by themselves."""
        await self._give_back()
        async with asyncio.TaskGroup() as rounds:
            while True:
                self.spoke.clear()
                errands = await self._take()
                by_community: dict[int, list[Errand]] = defaultdict(list)
                for errand in errands:
                    by_community[errand.row.place.community].append(errand)
                for community, some in by_community.items():
                    self._on_way[community] += len(some)
                    rounds.create_task(self._by_itself(community, some))
                await asyncio.sleep(BREATH)
                if not errands:
                    await roused(self.spoke, IDLE)

    async def _give_back(self) -> None:
        """What this process had on its way when it began anew: nobody else will finish it before its lease ends."""
        self._unmarked.clear()
        async with self._database.begin(self._clock.now()) as uow:
            await uow.outbox.release(self._owner)

    async def step(self) -> int:
        """Sends what is due, one text a conversation; how many rows were taken."""
        errands = await self._claim()
        if errands:
            await self._mark(await self._send(errands))
        return len(errands)

    async def _take(self) -> list[Errand]:
        """As `_claim`, as far as there is room on the way."""
        room = min(TOGETHER, MOST - self._on_way.total())
        full = [community for community, count in self._on_way.items() if count >= MOST_OF_ONE]
        return await self._claim(room, full) if room > 0 else []

    async def _by_itself(self, community: int, errands: Sequence[Errand]) -> None:
        """Sends and marks; when the marks cannot be written, the rows are looked for before they are said again."""
        try:
            outcomes = await self._send(errands)
            await self._mark_together(outcomes)
        except Exception as error:  # one round's trouble is not the end of the others, the database's is
            if is_away(error):
                raise
            log.exception("a round of sending failed")
        finally:
            self._on_way[community] -= len(errands)
            self._on_way += Counter()
            self.spoke.set()

    async def _mark_together(self, outcomes: Sequence[Outcome]) -> None:
        """Rounds that end while another one marks are marked at once, in one transaction."""
        self._unmarked += outcomes
        async with self._marking:
            outcomes, self._unmarked = self._unmarked, []
            if outcomes:
                await self._mark(outcomes)

    async def _claim(self, limit: int = TOGETHER, besides: Collection[int] = ()) -> list[Errand]:
        """Asks first without the writer's lock: most of the time there is nothing to send."""
        now = self._clock.now()
        async with self._database.reading() as peek:
            if not await peek.outbox.any_due(now, LEASE, self.spacing, besides):
                return []
        async with self._database.begin(now) as uow:
            scope = Scope(uow, await self._region.fresh(uow), now)
            rows = await uow.outbox.claim(now, limit, LEASE, self._owner, self.spacing, besides)
            reminders = [notice for row in rows if (notice := _read_again(row)) is not None]
            await uow.questions.expect_numbers({number for one in reminders for number in looks_at(one)})
            found = [await self._errand(scope, uow, row) for row in rows]
            errands = [errand for errand in found if errand is not None]
            names = await uow.names.known(_named(errands))
        return [replace(errand, names=names) for errand in errands]

    async def _errand(self, scope: Scope, uow: SqlUnitOfWork, row: OutboxRow) -> Errand | None:
        """A reminder is read once more before it is said: none about an answered question, ever."""
        if row.unreadable:
            await uow.outbox.quarantine(row.id, "written by a newer version")
            return None
        told = _read_again(row)
        if told is None:
            return Errand(row)
        notice = await self._desk.delivery.still_true(scope, told, row.place)
        if notice is None and row.may_be_said:
            return Errand(row, stale=True)
        if notice is None:
            await uow.outbox.cancel_row(row.id)
            return None
        before = ""
        if row.own and not row.may_be_said and _residents_hear(scope.region, row.place):
            before = await uow.outbox.last_words(row.place, scope.now - EQUAL_WITHIN)
        return Errand(row if notice is row.notice else replace(row, notice=notice), before=before)

    async def _looked_at(self, errands: Sequence[Errand]) -> Sequence[Errand]:
        """An answer waits for one look at its question; one that was changed or taken away meanwhile keeps it back."""
        answers = {one.row.place: one for one in errands if _answers(one.row)}
        news = await self._last_look.news(answers) if answers and self._last_look else {}
        if not news:
            return errands
        kept = []
        async with self._database.begin(self._clock.now()) as uow:
            scope = Scope(uow, await self._region.fresh(uow), self._clock.now())
            for place, update in news.items():
                event, row = read(update), answers[place].row
                text = event.message.text if isinstance(event, EditedMessage) else None
                if await self._desk.amending.unpublished(scope, row.question or 0, text):
                    await uow.outbox.cancel_row(row.id)
                    kept.append(answers[place])
            raw = [raw_event(update) for update in news.values()]
            for community in {place.community for place in news}:
                some = [one for one, place in zip(raw, news, strict=True) if place.community == community]
                await uow.inbox.accept(community, some, None, self._clock.now())
        self.heard.set()
        return [errand for errand in errands if errand not in kept]

    async def _send(self, errands: Sequence[Errand]) -> list[Outcome]:
        errands = await self._looked_at(errands)
        if not errands:
            return []
        region = self._region.current
        names = await self._names(errands, region)
        return list(await asyncio.gather(*(self._carrier.carry(errand, region, names) for errand in errands)))

    async def _names(self, errands: Sequence[Errand], region: Region) -> Mapping[int, Name]:
        """Names the texts need; those VK does not tell now are left out, the texts read well without."""
        known = errands[0].names
        missing = [person for person in _named(errands) if person not in known and not _has_name(region, person)]
        return {**known, **await self._naming.of(missing)}

    # --- marking

    async def _mark(self, outcomes: Sequence[Outcome]) -> None:
        """One transaction for the good ones; a refusal may have consequences and gets its own."""
        now = self._clock.now()
        async with self._database.begin(now) as uow:
            region = await self._region.fresh(uow)
            await uow.dialogs.expect(
                {one.row.place.peer for one in outcomes if one.row.place.kind is PlaceKind.PRIVATE}
            )
            for outcome in outcomes:
                if outcome.dropped:
                    await uow.outbox.cancel_row(outcome.row.id)
                elif outcome.error is None:
                    await self._sent(Scope(uow, region, now), uow, outcome, now)
                elif not isinstance(outcome.error, Refused):
                    await self._put_off(uow, outcome, outcome.error, now)
        for outcome in outcomes:
            fate = "dropped" if outcome.dropped else class_of(outcome.error)
            self._tally.said[outcome.row.verb.value, fate] += 1
            self._tally.reminders += outcome.row.reminds and fate == "sent"
            if isinstance(outcome.error, Refused):
                await self._refused(outcome.row, outcome.error, now)

    async def _sent(self, scope: Scope, uow: SqlUnitOfWork, outcome: Outcome, now: datetime) -> None:
        row = outcome.row
        await uow.outbox.sent(row.id, now, outcome.message, outcome.words, outcome.numbers)
        for number in outcome.numbers:
            if row.question is not None and number:
                await uow.questions.link(row.place.at(number), row.question)
            if row.place.is_chat and number:
                await _own_number(uow, row.place.at(number))
        if row.verb is Verb.SAY:
            await self._desk.delivery.reached(scope, row.place)
        await self._desk.delivery.delivered(scope, row.notice, row.question)
        await journal.came_out(scope, row.verb, row.place, row.fact, done=True)
        if isinstance(row.notice, PinText) and row.verb is Verb.SAY and row.place.is_chat and outcome.message:
            await pinning.said(scope, row.place.at(outcome.message), row.to, key=row.key)

    async def _put_off(self, uow: SqlUnitOfWork, outcome: Outcome, error: VkError, now: datetime) -> None:
        row = outcome.row
        facts = {"row": row.id, "verb": row.verb.value, "code": error.code, "attempt": row.attempts + 1}
        if len(outcome.numbers) > row.parts:
            await uow.outbox.part_sent(row.id, len(outcome.numbers), outcome.numbers)
        if isinstance(error, Busy) and row.attempts < error.patience:
            pause = min(error.pause * 2 ** min(row.attempts, 8), max(LONGEST_PAUSE, error.pause))
            await uow.outbox.retry(row.id, now + pause, str(error.code), unknown=error.unknown)
            log.warning("VK is busy", extra=facts)
            return
        await uow.outbox.quarantine(row.id, str(error.code))
        scope = Scope(uow, await self._region.fresh(uow), now)
        await self._desk.delivery.left_to_people(scope, _lost(row, error))
        log.error("a text is kept aside", extra=facts)

    async def _refused(self, row: OutboxRow, error: Refused, now: datetime) -> None:
        log.warning("VK refused", extra={"row": row.id, "verb": row.verb.value, "code": error.code})
        lost = _lost(row, error)
        async with self._database.begin(now) as uow:
            await uow.outbox.refused(row.id, error.code, "")
            scope = Scope(uow, await self._region.fresh(uow), now)
            await self._desk.delivery.refused(
                scope, lost, unreachable=error.unreachable, reactions_off=error.reactions_off
            )


def _lost(row: OutboxRow, error: VkError) -> Undelivered:
    return Undelivered(row.verb, row.place, row.notice, row.question, row.to, error.code, row.key, row.fact)


def _answers(row: OutboxRow) -> bool:
    """An official's answer about to be put under a question in a chat or a dialog, and not tried before."""
    asked = isinstance(row.notice, AnswerInPlace | AnswerInPrivate) and row.question is not None
    if row.place.is_comment or row.place.is_nowhere:
        return False  # of comments VK tells
    return asked and row.verb is Verb.SAY and row.reply and row.place.message > 0 and not row.may_be_said


def _read_again(row: OutboxRow) -> Notice | None:
    """What is looked at once more before it is said."""
    return row.notice if row.verb in {Verb.SAY, Verb.FILE} else None


def _named(errands: Iterable[Errand]) -> set[int]:
    """People whom the texts name."""
    notices = (errand.row.notice for errand in errands)
    return {person for notice in notices if notice is not None for person in someones(notice) if person > 0}


def _has_name(region: Region, person: int) -> bool:
    known = region.person(person)
    return known is not None and bool(known.name)


def _residents_hear(region: Region, place: Place) -> bool:
    if not place.is_chat or place.peer == region.staff_chat:
        return False
    registered = region.chat(place.community, place.peer)
    return registered is None or registered.kind is ChatKind.RESIDENTS


async def _own_number(uow: SqlUnitOfWork, place: Place) -> None:
    """The bot's own message is the next of its chat: not a hole. Behind unheard ones it says nothing."""
    state = await uow.chats.get(place.community, place.peer)
    if state.last_cmid and place.message == state.last_cmid + 1:
        await uow.chats.save(replace(state, last_cmid=place.message))
