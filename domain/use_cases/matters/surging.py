"""Five people with one trouble in a quarter of an hour: «авария?», one card, one answer for all (product.md 108).

ЦУР decides with one tap. Until the accident is over, later questions about it follow by themselves; every author is
told and may say that theirs is another matter, and ЦУР may part them all (failures.md 19).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.errors import RuleViolation
from domain.notices import Accident, AccidentOver, OneForAll, OwnAgain, Quote, Surge
from domain.people import Right
from domain.ports import Listener, Vote
from domain.question import Action, Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import show
from domain.use_cases.telling import line_of, official_of, tell_author, tell_ccu

WITHIN = timedelta(minutes=15)
ENOUGH = 5
LASTS = timedelta(hours=6)
"""How long later questions follow an accident by themselves."""

ALIKE, ALIKE_ON_TOPIC = 0.45, 0.2
"""How alike the words must be; less, when the topic is the same."""

KNOWN = timedelta(hours=1)
"""How long people who write of the same bring no second card to ЦУР."""

SHOWN = 5
GATHERED = "gathered"


@dataclass(frozen=True, slots=True)
class Beside:
    """What questions of a municipality are compared with."""

    recent: tuple[Question, ...]
    """Those of the minutes before, and after."""
    accidents: Sequence[Question]
    told: list[Question]


@dataclass(frozen=True, slots=True)
class Surging:
    """Spots a surge, gathers it and parts it again."""

    listener: Listener

    async def asked(self, scope: Scope, question: Question) -> None:
        """One more question stands: it follows a known accident, or is the fifth of its kind."""
        await self.asked_beside(scope, question, await self.beside(scope, question))

    async def beside(self, scope: Scope, question: Question) -> "Beside":
        """What a question of its municipality is compared with; serves for many asked about the same moment."""
        recent = tuple(await self.recent(scope, question))
        return Beside(recent, await self.accidents(scope, question), await self._told(scope, question))

    async def asked_beside(self, scope: Scope, question: Question, beside: "Beside") -> None:
        """The same, for many at once; what is told of now is added to what was told."""
        if not question.is_open:
            return
        for main in beside.accidents:
            if self._same(main, question):
                await self._follow(scope, question, main)
                return
        if any(self._same(main, question) for main in beside.told):
            return  # ЦУР knows already and decides with one tap
        recent = beside.recent
        alike = self._alike(question, recent)
        if sum(1 + one.votes for one in alike) < ENOUGH or await _people(scope, alike) < ENOUGH:
            return
        main = alike[0]
        if not await scope.uow.diary.once(f"surge/{main.number}", scope.now):
            return
        mark = f"surging/{main.municipality}/{main.number}"
        await scope.uow.diary.once(mark, scope.now, int(scope.now.timestamp()))
        beside.told.append(main)
        where = main.settlement or scope.region.municipality_name(main.municipality)
        lines = tuple(line_of(scope, one) for one in alike[:SHOWN])
        notice = Surge(main.number, where, await _people(scope, alike), lines)
        await tell_ccu(scope, notice, key=f"surge/{main.number}", question=main)

    async def gather(self, scope: Scope, main: Question) -> Accident:
        """[Авария: один ответ]: everything alike follows the first question, and so does what comes later."""
        scope.must(Right.MODERATE, main)
        if not main.is_open:
            raise RuleViolation("question-cannot", number=main.number, action="merge", status=main.status.value)
        for one in self._alike(main, await self.recent(scope, main)):
            if one.number != main.number:
                await self._follow(scope, one, main)
        await scope.uow.diary.once(_mark(main), scope.now, int(scope.now.timestamp()))
        count = len(await scope.uow.questions.duplicates_of(main.number)) + 1
        main = await scope.uow.questions.get(main.number)
        return Accident(main.number, count, official_of(main))

    async def part(self, scope: Scope, main: Question) -> AccidentOver:
        """[Разделить все]: what the accident gathered stands on its own again; merges of before stay."""
        scope.must(Right.MODERATE, main)
        await scope.uow.diary.forget(_mark(main))
        followers = [one for one in await scope.uow.questions.duplicates_of(main.number) if await _gathered(scope, one)]
        for one in followers:
            await self._alone(scope, one)
        return AccidentOver(main.number, len(followers))

    async def not_mine(self, scope: Scope, question: Question) -> None:
        """[Это о другом], by the author of a question that was gathered."""
        if question.author != scope.actor:
            raise RuleViolation("not-your-question", number=question.number)
        if not question.may(Action.SPLIT) or not await _gathered(scope, question):
            raise RuleViolation("question-cannot", number=question.number, action="split", status=question.status.value)
        await self._alone(scope, question)

    async def accidents(self, scope: Scope, question: Question) -> Sequence[Question]:
        """What goes on in the question's municipality: the first question of each accident."""
        return await self._marked(scope, f"accident/{question.municipality}/", LASTS)

    async def _told(self, scope: Scope, question: Question) -> list[Question]:
        """What ЦУР was told of within the hour: one surge is one card, however many people and minutes it has."""
        return await self._marked(scope, f"surging/{question.municipality}/", KNOWN)

    async def _marked(self, scope: Scope, prefix: str, lasts: timedelta) -> list[Question]:
        """Open questions under marks that are not older than `lasts`; the other marks go."""
        found = []
        for mark in await scope.uow.diary.marks(prefix):
            since = await scope.uow.diary.value(mark) or 0
            main = await scope.uow.questions.find(int(mark.rpartition("/")[2]))
            if main is not None and main.is_open and scope.now.timestamp() - since <= lasts.total_seconds():
                found.append(main)
            else:
                await scope.uow.diary.forget(mark)
        return found

    async def recent(self, scope: Scope, question: Question) -> Sequence[Question]:
        """The questions of its municipality in the minutes before it, and after."""
        return await scope.uow.questions.recent(question.municipality, min(question.asked_at, scope.now) - WITHIN)

    def _alike(self, question: Question, recent: Sequence[Question]) -> list[Question]:
        """Open questions of the last minutes about the same, this one among them, oldest first."""
        since = question.asked_at - WITHIN
        likeness = self.listener.same_as(question.text, tuple(one.text for one in recent))
        alike = [
            one
            for one, how in zip(recent, likeness, strict=True)
            if how >= ALIKE_ON_TOPIC
            and one.number != question.number
            and one.may(Action.MERGE)
            and one.asked_at >= since
            and _agree(one, question, how)
        ]
        return sorted([question, *alike], key=lambda one: one.number)

    def _same(self, one: Question, other: Question) -> bool:
        return _agree(one, other, self.listener.same(one.text, other.text))

    async def _follow(self, scope: Scope, question: Question, main: Question) -> None:
        await scope.keep(question.merged(main.number), GATHERED, str(main.number))
        await scope.uow.nudges.drop(question.number)
        await scope.uow.outbox.withdraw_reminders(question.number)
        if question.author != main.author and await scope.uow.votes.add(
            Vote(main.number, question.author, scope.now, text=question.text)
        ):
            main = await scope.uow.questions.get(main.number)
            await scope.keep(replace(main, votes=main.votes + 1))
        official = official_of(main)
        notice = OneForAll(question.number, main.number, Quote(main.words), official)
        await tell_author(scope, question, notice, key=f"gathered/{question.number}/{main.number}")

    async def _alone(self, scope: Scope, question: Question) -> None:
        """The clock runs from the author's own message, as if it had never followed another."""
        if question.main is not None and await scope.uow.votes.remove(question.main, question.author):
            main = await scope.uow.questions.get(question.main)
            await scope.keep(replace(main, votes=max(main.votes - 1, 0)))
        kept = await scope.keep(
            question.split(scope.calendar, scope.first_clock(question)), "split", str(question.main)
        )
        if kept.assignee:
            await show(scope, kept, kept.assignee, note="split")
        notice = OwnAgain(kept.number, official_of(kept), kept.due_at)
        await tell_author(scope, kept, notice, key=f"own-again/{kept.number}/{int(scope.now.timestamp())}")


async def _people(scope: Scope, questions: Sequence[Question]) -> int:
    """How many people speak of it: authors and those who joined them."""
    people = {one.author for one in questions}
    for one in questions:
        if one.votes:
            people |= {vote.voter for vote in await scope.uow.votes.of(one.number)}
    return len(people)


async def _gathered(scope: Scope, question: Question) -> bool:
    if question.status is not Status.MERGED:
        return False
    return await scope.uow.history.count(question.number, GATHERED, question.asked_at - WITHIN) > 0


def _agree(one: Question, other: Question, likeness: float) -> bool:
    if one.settlement and other.settlement and one.settlement != other.settlement:
        return False
    on_topic = one.topic is not None and one.topic == other.topic
    return likeness >= (ALIKE_ON_TOPIC if on_topic else ALIKE)


def _mark(main: Question) -> str:
    return f"accident/{main.municipality}/{main.number}"
