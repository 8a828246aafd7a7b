"""The official asks the resident, the resident explains; meanwhile the clock stands."""

from dataclasses import dataclass, replace

from domain.errors import RuleViolation
from domain.message import Message
from domain.notices import Clarified, ClarifyAsk, ClarifyCame, ClarifySent, Quote, Someone, Verbatim
from domain.people import Right
from domain.ports import Filter
from domain.question import Action, Question, Status
from domain.use_cases.answers.checking import must_be_fit
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
        if question.place.is_nowhere and question.author <= 0:
            raise RuleViolation("nobody-to-ask", number=question.number)
        await must_be_fit(scope, question, text)
        asked = await self._stopped(scope, question, text or ready)
        notice = ClarifyAsk(question.number, Someone(question.author), Verbatim(text), Someone(scope.actor), ready)
        key = _key(scope, question)
        if question.is_collected:
            await tell_person(scope, question.author, notice, key=key, question=question)
        else:
            await say_under(scope, question.place, notice, key=key, question=question)
        return asked

    async def asked_there(self, scope: Scope, question: Question, message: Message) -> Question:
        """The official asked under the resident's message as people do: nothing is repeated, the clock stops."""
        return await self._stopped(scope, question, message.text)

    async def _stopped(self, scope: Scope, question: Question, words: str) -> Question:
        until = scope.now + scope.policy.clarify.timedelta
        asked = await scope.keep(question.clarifying(scope.now, until, scope.calendar), "asked_back", words)
        await scope.uow.outbox.withdraw_reminders(question.number)
        await scope.uow.nudges.drop(question.number)
        sent = ClarifySent(question.number, Someone(question.author), until)
        await tell_official(scope, scope.actor, sent, key=_key(scope, question), question=question, urgent=True)
        return asked

    async def explained(self, scope: Scope, question: Question, message: Message) -> Question:
        """The author answered the clarifying question: the words join the question, the clock goes on."""
        if not question.may(Action.RESUME):
            return question
        seen = replace(question, attachments=(*question.attachments, *message.attachments))
        resumed = await scope.keep(
            seen.resumed(scope.now, scope.calendar, more=message.text), "explained", message.text
        )
        await scope.uow.questions.link(message.place, question.number)
        if question.assignee:
            author = Someone(question.author)
            came = ClarifyCame(question.number, Quote(message.text), author, resumed.due_at, message.attachments)
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

    async def waited_for(self, scope: Scope) -> Question | None:
        """The question whose author the bot has asked in private and who is writing now."""
        asked = await scope.uow.questions.list(
            Filter(author=scope.actor, statuses=frozenset({Status.CLARIFY}), limit=2)
        )
        private = [question for question in asked if not question.place.is_public]
        return private[0] if len(private) == 1 else None


def _key(scope: Scope, question: Question) -> str:
    return keyed(question, f"clarify/{int(scope.now.timestamp())}")
