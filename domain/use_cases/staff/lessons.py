"""Learning by doing: an invented question to answer, read as a real one would be, and forgotten.

Nothing of it is a question, an answer or a figure: it lives in the trainee's dialog alone.
"""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.hints import Hint, Written, hints
from domain.message import Message
from domain.notices import Example, LessonChat, LessonEnd, LessonShown, Notice, Someone, Verbatim
from domain.place import Place, PlaceKind, private
from domain.ports import Dialog, Expecting, Listener
from domain.promise_dates import find
from domain.question import Question
from domain.replies import asks_back, only_nods
from domain.use_cases.scope import Scope
from domain.use_cases.telling import reply_to_actor

LASTS = timedelta(hours=1)
"""Later words are meant for somebody else."""

LAMP = "что с фонарём на Победы, 14? третий день темно"

WORTH_SAYING = (Hint.PRIVATE, Hint.EMPTY, Hint.SENT_AWAY, Hint.NO_DATE)


@dataclass(frozen=True, slots=True)
class Lessons:
    """[Показать на примере]: five messages, one try or as many as wanted."""

    listener: Listener

    async def begin(self, scope: Scope, place: Place, *, key: str) -> None:
        """Shows the invented question; the next plain text is a try."""
        there = private(place.community, scope.actor)
        if scope.person is not None:
            await self._expect(scope, there, Expecting.LESSON)
        await reply_to_actor(scope, there, Example(), key=f"{key}/example")

    async def tried(self, scope: Scope, message: Message, dialog: Dialog) -> bool:
        """What would have become of the words; False when they are no try."""
        if not dialog.awaits(Expecting.LESSON, scope.now, LASTS) or not message.text.strip():
            return False
        shown = LessonShown(
            Verbatim(message.text),
            Someone(scope.actor),
            tuple(one.due for one in find(message.text, scope.now, scope.calendar) if one.due > scope.now),
        )
        await self._expect(scope, message.place, Expecting.LESSON)
        remark = self._remark(scope, message.text, dated=bool(shown.promises))
        await reply_to_actor(scope, message.place, replace(shown, remark=remark), key=message.id)
        return True

    async def go_on(self, scope: Scope, place: Place, step: int, *, key: str) -> bool:
        """[Дальше]; False where the lesson has no such step."""
        steps: dict[int, Notice] = {1: LessonChat(), 2: LessonEnd()}
        if step not in steps or scope.person is None:
            return False
        there = private(place.community, scope.actor)
        await self._expect(scope, there, Expecting.NOTHING)
        await reply_to_actor(scope, there, steps[step], key=f"{key}/lesson")
        return True

    def _remark(self, scope: Scope, text: str, *, dated: bool) -> str:
        if self.listener.is_abusive(text):
            return Hint.RUDE.value
        if asks_back(text):
            return "asks"
        if only_nods(text):
            return "work"
        lamp = Question(0, Place(PlaceKind.PRIVATE, 0, 0, 0), 0, LAMP, scope.now, "", topic=None)
        found = hints(Written(text, lamp, scope.region, dated=dated))
        return next((hint.value for hint in WORTH_SAYING if hint in found), "")

    async def _expect(self, scope: Scope, place: Place, what: Expecting) -> None:
        """A lesson puts an opened card aside, and its end leaves one opened meanwhile alone."""
        dialog = await scope.uow.dialogs.get(place.community, scope.actor, scope.actor)
        if what or dialog.expecting == Expecting.LESSON:
            await scope.uow.dialogs.save(dialog.awaiting(what, scope.now))
