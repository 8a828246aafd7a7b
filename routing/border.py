"""Learns the correction of `verdicts` from a region's own verdicts. Not imported while messages are heard."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from routing.questions import PERHAPS, SURE
from routing.verdicts import Judged, rightness

AT_LEAST, OF_EACH = 60, 12
"""Verdicts, and verdicts of either kind, below which the shipped borders stay."""

LATEST = 5
UNSEEN_AT_LEAST = 20
RARE = 2
FAITH = 8.0
"""How firmly each sign's weight is held to what it was shipped with."""

_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Border:
    """What came of learning; shares are of 1, on the latest fifth."""

    weights: Mapping[str, float] | None
    reason: str
    """better, not-better or few."""
    examples: int
    before: float | None = None
    after: float | None = None


def learn_border(known: Sequence[Judged], live: Mapping[str, float], until: float) -> Border:
    """A correction of all verdicts, if one of the earlier is no worse on the latest fifth than what serves.

    `until` is the last moment the live one learned of: it is compared on what it has not seen, else the shipped
    borders are what must not be beaten.
    """
    told = sorted((one for one in known if np.isfinite(one.perhaps)), key=lambda one: one.at)
    yes = sum(one.is_question for one in told)
    if len(told) < AT_LEAST or min(yes, len(told) - yes) < OF_EACH:
        return Border(None, "few", len(told))
    cut = len(told) - len(told) // LATEST
    latest, served = told[cut:], dict[str, float]()
    unseen = [one for one in latest if one.at > until]
    if live and len(unseen) >= UNSEEN_AT_LEAST:
        latest, served = unseen, dict(live)
    before, after = rightness(served, latest), rightness(fitted(told[:cut]), latest)
    if after < before:
        return Border(None, "not-better", len(told), before, after)
    return Border(fitted(told), "better", len(told), before, after)


def fitted(told: Sequence[Judged]) -> dict[str, float]:
    """Weights of signs by a regression that starts from the shipped score and is pulled back to it."""
    met = Counter(sign for one in told for sign in set(one.signs))
    names = sorted(sign for sign, times in met.items() if times >= RARE)
    column = {sign: at for at, sign in enumerate(names)}
    rows = np.zeros((len(told), len(names)))
    for at, one in enumerate(told):
        rows[at, [column[sign] for sign in one.signs if sign in column]] = 1
    shipped = np.array([one.perhaps for one in told]) - (SURE - PERHAPS) / 2
    truth = np.array([one.is_question for one in told], np.float64)
    weights: NDArray[np.float64] = np.zeros(len(names))
    # A quarter bounds the curvature from above: every step goes down, where Newton's own may leap to and fro.
    bend = np.linalg.inv(rows.T @ rows / 4 + FAITH * np.eye(len(names)))
    for _ in range(_ROUNDS):
        chances = 1 / (1 + np.exp(-(shipped + rows @ weights)))
        weights -= bend @ (rows.T @ (chances - truth) + FAITH * weights)
    return {name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True) if abs(weight) > 1e-3}
