"""An answer that was confirmed and still holds is offered to the next who asks the same, before anybody is troubled.

Nothing is lost: a question whose author does not choose within minutes goes its way, its clock runs from the message.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from domain.errors import RuleViolation
from domain.hints import is_private
from domain.notices import (
    AnswerKnown,
    FoundAnswer,
    Quote,
    SimilarAnswer,
    SimilarTaken,
    Someone,
    ValidityKept,
    Verbatim,
)
from domain.people import Right
from domain.ports import Listener
from domain.question import Action, Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.telling import ANSWERED, keyed, react, tell_author, tell_official
from domain.verified import LATE, NO, YES, Offer, Verified, valid_until, without_greeting

HELD = timedelta(minutes=10)
"""How long a question waits for its author's choice."""

BATCH = 50

Welcome = Callable[[Scope, Question], Awaitable[Question]]
"""Gives a question out and tells its author so."""


async def offer(scope: Scope, question: Question, listener: Listener) -> bool:
    """Asks the author in private whether the answer to a like question will do; False when there is none to offer.

    Never about danger, never about another place, never in a chat.
    """
    if question.urgent or question.author <= 0 or question.is_collected or not question.text.strip():
        return False
    standing = await scope.uow.verified.standing(question.municipality, scope.now)
    others = [one for one in standing if one.author != question.author and one.text and _may_be(question, one)]
    if not others or await scope.uow.dialogs.reachable(question.author) is None:
        return False
    for number in listener.similar(question, others, scope.region)[:1]:
        answer = await scope.uow.answers.latest(number)
        if answer is None or not answer.text or is_private(answer.text):
            return False
        similar = next(one for one in others if one.number == number)
        known = (await scope.uow.names.known([similar.author])).get(similar.author)
        said = Verbatim(without_greeting(answer.text, known.first if known else ""))
        notice = SimilarAnswer(question.number, Quote(question.words), number, Someone(answer.by), answer.at, said)
        await tell_author(scope, question, notice, key=keyed(question, "similar"))
        await scope.uow.verified.offered(Offer(question.number, number, scope.now))
        await scope.note(question.number, "offered", f"№{number}")
        return True
    return False


def _may_be(question: Question, answered: Question) -> bool:
    """The same village and topic, as far as both are known."""
    places = question.settlement is None or answered.settlement is None or question.settlement == answered.settlement
    return places and (question.topic is None or answered.topic is None or question.topic == answered.topic)


async def confirmed(scope: Scope, question: Question) -> None:
    """The author says that it is so: from now on the answer may be offered, as its words or its official say."""
    answer = await scope.uow.answers.latest(question.number)
    if answer is None or not question.text:
        return
    if await scope.uow.verified.of(question.number) is not None:
        return  # the official named a day before
    usual = scope.policy.verified.timedelta
    until = valid_until(answer.text, answer.at, scope.now, scope.calendar, usual)
    if until is None:
        return
    await scope.uow.verified.keep(Verified(question.number, question.municipality, until))
    if scope.region.person(answer.by) is not None:
        notice = AnswerKnown(question.number, Quote(question.words), Verbatim(answer.text), until)
        await tell_official(scope, answer.by, notice, key=keyed(question, "known"), question=question)


async def valid(scope: Scope, question: Question, until: datetime) -> ValidityKept:
    """«Действует до 1 марта», by somebody who may answer it; a moment that has come ends it."""
    scope.must(Right.ANSWER, question)
    if await scope.uow.answers.latest(question.number) is None:
        raise RuleViolation("nothing-answered", number=question.number)
    kept = Verified(question.number, question.municipality, max(until, scope.now), scope.actor)
    await scope.uow.verified.keep(kept)
    await scope.note(question.number, "valid", scope.calendar.local(until).strftime("%d.%m.%Y"))
    return ValidityKept(
        question.number, until if until > scope.now else None, confirmed=question.status is Status.CLOSED
    )


def end_of(scope: Scope, day: str) -> datetime:
    """The end of the ISO day a button named; now for none."""
    if not day:
        return scope.now
    try:
        return scope.calendar.moment(date.fromisoformat(day), time(23, 59))
    except ValueError:
        raise RuleViolation("date-unclear") from None


@dataclass(frozen=True, slots=True)
class Offering:
    """What becomes of an offer: the author's tap, or the minutes that pass."""

    welcome: Welcome

    async def enough(self, scope: Scope, question: Question) -> SimilarTaken | None:
        """[Да, спасибо]: closed as a duplicate that has its answer; None when nothing was offered or it is answered."""
        made = await self._made(scope, question)
        if made is None or not question.may(Action.MERGE) or question.first_told_at is not None:
            return None
        await scope.uow.verified.offered(replace(made, outcome=YES))
        await scope.uow.nudges.drop(question.number)
        await scope.uow.outbox.withdraw_reminders(question.number)
        kept = await scope.keep(question.merged(made.similar), "answer_known", f"№{made.similar}")
        await react(scope, kept.place, ANSWERED, key=keyed(kept, "known"), question=kept.number)
        if question.assignee:
            found = FoundAnswer(question.number, Someone(question.author), made.similar)
            await tell_official(scope, question.assignee, found, key=keyed(question, "found-answer"), question=question)
        return SimilarTaken(question.number, made.similar)

    async def other_matter(self, scope: Scope, question: Question) -> bool:
        """[Нет, у меня другое]: it goes its way, also after a «да»; False when nothing was offered."""
        made = await self._made(scope, question)
        if made is None or made.outcome == NO:
            return False
        if question.status is Status.MERGED and made.outcome == YES:
            question = await scope.keep(
                question.split(scope.calendar, scope.first_clock(question)), "split", f"№{made.similar}"
            )
        elif made.outcome:
            return question.is_open
        await scope.uow.verified.offered(replace(made, outcome=NO))
        await self._goes_on(scope, question)
        return True

    async def late(self, scope: Scope) -> int:
        """Those who chose nothing: their questions go their way."""
        waiting = await scope.uow.verified.unsettled(scope.now - HELD, BATCH)
        for made in waiting:
            await scope.uow.verified.offered(replace(made, outcome=LATE))
            question = await scope.uow.questions.find(made.question)
            if question is not None:
                await self._goes_on(scope, question)
        return len(waiting)

    async def _goes_on(self, scope: Scope, question: Question) -> None:
        if question.is_waiting and question.assignee is None:
            await self.welcome(scope.acting(question.author), question)

    async def _made(self, scope: Scope, question: Question) -> Offer | None:
        if question.author != scope.actor:
            raise RuleViolation("not-your-question", number=question.number)
        return await scope.uow.verified.offer_of(question.number)
