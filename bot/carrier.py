"""Carries one row of the outbox to VK: words, parts, a look where an earlier try may have been done."""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from bot import airyear, picture, week
from bot.clock import Clock
from bot.export import document
from bot.texts.catalogue import Catalogue, Setting, split
from bot.vk.errors import EXHAUSTED, TOO_LONG, Busy, Misused, Refused, VkError
from bot.vk.looking import Found
from bot.vk.speaking import Speaker
from bot.vk.words import Words
from domain.names import Name
from domain.notices import AirPicture, AirYearPicture, AirYearTable, Export, WeekPicture, WeekTable
from domain.organisation import Region
from domain.ports import Verb
from storage.engine import Database
from storage.sending import OutboxRow, numbers_in, random_id_of

log = logging.getLogger("otklik.outbox")

LONGEST = 75.0
"""Seconds one row may take with all its parts; its lease is longer, so that nobody else sends it meanwhile."""

Paper = Export | AirPicture | AirYearTable | AirYearPicture | WeekTable | WeekPicture
"""Notices that come with a document."""

USED_UP = 29
"""What VK would say: its quota for the method is spent."""

NO_TOKEN = timedelta(minutes=5)
"""A community without a token is tried again after so long."""

SHORT = 1000
"""Characters of the pieces of a text that VK found too long, whatever it counts."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A row that was taken, and what was known of it at that moment."""

    row: OutboxRow
    stale: bool = False
    """It lost its sense, but an earlier try may have said it: then it is only looked for."""
    before: str = ""
    """What the bot said last in this chat of residents: the same is not said again."""
    names: Mapping[int, Name] = field(default_factory=dict)
    """People known by name, of all that were taken together."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a row: sent (with its number and words), dropped, or VK's reason against it."""

    row: OutboxRow
    message: int = 0
    words: str = ""
    error: VkError | None = None
    numbers: tuple[int, ...] = ()
    """Where the parts of a long text stand that were said before `message`, or before the error."""
    dropped: bool = False
    """It has no sense any more and was not said."""


class Carrier:
    """Speaks for every community of this process."""

    def __init__(self, database: Database, catalogue: Catalogue, clock: Clock, speakers: Mapping[int, Speaker]) -> None:
        self._database = database
        self._catalogue = catalogue
        self._clock = clock
        self._speakers = speakers
        self._used_up: dict[tuple[int, Verb, bool], datetime] = {}
        """By community, what VK has a quota of, and until when it is used up."""

    async def carry(self, errand: Errand, region: Region, names: Mapping[int, Name]) -> Outcome:
        """Does what the row asks for; never raises but when told to stop."""
        row = errand.row
        speaker = self._speakers.get(row.place.community)
        if speaker is None:
            return Outcome(row, error=Busy(0, "no token for this community", pause=NO_TOKEN))
        now = self._clock.now()
        left = self._used_up.get(_quota_of(row), now) - now
        if left > timedelta():
            return Outcome(row, error=Busy(USED_UP, "not asked", pause=left))
        try:
            setting = Setting(now, region, names, row.place.is_public)
            async with asyncio.timeout(LONGEST):
                return await self._do(speaker, errand, setting)
        except TimeoutError:
            return Outcome(row, error=Busy(0, "it took too long", unknown=True))
        except VkError as error:
            if isinstance(error, Busy) and error.code in EXHAUSTED:
                self._used_up[_quota_of(row)] = now + error.pause
            return Outcome(row, error=error)
        except Exception as error:
            log.exception("a text failed", extra={"row": row.id, "verb": row.verb.value})
            return Outcome(row, error=Misused(0, type(error).__name__))

    async def _do(self, speaker: Speaker, errand: Errand, setting: Setting) -> Outcome:
        row = errand.row
        match row.verb:
            case Verb.REACT:
                await speaker.react(row.place, row.fact)
            case Verb.REMOVE:
                await speaker.remove(row.place)
            case Verb.PIN:
                await speaker.pin(row.place)
            case Verb.MUTE:
                await speaker.mute(row.place, row.to or 0, int(row.fact.split()[1]))
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
                return await self._file(speaker, errand, setting)
            case Verb.SAY:
                return await self._say(speaker, errand, self._words(row, setting))
        return Outcome(row)

    async def _say(self, speaker: Speaker, errand: Errand, texts: Sequence[Words]) -> Outcome:
        """A long text goes in parts; after a failure the next try goes on from the part that was not sent."""
        row, left = errand.row, texts[errand.row.parts :]
        found = await self._found(speaker, row, left)
        if (errand.stale and not found) or "\n".join(words.text for words in texts) == errand.before:
            return Outcome(row, dropped=True)
        numbers = [*numbers_in(row.fact)][: row.parts]
        numbers += [0] * (row.parts - len(numbers))
        said = [words.text for words in texts[: row.parts]]
        for words in left:
            known = found.get(words.random_id)
            try:
                numbers += [known.message] if known else await self._said(speaker, row, words, words is left[-1])
            except VkError as error:
                return Outcome(row, error=error, numbers=tuple(numbers))
            said.append(known.text if known else words.text)
        *earlier, message = numbers or [0]
        return Outcome(row, message, "\n".join(said), numbers=tuple(earlier))

    async def _said(self, speaker: Speaker, row: OutboxRow, words: Words, last: bool) -> list[int]:
        """The numbers of what was said: one, or several when VK finds the text too long.

        Pieces have `random_id`s of their own; of a part that others follow only the last number counts.
        """
        try:
            return [await speaker.say(row.place, words)]
        except Misused as error:
            pieces = split(words.text, SHORT)
            if error.code not in TOO_LONG or len(pieces) < 2:
                raise
            log.warning("said in pieces", extra={"row": row.id, "code": error.code, "rows": len(pieces)})
        numbers = [
            await speaker.say(row.place, _piece(words, text, number, len(pieces)))
            for number, text in enumerate(pieces, 1)
        ]
        return numbers if last else numbers[-1:]

    async def _file(self, speaker: Speaker, errand: Errand, setting: Setting) -> Outcome:
        row = errand.row
        if not isinstance(row.notice, Paper):
            raise Misused(0, "no document for this notice")
        words = self._words(row, setting)[0]
        for found in (await self._found(speaker, row, [words])).values():
            return Outcome(row, found.message, found.text)
        if errand.stale:
            return Outcome(row, dropped=True)
        name, body = await self._paper(row.notice, setting)
        uploaded = await speaker.upload(row.place, name, body)
        return Outcome(row, await speaker.say(row.place, replace(words, attachments=(uploaded,))), words.text)

    async def _paper(self, notice: Paper, setting: Setting) -> tuple[str, bytes]:
        match notice:
            case AirPicture():
                return await asyncio.to_thread(picture.document, notice, setting)
            case WeekPicture():
                return await asyncio.to_thread(week.chart, notice, setting)
            case WeekTable():
                return await asyncio.to_thread(week.table, notice, setting)
            case AirYearPicture():
                return await asyncio.to_thread(airyear.chart, notice, setting)
            case AirYearTable():
                return await asyncio.to_thread(airyear.table, notice, setting)
            case Export():
                return await document(self._database, notice, setting)

    async def _found(self, speaker: Speaker, row: OutboxRow, texts: Sequence[Words]) -> Mapping[int, Found]:
        """What an earlier try has said; looked for only when its outcome is unknown."""
        return await speaker.look(row.place, row.anchor, texts) if row.may_be_said and texts else {}

    def _words(self, row: OutboxRow, setting: Setting) -> list[Words]:
        if row.notice is None:
            raise Misused(0, "nothing to say")
        said = self._catalogue.render(row.notice, setting)
        texts = split(said.text)
        keyboard = said.keyboard.get_json() if said.keyboard is not None else None
        if row.place.is_comment:
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
                urgency=row.priority,
            )
            for index, text in enumerate(texts)
        ]


def _quota_of(row: OutboxRow) -> tuple[int, Verb, bool]:
    """Rows alike in this are refused together: they ask for the same method by the same token."""
    return row.place.community, row.verb, row.place.is_comment


def _piece(words: Words, text: str, number: int, of: int) -> Words:
    """One piece of a text: what is about the text goes with the first, its buttons with the last."""
    return replace(
        words,
        text=text,
        random_id=random_id_of(f"{words.random_id}/{number}", 0, 0),
        keyboard=words.keyboard if number == of else None,
        attachments=words.attachments if number == 1 else (),
        reply=words.reply and number == 1,
    )
