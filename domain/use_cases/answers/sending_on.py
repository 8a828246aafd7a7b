"""What an official taps under words held back: as they are, mended, in private, to another question, by a day."""

from dataclasses import dataclass, replace
from datetime import date

from domain.errors import RuleViolation
from domain.hints import Hint
from domain.message import Message, place_of
from domain.notices import BeforeSending
from domain.place import Place
from domain.use_cases.answers.answering import Answering
from domain.use_cases.scope import Scope


@dataclass(frozen=True, slots=True)
class SendingOn:
    """Each returns False when nothing was held back there for this person."""

    answering: Answering

    async def as_is(self, scope: Scope, pressed: Place, number: int) -> bool:
        """[Отправить как есть]: always, but for private data into public."""
        held = await self._held(scope, pressed, number)
        if held is None or held.hint == Hint.PRIVATE:
            return False
        return await self._send(scope, held, held.text)

    async def mended(self, scope: Scope, pressed: Place, number: int) -> bool:
        """[Убрать и отправить]"""
        held = await self._held(scope, pressed, number)
        return held is not None and held.fixed is not None and await self._send(scope, held, held.fixed)

    async def in_private(self, scope: Scope, pressed: Place, number: int) -> bool:
        """[В личку]: the author alone reads it."""
        held = await self._held(scope, pressed, number)
        return held is not None and held.in_private and await self._send(scope, held, held.text, privately=True)

    async def to_other(self, scope: Scope, pressed: Place, number: int) -> bool:
        """[№219]: the question they were meant for."""
        held = await self._held(scope, pressed)
        if held is None or number not in {line.number for line in held.lines}:
            return False
        return await self._send(scope, replace(held, number=number), held.text)

    async def by_day(self, scope: Scope, pressed: Place, number: int, day: date) -> bool:
        """[Чт]: the same words with a day."""
        held = await self._held(scope, pressed, number)
        due = scope.calendar.end_of(day)
        if due <= scope.now:
            raise RuleViolation("date-passed", number=number)
        return held is not None and await self._send(scope, replace(held, due=due), held.text)

    async def _send(self, scope: Scope, held: BeforeSending, text: str, *, privately: bool = False) -> bool:
        said_in = place_of(held.said_in)
        if said_in is None:
            return False
        dialog = await scope.uow.dialogs.get(said_in.community, scope.actor, scope.actor)
        await scope.uow.dialogs.save(dialog.at_rest(scope.now))
        question = await scope.uow.questions.get(held.number)
        message = Message(said_in, scope.actor, text, held.said_at, held.attachments)
        await self.answering.answer(
            scope,
            question,
            message,
            due=held.due,
            outside=held.outside,
            ordered=True,
            checked=True,
            privately=privately,
        )
        return True

    async def _held(self, scope: Scope, pressed: Place, number: int | None = None) -> BeforeSending | None:
        """What was held back there: the bot asks people about their own words only."""
        sent = await scope.uow.outbox.find_sent(pressed)
        if sent is None or not isinstance(sent.notice, BeforeSending) or sent.to != scope.actor:
            return None
        return sent.notice if number is None or sent.notice.number == number else None
