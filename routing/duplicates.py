"""Questions alike: candidates from an index of words, the same matter only if words and place agree.

Costs about a millisecond at a hundred thousand questions. Suggests with reasons; merging is a person's decision.
"""

import heapq
import math
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from routing.letters import cosine, letters_of
from routing.places import Place
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
_BEGINNING = 3
_MISSPELT = 0.6
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


@dataclass(frozen=True, slots=True)
class Alike:
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
    needed = {
        Agreement.SAME: WITH_PLACE,
        Agreement.NEAR: NEAR_PLACE,
        Agreement.UNKNOWN: NEAR_PLACE if close else WORDS_ALONE,
        Agreement.DIFFERENT: math.inf,
    }[agreement]
    if agreement is Agreement.UNKNOWN and told < TELLING_ALONE and not close:
        return False
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
        self._where: dict[str, set[int]] = {}
        self._beginnings: dict[str, set[str]] = {}
        for id_, each in known:
            self.add(id_, each)

    def __len__(self) -> int:
        return len(self._matters)

    def add(self, id_: int, known: Matter) -> None:
        """Remembers a question; one known already is replaced."""
        self.remove(id_)
        self._matters[id_] = known
        for term in _terms(known):
            if term not in self._where:
                self._where[term] = set()
                self._beginnings.setdefault(term[:_BEGINNING], set()).add(term)
            self._where[term].add(id_)

    def known(self, id_: int) -> Matter | None:
        """What is remembered of a question."""
        return self._matters.get(id_)

    def remove(self, id_: int) -> None:
        """Forgets a question and every word of it."""
        gone = self._matters.pop(id_, None)
        for term in _terms(gone) if gone else ():
            met = self._where.get(term)
            if met is not None:
                met.discard(id_)
                if not met:
                    del self._where[term]
                    self._beginnings[term[:_BEGINNING]].discard(term)

    def weight(self, term: str) -> float:
        """How telling a word is among the questions known: 1 when one question has it, near 0 when all have."""
        total = len(self._matters) + 200
        return math.log(total / (len(self._where.get(term, ())) + 2)) / math.log(total / 3)

    def alike(
        self, asked: Matter, *, among: int = CANDIDATES, but: int | None = None, close: Container[int] = ()
    ) -> list[Alike]:
        """Questions like this one, the likeliest to be the same first; different places are left out.

        `close` holds the questions asked in the same chat within hours.
        """
        weights = {root: self.weight(root) for root in asked.stems}
        found = []
        for id_ in self._candidates(asked, among, but):
            known = self._matters[id_]
            agreement = compare(asked.where, known.where)
            if agreement is Agreement.DIFFERENT:
                continue
            shared = [root for root in known.stems if root in weights]
            shared.sort(key=lambda root: -weights[root])
            likeness, told = self._likeness(asked, known, shared, weights)
            one_topic = asked.topic == known.topic or asked.topic is None or known.topic is None
            same = is_same(likeness, agreement, told, one_topic=one_topic, close=id_ in close)
            found.append(Alike(id_, likeness, agreement, tuple(shared[:4]), same))
        return sorted(found, key=lambda each: (-each.is_same, -each.likeness))

    def _candidates(self, asked: Matter, among: int, but: int | None) -> list[int]:
        """Those that share the rarest words; of words that are all common, those that share two of them, the newest."""
        terms = [near for term in _terms(asked) for near in ([term] if term in self._where else self._meant(term))]
        met = sorted((self._where[term] for term in terms), key=len)[:_RAREST]
        scores: dict[int, float] = {}
        total = len(self._matters) + 200
        for ids in met:
            if len(ids) > _COMMONEST or len(scores) > _ENOUGH:
                break
            weight = math.log(total / (len(ids) + 2)) ** 2
            for id_ in ids:
                scores[id_] = scores.get(id_, 0.0) + weight
        if not scores and met:
            common = met[0] & met[1] if len(met) > 1 else met[0]
            return [id_ for id_ in heapq.nlargest(among + 1, common) if id_ != but]
        matters = self._matters
        likeliest = heapq.nlargest(3 * among, scores, key=scores.__getitem__)
        best = heapq.nlargest(among + 1, likeliest, key=lambda id_: scores[id_] / (3 + len(matters[id_].stems)) ** 0.5)
        return [id_ for id_ in best if id_ != but]

    def _meant(self, term: str) -> list[str]:
        """Words known that a misspelt one may be."""
        if len(term) < _BEGINNING + 1 or term.startswith("@"):
            return []
        bits = letters_of(term)
        near = [
            (likeness, known)
            for known in self._beginnings.get(term[:_BEGINNING], ())
            if abs(len(known) - len(term)) <= 2 and (likeness := cosine(bits, letters_of(known))) >= _MISSPELT
        ]
        return [known for _, known in heapq.nlargest(2, near)]

    def _likeness(
        self, asked: Matter, known: Matter, shared: list[str], weights: dict[str, float]
    ) -> tuple[float, float]:
        """How alike two questions are written, or how much of the shorter one the longer tells, if it tells enough.

        And how telling the words are that both have.
        """
        letters = by_letters(asked, known)
        told = sum(weights[root] for root in shared)
        if told <= _TELLS_LITTLE:
            return letters, told
        common = sum(weights[root] ** 2 for root in shared)
        own = sum(weight**2 for weight in weights.values())
        theirs = sum((weights[root] if root in weights else self.weight(root)) ** 2 for root in known.stems)
        enough = min(1.0, (told - _TELLS_LITTLE) / (_TELLS_ENOUGH - _TELLS_LITTLE))
        return max(letters, (common / min(own, theirs)) ** 2 * enough), told


def _terms(known: Matter) -> Iterator[str]:
    yield from known.stems
    for street, house in known.where.addresses:
        if house:
            yield f"@{' '.join(sorted(street))} {house}"


def by_letters(one: Matter, other: Matter) -> float:
    """How alike two questions are written, 0 to 1; slips of the pen do little harm."""
    return cosine(one.letters, other.letters)
