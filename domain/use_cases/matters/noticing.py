"""New questions beside the others, a moment after they were asked: an accident, or the same matter asked before.

Apart from hearing, so that a flood of questions is written down first and compared in batches then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.notices import LooksAlike, Quote
from domain.ports import Filter, Listener
from domain.question import Question, Status
from domain.use_cases.matters import repeating
from domain.use_cases.matters.surging import WITHIN, Surging
from domain.use_cases.scope import Scope
from domain.use_cases.telling import keyed, line_of, tell_moderators

BATCH = 50
"""Questions a tick takes: in a flood what residents wait for goes first, and this catches up within a minute."""

SEEN = "noticed"
"""Up to which number questions were looked at."""

AGAIN = "notice-again"
"""Stands while there are older numbers to look at, each under `notice-again/…`: «возможно» that became questions."""

REMEMBERED = timedelta(days=60)
FIRST, LATER = 300, 1000
"""Open questions of a municipality that are remembered at first, and those added since."""

TRIES = 3

NOT_COMPARED = frozenset({Status.DRAFT, Status.ON_AIR})
"""What waits for a broadcast is put into themes there."""


async def look_again(scope: Scope, question: Question) -> None:
    """A question now that was none when its number was looked at."""
    await scope.uow.diary.once(AGAIN, scope.now)
    await scope.uow.diary.once(f"{AGAIN}/{question.number}", scope.now)


@dataclass(frozen=True, slots=True)
class Noticing:
    """Looks at questions by their numbers, each once."""

    listener: Listener
    surging: Surging

    async def is_due(self, scope: Scope) -> bool:
        """Whether there is a question nobody looked at."""
        if await scope.uow.questions.after(await self._seen(scope), 1):
            return True
        return await scope.uow.diary.value(AGAIN) is not None

    async def look(self, scope: Scope) -> int:
        """Looks at some of the new questions; always 0, so that the next batch waits for the next tick."""
        new = await scope.uow.questions.after(await self._seen(scope), BATCH)
        wanted = [one for one in [*new, *await self._taken(scope)] if _stands(one)]
        wanted = sorted({one.number: one for one in wanted}.values(), key=lambda one: one.asked_at)
        seen = await self._seen(scope)
        for home in dict.fromkeys(one.municipality for one in wanted):
            await self._of(scope, [one for one in wanted if one.municipality == home], seen)
        if new:
            await scope.uow.diary.forget(SEEN)
            await scope.uow.diary.once(SEEN, scope.now, new[-1].number)
        return 0

    async def _taken(self, scope: Scope) -> list[Question]:
        """Those of older numbers that became questions since; each is looked at once more."""
        if await scope.uow.diary.value(AGAIN) is None:
            return []
        marks = await scope.uow.diary.marks(f"{AGAIN}/")
        for mark in marks[:BATCH]:
            await scope.uow.diary.forget(mark)
        if len(marks) <= BATCH:
            await scope.uow.diary.forget(AGAIN)
        found = [await scope.uow.questions.find(int(mark.rpartition("/")[2])) for mark in marks[:BATCH]]
        return [one for one in found if one is not None]

    async def _seen(self, scope: Scope) -> int:
        seen = await scope.uow.diary.value(SEEN)
        if seen is None:  # what was asked before this was built is not looked at
            [*newest] = await scope.uow.questions.list(Filter(order="newest", limit=1))
            seen = max(newest[0].number - BATCH, 0) if newest else 0
        return seen

    async def _of(self, scope: Scope, new: Sequence[Question], seen: int) -> None:
        """New questions of one municipality, the earliest first: what they are compared with is read once."""
        home = new[0].municipality
        oldest = min(new, key=lambda one: one.asked_at)
        beside = await self.surging.beside(scope, oldest)
        since = self.listener.twins_since(home)
        first, limit = (scope.now - REMEMBERED, FIRST) if since is None else (since, LATER)
        fresh = await scope.uow.questions.recent(home, first, limit)
        often = await repeating.often(scope, new)
        for question in new:
            late = question.number <= seen
            if question.author in often:
                await repeating.third_time(scope, question)
            around = beside
            if late:
                until = question.asked_at + WITHIN
                around = replace(beside, recent=tuple(one for one in beside.recent if one.asked_at <= until))
            await self.surging.asked_beside(scope, question, around)
            await self._compare(scope, question, fresh, late=late)
            fresh = ()

    async def _compare(self, scope: Scope, question: Question, fresh: Sequence[Question], *, late: bool) -> None:
        """«Похоже на №…» to the moderators, one tap to join; never by itself (routing.md 5).

        The later of two tells of the earlier one; one that came `late` was passed over by those after it.
        """
        alike = self.listener.twins(question, fresh, scope.region)
        earlier = [number for number in alike if late or number < question.number][:TRIES]
        if not earlier or (await scope.uow.questions.get(question.number)).main is not None:
            return
        for number in earlier:
            other = await scope.uow.questions.find(number)
            if other is not None and other.is_open and other.main is None:
                notice = LooksAlike(question.number, Quote(question.words), other.number, (line_of(scope, other),))
                key = keyed(question, "alike")
                await tell_moderators(scope, question.municipality, notice, key=key, question=question)
                return


def _stands(question: Question) -> bool:
    return question.is_open and question.main is None and question.status not in NOT_COMPARED
