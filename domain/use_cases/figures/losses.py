"""What cost a municipality its points, as the explanation and the letter to its head show it."""

from collections.abc import Sequence

from domain.notices import LossRow
from domain.rating import Score


def rows_of(score: Score, shown: int) -> tuple[LossRow, ...]:
    """A row for each part of which points were lost, with so many of its questions named."""
    return tuple(
        LossRow(one.part.value, one.points, listed(one.numbers[:shown]), max(len(one.numbers) - shown, 0))
        for one in score.losses
    )


def listed(numbers: Sequence[int]) -> tuple[str, ...]:
    """Numbers of questions as they are written."""
    return tuple(f"№{number}" for number in numbers)
