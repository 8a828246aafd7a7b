"""What a head reads of the week: what was good, and that nobody is written to twice or out of hours."""

from datetime import timedelta
from itertools import pairwise

from domain.rating import Case, Tally
from domain.use_cases.figures.letters import APART, good, leaves_at
from tests.build import at, hours, office


def a_case(number: int, **more: object) -> Case:
    return Case(number, **{"in_time": True, "told": True, "took": hours(1), **more})  # type: ignore[arg-type]


def test_only_what_was_there_to_lose_is_praised() -> None:
    quick = tuple(a_case(number) for number in range(1, 7))
    assert good(Tally(cases=quick)) == ("in-time", "speed", "returns"), "no promises, no answers looked at"
    assert good(Tally(cases=quick, promises_kept=(1,), checked_good=(2,))) == (
        "in-time", "speed", "promises", "returns", "quality",
    )  # fmt: skip
    slow = (a_case(1, took=hours(9)), a_case(2, took=hours(8), returned=True))
    assert good(Tally(cases=slow, promises_kept=(1,), promises_broken=(2,))) == ("in-time",)
    assert good(Tally()) == ()


def test_one_after_another_and_only_in_working_hours() -> None:
    calendar, start = office(), at("пн 17:29")
    leave = [leaves_at(calendar, start, number) for number in range(22)]
    assert leave[0] == start
    assert all(calendar.between(one, later) == APART for one, later in pairwise(leave))
    assert leave[-1] - start > timedelta(hours=12), "what does not fit goes on in the morning"
    assert leaves_at(calendar, at("сб 12:00"), 0) == at("пн 8:30") + timedelta(days=7)
