"""A year of broadcasts in numbers: each by itself, and summed by head, by municipality or altogether."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from domain.place import VkId

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum:
    """`replied` of those `in_writing` have their answer, `on_time` of them by the day that was named."""

    broadcasts: int = 0
    questions: int = 0
    on_air: int = 0
    in_writing: int = 0
    replied: int = 0
    on_time: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(
            self.broadcasts + other.broadcasts,
            self.questions + other.questions,
            self.on_air + other.on_air,
            self.in_writing + other.in_writing,
            self.replied + other.replied,
            self.on_time + other.on_time,
        )


@dataclass(frozen=True, slots=True)
class Counted:
    """One broadcast and what became of its questions."""

    number: int
    began: datetime
    host: VkId
    municipality: str
    sum: Sum


def summed(counted: Iterable[tuple[Key, Sum]]) -> list[tuple[Key, Sum]]:
    """What belongs together added up: those with the most broadcasts first, then with the most questions."""
    found: dict[Key, Sum] = {}
    for key, one in counted:
        found[key] = found.get(key, Sum()) + one
    return sorted(found.items(), key=lambda pair: (-pair[1].broadcasts, -pair[1].questions, str(pair[0])))


def total(counted: Iterable[Sum]) -> Sum:
    """All of them together."""
    return sum(counted, Sum())
