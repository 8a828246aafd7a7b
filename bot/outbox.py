"""The pump of what goes out: lease, read once more whether it is still true, put into words, send, mark.

Nothing here holds a transaction while VK is spoken to.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.export import document
from bot.region import RegionKeeper
from bot.tally import Tally
from bot.texts.catalogue import Catalogue, Setting, someones, split
from bot.vk.client import Vk
from bot.vk.errors import Busy, Misused, Refused, VkError, class_of
from bot.vk.speaking import Speaker, Words
from domain.names import Name
from domain.notices import Export
from domain.organisation import Region
from domain.pace import SPACING
from domain.place import Place, PlaceKind
from domain.ports import Verb
from domain.use_cases.delivery import Undelivered
from domain.use_cases.scope import Scope
from handlers.desk import Desk
from storage.engine import Database
from storage.sending import OutboxRow, numbers_in, random_id_of
from storage.uow import SqlUnitOfWork

log = logging.getLogger("otklik.outbox")

TOGETHER = 50
LEASE = timedelta(seconds=90)
"""Longer than a request's own limit, so that a slow send is not sent by somebody else meanwhile."""

OWNER = "bot"
"""Who holds the leases of this process; the next life of it takes them over at once."""

IDLE = 0.5
GIVE_UP = 60
"""Attempts after which a text that VK keeps putting off is left to a person."""

LONGEST_PAUSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: sent (with its number and words), or VK's reason against it."""

    row: OutboxRow
    message: int = 0
    words: str = ""
    error: VkError | None = None
    numbers: tuple[int, ...] = ()
    """Where the parts of a long text stand that were said before `message`, or before the error."""


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
    ) -> None:
        self._database = database
        self._region = region
        self._desk = desk
        self._catalogue = catalogue
        self._clock = clock
        self._speakers = speakers
        self._clients = clients
        self._tally = tally
        self.spacing = SPACING
        self.spoke = asyncio.Event()

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            self.spoke.clear()
            if await self.step() == 0:
                try:
                    await asyncio.wait_for(self.spoke.wait(), IDLE)
                except TimeoutError:
                    continue

    async def step(self) -> int:
        """Sends what is due, one text a conversation; how many rows were taken."""
        rows, region = await self._claim()
        if not rows:
            return 0
        names = await self._names(rows, region)
        outcomes = await asyncio.gather(*(self._deliver(row, region, names) for row in rows))
        await self._mark(outcomes)
        return len(rows)

    async def _claim(self) -> tuple[list[OutboxRow], Region]:
        now = self._clock.now()
        async with self._database.begin(now) as uow:
            region = await self._region.fresh(uow)
            rows = await uow.outbox.claim(now, TOGETHER, LEASE, OWNER, self.spacing)
            true = [await self._still_true(Scope(uow, region, now), uow, row) for row in rows]
        return [row for row in true if row is not None], region

    async def _still_true(self, scope: Scope, uow: SqlUnitOfWork, row: OutboxRow) -> OutboxRow | None:
        """A reminder is read once more before it is said: none about an answered question, ever."""
        if row.unreadable:
            await uow.outbox.quarantine(row.id, "written by a newer version")
            return None
        if row.notice is None or row.verb is not Verb.SAY:
            return row
        notice = await self._desk.delivery.still_true(scope, row.notice)
        if notice is None:
            await uow.outbox.cancel_row(row.id)
            return None
        return row if notice is row.notice else replace(row, notice=notice)

    async def _names(self, rows: Sequence[OutboxRow], region: Region) -> dict[int, Name]:
        """Names the texts need; those VK does not tell now are left out, the texts read well without."""
        wanted = {person for row in rows if row.notice is not None for person in someones(row.notice) if person > 0}
        async with self._database.reading() as uow:
            known = await uow.names.known(wanted)
        missing = [person for person in wanted - known.keys() if not _has_name(region, person)]
        if not missing or not self._clients:
            return known
        try:
            found = await next(iter(self._clients.values())).names(missing)
        except VkError:
            return known
        async with self._database.begin(self._clock.now()) as uow:
            await uow.names.save(found)
        return {**known, **found}

    async def _deliver(self, row: OutboxRow, region: Region, names: Mapping[int, Name]) -> Outcome:
        speaker = self._speakers.get(row.place.community)
        if speaker is None:
            return Outcome(row, error=Busy(0, "no token for this community", pause=timedelta(minutes=5)))
        setting = Setting(self._clock.now(), region, names, row.place.is_public)
        try:
            return await self._do(speaker, row, setting)
        except VkError as error:
            return Outcome(row, error=error)
        except Exception as error:
            log.exception("a text failed", extra={"row": row.id, "verb": row.verb.value})
            return Outcome(row, error=Misused(0, type(error).__name__))

    async def _do(self, speaker: Speaker, row: OutboxRow, setting: Setting) -> Outcome:
        match row.verb:
            case Verb.REACT:
                await speaker.react(row.place, row.fact)
            case Verb.REMOVE:
                await speaker.remove(row.place)
            case Verb.POP:
                text = self._catalogue.pop(row.notice, setting) if row.notice else ""
                await speaker.pop(row.place, row.to or 0, row.fact, text)
            case Verb.EDIT:
                words, *more = self._words(row, setting)
                if more:
                    raise Refused(914, "one message has no room for it")
                await speaker.edit(row.place, words)
                return Outcome(row, row.place.message, words.text)
            case Verb.FILE:
                return await self._file(speaker, row, setting)
            case Verb.SAY:
                return await self._say(speaker, row, self._words(row, setting))
        return Outcome(row)

    async def _say(self, speaker: Speaker, row: OutboxRow, texts: Sequence[Words]) -> Outcome:
        """A long text goes in parts; after a failure the next try goes on from the part that was not sent."""
        numbers = [*numbers_in(row.fact)][: row.parts]
        numbers += [0] * (row.parts - len(numbers))
        for words in texts[row.parts :]:
            try:
                numbers.append(await speaker.say(row.place, words))
            except VkError as error:
                return Outcome(row, error=error, numbers=tuple(numbers))
        *earlier, message = numbers or [0]
        return Outcome(row, message, "\n".join(words.text for words in texts), numbers=tuple(earlier))

    def _words(self, row: OutboxRow, setting: Setting) -> list[Words]:
        if row.notice is None:
            raise Misused(0, "nothing to say")
        said = self._catalogue.render(row.notice, setting)
        texts = split(said.text)
        keyboard = said.keyboard.get_json() if said.keyboard is not None else None
        if row.place.kind in {PlaceKind.WALL, PlaceKind.VIDEO}:
            keyboard = None
        attachments = tuple(getattr(row.notice, "attachments", ()))
        return [
            Words(
                text,
                row.random_id
                if index == 0
                else random_id_of(f"{row.key}/{index}", row.place.community, row.place.peer),
                keyboard=keyboard if index == len(texts) - 1 else None,
                attachments=attachments if index == 0 else (),
                reply=row.reply and index == 0,
            )
            for index, text in enumerate(texts)
        ]

    async def _file(self, speaker: Speaker, row: OutboxRow, setting: Setting) -> Outcome:
        if not isinstance(row.notice, Export):
            raise Misused(0, "no document for this notice")
        name, body = await document(self._database, row.notice, setting)
        uploaded = await speaker.upload(row.place, name, body)
        words = replace(self._words(row, setting)[0], attachments=(uploaded,))
        return Outcome(row, await speaker.say(row.place, words), words.text)

    # --- marking

    async def _mark(self, outcomes: Sequence[Outcome]) -> None:
        """One transaction for the good ones; a refusal may have consequences and gets its own."""
        now = self._clock.now()
        async with self._database.begin(now) as uow:
            region = await self._region.fresh(uow)
            for outcome in outcomes:
                if outcome.error is None:
                    await self._sent(Scope(uow, region, now), uow, outcome, now)
                elif not isinstance(outcome.error, Refused):
                    await self._put_off(uow, outcome, outcome.error, now)
        for outcome in outcomes:
            self._tally.said[outcome.row.verb.value, class_of(outcome.error)] += 1
            self._tally.reminders += outcome.row.reminds and outcome.error is None
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
        await self._desk.delivery.delivered(scope, row.notice, row.question)

    async def _put_off(self, uow: SqlUnitOfWork, outcome: Outcome, error: VkError, now: datetime) -> None:
        row = outcome.row
        facts = {"row": row.id, "verb": row.verb.value, "code": error.code, "attempt": row.attempts + 1}
        if len(outcome.numbers) > row.parts:
            await uow.outbox.part_sent(row.id, len(outcome.numbers), outcome.numbers)
        if isinstance(error, Busy) and row.attempts < GIVE_UP:
            pause = min(error.pause * 2 ** min(row.attempts, 8), max(LONGEST_PAUSE, error.pause))
            await uow.outbox.retry(row.id, now + pause, str(error.code))
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


def _has_name(region: Region, person: int) -> bool:
    known = region.person(person)
    return known is not None and bool(known.name)


async def _own_number(uow: SqlUnitOfWork, place: Place) -> None:
    """The bot's own message is the next of its chat: not a hole. Behind unheard ones it says nothing."""
    state = await uow.chats.get(place.community, place.peer)
    if state.last_cmid and place.message == state.last_cmid + 1:
        await uow.chats.save(replace(state, last_cmid=place.message))
