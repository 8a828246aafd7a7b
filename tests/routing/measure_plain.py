"""«Plain» rows, taken as they come in ten parts as the published figures were, and what a body can be named by at all.

The order in which rows fall into the parts moves a figure by half a point and more: everything here is the mean of
several orders, with the lowest and the highest beside it.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from domain.assignment import HABIT
from routing.features import Encoder
from routing.training import Labelled, best_heat, by_names, fitted, folds_of, softmax, threshold
from tests.routing import data
from tests.routing.measure_topics import ORDERS, Mean, mean, sketched

FOLDS = 10
TARGETS = ("category", "executor", "theme")
CITY = "ryazan"

SURE = 0.9
"""A theme is taken without asking where such a precision was reached."""

_ELSEWHERE = re.compile("Администрация (?!города Рязани)")
"""Bodies of the other municipalities of the region, by their names."""

_STATED = 2.0
"""It puts what is stated before what people do, which adds one to a chance, and both before chances alone."""

Scores = NDArray[np.float32]
Numbers = NDArray[np.int64]


class Told(NamedTuple):
    """Chances of the rows (rows, answers) by models that did not see them, and the true answers."""

    chances: Scores
    truth: Numbers


@dataclass(frozen=True)
class Order:
    """One order: into which part every row fell, and what was told of it."""

    part: Numbers
    told: dict[str, Told]


class Pair(NamedTuple):
    """Right at the first, and among three, of so many rows."""

    rows: int
    first: Mean
    three: Mean


def plain(target: str) -> Pair:
    """From the text alone."""
    return _pair(target, lambda order: order.told[target].chances)


def by_true_theme() -> Pair:
    """Somebody who knows the true theme of every row and which bodies it went to, and reads no text."""
    return _pair("executor", lambda order: _went_to(order, order.told["theme"].truth))


def by_true_theme_and_text() -> Pair:
    """The same who reads the text too: the chances of both multiplied. More is not in these rows."""
    return _pair("executor", _both)


def as_routed(topics: str = "theme", *, at_home: bool = False) -> Pair:
    """As the product routes (`domain.assignment.offered`): what is stated, then what people do, then what words say.

    The topic is the model's where it is sure and a person's tap elsewhere. The table is what a municipality would
    state: of every topic the body it mostly went to in the other nine parts; a topic never met there is not in it.
    `topics` says how fine they are. With `at_home` only the bodies of the city and of the region, as for a bot whose
    territory is the city; of villages and streets the rows say nothing.
    """
    home = _is_home() if at_home else np.ones(len(_numbers("executor")[0]), np.bool_)
    return _pair("executor", lambda order: _routed(order, topics, home), at_home=at_home)


def at_home() -> Pair:
    """From the text alone, of the rows and bodies of `as_routed(at_home=True)`."""
    return _pair("executor", lambda order: order.told["executor"].chances, at_home=True)


def shares_of_rare(limits: Sequence[int] = (3, 10)) -> list[float]:
    """The share of rows that go to a body met fewer times than that in all rows."""
    times = np.bincount(_numbers("executor")[1])
    return [float(times[times < limit].sum() / times.sum()) for limit in limits]


def _pair(target: str, scored: Callable[[Order], Scores], *, at_home: bool = False) -> Pair:
    names, truth = _numbers(target)
    home = _is_home() if at_home else np.ones(len(names), np.bool_)
    rows = np.flatnonzero(home[truth])
    ranks = []
    for order in _orders():
        scores = np.where(home, scored(order), -1)[rows]
        ranks.append((np.argsort(-scores, axis=1) == truth[rows, None]).argmax(axis=1))
    first, three = (mean([float((rank < among).mean()) for rank in ranks]) for among in (1, 3))
    return Pair(len(rows), first, three)


def _is_home() -> NDArray[np.bool_]:
    return np.array([not _ELSEWHERE.match(name) for name in _numbers("executor")[0]])


def _numbers(target: str) -> tuple[list[str], Numbers]:
    labels = data.appeals(CITY, copies=True).labels[target]
    names = sorted(set(labels))
    return names, np.array([names.index(label) for label in labels])


@cache
def _orders() -> list[Order]:
    known = data.appeals(CITY, copies=True)
    sketches = [sketched(text) for text in known.texts]
    orders = []
    for seed in range(ORDERS):
        part = folds_of(known.groups, FOLDS, seed)
        scores = {target: np.full((len(part), len(_numbers(target)[0])), -50, np.float32) for target in TARGETS}
        for fold in range(FOLDS):
            inside, outside = np.flatnonzero(part != fold).tolist(), np.flatnonzero(part == fold).tolist()
            encoder = Encoder.of([sketches[at] for at in inside])
            taught, asked = (encoder.encode_all(sketches[at] for at in rows) for rows in (inside, outside))
            for target in TARGETS:
                names, labels = _numbers(target)[0], known.labels[target]
                met = tuple(sorted({labels[at] for at in inside}))
                examples = [Labelled(sketches[at], labels[at]) for at in inside]
                matrix = fitted(encoder, taught, examples, met) + by_names(encoder, met)
                columns = [names.index(label) for label in met]
                for at, (indices, values) in zip(outside, asked, strict=True):
                    scores[target][at, columns] = values @ matrix[indices]
        told = {target: _calibrated(scores[target], _numbers(target)[1]) for target in TARGETS}
        orders.append(Order(part, told))
    return orders


def _calibrated(scores: Scores, truth: Numbers) -> Told:
    return Told(softmax(scores / best_heat(scores, truth)), truth)


def _table(order: Order, fold: int, topics: str = "theme") -> Scores:
    """How often rows of a topic went to a body, in the parts but one."""
    known, bodies = order.told[topics], order.told["executor"]
    table = np.zeros((known.chances.shape[1], bodies.chances.shape[1]), np.float32)
    inside = order.part != fold
    np.add.at(table, (known.truth[inside], bodies.truth[inside]), 1)
    return table


def _went_to(order: Order, themes: Numbers, *, drawn: float = 1e-3) -> Scores:
    """Shares of the bodies that the themes of the rows went to; by `drawn` examples the shares are like of all rows."""
    found = np.zeros_like(order.told["executor"].chances)
    for fold in range(FOLDS):
        table, outside = _table(order, fold), order.part == fold
        usual = table.sum(0) / table.sum()
        shares = (table + drawn * usual) / (table.sum(1, keepdims=True) + drawn)
        found[outside] = shares[themes[outside]]
    return found


def _both(order: Order) -> Scores:
    product: Scores = order.told["executor"].chances * _went_to(order, order.told["theme"].truth, drawn=0.5)
    return product


def _routed(order: Order, topics: str, home: NDArray[np.bool_]) -> Scores:
    chances, truth = order.told[topics]
    surest, likeliest = chances.max(axis=1), chances.argmax(axis=1)
    is_sure = surest >= threshold(surest, likeliest == truth, SURE)
    known = np.where(is_sure, likeliest, truth)
    scores = order.told["executor"].chances.copy()
    for fold in range(FOLDS):
        table, outside = _table(order, fold, topics) * home, np.flatnonzero(order.part == fold)
        usual = table.sum(0) / table.sum()
        went = table[known[outside]]
        scores[outside] += went >= HABIT
        listed = went.any(axis=1)
        scores[outside[listed], (went + usual)[listed].argmax(axis=1)] += _STATED
    return scores
