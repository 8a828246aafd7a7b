"""Answers captured in chats: how many are seen, and how often something else is taken for one (failures.md 29).

Measured on the half of `tests/capture/exchanges.toml` that no rule was made from, through the decider the bot uses.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.rows import Row
from tests.capture.exchanges import Exchange, exchanges


@dataclass(frozen=True, slots=True)
class Figures:
    """Shares of one half of the exchanges, in per cent."""

    exchanges: int
    seen: float
    """Of replies that answer: recorded as the answer to the right question."""
    exact: float
    """Of answers recorded: those that are answers to that question."""
    false: float
    """Of all that is no answer in a reply: recorded as one."""
    asked: float
    """Of answers said without a reply: the official is asked about the right question."""
    idle: float
    """Of words that have nothing to do with any question: the official is asked for nothing."""
    nods: float
    """Of «принял, разберёмся» and of questions back: understood as such."""


def figures(half: str) -> Figures:
    """Every exchange decided once."""
    found = exchanges(half)
    answers = [one for one in found if one.right[0].startswith("answer")]
    recorded = [one for one in found if _recorded(one.outcome)]
    indirect = [one for one in found if one.right[0].startswith("ask")]
    nods = [one for one in found if one.right[0].startswith(("work", "clarify"))]
    nothing = [one for one in found if "nothing" in one.right]
    others = [one for one in found if not one.right[0].startswith("answer")]
    return Figures(
        exchanges=len(found),
        seen=_share(answers, lambda one: _recorded(one.outcome) == _recorded(one.right[0])),
        exact=_share(recorded, lambda one: _recorded(one.outcome) == _recorded(one.right[0])),
        false=_share(others, lambda one: bool(_recorded(one.outcome))),
        asked=_share(indirect, lambda one: one.outcome in one.right),
        idle=_share(nothing, lambda one: one.outcome not in one.right),
        nods=_share(nods, lambda one: one.outcome in one.right),
    )


async def capture(_: str, __: Path) -> Sequence[Row]:
    """The evaluation half."""
    told = figures("evaluation")
    return [
        Row("exchanges in chats nobody tuned to", told.exchanges, ""),
        Row("answers by a reply that are seen", told.seen, "%", "≥ 98 %"),
        Row("recorded answers that are answers to that question", told.exact, "%", "≥ 98 %"),
        Row("other words taken for an answer", told.false, "%", "≤ 1 %"),
        Row("answers without a reply the official is asked about", told.asked, "%"),
        Row("idle talk the official is asked about", told.idle, "%"),
        Row("«принял» and questions back understood", told.nods, "%"),
    ]


def _recorded(outcome: str) -> str:
    """The question an outcome records an answer to: «answer 1» of «answer 1 ask 2»."""
    return " ".join(outcome.split()[:2]) if outcome.startswith("answer") else ""


def _share(among: Sequence[Exchange], holds: Callable[[Exchange], bool]) -> float:
    return 100 * sum(map(holds, among)) / len(among) if among else 0.0
