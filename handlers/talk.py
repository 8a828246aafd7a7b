"""What a handler gets: the use cases, the scope, and the words being handled."""

from dataclasses import dataclass

from domain.errors import RuleViolation
from domain.message import Message
from domain.notices import Notice
from domain.place import PlaceKind
from domain.question import Question
from domain.use_cases.scope import Scope
from domain.use_cases.telling import is_staff_chat, reply_to_actor, tell_ccu
from handlers.desk import Desk
from handlers.words import Spoken


@dataclass(frozen=True, slots=True)
class Talk:
    """One message on its way through the handlers."""

    desk: Desk
    scope: Scope
    message: Message

    @property
    def key(self) -> str:
        return self.message.id

    @property
    def is_private(self) -> bool:
        return self.message.place.kind is PlaceKind.PRIVATE

    @property
    def is_staff(self) -> bool:
        return self.scope.person is not None

    @property
    def among_staff(self) -> bool:
        """Where commands need no prefix: in private and in chats of staff."""
        return self.is_private or is_staff_chat(self.scope, self.message.place)

    async def reply(self, notice: Notice, number: int | None = None) -> None:
        """Answers the person: in private, or right there in a chat of staff."""
        await reply_to_actor(self.scope, self.message.place, notice, key=self.key, number=number)

    async def reply_before_ccu(self, notice: Notice, what: str) -> None:
        """Answers the person; said elsewhere than in a chat of staff, it is told in ЦУР's chat too."""
        await self.reply(notice)
        if not self.among_staff or self.is_private:
            await tell_ccu(self.scope, notice, key=f"{self.key}/{what}")

    def municipality(self, words: str) -> str:
        """The municipality that a command names; «» when it names none."""
        if not words:
            return ""
        found = self.scope.region.find_municipality(words)
        if found is None:
            raise RuleViolation("municipality-unknown", detail=words)
        return found.id

    async def question(self, spoken: Spoken) -> Question:
        """The question a command names; without a number, the one it replies to."""
        if spoken.number is not None:
            return await self.scope.uow.questions.get(spoken.number)
        return await self.replied()

    async def replied(self) -> Question:
        """The question of the message this one replies to."""
        if self.message.reply_to is None:
            raise RuleViolation("number-needed")
        found = await self.scope.uow.questions.under(self.message.reply_to)
        if found is None:
            raise RuleViolation("number-needed")
        return found
