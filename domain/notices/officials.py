"""What officials are told of their questions: cards, answers, clarifications, what comes back."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Line, Priority, Quote, Someone, ToStaff, Verbatim


@dataclass(frozen=True, slots=True)
class WelcomeOfficial(ToStaff):
    person: Someone


@dataclass(frozen=True, slots=True)
class Card(ToStaff):
    """A question before the one who answers it."""

    priority: ClassVar[Priority] = Priority.CARD
    reminds: ClassVar[bool] = True
    number: int
    text: Quote
    author: Someone
    place: str
    asked_at: datetime
    due: datetime | None
    votes: int = 0
    urgent: bool = False
    topic: str = ""
    theme: str = ""
    where: str = ""
    because: str = ""
    attachments: tuple[str, ...] = ()
    note: str = ""
    """Why it comes now: handed by somebody, came back, a substitute's turn; empty for a plain new one."""
    note_by: Someone | None = None
    earlier: Verbatim | None = None
    earlier_by: Someone | None = None
    earlier_at: datetime | None = None
    notes: tuple[str, ...] = ()
    templates: bool = False
    """Whether answers are kept that fit it."""
    controlled: bool = False
    """Whether the one who opened it may hurry it and mark it as known elsewhere."""
    incident: str = ""
    """Its number in «Инцидент», where it is known there."""


@dataclass(frozen=True, slots=True)
class UrgentCard(ToStaff):
    """Any hour: somebody may be in danger."""

    priority: ClassVar[Priority] = Priority.ALARM
    number: int
    kind: str
    text: Quote
    place: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class AnswerSent(ToStaff):
    number: int
    author: Someone
    place: str
    promises: tuple[datetime, ...] = ()
    by_hand: bool = False
    """VK gives the bot no way there: a moderator publishes it."""
    tip: str = ""
    """What is worth a second look, by the names of `domain/hints.py`."""


@dataclass(frozen=True, slots=True)
class AnswerSeen(ToStaff):
    """The official answered in the place itself."""

    number: int
    author: Someone
    promises: tuple[datetime, ...] = ()
    silent: bool = False
    tip: str = ""


@dataclass(frozen=True, slots=True)
class BeforeSending(ToStaff):
    """Words held back for a second look of whoever wrote them; `hint` is a name of `domain/hints.py`."""

    number: int
    hint: str
    text: Quote
    said_in: str
    """The place of the words, as `place_of` reads it."""
    said_at: datetime
    attachments: tuple[str, ...] = ()
    due: datetime | None = None
    """A day named apart from the words."""
    outside: bool = False
    fixed: Quote | None = None
    """The words after the one-tap fix."""
    lines: tuple[Line, ...] = ()
    """The question they seem to be meant for, if any."""
    in_private: bool = False
    """Whether the author can be written to."""


@dataclass(frozen=True, slots=True)
class PrivateInChat(ToStaff):
    """An official's own words in a chat show somebody's private data: only their author can remove them."""

    number: int


@dataclass(frozen=True, slots=True)
class NotPublished(ToStaff):
    """The question changed, or was `gone`, while the official wrote: the words stay with the official."""

    number: int
    text: Verbatim
    gone: bool


@dataclass(frozen=True, slots=True)
class AnswerUndone(ToStaff):
    number: int


@dataclass(frozen=True, slots=True)
class AnswerHidden(ToStaff):
    """Somebody else took the answer back."""

    number: int
    by: Someone


@dataclass(frozen=True, slots=True)
class AnswerHeld(ToStaff):
    """Rude words in an answer: not sent, or not counted when they were said in the place itself."""

    number: int
    in_place: bool


@dataclass(frozen=True, slots=True)
class AnswerFixed(ToStaff):
    number: int


@dataclass(frozen=True, slots=True)
class PromisesDropped(ToStaff):
    number: int


@dataclass(frozen=True, slots=True)
class InWork(ToStaff):
    """«Принял, разберёмся» is no answer: the clock goes on."""

    number: int
    due: datetime | None


@dataclass(frozen=True, slots=True)
class DateAsk(ToStaff):
    number: int


@dataclass(frozen=True, slots=True)
class DateText(ToStaff):
    """«Что напишем жителю?»"""

    number: int
    due: datetime


@dataclass(frozen=True, slots=True)
class DateUnclear(ToStaff):
    number: int


@dataclass(frozen=True, slots=True)
class ClarifyChoice(ToStaff):
    number: int


@dataclass(frozen=True, slots=True)
class ClarifyOwn(ToStaff):
    number: int


@dataclass(frozen=True, slots=True)
class ClarifySent(ToStaff):
    number: int
    author: Someone
    until: datetime


@dataclass(frozen=True, slots=True)
class ClarifyOver(ToStaff):
    """The resident did not explain: answer as it stands."""

    reminds: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.REMINDER
    number: int
    text: Quote
    due: datetime | None


@dataclass(frozen=True, slots=True)
class ClarifyCame(ToStaff):
    """The resident explained; to the official."""

    number: int
    more: Quote
    author: Someone
    due: datetime | None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandChoice(ToStaff):
    """[Передать]; `because` says why the first of them is the first, and the words where words say it."""

    number: int
    people: tuple[Someone, ...]
    because: str = ""


@dataclass(frozen=True, slots=True)
class HandedOver(ToStaff):
    number: int
    to: Someone
    due: datetime | None
    reachable: bool = True
    second: bool = False


@dataclass(frozen=True, slots=True)
class OutsideAsk(ToStaff):
    """«Не наше»: whose, and when do we come back."""

    number: int


@dataclass(frozen=True, slots=True)
class OutsideSent(ToStaff):
    number: int
    author: Someone
    return_at: datetime


@dataclass(frozen=True, slots=True)
class NoteKept(ToStaff):
    number: int


@dataclass(frozen=True, slots=True)
class DonePop(ToStaff):
    """Pops up after a button that worked."""


@dataclass(frozen=True, slots=True)
class CameBack(ToStaff):
    """To the official and the deputy: the resident says it is not solved."""

    number: int
    reason: Quote
    due: datetime | None
    times: int = 1


@dataclass(frozen=True, slots=True)
class SentBack(ToStaff):
    """To the official: ЦУР does not take the answer for one."""

    number: int
    by: Someone
    reason: Quote
    due: datetime | None


@dataclass(frozen=True, slots=True)
class SentBackTo(ToStaff):
    """To ЦУР: who mends it."""

    number: int
    official: Someone | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class AuthorWithdrew(ToStaff):
    number: int
    author: Someone


@dataclass(frozen=True, slots=True)
class AuthorEdited(ToStaff):
    number: int
    author: Someone
    was: Quote
    now: Quote


@dataclass(frozen=True, slots=True)
class AddedToQuestion(ToStaff):
    """The author sent a photo or more words."""

    number: int
    author: Someone
    text: Quote
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhichQuestion(ToStaff):
    """Plain text while several questions wait: to which of them is it the answer?"""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class IsItAnswer(ToStaff):
    """Words in a chat that may be the answer to one of these: asked in private, never there (product.md 61)."""

    reminds: ClassVar[bool] = True
    lines: tuple[Line, ...]
    text: Quote
    said_in: str
    """The place of the words, as `place_of` reads it."""
    said_at: datetime
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HelpOfficial(ToStaff):
    pass
