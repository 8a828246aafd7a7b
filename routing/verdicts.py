"""What people's verdicts say of the borders: a small correction over the kinds of signs, never words."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from routing.lexicon import Weighed
from routing.questions import IMPOSSIBLE, Verdict

MOST = 1.4
"""Verdicts move a message no further than from the border of a question to that of a perhaps."""

WANTED = 64
"""Signs kept of one message."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A message that people said is a question, or is none: how far above the borders it stood, and its signs."""

    question: float
    perhaps: float
    signs: tuple[str, ...]
    is_question: bool
    at: float = 0.0


def signs_of(verdict: Verdict, weighed: Weighed) -> tuple[str, ...]:
    """The kinds of signs, and which patterns of the vocabulary were met: what somebody wrote is not in them."""
    topic = max(weighed.topics, key=weighed.topics.__getitem__, default="")
    named = (f"@{topic}",) if topic else ()
    return (*verdict.signs, *named, *(f"#{pattern}" for pattern in weighed.patterns))[:WANTED]


def written(verdict: Verdict, weighed: Weighed) -> str:
    """All that is kept of a message beside a verdict."""
    above = [None if one == IMPOSSIBLE else round(one, 2) for one in (verdict.question, verdict.perhaps)]
    return json.dumps([*above, *signs_of(verdict, weighed)], ensure_ascii=False)


def judged(kept: str, *, is_question: bool, at: float) -> Judged | None:
    """What was kept, read; None of anything else."""
    try:
        question, perhaps, *signs = json.loads(kept)
        margins = [IMPOSSIBLE if one is None else float(one) for one in (question, perhaps)]
    except (ValueError, TypeError):
        return None
    return Judged(margins[0], margins[1], tuple(map(str, signs)), is_question, at)


def pull(weights: Mapping[str, float], signs: Iterable[str]) -> float:
    """How much people's verdicts speak for a message with these signs, or against it."""
    return max(-MOST, min(MOST, sum(weights.get(sign, 0.0) for sign in signs)))


def rightness(weights: Mapping[str, float], asked: Iterable[Judged]) -> float:
    """The share of messages where the border is right; a perhaps is half right, whatever it turned out to be."""
    points = []
    for one in asked:
        moved = pull(weights, one.signs)
        taken = 1.0 if one.question + moved >= 0 else 0.5 if one.perhaps + moved >= 0 else 0.0
        points.append(taken if one.is_question else 1 - taken)
    return sum(points) / max(len(points), 1)
