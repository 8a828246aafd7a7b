"""The broadcasts for the pages in a browser: the same evening, the same rules and rights as the desk in VK."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

from bot.clock import Clock
from bot.naming import Naming
from bot.region import RegionKeeper
from domain.broadcasts.broadcast import TimeCode
from domain.broadcasts.desk import REMEMBERED, desk_of, overlay_of, words_for_desk
from domain.broadcasts.evening import Evening
from domain.broadcasts.facts import by_theme
from domain.broadcasts.themes import Reason, ThemeState
from domain.errors import RuleViolation
from domain.names import Name
from domain.organisation import Person, Region
from domain.place import VkId
from domain.use_cases.broadcasts.airing import Airing
from domain.use_cases.broadcasts.facts import ask_of_theme, on_sheet, who_may_know
from domain.use_cases.broadcasts.prompting import Earlier, earlier
from domain.use_cases.scope import Scope
from handlers.desk import Desk
from storage.engine import Database
from storage.uow import SqlUnitOfWork
from web.studio import Act, Pressed, Said, Seen, Shown

LISTED = 12
"""Broadcasts on the front page, and evenings kept in memory."""

SAID = 100
"""Questions of a theme that are shown."""


class LiveStudio:
    """Reads beside everything else; a tap is one transaction, as an event of VK is."""

    def __init__(self, database: Database, region: RegionKeeper, clock: Clock, desk: Desk, naming: Naming) -> None:
        self._database, self._region, self._clock, self._desk = database, region, clock, desk
        self._is_abusive = lru_cache(maxsize=REMEMBERED)(desk.listener.is_abusive)
        self._latest: dict[int, tuple[str, Evening]] = {}
        self._naming, self._sought = naming, set[VkId]()

    def now(self) -> datetime:
        return self._clock.now()

    async def broadcasts(self) -> Sequence[Seen]:
        """The latest planned first, without their themes."""
        async with self._database.reading() as uow:
            region = await self._region.fresh(uow)
            found = await uow.broadcasts.of("", LISTED)
            desks = [desk_of(Evening(one), self.now(), is_abusive=self._is_abusive) for one in found]
            people = {desk.host: _called(region, desk.host) for desk in desks}
            return [Seen(desk, people, region.calendar.timezone) for desk in desks]

    async def seen(self, number: int) -> Seen | None:
        async with self._database.reading() as uow:
            evening = await self._evening(uow, number)
            if evening is None:
                return None
            region = await self._region.fresh(uow)
            desk = desk_of(evening, self.now(), is_abusive=self._is_abusive)
            asking = {question.author for question in desk.new}
            known = await uow.names.known(asking)
            asked = by_theme(evening, await uow.broadcasts.facts(number))
        names = await self._names(asking, known)
        staff = {desk.host, *(tap.by for tap in desk.log), *(tap.by for tap in evening.taps)}
        people = {person: _called(region, person) for person in staff}
        officials = [(one.vk_id, one.name) for one in who_may_know(region, evening.broadcast)]
        told = {theme: (sum(one.is_told for one in some), len(some)) for theme, some in asked.items()}
        return Seen(desk, {**_first(names), **people}, region.calendar.timezone, officials, told)

    async def shown(self, number: int) -> Shown | None:
        async with self._database.reading() as uow:
            evening = await self._evening(uow, number)
            if evening is None:
                return None
            region = await self._region.fresh(uow)
            screen = evening.on_screen
            asked = evening.of(screen.id) if screen else []
            asking = {one.author for one in asked}
            known = await uow.names.known(asking)
        names = await self._names(asking, known)
        overlay = overlay_of(evening, is_abusive=self._is_abusive, names=names)
        return Shown(overlay, _called(region, overlay.host), region.calendar.timezone)

    async def _names(self, people: Collection[VkId], known: Mapping[VkId, Name]) -> dict[VkId, Name]:
        """Whoever only asked was never written to: VK is asked for the name, once while the process lives."""
        missing = {one for one in people if one > 0} - known.keys() - self._sought
        self._sought |= missing
        return {**known, **await self._naming.of(missing)}

    async def said(self, number: int, theme: int) -> Sequence[Said]:
        """The questions of a theme, masked as on the desk in VK."""
        async with self._database.reading() as uow:
            evening = await self._evening(uow, number)
            asked = evening.of(theme)[:SAID] if evening else []
            names = _first(await uow.names.known(one.author for one in asked))
        return [
            Said(
                one.question,
                words_for_desk(one.words),
                ", ".join(part for part in (names.get(one.author, ""), one.settlement) if part),
                one.votes,
                one.settlement,
                one.is_nameless,
            )
            for one in asked
        ]

    async def facts(self, number: int) -> Mapping[int, Sequence[str]]:
        """«Ольга Петрова: щебень завезли, начнём в среду»"""
        async with self._database.reading() as uow:
            region = await self._region.fresh(uow)
            evening = await self._evening(uow, number)
            if evening is None:
                return {}
            found = await on_sheet(Scope(uow, region, self.now()), evening)
        return {
            theme: [f"{_called(region, one.official)}: {one.text}" for one in told] for theme, told in found.items()
        }

    async def earlier(self, number: int, themes: Sequence[int]) -> Mapping[int, Sequence[str]]:
        """«Сергей Ильин, 18.11: …»"""
        async with self._database.reading() as uow:
            region = await self._region.fresh(uow)
            evening = await self._evening(uow, number)
            if evening is None:
                return {}
            scope = Scope(uow, region, self.now())
            found = await earlier(scope, evening, themes, self._desk.listener)
        return {theme: [_told(region, one) for one in several] for theme, several in found.items()}

    async def mark(self, number: int) -> str:
        async with self._database.reading() as uow:
            return await uow.broadcasts.mark(number)

    async def pulse(self, number: int) -> str:
        async with self._database.reading() as uow:
            return await uow.broadcasts.pulse(number)

    async def press(self, number: int, person: Person, pressed: Pressed) -> None:
        """Does what was tapped; RuleViolation when a rule says no or somebody was first."""
        now = self.now()
        async with self._database.begin(now) as uow:
            region = await self._region.fresh(uow)
            await obey(self._desk.airing, Scope(uow, region, now, person.vk_id), number, pressed)

    async def _evening(self, uow: SqlUnitOfWork, number: int) -> Evening | None:
        """Read whole once for everybody who watches, until something changes."""
        mark = await uow.broadcasts.mark(number)
        if not mark:
            return None
        known = self._latest.get(number)
        if known is None or known[0] != mark:
            if len(self._latest) >= LISTED:
                self._latest.clear()
            known = self._latest[number] = mark, await uow.broadcasts.evening(number)
        return known[1]


async def obey(airing: Airing, scope: Scope, number: int, pressed: Pressed) -> None:
    """What a button means; the same functions as behind the desk in VK."""
    if pressed.question:
        await _with_question(airing, scope, number, pressed)
    elif pressed.theme:
        await _with_theme(airing, scope, number, pressed)
    else:
        await _with_broadcast(airing, scope, number, pressed)


async def _with_broadcast(airing: Airing, scope: Scope, number: int, pressed: Pressed) -> None:
    match pressed.act:
        case Act.START:
            await airing.start(scope, number, pressed.link)
        case Act.PAUSE:
            await airing.pause(scope, number)
        case Act.RESUME:
            await airing.resume(scope, number, pressed.link)
        case Act.END:
            await airing.end(scope, number)
        case Act.OTHER:
            await airing.answered_other(scope, number, pressed.text)
        case Act.UNDO:
            await airing.undo(scope, number, pressed.tap)
        case _:
            raise RuleViolation("broadcast-cannot", number=number)


async def _with_theme(airing: Airing, scope: Scope, number: int, pressed: Pressed) -> None:
    theme, seen = pressed.theme, pressed.seen
    match pressed:
        case Pressed(act=Act.SHOW):
            await airing.show(scope, number, theme, seen=seen)
        case Pressed(act=Act.ANSWERED | Act.ALSO as act):
            await airing.answered(scope, number, theme, also=act is Act.ALSO, seen=seen)
        case Pressed(act=Act.PROMISED, day=date() as day):
            await airing.promised_on(scope, number, theme, day, seen=seen)
        case Pressed(act=Act.CODE, code=TimeCode() as code):
            await airing.coded(scope, number, theme, code, seen=seen)
        case Pressed(act=Act.GIST):
            await airing.told(scope, number, theme, pressed.text, seen=seen)
        case Pressed(act=Act.QUEUE):
            await airing.queued(scope, number, theme, seen=seen)
        case Pressed(act=Act.IN_WRITING):
            await airing.in_writing(scope, number, theme, seen=seen)
        case Pressed(act=Act.OFF_AIR, reason=Reason() as reason):
            await airing.off_air(scope, number, theme, reason, seen=seen)
        case Pressed(act=Act.JOIN):
            await airing.joined(scope, number, theme, pressed.to, seen=seen)
        case Pressed(act=Act.FACT):
            await ask_of_theme(scope, number, theme, pressed.to)
        case Pressed(act=Act.RENAME):
            await airing.renamed(scope, number, theme, pressed.text, seen=seen)
        case _:
            raise RuleViolation("broadcast-cannot", number=number)


async def _with_question(airing: Airing, scope: Scope, number: int, pressed: Pressed) -> None:
    question, seen = pressed.question, pressed.seen
    match pressed:
        case Pressed(act=Act.SPLIT | Act.QUEUE):
            await airing.split(scope, number, question)
        case Pressed(act=Act.IN_WRITING):
            await airing.apart(scope, number, question, ThemeState.IN_WRITING, seen=seen)
        case Pressed(act=Act.OFF_AIR, reason=Reason() as reason):
            await airing.apart(scope, number, question, ThemeState.OFF_AIR, reason.value, seen=seen)
        case Pressed(act=Act.JOIN):
            alone = await airing.split(scope, number, question)
            await airing.joined(scope, number, alone.taps[-1].theme, pressed.to)
        case _:
            raise RuleViolation("broadcast-cannot", number=number)


def _told(region: Region, one: Earlier) -> str:
    day = region.calendar.local(one.at)
    who = ", ".join(part for part in (_called(region, one.by), f"{day.day}.{day.month:02}") if part)
    return f"{who}: {one.text}"


def _called(region: Region, person: VkId) -> str:
    found = region.person(person)
    return found.name if found else ""


def _first(names: dict[VkId, Name]) -> dict[VkId, str]:
    return {person: name.first for person, name in names.items()}
