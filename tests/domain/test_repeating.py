"""The same topic at the same place again and again."""

from dataclasses import replace

from domain.question import Question, Status
from domain.use_cases.matters.repeating import repeated
from tests.build import MARINA
from tests.storage.build import message
from tests.world import moment

FIRST = Question(
    1, message(1), MARINA, "яма", moment("2026-11-24 10:00"), "priozerny", topic="roads", address="Лесная, 3"
)


def asked(number: int, **more: object) -> Question:
    return replace(FIRST, number=number, **more)


def test_three_of_one_topic_at_one_place_are_a_system() -> None:
    told = [asked(1), asked(2), asked(3), asked(4, address="Лесная, 5"), asked(5, topic="lighting")]
    assert [[one.number for one in group] for group in repeated(told)] == [[3, 2, 1]]


def test_what_is_no_trouble_of_its_own_does_not_count() -> None:
    told = [asked(1), asked(2), asked(3, status=Status.MERGED), asked(4, status=Status.WITHDRAWN)]
    assert repeated(told) == []
    assert repeated([asked(number, address="") for number in (1, 2, 3)]) == [], "a whole district is no place"
    assert repeated([asked(number, address="", settlement="Заручевье") for number in (1, 2, 3)])
