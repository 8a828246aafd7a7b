"""Questions of one broadcast put into themes, one at a time: the thing asked about, the place, then the words.

The rules of place are those of duplicates, looser: houses of one street are one place, «у школы №2» and «у школы №5»
are two. What is remembered of a theme is counts over its questions, so that the order of placing leaves no trace.
"""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from domain.grouping import Asked, Grouped
from domain.organisation import Region
from routing import things as vocabulary
from routing.loosely import landmarks, whereabouts
from routing.misspelt import Spellings
from routing.places import Place, Places
from routing.sameplace import Agreement, Where, compare
from routing.text import Words, is_empty, read, stem
from routing.things import Thing, subjects
from routing.titles import title
from routing.wordlists import words as listed

# How alike the words must be:
SOLE_THING = 0.0
"""of questions about a thing there is one of («каток»), when the place is not named on both sides;"""
COMMON_THING = 0.25
"""about a thing that every street has («фонарь»), when neither names where;"""
UNPLACED = 0.45
"""the same when one of the two names where;"""
SHARED_THING = 0.3
"""when the thing asked about is another one, but the theme's is mentioned;"""
OTHER_THING = 0.62
"""when the things are different ones;"""
OTHER_PLACE = 0.85
"""when one names a street and the other a village or a school;"""
NO_THING_HERE, NO_THING = 0.2, 0.4
"""when the thing of one is not in the vocabulary: in one place, and without a place."""

Counted = TypeVar("Counted")

_MISSPELT = 0.62
_LOOKED_AT = 24
"""Themes compared word by word."""

_WORDS = 24
"""Words of a theme that it is compared by, the most said ones."""

_SEASONS = frozenset({"по выходным", "вечером", "зимой", "летом"})
_HOLLOW = listed("hollow") | frozenset(stem(word) for word in listed("hollow"))


@dataclass(frozen=True, slots=True)
class _Read:
    """A question as grouped; no text is kept."""

    things: tuple[Thing, ...] = ()
    seasons: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    """In an order that does not depend on the run: sums are the same after a restart."""
    where: Where = field(default_factory=Where)
    landmarks: frozenset[str] = frozenset()
    """What it is «у» or «около»."""

    @property
    def is_bare(self) -> bool:
        """«и у нас»: nothing of what."""
        return not self.things and not self.stems


@dataclass(slots=True)
class _Theme:
    """Counts over the questions of a theme."""

    id: int
    size: int = 0
    words: Counter[str] = field(default_factory=Counter)
    things: Counter[Thing] = field(default_factory=Counter)
    first_things: Counter[Thing] = field(default_factory=Counter)
    seasons: Counter[str] = field(default_factory=Counter)
    wheres: Counter[Where] = field(default_factory=Counter)
    landmarks: Counter[str] = field(default_factory=Counter)

    def count(self, each: _Read, by: int) -> None:
        self.size += by
        _count(self.words, (*each.stems, *map(_term, each.things[:1])), by)
        _count(self.things, each.things, by)
        _count(self.first_things, each.things[:1], by)
        _count(self.seasons, each.seasons, by)
        _count(self.wheres, (each.where,), by)
        _count(self.landmarks, each.landmarks, by)

    def agreement(self, asked: Where) -> Agreement:
        """With the places its questions name; those that name none say nothing."""
        named = [each for each in self.wheres if each.is_named] or list(self.wheres)
        met = [compare(asked, each) for each in named]
        for better in (Agreement.SAME, Agreement.NEAR, Agreement.UNKNOWN):
            if better in met:
                return better
        return Agreement.DIFFERENT

    @property
    def is_placed(self) -> bool:
        return any(each.is_named for each in self.wheres)


class _Themes:
    """The themes of one broadcast."""

    def __init__(self) -> None:
        self.questions: dict[int, tuple[_Read, int]] = {}
        self.themes: dict[int, _Theme] = {}
        self._of: defaultdict[str, Counter[int]] = defaultdict(Counter)
        """The themes a word or a thing is met in, and in how many questions."""
        self._asked: Counter[str] = Counter()
        self._spellings = Spellings()

    def put(self, number: int, each: _Read, theme: int) -> None:
        self.remove(number)
        self.questions[number] = each, theme
        self.themes.setdefault(theme, _Theme(theme)).count(each, 1)
        for term in _terms(each):
            if term not in self._asked:
                self._spellings.add(term)
            self._of[term][theme] += 1
            self._asked[term] += 1

    def remove(self, number: int) -> None:
        each, theme = self.questions.pop(number, (None, 0))
        if each is None:
            return
        self.themes[theme].count(each, -1)
        if not self.themes[theme].size:
            del self.themes[theme]
        for term in _terms(each):
            self._asked[term] -= 1
            self._of[term][theme] -= 1
            if not self._of[term][theme]:
                del self._of[term][theme]
            if not self._of[term]:
                del self._of[term], self._asked[term]
                self._spellings.discard(term)

    def weight(self, term: str) -> float:
        """How telling a word is among what was asked: near 1 when few said it."""
        total = len(self.questions) + 40
        return math.log(total / (self._asked.get(term, 0) + 1)) / math.log(total)

    def find(self, asked: _Read) -> Grouped | None:
        """The likeliest theme of those it may belong to; of equals the one that was opened first."""
        asked = replace(asked, stems=tuple(sorted({self._meant(each) for each in asked.stems})))
        found: list[tuple[float, int, float]] = []
        for theme in self._candidates(asked):
            agreement = theme.agreement(asked.where)
            if agreement is Agreement.DIFFERENT:
                continue
            likeness = self._likeness(asked, theme)
            needed = self._needed(asked, theme, agreement)
            if likeness >= needed:
                here = agreement in {Agreement.SAME, Agreement.NEAR}
                found.append((likeness + 0.5 * here + 0.3 * (needed < COMMON_THING), -theme.id, likeness))
        if not found:
            return None
        _, theme_id, likeness = max(found)
        theme = self.themes[-theme_id]
        shared = sorted((each for each in asked.stems if each in theme.words), key=lambda each: -self.weight(each))
        about = [each.name for each in asked.things if each in theme.things]
        return Grouped(theme.id, (*about[:2], *shared[:3]), likeness)

    def _needed(self, asked: _Read, theme: _Theme, agreement: Agreement) -> float:
        here = agreement in {Agreement.SAME, Agreement.NEAR}
        main = asked.things[0] if asked.things else None
        if main is None or not theme.things:
            return NO_THING_HERE if here else NO_THING
        if asked.seasons and theme.seasons and not asked.seasons & theme.seasons.keys():
            return OTHER_THING
        if 3 * theme.first_things[main] < theme.size:
            told = any(3 * theme.things[each] >= theme.size for each in asked.things)
            return SHARED_THING + (0 if here else 0.15) if told else OTHER_THING
        if here:
            return 0.0
        if asked.landmarks and theme.landmarks and not asked.landmarks & theme.landmarks.keys():
            return UNPLACED
        if asked.where.is_named and theme.is_placed:
            return OTHER_PLACE
        if not main.is_everywhere:
            return SOLE_THING if len(self._of[_term(main)]) == 1 or not asked.where.is_named else COMMON_THING
        return UNPLACED if asked.where.is_named or theme.is_placed else COMMON_THING

    def _candidates(self, asked: _Read) -> Iterator[_Theme]:
        scores: defaultdict[int, float] = defaultdict(float)
        for term in _terms(asked):
            weight = self.weight(term)
            for theme, count in self._of.get(term, {}).items():
                scores[theme] += weight * (0.5 + count / self.themes[theme].size)
        for each in _placed(asked.where):
            for theme in self._of.get(each, {}):
                scores[theme] += 1.0
        for theme in sorted(scores, key=lambda id_: (-scores[id_], id_))[:_LOOKED_AT]:
            yield self.themes[theme]

    def _meant(self, root: str) -> str:
        """A known word that a misspelt one may be."""
        if root in self._asked or len(root) < 5:
            return root
        near = self._spellings.like(root, _MISSPELT)
        return max(near, default=(0.0, root))[1]

    def _likeness(self, asked: _Read, theme: _Theme) -> float:
        """The cosine of a question's words with those that many of the theme's questions have."""
        shared = own = 0.0
        for root in (*asked.stems, *map(_term, asked.things[:1])):
            weight = self.weight(root) ** 2
            own += weight
            if root in theme.words:
                shared += weight * min(1.0, 2 * theme.words[root] / theme.size)
        if not shared:
            return 0.0
        most = heapq.nsmallest(_WORDS, theme.words.items(), key=lambda each: (-each[1], each[0]))
        theirs = sum((self.weight(root) * min(1.0, 2 * count / theme.size)) ** 2 for root, count in most)
        return min(1.0, shared / math.sqrt(own * theirs)) if theirs else 0.0


class WordGrouper:
    """Implements `domain.grouping.Grouper` in memory: a broadcast of 2 500 questions takes a few megabytes."""

    def __init__(self, places: Callable[[Region], Places] | None = None) -> None:
        self._places_of = places or _Own().places
        """The listener's, so that a list of streets it was given counts here too."""
        self._broadcasts: dict[int, _Themes] = {}

    def knows(self, broadcast: int) -> bool:
        return broadcast in self._broadcasts

    def place(self, broadcast: int, asked: Asked, theme: int, region: Region) -> None:
        known = self._broadcasts.setdefault(broadcast, _Themes())
        known.put(asked.number, self._read(known, asked, region)[0], theme)

    def remove(self, broadcast: int, number: int) -> None:
        if broadcast in self._broadcasts:
            self._broadcasts[broadcast].remove(number)

    def theme_of(self, broadcast: int, asked: Asked, region: Region) -> Grouped | None:
        known = self._broadcasts.get(broadcast)
        if known is None:
            return None
        each, own = self._read(known, asked, region)
        after = known.questions.get(asked.after) if asked.after is not None else None
        if after is not None and own.is_bare and not own.where.is_named:
            return Grouped(after[1], (), 1.0)
        return known.find(each)

    def title(self, texts: Sequence[str], region: Region) -> str:
        return title(texts, self._places_of(region))

    def forget(self, broadcast: int) -> None:
        self._broadcasts.pop(broadcast, None)

    def _read(self, known: _Themes, asked: Asked, region: Region) -> tuple[_Read, _Read]:
        """A question, and what its own words say: of «и у нас на Садовой» the matter is another question's."""
        own = self._own(asked, region)
        after = known.questions.get(asked.after) if asked.after is not None else None
        if after is None or not own.is_bare:
            return own, own
        return replace(after[0], where=own.where if own.where.is_named else after[0].where), own

    def _own(self, asked: Asked, region: Region) -> _Read:
        words = read(asked.text)
        place = self._places_of(region).find(words, asked.municipality)
        met = tuple(each for each in vocabulary.find(words) if not _in_address(words, each.at, place))
        there = whereabouts(words, place, region, asked.municipality, asked.settlement)
        seasons = frozenset(each.thing.name for each in met if each.thing.name in _SEASONS)
        return _Read(subjects(met), seasons, tuple(sorted(set(_stems(words, place)))), there, landmarks(words))


class _Own:
    """The places of the region asked about last."""

    def __init__(self) -> None:
        self._known: tuple[Region, Places] | None = None

    def places(self, region: Region) -> Places:
        if self._known is None or self._known[0] is not region:
            self._known = region, Places(region)
        return self._known[1]


def _count(counter: Counter[Counted], counted: Iterable[Counted], by: int) -> None:
    for one in counted:
        counter[one] += by
        if not counter[one]:
            del counter[one]


def _stems(words: Words, place: Place) -> Iterator[str]:
    """Of the words that carry the matter; an address counts as place alone."""
    for at, (token, root) in enumerate(zip(words.tokens, words.stems, strict=True)):
        if len(root) < 3 or token.isdigit() or is_empty(token, root) or token in _HOLLOW or root in _HOLLOW:
            continue
        if not _in_address(words, at, place):
            yield root


def _in_address(words: Words, at: int, place: Place) -> bool:
    return any(each.start <= words.spans[at][0] < each.end for each in place.addresses)


def _terms(each: _Read) -> Iterator[str]:
    yield from each.stems
    yield from (_term(thing) for thing in each.things)
    yield from _placed(each.where)


def _placed(there: Where) -> Iterator[str]:
    for street, _ in there.addresses:
        yield from (f"@{part}" for part in sorted(street))
    if there.settlement:
        yield f"@@{there.settlement}"
    yield from (f"@{kind} {number}" for kind, number in there.numbers)


def _term(thing: Thing) -> str:
    return f"§{thing.name}"
