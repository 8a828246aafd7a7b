"""A moderator says that somebody's words are a question."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.errors import RuleViolation
from domain.message import Forwarded, Message, place_id, shown
from domain.notices import Taken
from domain.people import Right
from domain.place import Place, nowhere
from domain.ports import QUESTION
from domain.question import Question, Status
from domain.use_cases.intake.reception import Reception
from domain.use_cases.matters.noticing import look_again
from domain.use_cases.scope import Scope
from domain.use_cases.telling import official_of

FEWEST_LETTERS = 3
"""Pasted words shorter than this ask nothing."""

WANTED = "fetch/"
"""Marks of the diary: the comment that is wanted, and where who asked for it."""


def told(taken: Question) -> Taken:
    """What the moderator hears of a question that was taken."""
    return Taken(taken.number, official_of(taken), taken.due_at)


@dataclass(frozen=True, slots=True)
class Taking:
    """«забрать», «в», a forward and the moderators' list; only a moderator takes."""

    reception: Reception

    async def take_pasted(self, scope: Scope, message: Message, said: Forwarded) -> Question:
        """A moderator pastes somebody's words with the author's page; the same words twice are one question."""
        municipality = scope.home or scope.region.municipality_of(message.place.community, message.place.peer)
        scope.must_in(Right.MODERATE, municipality)
        if sum(map(str.isalpha, said.text)) < FEWEST_LETTERS:
            raise RuleViolation("take-how")
        place = nowhere(message.place.community, str(said.author), said.text)
        if known := await scope.uow.questions.at(place):
            return known
        pasted = Message(place, said.author, said.text, said.at, attachments=said.attachments, outright=True)
        hearing = self.reception.hear_outright(scope, said.text, municipality)
        return await self.take(
            scope, await self.reception.record(scope, pasted, hearing, municipality, status=Status.DRAFT)
        )

    async def want_comment(self, scope: Scope, asked_in: Place, comment: Place) -> None:
        """`забрать` with the link of a comment where the bot is told nothing: it is read after this transaction."""
        home = scope.region.municipality_of(comment.community, comment.peer)
        scope.must_in(Right.MODERATE, home)
        mark = f"{WANTED}{place_id(comment)}/{place_id(asked_in)}/{scope.actor}"
        await scope.uow.diary.once(mark, scope.now, value=int(scope.now.timestamp()))

    async def take_comment(self, scope: Scope, message: Message) -> Question:
        """The comment was read: a question of its author, once."""
        home = scope.region.municipality_of(message.place.community, message.place.peer)
        scope.must_in(Right.MODERATE, home)
        known = await scope.uow.questions.at(message.place)
        if known is None:
            hearing = self.reception.hear_outright(scope, message.text, home)
            said = replace(message, outright=True)
            known = await self.reception.record(scope, said, hearing, home, status=Status.DRAFT)
        return await self.take(scope, known) if known.status is Status.DRAFT else known

    async def collect(self, scope: Scope, message: Message) -> list[Question]:
        """A moderator forwards somebody's messages: each author's words become a question with its link to them."""
        municipality = scope.home
        scope.must_in(Right.MODERATE, municipality)
        taken = []
        for index, forwarded in enumerate(_by_author(message.forwarded)):
            place = forwarded.place or message.place.at(message.place.message)
            if index and forwarded.place is None:
                place = place.nth(index)  # several people in one forward: still one place each
            said = Message(
                place,
                forwarded.author,
                forwarded.text,
                forwarded.at,
                attachments=forwarded.attachments,
                outright=True,
            )
            home = scope.region.municipality_of(place.community, place.peer) or municipality
            hearing = self.reception.hear_outright(scope, said.text, home)
            question = await self.reception.record(scope, said, hearing, home, status=Status.DRAFT)
            if question.status is Status.DRAFT:
                question = await self.take(scope, question)
            taken.append(question)
        return taken

    async def take(self, scope: Scope, question: Question) -> Question:
        """A moderator says it is a question."""
        scope.must(Right.MODERATE, question)
        taken = await self.reception.ticking(scope, replace(question.taken(), taken_by=scope.actor))
        await scope.judged(question, QUESTION, self.reception.listener)
        await scope.note(question.number, "taken")
        await look_again(scope, taken)
        return await self.reception.welcome(scope, taken)

    async def take_message(self, scope: Scope, place: Place, said: Forwarded) -> Question:
        """«в» as a reply: a moderator takes somebody's message in the chat as a question."""
        known = await scope.uow.questions.at(place)
        if known is not None:
            return await self.take(scope, known) if known.status is Status.DRAFT else known
        home = scope.region.municipality_of(place.community, place.peer)
        scope.must_in(Right.MODERATE, home)
        if not said.text.strip() and not said.attachments:
            raise RuleViolation("needs-text")
        hearing = self.reception.hear_outright(scope, said.text, home)
        message = Message(place, said.author, said.text, said.at, attachments=said.attachments, outright=True)
        taken = await self.reception.record(scope, message, hearing, home)
        await scope.judged(taken, QUESTION, self.reception.listener)
        return taken


def _by_author(forwarded: Sequence[Forwarded]) -> list[Forwarded]:
    """Several messages of one person are one question."""
    found: dict[int, Forwarded] = {}
    for message in forwarded:
        first = found.get(message.author)
        found[message.author] = _joined(first, message) if first else message
    return [said for said in found.values() if said.author > 0 and (said.text.strip() or shown(said.attachments))]


def _joined(first: Forwarded, more: Forwarded) -> Forwarded:
    text = f"{first.text}\n{more.text}".strip()
    return replace(first, text=text, attachments=(*first.attachments, *more.attachments))
