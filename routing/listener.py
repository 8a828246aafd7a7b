"""The listener: vocabularies, signs and forms, and what a trained model adds to them where there is one."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from domain.gate import NEVER, Passing
from domain.organisation import Region
from domain.place import VkId
from domain.ports import Executors, Hearing, Kind
from domain.question import Question
from routing import abuse, cues, rumour, several, talk, things, urgent
from routing.atlas import Atlas
from routing.cues import Cue
from routing.lexicon import Score, Topics, Weighed
from routing.outside import outside
from routing.places import Places
from routing.questions import Verdict, judge
from routing.similar import Similar
from routing.text import Words, content, is_empty, read
from routing.themes import topics_of
from routing.twins import Twins
from routing.verdicts import pull, signs_of, written

if TYPE_CHECKING:
    from routing.taught import Guessed, Heard, Taught

NAMED_ENOUGH = 1.0
"""A topic weaker than this is not named."""

WORDS_SURE = {85: 0.6, 90: 0.74, 95: 0.91}
"""Of a precision in percent, the certainty from which the words alone held it on two cities' appeals."""

_WONDERS = frozenset({"когда", "почему", "зачем", "где", "куда", "сколько", "кто", "будет", "будут", "правда"})
_TO_HOST = frozenset({"эфиру", "ответьте", "назовите", "объясните", "подскажите", "скажите", "запретите", "пустите"})
_TO_HOST |= {"верните", "вопрос"}
"""Said to whoever answers."""

_PATRONYMIC = re.compile(r"\w{2,}(?:ович|евич|ич|овна|евна|ична)$")
_AMONG = frozenset({Cue.NEIGHBOUR, Cue.FOLK, Cue.PRIVATE, Cue.SALE, Cue.FEAST, Cue.SOLVED})
"""Signs of talk among neighbours."""

_POLITE = frozenset({Cue.FEAST.value, Cue.THANKS.value, Cue.SOLVED.value})
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
MANY = 8
"""Sentences: a longer message is a story, and is weighed whole."""

PRECISION = 90
LIKELY = 3
"""How many topics people are offered when none is sure."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A region made ready for listening."""

    region: Region
    topics: Topics
    places: Places


class _Named(NamedTuple):
    """What a message is about: the topic, the likeliest ones when it is not sure, the words that decided."""

    topic: str | None = None
    likely: tuple[str, ...] = ()
    because: tuple[str, ...] = ()
    sure_at: int = 0
    """The highest precision at which the topic is named without asking."""


class WordListener:
    """Implements `domain.ports.Listener`. Keeps the last region it was asked about compiled.

    `taught` is the trained model that serves now, replaced as a whole when there is a newer one.
    """

    def __init__(self, atlas: Atlas | None = None, *, precision: int = PRECISION) -> None:
        self._atlas = atlas
        self._precision = precision
        self._known: _Known | None = None
        self.taught: Taught | None = None
        self._twins = Twins(self.places)
        self._similar = Similar(lambda region: self._ready(region).places)

    @property
    def precision(self) -> int:
        """Of how many in a hundred a topic named without asking must be right, where no gate says otherwise."""
        return self._precision

    @property
    def atlas(self) -> Atlas | None:
        """The villages and streets known besides the region file's."""
        return self._atlas

    @atlas.setter
    def atlas(self, atlas: Atlas | None) -> None:
        if atlas is not self._atlas:
            self._atlas, self._known = atlas, None

    def hear(
        self, text: str, region: Region, *, municipality: str, asked_outright: bool, on_air: bool = False
    ) -> Hearing:
        """What a message is about; never raises."""
        words = read(text)
        if not words.tokens:
            return Hearing(Kind.CHATTER, me_too=talk.joins(text, words))
        known = self._ready(region)
        weighed = known.topics.weigh(words)
        place = known.places.find(words, municipality)
        danger = urgent.find(words)
        verdict = judge(words, max((score.plain for score in weighed.scores), default=0.0), place)
        if not _POLITE.isdisjoint(verdict.signs) and verdict.question < 0:
            verdict = self._beside_courtesy(text, known, municipality, verdict)
        if self.taught is not None and self.taught.border:
            verdict = verdict.moved(pull(self.taught.border, signs_of(verdict, weighed)))
        me_too = talk.joins(text, words)
        gate = region.gate(place.municipality or municipality)
        kind = _kind(text, words, danger, me_too=me_too, asked_outright=asked_outright)
        judged = kind is None
        kind = kind or verdict.kind(gate)
        if on_air and judged and not me_too:
            kind = _on_air(kind, words)
        passes = max(verdict.question_at, verdict.perhaps_at) > NEVER
        taught = self.taught if kind is not Kind.CHATTER or (judged and passes) else None
        precision = gate.precision or self._precision
        heard = taught.hear(words, weighed) if taught is not None else None
        named = _named(weighed, region, heard, precision)
        # How somebody asks («почему на…») tells nothing about where the matter belongs.
        matter = named.because or verdict.because
        because = (*(danger.because if danger else ()), *matter, *place.because)
        return Hearing(
            kind=kind,
            topic=named.topic,
            theme=_theme(known.topics, weighed, named.topic, heard, precision) if kind is not Kind.CHATTER else "",
            likely=named.likely,
            likely_themes=tuple(_theme(known.topics, weighed, topic, heard, precision) for topic in named.likely),
            municipality=place.municipality,
            settlement=place.settlement,
            address=place.address,
            urgent=danger.kind if danger else None,
            me_too=me_too,
            because=tuple(dict.fromkeys(word for word in because if word)),
            passing=Passing(verdict.question_at, verdict.perhaps_at, named.sure_at) if judged and passes else None,
        )

    def _beside_courtesy(self, text: str, known: _Known, municipality: str, whole: Verdict) -> Verdict:
        """«С праздником! А свалку уберут?»: the sentence that asks is weighed without wishes and thanks."""
        sentences = [words for each in _SENTENCE.findall(text) if (words := read(each)).tokens]
        if not 1 < len(sentences) <= MANY:
            return whole
        best = whole
        for words in sentences:
            topic = max((score.plain for score in known.topics.weigh(words).scores), default=0.0)
            alone = judge(words, topic, known.places.find(words, municipality))
            if _POLITE.isdisjoint(alone.signs) and alone.question > best.question:
                best = alone
        return best

    def elsewhere(self, text: str, region: Region, *, municipality: str) -> str:
        """A place nobody here answers for, stated as the writer's own; none beside a place of the region."""
        words = read(text)
        found = outside(words, region)
        if not found:
            return ""
        place = self._ready(region).places.find(words, municipality)
        return "" if place.municipality or place.settlement else found

    def theme_of(self, text: str, region: Region, topic: str) -> str:
        """The finer matter within a topic that somebody named."""
        topics, words = self._ready(region).topics, read(text)
        weighed = topics.weigh(words)
        heard = self.taught.hear(words, weighed) if self.taught is not None else None
        return _theme(topics, weighed, topic, heard, self._precision)

    def executors(self, text: str, region: Region, among: Collection[VkId]) -> Executors:
        """Those of `among` who answered for such words before, the likeliest first; nobody before it has learned."""
        words = read(text)
        if self.taught is None or not words.tokens:
            return Executors()
        heard = self.taught.hear(words, self._ready(region).topics.weigh(words))
        people, because = heard.executors({str(person) for person in among})
        return Executors(tuple(map(int, people)), _telling(because))

    def signs(self, text: str, region: Region, municipality: str) -> str:
        """The kinds of signs by which a message was weighed; none of its words can be read from them."""
        words, known = read(text), self._ready(region)
        if not words.tokens:
            return ""
        weighed = known.topics.weigh(words)
        strongest = max((score.plain for score in weighed.scores), default=0.0)
        return written(judge(words, strongest, known.places.find(words, municipality)), weighed)

    def same(self, one: str, other: str) -> float:
        """Dice's coefficient over the stems that carry the matter."""
        (first, whole), (second, other_whole) = _weighed(one), _weighed(other)
        shared = first.keys() & second.keys()
        if not shared:
            return 0.0
        common = sum(min(first[root], second[root]) for root in shared)
        return min(1.0, 2 * common / (whole + other_whole))

    def same_as(self, one: str, others: tuple[str, ...]) -> Sequence[float]:
        """`same` of one text and each of several, by the words that they share."""
        return _crowd(others).likeness(one)

    def twins_since(self, municipality: str) -> datetime | None:
        """When the newest question of a municipality was asked that is remembered."""
        return self._twins.since(municipality)

    def twins(self, question: Question, fresh: Sequence[Question], region: Region) -> Sequence[int]:
        """Remembered questions about the same by words and place; places that differ never are."""
        return self._twins.of(question, fresh, region)

    def similar(self, question: Question, answered: Sequence[Question], region: Region) -> Sequence[int]:
        """Which of the answered ones ask the same at a place that is not another; nothing is remembered."""
        return self._similar.of(question, answered, region)

    def parts(self, text: str, region: Region) -> Sequence[str]:
        """The questions of one message; one for nearly every message."""
        return several.parts(text, self._ready(region).topics)

    def rumour(self, text: str) -> str | None:
        """The first sentence that spreads news of no source."""
        found = rumour.find(text)
        return found.sentence if found else None

    def same_rumour(self, one: str, other: str) -> bool:
        """The same is said to be done to the same things."""
        return rumour.is_same(one, other)

    def is_thanks(self, text: str) -> bool:
        """Only thanks, a greeting or a sign."""
        return talk.is_courtesy(text, read(text))

    def is_abusive(self, text: str) -> bool:
        """Rude words or insults; plain anger is neither."""
        return abuse.find(read(text)) is not None

    def places(self, region: Region) -> Places:
        """The places of a region as they are looked for in messages."""
        return self._ready(region).places

    def _ready(self, region: Region) -> _Known:
        known = self._known
        if known is None or known.region is not region:
            known = self._known = _Known(region, topics_of(region.topics, region.themes), Places(region, self._atlas))
        return known


class _Crowd:
    """Texts found by their stems."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._wholes: list[float] = []
        self._having: dict[str, list[tuple[int, float]]] = {}
        for at, text in enumerate(texts):
            found, whole = _weighed(text)
            self._wholes.append(whole)
            for root, weight in found.items():
                self._having.setdefault(root, []).append((at, weight))

    def likeness(self, one: str) -> list[float]:
        found, whole = _weighed(one)
        common = [0.0] * len(self._wholes)
        for root, weight in found.items():
            for at, other in self._having.get(root, ()):
                common[at] += weight if weight < other else other
        return [
            min(1.0, 2 * both / (whole + other)) if both else 0.0
            for both, other in zip(common, self._wholes, strict=True)
        ]


@lru_cache(maxsize=8)
def _crowd(texts: tuple[str, ...]) -> _Crowd:
    """Many questions are compared with the same recent ones."""
    return _Crowd(texts)


@lru_cache(maxsize=4096)
def _weighed(text: str) -> tuple[dict[str, float], float]:
    """The stems that carry the matter, and how much they weigh together; a question is compared with many."""
    found = content(text)
    return found, sum(found.values())


def _named(weighed: Weighed, region: Region, heard: "Heard | None", precision: int) -> _Named:
    """The topic: the model's when it is sure, else the words', and the likeliest three when neither is."""
    best = _best(weighed.scores)
    guessed: Guessed | None = None
    sure_at = 0
    if heard is not None:
        guessed = heard.topics([topic.id for topic in region.topics])
        if guessed.sure_at:
            told = _telling(_words_for(weighed.scores, guessed.topics[0]))
            told = told or _telling(heard.because(guessed.topics[0]))
            sure_at = guessed.sure_at if told else 0  # «когда уже» is no ground, however sure a model is of it
            if sure_at >= precision:
                return _Named(guessed.topics[0], (), told, sure_at)
    because = _telling(best.words) if best else ()
    if best is not None and best is weighed.scores[0]:
        sure_at = max(sure_at, _certain_at(weighed.scores))
        if sure_at >= precision:
            return _Named(best.topic, (), because, sure_at)
    by_words = [score.topic for score in weighed.scores if score.topic is not None]
    likely = tuple(dict.fromkeys([*(guessed.topics if guessed else ()), *by_words]))[:LIKELY]
    agreed = best is not None and (not guessed or not guessed.topics or guessed.topics[0] == best.topic)
    return _Named(best.topic if best and agreed else None, likely, because, sure_at)


def _theme(topics: Topics, weighed: Weighed, topic: str | None, heard: "Heard | None", precision: int) -> str:
    """The finer matter within a topic, where words or people's decisions tell it; empty rather than a doubtful one."""
    by_words = topics.theme_of(weighed, topic)
    return heard.theme(topics.themes_of(topic), by_words, precision) if heard is not None and topic else by_words


def _best(scores: Sequence[Score]) -> Score | None:
    """The strongest of the region's topics, unless another matter speaks far louder."""
    enough = max(NAMED_ENOUGH, scores[0].weight / 2) if scores else NAMED_ENOUGH
    return next((score for score in scores if score.topic is not None and score.weight >= enough), None)


def _words_for(scores: Sequence[Score], topic: str) -> Sequence[str]:
    """The vocabulary's words for a topic."""
    return next((score.words for score in scores if score.topic == topic), ())


def _telling(words: Sequence[str]) -> tuple[str, ...]:
    """The first few that say something by themselves, none twice: «день темно» tells «темно» too."""
    telling = dict.fromkeys(word for word in words if not _is_idle(word))
    return tuple(word for word in telling if not any(f" {word} " in f" {more} " for more in telling if more != word))[
        :4
    ]


def _on_air(kind: Kind, words: Words) -> Kind:
    """Where people came to ask, «бассейн когда» asks; what is wrongly taken costs a moderator one tap."""
    if kind is not Kind.CHATTER:
        return Kind.QUESTION
    signs = [
        bool(words.questions) or not _WONDERS.isdisjoint(words.tokens),
        not _TO_HOST.isdisjoint(words.tokens) or any(map(_PATRONYMIC.match, words.tokens[:4])),
        bool(things.subjects(things.find(words))),
    ]
    return Kind.QUESTION if sum(signs) > 1 and not any(cue in _AMONG for cue, _ in cues.find(words)) else kind


def _is_idle(phrase: str) -> bool:
    """«почему на», «когда у нас»: no word of it carries matter."""
    read_words = read(phrase)
    return all(is_empty(token, root) for token, root in zip(read_words.tokens, read_words.stems, strict=True))


def _certain_at(scores: list[Score]) -> int:
    """The highest precision that the words alone hold."""
    certainty = Topics.certainty(scores)
    return max((precision for precision, needed in WORDS_SURE.items() if certainty >= needed), default=0)


def _kind(text: str, words: Words, danger: urgent.Danger | None, *, me_too: bool, asked_outright: bool) -> Kind | None:
    """What needs no weighing; None where the signs decide."""
    if danger is not None:
        return Kind.QUESTION
    if talk.is_courtesy(text, words) or (talk.is_reaction(words) and not me_too):
        return Kind.CHATTER
    return Kind.QUESTION if asked_outright else None
