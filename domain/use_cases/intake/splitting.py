"""Two questions in one message: the author says so with one tap, else a moderator; each gets its own card (25)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.assignment import Assignment, assign
from domain.clocks import first_clock
from domain.errors import RuleViolation
from domain.notices import Quote, Someone, SplitAsk, SplitDone, SplitPart
from domain.people import Right, may_with
from domain.place import QUESTIONS_IN_ONE
from domain.ports import Hearing, Listener
from domain.question import Question
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import give, route, standing_in
from domain.use_cases.telling import keyed, line_of, tell_author, tell_moderators

_JOINING = re.compile(r"^(?:и|а)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the questions of a message, and whose it is."""

    text: str
    hearing: Hearing
    owner: Assignment | None

    @property
    def official(self) -> Someone | None:
        return Someone(self.owner.person.vk_id) if self.owner else None


async def offer_split(scope: Scope, question: Question, listener: Listener) -> None:
    """Asks whether a message holds several questions; nothing waits for the reply."""
    parts = await several(scope, question, listener)
    if not parts:
        return
    said = tuple(SplitPart(Quote(_alone(part.text)), part.official) for part in parts)
    notice, key = SplitAsk(question.number, said), keyed(question, "split-ask")
    if await scope.uow.dialogs.reachable(question.author) is not None:
        await tell_author(scope, question, notice, key=key)
    else:
        await tell_moderators(scope, question.municipality, notice, key=key, question=question)


async def several(scope: Scope, question: Question, listener: Listener) -> list[Part]:
    """The questions of different people or of different topics in one message; nothing when it holds but one."""
    if question.urgent or question.is_collected:
        return []
    parts = await _parts(scope, question, listener)
    people, topics = {part.official for part in parts}, {part.hearing.topic for part in parts}
    return parts if len(people) > 1 or len(topics - {None}) > 1 else []


def _alone(text: str) -> str:
    """«И когда починят яму?» → «Когда починят яму?»: nothing stands before it any more."""
    left = _JOINING.sub("", text)
    return left if left == text else left[:1].upper() + left[1:]


async def _parts(scope: Scope, question: Question, listener: Listener) -> list[Part]:
    texts = listener.parts(question.text, scope.region)
    if len(texts) < 2:
        return []
    away = await scope.uow.absences.away(scope.now)
    region = standing_in(scope.region, away)
    found = []
    for text in texts:
        heard = listener.hear(text, scope.region, municipality=question.municipality, asked_outright=True)
        home = heard.municipality or question.municipality
        settlement = heard.settlement or question.settlement
        found.append(Part(text, heard, assign(region, home, heard.topic, settlement, away.keys())))
    return found


async def words_of_each(
    scope: Scope, question: Question, text: str, listener: Listener
) -> Sequence[tuple[Question, str]]:
    """A message was edited: which of its words belong to which question; all to the nearest if that is unclear."""
    if question.place.part or await scope.uow.questions.at(question.place.nth(1)) is None:
        return [(question, text)]
    found = [await scope.uow.questions.at(place) for place in question.place.questions]
    asked = [one for one in found if one is not None]
    texts = listener.parts(text, scope.region)
    if len(texts) == len(asked):
        return list(zip(asked, texts, strict=True))
    return [(max(asked, key=lambda one: listener.same(one.text, text)), text)]


@dataclass(frozen=True, slots=True)
class Splitting:
    """[Да, разделить] and [Это один]"""

    listener: Listener

    async def split(self, scope: Scope, question: Question) -> SplitDone | None:
        """Each part becomes a question with its own owner and the same clock; None when there is nothing to split."""
        _must(scope, question)
        parts = await _parts(scope, question, self.listener)
        whole = question.place.part == 0 and 2 <= len(parts) <= QUESTIONS_IN_ONE
        if not whole or not question.is_waiting:
            return None
        first = await self._first(scope, question, parts[0])
        rest = [await self._other(scope, question, part, index) for index, part in enumerate(parts[1:], 1)]
        numbers = ", ".join(f"№{one.number}" for one in rest)
        await scope.note(question.number, "cut", numbers)
        return SplitDone(tuple(line_of(scope, one) for one in (first, *rest)))

    async def keep_whole(self, scope: Scope, question: Question) -> None:
        _must(scope, question)
        await scope.note(question.number, "kept_whole")

    async def _first(self, scope: Scope, question: Question, part: Part) -> Question:
        """The question itself keeps its number and its first part; the card is shown anew."""
        await scope.uow.nudges.drop(question.number)
        await scope.uow.outbox.withdraw_reminders(question.number)
        cut = _heard(question, part)
        return await give(scope, cut, part.owner, note="split") if part.owner else await route(scope, cut)

    async def _other(self, scope: Scope, question: Question, part: Part, index: int) -> Question:
        """Another question said by the same message."""
        clock = first_clock(scope.policy, scope.calendar, question.asked_at, urgent=part.hearing.urgent is not None)
        asked = Question(
            number=await scope.uow.questions.next_number(),
            place=question.place.nth(index),
            author=question.author,
            text="",
            asked_at=question.asked_at,
            municipality=question.municipality,
            attachments=question.attachments,
        )
        cut = _heard(asked, part).started(clock, scope.calendar)
        await scope.uow.questions.add(cut)
        await scope.note(cut.number, "asked", cut.place.kind.value)
        return await route(scope, cut)


def _heard(question: Question, part: Part) -> Question:
    heard = part.hearing
    return replace(
        question,
        text=part.text,
        topic=heard.topic,
        municipality=heard.municipality or question.municipality,
        settlement=heard.settlement or question.settlement,
        address=heard.address,
        because=", ".join(heard.because),
    )


def _must(scope: Scope, question: Question) -> None:
    """The author of a message knows what was asked in it; a moderator decides where the author cannot be asked."""
    if question.author != scope.actor and not may_with(scope.person, Right.MODERATE, question):
        raise RuleViolation("not-your-question", number=question.number)
