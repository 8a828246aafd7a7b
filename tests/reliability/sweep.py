"""Which deaths are tried.

Two points between which nothing lasting happened (no commit that changed anything, no word to VK, no time) leave the
same world to the next life: one of them is tried, of the kind tried least so far. By default a story has a limited
number of lives; `OTKLIK_SWEEP_EVERY=1` tries every such world, `OTKLIK_SWEEP_EVERY=0` every single point.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Any

from tests.reliability.crash import Played, Points, Story, play
from tests.reliability.sight import differences

EVERY = os.environ.get("OTKLIK_SWEEP_EVERY", "")


def deaths(points: Points, most: int) -> list[tuple[int, ...]]:
    """The single deaths of a story that are tried, about `most` of them unless the environment asks for more."""
    if EVERY == "0":
        return [(number,) for number in range(1, points.count + 1)]
    chosen = one_of_each_world(points)
    return [(number,) for number in (chosen if EVERY else thinned(chosen, most))]


def pairs(points: Points, most: int) -> list[tuple[int, ...]]:
    """A death and another one so many points later, while the next life rises or goes on."""
    first, later = one_of_each_world(points), (1, 4, 9, 16, 23, 31, 40, 52)
    both = [(number, number + after) for number, after in product(first, later)]
    return both if EVERY else thinned(both, most)


def one_of_each_world(points: Points) -> list[int]:
    """A point for every lasting state of the world, of the kind chosen least so far."""
    alike: dict[object, list[int]] = {}
    for number, state in enumerate(points.states, 1):
        alike.setdefault(state, []).append(number)
    chosen: list[int] = []
    tried: Counter[str] = Counter()
    for numbers in alike.values():
        number = min(numbers, key=lambda one: (tried[points.names[one - 1]], one))
        tried[points.names[number - 1]] += 1
        chosen.append(number)
    return chosen


def thinned(chosen: Sequence[Any], most: int) -> list[Any]:
    """At most so many, spread evenly from the first on."""
    if len(chosen) <= most:
        return list(chosen)
    return [chosen[index * len(chosen) // most] for index in range(most)]


def noticed(story: Story, alive: Played, tried: Iterable[Sequence[int]], **how: Any) -> Iterator[str]:
    """What somebody could notice of each of these deaths, in words; nothing when all is well."""
    for at in tried:
        try:
            risen = play(story, at=at, **how)
        except Exception as error:  # noqa: BLE001  a life that ends like this is what is looked for
            yield f"died at {at}: {error!r}"
            continue
        yield from (f"died {risen.points.died}: {words}" for words in differences(alive.seen, risen.seen))
