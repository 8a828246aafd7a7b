"""Answer capture on the labelled exchanges; rules are made from the development half only."""

import pytest

from domain.capture import What, decide, is_sign
from tests.benchmarks.capture import figures
from tests.capture.exchanges import Exchange, exchanges

DEVELOPMENT = exchanges("development")


@pytest.mark.parametrize("exchange", DEVELOPMENT, ids=str)
def test_what_comes_of_an_exchange(exchange: Exchange) -> None:
    assert exchange.outcome in exchange.right


def test_row_29_the_release_gate() -> None:
    """A reminder about an answered question is the worst there is (failures.md 29)."""
    told = figures("evaluation")
    assert told.seen >= 98
    assert told.false <= 1


def test_the_set_is_large_and_half_of_it_was_never_tuned_to() -> None:
    evaluation = exchanges("evaluation")
    assert len(DEVELOPMENT) + len(evaluation) >= 200
    assert len(evaluation) >= 100
    assert not {(one.scene, one.who, one.how, one.words) for one in DEVELOPMENT if one.words} & {
        (one.scene, one.who, one.how, one.words) for one in evaluation if one.words
    }


def test_nobody_but_those_who_may_answer_ever_answers() -> None:
    """Residents, a namesake, a moderator, an official of another municipality say what officials said."""
    others = [one for one in DEVELOPMENT if one.who in {"Лена", "Однофамилец", "Соколова", "Громов"}]
    assert len(others) >= 4
    assert {decide(one.heard).what for one in others} == {What.NOTHING}


@pytest.mark.parametrize("attachment", ["sticker", "audio_message-1_2", "audio_message1_2_key", "gift7"])
def test_signs_say_nothing(attachment: str) -> None:
    assert is_sign(attachment)
    assert not is_sign("photo1_2_key")
