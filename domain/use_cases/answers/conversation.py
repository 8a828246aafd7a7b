"""An official's private talk with the bot: an opened card, the next plain text, what the text is for.

What is expected next is a row (`Dialog`), so a restart forgets nothing; an answer is bound to a question's number,
never to the last talker (failures.md 18).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.errors import RuleViolation
from domain.message import Message
from domain.notices import (
    ClarifyChoice,
    ClarifyOwn,
    DateAsk,
    DateText,
    DateUnclear,
    HandedOver,
    MoveAsk,
    Notice,
    OutsideAsk,
    Refusal,
    Someone,
    StatusOf,
    Verbatim,
    WhichQuestion,
)
from domain.organisation import Person
from domain.people import Right, may_with
from domain.place import Place, VkId, private
from domain.ports import Dialog, Expecting, Filter, Kind
from domain.promise_dates import find, parse_due
from domain.question import WAITING, Action, Question, Status
from domain.use_cases.answers.answering import Answering
from domain.use_cases.answers.asking_back import AskingBack
from domain.use_cases.answers.promising import move_promise
from domain.use_cases.answers.templating import Templating
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import HANDOVERS_BEFORE_CCU, card, hand_over, is_reachable
from domain.use_cases.staff.hinting import whom_to_hand
from domain.use_cases.telling import line_of, reply_to_actor

CARD_LIFE = timedelta(hours=24)
"""An opened card older than this is not what the text is about."""

CHOICE_LIFE = timedelta(hours=1)
"""A text whose question was not named by then is forgotten: its «завтра» is another day."""

FARTHEST = timedelta(days=3 * 365)
"""A day beyond this is a slip of the finger."""

OFFERED = 8
"""Questions to choose from, as many as there are buttons."""

NEEDED: Mapping[str, Action] = {
    Expecting.DATE: Action.PROMISE,
    Expecting.DATE_TEXT: Action.PROMISE,
    Expecting.MOVE: Action.MOVE_PROMISE,
    Expecting.CLARIFY: Action.CLARIFY,
    Expecting.OUTSIDE: Action.PASS_OUTSIDE,
}
"""What a question must still allow for such a text to make sense."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Cards, choices by buttons, and the plain texts that follow them."""

    answering: Answering
    asking_back: AskingBack
    templating: Templating

    async def open_card(self, scope: Scope, place: Place, question: Question, *, key: str) -> None:
        """Shows a question; in private the person's next plain text is the answer to it."""
        scope.must(Right.ANSWER, question)
        dialog = await self._dialog(scope, place)
        if dialog.awaits(Expecting.WHICH, scope.now, CHOICE_LIFE) and dialog.facts:
            await self._answer_kept(scope, place, question, dialog)
            return
        if not question.may(Action.ANSWER) and question.status is not Status.MERGED:
            await self._nothing_expected(scope, dialog)
            await reply_to_actor(scope, place, await _told(scope, question), key=f"{key}/card", number=question.number)
            return
        if not place.is_public:
            await self._expect(scope, dialog, question, Expecting.ANSWER)
        shown = await card(scope, question, reader=scope.person)
        await reply_to_actor(scope, place, shown, key=f"{key}/card", number=question.number)

    async def _answer_kept(self, scope: Scope, place: Place, question: Question, dialog: Dialog) -> None:
        """The text came before the choice: it is the answer to the question chosen now."""
        number, attached, text = dialog.facts.split(" ", 2)
        await self._nothing_expected(scope, dialog)
        said_in = private(place.community, scope.actor).at(int(number))
        attachments = tuple(attached.split(",")) if attached != "-" else ()
        message = Message(said_in, scope.actor, text, scope.now, attachments)
        await self.answering.answer(scope, question, message)

    async def choose(
        self, scope: Scope, place: Place, question: Question, what: Notice, *, needs: Action, key: str
    ) -> None:
        """Answers a card's button with its choices, while the question still allows them."""
        scope.must(Right.ANSWER, question)
        if not question.may(needs):
            raise RuleViolation("question-cannot", number=question.number)
        await reply_to_actor(scope, place, what, key=f"{key}/choose", number=question.number)

    async def pick_date(self, scope: Scope, place: Place, question: Question, *, key: str) -> None:
        """[К дате…]: by a button or in words."""
        await self._ask_for(scope, place, question, Expecting.DATE, DateAsk(question.number), key=key)

    async def date_is(self, scope: Scope, place: Place, question: Question, day: date, *, key: str) -> None:
        """A day was chosen: what do we write to the resident?"""
        scope.must(Right.ANSWER, question)
        due = scope.calendar.end_of(day)
        await self.date_known(scope, place, question, due, key=key)

    async def date_known(self, scope: Scope, place: Place, question: Question, due: datetime, *, key: str) -> None:
        if due <= scope.now:
            raise RuleViolation("date-passed", number=question.number)
        if due > scope.now + FARTHEST:
            raise RuleViolation("date-unclear", number=question.number)
        await self._ask_for(
            scope, place, question, Expecting.DATE_TEXT, DateText(question.number, due), key=key, facts=due.isoformat()
        )

    async def ask_back(self, scope: Scope, place: Place, question: Question, *, key: str) -> None:
        await self.choose(scope, place, question, ClarifyChoice(question.number), needs=Action.CLARIFY, key=key)

    async def ask_back_own(self, scope: Scope, place: Place, question: Question, *, key: str) -> None:
        """[Свой вопрос]: the next text is the question to the resident."""
        await self._ask_for(scope, place, question, Expecting.CLARIFY, ClarifyOwn(question.number), key=key)

    async def not_ours(self, scope: Scope, place: Place, question: Question, *, key: str) -> None:
        """[Не наше]: the next text is what the resident reads."""
        await self._ask_for(scope, place, question, Expecting.OUTSIDE, OutsideAsk(question.number), key=key)

    async def move(self, scope: Scope, place: Place, question: Question, *, key: str) -> None:
        """[Переносим]: the next text is the new date and the reason, as the resident reads it."""
        await self._ask_for(scope, place, question, Expecting.MOVE, MoveAsk(question.number), key=key)

    async def _ask_for(
        self, scope: Scope, place: Place, question: Question, what: Expecting, ask: Notice, *, key: str, facts: str = ""
    ) -> None:
        """What has to be typed is typed in private, wherever the button was pressed."""
        there = private(place.community, scope.actor)
        await self.choose(scope, there, question, ask, needs=NEEDED[what], key=f"{key}/{what}")
        await self._expect(scope, await self._dialog(scope, there), question, what, facts)

    async def offer_people(self, scope: Scope, place: Place, question: Question, *, key: str) -> None:
        """[Передать]: to whom."""
        scope.must(Right.ANSWER, question)
        choice = await whom_to_hand(scope, question, self.answering.listener)
        await self.choose(scope, place, question, choice, needs=Action.ASSIGN, key=key)

    async def hand_to(self, scope: Scope, place: Place, question: Question, to: Person, *, key: str) -> None:
        passed = await hand_over(scope, question, to)
        owner = passed.assignee or to.vk_id
        notice = HandedOver(
            question.number,
            Someone(owner),
            passed.due_at,
            reachable=await is_reachable(scope, owner),
            second=passed.handovers >= HANDOVERS_BEFORE_CCU,
        )
        await reply_to_actor(scope, place, notice, key=f"{key}/handed", number=question.number)

    # --- plain text

    async def text(self, scope: Scope, message: Message) -> bool:
        """An official's plain text in private; False when it answers nothing and is the person's own question."""
        dialog = await self._dialog(scope, message.place)
        if dialog.card is None or not self.is_open(scope, dialog):
            return await self._without_card(scope, message, dialog)
        question = await scope.uow.questions.get(dialog.card)
        if not _makes_sense(scope, question, dialog.expecting):
            await self._nothing_expected(scope, dialog)
            notice = Refusal("question-cannot", question.number)
            await reply_to_actor(scope, message.place, notice, key=message.id, number=question.number)
            return True
        match dialog.expecting:
            case Expecting.DATE:
                await self._date_in_words(scope, question, message)
            case Expecting.DATE_TEXT:
                await self._dated_answer(scope, question, message, dialog)
            case Expecting.MOVE:
                await self._moved_in_words(scope, question, message, dialog)
            case Expecting.CLARIFY:
                await self._nothing_expected(scope, dialog)
                await self.asking_back.ask(scope, question, message.text)
            case Expecting.OUTSIDE:
                await self._nothing_expected(scope, dialog)
                await self.answering.answer(scope, question, message, outside=True)
            case Expecting.TEMPLATE:
                await self.templating.told(scope, question, message, dialog)
            case _:
                await self._nothing_expected(scope, dialog)
                await self.answering.answer(scope, question, message)
        return True

    def is_open(self, scope: Scope, dialog: Dialog) -> bool:
        """Whether the person's next plain text is about the dialog's card."""
        fresh = dialog.last_at is None or scope.now - dialog.last_at < CARD_LIFE
        return dialog.card is not None and bool(dialog.expecting) and fresh

    async def _date_in_words(self, scope: Scope, question: Question, message: Message) -> None:
        """«Пт», or the day somewhere in a sentence."""
        said = [promise for promise in find(message.text, scope.now, scope.calendar) if promise.due > scope.now]
        found = parse_due(message.text, scope.now, scope.calendar) or next(iter(said), None)
        if found is None:
            notice = DateUnclear(question.number)
            await reply_to_actor(scope, message.place, notice, key=message.id, number=question.number)
            return
        await self.date_known(scope, message.place, question, found.due, key=message.id)

    async def _moved_in_words(self, scope: Scope, question: Question, message: Message, dialog: Dialog) -> None:
        dates = [found.due for found in find(message.text, scope.now, scope.calendar) if found.due > scope.now]
        if not dates:
            notice = DateUnclear(question.number)
            await reply_to_actor(scope, message.place, notice, key=message.id, number=question.number)
            return
        await self._nothing_expected(scope, dialog)
        await move_promise(scope, question, dates[0], message.text)

    async def _dated_answer(self, scope: Scope, question: Question, message: Message, dialog: Dialog) -> None:
        await self._nothing_expected(scope, dialog)
        await self.answering.answer(scope, question, message, due=datetime.fromisoformat(dialog.facts))

    async def _without_card(self, scope: Scope, message: Message, dialog: Dialog) -> bool:
        """No card is open: one question waits and the text is its answer, or the person says to which it is."""
        wanted = Filter(assignee=scope.actor, statuses=WAITING, limit=OFFERED)
        waiting = await scope.uow.questions.list(wanted)
        if not waiting:
            return await self._says_nothing_to_anybody(scope, message)
        if len(waiting) == 1:
            await self.answering.answer(scope, waiting[0], message)
            return True
        await self._ask_which(scope, message, waiting, dialog)
        return True

    async def _says_nothing_to_anybody(self, scope: Scope, message: Message) -> bool:
        """«Взяли на контроль» when nobody waits is no question either: the person is told so."""
        home = scope.home
        heard = self.answering.listener.hear(message.text, scope.region, municipality=home, asked_outright=False)
        if heard.kind is not Kind.CHATTER or not message.text.strip():
            return False
        await reply_to_actor(scope, message.place, Refusal("nobody-waits"), key=message.id)
        return True

    async def _ask_which(self, scope: Scope, message: Message, waiting: Sequence[Question], dialog: Dialog) -> None:
        kept = f"{message.place.message} {','.join(message.attachments) or '-'} {message.text}"
        await scope.uow.dialogs.save(dialog.awaiting(Expecting.WHICH, scope.now, card=dialog.card, facts=kept))
        lines = tuple(line_of(scope, question) for question in waiting)
        await reply_to_actor(scope, message.place, WhichQuestion(lines), key=message.id)

    # --- the row behind it

    async def _dialog(self, scope: Scope, place: Place) -> Dialog:
        return await scope.uow.dialogs.get(place.community, scope.actor, scope.actor)

    async def _expect(self, scope: Scope, dialog: Dialog, question: Question, what: Expecting, facts: str = "") -> None:
        await scope.uow.dialogs.save(dialog.awaiting(what, scope.now, card=question.number, facts=facts))

    async def _nothing_expected(self, scope: Scope, dialog: Dialog) -> None:
        await scope.uow.dialogs.save(dialog.at_rest(scope.now))


async def expect(scope: Scope, community: int, person: VkId, question: Question, what: Expecting) -> None:
    """The person's next plain text or photo is about this question."""
    dialog = await scope.uow.dialogs.get(community, person, person)
    number = question.number
    await scope.uow.dialogs.save(dialog.awaiting(what, scope.now, card=number, facts=str(number)))


def _makes_sense(scope: Scope, question: Question, expecting: str) -> bool:
    """Meanwhile somebody else may have answered, or the author may have taken the question back."""
    needed = NEEDED.get(expecting, Action.ANSWER)
    merged = question.status is Status.MERGED and needed is Action.ANSWER
    return may_with(scope.person, Right.ANSWER, question) and (merged or question.may(needed))


async def _told(scope: Scope, question: Question) -> StatusOf:
    """What became of a question that wants no answer any more."""
    answer = await scope.uow.answers.latest(question.number)
    words, by = (Verbatim(answer.text), Someone(answer.by)) if answer else (None, None)
    return StatusOf(line_of(scope, question), words, by)
