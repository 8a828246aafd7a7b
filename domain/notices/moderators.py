"""What moderators and the watch of ЦУР are told while questions come in."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from domain.notices.base import Line, Priority, Quote, Someone, ToStaff, Verbatim


@dataclass(frozen=True, slots=True)
class TopicHint:
    """Of a likely topic, the finer matter the words seem to be."""

    topic: str
    theme: str


@dataclass(frozen=True, slots=True)
class MaybeQuestion(ToStaff):
    """`topics` are the likeliest ones, by id, when none is sure: choosing one takes the question too."""

    number: int
    text: Quote
    author: Someone
    place: str
    topics: tuple[str, ...] = ()
    hints: tuple[TopicHint, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicAsk(ToStaff):
    """The topic is not sure and decides who answers; the likeliest ones stand on buttons."""

    number: int
    text: Quote
    topic: str
    official: Someone | None
    topics: tuple[str, ...]
    hints: tuple[TopicHint, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicSet(ToStaff):
    number: int
    topic: str
    official: Someone | None
    theme: str = ""


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
class Finer:
    """What a model knows besides topics: `knows` is theme or executor, `outcome` what came of learning it.

    Of a hundred held-out questions a theme was told for `coverage`, and rightly for `precision` of a hundred of those;
    the right executor was among the three offered first for `among_three`.
    """

    knows: str
    outcome: str
    examples: int
    coverage: int | None = None
    precision: int | None = None
    among_three: int | None = None


@dataclass(frozen=True, slots=True)
class Learned(ToStaff):
    """A better model serves; shares are of a hundred held-out questions."""

    learned_from: int
    accuracy: int | None
    before: int | None
    words: str
    verdicts: int = 0
    """Of «вопрос» and «не вопрос», those that taught what a question is; shares of a hundred beside."""
    border: int | None = None
    border_before: int | None = None
    finer: tuple[Finer, ...] = ()


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
    verdicts: int = 0
    border: int | None = None
    handed: int = 0
    finer: tuple[Finer, ...] = ()


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
