"""How well questions are put into themes: pairs of questions put together rightly, and those that should have been."""

import random
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from domain.grouping import Asked
from domain.organisation import Region
from routing.grouping import WordGrouper

GROUPS = Path(__file__).with_name("groups.toml")
BROADCAST = 1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Of all pairs of questions."""

    precision: float
    """Of those put together, the share that belongs together."""
    recall: float
    """Of those that belong together, the share put together."""
    themes: int
    groups: int


@cache
def labelled(part: str) -> tuple[tuple[str, str], ...]:
    """(group, question) of `tune` or `kept`."""
    groups: Mapping[str, Sequence[str]] = tomllib.loads(GROUPS.read_text("utf-8"))[part]
    return tuple((group, text) for group, texts in groups.items() for text in texts)


def measured(questions: Sequence[tuple[str, str]], region: Region, seed: int = 7) -> Pairs:
    """Questions asked one after another, in an order by chance."""
    order = list(range(len(questions)))
    random.Random(seed).shuffle(order)  # noqa: S311
    themes = grouped([questions[at][1] for at in order], region)
    return compared([(questions[at][0], themes[place]) for place, at in enumerate(order)])


def grouped(texts: Sequence[str], region: Region) -> list[int]:
    """The theme of each question, as a broadcast would take them."""
    grouper, themes = WordGrouper(), []
    for number, text in enumerate(texts):
        asked = Asked(number, text, municipality="priozerny")
        found = grouper.theme_of(BROADCAST, asked, region)
        themes.append(found.theme if found else number)
        grouper.place(BROADCAST, asked, themes[-1], region)
    return themes


def compared(labels: Sequence[tuple[str, int]]) -> Pairs:
    """(the group it belongs to, the theme it was put in)."""
    together = _pairs(Counter(theme for _, theme in labels))
    belong = _pairs(Counter(group for group, _ in labels))
    right = _pairs(Counter(labels))
    return Pairs(
        right / together if together else 1.0,
        right / belong if belong else 1.0,
        len({theme for _, theme in labels}),
        len({group for group, _ in labels}),
    )


def _pairs(sizes: Counter) -> int:  # type: ignore[type-arg]
    return sum(size * (size - 1) // 2 for size in sizes.values())
