"""What the use cases need from the outside, said by the core in its own words."""

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal, Protocol

from domain.answer import Answer, Promise
from domain.broadcasts.ports import Broadcasts
from domain.gate import Passing
from domain.names import Name
from domain.notices import Notice
from domain.organisation import Chat, Gate, Person, Region, Template, TopicWord
from domain.place import Place, VkId
from domain.ports_answered import VerifiedAnswers
from domain.ports_rating import Ratings
from domain.ports_rumours import Rumours
from domain.question import Question, Status


class Kind(StrEnum):
    QUESTION = "question"
    MAYBE = "maybe"
    CHATTER = "chatter"


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a message is about, as far as its words tell.

    `municipality` and `settlement` are named only when the text names them; `address` is the street and house as
    written; `because` lists the words that decided, for «почему сюда».
    """

    kind: Kind
    topic: str | None = None
    theme: str = ""
    """The finer matter within the topic, by its name, where it stands out."""
    likely: tuple[str, ...] = ()
    """The likeliest topics, when none is sure: a person decides among them."""
    municipality: str | None = None
    settlement: str | None = None
    address: str = ""
    urgent: str | None = None
    """The kind of danger (gas, fire, wire, flood, cold), when somebody may be in danger now."""
    me_too: bool = False
    """«и у нас», «+1»: joins a neighbour's question rather than asking another one."""
    because: tuple[str, ...] = ()
    passing: Passing | None = None
    """None of what no gate stands before: a danger, a sticker, words said to the bot."""


class Listener(Protocol):
    """Understands Russian messages of residents."""

    @property
    def precision(self) -> int:
        """Of how many in a hundred a topic named without asking must be right, where no gate says otherwise."""
        ...

    def hear(
        self, text: str, region: Region, *, municipality: str, asked_outright: bool, on_air: bool = False
    ) -> Hearing:
        """Never raises on any text; `asked_outright` says the person addressed the bot or wrote in private.

        `on_air`: said where a broadcast goes on, where people come to ask; less is enough for a question there.
        """
        ...

    def signs(self, text: str, region: Region, municipality: str) -> str:
        """By what kinds of signs a message is weighed, without its words: kept beside people's verdicts to learn."""
        ...

    def same(self, one: str, other: str) -> float:
        """How alike two questions are by their words, 0 to 1; places are compared by the caller."""
        ...

    def same_as(self, one: str, others: tuple[str, ...]) -> Sequence[float]:
        """The same of one question and each of several; cheap for many questions beside the same others."""
        ...

    def twins_since(self, municipality: str) -> datetime | None:
        """When the newest question was asked that `twins` remembers there; None before it remembers any."""
        ...

    def twins(self, question: Question, fresh: Sequence[Question], region: Region) -> Sequence[int]:
        """Numbers of remembered questions of the municipality about the same by words and place, the likeliest first.

        The question and the `fresh` ones are remembered from now on; one remembered may have been closed since.
        """
        ...

    def similar(self, question: Question, answered: Sequence[Question], region: Region) -> Sequence[int]:
        """Numbers of those among the answered ones that ask the same by words and place, the likeliest first."""
        ...

    def parts(self, text: str, region: Region) -> Sequence[str]:
        """The questions of one message, each in its own words; the whole of it when there is but one."""
        ...

    def rumour(self, text: str) -> str | None:
        """The sentence that spreads news of no source; None in nearly every text."""
        ...

    def same_rumour(self, one: str, other: str) -> bool:
        """Whether two such sentences spread the same news."""
        ...

    def is_thanks(self, text: str) -> bool:
        """Only thanks or a greeting, nothing to answer."""
        ...

    def is_abusive(self, text: str) -> bool:
        """Rude words or insults; plain anger is neither."""
        ...


# --- storage, as the use cases see it


@dataclass(frozen=True, slots=True)
class Vote:
    """Somebody else has the same question; `place` is their own message, when they wrote one."""

    question: int
    voter: VkId
    at: datetime
    place: Place | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a question's history; `detail` never holds more than staff may read."""

    question: int
    at: datetime
    actor: VkId | None
    what: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Dialog:
    """What the bot and a person are in the middle of, in one conversation; survives restarts.

    `expecting` names what the next plain text is: nothing, answer, date, date-text, clarify, outside, template,
    lesson, settlement, left, fix, photo; `facts` belongs to it.
    """

    community: int
    peer: int
    person: VkId
    allowed: bool | None = None
    """Whether the community may write to the person; None while unknown."""
    started_at: datetime | None = None
    last_at: datetime | None = None
    card: int | None = None
    expecting: str = ""
    facts: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """Private messages that wait for a silence before they become one question."""

    community: int
    person: VkId
    first: Place
    texts: tuple[str, ...]
    attachments: tuple[str, ...]
    messages: tuple[int, ...]
    asked_at: datetime
    ready_at: datetime


@dataclass(frozen=True, slots=True)
class Nudge:
    """Something to remind one person of, told alone or bundled; unique by (question, mark, person)."""

    question: int
    mark: str
    person: VkId
    kind: str
    """card, share, overdue, escalate, promise or clarify-over."""
    tell_at: datetime
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Absence:
    person: VkId
    since: datetime
    until: datetime
    substitute: VkId | None
    moved: tuple[int, ...] = ()
    """Questions that went to the substitute, to be brought back."""
    over: bool = False


@dataclass(frozen=True, slots=True)
class ChatState:
    """What the bot remembers of a chat between events: no words, only counters."""

    community: int
    peer: int
    last_cmid: int = 0
    last_at: datetime | None = None
    reactions_off: bool = False


class Source(StrEnum):
    """How it is known what a question was about."""

    DECIDED = "decided"
    """A moderator or ЦУР said so, or handed it to somebody who answers for just that."""
    ANSWERED = "answered"
    """Its owner answered and did not pass it on."""
    IMPORTED = "imported"
    """A row of a history."""


QUESTION, CHATTER = "question", "chatter"


@dataclass(frozen=True, slots=True)
class Decided:
    """What people decided about a question; `verdict` is «question» or «chatter»."""

    source: Source
    topic: str | None = None
    verdict: str = QUESTION
    signs: str = ""
    """Of a verdict, the kinds of signs the message had; no words."""


@dataclass(frozen=True, slots=True)
class Known:
    """A question's words and what it was about, for the bot to learn from."""

    text: str
    topic: str
    at: datetime
    theme: str = ""
    source: Source = Source.IMPORTED


@dataclass(frozen=True, slots=True)
class Verdict:
    """That people said of a message with such signs whether it is a question."""

    signs: str
    is_question: bool
    at: datetime


class Verb(StrEnum):
    """What an outbox row asks VK to do."""

    SAY = "say"
    REACT = "react"
    EDIT = "edit"
    REMOVE = "remove"
    POP = "pop"
    FILE = "file"
    PIN = "pin"
    MUTE = "mute"


@dataclass(frozen=True, slots=True)
class Sent:
    """A message the bot sent, found again by where it stands."""

    id: int
    verb: Verb
    place: Place
    notice: Notice | None
    question: int | None
    to: VkId | None
    sent_at: datetime | None
    earlier: tuple[int, ...] = ()
    """Numbers of the messages before it, when a long text went in parts."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which questions a list wants; empty fields do not narrow."""

    municipality: str = ""
    assignee: VkId | None = None
    author: VkId | None = None
    statuses: frozenset[Status] = frozenset()
    due_before: datetime | None = None
    due_after: datetime | None = None
    asked_after: datetime | None = None
    asked_before: datetime | None = None
    topic: str | None = None
    limit: int = 20
    order: Literal["due", "asked", "newest"] = "due"


class Questions(Protocol):
    async def next_number(self) -> int:
        """The next number people see, handed out inside this transaction."""
        ...

    async def add(self, question: Question) -> None: ...
    async def save(self, question: Question) -> None: ...

    async def get(self, number: int) -> Question:
        """Raises RuleViolation("no-such-question") when there is none."""
        ...

    async def find(self, number: int) -> Question | None: ...

    async def at(self, place: Place) -> Question | None:
        """The question asked by exactly this message."""
        ...

    async def under(self, place: Place) -> Question | None:
        """The question this message belongs to: asked by it, joined by it, part of it, or the bot's text about it."""
        ...

    async def link(self, place: Place, number: int) -> None:
        """Remembers that a message belongs to a question, so that replies to it are understood."""
        ...

    async def list(self, wanted: Filter) -> Sequence[Question]: ...
    async def count(self, wanted: Filter) -> int: ...

    async def after(self, number: int, limit: int) -> Sequence[Question]:
        """Questions with greater numbers, in their order."""
        ...

    async def recent(self, municipality: str, since: datetime, limit: int = 200) -> Sequence[Question]:
        """Open or lately answered main questions of a municipality, newest first, for «и у нас» and duplicates."""
        ...

    async def to_look_at(self, now: datetime, limit: int) -> Sequence[Question]:
        """Questions whose `look_at` has come, earliest first."""
        ...

    async def lately(self, author: VkId, since: datetime) -> Sequence[Question]:
        """What a person asked after a moment, oldest first; looked up once a transaction."""
        ...

    async def often(self, authors: Collection[VkId], since: datetime, times: int) -> Set[VkId]:
        """Those of the authors who asked so many times after a moment."""
        ...

    async def voices(self, since: datetime) -> Sequence[tuple[str, str, int, int]]:
        """Where anything was asked from since a moment: municipality, village or «», community, peer of the chat."""
        ...

    async def owners(self) -> Sequence[VkId]:
        """Everybody who owes an answer to an open question."""
        ...

    async def duplicates_of(self, number: int) -> Sequence[Question]: ...

    async def counts(self, now: datetime, today_end: datetime) -> Sequence[tuple[str, int, int, int, int]]:
        """Per municipality: waiting, overdue, due by `today_end`, promised by `today_end`."""
        ...


class Votes(Protocol):
    async def add(self, vote: Vote) -> bool:
        """False when this voter is counted already."""
        ...

    async def remove(self, question: int, voter: VkId) -> bool: ...
    async def of(self, question: int) -> Sequence[Vote]: ...
    async def has(self, question: int, voter: VkId) -> bool: ...


class Answers(Protocol):
    async def add(self, answer: Answer) -> None: ...
    async def save(self, answer: Answer) -> None: ...
    async def latest(self, question: int) -> Answer | None:
        """The last answer not undone."""
        ...

    async def of(self, question: int) -> Sequence[Answer]: ...
    async def at(self, said_in: Place) -> Answer | None:
        """The answer said by exactly this message, undone or not."""
        ...

    async def between(self, since: datetime, until: datetime, limit: int = 1000) -> Sequence[Answer]:
        """Answers given from one moment up to another and not undone, oldest first; for a look once a day."""
        ...


class Promises(Protocol):
    async def add(self, promise: Promise) -> None: ...
    async def save(self, promise: Promise) -> None: ...
    async def open_of(self, question: int) -> Sequence[Promise]: ...
    async def due_between(self, since: datetime, until: datetime, municipality: str = "") -> Sequence[Promise]: ...
    async def open_by(self, person: VkId) -> Sequence[Promise]: ...
    async def named_for(self, since: datetime, until: datetime, municipality: str = "") -> Sequence[Promise]:
        """Promises for a time, whatever became of them; for a look once a month."""
        ...


class Histories(Protocol):
    async def add(self, entry: Entry) -> None: ...
    async def of(self, question: int) -> Sequence[Entry]: ...
    async def count(self, question: int, what: str, since: datetime) -> int:
        """How often something happened to a question after a moment."""
        ...


class Dialogs(Protocol):
    async def get(self, community: int, peer: int, person: VkId) -> Dialog:
        """The dialog, empty when there was none."""
        ...

    async def save(self, dialog: Dialog) -> None: ...
    async def reachable(self, person: VkId) -> Dialog | None:
        """A private dialog where the person allows messages, the latest used first."""
        ...

    async def forbidden(self, person: VkId) -> bool:
        """Known to be unreachable everywhere we tried."""
        ...

    async def draft(self, community: int, person: VkId) -> Draft | None: ...
    async def save_draft(self, draft: Draft) -> None: ...
    async def drop_draft(self, community: int, person: VkId) -> None: ...
    async def ready_drafts(self, now: datetime, limit: int) -> Sequence[Draft]: ...


class Nudges(Protocol):
    async def add(self, nudge: Nudge) -> bool:
        """False when the same nudge was written before, told or not."""
        ...

    async def done(self, question: int) -> Set[str]:
        """Marks of everything already written about a question."""
        ...

    async def mark(self, question: int, mark: str, at: datetime) -> bool:
        """Remembers a step that is not told to a person; False when it happened before."""
        ...

    async def untold(self, now: datetime, limit: int) -> Sequence[Nudge]: ...
    async def told(self, nudges: Sequence[Nudge], at: datetime) -> None: ...
    async def last_told(self, person: VkId) -> datetime | None: ...
    async def drop(self, question: int) -> None:
        """Forgets what was not told yet about a question that no longer needs it."""
        ...


class Absences(Protocol):
    async def add(self, absence: Absence) -> None: ...
    async def save(self, absence: Absence) -> None: ...
    async def away(self, now: datetime) -> Mapping[VkId, Absence]:
        """Who is away now."""
        ...

    async def ended(self, now: datetime) -> Sequence[Absence]: ...


class Names(Protocol):
    async def known(self, ids: Iterable[VkId]) -> Mapping[VkId, Name]:
        """The names among these that VK has told already."""
        ...


class Examples(Protocol):
    async def decided(self, number: int, decided: Decided, at: datetime) -> None:
        """Remembers what people decided about a question; only the latest decision counts."""
        ...

    async def counts(self) -> Mapping[str, int]:
        """How many topics are known, by where from; how many were judged a question or chatter."""
        ...


class Chats(Protocol):
    async def get(self, community: int, peer: int) -> ChatState: ...
    async def save(self, state: ChatState) -> None: ...


class Outbox(Protocol):
    """Everything the bot says or does in VK goes through here, in the same transaction as what made it say so.

    `key` is derived from VK's identity of the message and the kind of text: the same key is written once.
    """

    async def put(
        self,
        verb: Verb,
        place: Place,
        notice: Notice | None,
        *,
        key: str,
        question: int | None = None,
        to: VkId | None = None,
        not_before: datetime | None = None,
        reply: bool = False,
        fact: str = "",
        paced: bool = False,
    ) -> None:
        """`reply` quotes `place.message`; `fact` is the reaction, the event to answer or the row to edit.

        `paced` sends it at the pace of unasked notices, whatever the notice is: one of many alike.
        """
        ...

    async def withdraw_reminders(self, question: int) -> None:
        """Takes back what waits to remind of one question; bundled reminders are re-read at delivery."""
        ...

    async def find_sent(self, place: Place) -> Sent | None:
        """The bot's own message at exactly this place."""
        ...

    async def by_key(self, key: str) -> Sent | None:
        """What was put under a key and waits or was sent; its place has message 0 while it waits."""
        ...

    async def sent_about(self, question: int, notice: type[Notice]) -> Sequence[Sent]: ...

    async def cancel(self, key: str) -> bool:
        """Takes back what was not sent yet; False when it was."""
        ...

    async def own_texts(self, community: int, peer: int, since: datetime) -> int:
        """How many of the bot's own texts a chat got or will get since a moment."""
        ...

    async def told_lately(self, to: VkId, since: datetime) -> int:
        """How many of the bot's own words were put for a person after a moment."""
        ...

    async def said_to(self, to: VkId, notice: type[Notice], since: datetime) -> int: ...


class Regions(Protocol):
    async def version(self) -> int:
        """Grows with every change of who is who."""
        ...

    async def stop_person(self, vk_id: VkId) -> None:
        """The person has no role until appointed anew, whatever the file says."""
        ...

    async def save_person(self, person: Person) -> None: ...
    async def save_word(self, word: TopicWord) -> None: ...
    async def drop_word(self, word: TopicWord) -> None: ...
    async def save_chat(self, chat: Chat) -> None: ...
    async def next_template(self) -> int:
        """A number no template had before."""
        ...

    async def save_template(self, template: Template) -> None: ...
    async def drop_template(self, template: Template) -> None: ...
    async def save_gate(self, gate: Gate) -> None: ...


class Diary(Protocol):
    """Things that happen once a day or once for ever: «утро 2026-11-25, ЦУР»."""

    async def once(self, mark: str, at: datetime, value: int = 0) -> bool:
        """True the first time."""
        ...

    async def value(self, mark: str) -> int | None: ...
    async def forget(self, mark: str) -> None: ...
    async def marks(self, prefix: str) -> Sequence[str]:
        """Everything written down that begins so."""
        ...


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits in a queue: how many, and since when the oldest does."""

    waiting: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class HeardInChat:
    """How much of a chat was heard, by the numbers of its messages."""

    community: int
    peer: int
    heard: int
    """Messages known by their number: people's that came, and the bot's own."""
    span: int
    """Messages there must have been between the first and the last of them."""
    last_at: datetime

    @property
    def share(self) -> float:
        return self.heard / self.span


class Gauges(Protocol):
    """Numbers about the bot's own work."""

    async def inbox_backlog(self) -> Backlog: ...
    async def outbox_backlog(self, now: datetime) -> Backlog:
        """What could be on its way already; what waits for the morning is not late."""
        ...

    async def inbox_quarantined(self) -> int: ...
    async def outbox_quarantined(self) -> int: ...
    async def chats_heard(self, since: datetime | None = None) -> Sequence[HeardInChat]: ...


class Passings(Protocol):
    """What stood before a gate lately."""

    async def add(self, municipality: str, passing: Passing, at: datetime) -> None: ...

    async def between(self, since: datetime, until: datetime) -> Mapping[str, Mapping[Passing, int]]:
        """By municipality, how many of each there were."""
        ...


class UnitOfWork(Protocol):
    """One transaction. Who opened it commits it; nothing here talks to the network."""

    @property
    def questions(self) -> Questions: ...
    @property
    def votes(self) -> Votes: ...
    @property
    def answers(self) -> Answers: ...
    @property
    def promises(self) -> Promises: ...
    @property
    def history(self) -> Histories: ...
    @property
    def dialogs(self) -> Dialogs: ...
    @property
    def nudges(self) -> Nudges: ...
    @property
    def absences(self) -> Absences: ...
    @property
    def chats(self) -> Chats: ...
    @property
    def names(self) -> Names: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def regions(self) -> Regions: ...
    @property
    def examples(self) -> Examples: ...
    @property
    def diary(self) -> Diary: ...
    @property
    def gauges(self) -> Gauges: ...
    @property
    def rumours(self) -> Rumours: ...
    @property
    def ratings(self) -> Ratings: ...
    @property
    def verified(self) -> VerifiedAnswers: ...
    @property
    def broadcasts(self) -> Broadcasts: ...
    @property
    def passings(self) -> Passings: ...

    async def erase(self, person: VkId) -> int:
        """Erases a person's words and name everywhere; how many questions of theirs lost their text."""
        ...
