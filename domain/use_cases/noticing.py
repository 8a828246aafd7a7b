"""New questions beside the others, a moment after they were asked: an accident, or the same matter asked before.

Apart from hearing, so that a flood of questions is written down first and compared in batches then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from domain.notices import LooksAlike, Quote
from domain.ports import Filter, Listener
from domain.question import Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.surging import Surging
from domain.use_cases.telling import keyed, line_of, tell_moderators

BATCH = 50
"""Questions a tick takes: in a flood what residents wait for goes first, and this catches up within a minute."""

SEEN = "noticed"
"""Up to which number questions were looked at."""

REMEMBERED = timedelta(days=60)
FIRST, LATER = 300, 1000
"""Open questions of a municipality that are remembered at first, and those added since."""

TRIES = 3


@dataclass(frozen=True, slots=True)
class Noticing:
    """Looks at questions by their numbers, each once."""

    listener: Listener
    surging: Surging

    async def is_due(self, scope: Scope) -> bool:
        """Whether there is a question nobody looked at."""
        return bool(await scope.uow.questions.after(await self._seen(scope), 1))

    async def look(self, scope: Scope) -> int:
        """Looks at some of the new questions; always 0, so that the next batch waits for the next tick."""
        new = await scope.uow.questions.after(await self._seen(scope), BATCH)
        wanted = [one for one in new if one.is_open and one.main is None and one.status is not Status.DRAFT]
        for home in dict.fromkeys(one.municipality for one in wanted):
            await self._of(scope, [one for one in wanted if one.municipality == home])
        if new:
            await scope.uow.diary.forget(SEEN)
            await scope.uow.diary.once(SEEN, scope.now, new[-1].number)
        return 0

    async def _seen(self, scope: Scope) -> int:
        seen = await scope.uow.diary.value(SEEN)
        if seen is None:  # what was asked before this was built is not looked at
            [*newest] = await scope.uow.questions.list(Filter(order="newest", limit=1))
            seen = max(newest[0].number - BATCH, 0) if newest else 0
        return seen

    async def _of(self, scope: Scope, new: Sequence[Question]) -> None:
        """New questions of one municipality, the earliest first: what they are compared with is read once."""
        home = new[0].municipality
        oldest = min(new, key=lambda one: one.asked_at)
        recent, accidents = await self.surging.recent(scope, oldest), await self.surging.accidents(scope, oldest)
        since = self.listener.twins_since(home)
        first, limit = (scope.now - REMEMBERED, FIRST) if since is None else (since, LATER)
        fresh = await scope.uow.questions.recent(home, first, limit)
        for question in new:
            await self.surging.asked_beside(scope, question, recent, accidents)
            await self._compare(scope, question, fresh)
            fresh = ()

    async def _compare(self, scope: Scope, question: Question, fresh: Sequence[Question]) -> None:
        """«Похоже на №…» to the moderators, one tap to join; never by itself (routing.md 5)."""
        earlier = [n for n in self.listener.twins(question, fresh, scope.region) if n < question.number][:TRIES]
        if not earlier or (await scope.uow.questions.get(question.number)).main is not None:
            return
        for number in earlier:
            other = await scope.uow.questions.find(number)
            if other is not None and other.is_open and other.main is None:
                notice = LooksAlike(question.number, Quote(question.text), other.number, (line_of(scope, other),))
                key = keyed(question, "alike")
                await tell_moderators(scope, question.municipality, notice, key=key, question=question)
                return
