"""How well topics and executors are named: with no history, and learned from a city's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.organisation import Topic
from routing.features import Encoder, Sketch, sketch
from routing.lexicon import Topics, shipped_names
from routing.model import Head, Model
from routing.text import read
from routing.training import PRECISIONS, Labelled, best_heat, by_names, fitted, folds_of, softmax, threshold
from tests.routing import data

ORDERS = 3
"""So many orders a figure is the mean of."""

TOPICS = Topics(Topic(id=name, name=name) for name in shipped_names())


@dataclass(frozen=True)
class Figures:
    """Shares of 1."""

    count: int
    first: float
    among_three: float
    coverage: dict[int, float]
    """Of a precision in percent, the share of messages that can be answered with it."""


class Mean(NamedTuple):
    """A share of 1 in several orders of the rows: the mean and the ends."""

    share: float
    lowest: float
    highest: float


def mean(shares: Sequence[float]) -> Mean:
    return Mean(sum(shares) / len(shares), min(shares), max(shares))


@cache
def sketched(text: str) -> Sketch:
    words = read(text)
    return sketch(words, TOPICS.weigh(words))


def by_words(city: str, *, held_out: bool | None = None) -> Figures:
    """The vocabulary alone."""
    known = data.appeals(city)
    ranks, surest = [], []
    for text, label in zip(known.texts, known.labels["group"], strict=True):
        if held_out in {None, data.is_held_out(text)}:
            scores = TOPICS.weigh(read(text)).scores
            names = [score.topic for score in scores]
            ranks.append(names.index(label) if label in names else 99)
            surest.append(TOPICS.certainty(scores))
    return _figures(np.array(ranks), np.array(surest, np.float32))


def learned(city: str, target: str, *, folds: int, order: int = 0) -> Figures:
    """Cross-validation; near-copies never straddle a split. `measure_plain` takes rows as they come.

    `order` says how rows fall into the parts: that alone moves a figure by half a point, an answered share by two.
    """
    known = data.appeals(city)
    sketches = [sketched(text) for text in known.texts]
    part = folds_of(known.groups, folds, order)
    labels = known.labels[target]
    names = sorted(set(labels))
    truth = np.array([names.index(label) for label in labels])
    scores = np.full((len(labels), len(names)), -50, np.float32)
    for fold in range(folds):
        inside, outside = np.flatnonzero(part != fold).tolist(), np.flatnonzero(part == fold).tolist()
        _score(scores, sketches, labels, names, inside, outside)
    return figures_of(scores, truth)


def held_out(city: str, target: str = "group") -> Figures:
    """Learned from three quarters, asked on the quarter nothing was tuned on."""
    known = data.appeals(city)
    apart = {group for text, group in zip(known.texts, known.groups, strict=True) if data.is_held_out(text)}
    outside = [at for at, text in enumerate(known.texts) if data.is_held_out(text)]
    inside = [at for at, group in enumerate(known.groups) if group not in apart]
    labels = known.labels[target]
    names = sorted(set(labels))
    scores = np.full((len(labels), len(names)), -50, np.float32)
    _score(scores, [sketched(text) for text in known.texts], labels, names, inside, outside)
    return figures_of(scores[outside], np.array([names.index(labels[at]) for at in outside]))


def model_of(city: str) -> Model:
    """Learned from everything of a city, uncalibrated: to see what it costs."""
    known = data.appeals(city)
    examples = [Labelled(sketched(text), label) for text, label in zip(known.texts, known.labels["group"], strict=True)]
    labels = tuple(sorted(set(known.labels["group"])))
    encoder = Encoder.of([example.each for example in examples])
    matrix = fitted(encoder, encoder.encode_all(example.each for example in examples), examples, labels)
    return Model(encoder, {"topic": Head(labels, matrix)})


def _score(
    scores: NDArray[np.float32],
    sketches: Sequence[Sketch],
    labels: Sequence[str],
    names: Sequence[str],
    inside: Sequence[int],
    outside: Sequence[int],
) -> None:
    examples = [Labelled(sketches[at], labels[at]) for at in inside]
    met = tuple(sorted({example.label for example in examples}))
    encoder = Encoder.of([example.each for example in examples])
    matrix = fitted(encoder, encoder.encode_all(example.each for example in examples), examples, met)
    matrix += by_names(encoder, met)
    columns = [names.index(label) for label in met]
    for at in outside:
        indices, values = encoder.encode(sketches[at])
        scores[at, columns] = values @ matrix[indices]


def figures_of(scores: NDArray[np.float32], truth: NDArray[np.int64]) -> Figures:
    """Of scores of examples not learned from (rows, answers) and the true answers."""
    chances = softmax(scores / best_heat(scores, truth))
    order = np.argsort(-chances, axis=1)
    ranks = (order == truth[:, None]).argmax(axis=1)
    return _figures(ranks, chances.max(axis=1))


def _figures(ranks: NDArray[np.int64], surest: NDArray[np.float32]) -> Figures:
    right = ranks == 0
    coverage = {percent: float((surest >= threshold(surest, right, percent / 100)).mean()) for percent in PRECISIONS}
    return Figures(len(ranks), float(right.mean()), float((ranks < 3).mean()), coverage)
