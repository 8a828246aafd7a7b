"""What ЦУР thinks of answers: ten of yesterday's a day in three taps each, `доработать N причина` (product.md 105)."""

from datetime import date, datetime, time, timedelta
from random import Random

from domain.errors import RuleViolation
from domain.notices import QualityAsk, QualityDone, Quote, SendBackOwn, SentBack, SentBackTo, Someone
from domain.people import Right
from domain.place import Place, private
from domain.ports import Dialog, Expecting
from domain.question import Action, Question
from domain.replies import only_nods
from domain.use_cases.appointed import today_at
from domain.use_cases.scope import Scope
from domain.use_cases.telling import reply_to_actor, tell_ccu, tell_official

LOOKED_AT = time(16)
LATE = timedelta(hours=2)
"""After an outage a sample two hours late is not asked about any more that day."""

A_DAY = 10
CRITERIA = ("matter", "date", "human")
YES, NO = "yes", "no"

REASON_LIFE = timedelta(hours=1)


async def daily(scope: Scope) -> None:
    """At 16:00 of a working day: ten random answers of the last working day and of the days off after it."""
    today, calendar = today_at(scope, LOOKED_AT, LATE), scope.calendar
    if today is None or not await scope.uow.diary.once(f"quality/{today}", scope.now):
        return
    since = calendar.moment(calendar.add_working_days(today, -1), time())
    numbers = await _answered(scope, since, calendar.moment(today, time()))
    drawn = Random(today.toordinal()).sample(numbers, min(A_DAY, len(numbers)))  # noqa: S311
    for index, number in enumerate(drawn, 1):
        await scope.uow.diary.once(_mark(today, index), scope.now, number)
    await _show(scope, today, 1)


async def judge(scope: Scope, day: date, index: int, number: int, criterion: str, verdict: str) -> bool:
    """One tap about one answer, changed by another tap; the third shows the next. False when it was never asked."""
    if (
        await scope.uow.diary.value(_mark(day, index)) != number
        or criterion not in CRITERIA
        or verdict not in {YES, NO}
    ):
        return False
    scope.must(Right.CONTROL, await scope.uow.questions.get(number))
    judged = f"{_mark(day, index)}/{criterion}"
    await scope.uow.diary.forget(judged)
    await scope.uow.diary.once(judged, scope.now, int(verdict == YES))
    marks = {f"{_mark(day, index)}/{one}": one for one in CRITERIA}
    values = [await scope.uow.diary.value(mark) for mark in marks]
    if None not in values and await scope.uow.diary.once(f"{_mark(day, index)}/shown-next", scope.now):
        await scope.note(number, "judged")
        await _show(scope, day, index + 1)
    return True


async def _show(scope: Scope, day: date, index: int) -> None:
    """The next answer of the sample that is still there; after the last, how many were good."""
    total = len([mark for mark in await scope.uow.diary.marks(f"quality/{day}/") if mark.count("/") == 2])
    while index <= total:
        number = await scope.uow.diary.value(_mark(day, index)) or 0
        question, answer = await scope.uow.questions.find(number), await scope.uow.answers.latest(number)
        if question is not None and question.text and answer is not None:
            said, by = Quote(answer.text), Someone(answer.by)
            ask = QualityAsk(number, index, total, f"{day}", Quote(question.words), said, by)
            await tell_ccu(scope, ask, key=_mark(day, index), question=question)
            return
        index += 1
    if total:
        good = [await _is_good(scope, _mark(day, one)) for one in range(1, total + 1)]
        await tell_ccu(scope, QualityDone(total, sum(good)), key=f"quality/{day}/done")


async def _is_good(scope: Scope, mark: str) -> bool:
    return all([await scope.uow.diary.value(f"{mark}/{criterion}") for criterion in CRITERIA])


async def _answered(scope: Scope, since: datetime, until: datetime) -> list[int]:
    """Questions answered within a time; a nod is not an answer yet."""
    answers = await scope.uow.answers.between(since, until)
    return sorted({one.question for one in answers if one.text and not only_nods(one.text)})


def _mark(day: date, index: int) -> str:
    return f"quality/{day}/{index:02}"


def must_be_sent_back(scope: Scope, question: Question) -> None:
    """Refuses where there is no answer to send back, or no right."""
    scope.must(Right.CONTROL, question)
    if not question.may(Action.RETURN):
        raise RuleViolation("question-cannot", number=question.number)


async def ask_reason(scope: Scope, place: Place, question: Question, *, key: str) -> None:
    """[Своя]: the next words in private are the reason."""
    must_be_sent_back(scope, question)
    dialog = await scope.uow.dialogs.get(place.community, scope.actor, scope.actor)
    await scope.uow.dialogs.save(dialog.awaiting(Expecting.SEND_BACK, scope.now, facts=str(question.number)))
    there = private(place.community, scope.actor)
    await reply_to_actor(scope, there, SendBackOwn(question.number), key=f"{key}/reason", number=question.number)


def is_reason_expected(scope: Scope, dialog: Dialog) -> bool:
    """Whether the person's next words are the reason."""
    return dialog.awaits(Expecting.SEND_BACK, scope.now, REASON_LIFE) and bool(dialog.facts)


async def reason_told(scope: Scope, dialog: Dialog, words: str, *, key: str) -> SentBackTo:
    """The reason in somebody's own words."""
    await scope.uow.dialogs.save(dialog.at_rest(scope.now))
    question = await scope.uow.questions.get(int(dialog.facts))
    return await send_back(scope, question, words, key=key)


async def send_back(scope: Scope, question: Question, reason: str, *, key: str) -> SentBackTo:
    """No answer: its official hears why, the clock goes on from the first start, the resident sees nothing."""
    scope.must(Right.CONTROL, question)
    if not reason.strip():
        raise RuleViolation("needs-reason", number=question.number)
    for promise in await scope.uow.promises.open_of(question.number):
        await scope.uow.promises.save(promise.dropped())
    back = await scope.keep(question.returned(scope.calendar, reason), "returned", reason)
    owner = back.assignee or back.answered_by
    if owner is not None:
        notice = SentBack(back.number, Someone(scope.actor), Quote(reason), back.due_at)
        await tell_official(scope, owner, notice, key=f"{key}/sent-back", question=back)
    return SentBackTo(back.number, Someone(owner) if owner else None, back.due_at)
