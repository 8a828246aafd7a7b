"""What every use case gets: the transaction, the region as it is now, the moment, and who acts."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.calendar import Calendar
from domain.clocks import first_clock
from domain.errors import RuleViolation
from domain.organisation import Person, Policy, Region
from domain.people import Right, may, may_with
from domain.place import VkId
from domain.ports import Decided, Entry, Listener, Source, UnitOfWork
from domain.question import Clock, Question, Status
from domain.reminders import steps

CLOCK: VkId = 0
"""The actor when time acts."""


@dataclass(frozen=True, slots=True)
class Scope:
    """One event's or one tick's view of the world; never shared between two."""

    uow: UnitOfWork
    region: Region
    now: datetime
    actor: VkId = CLOCK

    @property
    def calendar(self) -> Calendar:
        return self.region.calendar

    @property
    def policy(self) -> Policy:
        return self.region.policy

    @property
    def person(self) -> Person | None:
        """The actor's entry in the roster."""
        return self.region.person(self.actor)

    @property
    def home(self) -> str:
        """The actor's own municipality; «» for who has none, and for residents."""
        return self.person.municipality if self.person else ""

    def acting(self, actor: VkId) -> "Scope":
        return replace(self, actor=actor)

    def must(self, right: Right, question: Question) -> None:
        """Refuses unless the actor holds the right for this question now."""
        if not may_with(self.person, right, question):
            raise RuleViolation("no-right", number=question.number)

    def must_in(self, right: Right, municipality: str) -> None:
        if not may(self.person, right, municipality):
            raise RuleViolation("no-right")

    def first_clock(self, question: Question) -> Clock:
        """The time for a first answer, from the resident's message on."""
        return first_clock(self.policy, self.calendar, question.asked_at, urgent=question.in_danger)

    async def keep(self, question: Question, what: str = "", detail: str = "") -> Question:
        """Saves a question with its next moment of attention and a line of history."""
        kept = self.watched(question)
        await self.uow.questions.save(kept)
        if what:
            await self.note(question.number, what, detail)
        return kept

    def watched(self, question: Question) -> Question:
        """The question with the moment it wants attention next; now, when something is due already."""
        ahead = steps(question, self.policy, self.calendar, self.now)
        return replace(question, look_at=max(ahead[0].at, self.now) if ahead else None)

    async def main_of(self, question: Question) -> Question:
        """The question a duplicate was joined to, for what is said of the one is said of the other; else itself."""
        if question.status is Status.MERGED and question.main:
            return await self.uow.questions.get(question.main)
        return question

    async def learn(self, question: Question, source: Source, executor: VkId | None = None) -> None:
        """What a question was about, and who answered it, for the bot to learn from, in the same transaction."""
        await self.uow.examples.decided(question.number, Decided(source, question.topic, executor=executor), self.now)

    async def handed(self, question: Question, to: VkId) -> None:
        """Whom a person found to answer it; that tells nothing of its topic."""
        await self.uow.examples.decided(question.number, Decided(Source.DECIDED, executor=to), self.now)

    async def judged(
        self, question: Question, verdict: str, listener: Listener, source: Source = Source.DECIDED
    ) -> None:
        """Whether it is a question at all; of what somebody wrote to the bot alone the signs tell nothing."""
        told = question.place.is_public and question.text.strip()
        signs = listener.signs(question.text, self.region, question.municipality) if told else ""
        await self.uow.examples.decided(question.number, Decided(source, None, verdict, signs), self.now)

    async def note(self, number: int, what: str, detail: str = "") -> None:
        await self.uow.history.add(Entry(number, self.now, self.actor or None, what, detail))
