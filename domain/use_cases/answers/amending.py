"""An answer taken back, corrected, or freed of its dates."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.answer import Answer, Dates, Promise
from domain.clocks import confirm_window
from domain.errors import RuleViolation
from domain.message import place_id
from domain.notices import (
    AnswerCorrected,
    AnswerFixed,
    AnswerForFollower,
    AnswerHidden,
    AnswerInPlace,
    AnswerInPrivate,
    AnswerUndone,
    Notice,
    NotPublished,
    PublishByHand,
    Someone,
    Verbatim,
)
from domain.people import Right, may_with
from domain.ports import Verb
from domain.question import WAITING, Action, Question, Status
from domain.use_cases.answers.answering import Answering
from domain.use_cases.answers.bringing import Bringing, everyone_asking, mark, publish_by_hand, told_of
from domain.use_cases.answers.checking import must_be_fit
from domain.use_cases.scope import Scope
from domain.use_cases.telling import RECORDED, keyed, reply_to_actor, say_under, tell_official

HIDEABLE = timedelta(days=1)
"""How long ЦУР may take back somebody else's answer: VK lets a community delete its own words for a day."""


@dataclass(frozen=True, slots=True)
class Amending:
    """What may still be done about an answer that was given."""

    answering: Answering
    bringing: Bringing

    async def undo(self, scope: Scope, question: Question) -> None:
        """Takes the last answer back while the undo time lasts; the question stands as it stood before."""
        scope.must(Right.ANSWER, question)
        answer = await scope.uow.answers.latest(question.number)
        if answer is None:
            raise RuleViolation("question-cannot", number=question.number)
        if answer.by != scope.actor and not may_with(scope.person, Right.WATCH, question):
            raise RuleViolation("no-right", number=question.number)
        hidden = answer.by != scope.actor and may_with(scope.person, Right.CONTROL, question)
        if scope.now > answer.at + (HIDEABLE if hidden else scope.policy.undo):
            raise RuleViolation("undo-late", number=question.number)
        await self.bringing.call_back(scope, question, answer)
        await scope.uow.answers.save(answer.undone(scope.now))
        if question.may(Action.UNDO_ANSWER):
            await self._as_before(scope, question, answer)
        else:
            await scope.note(question.number, "answer_undone")
        if answer.by != scope.actor:
            hidden_by = AnswerHidden(question.number, Someone(scope.actor))
            await tell_official(scope, answer.by, hidden_by, key=f"{answer.id}/hidden", question=question)
        notice = AnswerUndone(question.number)
        await reply_to_actor(scope, answer.said_in, notice, key=f"{answer.id}/undone", number=question.number)

    async def unpublished(self, scope: Scope, number: int, text: str | None) -> bool:
        """The question reads otherwise now, or is gone (None): whether its answer stays unpublished.

        Where others asked the same, an edit of one of them holds nobody's answer back.
        """
        question = await scope.uow.questions.get(number)
        answer = await scope.uow.answers.latest(number)
        if text is not None and (not text.strip() or text.strip() in question.text):
            return False
        halves = question.place.part or await scope.uow.questions.at(question.place.nth(1)) is not None
        if text is not None and halves and question.text in text:
            return False  # the other question of the message may have changed, not this one
        if answer is None or question.votes or len(await everyone_asking(scope, question)) > 1:
            return text is None
        acting = scope.acting(answer.by)
        await self.bringing.call_back(acting, question, answer)
        await scope.uow.answers.save(answer.undone(scope.now))
        if question.may(Action.UNDO_ANSWER):
            await self._as_before(acting, question, answer)
        notice, key = NotPublished(number, Verbatim(answer.text), text is None), f"{answer.id}/not-published"
        await tell_official(scope, answer.by, notice, key=key, question=question, urgent=True)
        return True

    async def _as_before(self, scope: Scope, question: Question, answer: Answer) -> None:
        status, [due, clarify, confirm, until, closed] = _before(answer)
        for promise in await scope.uow.promises.open_of(question.number):
            await scope.uow.promises.save(promise.dropped())
        restored = question.answer_undone(status, due, first=question.first_told_at == answer.at)
        if status is Status.PROMISED and due is not None:
            await self._promise_again(scope, question, answer, due)
        await scope.keep(
            replace(restored, clarify_until=clarify, confirm_at=confirm, confirm_until=until, closed_at=closed),
            "answer_undone",
        )
        if status in WAITING | {Status.CLARIFY}:
            await mark(scope, question, answer, RECORDED)

    async def _promise_again(self, scope: Scope, question: Question, answer: Answer, due: datetime) -> None:
        """The promise that the answer had replaced holds again."""
        earlier = await scope.uow.answers.latest(question.number)
        by, what = (earlier.by, earlier.text) if earlier else (answer.by, "")
        await scope.uow.promises.add(Promise(f"{answer.id}/again", question.number, by, due, what, scope.now))

    async def correct(self, scope: Scope, question: Question, text: str) -> None:
        """Edits what the bot published; where VK no longer allows it, a follow-up says so (handled at delivery)."""
        if not text.strip():
            raise RuleViolation("needs-text", number=question.number)
        scope.must(Right.ANSWER, question)
        answer = await scope.uow.answers.latest(question.number)
        if answer is None:
            raise RuleViolation("question-cannot", number=question.number)
        if answer.by != scope.actor:
            raise RuleViolation("no-right", number=question.number)
        if self.answering.listener.is_abusive(text):
            raise RuleViolation("answer-rude", number=question.number)
        await must_be_fit(scope, question, text)
        mended = answer.corrected(text, scope.now)
        await scope.uow.answers.save(mended)
        await scope.note(question.number, "corrected", f"{answer.text} → {text}")
        dates = await self._redated(scope, question, answer, mended)
        await self._say_anew(scope, question, answer, mended, dates)
        key = f"{answer.id}/fix/{int(scope.now.timestamp())}"
        fixed = AnswerFixed(question.number)
        await tell_official(scope, scope.actor, fixed, key=key, question=question, urgent=True)

    async def _redated(self, scope: Scope, question: Question, answer: Answer, mended: Answer) -> Dates:
        """Other dates in the corrected words are other promises; words that name none leave a chosen day alone."""
        was = self.answering.dates_in(scope, answer.text)
        now = self.answering.dates_in(scope, mended.text)
        if was == now or question.status not in {Status.PROMISED, Status.ANSWERED}:
            chosen = question.due_at if question.status is Status.PROMISED and not now else None
            return Dates((chosen,), apart=True) if chosen else now
        for promise in await scope.uow.promises.open_of(question.number):
            await scope.uow.promises.save(promise.dropped())
        await self.answering.note_promises(scope, question, mended, now)
        await self.answering.move(scope, question, mended, now, outside=False)
        return now

    async def _say_anew(self, scope: Scope, question: Question, answer: Answer, mended: Answer, dates: Dates) -> None:
        sent = await told_of(scope, question, answer)
        for one in await everyone_asking(scope, question):
            here = [
                s
                for s in sent
                if s.question == one.number and isinstance(s.notice, AnswerInPlace | AnswerInPrivate) and not s.earlier
            ]
            if await self.bringing.hold(scope, one, answer):
                await self.bringing.bring(scope, one, mended, dates)
            elif not here and one.number == question.number:
                await self._follow_up(scope, question, mended, by_hand=any(_by_hand(s.notice) for s in sent))
        for one_sent in sent:
            if not one_sent.earlier and isinstance(
                one_sent.notice, AnswerInPlace | AnswerInPrivate | AnswerForFollower
            ):
                notice: Notice = replace(one_sent.notice, text=Verbatim(mended.text))
                key = f"{keyed(question, 'fix')}/{int(scope.now.timestamp())}/{place_id(one_sent.place)}"
                await scope.uow.outbox.put(Verb.EDIT, one_sent.place, notice, key=key, question=one_sent.question)

    async def _follow_up(self, scope: Scope, question: Question, mended: Answer, *, by_hand: bool) -> None:
        """The answer was the official's own message: the correction stands beside it."""
        notice = AnswerCorrected(question.number, Verbatim(mended.text), Someone(mended.by))
        key = keyed(question, f"{mended.id}/fix/{int(scope.now.timestamp())}")
        if by_hand:
            await publish_by_hand(scope, question, notice, key=key)
        else:
            await say_under(scope, question.place, notice, key=key, question=question)

    async def dates_wrong(self, scope: Scope, question: Question) -> None:
        """[Даты не те]: the words stand, the promises go, the answer is a final one."""
        scope.must(Right.ANSWER, question)
        if question.status is not Status.PROMISED:
            raise RuleViolation("promise-closed", number=question.number)
        for promise in await scope.uow.promises.open_of(question.number):
            await scope.uow.promises.save(promise.dropped())
        until = confirm_window(scope.policy, scope.now)
        final = question.answered(scope.actor, scope.now, confirm_at=None, confirm_until=until)
        await scope.keep(final, "dates_dropped")


def _by_hand(notice: Notice | None) -> bool:
    return isinstance(notice, PublishByHand)


def _before(answer: Answer) -> tuple[Status, list[datetime | None]]:
    """The question as it stood before the answer: its status and its moments."""
    status, *moments = answer.before.split(" ")
    known = [datetime.fromisoformat(moment) if moment not in {"", "-"} else None for moment in moments]
    return Status(status), [*known, *[None] * 5][:5]
