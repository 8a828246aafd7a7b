"""What moderators decide: question or not, the same or not, whose it is."""

from dataclasses import dataclass, replace

from domain.errors import RuleViolation
from domain.people import Right
from domain.ports import CHATTER, Source, Vote
from domain.question import Action, Question, Status
from domain.use_cases.intake.joining import Joining
from domain.use_cases.moderating.taking import Taking
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import named_anew, show


@dataclass(frozen=True, slots=True)
class Moderation:
    """[Вопрос], [Не вопрос], merge and split; everything is reversible and in the history."""

    taking: Taking
    joining: Joining

    async def dismiss(self, scope: Scope, question: Question) -> Question:
        """«Не вопрос»: nothing of it is kept but the number."""
        scope.must(Right.MODERATE, question)
        if question.status is Status.DECLINED:
            return question
        await scope.uow.nudges.drop(question.number)
        await scope.uow.outbox.withdraw_reminders(question.number)
        await scope.judged(question, CHATTER, self.joining.listener)
        return await scope.keep(question.dismissed(scope.now), "dismissed")

    async def topic_is(self, scope: Scope, question: Question, topic: str) -> Question:
        """What it is about, said by a person: a draft becomes a question by it, another owner may follow from it."""
        scope.must(Right.MODERATE, question)
        if not scope.region.topic_name(topic):
            raise RuleViolation("topic-unknown", number=question.number, detail=topic)
        theme = question.theme if topic == question.topic else ""
        theme = theme or self.joining.listener.theme_of(question.text, scope.region, topic)
        if question.status is Status.DRAFT:
            question = replace(question, topic=topic, theme=theme)
            await scope.learn(question, Source.DECIDED)
            return await self.taking.take(scope, question)
        if not question.may(Action.ASSIGN):
            raise RuleViolation("question-cannot", number=question.number, action="topic", status=question.status.value)
        await scope.learn(replace(question, topic=topic), Source.DECIDED)
        return await named_anew(scope, question, topic, theme)

    async def merge(self, scope: Scope, question: Question, main: Question) -> Question:
        """One question follows another: its author gets the same answer."""
        scope.must(Right.MODERATE, question)
        scope.must(Right.MODERATE, main)
        if main.number == question.number or main.status is Status.MERGED or not main.is_open:
            raise RuleViolation("question-cannot", number=main.number, action="merge", status=main.status.value)
        merged = await scope.keep(question.merged(main.number), "merged", str(main.number))
        for follower in await scope.uow.questions.duplicates_of(question.number):
            await scope.keep(replace(follower, main=main.number), "merged", str(main.number))
        await scope.uow.nudges.drop(question.number)
        await scope.uow.outbox.withdraw_reminders(question.number)
        vote = Vote(main.number, question.author, scope.now, text=question.text)
        await self.joining.join(scope, main, vote)
        return merged

    async def split(self, scope: Scope, question: Question) -> Question:
        """Undoes a merge; the main question loses the vote that came with it."""
        scope.must(Right.MODERATE, question)
        parted = question.split(scope.calendar, scope.first_clock(question))
        if question.main is not None:
            main = await scope.uow.questions.get(question.main)
            await self.joining.leave(scope, main, question.author)
        kept = await scope.keep(parted, "split", str(question.main))
        if kept.assignee:
            await show(scope, kept, kept.assignee, note="split")
        return kept

    async def note(self, scope: Scope, question: Question, text: str) -> None:
        """An internal note: seen on the card by officials, never by residents."""
        scope.must(Right.ANSWER, question)
        if not text.strip():
            raise RuleViolation("needs-text", number=question.number)
        await scope.note(question.number, "note", text)
