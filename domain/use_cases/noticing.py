"""New questions beside the others, a moment after they were asked: an accident, or the same matter asked before.

Apart from hearing, so that a flood of questions is written down first and compared in batches then.
"""

from dataclasses import dataclass
from datetime import timedelta

from domain.notices import LooksAlike, Quote
from domain.ports import Filter, Listener
from domain.question import Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.surging import Surging
from domain.use_cases.telling import keyed, line_of, tell_moderators

BATCH = 100
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
        """Looks at some of the new questions; how many there were."""
        new = await scope.uow.questions.after(await self._seen(scope), BATCH)
        for question in new:
            if question.is_open and question.main is None and question.status is not Status.DRAFT:
                await self.surging.asked(scope, question)
                await self._compare(scope, question)
        if new:
            await scope.uow.diary.forget(SEEN)
            await scope.uow.diary.once(SEEN, scope.now, new[-1].number)
        return len(new)

    async def _seen(self, scope: Scope) -> int:
        seen = await scope.uow.diary.value(SEEN)
        if seen is None:  # what was asked before this was built is not looked at
            [*newest] = await scope.uow.questions.list(Filter(order="newest", limit=1))
            seen = max(newest[0].number - BATCH, 0) if newest else 0
        return seen

    async def _compare(self, scope: Scope, question: Question) -> None:
        """«Похоже на №…» to the moderators, one tap to join; never by itself (routing.md 5)."""
        home = question.municipality
        since = self.listener.twins_since(home)
        oldest, limit = (scope.now - REMEMBERED, FIRST) if since is None else (since, LATER)
        fresh = await scope.uow.questions.recent(home, oldest, limit)
        for number in self.listener.twins(question, fresh, scope.region)[:TRIES]:
            other = await scope.uow.questions.find(number)
            current = await scope.uow.questions.get(question.number)
            if other is None or not other.is_open or other.main is not None or current.main is not None:
                continue
            if other.number < question.number:
                notice = LooksAlike(question.number, Quote(question.text), other.number, (line_of(scope, other),))
                await tell_moderators(scope, home, notice, key=keyed(question, "alike"), question=question)
                return
