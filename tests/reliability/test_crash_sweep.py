"""Wherever the process dies, nobody can notice afterwards (failures.md 14, 15, 18)."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.reliability.crash import Points, Story, differences, play
from tests.reliability.stories import a_lamp_in_the_chat, a_road_in_private, nobody_answers

QUICK = Path(__file__).with_name("quick.toml")
STORIES: list[tuple[Story, dict[str, Any]]] = [
    (a_lamp_in_the_chat, {}),
    (a_road_in_private, {}),
    (nobody_answers, {"region": QUICK}),
]
EVERY = int(os.environ.get("OTKLIK_SWEEP_EVERY", "10"))
"""Which part of the points is tried: 1 tries all of them."""


async def sweep(folder: Path, story: Story, *, deaths: Any, **how: Any) -> tuple[list[str], int]:
    """Plays a story with each of the chosen deaths; (what somebody could notice, how many lives were tried)."""
    seen, alive = await play(folder / "alive", story, **how)
    faults, tried = [], 0
    for at in deaths(alive):
        risen, points = await play(folder / "-".join(map(str, at)), story, at=at, **how)
        tried += 1
        faults += [f"died {points.died}: {words}" for words in differences(seen, risen)]
    return faults, tried


@pytest.mark.parametrize(("story", "town"), STORIES, ids=lambda value: getattr(value, "__name__", ""))
async def test_nobody_notices_a_death(tmp_path: Path, story: Story, town: dict[str, Any]) -> None:
    def anywhere(points: Points) -> list[list[int]]:
        return [[number] for number in range(1, points.count + 1, EVERY)]

    faults, tried = await sweep(tmp_path, story, deaths=anywhere, **town)

    assert tried >= 10
    assert not faults, faults[:5]


async def test_nobody_notices_a_death_inside_a_transaction(tmp_path: Path) -> None:
    def within(points: Points) -> list[list[int]]:
        inside = [number for number, name in enumerate(points.names, 1) if name == "a statement"]
        return [[number] for number in inside[:: EVERY * 3]]

    faults, tried = await sweep(tmp_path, a_lamp_in_the_chat, deaths=within, inside=True)

    assert tried >= 3
    assert not faults, faults[:5]


async def test_nobody_notices_a_second_death_while_rising(tmp_path: Path) -> None:
    def twice(points: Points) -> list[list[int]]:
        return [[number, number + after] for after in (3, 9) for number in range(5, points.count, EVERY * 4)]

    faults, tried = await sweep(tmp_path, a_lamp_in_the_chat, deaths=twice)

    assert tried >= 3
    assert not faults, faults[:5]


async def test_nobody_notices_a_power_cut(tmp_path: Path) -> None:
    def after_work(points: Points) -> list[list[int]]:
        moments = {"after a commit", "after messages.send", "after execute", "before a commit"}
        numbers = [number for number, name in enumerate(points.names, 1) if name in moments]
        return [[number] for number in numbers[::EVERY]]

    faults, tried = await sweep(tmp_path, a_lamp_in_the_chat, deaths=after_work, power_cut=True)

    assert tried >= 3
    assert not faults, faults[:5]
