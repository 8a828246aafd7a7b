"""What residents are told."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Line, Notice, Priority, Quote, Someone, Verbatim


@dataclass(frozen=True, slots=True)
class Welcome(Notice):
    """The first press of «Начать» by a resident."""

    person: Someone
    official_link: str


@dataclass(frozen=True, slots=True)
class Recorded(Notice):
    """In private, about a question asked elsewhere."""

    number: int
    text: Quote
    official: Someone | None
    due: datetime | None
    watch_for: str
    """Where the answer will appear: chat, wall or video."""
    elsewhere: str = ""
    """Another municipality than the one written to: the question went there."""


@dataclass(frozen=True, slots=True)
class RecordedHere(Notice):
    """In private, about a question asked right there."""

    number: int
    text: Quote
    official: Someone | None
    due: datetime | None
    softened: bool = False
    """The official will not read its rude words."""
    elsewhere: str = ""
    """Another municipality than the one written to: the question went there."""


@dataclass(frozen=True, slots=True)
class SplitPart:
    """One of the questions of a message, and who would answer it."""

    text: Quote
    official: Someone | None


@dataclass(frozen=True, slots=True)
class SplitAsk(Notice):
    """«Тут два вопроса. Верно?», to the author, else to moderators."""

    number: int
    parts: tuple[SplitPart, ...]


@dataclass(frozen=True, slots=True)
class SplitDone(Notice):
    """Each on its own now."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Receipt(Notice):
    """In a chat where reactions are off; `in_private` when the person lets the bot tell the rest."""

    number: int
    due: datetime | None
    in_private: bool = True


@dataclass(frozen=True, slots=True)
class UrgentAdvice(Notice):
    """What to do now: 112 first. Never waits for the morning."""

    own: ClassVar[bool] = False
    priority: ClassVar[Priority] = Priority.ALARM
    number: int
    kind: str
    told_at: datetime | None = None
    helpline: str = ""
    """The region's own helpline; said to a person in despair only."""


@dataclass(frozen=True, slots=True)
class AskWhere(Notice):
    number: int
    topic: str


@dataclass(frozen=True, slots=True)
class AskWords(Notice):
    """A sticker, «ау», «+» in private."""


@dataclass(frozen=True, slots=True)
class OutsideRegion(Notice):
    """Nobody here answers for that place: where to write instead."""

    where: str
    region: str
    official_link: str


@dataclass(frozen=True, slots=True)
class AskQuestion(Notice):
    """After [Задать вопрос]."""


@dataclass(frozen=True, slots=True)
class NoSuchCommand(Notice):
    pass


@dataclass(frozen=True, slots=True)
class AnswerInPlace(Notice):
    """The official's answer under the resident's question."""

    own: ClassVar[bool] = False
    text: Verbatim
    by: Someone
    ready: datetime | None = None
    """A date the official chose by a button: «Будет готово …», said before the words."""
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerInPrivate(Notice):
    """The answer brought to the author's dialog."""

    own: ClassVar[bool] = False
    number: int
    author: Someone
    question: Quote
    text: Verbatim
    by: Someone
    ask_at: datetime | None = None
    ready: datetime | None = None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerForFollower(Notice):
    """To somebody who joined another's question."""

    unasked: ClassVar[bool] = True
    number: int
    question: Quote
    text: Verbatim
    by: Someone
    link: str = ""


@dataclass(frozen=True, slots=True)
class AnswerCorrected(Notice):
    """A follow-up where the answer itself can no longer be edited."""

    own: ClassVar[bool] = False
    number: int
    text: Verbatim
    by: Someone


@dataclass(frozen=True, slots=True)
class ConfirmAsk(Notice):
    unasked: ClassVar[bool] = True
    number: int
    author: Someone
    text: Quote


@dataclass(frozen=True, slots=True)
class Confirmed(Notice):
    """Replaces the confirmation question after «Да»."""

    number: int
    person: Someone


@dataclass(frozen=True, slots=True)
class ConfirmThanks(Notice):
    """Pops up for the one who pressed."""


@dataclass(frozen=True, slots=True)
class NotYours(Notice):
    """Pops up for a stranger who pressed somebody else's button."""


@dataclass(frozen=True, slots=True)
class StaleButton(Notice):
    """Pops up when the button's time is over."""


@dataclass(frozen=True, slots=True)
class AskWhatIsLeft(Notice):
    number: int


@dataclass(frozen=True, slots=True)
class AskPhoto(Notice):
    """After [Добавить фото]."""

    number: int


@dataclass(frozen=True, slots=True)
class AskFix(Notice):
    """After [Исправить], by the author."""

    number: int


@dataclass(frozen=True, slots=True)
class BroughtBack(Notice):
    """«Не решено» was heard; where the question was asked."""

    number: int
    official: Someone | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class BroughtBackPop(Notice):
    official: Someone | None


@dataclass(frozen=True, slots=True)
class OverdueToResident(Notice):
    unasked: ClassVar[bool] = True
    reminds: ClassVar[bool] = True
    number: int
    author: Someone
    text: Quote
    due: datetime
    official: Someone | None
    also: Someone | None
    news_by: datetime


@dataclass(frozen=True, slots=True)
class StillNothing(Notice):
    """The bot keeps its own word: news, even when there is none."""

    unasked: ClassVar[bool] = True
    reminds: ClassVar[bool] = True
    number: int
    text: Quote
    escalated_to: Someone | None
    official_link: str


@dataclass(frozen=True, slots=True)
class ClarifyAsk(Notice):
    own: ClassVar[bool] = False
    number: int
    author: Someone
    text: Verbatim
    by: Someone
    ready: str = ""
    """A ready question (where, since, photo) instead of the official's own words."""


@dataclass(frozen=True, slots=True)
class Clarified(Notice):
    """The resident explained; in private to the resident."""

    number: int


@dataclass(frozen=True, slots=True)
class PromiseMoved(Notice):
    """To the author: the new date."""

    unasked: ClassVar[bool] = True
    number: int
    text: Quote
    due: datetime
    by: Someone
    reason: Verbatim = Verbatim("")  # noqa: RUF009  a NewType is the string itself


@dataclass(frozen=True, slots=True)
class HandedToResident(Notice):
    """Progress in private: somebody else answers now."""

    unasked: ClassVar[bool] = True
    number: int
    official: Someone
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Withdrawn(Notice):
    number: int


@dataclass(frozen=True, slots=True)
class OneForAll(Notice):
    """To an author whose question follows another one: the same trouble of many."""

    unasked: ClassVar[bool] = True
    number: int
    main: int
    text: Quote
    official: Someone | None


@dataclass(frozen=True, slots=True)
class OwnAgain(Notice):
    """To an author whose question stands on its own again."""

    unasked: ClassVar[bool] = True
    number: int
    official: Someone | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class MyQuestions(Notice):
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class StatusOf(Notice):
    line: Line
    answer: Verbatim | None = None
    by: Someone | None = None
    promised: datetime | None = None


@dataclass(frozen=True, slots=True)
class EraseAsk(Notice):
    count: int


@dataclass(frozen=True, slots=True)
class Erased(Notice):
    count: int


@dataclass(frozen=True, slots=True)
class EraseKept(Notice):
    pass


@dataclass(frozen=True, slots=True)
class OfficialWay(Notice):
    link: str
    text: Quote | None = None


@dataclass(frozen=True, slots=True)
class Edited(Notice):
    """A question edited before the answer, in private to its author."""

    number: int
    text: Quote


@dataclass(frozen=True, slots=True)
class AskAgain(Notice):
    """A question edited after the answer."""

    number: int


@dataclass(frozen=True, slots=True)
class WasAway(Notice):
    """The honest word after an hour or more of working time in which the bot did not hear a chat."""

    unasked: ClassVar[bool] = True
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class NothingPlanned(Notice):
    """[Ближайший эфир] while none is planned."""


@dataclass(frozen=True, slots=True)
class HelpResident(Notice):
    official_link: str


@dataclass(frozen=True, slots=True)
class Refusal(Notice):
    """A rule said no; the words depend on the code."""

    code: str
    number: int = 0
    detail: str = ""
