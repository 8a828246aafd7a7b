"""What a trained model reads of a message: stems, pairs of them, the first of them, letters, the vocabulary's say."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import log, log1p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.lexicon import Weighed
from routing.text import Words

Indices = NDArray[np.int32]
Values = NDArray[np.float32]

LEXICON_SHARE = 0.5
"""How much the vocabulary's scores count beside the words themselves."""

FEW = 200
_TRUSTED = 0.5
"""With so few examples the vocabulary is trusted in full, from twice as many on by half."""

RARE = 2
"""A term met in fewer examples teaches nothing, and might be somebody's name."""

_BEGINNING = 5
_LONGEST_NUMBER = 3
"""Houses and routes; a longer number is somebody's telephone."""

BIAS = "="
"""What every message has."""

_SCORE = "@"
_LETTERS, _FIRST = "~", "^"
_OPENING = 14
"""Words a message begins with: most people say first what it is about, and tell its story after."""

_LENGTHS = {_LETTERS: 1.0, _FIRST: 0.6}
"""Of each kind of terms, how much they weigh together; the words themselves weigh one."""

_NOTHING = 1e-5
_REMEMBERED = 40_000


class _Threes(dict[str, tuple[str, ...]]):
    """Words with their threes of letters, as terms: what slips of the pen and rare forms leave in common."""

    def __missing__(self, token: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        padded = f" {token} "
        found = tuple(_LETTERS + padded[at : at + 3] for at in range(len(padded) - 2)) if token.isalpha() else ()
        self[token] = found
        return found


_threes = _Threes()


class Sketch(NamedTuple):
    """A message as terms that are counted and weights that are taken as they are."""

    terms: tuple[str, ...]
    weights: tuple[tuple[str, float], ...]


def sketch(words: Words, weighed: Weighed, territory: str = "") -> Sketch:
    """`territory` is the municipality or the village the message is about, where it is known."""
    stems = [root for root in words.stems if len(root) <= _LONGEST_NUMBER or not root.isdigit()]
    terms = [*stems, *map(" ".join, pairwise(stems))]
    terms += ["<" + token[:_BEGINNING] for token in words.tokens if len(token) > _BEGINNING]
    terms += ["#" + pattern for pattern in weighed.patterns]
    for token in words.tokens:
        terms += _threes[token]
    terms += [_FIRST + root for root in stems[:_OPENING]]
    if territory:
        terms.append("$" + territory)
    weights = [(_SCORE + name, weight) for name, weight in weighed.topics.items()]
    weights += [(2 * _SCORE + name, weight) for name, weight in weighed.themes.items()]
    return Sketch(tuple(terms), tuple((name, LEXICON_SHARE * log1p(weight)) for name, weight in weights))


def terms_of(token: str, root: str) -> list[str]:
    """What a word alone is found by: its stem and, of a longer one, its beginning."""
    return [root, *(["<" + token[:_BEGINNING]] if len(token) > _BEGINNING else [])]


@dataclass(frozen=True)
class Encoder:
    """Terms as columns; made from examples, then never changed."""

    columns: dict[str, int]
    rarity: Values
    """Of each term; for the vocabulary's scores, how much they are trusted beside the words."""

    @classmethod
    def of(cls, sketches: Sequence[Sketch]) -> "Encoder":
        """The terms met in two examples or more."""
        met = Counter(term for each in sketches for term in set(each.terms))
        named = sorted({name for each in sketches for name, _ in each.weights})
        terms = sorted(term for term, times in met.items() if times >= RARE)
        columns = {name: column for column, name in enumerate([*terms, *named, BIAS])}
        total = len(sketches)
        rarity = np.ones(len(columns), np.float32)
        rarity[len(terms) : -1] = min(1.0, max(_TRUSTED, FEW / max(total, 1)))
        rarity[: len(terms)] = [log((1 + total) / (1 + met[term])) + 1 for term in terms]
        return cls(columns, rarity)

    @property
    def width(self) -> int:
        return len(self.columns)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The columns by name."""
        return tuple(self.columns)

    @cached_property
    def are_letters(self) -> NDArray[np.bool_]:
        """Which columns are threes of letters: a word never met has them too."""
        return self._are(_LETTERS)

    @cached_property
    def are_plain(self) -> NDArray[np.bool_]:
        """Which columns read no word a second time, as its letters and its place in the beginning do."""
        plain: NDArray[np.bool_] = self._kinds[0] == 0
        return plain

    @cached_property
    def are_told(self) -> NDArray[np.bool_]:
        """Which columns are no words of the message: the vocabulary's scores, and what every message has."""
        return self._are(_SCORE) | self._are(BIAS)

    @cached_property
    def _kinds(self) -> tuple[NDArray[np.int8], Values]:
        """Of each column, its kind, and of each kind how much its terms weigh together."""
        kinds = np.zeros(self.width, np.int8)
        for at, mark in enumerate(_LENGTHS, 1):
            kinds[self._are(mark)] = at
        return kinds, np.array([1.0, *_LENGTHS.values()], np.float32)

    def _are(self, mark: str) -> NDArray[np.bool_]:
        return np.array([name.startswith(mark) for name in self.columns], np.bool_)

    def encode(self, each: Sketch) -> tuple[Indices, Values]:
        """The columns of a message and their values; the terms of one kind have the same length in every message."""
        column = self.columns.get
        counts = Counter(at for term in each.terms if (at := column(term)) is not None)
        terms = np.fromiter(counts, np.int32, len(counts))
        values = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * self.rarity[terms]
        kinds, lengths = self._kinds
        own = kinds[terms]
        found = np.sqrt(np.bincount(own, values * values, len(lengths))).astype(np.float32)
        values *= (lengths / np.maximum(found, _NOTHING))[own]
        named = [(at, weight) for name, weight in each.weights if (at := column(name)) is not None]
        indices = np.concatenate([terms, np.array([at for at, _ in named] + [self.width - 1], np.int32)])
        told = np.array([weight for _, weight in named] + [1.0], np.float32) * self.rarity[indices[len(terms) :]]
        return indices, np.concatenate([values, told])

    def encode_all(self, sketches: Iterable[Sketch]) -> list[tuple[Indices, Values]]:
        """Every message in its order."""
        return [self.encode(each) for each in sketches]
