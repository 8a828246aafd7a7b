"""Fits a model to labelled examples and says how sure it may be. Heavy: not imported at the bot's start."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.features import BIAS, Encoder, Sketch, Values, terms_of
from routing.model import Head, Model
from routing.solver import Matrix, Rows, logistic, machine
from routing.text import is_empty, read

FOLDS = 3
"""Parts the examples are cut into, to see how sure the model is of what it did not learn."""

PRECISIONS = (85, 90, 95)
SUREST = 0.999
"""Nobody need be surer: where every example is told apart with ease, the last digits are chance."""

ENOUGH = 30
"""So many answers must stand behind a promise of precision."""

UNTOLD = ""
"""The answer «none of these»: learned beside the others, never said."""

_SHARE = 16.0
"""How much the machines' scores weigh beside the regression's: the one is right more often, the other ranks better."""

_MIDDLE = 16.0
"""How much likeness to the middle of an answer's examples weighs: of the rare the machines know mostly what is not."""

_UNKNOWN = 1.0
"""So many examples like nothing are added to every answer's own: the middle of one or two is mostly chance."""

_EVEN = 0.5
"""How much of the lead that frequent answers have by their frequency alone is taken back, by its logarithm."""

_NAMED = 3.0
"""How much a word of an answer's name weighs, where no other name has it and the message says nothing else."""

_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message with a head's label; `group` is shared by near-copies, which are never both learned and asked."""

    each: Sketch
    label: str
    weight: float = 1.0
    group: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    """How good a head is on examples it did not learn from."""

    examples: int
    accuracy: float
    among_three: float
    coverage: Mapping[int, float]
    """Of a precision in percent, the share of messages answered with it."""


def fit(
    labelled: Mapping[str, Sequence[Labelled]],
    about: Mapping[str, Any],
    names: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Model, dict[str, Report]]:
    """A model with a head for each name, calibrated, and how good each is; `names` are what people call the answers."""
    named = {name: examples for name, examples in labelled.items() if teachable(examples)}
    encoder = Encoder.of(list(dict.fromkeys(example.each for examples in named.values() for example in examples)))
    heads: dict[str, Head] = {}
    reports: dict[str, Report] = {}
    for name, examples in named.items():
        encoded = encoder.encode_all(example.each for example in examples)
        labels = tuple(sorted({example.label for example in examples}))
        called = (names or {}).get(name, {})
        told = by_names(encoder, [called.get(label, "") for label in labels])
        matrix = fitted(encoder, encoded, examples, labels) + told
        outside = _outside(encoder, encoded, examples, labels, told)
        heads[name], reports[name] = _calibrated(labels, matrix, outside)
    return Model(encoder, heads, about), reports


def teachable(examples: Sequence[Labelled]) -> bool:
    """Two answers at least, each met more than once."""
    return sum(times > 1 for times in Counter(example.label for example in examples).values()) >= 2


def fitted(encoder: Encoder, rows: Rows, examples: Sequence[Labelled], labels: tuple[str, ...]) -> Matrix:
    """Weights of encoded examples, a column for each label."""
    column = {label: at for at, label in enumerate(labels)}
    truth = np.array([column[example.label] for example in examples])
    weights = np.array([example.weight for example in examples], np.float32)
    matrix: Matrix = _SHARE * machine(rows, truth, len(labels), encoder.width, weights)
    matrix += logistic(rows, truth, len(labels), encoder.width, weights)
    matrix += _MIDDLE * middles(encoder, rows, truth, weights, len(labels))
    matrix[encoder.columns[BIAS]] -= _EVEN * usual(truth, weights, len(labels))
    return matrix


def usual(truth: NDArray[np.int64], weights: Values, count: int) -> Values:
    """Of every answer the logarithm of its share: what a message that says nothing is told."""
    shares = np.bincount(truth, weights, count) / weights.sum()
    logarithms: Values = np.log(shares).astype(np.float32)
    return logarithms


def middles(encoder: Encoder, rows: Rows, truth: NDArray[np.int64], weights: Values, count: int) -> Matrix:
    """The mean of every answer's examples by their words, drawn to nothing where there are few of them."""
    matrix: Matrix = np.zeros((encoder.width, count), np.float32)
    for (indices, values), answer, weight in zip(rows, truth, weights, strict=True):
        matrix[indices, answer] += weight * values
    matrix[encoder.are_told | encoder.are_letters] = 0
    matrix /= np.bincount(truth, weights, count).astype(np.float32) + _UNKNOWN
    return matrix


def by_names(encoder: Encoder, names: Sequence[str]) -> Matrix:
    """What the answers' own names say: a message that has words of a name speaks for it, the more the fewer have them.

    Of an answer met twice nothing else is known; «Администрация Кораблинского района» is asked of by its name.
    """
    found = [_terms_of(name) for name in names]
    shared = Counter(term for terms in found for term in terms)
    matrix: Matrix = np.zeros((encoder.width, len(names)), np.float32)
    for at, terms in enumerate(found):
        for term in terms:
            if (column := encoder.columns.get(term)) is not None:
                matrix[column, at] = _NAMED * log((1 + len(names)) / shared[term])
    return matrix


def _terms_of(name: str) -> set[str]:
    words = read(name)
    return {
        term
        for token, root in zip(words.tokens, words.stems, strict=True)
        if len(root) >= _SHORTEST and root.isalpha() and not is_empty(token, root)
        for term in terms_of(token, root)
    }


def _outside(
    encoder: Encoder, rows: Rows, examples: Sequence[Labelled], labels: tuple[str, ...], named: Matrix
) -> tuple[Matrix, NDArray[np.int64]]:
    """Scores of every example by models that did not see it nor its copies, and the true columns."""
    column = {label: at for at, label in enumerate(labels)}
    truth = np.array([column[example.label] for example in examples])
    folds = folds_of([example.group for example in examples], FOLDS)
    scores = np.zeros((len(rows), len(labels)), np.float32)
    for fold in range(FOLDS):
        inside = np.flatnonzero(folds != fold).tolist()
        taught = [examples[at] for at in inside]
        met = tuple(sorted({example.label for example in taught}))
        columns = [column[label] for label in met]
        matrix = fitted(encoder, [rows[at] for at in inside], taught, met) + named[:, columns]
        for at in np.flatnonzero(folds == fold).tolist():
            indices, values = rows[at]
            told = values @ matrix[indices]
            scores[at] = told.min() - 1
            scores[at, columns] = told
    return scores, truth


def folds_of(groups: Sequence[int], folds: int, seed: int = 0) -> NDArray[np.int64]:
    """A part for each example; one group is never parted."""
    known = sorted(set(groups))
    order = np.random.default_rng(seed).permutation(len(known))
    part = {group: int(order[at]) % folds for at, group in enumerate(known)}
    return np.array([part[group] for group in groups])


def _calibrated(
    labels: tuple[str, ...], matrix: Matrix, outside: tuple[Matrix, NDArray[np.int64]]
) -> tuple[Head, Report]:
    scores, truth = outside
    heat = best_heat(scores, truth)
    chances = softmax(scores / heat)
    order = np.argsort(-chances, axis=1)
    right = order[:, 0] == truth
    surest = chances.max(axis=1)
    told = np.array(labels)[order[:, 0]] != UNTOLD
    thresholds = {percent: threshold(surest[told], right[told], percent / 100) for percent in PRECISIONS}
    report = Report(
        examples=len(truth),
        accuracy=float(right.mean()),
        among_three=float((order[:, :3] == truth[:, None]).any(axis=1).mean()),
        coverage={percent: float((told & (surest >= value)).mean()) for percent, value in thresholds.items()},
    )
    reached = {percent: min(value, SUREST) for percent, value in thresholds.items() if value <= 1}
    return Head(labels, matrix, heat, reached), report


def softmax(scores: Matrix) -> Matrix:
    """Scores of a row as shares of one."""
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Matrix = chances / chances.sum(axis=1, keepdims=True)
    return shares


def best_heat(scores: Matrix, truth: NDArray[np.int64]) -> float:
    """What scores must be divided by to be as sure as they are right."""
    rows = np.arange(len(truth))

    def surprise(heat: float) -> float:
        return float(-np.log(np.maximum(softmax(scores / heat)[rows, truth], 1e-12)).mean())

    return float(min(np.geomspace(0.3, 30, 60), key=surprise))


def threshold(surest: Values, right: NDArray[np.bool_], precision: float) -> float:
    """The lowest probability from which answers are right often enough; above one where that is never reached."""
    order = np.argsort(-surest)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    reached = np.flatnonzero(share >= precision)
    reached = reached[reached >= ENOUGH - 1]
    return float(surest[order[reached[-1]]]) if len(reached) else 2.0


def groups_of(keys: Sequence[tuple[int, ...]]) -> list[int]:
    """Groups of examples that share any key: «the same words» or «a near-copy of number five»."""
    parent = list(range(len(keys)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: defaultdict[int, list[int]] = defaultdict(list)
    for at, own in enumerate(keys):
        for key in own:
            first[key].append(at)
    for members in first.values():
        for member in members[1:]:
            parent[root(member)] = root(members[0])
    return [root(at) for at in range(len(keys))]
