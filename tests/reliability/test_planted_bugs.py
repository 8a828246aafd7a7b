"""The harness bites: each bug planted into the bot is noticed by somebody in a story, with few deaths."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from bot.inbox import UnreadableError
from tests.reliability import planted, stories
from tests.reliability.crash import Played, Story, play
from tests.reliability.sight import differences
from tests.reliability.sweep import noticed, one_of_each_world

QUICK = {"region": Path(__file__).with_name("quick.toml")}
Plant = Callable[[pytest.MonkeyPatch], bytes | None]

PLANTED: list[tuple[Plant, Story, dict[str, Any]]] = [
    (planted.cursor_saved_first, stories.pressed_and_written, {}),
    (planted.cursor_in_memory, stories.pressed_and_written, {}),
    (planted.marked_before_it_is_sent, stories.a_lamp_in_the_chat, {}),
    (planted.a_new_random_id_each_time, stories.a_lamp_in_the_chat, {}),
    (planted.lease_not_taken_over, stories.a_lamp_in_the_chat, {}),
    (planted.two_transactions_instead_of_one, stories.a_lamp_in_the_chat, {}),
    (planted.without_unique_keys, stories.a_lamp_in_the_chat, {}),
    (planted.holes_are_not_filled, stories.what_vk_did_not_tell, {}),
    (planted.holes_are_filled_too_late, stories.what_vk_did_not_tell, {}),
    (planted.the_newest_event_first, stories.pressed_and_written, {}),
    (planted.read_back_before_vk_has_told, stories.pressed_and_written, {}),
    (planted.silence_is_over_before_it_is_admitted, stories.an_hour_away, {}),
    (planted.a_poison_event_stops_the_others, stories.a_poison_event, {}),
    (planted.marks_of_reminders_in_memory, stories.nobody_answers, QUICK),
]


@pytest.mark.parametrize(("plant", "story", "town"), PLANTED, ids=lambda value: getattr(value, "__name__", " "))
def test_a_planted_bug_is_noticed(
    plant: Plant, story: Story, town: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy = play(story, **town)
    how = {"database": plant(monkeypatch), **town}
    try:
        sick = play(story, **how)
    except UnreadableError:
        assert plant is planted.a_poison_event_stops_the_others
        return

    assert seen_by_people(differences(healthy.seen, sick.seen)) or dies_of_it(story, healthy, sick, how)


def dies_of_it(story: Story, healthy: Played, sick: Played, how: dict[str, Any]) -> bool:
    """Whether some death shows the bug to people; all of the story is tried, every eighth point first."""
    numbers = one_of_each_world(sick.points)
    spread = ([number] for start in range(8) for number in numbers[start::8])
    return any(seen_by_people(noticed(story, healthy, [at], **how)) for at in spread)


def seen_by_people(faults: Iterable[str]) -> list[str]:
    """Those in what was said and asked, not in the bot's own books."""
    return [fault for fault in faults if any(what in fault for what in ("conversation ", "comments ", "questions "))]


def test_what_is_said_before_the_commit_is_said_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The stand-in refuses such calls at once; here it lets them pass, and a death shows why they are wrong."""
    story, how = stories.a_lamp_in_the_chat, {"strict": False}
    planted.said_before_the_commit(monkeypatch)
    sick = play(story, **how)

    assert dies_of_it(story, sick, sick, how)
    with pytest.raises(AssertionError, match="inside a unit of work"):
        play(story)


def test_a_commit_that_does_not_wait_for_the_disk_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without syncing, a power cut takes commits back."""
    story, how = stories.pressed_and_written, {"power_cut": True}
    healthy = play(story)
    planted.syncs_now_and_then(monkeypatch)

    assert any(noticed(story, healthy, [[number] for number in one_of_each_world(healthy.points)[::4]], **how))


def test_one_layer_of_keys_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Events told twice are handled twice when the inbox does not know them; nobody sees it, nothing is doubled."""
    story = stories.a_lamp_in_the_chat
    healthy = play(story).seen
    sick = play(story, database=planted.without_the_inbox_key(monkeypatch)).seen

    assert any(row.startswith("inbox ") for row in differences(healthy, sick))
    assert not [row for row in differences(healthy, sick) if row.startswith(("conversation ", "questions ", "outbox "))]
