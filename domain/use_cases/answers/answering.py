"""From an official's words to the resident: published once, signed, unchanged; promises noted."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from domain.answer import Answer, AnswerKind, Dates, Promise
from domain.capture import What, is_sign
from domain.clocks import after_days, confirm_time, confirm_window
from domain.errors import RuleViolation
from domain.language import is_done
from domain.message import Message
from domain.notices import AnswerSeen, AnswerSent, InWork, Notice, OutsideSent, Someone
from domain.people import Right
from domain.ports import QUESTION, Listener, Source
from domain.promise_dates import find
from domain.question import WAITING, Action, Question, Status
from domain.replies import asks_back, only_nods
from domain.use_cases.answers import guarding
from domain.use_cases.answers.asking_back import AskingBack
from domain.use_cases.answers.bringing import Bringing, Way, mark
from domain.use_cases.answers.checking import holds, said_already
from domain.use_cases.scope import Scope
from domain.use_cases.telling import ANSWERED, place_name, tell_official
from domain.verified import says_validity

IN_ONE_BREATH = timedelta(minutes=30)
"""More words within this time after a promise belong to it and do not replace it."""


@dataclass(frozen=True, slots=True)
class Answering:
    """An official answers; every way of answering ends in `answer`."""

    bringing: Bringing
    listener: Listener
    asking_back: AskingBack = field(default_factory=AskingBack)

    async def answer(
        self,
        scope: Scope,
        question: Question,
        message: Message,
        *,
        due: datetime | None = None,
        outside: bool = False,
        ordered: bool = False,
        meant: What | None = None,
        checked: bool = False,
        privately: bool = False,
        undated: bool = False,
    ) -> Answer | None:
        """Records the words, stops the clock when they have substance, brings them to the resident.

        `due` is a date the official named apart from the text; `outside` says another organisation does it; `ordered`
        by a command, which residents need not read; `meant` is what the words are, where that was decided; `checked`
        after the official's second look; `privately` for the author alone; `undated` words promise no day. None when
        nothing was answered: the message was recorded before, says nothing, asks the resident back, or waits for that
        second look.
        """
        scope.must(Right.ANSWER, question)
        asked, question = question, await scope.main_of(question)
        there = {one.place.conversation for one in (asked, question) if not one.is_collected}
        in_place = message.place.conversation in there and not ordered
        if not _says_something(message) or not question.may(Action.ANSWER):
            if in_place:
                return None
            code = "already-answered" if question.status is Status.CLOSED else "question-cannot"
            raise RuleViolation(code if _says_something(message) else "needs-text", number=question.number)
        if await _is_recorded(scope, question, message):
            return None
        if self.listener.is_abusive(message.text):
            await guarding.hold(scope, question, message, in_place=in_place)
            return None
        dates = self._dates(scope, message, due, undated=undated)
        meant = meant or _meaning(message.text)
        if not in_place and not checked and await holds(scope, question, message, dates, due=due, outside=outside):
            return None
        if not due and not outside and await self._is_no_answer(scope, question, message, meant, in_place=in_place):
            return None
        answer, told = await self._taken_down(scope, question, message, dates, outside=outside)
        if privately:
            way = await self.bringing.to_author(scope, told, answer, dates)
        else:
            way = await self.bringing.publish(scope, asked, told, answer, dates, in_place=in_place)
        await mark(scope, told, answer, ANSWERED)
        await guarding.flag_odd_hour(scope, told, answer, in_place=in_place)
        await self._thank(scope, told, answer, dates, way, in_place=in_place, outside=outside)
        return answer

    def _dates(self, scope: Scope, message: Message, due: datetime | None, *, undated: bool) -> Dates:
        """The day named apart from the words, else the days the words promise."""
        if due:
            return Dates((due,), apart=True)
        return Dates() if undated else self.dates_in(scope, message.text, message.at)

    def dates_in(self, scope: Scope, text: str, said_at: datetime | None = None) -> Dates:
        """The days still to come that an official's words promise; «завтра» is counted from when it was said."""
        found = find(text, said_at or scope.now, scope.calendar)
        found = [promise for promise in found if not says_validity(text, promise.span)]
        return Dates(tuple(promise.due for promise in found if promise.due > scope.now))

    # --- words that are no answer

    async def _is_no_answer(
        self, scope: Scope, question: Question, message: Message, meant: What, *, in_place: bool
    ) -> bool:
        """Asks the resident back, or only nods; what of it needs passing on is passed on."""
        if meant is What.CLARIFY and (in_place or question.may(Action.CLARIFY)):
            if question.may(Action.CLARIFY):
                await self._asked_back(scope, question, message, in_place=in_place)
            return True
        if meant is not What.IN_WORK:
            return False
        if question.status in WAITING or question.status is Status.CLARIFY:
            await self._acknowledged(scope, question, message, in_place=in_place)
            return True
        return in_place

    async def _asked_back(self, scope: Scope, question: Question, message: Message, *, in_place: bool) -> None:
        await scope.uow.questions.link(message.place, question.number)
        if in_place:
            await self.asking_back.asked_there(scope, question, message)
        else:
            await self.asking_back.ask(scope, question, message.text)

    async def _acknowledged(self, scope: Scope, question: Question, message: Message, *, in_place: bool) -> None:
        """«Принял, разберёмся»: passed on, but the clock runs on and a date is asked for (failures.md 9)."""
        answer = _answer_of(scope, question, message, AnswerKind.INTERIM)
        await self._record(scope, question, answer, message)
        await scope.note(question.number, "in_work", message.text)
        if not in_place:
            await self.bringing.bring(scope, question, answer, Dates())
        notice = InWork(question.number, question.due_at)
        await tell_official(scope, scope.actor, notice, key=f"{message.id}/in-work", question=question, urgent=True)

    async def _continues(self, scope: Scope, question: Question, message: Message, dates: Dates) -> bool:
        """More words right after a promise, with no other date in them: the promise stands."""
        if question.status is not Status.PROMISED or dates or is_done(message.text):
            return False
        earlier = await scope.uow.answers.latest(question.number)
        return earlier is not None and earlier.by == scope.actor and scope.now - earlier.at <= IN_ONE_BREATH

    # --- what an answer changes

    async def _taken_down(
        self, scope: Scope, question: Question, message: Message, dates: Dates, *, outside: bool
    ) -> tuple[Answer, Question]:
        """The answer kept, and the question as it stands after it; words that only continue a promise move nothing."""
        continues = not outside and await self._continues(scope, question, message, dates)
        answer = _answer_of(scope, question, message, AnswerKind.INTERIM if dates or continues else AnswerKind.FINAL)
        await self._record(scope, question, answer, message)
        if continues:
            await scope.note(question.number, "answered", answer.text)
            return answer, question
        await self._settle_promises(scope, question, answer, dates)
        told = await self.move(scope, question, answer, dates, outside=outside)
        await self._silence(scope, told)
        return answer, told

    async def _record(self, scope: Scope, question: Question, answer: Answer, message: Message) -> None:
        await scope.uow.answers.add(answer)
        if not message.pressed or await scope.uow.questions.under(message.place) is None:
            await scope.uow.questions.link(message.place, question.number)

    async def _settle_promises(self, scope: Scope, question: Question, answer: Answer, dates: Dates) -> None:
        for promise in await scope.uow.promises.open_of(question.number):
            await scope.uow.promises.save(promise.kept() if is_done(answer.text) else promise.dropped())
        await self.note_promises(scope, question, answer, dates)

    async def note_promises(self, scope: Scope, question: Question, answer: Answer, dates: Dates) -> None:
        """A promise for each day named."""
        mended = f"/{int(answer.corrected_at.timestamp())}" if answer.corrected_at else ""
        for index, due in enumerate(dates.moments):
            id_ = f"{answer.id}/{index}{mended}"
            await scope.uow.promises.add(Promise(id_, question.number, scope.actor, due, answer.text, scope.now))

    async def move(self, scope: Scope, question: Question, answer: Answer, dates: Dates, *, outside: bool) -> Question:
        """The question as it stands after an answer."""
        until = confirm_window(scope.policy, scope.now)
        if outside:
            back = dates.first if dates else after_days(scope.policy.final, scope.calendar, scope.now)
            told = question.passed_outside(scope.actor, scope.now, back)
            return await scope.keep(told, "passed_outside", answer.text)
        if dates:
            ask = confirm_time(dates.first, scope.calendar)
            told = question.promised(scope.actor, scope.now, dates.first, confirm_at=ask, confirm_until=until)
            return await scope.keep(told, "promised", answer.text)
        shown = is_done(answer.text) or (answer.attachments and not answer.text.strip())
        ask_at = confirm_time(scope.now, scope.calendar) if shown else None
        told = question.answered(scope.actor, scope.now, confirm_at=ask_at, confirm_until=until)
        if question.assignee == scope.actor and question.topic and not question.handovers:
            await scope.learn(question, Source.ANSWERED, scope.actor)
        if question.place.is_public:
            await scope.judged(question, QUESTION, self.listener, Source.ANSWERED)
        return await scope.keep(told, "answered", answer.text)

    async def _silence(self, scope: Scope, question: Question) -> None:
        """No reminder about an answered question, ever."""
        await scope.uow.outbox.withdraw_reminders(question.number)
        await scope.uow.nudges.drop(question.number)

    async def _thank(
        self,
        scope: Scope,
        question: Question,
        answer: Answer,
        dates: Dates,
        way: Way,
        *,
        in_place: bool,
        outside: bool,
    ) -> None:
        """Tells the official what became of the words."""
        author, number = Someone(question.author), question.number
        where = way.value if way in {Way.PRIVATE, Way.NOBODY} else place_name(question)
        tip = await said_already(scope, question, answer, dates, in_place=in_place)
        notice: Notice
        if outside:
            notice = OutsideSent(number, author, question.due_at or scope.now)
        elif in_place:
            notice = AnswerSeen(number, author, dates.moments, tip=tip)
        else:
            notice = AnswerSent(number, author, where, dates.moments, way is Way.BY_HAND, tip=tip)
        await tell_official(scope, answer.by, notice, key=f"{answer.id}/thanks", question=question, urgent=not in_place)


async def _is_recorded(scope: Scope, question: Question, message: Message) -> bool:
    """One message is one answer; by an official's tap it may be the answer to a second question too."""
    if await scope.uow.answers.at(message.place) is None:
        return False
    if not message.pressed:
        return True
    return any(answer.said_in == message.place for answer in await scope.uow.answers.of(question.number))


def _meaning(text: str) -> What:
    """What words addressed to a question are."""
    if asks_back(text):
        return What.CLARIFY
    return What.IN_WORK if only_nods(text) else What.ANSWER


def _says_something(message: Message) -> bool:
    """Words, or something to look at; a sticker is neither."""
    return bool(message.text.strip()) or any(not is_sign(one) for one in message.attachments)


def _answer_of(scope: Scope, question: Question, message: Message, kind: AnswerKind) -> Answer:
    moments = (
        question.due_at,
        question.clarify_until,
        question.confirm_at,
        question.confirm_until,
        question.closed_at,
    )
    return Answer(
        id=message.id,
        question=question.number,
        kind=kind,
        text=message.text,
        by=scope.actor,
        at=scope.now,
        said_in=message.place,
        before=" ".join([question.status, *(moment.isoformat() if moment else "-" for moment in moments)]),
        attachments=message.attachments,
    )
