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
        figure = f"{self.figure:>10,.1f}".replace(",", " ")
        return f"{self.name:<66} {figure} {self.unit:<4} {self.wanted}".rstrip()


def medians(runs: Sequence[Sequence[Row]]) -> list[Row]:
    """Row by row the median of several runs."""
    return [replace(same[0], figure=statistics.median(row.figure for row in same)) for same in zip(*runs, strict=True)]
