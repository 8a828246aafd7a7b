"""The journeys' times: what the policy's clocks come to in the region's calendar."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.clocks import (
    CONFIRM_TIMES,
    SETTLING,
    after_days,
    can_object,
    confirm_time,
    confirm_window,
    first_clock,
    news_by,
    second_clock,
    working_time,
)
from domain.durations import Duration
from domain.question import Status
from tests.build import CALM, MOSCOW, a_policy, a_question, around_the_clock, at, days, hours, office, said

CALENDAR = office()
SHORT_FRIDAY = Calendar(
    MOSCOW, (((time(8, 30), time(13)), (time(14), time(17, 30))),) * 4 + (((time(9), time(13)),),) + ((),) * 2
)


def length(words: str) -> Duration:
    return Duration.parse(words)


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("вт 19:42", "26.11 9:30"),  # journey 1: nine working hours after a Tuesday evening
        ("вт 20:16", "26.11 9:30"),  # journey 2: every evening question of that day is due at once
        ("вт 8:30", "25.11 9:30"),
        ("пт 16:00", "30.11 17:00"),  # over the weekend
        ("сб 12:00", "01.12 9:30"),
    ],
)
def test_the_first_answer_is_owed_nine_working_hours_after_the_message(asked: str, due: str) -> None:
    assert said(first_clock(a_policy(), CALENDAR, at(asked), urgent=False).due(CALENDAR)) == due


def test_danger_has_four_hours() -> None:
    assert said(first_clock(a_policy(), CALENDAR, at("ср 8:30"), urgent=True).due(CALENDAR)) == "25.11 12:30"


def test_a_question_not_solved_is_owed_an_answer_in_four_working_hours() -> None:
    assert said(second_clock(a_policy(), CALENDAR, at("чт 18:10")).due(CALENDAR)) == "27.11 12:30"


def test_a_clock_in_days_is_as_long_as_so_many_working_days() -> None:
    assert working_time(length("2d"), CALENDAR) == hours(16)
    assert said(first_clock(a_policy(first_answer="1d"), CALENDAR, at("вт 19:42"), urgent=False).due(CALENDAR)) == (
        "25.11 17:30"
    )


def test_a_short_friday_does_not_make_the_other_days_shorter() -> None:
    assert working_time(length("1d"), SHORT_FRIDAY) == hours(8)


def test_a_clock_in_hours_is_working_time_as_it_is_written() -> None:
    assert working_time(length("90m"), CALENDAR) == hours(1.5)


def test_around_the_clock_a_day_has_all_its_hours() -> None:
    always = around_the_clock()
    assert working_time(length("1d"), always) == hours(24)
    assert said(first_clock(a_policy(), always, at("вт 19:42"), urgent=False).due(always)) == "25.11 4:42"
    assert said(after_days(length("7d"), always, at("вт 19:42"))) == "01.12 19:42"


@pytest.mark.parametrize(
    ("now", "after", "moment"),
    [
        ("ср 11:05", "7d", "04.12 17:30"),
        ("пт 11:05", "1d", "30.11 17:30"),
        ("сб 11:05", "1d", "30.11 17:30"),
        ("30.12 11:00", "1d", "11.01 17:30"),  # the New Year holidays are not days
        ("ср 11:05", "4h", "25.11 16:05"),
    ],
)
def test_days_are_working_days_and_end_at_closing_time(now: str, after: str, moment: str) -> None:
    assert said(after_days(length(after), CALENDAR, at(now))) == moment


@pytest.mark.parametrize(
    ("done_by", "ask"),
    [
        ("26.11 11:00", "26.11 14:30"),  # journey 2: cleared by eleven, asked after lunch
        ("26.11 12:40", "26.11 17:30"),  # journey 1: done at twenty to one, asked when people come home
        ("26.11 11:30", "26.11 14:30"),
        ("26.11 11:31", "26.11 17:30"),
        ("26.11 17:30", "27.11 14:30"),
        ("27.11 17:30", "30.11 14:30"),  # not at the weekend
        ("31.12.2026 12:00", "11.01 14:30"),  # not in the New Year holidays
        ("08.05.2026 16:00", "12.05 14:30"),
    ],
)
def test_the_resident_is_asked_after_lunch_or_when_people_come_home(done_by: str, ask: str) -> None:
    assert said(confirm_time(at(done_by), CALENDAR)) == ask


def test_around_the_clock_the_resident_is_asked_as_soon_as_it_can_be_seen() -> None:
    assert said(confirm_time(at("вс 1:00"), around_the_clock())) == "29.11 4:00"


def test_a_calendar_without_a_working_day_ahead_still_names_a_time() -> None:
    closed = Calendar(MOSCOW, CALENDAR.week, frozenset(date.fromordinal(739950 + n) for n in range(400)))
    done_by = datetime.combine(date.fromordinal(739960), time(12), MOSCOW)
    assert confirm_time(done_by, closed) == done_by + SETTLING


def test_the_news_after_a_missed_deadline_comes_by_three() -> None:
    assert said(news_by(at("чт 9:30"), CALENDAR)) == "26.11 15:00"


def test_a_deadline_missed_on_friday_evening_has_its_news_on_monday() -> None:
    assert said(news_by(at("пт 17:30"), CALENDAR)) == "30.11 13:00"


def test_not_solved_is_heard_for_fifteen_days_of_the_calendar() -> None:
    until = confirm_window(a_policy(), at("ср 11:05"))
    question = a_question(Status.ANSWERED, confirm_until=until)
    assert said(until) == "10.12 11:05"
    assert can_object(question, until)
    assert not can_object(question, until + days(1))


def test_without_a_window_the_resident_may_always_object() -> None:
    assert can_object(a_question(Status.EXTERNAL), at("11.01.2029 9:00"))


ZONES = st.sampled_from(["Europe/Moscow", "Europe/Kaliningrad", "Asia/Vladivostok", "Asia/Kamchatka"])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(MOSCOW))  # noqa: DTZ001


@CALM
@given(ZONES, MOMENTS)
def test_residents_are_never_asked_at_night_or_on_a_day_off(zone: str, done_by: datetime) -> None:
    calendar = office(zone)
    ask = confirm_time(done_by, calendar)
    local = ask.astimezone(ZoneInfo(zone))
    assert local.time() in CONFIRM_TIMES
    assert calendar.is_working_day(local.date())
    assert ask >= done_by + SETTLING


@CALM
@given(ZONES, MOMENTS, st.sampled_from(["1h", "9h", "1d", "7d"]))
def test_an_official_is_never_due_while_everybody_is_off(zone: str, asked: datetime, first_answer: str) -> None:
    calendar = office(zone)
    due = first_clock(a_policy(first_answer=first_answer), calendar, asked, urgent=False).due(calendar)
    assert due is not None
    assert calendar.is_working_day(calendar.local(due).date())
    assert calendar.between(asked, due) == working_time(length(first_answer), calendar)
