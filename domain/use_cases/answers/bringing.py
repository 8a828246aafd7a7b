"""An answer on its way: to the place of the question, to everybody who waits for it, and back when it is taken back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.answer import Answer, Dates
from domain.clocks import confirm_time
from domain.errors import RuleViolation
from domain.message import place_id
from domain.notices import (
    AnswerCorrected,
    AnswerForFollower,
    AnswerInPlace,
    AnswerInPrivate,
    Notice,
    PublishByHand,
    Quote,
    Someone,
    Verbatim,
)
from domain.place import PlaceKind
from domain.ports import Sent, Verb
from domain.question import Question
from domain.removals import What
from domain.use_cases import journal
from domain.use_cases.scope import Scope
from domain.use_cases.telling import keyed, react, tell_moderators, tell_official, tell_person

IRREVOCABLE = frozenset({PlaceKind.WALL, PlaceKind.VIDEO})
"""A community cannot delete its own comment: there the undo time passes before it is written."""

TELLING = (AnswerInPlace, AnswerInPrivate, AnswerForFollower, AnswerCorrected, PublishByHand)


class Way(StrEnum):
    """How the author gets an answer."""

    THERE = "there"
    PRIVATE = "private"
    BY_HAND = "by-hand"
    NOBODY = "nobody"
    """A row of a table without a page of VK: the answer stands in lists and in the post after the broadcast."""


@dataclass(frozen=True, slots=True)
class Bringing:
    """Brings an official's words to residents."""

    videos_open: bool = False
    """A person's token lets the bot answer under videos."""

    async def publish(
        self, scope: Scope, asked: Question, question: Question, answer: Answer, dates: Dates, *, in_place: bool
    ) -> Way:
        """To everybody concerned: once in a conversation, once to a person; `asked` is the question replied to."""
        done = {place.conversation for place in (asked.place, question.place) if place.is_public and in_place}
        told = {scope.actor, *({asked.author} if in_place else ())}
        way = Way.THERE
        everybody = await everyone_asking(scope, question)
        for one in everybody:
            if one.place.is_public and one.place.conversation in done:
                await self._follow(scope, one, answer, one.author, told)
            elif one.author not in told or one.place.is_public:
                brought = await self.bring(scope, one, answer, dates, joined=one is not question)
                way = brought if one is question else way
                done.add(one.place.conversation)
                told.add(one.author)
        for one in everybody:
            for vote in await scope.uow.votes.of(one.number):
                await self._follow(scope, one, answer, vote.voter, told)
        await self._tell_owner(scope, question, answer, told)
        return way

    async def bring(
        self, scope: Scope, question: Question, answer: Answer, dates: Dates, *, joined: bool = False
    ) -> Way:
        """To the place of the question, as a reply to it; else to the author in private; else by a moderator's hand.

        To those whose question was joined to it the same words go at a pace: there may be a hundred of them.
        """
        place, key = question.place, keyed(question, said_as(answer))
        if question.is_collected or place.is_foreign or (place.kind is PlaceKind.VIDEO and not self.videos_open):
            return await self._by_private(scope, question, answer, dates, key)
        if not place.is_public:
            await _reply(scope, question, _private(scope, question, answer, dates), key, None, paced=joined)
            return Way.PRIVATE
        held = answer.at + scope.policy.undo if place.kind in IRREVOCABLE else None
        notice = AnswerInPlace(Verbatim(answer.text), Someone(answer.by), dates.to_say, answer.attachments)
        await _reply(scope, question, notice, key, held)
        return Way.THERE

    async def to_author(self, scope: Scope, question: Question, answer: Answer, dates: Dates) -> Way:
        """To the author alone: what others must not read."""
        return await self._by_private(scope, question, answer, dates, keyed(question, said_as(answer)))

    async def _by_private(self, scope: Scope, question: Question, answer: Answer, dates: Dates, key: str) -> Way:
        if question.author > 0 and not await scope.uow.dialogs.forbidden(question.author):
            notice = _private(scope, question, answer, dates)
            await tell_person(scope, question.author, notice, key=key, question=question)
            return Way.PRIVATE
        if question.place.is_nowhere and question.author <= 0:
            return Way.NOBODY
        await publish_by_hand(scope, question, _private(scope, question, answer, dates), key=key)
        return Way.BY_HAND

    async def _follow(self, scope: Scope, question: Question, answer: Answer, person: int, told: set[int]) -> None:
        if person <= 0 or person in told or await scope.uow.dialogs.forbidden(person):
            return
        told.add(person)
        await tell_person(
            scope, person, _for_follower(question, answer), key=keyed(question, followed_as(answer)), question=question
        )

    async def _tell_owner(self, scope: Scope, question: Question, answer: Answer, told: set[int]) -> None:
        """Somebody else answered: the one who owed it hears that it is done."""
        owner = question.assignee
        if owner is None or owner in told or scope.region.person(owner) is None:
            return
        notice = _for_follower(question, answer)
        await tell_official(scope, owner, notice, key=keyed(question, followed_as(answer)), question=question)

    # --- back

    async def call_back(self, scope: Scope, question: Question, answer: Answer) -> None:
        """What was not sent yet is not sent at all, what was said is removed; refuses where VK lets nothing back."""
        said_here = answer.said_in.conversation
        for one in await everyone_asking(scope, question):
            held = await self.hold(scope, one, answer)
            late = one.place.kind in IRREVOCABLE and (one.place.kind is not PlaceKind.VIDEO or self.videos_open)
            if late and not held and one.place.conversation != said_here:
                raise RuleViolation("undo-late", number=question.number)
            await self._hold_followers(scope, one, answer)
        for sent in await told_of(scope, question, answer):
            for place in (*(sent.place.at(number) for number in sent.earlier), sent.place):
                key = f"{answer.id}/undo/{place_id(place)}"
                await scope.uow.outbox.put(Verb.REMOVE, place, None, key=key, question=sent.question)
            if sent.place.is_public:
                home = question.municipality
                await journal.noted(scope, What.ANSWER, sent.place, author=answer.by, municipality=home)

    async def hold(self, scope: Scope, question: Question, answer: Answer) -> bool:
        """Takes back what waits to be said about one question; False when nothing waits any more."""
        key = keyed(question, said_as(answer))
        by_itself = await scope.uow.outbox.cancel(key)
        return await scope.uow.outbox.cancel(f"{key}/to/{question.author}") or by_itself

    async def _hold_followers(self, scope: Scope, question: Question, answer: Answer) -> None:
        votes = await scope.uow.votes.of(question.number)
        for person in {question.author, question.assignee or 0, *(vote.voter for vote in votes)}:
            await scope.uow.outbox.cancel(f"{keyed(question, followed_as(answer))}/to/{person}")


async def everyone_asking(scope: Scope, question: Question) -> list[Question]:
    """The question and those that were joined to it."""
    return [question, *await scope.uow.questions.duplicates_of(question.number)]


async def told_of(scope: Scope, question: Question, answer: Answer) -> list[Sent]:
    """Every text by which an answer was told."""
    found: list[Sent] = []
    for one in await everyone_asking(scope, question):
        for kind in TELLING:
            found.extend(await scope.uow.outbox.sent_about(one.number, kind))
    return [sent for sent in found if sent.sent_at is not None and sent.sent_at >= answer.at]


async def mark(scope: Scope, question: Question, answer: Answer, meaning: str) -> None:
    """❓ becomes 👌 under the question and under everybody's who joined."""
    for one in await everyone_asking(scope, question):
        key = keyed(one, f"mark/{answer.id}/{meaning}")
        if await _other_half_waits(scope, one):
            continue  # the message asked two things and only one is answered
        await react(scope, one.place, meaning, key=key, question=one.number)
        for vote in await scope.uow.votes.of(one.number):
            if vote.place is not None:
                await react(scope, vote.place, meaning, key=f"{key}/{place_id(vote.place)}", question=one.number)


async def _other_half_waits(scope: Scope, question: Question) -> bool:
    """Whether another question of the same message still waits."""
    if not question.place.is_chat:
        return False
    others = [place for place in question.place.questions if place != question.place]
    if question.place.part == 0:
        others = others[:1]  # without a second question there is no third
    found = [await scope.uow.questions.at(place) for place in others]
    return any(one is not None and one.is_waiting for one in found)


async def publish_by_hand(scope: Scope, question: Question, said: Notice, *, key: str) -> None:
    """VK gives the bot no way there: the moderators' list «опубликовать вручную»."""
    if not isinstance(said, AnswerInPlace | AnswerInPrivate | AnswerCorrected):
        return
    ready = None if isinstance(said, AnswerCorrected) else said.ready
    attachments = () if isinstance(said, AnswerCorrected) else said.attachments
    notice = PublishByHand(question.number, said.text, said.by, question.place.link, ready, attachments)
    await tell_moderators(scope, question.municipality, notice, key=f"{key}/by-hand", question=question)


def said_as(answer: Answer) -> str:
    """Names the text of an answer as it stands: a corrected one is another text."""
    mended = f"/fix/{int(answer.corrected_at.timestamp())}" if answer.corrected_at else ""
    return f"answer/{answer.id}{mended}"


def followed_as(answer: Answer) -> str:
    """Names what a follower was told of an answer: once, however the answer is corrected."""
    return f"follow/{answer.id}"


def _private(scope: Scope, question: Question, answer: Answer, dates: Dates) -> AnswerInPrivate:
    ask = confirm_time(dates.first, scope.calendar) if dates else None
    return AnswerInPrivate(
        question.number,
        Someone(question.author),
        Quote(question.words),
        Verbatim(answer.text),
        Someone(answer.by),
        ask,
        dates.to_say,
        answer.attachments,
    )


def _for_follower(question: Question, answer: Answer) -> AnswerForFollower:
    link = question.place.link
    return AnswerForFollower(question.number, Quote(question.words), Verbatim(answer.text), Someone(answer.by), link)


async def _reply(
    scope: Scope, question: Question, notice: Notice, key: str, not_before: datetime | None, *, paced: bool = False
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
        paced=paced,
    )
