"""Somebody has the same trouble: their voice joins a neighbour's question and they get its answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.message import Message
from domain.ports import Hearing, Listener, Vote
from domain.question import Question
from domain.use_cases.matters.surging import Surging
from domain.use_cases.scope import Scope
from domain.use_cases.telling import RECORDED, keyed, react

NEIGHBOURS = timedelta(days=2)
"""How long «и у нас» may join a neighbour's question."""

ALIKE = 0.45
"""How alike «и у нас …» must be to the question it joins; a bare «и у нас» joins what it replies to or follows."""


@dataclass(frozen=True, slots=True)
class Joining:
    """«и у нас», reactions and merges: one more voice for a question that stands."""

    listener: Listener

    async def to_neighbour(
        self, scope: Scope, message: Message, hearing: Hearing, municipality: str
    ) -> Question | None:
        """Joins the question these words are about; None when there is none."""
        question = await self._neighbours(scope, message, hearing, hearing.municipality or municipality)
        if question is None or question.author == message.author:
            return question
        await self.join(scope, question, Vote(question.number, message.author, scope.now, message.place, message.text))
        return question

    async def join(self, scope: Scope, question: Question, vote: Vote) -> bool:
        """Counts one more person with the same trouble; they get the answer too."""
        if vote.voter == question.author or not await scope.uow.votes.add(vote):
            return False
        joined = await scope.keep(replace(question, votes=question.votes + 1), "joined", str(vote.voter))
        if vote.place is not None:
            await scope.uow.questions.link(vote.place, question.number)
            if vote.place.is_chat:
                await react(scope, vote.place, RECORDED, key=f"{keyed(question, 'join')}/{vote.place.message}")
            await Surging(self.listener).asked(scope, joined)
        return True

    async def leave(self, scope: Scope, question: Question, voter: int) -> None:
        """A reaction taken away is a vote taken away."""
        if await scope.uow.votes.remove(question.number, voter):
            await scope.keep(replace(question, votes=max(question.votes - 1, 0)))

    async def _neighbours(self, scope: Scope, message: Message, hearing: Hearing, municipality: str) -> Question | None:
        if message.reply_to is not None:
            return await scope.uow.questions.under(message.reply_to)
        recent = await scope.uow.questions.recent(municipality, scope.now - NEIGHBOURS)
        here = [q for q in recent if q.place.conversation == message.place.conversation and q.is_open]
        return self._most_alike(message.text, hearing, here)

    def _most_alike(self, text: str, hearing: Hearing, questions: Sequence[Question]) -> Question | None:
        """The question on the topic named that is most alike, or the newest at all when nothing is named."""
        if hearing.topic is None and not hearing.address:
            return questions[0] if questions else None
        scored = [(self.listener.same(text, q.text), q) for q in questions if q.topic == hearing.topic]
        if hearing.topic is not None and scored:
            return max(scored, key=lambda pair: pair[0])[1]
        alike = [(likeness, q) for q in questions if (likeness := self.listener.same(text, q.text)) >= ALIKE]
        return max(alike, key=lambda pair: pair[0])[1] if alike else None
