"""The taps of the desk: a change of the evening, its consequences for the questions, a word in the chats.

The desk in VK and the desk in the studio call the same functions; `seen` is the version the tap was made on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time

from domain.broadcasts.broadcast import Broadcast, TimeCode
from domain.broadcasts.evening import ANY, By, Evening
from domain.broadcasts.taps import TapKind
from domain.broadcasts.themes import Reason, ThemeState
from domain.notices import AirPaused, AirResumed, AirStarted, Notice
from domain.organisation import ChatKind
from domain.people import Right
from domain.use_cases.broadcasts import sounding
from domain.use_cases.scope import Scope
from domain.use_cases.telling import say_in_chat

EVENING = time(18)
"""When a promise of a day off is due."""


@dataclass(frozen=True, slots=True)
class Airing:
    """What a moderator does while it goes on; every function answers with the evening as it stands now."""

    async def start(self, scope: Scope, number: int, link: str = "") -> Evening:
        after = await self._tap(scope, number, lambda evening, by: evening.start(by, link))
        await tell_chats(scope, after.broadcast, AirStarted(after.broadcast.watch), "started")
        return after

    async def pause(self, scope: Scope, number: int) -> Evening:
        after = await self._tap(scope, number, lambda evening, by: evening.pause(by))
        await tell_chats(scope, after.broadcast, AirPaused(), f"paused/{len(after.broadcast.parts)}")
        return after

    async def resume(self, scope: Scope, number: int, link: str = "") -> Evening:
        after = await self._tap(scope, number, lambda evening, by: evening.resume(by, link))
        notice = AirResumed(after.broadcast.watch)
        await tell_chats(scope, after.broadcast, notice, f"resumed/{len(after.broadcast.parts)}")
        return after

    async def end(self, scope: Scope, number: int) -> Evening:
        """What did not sound goes to the officials at once, a batch a tick (concluding.py)."""
        return await self._tap(scope, number, lambda evening, by: evening.end(by))

    # --- themes

    async def show(self, scope: Scope, number: int, theme: int, *, seen: int = ANY) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.show(by, theme), seen)

    async def answered(self, scope: Scope, number: int, theme: int, *, also: bool = False, seen: int = ANY) -> Evening:
        kind = TapKind.ALSO if also else TapKind.ANSWERED
        return await self._tap(scope, number, lambda evening, by: evening.answered(by, theme, kind=kind), seen)

    async def answered_other(self, scope: Scope, number: int, said: str) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.answered_other(by, said))

    async def promised(self, scope: Scope, number: int, theme: int, due: datetime, *, seen: int = ANY) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.promised(by, theme, due), seen)

    async def promised_on(self, scope: Scope, number: int, theme: int, day: date, *, seen: int = ANY) -> Evening:
        """By a day alone: until its work ends."""
        return await self.promised(scope, number, theme, scope.calendar.end_of(day, off=EVENING), seen=seen)

    async def coded(self, scope: Scope, number: int, theme: int, code: TimeCode, *, seen: int = ANY) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.coded(by, theme, code), seen)

    async def told(self, scope: Scope, number: int, theme: int, said: str, *, seen: int = ANY) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.told(by, theme, said), seen)

    async def queued(self, scope: Scope, number: int, theme: int, *, seen: int = ANY) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.queued(by, theme), seen)

    async def in_writing(self, scope: Scope, number: int, theme: int, *, seen: int = ANY) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.in_writing(by, theme), seen)

    async def off_air(self, scope: Scope, number: int, theme: int, reason: Reason, *, seen: int = ANY) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.off_air(by, theme, reason), seen)

    async def joined(self, scope: Scope, number: int, theme: int, to: int, *, seen: int = ANY) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.joined(by, theme, to), seen)

    async def renamed(self, scope: Scope, number: int, theme: int, title: str, *, seen: int = ANY) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.renamed(by, theme, title), seen)

    async def split(self, scope: Scope, number: int, question: int) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.split(by, question))

    async def apart(
        self, scope: Scope, number: int, question: int, state: ThemeState, reason: str = "", *, seen: int = ANY
    ) -> Evening:
        return await self._tap(scope, number, lambda evening, by: evening.apart(by, question, state, reason), seen)

    # --- back

    async def undo(self, scope: Scope, number: int, tap: int = 0) -> Evening:
        """The tap named, else the last one that may be taken back; a word that has not left for the chats stays."""

        def change(evening: Evening, by: By) -> Evening:
            last = evening.last_undoable
            return evening.undone(by, tap or (last.number if last else 0))

        return await self._tap(scope, number, change)

    async def _tap(
        self, scope: Scope, number: int, change: Callable[[Evening, By], Evening], seen: int = ANY
    ) -> Evening:
        before = await scope.uow.broadcasts.evening(number)
        scope.must_in(Right.MODERATE, before.broadcast.municipality)
        after = change(before, By(scope.actor, scope.now, seen))
        await scope.uow.broadcasts.save(before, after)
        await sounding.follow(scope, sounding.Change(before, after))
        return after


async def tell_chats(scope: Scope, broadcast: Broadcast, notice: Notice, what: str) -> None:
    """One text in each chat of the municipality."""
    for chat in scope.region.chats_of(ChatKind.RESIDENTS, broadcast.municipality):
        await say_in_chat(scope, chat, notice, key=f"{broadcast.key}/{what}")
