"""A week in a hundred points (product.md, section 8)."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.rating import Case, Part, Tally, Zone, after_answers, score, shares, silent, speed

DAY = timedelta(hours=8)
HOUR = timedelta(hours=1)


def case(number: int, hours: float = 1, **more: object) -> Case:
    facts = {"in_time": hours <= 9, "told": True} | more
    return Case(number, took=HOUR * hours, **facts)


QUICK = tuple(case(number) for number in range(1, 6))


def test_a_week_without_a_fault_is_a_hundred() -> None:
    found = score(Tally(QUICK), DAY)
    assert (found.points, found.zone, found.losses) == (100, Zone.GREEN, ())


@pytest.mark.parametrize(("hours", "share"), [(0, 1), (2, 1), (5.5, 0.5), (9, 0), (40, 0)])
def test_speed_is_the_median_from_two_hours_to_nine(hours: float, share: float) -> None:
    assert speed([HOUR * hours] * 3) == share
    assert speed([]) == 1


def test_fewer_than_five_have_no_colour_however_bad() -> None:
    assert score(Tally(tuple(case(n, 50, told=False) for n in range(4))), DAY).zone is Zone.FEW
    assert score(Tally(tuple(case(n, 50, told=False) for n in range(5))), DAY).zone is Zone.RED


def test_one_silent_for_the_fourth_day_makes_the_best_week_red() -> None:
    many = tuple(case(number) for number in range(40))
    quiet = case(77, 25, told=False, late_by=HOUR * 16)
    found = score(Tally((*many, quiet)), DAY)
    assert found.points >= 95
    assert found.zone is Zone.RED
    assert silent((*many, quiet), DAY) == (77,)


def test_nothing_overdue_for_more_than_a_working_day_is_green() -> None:
    for late, zone in ((8, Zone.GREEN), (9, Zone.YELLOW)):
        waits = case(77, 18, told=False, late_by=HOUR * late)
        assert score(Tally((*(case(number) for number in range(40)), waits)), DAY).zone is zone


def test_what_was_due_earlier_colours_and_costs_no_points_twice() -> None:
    old = case(3, 60, told=False, late_by=HOUR * 50, earlier=True)
    found = score(Tally((*QUICK, old)), DAY)
    assert (found.points, found.zone) == (100, Zone.RED)
    assert score(Tally((old,) * 9), DAY).zone is Zone.FEW


def test_every_part_costs_its_weight_and_names_its_questions() -> None:
    late = tuple(replace(one, in_time=False) for one in QUICK)
    assert score(Tally(late), DAY).points == 65
    assert score(Tally(tuple(replace(one, took=9 * HOUR) for one in QUICK)), DAY).points == 80
    broken = score(Tally(QUICK, promises_broken=(4,), promises_kept=(5,)), DAY)
    assert [(one.part, one.points, one.numbers) for one in broken.losses] == [(Part.PROMISES, 8, (4,))]
    back = score(Tally((*QUICK[1:], replace(QUICK[0], returned=True))), DAY)
    assert [(one.part, one.points, one.numbers) for one in back.losses] == [(Part.RETURNS, 3, (1,))]


def test_five_answers_seen_by_people_outweigh_the_check() -> None:
    checked = Tally(QUICK, checked_good=(1, 2, 3), checked_bad=(4,))
    assert shares(checked)[Part.QUALITY] == 0.75
    seen = replace(checked, judged_good=(1, 2), judged_bad=(3, 4), judged_share=0.5)
    assert shares(seen)[Part.QUALITY] == 0.75, "four are too few"
    assert shares(replace(seen, judged_bad=(3, 4, 5)))[Part.QUALITY] == 0.5


def test_answering_what_waits_lifts_the_colour_not_the_points() -> None:
    quiet = case(77, 40, told=False, late_by=HOUR * 31)
    tally = Tally((*(case(number) for number in range(40)), quiet))
    now, then = score(tally, DAY), after_answers(tally, DAY, [77])
    assert (now.zone, then.zone) == (Zone.RED, Zone.GREEN)
    assert now.points == then.points
