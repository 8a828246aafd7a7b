"""Words an official did not type, shown before they go: of a template, of a voice message (product.md 67 and 71)."""

from dataclasses import dataclass

from domain.message import Message
from domain.notices import Preview, Verbatim, WriteAnew
from domain.place import Place, private
from domain.ports import Expecting
from domain.question import Question
from domain.use_cases.answers.answering import Answering
from domain.use_cases.scope import Scope
from domain.use_cases.telling import reply_to_actor


async def preview(scope: Scope, question: Question, message: Message, *, source: str, key: str) -> None:
    """Shows the words as they would go; another plain text takes their place."""
    place = private(message.place.community, scope.actor)
    notice = Preview(question.number, Verbatim(message.text), message.at, source, message.attachments)
    await _answer_awaited(scope, place, question)
    await reply_to_actor(scope, place, notice, key=f"{key}/preview", number=question.number)


@dataclass(frozen=True, slots=True)
class Previewing:
    """[Отправить] and [Поправить]; each returns False when nothing of this person's was shown there."""

    answering: Answering

    async def send(self, scope: Scope, pressed: Place, number: int) -> bool:
        """The words go as an answer typed by hand would: with the second look."""
        shown = await self._shown(scope, pressed, number)
        if shown is None:
            return False
        dialog = await scope.uow.dialogs.get(pressed.community, scope.actor, scope.actor)
        if dialog.card == number:
            await scope.uow.dialogs.save(dialog.at_rest(scope.now))
        question = await scope.uow.questions.get(number)
        message = Message(pressed, scope.actor, shown.text, shown.said_at, shown.attachments, pressed="preview")
        await self.answering.answer(scope, question, message, ordered=True)
        return True

    async def anew(self, scope: Scope, pressed: Place, number: int, *, key: str) -> bool:
        """The words are given back to be copied and mended."""
        shown = await self._shown(scope, pressed, number)
        if shown is None:
            return False
        question = await scope.uow.questions.get(number)
        await _answer_awaited(scope, pressed, question)
        await reply_to_actor(scope, pressed, WriteAnew(number, shown.text), key=key, number=number)
        return True

    async def _shown(self, scope: Scope, pressed: Place, number: int) -> Preview | None:
        sent = await scope.uow.outbox.find_sent(pressed)
        if sent is None or not isinstance(sent.notice, Preview) or sent.to != scope.actor:
            return None
        return sent.notice if sent.notice.number == number else None


async def _answer_awaited(scope: Scope, place: Place, question: Question) -> None:
    dialog = await scope.uow.dialogs.get(place.community, scope.actor, scope.actor)
    await scope.uow.dialogs.save(dialog.awaiting(Expecting.ANSWER, scope.now, card=question.number))
