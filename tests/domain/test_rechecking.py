"""A tenth of what silence closed."""

from dataclasses import replace

import pytest

from domain.question import Status
from domain.use_cases.clock.rechecking import A_DAY, drawn
from tests.build import a_question


@pytest.mark.parametrize(("closed", "asked"), [(0, 0), (1, 1), (10, 1), (11, 2), (95, 10), (1000, A_DAY)])
def test_one_in_ten_and_at_least_one(closed: int, asked: int) -> None:
    questions = [a_question(number=number + 1, status=Status.CLOSED_UNCONFIRMED) for number in range(closed)]
    found = drawn(questions, 1)

    assert len({one.number for one in found}) == asked
    assert found == drawn(questions[::-1], 1), "the same whenever it is drawn again"


def test_erased_words_are_asked_about_by_nobody() -> None:
    assert drawn([replace(a_question(number=1, status=Status.CLOSED_UNCONFIRMED), text="")], 1) == []
