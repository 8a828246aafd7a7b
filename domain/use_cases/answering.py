"""From an official's words to the resident: published once, signed, unchanged; promises noted; undone, corrected."""

from dataclasses import dataclass, replace
from datetime import datetime

from domain.answer import Answer, AnswerKind, Dates, Promise
from domain.clocks import after_days, confirm_time, confirm_window
from domain.errors import RuleViolation
from domain.language import is_acknowledgement, is_done
from domain.message import Message, place_id
from domain.notices import (
    AnswerCorrected,
    AnswerFixed,
    AnswerForFollower,
    AnswerInPlace,
    AnswerInPrivate,
    AnswerSeen,
    AnswerSent,
    AnswerUndone,
    InWork,
    Notice,
    OutsideSent,
    PublishByHand,
    Quote,
    Someone,
    Verbatim,
)
from domain.people import Right
from domain.place import Place, PlaceKind
from domain.ports import Sent, Verb
from domain.promise_dates import find
from domain.question import Action, Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.telling import (
    ANSWERED,
    RECORDED,
    keyed,
    place_name,
    react,
    reply_to_actor,
    tell_moderators,
    tell_official,
    tell_person,
)


@dataclass(frozen=True, slots=True)
class Answering:
    """An official answers; every way of answering ends in `answer`."""

    videos_open: bool = False
    """A person's token lets the bot answer under videos."""

    async def answer(
        self,
        scope: Scope,
        question: Question,
        message: Message,
        *,
        due: datetime | None = None,
        outside: bool = False,
    ) -> Answer | None:
        """Records the words, stops the clock when they have substance, brings them to the resident.

        `due` is a date the official named apart from the text; `outside` says another organisation does it.
        None when the message was recorded before.
        """
        scope.must(Right.ANSWER, question)
        if not message.text.strip() and not message.attachments:
            raise RuleViolation("needs-text", number=question.number)
        if await scope.uow.answers.at(message.place) is not None:
            return None
        question = await self._main(scope, question)
        if not question.may(Action.ANSWER):
            raise RuleViolation("already-answered", number=question.number)
        in_place = message.place.conversation == question.place.conversation and not question.is_collected
        if is_acknowledgement(message.text) and due is None and not outside:
            return await self._acknowledged(scope, question, message, in_place=in_place)
        dates = Dates((due,), apart=True) if due else self._promised(scope, message)
        answer = await self._recorded(scope, question, message, dates)
        told = await self._moved(scope, question, answer, dates, outside=outside)
        await self._silence(scope, told)
        await self._publish(scope, told, answer, dates, in_place=in_place)
        await self._thank(scope, told, answer, dates, in_place=in_place, outside=outside)
        return answer

    async def _main(self, scope: Scope, question: Question) -> Question:
        """An answer to a duplicate is an answer to the question it was joined to."""
        if question.status is Status.MERGED and question.main:
            return await scope.uow.questions.get(question.main)
        return question

    def _promised(self, scope: Scope, message: Message) -> Dates:
        found = find(message.text, scope.now, scope.calendar)
        return Dates(tuple(promise.due for promise in found if promise.due > scope.now))

    async def _acknowledged(
        self, scope: Scope, question: Question, message: Message, *, in_place: bool
    ) -> Answer | None:
        """«Принял, разберёмся»: passed on, but the clock runs on and a date is asked for (failures.md 9)."""
        answer = _answer_of(scope, question, message, AnswerKind.INTERIM)
        await scope.uow.answers.add(answer)
        await scope.note(question.number, "in_work", message.text)
        if not in_place:
            await self._bring(scope, question, answer, Dates())
        notice = InWork(question.number, question.due_at)
        await tell_official(scope, scope.actor, notice, key=f"{message.id}/in-work", question=question, urgent=True)
        return answer

    async def _recorded(self, scope: Scope, question: Question, message: Message, dates: Dates) -> Answer:
        kind = AnswerKind.INTERIM if dates else AnswerKind.FINAL
        answer = _answer_of(scope, question, message, kind)
        await scope.uow.answers.add(answer)
        for promise in await scope.uow.promises.open_of(question.number):
            await scope.uow.promises.save(promise.kept() if is_done(message.text) else promise.dropped())
        for index, due in enumerate(dates.moments):
            await scope.uow.promises.add(
                Promise(f"{answer.id}/{index}", question.number, scope.actor, due, message.text, scope.now)
            )
        await scope.uow.questions.link(message.place, question.number)
        return answer

    async def _moved(
        self, scope: Scope, question: Question, answer: Answer, dates: Dates, *, outside: bool
    ) -> Question:
        until = confirm_window(scope.policy, scope.now)
        if outside:
            back = dates.first if dates else after_days(scope.policy.final, scope.calendar, scope.now)
            told = question.passed_outside(scope.actor, scope.now, back)
            return await scope.keep(told, "passed_outside", answer.text)
        if dates:
            ask = confirm_time(dates.first, scope.calendar)
            told = question.promised(scope.actor, scope.now, dates.first, confirm_at=ask, confirm_until=until)
            return await scope.keep(told, "promised", answer.text)
        ask_at = confirm_time(scope.now, scope.calendar) if is_done(answer.text) else None
        told = question.answered(scope.actor, scope.now, confirm_at=ask_at, confirm_until=until)
        return await scope.keep(told, "answered", answer.text)

    async def _silence(self, scope: Scope, question: Question) -> None:
        """No reminder about an answered question, ever."""
        await scope.uow.outbox.withdraw_reminders(question.number)
        await scope.uow.nudges.drop(question.number)

    # --- bringing the answer

    async def _publish(self, scope: Scope, question: Question, answer: Answer, dates: Dates, *, in_place: bool) -> None:
        if not in_place:
            await self._bring(scope, question, answer, dates)
        done = {question.place.conversation} if question.place.is_public else set()
        await self._mark(scope, question, answer, ANSWERED)
        told = {question.author, scope.actor}
        for duplicate in await scope.uow.questions.duplicates_of(question.number):
            if duplicate.place.is_public and duplicate.place.conversation in done:
                await self._follow(scope, duplicate, answer, duplicate.author, told)
            else:
                await self._bring(scope, duplicate, answer, dates)
                done.add(duplicate.place.conversation)
                told.add(duplicate.author)
        for vote in await scope.uow.votes.of(question.number):
            await self._follow(scope, question, answer, vote.voter, told)

    async def _bring(self, scope: Scope, question: Question, answer: Answer, dates: Dates) -> None:
        """To the place of the question, as a reply to it."""
        place, by = question.place, Someone(answer.by)
        key = keyed(question, f"answer/{answer.id}")
        if (place.kind is PlaceKind.VIDEO and not self.videos_open) or question.is_collected:
            await self._by_private(scope, question, answer, key)
        elif place.is_public:
            # A community cannot delete its own comment: there the undo time passes first.
            held = scope.now + scope.policy.undo if place.kind in {PlaceKind.WALL, PlaceKind.VIDEO} else None
            await self._put(
                scope, question, AnswerInPlace(Verbatim(answer.text), by, dates.to_say, answer.attachments), key, held
            )
        else:
            await self._put(scope, question, self._private(scope, question, answer, dates), key, None)

    async def _put(
        self, scope: Scope, question: Question, notice: Notice, key: str, not_before: datetime | None
    ) -> None:
        await scope.uow.outbox.put(
            Verb.SAY,
            question.place,
            notice,
            key=key,
            question=question.number,
            to=question.author,
            not_before=not_before,
            reply=True,
        )

    def _private(self, scope: Scope, question: Question, answer: Answer, dates: Dates) -> AnswerInPrivate:
        ask = confirm_time(dates.first, scope.calendar) if dates else None
        return AnswerInPrivate(
            question.number,
            Someone(question.author),
            Quote(question.text),
            Verbatim(answer.text),
            Someone(answer.by),
            ask,
            dates.to_say,
            answer.attachments,
        )

    async def _by_private(self, scope: Scope, question: Question, answer: Answer, key: str) -> None:
        """Where the bot may not write: to the author in private, else a moderator publishes it by hand."""
        if question.author > 0 and not await scope.uow.dialogs.forbidden(question.author):
            notice = self._private(scope, question, answer, Dates())
            await tell_person(scope, question.author, notice, key=key, question=question)
            return
        await publish_by_hand(scope, question, answer.text, answer.by, key=key)

    async def _mark(self, scope: Scope, question: Question, answer: Answer, meaning: str) -> None:
        """❓ becomes 👌 under the question and under everybody's who joined."""
        key = keyed(question, f"mark/{answer.id}/{meaning}")
        await react(scope, question.place, meaning, key=key, question=question.number)
        for vote in await scope.uow.votes.of(question.number):
            if vote.place is not None:
                await react(scope, vote.place, meaning, key=f"{key}/{place_id(vote.place)}", question=question.number)
        for duplicate in await scope.uow.questions.duplicates_of(question.number):
            await react(scope, duplicate.place, meaning, key=f"{key}/{place_id(duplicate.place)}")

    async def _follow(self, scope: Scope, question: Question, answer: Answer, person: int, told: set[int]) -> None:
        if person <= 0 or person in told or await scope.uow.dialogs.forbidden(person):
            return
        told.add(person)
        notice = AnswerForFollower(question.number, Quote(question.text), Verbatim(answer.text), Someone(answer.by))
        await tell_person(scope, person, notice, key=keyed(question, f"follow/{answer.id}"), question=question)

    async def _thank(
        self,
        scope: Scope,
        question: Question,
        answer: Answer,
        dates: Dates,
        *,
        in_place: bool,
        outside: bool,
    ) -> None:
        """Tells the official what became of the words."""
        author, number = Someone(question.author), question.number
        by_hand = question.place.kind is PlaceKind.VIDEO and not self.videos_open
        notice: Notice
        if outside:
            notice = OutsideSent(number, author, question.due_at or scope.now)
        elif in_place:
            notice = AnswerSeen(number, author, dates.moments)
        else:
            notice = AnswerSent(number, author, place_name(question), dates.moments, by_hand)
        await tell_official(scope, answer.by, notice, key=f"{answer.id}/thanks", question=question, urgent=not in_place)

    # --- taking back and mending

    async def undo(self, scope: Scope, question: Question) -> None:
        """Takes the last answer back while the undo time lasts."""
        answer = await self._mine(scope, question)
        if scope.now > answer.at + scope.policy.undo:
            raise RuleViolation("undo-late", number=question.number)
        await scope.uow.answers.save(answer.undone(scope.now))
        for promise in await scope.uow.promises.open_of(question.number):
            await scope.uow.promises.save(promise.dropped())
        for sent in await self._told(scope, question, answer):
            await scope.uow.outbox.put(
                Verb.REMOVE,
                sent.place,
                None,
                key=f"{answer.id}/undo/{place_id(sent.place)}",
                question=question.number,
            )
        await self._recall(scope, question, answer)
        status, due = _before(answer)
        before = question.answer_undone(status, due, first=question.first_told_at == answer.at)
        await scope.keep(before, "answer_undone")
        await self._mark(scope, question, answer, RECORDED)
        notice = AnswerUndone(question.number)
        await reply_to_actor(scope, answer.said_in, notice, key=f"{answer.id}/undone", number=question.number)

    async def _recall(self, scope: Scope, question: Question, answer: Answer) -> None:
        """What was not sent yet is not sent at all."""
        everybody = [question, *await scope.uow.questions.duplicates_of(question.number)]
        for one in everybody:
            await scope.uow.outbox.cancel(keyed(one, f"answer/{answer.id}"))
        for vote in await scope.uow.votes.of(question.number):
            await scope.uow.outbox.cancel(keyed(question, f"follow/{answer.id}") + f"/to/{vote.voter}")

    async def _told(self, scope: Scope, question: Question, answer: Answer) -> list[Sent]:
        kinds: tuple[type[Notice], ...] = (AnswerInPlace, AnswerInPrivate, AnswerForFollower)
        sent = [s for kind in kinds for s in await scope.uow.outbox.sent_about(question.number, kind)]
        return [one for one in sent if one.sent_at is not None and one.sent_at >= answer.at]

    async def _mine(self, scope: Scope, question: Question) -> Answer:
        answer = await scope.uow.answers.latest(question.number)
        if answer is None or (answer.by != scope.actor and not scope.person):
            raise RuleViolation("nothing-open", number=question.number)
        scope.must(Right.ANSWER, question)
        return answer

    async def correct(self, scope: Scope, question: Question, text: str) -> None:
        """Edits what the bot published; where VK no longer allows it, a follow-up says so (handled at delivery)."""
        if not text.strip():
            raise RuleViolation("needs-text", number=question.number)
        answer = await self._mine(scope, question)
        mended = answer.corrected(text, scope.now)
        await scope.uow.answers.save(mended)
        await scope.note(question.number, "corrected", f"{answer.text} → {text}")
        key = f"{answer.id}/fix/{int(scope.now.timestamp())}"
        sent = await self._told(scope, question, answer)
        for one in sent:
            notice = _mended(one, mended)
            await scope.uow.outbox.put(
                Verb.EDIT, one.place, notice, key=f"{key}/{place_id(one.place)}", question=question.number
            )
        if not sent:
            follow_up = AnswerCorrected(question.number, Verbatim(text), Someone(answer.by))
            await self._put(scope, question, follow_up, keyed(question, key), None)
        fixed = AnswerFixed(question.number)
        await tell_official(scope, scope.actor, fixed, key=key, question=question, urgent=True)

    async def dates_wrong(self, scope: Scope, question: Question) -> None:
        """[Даты не те]: the words stand, the promises go, the answer is a final one."""
        scope.must(Right.ANSWER, question)
        for promise in await scope.uow.promises.open_of(question.number):
            await scope.uow.promises.save(promise.dropped())
        if question.status is Status.PROMISED:
            until = confirm_window(scope.policy, scope.now)
            final = question.answered(scope.actor, scope.now, confirm_at=None, confirm_until=until)
            await scope.keep(final, "dates_dropped")


async def publish_by_hand(scope: Scope, question: Question, text: str, by: int, *, key: str) -> None:
    """VK gives the bot no way there: the moderators' list «опубликовать вручную»."""
    notice = PublishByHand(question.number, Verbatim(text), Someone(by), _link(question.place))
    await tell_moderators(scope, question.municipality, notice, key=f"{key}/by-hand", question=question)


def _link(place: Place) -> str:
    """Where the moderator finds the question; links to residents and staff lead to vk.com only."""
    kind = {PlaceKind.WALL: "wall", PlaceKind.VIDEO: "video"}.get(place.kind)
    return f"https://vk.com/{kind}{place.peer}_{place.post}?reply={place.message}" if kind else ""


def _answer_of(scope: Scope, question: Question, message: Message, kind: AnswerKind) -> Answer:
    due = question.due_at.isoformat() if question.due_at else ""
    return Answer(
        id=message.id,
        question=question.number,
        kind=kind,
        text=message.text,
        by=scope.actor,
        at=scope.now,
        said_in=message.place,
        before=f"{question.status} {due}".strip(),
        attachments=message.attachments,
    )


def _before(answer: Answer) -> tuple[Status, datetime | None]:
    status, _, due = answer.before.partition(" ")
    return Status(status), datetime.fromisoformat(due) if due else None


def _mended(sent: Sent, answer: Answer) -> Notice:
    if isinstance(sent.notice, AnswerInPrivate | AnswerInPlace | AnswerForFollower):
        return replace(sent.notice, text=Verbatim(answer.text))
    return AnswerInPlace(Verbatim(answer.text), Someone(answer.by))
