"""Durations as the region file writes them: 30s, 15m, 9h, 7d."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Self

SHAPE = re.compile(r"(\d{1,6})([smhd])", re.ASCII)


class Unit(StrEnum):
    """The letter after the number; whether a day is a working one is for the reader of the value to say."""

    SECONDS = "s"
    MINUTES = "m"
    HOURS = "h"
    DAYS = "d"


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount that remembers its unit, so that seven days can mean seven working days."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0:
            raise ValueError(f"a duration cannot be negative: {self}")

    @classmethod
    def parse(cls, text: str) -> Self:
        """`9h` and its kind; anything else is refused with words."""
        match = SHAPE.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"not a duration: {text!r}; write a whole number and s, m, h or d, like 15m or 7d")
        return cls(int(match[1]), Unit(match[2]))

    @property
    def timedelta(self) -> timedelta:
        """The plain length; a day is 24 hours."""
        return timedelta(seconds=self.amount * SECONDS[self.unit])

    @property
    def in_days(self) -> bool:
        return self.unit is Unit.DAYS

    def __bool__(self) -> bool:
        return self.amount > 0

    def __str__(self) -> str:
        return f"{self.amount}{self.unit}"


SECONDS = {Unit.SECONDS: 1, Unit.MINUTES: 60, Unit.HOURS: 3600, Unit.DAYS: 86400}
