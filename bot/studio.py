"""The broadcasts for the pages in a browser: the same evening, the same rules and rights as the desk in VK."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache

from bot.clock import Clock
from bot.region import RegionKeeper
from domain.broadcasts.broadcast import TimeCode
from domain.broadcasts.desk import REMEMBERED, desk_of, overlay_of, words_for_desk
from domain.broadcasts.evening import ANY, By, Evening
from domain.broadcasts.taps import TapKind
from domain.broadcasts.themes import Reason, ThemeState
from domain.errors import RuleViolation
from domain.names import Name
from domain.organisation import Person, Region
from domain.people import Right
from domain.place import VkId
from domain.use_cases.scope import Scope
from storage.engine import Database
from storage.uow import SqlUnitOfWork
from web.studio import Act, Pressed, Said, Seen, Shown

LISTED = 12
SAID = 100
END_OF_DAY = time(18)
"""A promise «к пятнице» is due when the working day ends."""


class LiveStudio:
    """Reads beside everything else; a tap is one transaction, as an event of VK is."""

    def __init__(
        self, database: Database, region: RegionKeeper, clock: Clock, is_abusive: Callable[[str], bool]
    ) -> None:
        self._database, self._region, self._clock = database, region, clock
        self._is_abusive = lru_cache(maxsize=REMEMBERED)(is_abusive)
        self._latest: dict[int, tuple[str, Evening]] = {}

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
            names = await uow.names.known(question.author for question in desk.new)
        staff = {desk.host, *(tap.by for tap in desk.log), *(tap.by for tap in evening.taps)}
        people = {person: _called(region, person) for person in staff}
        return Seen(desk, {**_first(names), **people}, region.calendar.timezone)

    async def shown(self, number: int) -> Shown | None:
        async with self._database.reading() as uow:
            evening = await self._evening(uow, number)
            if evening is None:
                return None
            region = await self._region.fresh(uow)
            screen = evening.on_screen
            asked = evening.of(screen.id) if screen else []
            names = await uow.names.known(one.author for one in asked)
        overlay = overlay_of(evening, is_abusive=self._is_abusive, names=names)
        return Shown(overlay, _called(region, overlay.host), region.calendar.timezone)

    async def said(self, number: int, theme: int) -> Sequence[Said]:
        """The questions of a theme, masked as on the desk in VK."""
        async with self._database.reading() as uow:
            evening = await self._evening(uow, number)
            asked = evening.of(theme)[:SAID] if evening else []
            names = _first(await uow.names.known(one.author for one in asked if not one.anonymous))
        return [
            Said(
                one.question,
                words_for_desk(one.text),
                ", ".join(part for part in (names.get(one.author, ""), one.settlement) if part),
                one.votes,
            )
            for one in asked
        ]

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
            scope = Scope(uow, region, now, person.vk_id)
            evening = await uow.broadcasts.evening(number)
            scope.must_in(Right.MODERATE, evening.broadcast.municipality)
            await uow.broadcasts.save(evening, tapped(evening, scope, pressed))

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


def tapped(evening: Evening, scope: Scope, pressed: Pressed) -> Evening:
    """The evening after a tap."""
    by = By(scope.actor, scope.now, pressed.seen)
    if pressed.question:
        return _question_tapped(evening, by, pressed)
    if pressed.theme:
        return _theme_tapped(evening, by, scope, pressed)
    match pressed.act:
        case Act.START:
            return evening.start(by, pressed.link)
        case Act.PAUSE:
            return evening.pause(by)
        case Act.RESUME:
            return evening.resume(by, pressed.link)
        case Act.END:
            return evening.end(by)
        case Act.OTHER:
            return evening.answered_other(by, pressed.text)
        case Act.UNDO:
            return evening.undone(by, pressed.tap)
        case _:
            raise RuleViolation("broadcast-cannot", number=evening.broadcast.number)


def _theme_tapped(evening: Evening, by: By, scope: Scope, pressed: Pressed) -> Evening:
    theme = pressed.theme
    match pressed:
        case Pressed(act=Act.SHOW):
            return evening.show(by, theme)
        case Pressed(act=Act.ANSWERED):
            return evening.answered(by, theme)
        case Pressed(act=Act.ALSO):
            return evening.answered(by, theme, kind=TapKind.ALSO)
        case Pressed(act=Act.PROMISED, day=date() as day):
            return evening.promised(by, theme, scope.calendar.moment(day, END_OF_DAY))
        case Pressed(act=Act.CODE, code=TimeCode() as code):
            return evening.coded(by, theme, code)
        case Pressed(act=Act.GIST):
            return evening.told(by, theme, pressed.text)
        case Pressed(act=Act.QUEUE):
            return evening.queued(by, theme)
        case Pressed(act=Act.IN_WRITING):
            return evening.in_writing(by, theme)
        case Pressed(act=Act.OFF_AIR, reason=Reason() as reason):
            return evening.off_air(by, theme, reason)
        case Pressed(act=Act.JOIN):
            return evening.joined(by, theme, pressed.to)
        case Pressed(act=Act.RENAME):
            return evening.renamed(by, theme, pressed.text)
        case _:
            raise RuleViolation("broadcast-cannot", number=evening.broadcast.number)


def _question_tapped(evening: Evening, by: By, pressed: Pressed) -> Evening:
    question = pressed.question
    match pressed:
        case Pressed(act=Act.SPLIT | Act.QUEUE):
            return evening.split(by, question)
        case Pressed(act=Act.IN_WRITING):
            return evening.apart(by, question, ThemeState.IN_WRITING)
        case Pressed(act=Act.OFF_AIR, reason=Reason() as reason):
            return evening.apart(by, question, ThemeState.OFF_AIR, reason.value)
        case Pressed(act=Act.JOIN):
            alone = evening.split(by, question)
            return alone.joined(replace(by, seen=ANY), alone.taps[-1].theme, pressed.to)
        case _:
            raise RuleViolation("broadcast-cannot", number=evening.broadcast.number)


def _called(region: Region, person: VkId) -> str:
    found = region.person(person)
    return found.name if found else ""


def _first(names: dict[VkId, Name]) -> dict[VkId, str]:
    return {person: name.first for person, name in names.items()}
