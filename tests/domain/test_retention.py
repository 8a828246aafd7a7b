"""What is kept how long: the rules, without any database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.place import Place, PlaceKind
from domain.question import ENDED, Question, Status
from domain.retention import Limits, anonymised, finished_at, is_over, months_before

NOW = datetime(2027, 12, 1, 9, 0, tzinfo=UTC)
LIMITS = Limits.at(NOW)
LONG_AGO = datetime(2026, 11, 1, tzinfo=UTC)


def old(**changes: object) -> Question:
    question = Question(
        number=7,
        place=Place(PlaceKind.WALL, 1, -1, 55, post=9),
        author=501,
        text="Яма на Садовой, 4, кв. 12",
        asked_at=LONG_AGO,
        municipality="priozerny",
        status=Status.CLOSED,
        topic="roads",
        settlement="Лесной",
        address="Садовая, 4",
        assignee=12,
        closed_at=LONG_AGO,
        reason="Опять не убрали",
        incident_number="25-117",
        pos_number="9001",
    )
    return replace(question, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("moment", "earlier"),
    [("2027-12-01", "2026-12-01"), ("2028-02-29", "2027-02-28"), ("2027-01-31", "2026-01-31")],
)
def test_twelve_months_are_the_same_day_a_year_before(moment: str, earlier: str) -> None:
    assert months_before(datetime.fromisoformat(moment), 12) == datetime.fromisoformat(earlier)


@given(st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2100-01-01")), st.integers(1, 40))
def test_months_go_back_by_their_number_and_never_past_the_day(moment: datetime, months: int) -> None:
    earlier = months_before(moment, months)
    assert (moment.year - earlier.year) * 12 + moment.month - earlier.month == months
    assert earlier.day <= moment.day


@pytest.mark.parametrize("status", Status)
def test_only_what_is_finished_loses_its_words(status: Status) -> None:
    assert is_over(old(status=status), None, LIMITS) is (status in ENDED or status is Status.DRAFT)


def test_a_day_less_than_a_year_is_kept() -> None:
    assert not is_over(old(closed_at=datetime(2026, 12, 2, tzinfo=UTC)), None, LIMITS)
    assert is_over(old(closed_at=datetime(2026, 11, 30, tzinfo=UTC)), None, LIMITS)


def test_a_duplicate_is_finished_with_its_main_question() -> None:
    duplicate = old(status=Status.MERGED, closed_at=None, main=8)
    assert finished_at(duplicate, old(number=8)) == LONG_AGO
    assert finished_at(duplicate, old(number=8, status=Status.ASSIGNED)) is None
    assert finished_at(duplicate, None) is None


def test_two_questions_merged_into_each_other_do_not_turn_for_ever() -> None:
    one, other = old(status=Status.MERGED, main=8), old(number=8, status=Status.MERGED, main=7)
    assert finished_at(one, other) is None


def test_figures_stay_and_nothing_else() -> None:
    kept = anonymised(old(), NOW)
    assert kept == Question(
        number=7,
        place=Place(PlaceKind.WALL, 1, -1, -7),
        author=0,
        text="",
        asked_at=LONG_AGO,
        municipality="priozerny",
        status=Status.CLOSED,
        topic="roads",
        assignee=12,
        closed_at=LONG_AGO,
    )


def test_a_private_dialog_does_not_tell_whose_it_was() -> None:
    place = anonymised(old(place=Place(PlaceKind.PRIVATE, 1, 501, 3)), NOW).place
    assert place == Place(PlaceKind.PRIVATE, 1, 0, -7)


def test_a_draft_nobody_looked_at_was_no_question() -> None:
    kept = anonymised(old(status=Status.DRAFT, closed_at=None), NOW)
    assert (kept.status, kept.closed_at, kept.text) == (Status.DECLINED, NOW, "")


def test_loose_texts_and_keys_go_sooner() -> None:
    assert LIMITS.words < LIMITS.loose_texts < LIMITS.unfinished_talk < LIMITS.event_keys
    assert NOW - LIMITS.event_keys == timedelta(days=7)
