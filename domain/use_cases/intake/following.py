"""What the author of a question may do with it: confirm, object, add, take back, look at, erase."""

from dataclasses import dataclass, replace

from domain.answer import Answer
from domain.clocks import can_object, second_clock
from domain.errors import RuleViolation
from domain.message import Message, place_id
from domain.notices import (
    AskAgain,
    AuthorEdited,
    AuthorWithdrew,
    BroughtBack,
    BroughtBackPop,
    CameBack,
    ConfirmAsk,
    Confirmed,
    ConfirmThanks,
    Edited,
    Erased,
    GoneWithMessage,
    Line,
    Notice,
    Quote,
    Someone,
    StatusOf,
    Verbatim,
    Withdrawn,
)
from domain.organisation import Role
from domain.people import Right, may_with
from domain.ports import CHATTER, Filter, Listener, Verb
from domain.question import OPEN, Action, Question, Status
from domain.use_cases.intake import offering
from domain.use_cases.intake.adding import add, has_news
from domain.use_cases.scope import Scope
from domain.use_cases.telling import (
    RECORDED,
    keyed,
    line_of,
    official_of,
    react,
    say_own_under,
    say_under,
    superior,
    tell_author,
    tell_ccu,
    tell_official,
)

AGAIN_TO_CCU = 2
"""The second return is ЦУР's business (product.md 42)."""

NOT_TOLD = frozenset({Status.DRAFT, Status.MERGED})
"""Nobody answers it by itself yet: other words of its author are simply its words."""

TOLD = frozenset({Status.AIRED, Status.ANSWERED, Status.CLOSED, Status.CLOSED_UNCONFIRMED, Status.UNANSWERABLE})
"""The author has heard something about the words that were there before."""


@dataclass(frozen=True, slots=True)
class Following:
    """The author's side of a question."""

    listener: Listener

    async def confirm(self, scope: Scope, question: Question) -> Notice:
        """«Да, сделали»: closed, the buttons go."""
        await self._must_follow(scope, question)
        if not question.may(Action.CONFIRM):
            raise RuleViolation("question-cannot", number=question.number)
        for promise in await scope.uow.promises.open_of(question.number):
            await scope.uow.promises.save(promise.kept())
        closed = await scope.keep(question.confirmed(scope.now), "confirmed")
        await offering.confirmed(scope, closed)
        await self._replace_ask(scope, question, Confirmed(question.number, Someone(scope.actor)))
        return ConfirmThanks()

    async def object(self, scope: Scope, question: Question, reason: str, *, key: str) -> Notice:
        """«Не решено»: back to the official and the deputy with a short new clock; the second time to ЦУР too."""
        await self._must_follow(scope, question)
        question = await scope.main_of(question)
        if not question.may(Action.REOPEN):
            raise RuleViolation("question-cannot", number=question.number)
        if not can_object(question, scope.now):
            raise RuleViolation("window-over", number=question.number)
        for promise in await scope.uow.promises.open_of(question.number):
            await scope.uow.promises.save(promise.dropped())
        clock = second_clock(scope.policy, scope.calendar, scope.now)
        back = await scope.keep(question.reopened(clock, scope.calendar, reason), "reopened", reason)
        await self._tell_of_return(scope, back, reason, key)
        official = official_of(back)
        await self._replace_ask(scope, question, BroughtBack(question.number, official, back.due_at))
        await react(scope, back.place, RECORDED, key=keyed(back, f"again/{back.reopenings}"))
        return BroughtBackPop(official)

    async def _tell_of_return(self, scope: Scope, back: Question, reason: str, key: str) -> None:
        notice = CameBack(back.number, Quote(reason), back.due_at, back.reopenings)
        deputy = superior(scope, Role.DEPUTY, back.municipality, besides=back.assignee)
        for person in (back.assignee, deputy.vk_id if deputy else None):
            if person:
                await tell_official(scope, person, notice, key=f"{key}/came-back", question=back)
        if back.reopenings >= AGAIN_TO_CCU:
            await tell_ccu(scope, notice, key=f"{key}/came-back", question=back)

    async def _replace_ask(self, scope: Scope, question: Question, notice: Notice) -> None:
        """The confirmation question turns into its outcome and its buttons go; else it is said under the question."""
        asked = await scope.uow.outbox.sent_about(question.number, ConfirmAsk)
        if asked:
            key = f"{place_id(asked[-1].place)}/outcome"
            await scope.uow.outbox.put(Verb.EDIT, asked[-1].place, notice, key=key, question=question.number)
        elif isinstance(notice, BroughtBack):
            key = keyed(question, f"brought-back/{question.reopenings}")
            if question.place.is_public:
                await say_own_under(scope, question.place, notice, key=key, question=question)
            else:
                await say_under(scope, question.place.at(0), notice, key=key, question=question)

    async def _must_follow(self, scope: Scope, question: Question) -> None:
        if scope.actor == question.author or await scope.uow.votes.has(question.number, scope.actor):
            return
        raise RuleViolation("not-your-question", number=question.number)

    async def withdraw(self, scope: Scope, question: Question) -> None:
        """The author takes the question back: the number stays, the words go."""
        if scope.actor != question.author:
            raise RuleViolation("not-your-question", number=question.number)
        await self._gone(scope, question)
        await tell_author(scope, question, Withdrawn(question.number), key=keyed(question, "withdrawn"))

    async def _gone(self, scope: Scope, question: Question, *, nameless: bool = False) -> None:
        await scope.keep(question.withdrawn(scope.now), "withdrawn")
        await scope.uow.outbox.withdraw_reminders(question.number)
        await scope.uow.nudges.drop(question.number)
        if question.is_open and question.assignee:
            notice = AuthorWithdrew(question.number, Someone(0 if nameless else question.author))
            await tell_official(
                scope, question.assignee, notice, key=keyed(question, "author-withdrew"), question=question
            )

    async def deleted(self, scope: Scope, question: Question) -> None:
        """The message itself is gone from VK: the question goes with it, unless it was answered."""
        if question.may(Action.WITHDRAW):
            await self._gone(scope, question)
            if not question.place.is_public:
                told = GoneWithMessage(question.number)
                await tell_author(scope, question, told, key=keyed(question, "gone"))

    async def dismiss_own(self, scope: Scope, question: Question) -> None:
        """[Это не вопрос], by the author."""
        if scope.actor != question.author:
            raise RuleViolation("not-your-question", number=question.number)
        await scope.judged(question, CHATTER, self.listener)
        await self._gone(scope, question)

    async def edited(self, scope: Scope, question: Question, text: str) -> None:
        """The author changed the words in VK: before the answer the official sees «было → стало»."""
        if not text.strip() or text == question.text:
            return
        if question.status in NOT_TOLD:
            await scope.keep(replace(question, text=text))
            return
        if not question.is_open:
            if question.status in TOLD:
                key = f"{keyed(question, 'edit')}/{len(text)}"
                await tell_author(scope, question, AskAgain(question.number), key=key)
            return
        stamp = int(scope.now.timestamp())
        changed = self._heard_anew(scope, question, text)
        if not await has_news(scope, question, "edited"):
            await scope.keep(changed)
            return
        await scope.keep(changed, "edited", f"{question.text} → {text}")
        if question.assignee:
            notice = AuthorEdited(question.number, Someone(question.author), Quote(question.text), Quote(text))
            key, urgent = keyed(question, f"edited/{stamp}"), question.urgent is not None
            await tell_official(scope, question.assignee, notice, key=key, question=question, urgent=urgent)
        if not question.place.is_public:
            told = Edited(question.number, Quote(text))
            await tell_author(scope, question, told, key=keyed(question, f"edited/{stamp}"))

    def _heard_anew(self, scope: Scope, question: Question, text: str) -> Question:
        """Other words may name another house; words that name none leave the place alone."""
        home = question.municipality
        heard = self.listener.hear(text, scope.region, municipality=home, asked_outright=True)
        away = heard.municipality is not None and heard.municipality != home
        settlement = question.settlement if away else heard.settlement or question.settlement
        return replace(question, text=text, settlement=settlement, address=heard.address or question.address)

    async def added(self, scope: Scope, question: Question, message: Message) -> bool:
        """A photo or more words of the author: the official gets them too, unless there were many just now."""
        return await add(scope, question, message)

    async def mine(self, scope: Scope) -> list[Line]:
        """The author's questions, the open ones first."""
        found = await scope.uow.questions.list(Filter(author=scope.actor, order="newest", limit=20))
        shown = [q for q in found if q.status not in {Status.WITHDRAWN, Status.DRAFT}]
        return [line_of(scope, q) for q in sorted(shown, key=lambda q: not q.is_open)]

    async def status(self, scope: Scope, question: Question) -> StatusOf:
        """For the author, followers and staff of the municipality; nobody else learns that it exists."""
        if not may_with(scope.person, Right.ANSWER, question) and not may_with(scope.person, Right.WATCH, question):
            await self._must_follow(scope, question)
        main = await scope.uow.questions.get(question.main) if question.main else question
        answer: Answer | None = await scope.uow.answers.latest(main.number)
        return StatusOf(
            line_of(scope, main),
            Verbatim(answer.text) if answer else None,
            Someone(answer.by) if answer else None,
            main.due_at if main.status in {Status.PROMISED, Status.EXTERNAL} else None,
        )

    async def erase(self, scope: Scope) -> Notice:
        """«Удали мои вопросы»: open ones are withdrawn, words and name go, the count stays."""
        for question in await scope.uow.questions.list(Filter(author=scope.actor, statuses=OPEN, limit=1000)):
            await self._gone(scope, question, nameless=True)
        return Erased(await scope.uow.erase(scope.actor))
