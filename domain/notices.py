"""What the bot may say: facts only. The words are in bot/texts, one text per notice, named after its class.

A `Someone` is a VK id that the words turn into a name; a `Quote` is somebody's own text, relayed masked and harmless.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import ClassVar, NewType

Someone = NewType("Someone", int)
Quote = NewType("Quote", str)
Verbatim = NewType("Verbatim", str)
"""An official's words to residents, passed on unchanged."""


class Priority(IntEnum):
    """Replies before reminders before lists."""

    ALARM = 0
    REPLY = 1
    CARD = 2
    REMINDER = 3
    LIST = 4


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to say; subclasses say what."""

    own: ClassVar[bool] = True
    """The bot's own words: quiet hours and the daily limit of a chat bind them."""
    reminds: ClassVar[bool] = False
    """Loses its sense once the question is answered: withdrawn then."""
    priority: ClassVar[Priority] = Priority.REPLY
    unasked: ClassVar[bool] = False
    """Told to residents who did not write just now: a few go at once, then at most some a minute (domain/pace.py)."""


@dataclass(frozen=True, slots=True)
class ToStaff(Notice):
    """For people with a role; whoever has none any more does not get it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A question in a list."""

    number: int
    text: Quote
    asked_at: datetime
    due: datetime | None
    overdue: bool
    official: Someone | None
    votes: int
    municipality: str = ""
    status: str = ""
    place: str = ""


# --- to residents


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


@dataclass(frozen=True, slots=True)
class RecordedHere(Notice):
    """In private, about a question asked right there."""

    number: int
    text: Quote
    official: Someone | None
    due: datetime | None


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


@dataclass(frozen=True, slots=True)
class AskWhere(Notice):
    number: int
    topic: str


@dataclass(frozen=True, slots=True)
class AskWords(Notice):
    """A sticker, «ау», «+» in private."""


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
    reason: Verbatim = Verbatim("")


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


# --- to officials


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
    where: str = ""
    because: str = ""
    attachments: tuple[str, ...] = ()
    note: str = ""
    """Why it comes now: handed by somebody, came back, a substitute's turn; empty for a plain new one."""
    note_by: Someone | None = None
    earlier: Verbatim | None = None
    earlier_by: Someone | None = None
    notes: tuple[str, ...] = ()


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
    number: int
    people: tuple[Someone, ...]


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
class Reminder(ToStaff):
    """One message about everything that burns, per person."""

    reminds: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.REMINDER
    lines: tuple[Line, ...]
    also: Someone | None = None
    """Who else knows by now."""


@dataclass(frozen=True, slots=True)
class EscalatedTo(ToStaff):
    """To the deputy, the head or ЦУР: others' overdue questions."""

    reminds: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.REMINDER
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class PromiseToday(ToStaff):
    reminds: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.REMINDER
    number: int
    what: Quote
    due: datetime
    missed: bool = False


@dataclass(frozen=True, slots=True)
class MoveAsk(ToStaff):
    """[Переносим]: until when, and what do we tell the resident?"""

    number: int


@dataclass(frozen=True, slots=True)
class PromiseMovedTwice(ToStaff):
    """To the official: the second move is seen by ЦУР."""

    number: int
    due: datetime


@dataclass(frozen=True, slots=True)
class MorningQueue(ToStaff):
    reminds: ClassVar[bool] = True
    priority: ClassVar[Priority] = Priority.LIST
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Queue(ToStaff):
    lines: tuple[Line, ...]
    more: int = 0


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
class Example(ToStaff):
    """[Показать на примере]: how an answer goes, in five lines."""


@dataclass(frozen=True, slots=True)
class SubstituteAsk(ToStaff):
    """`отпуск до …` without a known substitute."""

    until: datetime
    people: tuple[Someone, ...]


@dataclass(frozen=True, slots=True)
class AbsenceSet(ToStaff):
    until: datetime
    substitute: Someone | None
    questions: int
    promises: int


@dataclass(frozen=True, slots=True)
class Hushed(ToStaff):
    """`тише до 14:00`: one's own reminders wait; without a moment they go on."""

    until: datetime | None


@dataclass(frozen=True, slots=True)
class EverybodyHushed(ToStaff):
    """`стоп напоминания до 14:00`: nobody is reminded; without a moment they go on."""

    until: datetime | None
    by: Someone


@dataclass(frozen=True, slots=True)
class SubstituteNow(ToStaff):
    """To the substitute."""

    person: Someone
    until: datetime
    questions: int
    promises: int


@dataclass(frozen=True, slots=True)
class AbsenceOver(ToStaff):
    person: Someone
    questions: int


@dataclass(frozen=True, slots=True)
class HelpOfficial(ToStaff):
    pass


# --- to moderators, ЦУР, administrators


@dataclass(frozen=True, slots=True)
class MaybeQuestion(ToStaff):
    """`topics` are the likeliest ones, by id, when none is sure: choosing one takes the question too."""

    number: int
    text: Quote
    author: Someone
    place: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicAsk(ToStaff):
    """The topic is not sure and decides who answers; the likeliest ones stand on buttons."""

    number: int
    text: Quote
    topic: str
    official: Someone | None
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicSet(ToStaff):
    number: int
    topic: str
    official: Someone | None


@dataclass(frozen=True, slots=True)
class MaybeList(ToStaff):
    lines: tuple[Line, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class WordsKept(ToStaff):
    subject: str
    listed: str
    minus: bool


@dataclass(frozen=True, slots=True)
class WordsDropped(ToStaff):
    subject: str
    listed: str


@dataclass(frozen=True, slots=True)
class WordsOf(ToStaff):
    """`of_file` stand in the region file; `added` and `minus` were said by staff."""

    subject: str
    of_file: str
    added: str
    minus: str


@dataclass(frozen=True, slots=True)
class Learned(ToStaff):
    """A better model serves; shares are of a hundred held-out questions."""

    learned_from: int
    accuracy: int | None
    before: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ModelReport(ToStaff):
    """`модель`; `version` is 0 where the words alone decide."""

    version: int
    made_at: datetime | None
    learned_from: int
    decided: int
    answered: int
    imported: int
    dismissed: int
    accuracy: int | None
    coverage: int | None
    precision: int | None
    words: str
    latest: str
    can_go_back: bool


@dataclass(frozen=True, slots=True)
class ModelBack(ToStaff):
    """`модель откатить`; `earlier` is 0 where the words alone decide from now on."""

    version: int
    earlier: int


@dataclass(frozen=True, slots=True)
class Taken(ToStaff):
    number: int
    official: Someone | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class Dismissed(ToStaff):
    number: int


@dataclass(frozen=True, slots=True)
class Joined(ToStaff):
    number: int
    main: int


@dataclass(frozen=True, slots=True)
class Parted(ToStaff):
    number: int
    main: int


@dataclass(frozen=True, slots=True)
class Unreachable(ToStaff):
    """An official cannot be written to: the same minute to moderators and ЦУР."""

    priority: ClassVar[Priority] = Priority.ALARM
    person: Someone
    number: int
    given_to: Someone | None


@dataclass(frozen=True, slots=True)
class NobodyToAnswer(ToStaff):
    priority: ClassVar[Priority] = Priority.ALARM
    number: int
    text: Quote
    municipality: str


@dataclass(frozen=True, slots=True)
class PublishByHand(ToStaff):
    """«Опубликовать вручную»: VK does not let the bot answer there."""

    number: int
    text: Verbatim
    by: Someone
    link: str
    ready: datetime | None = None
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RudeAnswer(ToStaff):
    """To ЦУР: an official's words were held; `id` is theirs in VK."""

    priority: ClassVar[Priority] = Priority.ALARM
    number: int
    official: Someone
    id: str
    text: Quote
    in_place: bool


@dataclass(frozen=True, slots=True)
class OddHourAnswer(ToStaff):
    """To ЦУР: an answer at night or on a day off; `in_place` when the official said it there, not the bot."""

    number: int
    official: Someone
    id: str
    text: Quote
    in_place: bool


@dataclass(frozen=True, slots=True)
class Repeated:
    """A matter that came back; `number` is the newest question about it."""

    number: int
    topic: str
    where: str
    count: int


@dataclass(frozen=True, slots=True)
class Systemic(ToStaff):
    """To the head, with the morning list: what comes back again and again."""

    priority: ClassVar[Priority] = Priority.LIST
    rows: tuple[Repeated, ...]


@dataclass(frozen=True, slots=True)
class QualityAsk(ToStaff):
    """To ЦУР: one of the day's random answers; `day` names the sample."""

    priority: ClassVar[Priority] = Priority.LIST
    number: int
    index: int
    total: int
    day: str
    text: Quote
    answer: Quote
    official: Someone


@dataclass(frozen=True, slots=True)
class QualityDone(ToStaff):
    """The day's answers are judged; `good` had yes three times."""

    total: int
    good: int


@dataclass(frozen=True, slots=True)
class LooksAlike(ToStaff):
    """To the moderators: a question is like an earlier one, `main`, shown in the only line."""

    number: int
    text: Quote
    main: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Surge(ToStaff):
    """To ЦУР: many people about one thing within minutes, the first of their questions in `number`."""

    priority: ClassVar[Priority] = Priority.ALARM
    number: int
    where: str
    asking: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Accident(ToStaff):
    """They are gathered under one question."""

    number: int
    count: int
    official: Someone | None


@dataclass(frozen=True, slots=True)
class AccidentOver(ToStaff):
    """They stand on their own again."""

    number: int
    count: int


@dataclass(frozen=True, slots=True)
class Impostor(ToStaff):
    """Somebody named like one of ours (or like an authority, without `official`) answers under a question."""

    priority: ClassVar[Priority] = Priority.ALARM
    number: int
    id: str
    official: Someone | None
    real: str
    """The official's own id."""


@dataclass(frozen=True, slots=True)
class PlaceLost(ToStaff):
    """An answer could not be written where the question was asked; to ЦУР."""

    priority: ClassVar[Priority] = Priority.ALARM
    number: int
    place: str


@dataclass(frozen=True, slots=True)
class MovedTwice(ToStaff):
    """To ЦУР: a promise moved for the second time, or a question handed over for the second time."""

    number: int
    official: Someone | None
    what: str


@dataclass(frozen=True, slots=True)
class Waiting(ToStaff):
    """`ждут`, `просрочено`, `обещали`, `человек`: a line per question."""

    title: str
    """waiting, overdue, promised or person: names the heading."""
    lines: tuple[Line, ...]
    total: int
    more: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class MunicipalityCount:
    name: str
    waiting: int
    overdue: int
    worst: Someone | None = None


@dataclass(frozen=True, slots=True)
class MorningList(ToStaff):
    priority: ClassVar[Priority] = Priority.LIST
    own: ClassVar[bool] = False
    day: datetime
    waiting: int
    yesterday: int | None
    overdue: int
    today: int
    promised: int
    municipalities: tuple[MunicipalityCount, ...]
    unreachable: tuple[Someone, ...] = ()
    maybe: int = 0
    before: int | None = None
    """How many waited on the last working morning, when that was not yesterday."""


@dataclass(frozen=True, slots=True)
class Export(ToStaff):
    """A list as a document."""

    priority: ClassVar[Priority] = Priority.LIST
    municipality: str
    since: datetime | None
    until: datetime | None
    full: bool
    rows: int


@dataclass(frozen=True, slots=True)
class Appointed(ToStaff):
    person: Someone
    role: str
    municipality: str
    started: bool


@dataclass(frozen=True, slots=True)
class Stopped(ToStaff):
    """`стоп человек`: somebody lost every right, by whom, and how many questions went to others."""

    priority: ClassVar[Priority] = Priority.ALARM
    person: Someone
    by: Someone
    moved: int


@dataclass(frozen=True, slots=True)
class Connected(ToStaff):
    """`подключить` in a chat."""

    municipality: str
    kind: str


@dataclass(frozen=True, slots=True)
class MarkKept(ToStaff):
    """«Уже в Инциденте №…», «№ ПОС»."""

    number: int
    system: str
    external: str


@dataclass(frozen=True, slots=True)
class Quarantined(ToStaff):
    """To the administrator: events the bot could not handle."""

    priority: ClassVar[Priority] = Priority.ALARM
    events: int


@dataclass(frozen=True, slots=True)
class PinText(ToStaff):
    """`/закреп`: the text an administrator pins."""

    screen_name: str
    official_link: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something wrong with the bot itself; `id` is the community's or the chat's number."""

    what: str
    where: str
    id: str
    count: int


@dataclass(frozen=True, slots=True)
class Alarm(ToStaff):
    """To ЦУР: the bot cannot do its work somewhere, and a person can mend it."""

    priority: ClassVar[Priority] = Priority.ALARM
    what: str
    where: str
    id: str
    count: int


@dataclass(frozen=True, slots=True)
class HealthReport(ToStaff):
    """`здоровье`: everything wrong now, and how much waits in the queues."""

    troubles: tuple[Trouble, ...]
    communities: int
    incoming: int
    outgoing: int


@dataclass(frozen=True, slots=True)
class HistoryOf(ToStaff):
    """Everything on a question: who, when, what."""

    number: int
    entries: tuple["HistoryLine", ...]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    by: Someone | None
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class HelpStaff(ToStaff):
    role: str
