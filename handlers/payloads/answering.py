"""Buttons under words that may be an answer, or were held back before they became one."""

from dataclasses import dataclass

from handlers.payloads.base import About, Payload


class IsAnswer(About):
    """[Да]: the words in the chat are the answer to this question."""


class AnswerTo(About):
    """[№214]: they are the answer to this one of several."""


class NotAnswer(Payload):
    """[Нет, просто реплика]"""


class SendAsIs(About):
    """[Отправить как есть]"""


class SendMended(About):
    """[Убрать и отправить]"""


class SendInPrivate(About):
    """[В личку]"""


class SendTo(About):
    """[№219]: to the question the words were meant for."""


@dataclass(frozen=True, slots=True)
class SendBy(About):
    """The words as they are, with a day; `d` is an ISO date."""

    d: str


class SendIt(About):
    """[Отправить]: the words shown, as they are."""


class SayAnew(About):
    """[Поправить]"""


@dataclass(frozen=True, slots=True)
class ValidTill(About):
    """How long a confirmed answer is offered to others: an ISO date in `d`, empty for never."""

    d: str
