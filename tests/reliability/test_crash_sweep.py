"""Wherever the process dies, nobody can notice afterwards (failures.md 14, 15, 18)."""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.reliability import stories
from tests.reliability.crash import Played, Story, play
from tests.reliability.sweep import deaths, noticed, pairs

QUICK = {"region": Path(__file__).with_name("quick.toml")}
LAMP: tuple[Story, dict[str, Any], int] = (stories.a_lamp_in_the_chat, {}, 24)
STORIES: list[tuple[Story, dict[str, Any], int]] = [
    LAMP,
    (stories.a_road_in_private, {}, 14),
    (stories.pressed_and_written, {}, 18),
    (stories.nobody_answers, QUICK, 10),
    (stories.what_vk_did_not_tell, {}, 18),
    (stories.an_hour_away, {}, 18),
    (stories.from_hand_to_hand, {}, 12),
    (stories.under_a_post_and_a_video, {"user_token": True}, 12),
    (stories.days_pass, {}, 10),
    (stories.an_evening_on_the_air, {}, 10),
]
"""Each with the number of deaths that are tried by default."""

PHASES = {"rising", "intake", "filling a gap", "catching up", "handling", "sending", "ticking"}

told = pytest.mark.parametrize(("story", "town", "most"), STORIES, ids=lambda value: getattr(value, "__name__", " "))


@cache
def _alive(story: Story, *town: tuple[str, Any]) -> Played:
    return play(story, **dict(town))


def alive(story: Story, town: dict[str, Any]) -> Played:
    """The story without a death, played once."""
    return _alive(story, *sorted(town.items()))


@told
def test_nobody_notices_a_death(story: Story, town: dict[str, Any], most: int) -> None:
    healthy = alive(story, town)
    tried = deaths(healthy.points, most)

    assert len(tried) >= min(most, 10)
    assert not list(noticed(story, healthy, tried, **town))


@told
def test_a_story_without_a_death_ends_well(story: Story, town: dict[str, Any], most: int) -> None:
    """What the deaths are compared with: everything was heard, nothing failed, nothing waits that could be done."""
    seen = alive(story, town).seen

    assert seen["everything was heard"]
    rows = [row for name, rows in seen.items() if name.startswith(("inbox ", "outbox ")) for row in rows]
    assert {row["state"] for row in rows} <= {"done", "sent", "refused", "cancelled"}


def test_every_part_of_the_bot_meets_a_death() -> None:
    kinds: Counter[str] = Counter()
    for story, town, _ in STORIES:
        kinds += alive(story, town).points.by_kind()
    for kind, count in sorted(kinds.items()):
        print(f"{count:5} {kind}")  # noqa: T201  `pytest -s` shows the distribution

    assert {kind.partition(":")[0] for kind in kinds} == PHASES
    for phase in PHASES - {"filling a gap"}:
        assert f"{phase}: before a commit" in kinds
        assert f"{phase}: after a commit" in kinds
    for phase, method in (
        ("intake", "a poll"),
        ("filling a gap", "messages.getByConversationMessageId"),
        ("catching up", "messages.getByConversationMessageId"),
        ("catching up", "messages.getHistory"),
        ("sending", "execute"),
    ):
        assert f"{phase}: before {method}" in kinds
        assert f"{phase}: after {method}" in kinds


def test_nobody_notices_a_power_cut() -> None:
    """A commit on its way reaches the disk by half."""
    story, town, most = LAMP
    healthy = alive(story, town)

    assert not list(noticed(story, healthy, deaths(healthy.points, most), power_cut=True, **town))


@pytest.mark.parametrize(
    ("story", "town"),
    [(stories.a_lamp_in_the_chat, {}), (stories.an_hour_away, {}), (stories.nobody_answers, QUICK)],
    ids=lambda value: getattr(value, "__name__", " "),
)
def test_nobody_notices_a_second_death_after_the_first(story: Story, town: dict[str, Any]) -> None:
    healthy = alive(story, town)

    assert not list(noticed(story, healthy, pairs(healthy.points, 16), **town))


@pytest.mark.parametrize("story", [stories.a_lamp_in_the_chat, stories.a_road_in_private])
def test_nobody_notices_a_death_while_everything_runs_at_once(story: Story) -> None:
    """The application as it is started in life: intake, handling, sending and ticking in tasks of their own."""
    healthy = play(story, busy=True)

    assert not list(noticed(story, healthy, deaths(healthy.points, 16), busy=True))
