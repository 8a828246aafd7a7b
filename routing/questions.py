"""Question or chatter: the evidence of a message weighed, with the words that weighed most."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import floor

from domain.gate import NEVER
from domain.organisation import STRICTEST, Gate
from domain.ports import Kind
from routing import cues
from routing.cues import Cue
from routing.phrases import word_at
from routing.places import Place
from routing.text import Words, is_empty, stem
from routing.wordlists import words as words_of

SURE = 4.0
PERHAPS = 2.6
RUMOURED = 1.5
STEP = 0.4
"""How much more, or less, the signs must weigh for each step that moderators move a border."""

# The first sign of a kind, every further one, and the most a kind may add up to.
_WEIGHTS: dict[Cue, tuple[float, float, float]] = {
    Cue.ASK: (2.0, 0.5, 3.0),
    Cue.REQUEST: (1.6, 0.5, 2.6),
    Cue.COMPLAINT: (2.0, 0.6, 3.4),
    Cue.TROUBLE: (0.6, 0.3, 1.4),
    Cue.LASTING: (0.6, 0.2, 1.0),
    Cue.AUTHORITY: (0.8, 0.3, 1.4),
    Cue.RUMOUR: (0.6, 0.0, 0.6),
    Cue.NEIGHBOUR: (-2.5, -1.0, -4.0),
    Cue.FOLK: (-1.2, -0.3, -1.5),
    Cue.PRIVATE: (-1.5, -0.5, -3.0),
    Cue.SALE: (-2.5, -1.5, -5.0),
    Cue.FEAST: (-3.0, -1.0, -5.0),
    Cue.NEWS: (-1.5, -0.8, -3.5),
    Cue.BULLETIN: (-3.0, -1.0, -5.0),
    Cue.THANKS: (-1.0, -0.4, -2.0),
    Cue.SOLVED: (-2.5, -0.5, -3.5),
    Cue.OPINION: (-0.8, -0.4, -2.0),
    Cue.JOKE: (-1.2, -0.5, -2.5),
}
_TALK = frozenset({Cue.NEIGHBOUR, Cue.FOLK, Cue.PRIVATE, Cue.SALE, Cue.FEAST, Cue.SOLVED, Cue.BULLETIN})
"""Signs after which a message is at most a perhaps, unless it also complains of something."""

_TELLING = frozenset({Cue.OPINION, Cue.NEWS, Cue.THANKS, Cue.JOKE})
"""Signs of a story: a place and a topic alone make no complaint of it."""

_TOLD = frozenset({Cue.ASK, Cue.REQUEST, Cue.COMPLAINT, Cue.RUMOUR})
"""Signs worth naming when a person asks why."""

_PLACE_STEMS = frozenset(stem(word) for word in words_of("place_parts"))
"""What a place is made of, beside its street and house."""

_OPENERS = frozenset({"когда", "почему", "зачем", "где", "куда", "сколько", "кто", "что", "как", "какой", "какая"})
_OPENERS |= {"какие", "а", "и", "ну", "так", "скажите"}


_THEY_DO = re.compile(r"(?:будет|\w+(?:[жчшщ]ат|ят|ут|ют))$")
BRIEF = 20
"""Words: in a longer message a verb and a question mark need not belong together."""

_NO_DOING = words_of("no_doing")

IMPOSSIBLE = float("-inf")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How far above the shipped borders a message stands, and the words that decided."""

    score: float
    question: float = IMPOSSIBLE
    """How much more its signs weigh than a question needs; below zero it is none."""
    perhaps: float = IMPOSSIBLE
    because: tuple[str, ...] = ()
    signs: tuple[str, ...] = ()
    """The kinds of signs it has, without a word of it."""

    @property
    def question_at(self) -> int:
        """The strictest step of a gate at which it is a question."""
        return _steps(self.question)

    @property
    def perhaps_at(self) -> int:
        return _steps(self.perhaps)

    def kind(self, gate: Gate) -> Kind:
        """What it is at the borders that moderators chose."""
        if self.question_at >= gate.question:
            return Kind.QUESTION
        return Kind.MAYBE if self.perhaps_at >= gate.perhaps else Kind.CHATTER

    def moved(self, by: float) -> "Verdict":
        """The same with so much more, or less, in its favour."""
        return replace(self, score=self.score + by, question=self.question + by, perhaps=self.perhaps + by)


def judge(words: Words, topic: float, place: Place) -> Verdict:
    """Whether a message wants an answer from the authorities; `topic` is the weight of its strongest topic."""
    found = cues.find(words)
    seen = Counter(cue for cue, _ in found)
    if not seen[Cue.ASK] and topic >= 1 and _asks_by_form(words):
        seen[Cue.ASK] = 1
    score = _of_topic(topic) + sum(_of_cue(cue, times) for cue, times in seen.items())
    score += _of_form(words, seen, topic, place) + _of_place(place)
    told = (word_at(words, hit.start, hit.end) for cue, hit in found if cue in _TOLD)
    because = tuple(dict.fromkeys(told))[:4]
    signs = tuple(_signs(words, seen, topic, place))
    if _is_bare_place(words, place):
        return Verdict(score, because=because, signs=signs)
    question, perhaps = _above_question(score, seen, topic, place), _above_perhaps(score, seen, topic, place)
    return Verdict(score, question, perhaps, because, signs)


def _signs(words: Words, seen: Counter[Cue], topic: float, place: Place) -> Iterator[str]:
    """What people's verdicts may teach about: kinds, never words."""
    for cue, times in seen.items():
        yield cue.value
        if times > 1:
            yield f"{cue.value}+"
    yield f"topic{min(int(topic), 6) // 2 * 2}" if topic >= 1 else "topicless"
    yield "house" if place.has_house else "place" if place.is_named else "placeless"
    if words.questions:
        yield "?"
    if words.laughing:
        yield "laugh"
    if words.linked:
        yield "link"
    count = len(words.tokens)
    yield "brief" if count < 5 else "short" if count < 12 else "long" if count > 40 else "middling"


def _asks_by_form(words: Words) -> bool:
    """«ёлку поставят?», «чистят ли»: nobody is named, so it is asked whether those who should will do it."""
    if len(words.tokens) > BRIEF:
        return False
    return "ли" in words.tokens or (
        words.questions > 0
        and any(_THEY_DO.match(token) is not None and token not in _NO_DOING for token in words.tokens)
    )


def _is_bare_place(words: Words, place: Place) -> bool:
    """«Радищева 5-7, 2 подъезд»: where, and nothing of what; it belongs to what was said before."""
    if not place.addresses or words.questions:
        return False
    for (start, _), token, root in zip(words.spans, words.tokens, words.stems, strict=True):
        if any(each.start <= start < each.end for each in place.addresses) or token.isdigit() or len(token) < 3:
            continue
        if root not in _PLACE_STEMS and not is_empty(token, root):
            return False
    return True


def _of_topic(weight: float) -> float:
    if weight >= 2:
        return 2.7 if weight >= 6 else 2.5 if weight >= 4 else 2.2
    return 1.2 if weight >= 1 else 0.0


def _of_cue(cue: Cue, times: int) -> float:
    if cue not in _WEIGHTS:
        return 0.0
    first, more, limit = _WEIGHTS[cue]
    total = first + more * (times - 1)
    return min(total, limit) if limit > 0 else max(total, limit)


def _of_place(place: Place) -> float:
    if not place.is_named:
        return 0.0
    return 1.4 if place.has_house else 0.8


def _of_form(words: Words, seen: Counter[Cue], topic: float, place: Place) -> float:
    """What the shape of a message says: its marks, its length, laughter and links."""
    score = 0.0
    if words.questions:
        score += 0.6 if topic else 0.3
    if seen[Cue.WONDER] and topic and (words.questions or words.tokens[0] in _OPENERS):
        score += 0.8
    if seen[Cue.WONDER] and words.questions and not topic and place.is_named:
        score += 1.0  # «а до Лесной 4 когда дойдут?»: what for is said above it
    if seen[Cue.NEWS] and seen[Cue.ASK] and words.questions:
        score -= _of_cue(Cue.NEWS, seen[Cue.NEWS])  # the news are what is asked about
    score -= 1.5 if words.laughing else 0.0
    score -= 1.0 if words.linked else 0.0
    score -= 0.8 if len(words.tokens) < 3 else 0.0
    return score


def _above_question(score: float, seen: Counter[Cue], topic: float, place: Place) -> float:
    """A question must ask or complain of something, or show a trouble at a house, and have a ground to stand on."""
    talk = any(seen[cue] for cue in _TALK)
    asks = seen[Cue.ASK] or seen[Cue.REQUEST] or seen[Cue.COMPLAINT]
    shown = topic >= 2 and place.has_house and not any(seen[cue] for cue in _TELLING)
    if (asks or shown) and _is_grounded(seen, topic, place) and (not talk or (seen[Cue.COMPLAINT] and topic >= 2)):
        return score - SURE
    return IMPOSSIBLE


def _above_perhaps(score: float, seen: Counter[Cue], topic: float, place: Place) -> float:
    """The easiest of the ways to be worth a moderator's look."""
    talk, tells = any(seen[cue] for cue in _TALK), any(seen[cue] for cue in _TELLING)
    complains = seen[Cue.COMPLAINT]
    ways = [IMPOSSIBLE]
    if _is_grounded(seen, topic, place) or (complains and complains + seen[Cue.REQUEST] > 1 and not (talk or tells)):
        ways.append(score - PERHAPS)
    if seen[Cue.ASK] and complains and not talk:
        ways.append(score - SURE)
    if seen[Cue.AUTHORITY] and complains and not (talk or tells):
        ways.append(score - PERHAPS)
    if seen[Cue.NEIGHBOUR] and (seen[Cue.ASK] or complains) and topic >= 2:
        ways.append(0.0)
    if seen[Cue.RUMOUR] and topic >= 2:
        ways.append(score - RUMOURED)
    return max(ways)


def _is_grounded(seen: Counter[Cue], topic: float, place: Place) -> bool:
    return topic >= 1 or place.is_named or bool(seen[Cue.AUTHORITY] and seen[Cue.ASK])


def _steps(above: float) -> int:
    """How many steps up a border may be moved before the message falls below it."""
    return NEVER if above == IMPOSSIBLE else max(NEVER, min(STRICTEST, floor(above / STEP + 1e-6)))
