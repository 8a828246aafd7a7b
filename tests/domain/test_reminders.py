"""What is said about a question and when: computed from the question as it stands, each thing once."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Calendar
from domain.organisation import Policy, Role
from domain.question import Question, Status
from domain.reminders import Step, StepKind, due, next_look, steps
from tests.build import (
    CALM,
    ILYIN,
    a_policy,
    a_question,
    a_waiting_question,
    an_answered_question,
    around_the_clock,
    at,
    days,
    hours,
    ladder,
    minutes,
    office,
    said,
)

POLICY, CALENDAR = Policy(), office()
BERLIN = Calendar(ZoneInfo("Europe/Berlin"), CALENDAR.week)
ASKED = at("вт 19:42")


def walk(
    question: Question, start: datetime, end: datetime, policy: Policy = POLICY, calendar: Calendar = CALENDAR
) -> Iterator[tuple[datetime, Step]]:
    """What a bot that never sleeps would do: look when it said it would, do what is due and not done."""
    done: set[str] = set()
    now: datetime | None = start
    while now is not None and now <= end:
        for step in due(question, policy, calendar, now):
            if step.mark not in done:
                done.add(step.mark)
                yield now, step
        following = next_look(question, policy, calendar, now)
        assert following is None or following > now
        now = following


def told(question: Question, start: str, end: str, policy: Policy = POLICY, calendar: Calendar = CALENDAR) -> list[str]:
    """The walk in words: «26.11 9:30 escalate deputy»."""
    return [
        f"{said(now, calendar.timezone)} {step.kind.value} {step.to.value if step.to else ''}".strip()
        for now, step in walk(question, at(start), at(end), policy, calendar)
    ]


def kinds(question: Question, start: str, end: str, kind: StepKind, **more: object) -> list[str]:
    """When things of one kind are said."""
    words = told(question, start, end, **more)  # type: ignore[arg-type]
    return [word.removesuffix(f" {kind.value}") for word in words if word.endswith(f" {kind.value}")]


# --- a question that waits


def test_the_whole_ladder_of_the_first_journey() -> None:
    assert told(a_waiting_question(asked="вт 19:42"), "вт 19:42", "30.11 9:00") == [
        "25.11 13:00 share",  # half of nine working hours
        "25.11 16:42 share",  # four fifths
        "26.11 9:30 overdue",
        "26.11 9:30 escalate deputy",
        "26.11 9:30 tell_resident",
        "26.11 14:30 escalate head",  # four working hours later
        "26.11 15:00 tell_resident_again",  # as promised
        "27.11 8:30 overdue",  # each working morning
        "27.11 10:30 escalate ccu",  # nine working hours later
        "30.11 8:30 overdue",
    ]


def test_the_morning_after_the_deadline_is_the_next_working_one() -> None:
    question = a_waiting_question(asked="чт 8:30")
    mornings = kinds(question, "чт 8:30", "05.12 0:00", StepKind.OVERDUE)
    assert mornings == ["27.11 9:30", "30.11 8:30", "01.12 8:30", "02.12 8:30", "03.12 8:30", "04.12 8:30"]


@pytest.mark.parametrize(
    ("asked", "end", "mornings"),
    [
        ("30.12.2025 12:00", "14.01.2026 0:00", ["13.01 8:30"]),
        ("30.12.2026 8:30", "14.01.2027 0:00", ["12.01 8:30", "13.01 8:30"]),
        ("28.04.2026 8:30", "14.05.2026 0:00",
         ["30.04 8:30", "04.05 8:30", "05.05 8:30", "06.05 8:30", "07.05 8:30", "08.05 8:30", "12.05 8:30",
          "13.05 8:30"]),
    ],
)  # fmt: skip
def test_row_27_nobody_is_reminded_in_the_holidays(asked: str, end: str, mornings: list[str]) -> None:
    question = a_waiting_question(asked=asked)
    repeated = [m for m in kinds(question, asked, end, StepKind.OVERDUE) if said(question.due_at) != m]
    assert repeated == mornings


def test_every_second_morning_when_the_region_says_so() -> None:
    question = a_waiting_question(asked="пн 8:30")
    policy = a_policy(then_every="2d")
    assert kinds(question, "пн 8:30", "05.12 0:00", StepKind.OVERDUE, policy=policy) == [
        "24.11 9:30", "26.11 8:30", "30.11 8:30", "02.12 8:30", "04.12 8:30",
    ]  # fmt: skip


def test_every_three_working_hours_when_the_region_says_so() -> None:
    question = a_waiting_question(asked="пн 8:30")
    policy = a_policy(then_every="3h")
    assert kinds(question, "пн 8:30", "25.11 15:00", StepKind.OVERDUE, policy=policy) == [
        "24.11 9:30", "24.11 12:30", "24.11 16:30", "25.11 10:30", "25.11 14:30",
    ]  # fmt: skip


def test_one_reminder_and_no_more_when_the_region_wants_no_repetition() -> None:
    policy = a_policy(then_every="0s", remind_at=(1.0,), escalate=())
    assert told(a_waiting_question(), "вт 19:42", "25.12 0:00", policy) == [
        "26.11 9:30 overdue",
        "26.11 9:30 tell_resident",
        "26.11 15:00 tell_resident_again",
    ]


def test_the_rungs_of_the_regions_own_ladder() -> None:
    policy = a_policy(escalate=ladder(("1h", Role.HEAD), ("2d", Role.CCU)))
    rungs = [word for word in told(a_waiting_question(), "вт 19:42", "05.12 0:00", policy) if "escalate" in word]
    assert rungs == ["26.11 10:30 escalate head", "30.11 9:30 escalate ccu"]


def test_around_the_clock_the_night_is_a_time_like_any_other() -> None:
    always = around_the_clock()
    question = a_waiting_question(asked="пт 19:00", calendar=always)
    assert told(question, "пт 19:00", "29.11 5:00", calendar=always) == [
        "27.11 23:30 share",
        "28.11 2:12 share",
        "28.11 4:00 overdue",
        "28.11 4:00 escalate deputy",
        "28.11 4:00 tell_resident",
        "28.11 8:00 escalate head",
        "28.11 8:30 tell_resident_again",
        "28.11 13:00 escalate ccu",
        "29.11 4:00 overdue",
    ]


def test_a_change_of_the_clocks_does_not_move_the_mornings() -> None:
    asked = at("23.10.2026 8:30", BERLIN.timezone)  # the clocks go back on Sunday the 25th
    question = a_waiting_question(asked=asked, calendar=BERLIN)
    mornings = [said(now, BERLIN.timezone) for now, step in walk(question, asked, asked + days(6.5), calendar=BERLIN)
                if step.kind is StepKind.OVERDUE]  # fmt: skip
    assert mornings == ["26.10 9:30", "27.10 8:30", "28.10 8:30", "29.10 8:30"]


# --- silence


@pytest.mark.parametrize(
    "status", [s for s in Status if s not in {Status.NEW, Status.ASSIGNED, Status.RETURNED, Status.REOPENED}]
)
def test_only_a_question_that_waits_reminds_of_its_deadline(status: Status) -> None:
    found = steps(a_waiting_question(status), POLICY, CALENDAR, at("05.12 9:00"))
    assert not {step.kind for step in found} & {StepKind.SHARE, StepKind.OVERDUE, StepKind.TELL_RESIDENT}


def test_row_29_an_answered_question_reminds_nobody_ever() -> None:
    assert told(an_answered_question("ср 11:05"), "вт 19:42", "09.12 0:00") == []


def test_a_question_already_in_incident_is_silent() -> None:
    question = a_waiting_question(incident_number="77-1")
    assert steps(question, POLICY, CALENDAR, at("05.12 9:00")) == []
    assert next_look(question, POLICY, CALENDAR, at("05.12 9:00")) is None


def test_a_question_without_a_clock_says_nothing_by_itself() -> None:
    assert steps(a_question(), POLICY, CALENDAR, ASKED) == []


def test_a_finished_question_wants_no_look_at_all() -> None:
    assert next_look(an_answered_question().confirmed(at("чт 9:00")), POLICY, CALENDAR, at("чт 9:00")) is None


def test_a_question_asked_back_waits_three_days_and_then_goes_on() -> None:
    asked_back = a_waiting_question().clarifying(at("ср 11:00"), at("сб 11:00"), CALENDAR)
    assert told(asked_back, "ср 11:00", "05.12 0:00") == ["28.11 11:00 clarify_over"]


def test_what_was_said_before_a_pause_is_not_said_again_after_it() -> None:
    asked_back = a_waiting_question(asked="вт 19:42").clarifying(at("ср 14:30"), at("сб 14:30"), CALENDAR)
    resumed = asked_back.resumed(at("чт 8:30"), CALENDAR)  # five of nine working hours were gone
    assert told(resumed, "чт 8:30", "26.11 12:30") == ["26.11 10:42 share", *_at_the_deadline("26.11 12:30")]


def _at_the_deadline(moment: str) -> list[str]:
    return [f"{moment} overdue", f"{moment} escalate deputy", f"{moment} tell_resident"]


# --- late looks


def test_after_five_days_without_the_bot_each_thing_is_said_once_and_only_the_last_morning() -> None:
    question = a_waiting_question(asked="вт 19:42")
    waking = at("01.12 12:00")
    late = due(question, POLICY, CALENDAR, waking)
    mornings = [said(step.at) for step in late if step.kind is StepKind.OVERDUE]
    assert mornings == ["26.11 9:30", "01.12 8:30"]
    assert len({step.mark for step in late}) == len(late)


def test_after_an_outage_nothing_is_repeated() -> None:
    question = a_waiting_question(asked="вт 19:42")
    waking = at("01.12 12:00")
    late = [(now, step) for now, step in walk(question, waking, at("02.12 9:00"))]
    assert [said(now) for now, _ in late if now > waking] == ["02.12 8:30"]
    assert len({step.mark for _, step in late}) == len(late)


def test_a_clock_set_back_finds_the_same_marks() -> None:
    question = a_waiting_question(asked="вт 19:42")
    later = {step.at: step.mark for step in steps(question, POLICY, CALENDAR, at("чт 10:00")) if step.to is None}
    earlier = {step.at: step.mark for step in steps(question, POLICY, CALENDAR, at("ср 10:00")) if step.to is None}
    assert earlier == later


def test_another_deadline_is_another_run_with_its_own_marks() -> None:
    question = a_waiting_question(asked="вт 19:42")
    moved = a_waiting_question(asked="ср 9:00")
    assert _marks(question, at("пт 12:00")).isdisjoint(_marks(moved, at("пт 12:00")))


def test_a_hand_over_does_not_start_the_reminders_anew() -> None:
    question = a_waiting_question(asked="вт 19:42")
    assert _marks(question, at("пт 12:00")) == _marks(question.handed_over(ILYIN), at("пт 12:00"))


def _marks(question: Question, now: datetime, policy: Policy = POLICY, calendar: Calendar = CALENDAR) -> set[str]:
    return {step.mark for step in steps(question, policy, calendar, now)}


# --- promises


def promised(until: str, *, ask: str | None = None) -> Question:
    confirm_at = at(ask) if ask else None
    return a_waiting_question().promised(
        ILYIN, at("ср 11:05"), at(until), confirm_at=confirm_at, confirm_until=at("10.12 11:05")
    )


def test_on_the_day_of_a_promise_at_nine_and_two_hours_before() -> None:
    assert told(promised("чт 17:30"), "ср 11:05", "27.11 18:00") == [
        "26.11 9:00 promise_day",
        "26.11 15:30 promise_near",
        "26.11 17:30 promise_missed",
        "27.11 8:30 promise_missed",
        "27.11 17:30 escalate ccu",
    ]


def test_a_promise_until_the_early_morning_is_remembered_no_later_than_itself() -> None:
    assert told(promised("чт 8:40"), "ср 11:05", "26.11 9:00") == [
        "26.11 8:40 promise_day",
        "26.11 8:40 promise_missed",
    ]


def test_a_promise_for_a_day_off_is_not_remembered_on_it() -> None:
    said_then = told(promised("сб 18:00"), "ср 11:05", "30.11 9:00")
    assert said_then == ["28.11 18:00 promise_missed", "30.11 8:30 promise_missed"]


def test_the_resident_is_asked_after_the_promised_time() -> None:
    question = promised("чт 13:00", ask="чт 17:30")
    assert kinds(question, "ср 11:05", "27.11 8:00", StepKind.ASK_CONFIRMATION) == ["26.11 17:30"]


def test_another_organisations_answer_is_waited_for_like_a_promise() -> None:
    outside = a_waiting_question().passed_outside(ILYIN, at("ср 11:05"), at("04.12 17:30"))
    assert told(outside, "ср 11:05", "04.12 18:00") == [
        "04.12 9:00 promise_day",
        "04.12 15:30 promise_near",
        "04.12 17:30 promise_missed",
    ]


def test_a_moved_promise_has_marks_of_its_own() -> None:
    first = promised("чт 17:30")
    moved = first.promise_moved(at("пт 17:30"), confirm_at=None)
    assert _marks(first, at("сб 9:00")).isdisjoint(_marks(moved, at("сб 9:00")))


# --- after the answer


def test_silence_after_the_confirmation_question_closes_it_in_three_days() -> None:
    answered = an_answered_question("чт 12:40", confirm_at=at("чт 17:30"))
    assert told(answered, "чт 12:40", "31.12 0:00") == ["26.11 17:30 ask_confirmation", "29.11 17:30 close"]


def test_an_answer_nobody_objects_to_closes_after_fifteen_days() -> None:
    assert told(an_answered_question("ср 11:05"), "ср 11:05", "31.12 0:00") == ["10.12 11:05 close"]


def test_a_draft_nobody_took_is_no_question_after_a_day() -> None:
    assert told(a_question(Status.DRAFT), "вт 19:42", "31.12 0:00") == ["25.11 19:42 close"]


# --- nothing is skipped, whatever the region's rules

CALENDARS = st.sampled_from(
    [office(), office("Asia/Kamchatka"), BERLIN, Calendar(ZoneInfo("America/New_York"), CALENDAR.week),
     around_the_clock()]
)  # fmt: skip
POLICIES = st.builds(
    a_policy,
    first_answer=st.sampled_from(["1h", "9h", "2d"]),
    remind_at=st.sampled_from([(0.5, 0.8, 1.0), (0.25,), (1.0,), ()]),
    then_every=st.sampled_from(["1d", "2d", "3h", "45m", "0s"]),
    escalate=st.sampled_from([Policy().escalate, (), ladder(("1d", Role.CCU)), ladder(("0s", Role.HEAD))]),
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))  # noqa: DTZ001
WHOLE_MOMENTS = MOMENTS.map(lambda moment: moment.replace(microsecond=0))


@st.composite
def questions(draw: st.DrawFn) -> tuple[Question, Policy, Calendar]:
    policy, calendar, asked = draw(POLICIES), draw(CALENDARS), draw(WHOLE_MOMENTS)
    question = a_waiting_question(asked=asked, policy=policy, calendar=calendar)
    if draw(st.booleans()):
        told_at = asked + draw(st.timedeltas(timedelta(0), days(2)))
        until = told_at + draw(st.timedeltas(minutes(1), days(5)))
        question = question.promised(
            ILYIN, told_at, until, confirm_at=draw(st.sampled_from([None, until + hours(3)])), confirm_until=until
        )
    return question, policy, calendar


@CALM
@given(questions())
def test_looking_only_when_it_said_it_would_the_bot_misses_nothing(story: tuple[Question, Policy, Calendar]) -> None:
    question, policy, calendar = story
    start = question.asked_at
    end = start + days(9)
    seen = {step.mark: now for now, step in walk(question, start, end, policy, calendar)}
    moments = [start + hours(6) * n for n in range(37)]
    wanted = {step.mark: step.at for now in moments for step in steps(question, policy, calendar, now)}
    for mark, moment in wanted.items():
        if start <= moment <= end:
            assert seen[mark] == moment


@CALM
@given(questions(), st.timedeltas(timedelta(0), days(20)))
def test_every_mark_is_its_own_and_the_next_look_is_ahead(
    story: tuple[Question, Policy, Calendar], passed: timedelta
) -> None:
    question, policy, calendar = story
    now = question.asked_at + passed
    found = steps(question, policy, calendar, now)
    assert len({step.mark for step in found}) == len(found)
    assert all(one.at <= other.at for one, other in pairwise(found))
    following = next_look(question, policy, calendar, now)
    assert following is None or following > now


@CALM
@given(questions(), st.timedeltas(timedelta(0), days(20)))
def test_row_12_officials_are_reminded_only_when_somebody_is_at_work(
    story: tuple[Question, Policy, Calendar], passed: timedelta
) -> None:
    question, policy, calendar = story
    for step in steps(question, policy, calendar, question.asked_at + passed):
        if step.kind in {StepKind.SHARE, StepKind.OVERDUE, StepKind.ESCALATE, StepKind.PROMISE_DAY}:
            assert calendar.is_working_day(calendar.local(step.at).date())


@CALM
@given(questions())
def test_a_region_that_repeats_never_falls_silent_about_a_question_without_an_answer(
    story: tuple[Question, Policy, Calendar],
) -> None:
    question, policy, calendar = story
    now = question.asked_at + days(200)
    following = next_look(question, policy, calendar, now)
    if policy.then_every:
        assert following is not None
        assert following - now <= days(20)
