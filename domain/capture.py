"""What an official's words in a residents' chat are: the answer to a question, and to which, or something else.

A plain reply of somebody who may answer is the answer, however short. Whatever is indirect (a name, a message right
after, a photo «сделали») is asked about in private: in doubt the bot asks the official, never the chat.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain.language import plainly
from domain.likeness import overlap
from domain.message import Message
from domain.organisation import Person, Region
from domain.people import Right, may_with
from domain.question import WAITING, Action, Question, Status
from domain.replies import (
    asks_back,
    asks_which,
    called,
    is_aside,
    is_festive,
    is_to_all,
    is_to_colleagues,
    mentioned,
    only_greets,
    only_nods,
    reports,
    sentences,
    tells_a_result,
    without_mentions,
)

SIGNS_ONLY = frozenset({"sticker", "gift", "audio_message"})
"""Attachments that say nothing a resident could read as an answer."""

_KIND = re.compile(r"[a-z_]*[a-z]")
"""`audio_message` of `audio_message1_2_key`."""

RIGHT_AFTER = timedelta(minutes=15)
FEW_BETWEEN = 3
"""Words so soon after a question, with so few messages between, are probably about it."""

SAME_TALK = timedelta(hours=1)
"""Within this time one word in common is enough for the one who owes the answer."""

NAMES_IT = 2.0
"""So many words in common name a question without any reply."""

OFFERED = 6
"""Questions to choose from in one message."""


class What(StrEnum):
    """What the words are."""

    ANSWER = "answer"
    IN_WORK = "work"
    CLARIFY = "clarify"
    ASK = "ask"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`number` is the question the words belong to; `ask` are those the official is asked about in private."""

    what: What
    number: int | None = None
    ask: tuple[int, ...] = ()


NOTHING = Verdict(What.NOTHING)


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open question of the conversation, with its author's first name when it is known."""

    question: Question
    name: str = ""

    @property
    def number(self) -> int:
        return self.question.number


@dataclass(frozen=True, slots=True)
class Overheard:
    """An official's message and what stands round it.

    `under` is the question whose talk is replied to; `waiting` are the open questions of this conversation; `courtesy`
    is the listener's word that it is only thanks or a greeting.
    """

    message: Message
    person: Person | None
    region: Region
    under: Question | None = None
    waiting: tuple[Waiting, ...] = ()
    courtesy: bool = False

    @property
    def text(self) -> str:
        return self.message.text

    @property
    def shown(self) -> bool:
        """Whether something to look at is attached."""
        return any(not is_sign(one) for one in self.message.attachments)

    @property
    def replied_colleague(self) -> bool:
        """Whether it answers a colleague's words rather than a resident's."""
        replied = self.message.replied
        if replied is None or replied.author == self.message.author:
            return False
        return self.region.person(replied.author) is not None

    def may_answer(self, question: Question) -> bool:
        return may_with(self.person, Right.ANSWER, question)

    def entry(self, question: Question) -> Waiting:
        """The question with its author's name."""
        return next((one for one in self.waiting if one.number == question.number), Waiting(question))

    @property
    def names(self) -> frozenset[str]:
        """First names that are no words of the message."""
        people = (plainly(person.name).split()[0] for person in self.region.people if person.name)
        return frozenset({*people, *(plainly(one.name) for one in self.waiting if one.name)})


def decide(heard: Overheard) -> Verdict:
    """Which question an official's words belong to, and how."""
    if heard.person is None or says_nothing(heard) or _to_colleague(heard):
        return NOTHING
    if heard.under is not None and heard.may_answer(heard.under):
        return _replied(heard, heard.under)
    return NOTHING if heard.under is not None else _indirect(heard)


def says_nothing(heard: Overheard) -> bool:
    """A sticker, a greeting, thanks, laughter, sympathy; with a photo even «чисто» says something."""
    if heard.shown:
        return False
    text = heard.text.strip()
    if heard.courtesy and not only_nods(text):
        return True
    return not text or only_greets(text) or is_aside(text, names=heard.names)


def is_sign(attachment: str) -> bool:
    """A sticker, a gift, a voice: nothing a resident could read or look at."""
    kind = _KIND.match(attachment)
    return kind is not None and kind.group() in SIGNS_ONLY


# --- a reply


def _replied(heard: Overheard, question: Question) -> Verdict:
    """A reply in a question's talk."""
    if not question.may(Action.ANSWER) and question.status is not Status.MERGED:
        return NOTHING
    number = question.number
    text = _unnamed(heard)
    if heard.replied_colleague:
        about = reports(text) and not only_nods(text) and overlap(text, question, heard.region) > 0
        return Verdict(What.ASK, ask=(number,)) if about else NOTHING
    if not heard.shown and asks_back(text):
        return Verdict(What.CLARIFY, number)
    if not heard.shown and only_nods(text):
        owed = question.status in WAITING | {Status.CLARIFY, Status.MERGED}
        return Verdict(What.IN_WORK, number) if owed else NOTHING
    if _passes_on(heard):
        return Verdict(What.ASK, ask=(number,))
    others = _others_answered(heard, question)
    if others and not _about_this(heard, question, others):
        return Verdict(What.ASK, ask=(*others, number)[:OFFERED])
    return Verdict(What.ANSWER, number, others)


def _unnamed(heard: Overheard) -> str:
    """The words without a name in front: «Марина взяли на контроль», «Ольга на связи»."""
    text = without_mentions(heard.text)
    first = re.match(r"[А-ЯЁа-яё]+", text)
    if first and plainly(first.group()) in heard.names:
        return text[first.end() :].lstrip(" ,!")
    return text


def _passes_on(heard: Overheard) -> bool:
    """«Это к Ольге Петровой»: no answer to a resident, perhaps a hand-over."""
    words = plainly(heard.text).split()
    if len(words) > 9 or reports(heard.text):
        return False
    surnames = (plainly(person.name).split()[-1][:-1] for person in heard.region.people if person.name)
    return " не ко мне" in f" {plainly(heard.text)}" or any(
        len(stem) > 3 and any(word.startswith(stem) for word in words) for stem in surnames
    )


def _others_answered(heard: Overheard, question: Question) -> tuple[int, ...]:
    """Other open questions this reply speaks of too: by their author's name, or by a sentence of their own."""
    found = []
    for one in heard.waiting:
        if one.number == question.number or not heard.may_answer(one.question):
            continue
        named = one.question.author != question.author and _is_named(heard, one)
        if named or _has_own_sentence(heard, question, one.question):
            found.append(one.number)
    return tuple(found[:OFFERED])


def _about_this(heard: Overheard, question: Question, others: Sequence[int]) -> bool:
    """Whether a reply that speaks of other questions also answers the one replied to."""
    if overlap(heard.text, question, heard.region) > 0 or _is_named(heard, heard.entry(question)):
        return True
    theirs = [one.question for one in heard.waiting if one.number in others]
    return any(
        reports(sentence) and not any(overlap(sentence, other, heard.region) for other in theirs)
        for sentence in sentences(heard.text)
    )


def _has_own_sentence(heard: Overheard, question: Question, other: Question) -> bool:
    for sentence in sentences(heard.text):
        theirs = overlap(sentence, other, heard.region)
        if theirs >= NAMES_IT and theirs > overlap(sentence, question, heard.region):
            return True
    return False


# --- not a reply


def _indirect(heard: Overheard) -> Verdict:
    """A message of its own, or a reply to something that is no question: at most the official is asked."""
    mine = [one for one in heard.waiting if heard.may_answer(one.question)]
    if not mine or is_festive(heard.text) or is_to_colleagues(heard.text) or heard.replied_colleague:
        return NOTHING
    named = [one for one in mine if _speaks_to(heard, one.question)]
    if named:
        return _ask(_closest(heard, named)) if _has_matter(heard, named) else NOTHING
    close = _named_by_words(heard, mine)
    if close:
        return _ask(close)
    if heard.message.replied is not None or _mentions_somebody(heard) or is_to_all(heard.text):
        return NOTHING
    just = _right_after(heard, mine)
    if just:
        return _ask(just)
    owed = [one for one in mine if one.question.assignee == heard.message.author]
    return _ask(owed) if owed and tells_a_result(heard.text) else NOTHING


def _ask(about: Sequence[Waiting]) -> Verdict:
    return Verdict(What.ASK, ask=tuple(one.number for one in about[:OFFERED]))


def _has_matter(heard: Overheard, named: Sequence[Waiting]) -> bool:
    """Whether words to an author may be about the question at all."""
    text = without_mentions(heard.text)
    if heard.shown or reports(text) or only_nods(_unnamed(heard)):
        return True
    if any(overlap(text, one.question, heard.region) > 0 for one in named):
        return True
    return asks_back(text) and asks_which(text)


def _closest(heard: Overheard, named: Sequence[Waiting]) -> list[Waiting]:
    """Of several questions of the people named, those the words touch; all when they touch none."""
    touched = [one for one in named if overlap(heard.text, one.question, heard.region) > 0]
    return touched or list(named)


def _named_by_words(heard: Overheard, mine: Sequence[Waiting]) -> list[Waiting]:
    """Questions whose own words are said: «фонарь на Победы 14 горит»."""
    found = []
    for one in mine:
        common = overlap(heard.text, one.question, heard.region)
        owed = one.question.assignee == heard.message.author
        lately = heard.message.at - one.question.asked_at <= SAME_TALK
        if (reports(heard.text) and (common >= NAMES_IT or (common >= 1 and owed and lately))) or common > NAMES_IT:
            found.append((common, one))
    best = max((common for common, _ in found), default=0.0)
    return [one for common, one in found if common >= best - 0.5]


def _right_after(heard: Overheard, mine: Sequence[Waiting]) -> list[Waiting]:
    """The question that stands just above."""
    above = [
        one
        for one in mine
        if heard.message.at - one.question.asked_at <= RIGHT_AFTER
        and 0 < heard.message.place.message - one.question.place.message <= FEW_BETWEEN
    ]
    return sorted(above, key=lambda one: -one.question.place.message)[:1]


# --- who is spoken to


def _speaks_to(heard: Overheard, question: Question) -> bool:
    """Whether the author is replied to, mentioned or called by name."""
    replied = heard.message.replied
    if replied is not None and replied.author == question.author:
        return True
    return _is_named(heard, heard.entry(question))


def _is_named(heard: Overheard, one: Waiting) -> bool:
    if one.question.author in mentioned(heard.text):
        return True
    return bool(one.name) and any(_first(name) == plainly(one.name) for name in called(heard.text))


def _mentions_somebody(heard: Overheard) -> bool:
    """Another person is spoken to."""
    return bool(mentioned(heard.text))


def _to_colleague(heard: Overheard) -> bool:
    """«Андрей Сергеевич, гляньте», «[id101|Сергей], ваш вопрос»: words to somebody of the staff."""
    asking = {one.question.author for one in heard.waiting} | ({heard.under.author} if heard.under else set())
    ids = [id_ for id_ in mentioned(heard.text) if id_ != heard.message.author]
    if ids and all(heard.region.person(id_) is not None and id_ not in asking for id_ in ids):
        return True
    residents = {plainly(one.name) for one in heard.waiting if one.name}
    staff = {plainly(p.name).split()[0] for p in heard.region.people if p.name and p.vk_id != heard.message.author}
    names = [_first(name) for name in called(heard.text)]
    return bool(names) and names[0] in staff and not residents.intersection(names)


def _first(name: str) -> str:
    return name.split()[0]
