"""Questions alike: candidates from an index of words, the same matter only if words and place agree.

Costs about a millisecond at a hundred thousand questions. Suggests with reasons; merging is a person's decision.
"""

import math
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from typing import NamedTuple

from routing.letters import cosine, letters_of
from routing.misspelt import Spellings
from routing.places import Place
from routing.postings import Postings, both
from routing.sameplace import Agreement, Where, compare, where
from routing.text import Words, is_empty

CANDIDATES = 30
"""Questions looked at closely."""

WITH_PLACE = 0.2
"""How alike the words must be when both name the same house."""

NEAR_PLACE = 0.52
"""And when they name the same street, village, route or school."""

WORDS_ALONE = 0.7
"""And when one of the two names no place."""

TELLING_ALONE = 2.5
"""How telling the shared words must be then, in words that nobody else uses: «не горит фонарь» is said of many."""

OTHER_TOPIC = 0.15
"""How much more alike they must be when they are about different topics."""

_COMMONEST = 1_500
"""A word in more questions than this finds nobody while there are rarer ones; it counts when two are compared."""

_ENOUGH = 3_000
_RAREST = 12
_LONG, _MISSPELT = 4, 0.6
_TELLS_LITTLE, _TELLS_ENOUGH = 1.0, 3.1
"""How telling the words shared must be, in all, before a part of a longer question may be its likeness."""


@dataclass(frozen=True, slots=True)
class Matter:
    """What a question is compared by: its content words, the letters of its words, its place. No text is kept."""

    stems: tuple[str, ...]
    letters: int
    """The threes of letters of its words, as bits: two questions are compared in a moment."""
    where: Where
    topic: str | None = None


class Alike(NamedTuple):
    """A question like another one, and why."""

    id: int
    likeness: float
    agreement: Agreement
    words: tuple[str, ...]
    """The words both have, the most telling first."""
    is_same: bool
    """Alike enough to be suggested as the same matter."""


def is_same(likeness: float, agreement: Agreement, told: float, *, one_topic: bool = True, close: bool = False) -> bool:
    """Words and place together, different places never; `close` says that both were asked in one chat within hours."""
    if agreement is Agreement.DIFFERENT:
        return False
    if agreement is Agreement.SAME:
        needed = WITH_PLACE
    elif agreement is Agreement.NEAR or close:
        needed = NEAR_PLACE
    elif told < TELLING_ALONE:
        return False
    else:
        needed = WORDS_ALONE
    return likeness >= needed + (0 if one_topic else OTHER_TOPIC)


def matter(words: Words, place: Place, home: str = "", topic: str | None = None) -> Matter:
    """A message ready to be compared; `home` is the municipality it was heard in. The address counts as place alone."""
    told = [
        (token, root)
        for at, (token, root) in enumerate(zip(words.tokens, words.stems, strict=True))
        if len(root) > 1
        and not token.isdigit()
        and not is_empty(token, root)
        and not any(each.start <= words.spans[at][0] < each.end for each in place.addresses)
    ]
    letters = 0
    for token, _ in told:
        letters |= letters_of(token)
    stems = tuple(dict.fromkeys(root for _, root in told))
    return Matter(stems, letters, where(words, place, home), topic)


class Index:
    """Questions found by their words. Not safe for use by several threads at once."""

    def __init__(self, known: Iterable[tuple[int, Matter]] = ()) -> None:
        self._matters: dict[int, Matter] = {}
        self._postings = Postings()
        self._spellings = Spellings()
        for id_, each in known:
            self.add(id_, each)

    def __len__(self) -> int:
        return len(self._matters)

    def add(self, id_: int, known: Matter) -> None:
        """Remembers a question; one known already is replaced."""
        self.remove(id_)
        for term in self._postings.add(id_, _terms(known)):
            self._spellings.add(term)
        self._matters[id_] = known

    def known(self, id_: int) -> Matter | None:
        """What is remembered of a question."""
        return self._matters.get(id_)

    def remove(self, id_: int) -> None:
        """Forgets a question and every word of it."""
        gone = self._matters.pop(id_, None)
        if gone is not None:
            for term in self._postings.remove(id_, _terms(gone)):
                self._spellings.discard(term)

    def weight(self, term: str) -> float:
        """How telling a word is among the questions known: 1 when one question has it, near 0 when all have."""
        return _Weights(self._postings, len(self._matters), 1)[term]

    def alike(
        self, asked: Matter, *, among: int = CANDIDATES, but: int | None = None, close: Container[int] = ()
    ) -> list[Alike]:
        """Questions like this one, the likeliest to be the same first; different places are left out.

        `close` holds the questions asked in the same chat within hours.
        """
        one = _Asked(asked, self._postings, len(self._matters))
        found = []
        for id_ in self._candidates(asked, among, but):
            known = self._matters[id_]
            agreement = compare(asked.where, known.where)
            if agreement is Agreement.DIFFERENT:
                continue
            shared = one.shared(known)
            likeness, told = one.likeness(known, shared)
            one_topic = asked.topic == known.topic or asked.topic is None or known.topic is None
            same = is_same(likeness, agreement, told, one_topic=one_topic, close=id_ in close)
            found.append(Alike(id_, likeness, agreement, tuple(shared[:4]), same))
        return sorted(found, key=lambda each: (-each.is_same, -each.likeness))

    def _candidates(self, asked: Matter, among: int, but: int | None) -> list[int]:
        """Those that share the rarest words; of words that are all common, those that share two of them, the newest."""
        postings, matters = self._postings, self._matters
        terms = [near for term in _terms(asked) for near in ([term] if term in postings else self._meant(term))]
        met = sorted(map(postings.of, terms), key=len)[:_RAREST]
        if met and len(met[0]) > _COMMONEST:
            common = both(met[0], met[1]) if len(met) > 1 else reversed(met[0])
            return [id_ for id_ in islice(common, among + 1) if id_ != but]
        likeliest = _likeliest(met, len(matters) + 200, 3 * among)
        best = sorted([(least / (3 + len(matters[id_].stems)) ** 0.5, id_) for least, id_ in likeliest])
        return [id_ for _, id_ in best[: among + 1] if id_ != but]

    def _meant(self, term: str) -> list[str]:
        """Words known that a misspelt one may be."""
        if len(term) < _LONG or term.startswith("@"):
            return []
        return [known for _, known in nlargest(2, self._spellings.like(term, _MISSPELT))]


class _Weights(dict[str, float]):
    """How telling words are among the questions known now, to a power; each is counted once."""

    def __init__(self, postings: Postings, questions: int, power: int) -> None:
        super().__init__()
        self._postings, self._power = postings, power
        self._total = questions + 200
        self._unit = math.log(self._total / 3)

    def __missing__(self, term: str) -> float:
        met = len(self._postings.of(term))
        weight: float = (math.log(self._total / (met + 2)) / self._unit) ** self._power
        self[term] = weight
        return weight


class _Asked:
    """A question that others are compared with by their words."""

    def __init__(self, asked: Matter, postings: Postings, questions: int) -> None:
        self._asked = asked
        self._stems = frozenset(asked.stems)
        self._weight = _Weights(postings, questions, 1).__getitem__
        self._square = _Weights(postings, questions, 2).__getitem__
        self._length = sum(map(self._square, asked.stems))

    def shared(self, known: Matter) -> list[str]:
        """The words both have, the most telling first."""
        shared = [root for root in known.stems if root in self._stems]
        shared.sort(key=self._weight, reverse=True)
        return shared

    def likeness(self, known: Matter, shared: Sequence[str]) -> tuple[float, float]:
        """How alike two questions are written, or how much of the shorter one the longer tells, if it tells enough.

        And how telling the words are that both have.
        """
        letters = by_letters(self._asked, known)
        told = sum(map(self._weight, shared))
        if told <= _TELLS_LITTLE:
            return letters, told
        shorter = min(self._length, sum(map(self._square, known.stems)))
        enough = min(1.0, (told - _TELLS_LITTLE) / (_TELLS_ENOUGH - _TELLS_LITTLE))
        return max(letters, (sum(map(self._square, shared)) / shorter) ** 2 * enough), told


def _likeliest(met: Sequence[Sequence[int]], total: int, wanted: int) -> list[tuple[float, int]]:
    """Of the questions met, those that share the most telling words, their scores below zero; of equals the earliest.

    Nearly all share one word with what is asked, so that those that share more are looked at apart.
    """
    scores: dict[int, float] = {}
    more: dict[int, float] = {}
    lone: list[tuple[float, Sequence[int]]] = []
    for ids in met:
        if len(ids) > _COMMONEST or len(scores) > _ENOUGH:
            break
        weight = math.log(total / (len(ids) + 2)) ** 2
        fresh = dict.fromkeys(ids, weight)
        for id_ in fresh.keys() & scores.keys():
            fresh[id_] = more[id_] = scores[id_] + weight
        scores.update(fresh)
        lone.append((weight, ids))
    found = [(-score, id_) for id_, score in more.items()]
    for at, (weight, ids) in enumerate(lone):
        if len(found) - len(more) >= wanted and weight < lone[at - 1][0]:
            break
        found += islice(((-weight, id_) for id_ in ids if id_ not in more), wanted)
    found.sort()
    return found[:wanted]


def _terms(known: Matter) -> Iterator[str]:
    yield from known.stems
    for street, house in known.where.addresses:
        if house:
            yield f"@{' '.join(sorted(street))} {house}"


def by_letters(one: Matter, other: Matter) -> float:
    """How alike two questions are written, 0 to 1; slips of the pen do little harm."""
    return cosine(one.letters, other.letters)
