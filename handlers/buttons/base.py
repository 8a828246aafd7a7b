"""What pressing any button of a question needs; a table says which button does what."""

from collections.abc import Awaitable, Callable
from datetime import date

from domain.errors import RuleViolation
from domain.notices import Notice
from domain.question import Question
from handlers import payloads
from handlers.talk import Talk

Table = dict[type[payloads.Payload], Callable[[Talk, payloads.About], Awaitable[Notice | None]]]


async def of(talk: Talk, payload: payloads.About) -> Question:
    """The question the button belongs to."""
    return await talk.scope.uow.questions.get(payload.q)


def day_of(iso: str, number: int = 0) -> date:
    """The day a button names; it may be forged."""
    try:
        return date.fromisoformat(iso)
    except ValueError:
        raise RuleViolation("date-unclear", number=number) from None


async def card(talk: Talk, question: Question) -> None:
    """Opens the question's card for the one who pressed."""
    await talk.desk.conversation.open_card(talk.scope, talk.message.place, question, key=talk.key)
