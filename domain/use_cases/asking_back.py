"""The official asks the resident, the resident explains; meanwhile the clock stands."""

from dataclasses import dataclass

from domain.errors import RuleViolation
from domain.message import Message
from domain.notices import Clarified, ClarifyAsk, ClarifyCame, ClarifySent, Quote, Someone, Verbatim
from domain.people import Right
from domain.question import Question, Status
from domain.use_cases.scope import Scope
from domain.use_cases.telling import keyed, say_under, tell_official, tell_person


@dataclass(frozen=True, slots=True)
class AskingBack:
    """[Уточнить]"""

    async def ask(self, scope: Scope, question: Question, text: str, *, ready: str = "") -> Question:
        """Puts the official's question under the resident's; the clock stops until the reply or the limit."""
        scope.must(Right.ANSWER, question)
        if not text.strip() and not ready:
            raise RuleViolation("needs-text", number=question.number)
        until = scope.now + scope.policy.clarify.timedelta
        asked = question.clarifying(scope.now, until, scope.calendar)
        await scope.keep(asked, "asked_back", text or ready)
        await scope.uow.outbox.withdraw_reminders(question.number)
        await scope.uow.nudges.drop(question.number)
        stamp = int(scope.now.timestamp())
        notice = ClarifyAsk(question.number, Someone(question.author), Verbatim(text), Someone(scope.actor), ready)
        key = keyed(question, f"clarify/{stamp}")
        if question.is_collected:
            await tell_person(scope, question.author, notice, key=key, question=question)
        else:
            await say_under(scope, question.place, notice, key=key, question=question)
        sent = ClarifySent(question.number, Someone(question.author), until)
        await tell_official(scope, scope.actor, sent, key=key, question=question, urgent=True)
        return asked

    async def explained(self, scope: Scope, question: Question, message: Message) -> Question:
        """The author answered the clarifying question: the words join the question, the clock goes on."""
        if question.status is not Status.CLARIFY:
            return question
        resumed = await scope.keep(
            question.resumed(scope.now, scope.calendar, more=message.text), "explained", message.text
        )
        await scope.uow.questions.link(message.place, question.number)
        if question.assignee:
            came = ClarifyCame(question.number, Quote(message.text), Someone(question.author), resumed.due_at)
            await tell_official(scope, question.assignee, came, key=f"{message.id}/came", question=resumed)
        if not message.place.is_public:
            await say_under(
                scope,
                message.place.at(0),
                Clarified(question.number),
                key=f"{message.id}/clarified",
                question=resumed,
            )
        return resumed
