"""What follows from VK's word about something sent: delivered, or refused for good."""

from collections.abc import Set
from dataclasses import dataclass, replace

from domain.notices import (
    AirDesk,
    AnswerCorrected,
    AnswerForFollower,
    AnswerInPlace,
    AnswerInPrivate,
    Card,
    ConfirmAsk,
    EscalatedTo,
    Line,
    MaybeQuestion,
    MorningQueue,
    Notice,
    OverdueToResident,
    PlaceLost,
    Quote,
    Recorded,
    Reminder,
    Someone,
    StillNothing,
    ToStaff,
    Unreachable,
    UrgentAdvice,
    UrgentCard,
)
from domain.organisation import ChatKind, Role
from domain.place import Place, PlaceKind, VkId
from domain.ports import Verb
from domain.question import WAITING, Question, Status
from domain.use_cases import journal
from domain.use_cases.answers.bringing import publish_by_hand
from domain.use_cases.broadcasts.desking import Desking
from domain.use_cases.intake.receipts import reactions_refused, receipt_in_words
from domain.use_cases.order import discretion, orderly, pinning
from domain.use_cases.scope import Scope
from domain.use_cases.staff.alarming import chat_lost
from domain.use_cases.staff.assigning import pass_round
from domain.use_cases.telling import (
    RECORDED,
    is_staff_chat,
    keyed,
    say_own_under,
    tell_author,
    tell_ccu,
    tell_moderators,
    tell_person,
)

TO_OFFICIALS = (Card, MorningQueue, Reminder, UrgentCard)


@dataclass(frozen=True, slots=True)
class Undelivered:
    """Something VK will never take: what it was, where it was going, and VK's reason."""

    verb: Verb
    place: Place
    notice: Notice | None
    question: int | None
    to: VkId | None
    code: int
    key: str
    fact: str = ""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Nothing is lost in silence: a refusal always tells somebody or takes another way."""

    desking: Desking

    async def refused(self, scope: Scope, lost: Undelivered, *, unreachable: bool, reactions_off: bool) -> None:
        """VK's final no: `unreachable` when the person cannot be written to at all."""
        question = await scope.uow.questions.find(lost.question) if lost.question else None
        if unreachable and lost.place.kind is PlaceKind.PRIVATE:
            dialog = await scope.uow.dialogs.get(lost.place.community, lost.place.peer, lost.place.peer)
            await scope.uow.dialogs.save(replace(dialog, allowed=False))
        if unreachable and lost.place.is_chat and lost.verb is not Verb.POP:
            await chat_lost(scope, lost.place, lost.code)
        await journal.came_out(scope, lost.verb, lost.place, lost.fact, done=False)
        if lost.verb is Verb.PIN:
            await pinning.refused(scope, lost.to, key=lost.key)
        elif lost.verb is Verb.MUTE:
            await orderly.not_muted(scope, lost.to, lost.fact, key=lost.key)
        elif lost.verb is Verb.REMOVE and lost.fact == discretion.THEIRS:
            await discretion.refused(scope, lost.to, key=lost.key)
        elif lost.verb is Verb.REACT:
            await self._no_reaction(scope, lost, question, reactions_off)
        elif unreachable and lost.verb is Verb.SAY and lost.place.is_chat and is_staff_chat(scope, lost.place):
            await self._past_the_chat(scope, lost, question)
        elif lost.verb is Verb.EDIT and isinstance(lost.notice, AirDesk):
            await self.desking.anew(scope, lost.notice.air)
        elif lost.verb is Verb.EDIT and question is not None:
            await self._no_edit(scope, lost, question)
        elif question is not None and lost.verb is Verb.SAY:
            await self._no_text(scope, lost, question, unreachable=unreachable)
        elif lost.to and scope.region.person(lost.to) and unreachable:
            await self._official_lost(scope, lost.to, None)

    async def _past_the_chat(self, scope: Scope, lost: Undelivered, question: Question | None) -> None:
        """ЦУР's chat or the moderators' is lost: its people are told one by one."""
        if lost.notice is None:
            return
        key = f"{lost.key}/past"
        chat = scope.region.chat(lost.place.community, lost.place.peer)
        moderators = chat is not None and chat.kind is ChatKind.MODERATORS
        role, municipality = (Role.MODERATOR, chat.municipality) if chat and moderators else (Role.CCU, "")
        people = [lost.to] if lost.to else [one.vk_id for one in scope.region.with_role(role, municipality)]
        for person in people:
            await tell_person(scope, person, lost.notice, key=key, question=question)
        if not people and moderators:
            await tell_ccu(scope, lost.notice, key=key, question=question)

    async def _no_reaction(
        self, scope: Scope, lost: Undelivered, question: Question | None, reactions_off: bool
    ) -> None:
        """Reactions are off: from now on a short text, and one for this question."""
        if reactions_off:
            await reactions_refused(scope, lost.place)
        if question is not None and lost.fact == RECORDED and question.place == lost.place and question.is_open:
            await receipt_in_words(scope, question)

    async def _no_edit(self, scope: Scope, lost: Undelivered, question: Question) -> None:
        if isinstance(lost.notice, AnswerInPlace | AnswerInPrivate | AnswerForFollower):
            follow_up = AnswerCorrected(question.number, lost.notice.text, lost.notice.by)
            at_home = lost.place.conversation == question.place.conversation
            await scope.uow.outbox.put(
                Verb.SAY,
                question.place if at_home else lost.place.at(0),
                follow_up,
                key=f"{lost.key}/instead",
                question=question.number,
                to=question.author if at_home else lost.to,
                reply=at_home,
            )

    async def _no_text(self, scope: Scope, lost: Undelivered, question: Question, *, unreachable: bool) -> None:
        match lost.notice:
            case AnswerInPlace():
                told = unreachable and lost.place.is_chat
                await self._no_place(scope, lost, question, lost.notice, told)
            case AnswerInPrivate() | AnswerCorrected():
                await publish_by_hand(scope, question, lost.notice, key=lost.key)
            case AnswerForFollower():
                return
            case OverdueToResident() | StillNothing() | ConfirmAsk() if (
                question.place.is_public and not lost.place.is_public
            ):
                await say_own_under(scope, question.place, lost.notice, key=f"{lost.key}/there", question=question)
            case _ if lost.to and scope.region.person(lost.to) and lost.to != question.author:
                await self._official_lost(scope, lost.to, question)

    async def _no_place(
        self, scope: Scope, lost: Undelivered, question: Question, said: AnswerInPlace, chat_told: bool
    ) -> None:
        """The chat or the comments are closed to the bot: the author in private, else by hand; ЦУР hears of it.

        Of a chat that is lost ЦУР was told for all its questions at once.
        """
        notice = AnswerInPrivate(
            question.number,
            Someone(question.author),
            Quote(question.words),
            said.text,
            said.by,
            None,
            said.ready,
            said.attachments,
        )
        if not await tell_author(scope, question, notice, key=f"{lost.key}/in-private"):
            await publish_by_hand(scope, question, notice, key=lost.key)
        if chat_told:
            return
        await tell_ccu(scope, PlaceLost(question.number, question.place.kind.value), key=lost.key, question=question)

    async def left_to_people(self, scope: Scope, lost: Undelivered) -> None:
        """VK put it off for too long or does not understand it: an official's words are published by a person."""
        await journal.came_out(scope, lost.verb, lost.place, lost.fact, done=False)
        question = await scope.uow.questions.find(lost.question) if lost.question else None
        if question is None or lost.verb is not Verb.SAY or lost.notice is None:
            return
        await publish_by_hand(scope, question, lost.notice, key=lost.key)
        if isinstance(lost.notice, TO_OFFICIALS) and lost.to:
            notice = Unreachable(Someone(lost.to), question.number, None)
            await tell_ccu(scope, notice, key=f"{lost.key}/left", question=question)

    async def _official_lost(self, scope: Scope, person: VkId, question: Question | None) -> None:
        """The same minute to moderators and ЦУР; the question goes to somebody reachable (failures.md 22)."""
        given = await pass_round(scope, question, person) if question is not None else None
        number = question.number if question is not None else 0
        notice = Unreachable(Someone(person), number, Someone(given) if given else None)
        day = scope.calendar.local(scope.now).date()
        key = f"unreachable/{person}/{number or day}"
        if not await scope.uow.diary.once(key, scope.now):
            return
        await tell_ccu(scope, notice, key=key, question=question)
        if question is not None:
            await tell_moderators(scope, question.municipality, notice, key=key, question=question)

    async def reached(self, scope: Scope, place: Place) -> None:
        """VK took words for somebody's private messages: they let the bot write, started or not."""
        if place.kind is not PlaceKind.PRIVATE:
            return
        dialog = await scope.uow.dialogs.get(place.community, place.peer, place.peer)
        if dialog.allowed is None:
            await scope.uow.dialogs.save(replace(dialog, allowed=True))

    async def delivered(self, scope: Scope, notice: Notice | None, number: int | None) -> None:
        """«Дежурному сообщил» is said only when it is true, whichever of the two arrives first."""
        if not isinstance(notice, UrgentCard | UrgentAdvice) or number is None:
            return
        question = await scope.uow.questions.get(number)
        alarms = await scope.uow.outbox.sent_about(number, UrgentCard)
        told_at = alarms[0].sent_at if alarms else None
        if told_at is None:
            return
        for advice in await scope.uow.outbox.sent_about(number, UrgentAdvice):
            if isinstance(advice.notice, UrgentAdvice) and advice.notice.told_at is None:
                told = replace(advice.notice, told_at=told_at)
                await scope.uow.outbox.put(
                    Verb.EDIT, advice.place, told, key=keyed(question, "advice-told"), question=number
                )

    async def still_true(self, scope: Scope, notice: Notice, place: Place) -> Notice | None:
        """A reminder as it is true now; None when nothing of it is (the last look before it is said)."""
        if isinstance(notice, ToStaff) and not place.is_public and scope.region.person(place.peer) is None:
            return None  # it was put while they still had a role
        if isinstance(notice, Reminder | MorningQueue):
            lines = [line for line in notice.lines if await self._waits(scope, line)]
            return replace(notice, lines=tuple(lines)) if lines else None
        if isinstance(notice, EscalatedTo):
            lines = [line for line in notice.lines if await self._is_late(scope, line)]
            return replace(notice, lines=tuple(lines)) if lines else None
        if isinstance(notice, MaybeQuestion):
            question = await scope.uow.questions.find(notice.number)
            return notice if question is not None and question.status is Status.DRAFT else None
        if isinstance(notice, Recorded):
            question = await scope.uow.questions.find(notice.number)
            return None if question is not None and question.status is Status.WITHDRAWN else notice
        return notice

    async def _is_late(self, scope: Scope, line: Line) -> bool:
        question = await scope.uow.questions.find(line.number)
        return question is not None and question.is_overdue(scope.now) and not question.is_silenced

    async def _waits(self, scope: Scope, line: Line) -> bool:
        question = await scope.uow.questions.find(line.number)
        return question is not None and question.status in WAITING and not question.is_silenced


def looks_at(notice: Notice) -> Set[int]:
    """The questions that `Delivery.still_true` reads for a notice."""
    match notice:
        case Reminder() | MorningQueue() | EscalatedTo():
            return {line.number for line in notice.lines}
        case MaybeQuestion() | Recorded():
            return {notice.number}
        case _:
            return frozenset()
