"""A line of the table."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Row:
    """`wanted` is the goal in words, where there is one."""

    name: str
    figure: float
    unit: str
    wanted: str = ""

    def __str__(self) -> str:
        return f"{self.name:<62} {self.figure:>10,.1f} {self.unit:<10} {self.wanted}".replace(",", " ").rstrip()


def medians(runs: Sequence[Sequence[Row]]) -> list[Row]:
    """Row by row the median of several runs."""
    return [replace(same[0], figure=statistics.median(row.figure for row in same)) for same in zip(*runs, strict=True)]
