"""What may become of a line of the journal: a person's way there and back, and what VK said of it."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.errors import RuleViolation
from domain.place import Place, PlaceKind
from domain.removals import GONE, WAITS, Removal, State, What

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
IN_CHAT = Place(PlaceKind.CHAT, 1, 2_000_000_002, 17)
UNDER_A_POST = Place(PlaceKind.WALL, 1, -1, 17, 40)
HELD = Removal(1, What.MESSAGE, IN_CHAT, "priozerny", 203, NOW, text="займ тут")


def allows(removal: Removal, act: str) -> bool:
    try:
        getattr(removal, act)(106, NOW)
    except RuleViolation:
        return False
    return True


def test_each_act_has_the_states_it_starts_from() -> None:
    starts = {
        act: {state for state in State if allows(replace(HELD, state=state), act)}
        for act in ("dropped", "kept", "by_hand", "brought_back")
    }
    assert starts == {
        "dropped": {*WAITS, State.KEPT},
        "kept": set(WAITS),
        "by_hand": set(WAITS),
        "brought_back": set(GONE),
    }


@pytest.mark.parametrize("act", ["dropped", "kept", "brought_back"])
@pytest.mark.parametrize("what", [What.OWN, What.ANSWER, What.MUTE])
def test_what_is_no_strangers_message_is_not_moderated_so(what: What, act: str) -> None:
    assert not any(allows(replace(HELD, what=what, state=state), act) for state in State)


def test_without_words_nothing_comes_back_and_under_a_post_nothing_goes() -> None:
    gone = replace(HELD, state=State.DONE)
    assert gone.can_come_back
    assert not replace(gone, text="").can_come_back
    assert replace(gone, text="", attachments=("photo1_2",)).can_come_back
    assert not allows(replace(gone, text=" "), "brought_back")
    there = replace(HELD, place=UNDER_A_POST)
    assert not allows(there, "dropped")
    assert allows(there, "by_hand")
    assert not allows(there.by_hand(106, NOW), "brought_back")


def test_vks_word_counts_once_and_only_while_it_is_waited_for() -> None:
    asked = HELD.dropped(106, NOW)
    assert asked.done().state is State.DONE
    assert asked.refused().state is State.REFUSED
    assert asked.done().refused().state is State.DONE
    assert HELD.done().state is State.HELD
    assert asked.refused().dropped(106, NOW).done().state is State.DONE, "made administrator, it works"


def test_an_author_objects_once_and_to_what_is_gone() -> None:
    with pytest.raises(RuleViolation, match="removal-over"):
        HELD.objected(NOW)
    objected = replace(HELD, state=State.DONE).objected(NOW)
    assert objected.objected_at == NOW
    with pytest.raises(RuleViolation, match="removal-over"):
        objected.objected(NOW)
