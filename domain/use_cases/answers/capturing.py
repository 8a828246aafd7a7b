"""Officials answer in the chat as people do; the bot sees it, and asks them in private where it is not sure."""

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.capture import Overheard, Waiting, decide
from domain.likeness import overlap
from domain.message import Message, place_id, place_of
from domain.notices import IsItAnswer, Quote
from domain.place import Place
from domain.ports import Filter, Listener, Verb
from domain.question import OPEN, Question
from domain.use_cases.answers.answering import Answering
from domain.use_cases.scope import Scope
from domain.use_cases.telling import line_of, tell_official

REMEMBERED = timedelta(days=31)
"""Open questions older than this are answered by a reply only."""

IN_A_ROW = timedelta(minutes=3)
"""Words that follow each other so soon are one saying, and asked about once."""

IS_IT = "is-it"

MOST = 300
"""Open questions of a municipality that are thought of; the newest."""


@dataclass(frozen=True, slots=True)
class Capturing:
    """Answer capture in chats and comments (product.md 60 and 61)."""

    answering: Answering
    listener: Listener

    async def heard(self, scope: Scope, message: Message) -> None:
        """One message of somebody with a role among residents."""
        overheard = await self._overheard(scope, message)
        verdict = decide(overheard)
        if verdict.number is not None and overheard.under is not None:
            await self.answering.answer(scope, overheard.under, message, meant=verdict.what)
        if verdict.ask:
            await self._ask(scope, message, [await scope.uow.questions.get(number) for number in verdict.ask])

    async def _overheard(self, scope: Scope, message: Message) -> Overheard:
        under = await self._under(scope, message)
        home = scope.region.municipality_of(message.place.community, message.place.peer)
        wanted = Filter(
            municipality=home, statuses=OPEN, asked_after=scope.now - REMEMBERED, limit=MOST, order="newest"
        )
        asked = await scope.uow.questions.list(wanted)
        here = [one for one in asked if one.place.conversation == message.place.conversation]
        names = await scope.uow.names.known(one.author for one in here)
        waiting = tuple(Waiting(one, names[one.author].first if one.author in names else "") for one in here)
        courtesy = self.listener.is_thanks(message.text)
        return Overheard(message, scope.person, scope.region, under, waiting, courtesy)

    async def _under(self, scope: Scope, message: Message) -> Question | None:
        """The question replied to; of several asked by one message, the one whoever replies owes or speaks of."""
        first = await scope.uow.questions.under(message.reply_to) if message.reply_to else None
        if first is None or first.place != message.reply_to:
            return first
        asked = [await scope.uow.questions.at(place) for place in first.place.questions[1:2]]
        if asked[0] is None:
            return first
        asked += [await scope.uow.questions.at(place) for place in first.place.questions[2:]]
        waiting = [one for one in (first, *asked) if one is not None and one.is_waiting]
        owed = [one for one in waiting if one.assignee == message.author] or waiting or [first]
        return max(owed, key=lambda one: overlap(message.text, one, scope.region))

    async def _ask(self, scope: Scope, message: Message, about: Sequence[Question]) -> None:
        """«Это ответ на №214?», in private and in working hours; taken back when the question is answered meanwhile."""
        lines = tuple(line_of(scope, question) for question in about)
        notice = IsItAnswer(lines, Quote(message.text), place_id(message.place), message.at, message.attachments)
        earlier = await self._taken_back(scope, message, {question.number for question in about})
        if earlier is not None:
            notice = _joined(earlier, notice)
        await tell_official(scope, scope.actor, notice, key=f"{message.id}/{IS_IT}", question=about[0])
        mark = _mark(message)
        await scope.uow.diary.forget(mark)
        await scope.uow.diary.once(mark, scope.now, message.place.message)

    async def _taken_back(self, scope: Scope, message: Message, about: Set[int]) -> IsItAnswer | None:
        """What was asked a moment ago of the same person's words on the same questions: it gives way to one for all."""
        last = await scope.uow.diary.value(_mark(message))
        if last is None or last == message.place.message:
            return None
        key = f"{place_id(message.place.at(last))}/{IS_IT}/to/{scope.actor}"
        asked = await scope.uow.outbox.by_key(key)
        if asked is None or not isinstance(asked.notice, IsItAnswer):
            return None
        alike = about & {line.number for line in asked.notice.lines}
        if not alike or message.at - asked.notice.said_at > IN_A_ROW:
            return None
        if asked.place.message:
            await scope.uow.outbox.put(Verb.REMOVE, asked.place, None, key=f"{key}/gives-way")
        elif not await scope.uow.outbox.cancel(key):
            return None
        return asked.notice

    async def confirmed(self, scope: Scope, pressed: Place, number: int) -> bool:
        """[Да]: the words said in the chat are recorded as the answer they were; False when nothing was asked there."""
        asked = await self._asked(scope, pressed)
        said_in = place_of(asked.said_in) if asked else None
        if asked is None or said_in is None or number not in {line.number for line in asked.lines}:
            return False
        question = await scope.uow.questions.get(number)
        words = Message(said_in, scope.actor, asked.text, asked.said_at, asked.attachments, pressed=f"to/{number}")
        await self.answering.answer(scope, question, words)
        return True

    async def declined(self, scope: Scope, pressed: Place) -> bool:
        """[Нет]: just talk; whoever was asked is believed."""
        asked = await self._asked(scope, pressed)
        for line in asked.lines if asked else ():
            await scope.note(line.number, "not_an_answer")
        return asked is not None

    async def _asked(self, scope: Scope, pressed: Place) -> IsItAnswer | None:
        """What the bot asked there; it asks people about their own words only."""
        sent = await scope.uow.outbox.find_sent(pressed)
        if sent is None or not isinstance(sent.notice, IsItAnswer) or sent.to != scope.actor:
            return None
        return sent.notice


def _joined(earlier: IsItAnswer, later: IsItAnswer) -> IsItAnswer:
    """Both sayings as one, about the questions both may answer; the days in it are counted from the first."""
    numbers = {line.number for line in earlier.lines}
    return replace(
        later,
        lines=tuple(line for line in later.lines if line.number in numbers),
        text=Quote(f"{earlier.text}\n{later.text}".strip()),
        said_at=earlier.said_at,
        attachments=(*earlier.attachments, *later.attachments),
    )


def _mark(message: Message) -> str:
    return f"asked-of/{message.place.community}/{message.place.peer}/{message.author}"
