"""Linear classifiers fitted by dual coordinate ascent: every class at once, one example after another.

Exact solutions of the usual one-against-the-rest support vector machine (squared hinge) and of multinomial logistic
regression, in a few lines of numpy: no trainer has to be installed beside the bot.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from routing.features import Indices, Values

Rows = Sequence[tuple[Indices, Values]]
Matrix = NDArray[np.float32]

SVM_COST, LOGISTIC_COST = 0.4, 10.0
_EPOCHS_SVM, _EPOCHS_LOGISTIC = 30, 12
_STILL = 0.03
"""An example whose answer moves less than this in an epoch is let alone for some epochs."""

_REST = 4


def machine(rows: Rows, labels: NDArray[np.int64], classes: int, width: int, weights: Values) -> Matrix:
    """Support vector machines, one for each class against the rest; (width, classes)."""
    total = len(rows)
    matrix = np.zeros((width, classes), np.float32)
    duals = np.zeros((total, classes), np.float32)
    signs = np.full((total, classes), -1, np.float32)
    signs[np.arange(total), labels] = 1
    slack = (1 / (2 * SVM_COST * weights)).astype(np.float32)
    lengths = np.array([values @ values for _, values in rows], np.float32) + slack
    resting = np.zeros(total, np.int64)
    order = np.random.default_rng(0)
    for epoch in range(_EPOCHS_SVM):
        whole = epoch % _REST == 0
        worst = 0.0
        for at in order.permutation(total if whole else np.flatnonzero(resting == 0)):
            indices, values = rows[at]
            sign, dual, length = signs[at], duals[at], lengths[at]
            picked = matrix[indices]
            gradient = sign * (values @ picked) - 1 + slack[at] * dual
            moved = np.maximum(dual - gradient / length, 0)
            step = moved - dual
            largest = float(np.abs(step).max()) * float(length)
            resting[at] = largest < _STILL
            if largest > _STILL / 10:
                picked += values[:, None] * (step * sign)
                matrix[indices] = picked
                duals[at] = moved
                worst = max(worst, largest)
        if whole and worst < _STILL:
            break
    return matrix


def logistic(
    rows: Rows, labels: NDArray[np.int64], classes: int, width: int, weights: Values, *, epochs: int = _EPOCHS_LOGISTIC
) -> Matrix:
    """Multinomial logistic regression; (width, classes)."""
    total = len(rows)
    matrix = np.zeros((width, classes), np.float32)
    duals = np.zeros((total, classes), np.float32)
    truth = np.zeros((total, classes), np.float32)
    truth[np.arange(total), labels] = 1
    costs = (LOGISTIC_COST * weights).astype(np.float32)
    shares = 1 / (1 + 0.5 * costs * np.array([values @ values for _, values in rows], np.float32))
    order = np.random.default_rng(0)
    for _ in range(epochs):
        for at in order.permutation(total):
            indices, values = rows[at]
            picked = matrix[indices]
            scores = values @ picked
            chances = np.exp(scores - scores.max())
            chances /= chances.sum()
            step = (costs[at] * (truth[at] - chances) - duals[at]) * shares[at]
            picked += values[:, None] * step
            matrix[indices] = picked
            duals[at] += step
    return matrix
