"""The life of a question: which change is allowed when, and what its clock does meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from domain.calendar import Calendar
from domain.errors import RuleViolation
from domain.question import ALLOWED, ENDED, MARKED, WAITING, Action, Clock, Question, Status
from tests.build import (
    CALM,
    ILYIN,
    KUZMIN,
    VETROV,
    a_clock,
    a_question,
    a_waiting_question,
    around_the_clock,
    at,
    days,
    hours,
    in_private,
    office,
    said,
)

NOW = at("ср 11:05")
LATER = NOW + days(2)
CALENDAR = office()

Change = Callable[[Question], Question]

CHANGES: dict[Action, Change] = {
    Action.TAKE: lambda q: q.taken(),
    Action.DISMISS: lambda q: q.dismissed(NOW),
    Action.ASSIGN: lambda q: q.assigned(KUZMIN, "topic"),
    Action.ANSWER: lambda q: q.answered(ILYIN, NOW, confirm_at=None, confirm_until=NOW + days(15)),
    Action.PROMISE: lambda q: q.promised(ILYIN, NOW, LATER, confirm_at=LATER, confirm_until=NOW + days(15)),
    Action.MOVE_PROMISE: lambda q: q.promise_moved(LATER, confirm_at=LATER),
    Action.CLARIFY: lambda q: q.clarifying(NOW, NOW + days(3), CALENDAR),
    Action.RESUME: lambda q: q.resumed(NOW, CALENDAR),
    Action.PASS_OUTSIDE: lambda q: q.passed_outside(ILYIN, NOW, LATER),
    Action.KEEP: lambda q: q.for_broadcast(),
    Action.WRITE: lambda q: q.to_writing(Clock(hours(41), NOW), CALENDAR),
    Action.AIR: lambda q: q.aired(VETROV, NOW, confirm_at=None, confirm_until=NOW + days(15)),
    Action.UNAIR: lambda q: q.unaired(Status.ASSIGNED, CALENDAR),
    Action.UNDO_ANSWER: lambda q: q.answer_undone(Status.ASSIGNED, LATER, first=True),
    Action.REOPEN: lambda q: q.reopened(Clock(hours(4), NOW), CALENDAR, "темно"),
    Action.RETURN: lambda q: q.returned(CALENDAR, "нет срока"),
    Action.CONFIRM: lambda q: q.confirmed(NOW),
    Action.EXPIRE: lambda q: q.expired(NOW),
    Action.MERGE: lambda q: q.merged(213),
    Action.SPLIT: lambda q: q.split(CALENDAR, Clock(hours(9), NOW)),
    Action.WITHDRAW: lambda q: q.withdrawn(NOW),
    Action.DECLINE: lambda q: q.declined(NOW, "не по адресу"),
    Action.HURRY: lambda q: q.hurried(MARKED, hours(4), NOW, CALENDAR),
}

LEADS_TO: dict[Action, frozenset[Status]] = {
    Action.TAKE: frozenset({Status.NEW}),
    Action.DISMISS: frozenset({Status.DECLINED}),
    Action.ANSWER: frozenset({Status.ANSWERED}),
    Action.PROMISE: frozenset({Status.PROMISED}),
    Action.CLARIFY: frozenset({Status.CLARIFY}),
    Action.RESUME: frozenset({Status.NEW, Status.ASSIGNED}),
    Action.PASS_OUTSIDE: frozenset({Status.EXTERNAL}),
    Action.KEEP: frozenset({Status.ON_AIR}),
    Action.WRITE: frozenset({Status.NEW, Status.ASSIGNED}),
    Action.AIR: frozenset({Status.AIRED}),
    Action.UNAIR: frozenset({Status.ASSIGNED}),
    Action.UNDO_ANSWER: frozenset({Status.ASSIGNED}),
    Action.REOPEN: frozenset({Status.REOPENED}),
    Action.RETURN: frozenset({Status.RETURNED}),
    Action.CONFIRM: frozenset({Status.CLOSED}),
    Action.EXPIRE: frozenset({Status.CLOSED_UNCONFIRMED}),
    Action.MERGE: frozenset({Status.MERGED}),
    Action.SPLIT: frozenset({Status.NEW, Status.ASSIGNED}),
    Action.WITHDRAW: frozenset({Status.WITHDRAWN}),
    Action.DECLINE: frozenset({Status.DECLINED}),
}
"""Where an action always ends up; assigning and moving a promise keep the status, a new question aside."""

# What product.md 5 and 6 say in words, a letter per status: each column is a status, each row what may be done in it.
# d draft, n new, a assigned, c clarify, p promised, e external, o on air, O aired, A answered, r returned, R reopened,
# C closed, u closed unconfirmed, m merged, w withdrawn, D declined, U unanswerable
LETTERS = dict(zip("dnacpeoOArRCumwDU", Status, strict=True))
TABLE = {
    Action.TAKE: "d",
    Action.DISMISS: "dnao",
    Action.ASSIGN: "nacperRo",
    Action.ANSWER: "nacperRAuoO",
    Action.PROMISE: "nacperRAoO",
    Action.MOVE_PROMISE: "pe",
    Action.CLARIFY: "narR",
    Action.RESUME: "c",
    Action.PASS_OUTSIDE: "nacperRo",
    Action.KEEP: "na",
    Action.WRITE: "o",
    Action.AIR: "nacrRo",
    Action.UNAIR: "Op",
    Action.UNDO_ANSWER: "peACuO",
    Action.REOPEN: "peACuO",
    Action.RETURN: "peACuO",
    Action.CONFIRM: "ApeuO",
    Action.EXPIRE: "AO",
    Action.MERGE: "nacperR",
    Action.SPLIT: "m",
    Action.WITHDRAW: "nacperRdmAoO",
    Action.DECLINE: "nacperRdo",
    Action.REVIVE: "wDU",
    Action.HURRY: "nacrR",
}
PAIRS = [(status, action) for status in Status for action in CHANGES]


@pytest.mark.parametrize(("status", "action"), PAIRS, ids=lambda value: value.value)
def test_each_action_changes_a_question_only_where_the_table_allows_it(status: Status, action: Action) -> None:
    question = a_waiting_question(status)
    before = replace(question)
    if status not in {LETTERS[letter] for letter in TABLE[action]}:
        with pytest.raises(RuleViolation) as refused:
            CHANGES[action](question)
        assert refused.value.code == "question-cannot"
        assert refused.value.facts == {"number": 214, "action": action.value, "status": status.value}
        assert question == before
        return
    changed = CHANGES[action](question)
    assert changed != question
    assert changed.status in LEADS_TO.get(action, {status, Status.ASSIGNED})
    assert question == before  # a change is a new value


@pytest.mark.parametrize("action", Action, ids=lambda action: action.value)
def test_what_may_be_done_is_said_before_it_is_done(action: Action) -> None:
    allowed = {status for status in Status if a_question(status).may(action)}
    assert allowed == {LETTERS[letter] for letter in TABLE[action]} == set(ALLOWED[action])


# --- what changes bring


def test_handing_over_does_not_move_the_deadline() -> None:
    question = replace(a_waiting_question(), because="topic: фонарь")
    handed = question.handed_over(KUZMIN)
    assert (handed.due_at, handed.clock) == (question.due_at, question.clock)
    assert (handed.assignee, handed.handovers) == (KUZMIN, 1)
    assert handed.because == "", "«ваша тема» is the first owner's"


def test_the_deadline_counts_from_the_message_and_not_from_the_routing() -> None:
    assert said(a_waiting_question(asked="вт 19:42").due_at) == "26.11 9:30"


def test_an_answer_stops_the_clock_and_remembers_when_the_resident_first_heard() -> None:
    first = CHANGES[Action.ANSWER](a_waiting_question())
    again = replace(first, status=Status.REOPENED).answered(ILYIN, LATER, confirm_at=None, confirm_until=LATER)
    assert first.due_at is None
    assert (first.first_told_at, again.first_told_at) == (NOW, NOW)


def test_somebody_who_answers_a_question_without_an_owner_owns_it() -> None:
    assert CHANGES[Action.ANSWER](a_question()).assignee == ILYIN
    assert CHANGES[Action.ANSWER](a_question(assignee=KUZMIN)).assignee == KUZMIN


def test_a_promise_has_its_own_clock() -> None:
    promised = CHANGES[Action.PROMISE](a_waiting_question())
    moved = promised.promise_moved(LATER + days(1), confirm_at=None)
    assert (promised.due_at, moved.due_at, moved.promise_moves) == (LATER, LATER + days(1), 1)


def test_an_answer_taken_back_leaves_the_deadline_where_it_was() -> None:
    question = a_waiting_question()
    undone = CHANGES[Action.ANSWER](question).answer_undone(question.status, question.due_at, first=True)
    assert (undone.due_at, undone.clock, undone.first_told_at) == (question.due_at, question.clock, None)


def test_an_answer_to_a_question_asked_back_taken_back_still_waits_for_the_explanation() -> None:
    asked_back = a_waiting_question().clarifying(NOW, NOW + days(3), CALENDAR)
    undone = CHANGES[Action.ANSWER](asked_back).answer_undone(asked_back.status, asked_back.due_at, first=True)
    assert (undone.status, undone.due_at, undone.clarify_until) == (Status.CLARIFY, None, NOW + days(3))


def test_a_question_not_solved_gets_four_working_hours() -> None:
    answered = CHANGES[Action.ANSWER](a_waiting_question())
    back = answered.reopened(a_clock(4, "чт 18:10"), CALENDAR, "темно")
    assert (said(back.due_at), back.reopenings, back.reason) == ("27.11 12:30", 1, "темно")
    assert back.first_told_at == NOW


def test_a_question_returned_by_the_region_counts_from_its_original_start() -> None:
    question = a_waiting_question(asked="вт 19:42")
    returned = CHANGES[Action.ANSWER](question).returned(CALENDAR, "нет срока")
    assert (said(returned.due_at), returned.reason) == ("26.11 9:30", "нет срока")
    assert returned.confirm_until is None


def test_an_answer_given_while_the_clock_stood_and_returned_counts_the_whole_time() -> None:
    asked_back = a_waiting_question(asked="вт 19:42").clarifying(at("ср 12:30"), at("сб 12:30"), CALENDAR)
    returned = asked_back.answered(ILYIN, at("ср 15:00"), confirm_at=None, confirm_until=LATER).returned(CALENDAR, "")
    assert said(returned.due_at) == "26.11 9:30"


def test_a_question_that_had_no_clock_is_due_at_once_when_it_is_returned() -> None:
    assert CHANGES[Action.RETURN](a_question(Status.ANSWERED)).is_overdue(at("вт 19:42"))


def test_a_duplicate_split_off_keeps_its_own_deadline() -> None:
    question = a_waiting_question()
    split = question.merged(213).split(CALENDAR, Clock(hours(9), NOW))
    assert (split.status, split.due_at, split.main) == (Status.ASSIGNED, question.due_at, None)


def test_a_duplicate_merged_while_asked_back_and_split_off_is_owed_an_answer_again() -> None:
    asked_back = a_waiting_question(asked="вт 19:42").clarifying(NOW, NOW + days(3), CALENDAR)
    split = asked_back.merged(213).split(CALENDAR, Clock(hours(9), NOW))
    assert split.is_waiting
    assert said(split.due_at) == "26.11 9:30"


def test_a_duplicate_that_was_kept_for_a_broadcast_has_a_deadline_once_it_stands_alone() -> None:
    kept = a_waiting_question().for_broadcast()
    joined = kept.promised(ILYIN, NOW, LATER, confirm_at=LATER, confirm_until=LATER).merged(213)
    split = joined.split(CALENDAR, Clock(hours(9), NOW))
    assert split.is_waiting
    assert split.due_at == Clock(hours(9), NOW).due(CALENDAR)


def test_an_overdue_question_asked_back_is_overdue_again_once_explained() -> None:
    asked_back = a_waiting_question(asked="пн 8:30").clarifying(at("чт 10:00"), at("вс 10:00"), CALENDAR)
    assert said(asked_back.resumed(at("чт 16:00"), CALENDAR).due_at) == "26.11 16:00"


def test_an_explanation_is_added_to_the_words() -> None:
    asked_back = a_waiting_question().clarifying(NOW, LATER, CALENDAR)
    assert asked_back.resumed(NOW, CALENDAR, more="у дома 16").text.endswith("темно\nу дома 16")


@pytest.mark.parametrize("action", [Action.WITHDRAW, Action.DISMISS])
def test_nothing_of_the_person_is_kept_when_a_question_is_taken_back(action: Action) -> None:
    gone = CHANGES[action](a_waiting_question())
    assert (gone.text, gone.address, gone.attachments, gone.author) == ("", "", (), 0)
    assert (gone.number, gone.topic) == (214, "lighting")


def test_a_question_is_overdue_from_the_very_moment_of_its_deadline() -> None:
    question = a_waiting_question()
    assert question.is_overdue(at("чт 9:30"))
    assert not question.is_overdue(at("чт 9:29"))
    assert not CHANGES[Action.ANSWER](question).is_overdue(LATER)


def test_a_forwarded_question_stands_in_the_moderators_dialog_and_not_in_the_authors() -> None:
    forwarded = a_question()
    dialog = in_private(106)
    assert replace(forwarded, place=dialog).is_collected
    assert not replace(forwarded, place=in_private(forwarded.author)).is_collected
    assert not forwarded.is_collected


# --- the clock, paused and gone on

CALENDARS = st.sampled_from([office(), office("Asia/Kamchatka"), office("Europe/Kaliningrad"), around_the_clock()])
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 6, 1)).map(lambda naive: naive.replace(tzinfo=NOW.tzinfo))  # noqa: DTZ001
SPELLS = st.timedeltas(timedelta(0), timedelta(days=6))


@CALM
@given(CALENDARS, MOMENTS, SPELLS, SPELLS, st.integers(1, 40))
def test_a_pause_keeps_the_working_time_that_was_left(
    calendar: Calendar, start: datetime, ran: timedelta, stood: timedelta, total: int
) -> None:
    clock = Clock(hours(total), start)
    paused_at = start + ran
    worked = calendar.between(start, paused_at)
    resumed = clock.stopped(paused_at, calendar).resumed(paused_at + stood)
    if worked <= hours(total):
        due = resumed.due(calendar)
        assert due is not None
        assert calendar.between(paused_at + stood, due) == hours(total) - worked
    assert resumed.spent == worked


@CALM
@given(CALENDARS, MOMENTS, st.lists(st.tuples(SPELLS, SPELLS), max_size=4))
def test_the_time_to_explain_is_never_held_against_the_official(
    calendar: Calendar, start: datetime, pauses: list[tuple[timedelta, timedelta]]
) -> None:
    clock, now = Clock(hours(200), start), start
    worked = timedelta()
    for ran, stood in pauses:
        worked += calendar.between(now, now + ran)
        clock = clock.stopped(now + ran, calendar)
        assert clock.due(calendar) is None
        now += ran + stood
        clock = clock.resumed(now)
    assert clock.spent == worked


def test_a_clock_stopped_twice_or_set_going_twice_is_not_changed() -> None:
    running = a_clock(9, "вт 19:42")
    stopped = running.stopped(at("ср 9:30"), CALENDAR)
    assert running.resumed(at("ср 9:30")) is running
    assert stopped.stopped(at("чт 9:30"), CALENDAR) is stopped


def test_a_clock_stopped_before_it_began_has_spent_nothing() -> None:
    assert a_clock(9, "ср 9:30").stopped(at("ср 9:00"), CALENDAR).spent == timedelta()


def test_a_share_passed_before_the_pause_does_not_come_again() -> None:
    resumed = a_clock(8, "ср 8:30").stopped(at("ср 15:00"), CALENDAR).resumed(at("чт 8:30"))
    assert resumed.at(0.5, CALENDAR) is None
    assert said(resumed.at(0.8, CALENDAR)) == "26.11 9:24"


# --- any life a question may have


class Life(RuleBasedStateMachine):
    """Random people do random allowed things to one question; some things are never true of it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = at("вт 19:42")
        self.question = a_question(Status.DRAFT, asked="вт 19:42")
        self.first = self.question
        self.past: Question | None = None
        self.before_answer: Question | None = None

    def _may(self, action: Action) -> bool:
        return self.question.may(action)

    def _becomes(self, changed: Question) -> None:
        self.past, self.question = self.question, changed

    @rule(passed=st.timedeltas(timedelta(minutes=1), timedelta(days=3)))
    def time_passes(self, passed: timedelta) -> None:
        self.now += passed

    @rule(action=st.sampled_from(list(CHANGES)))
    def somebody_does_what_is_forbidden(self, action: Action) -> None:
        if not self._may(action):
            with pytest.raises(RuleViolation):
                CHANGES[action](self.question)

    @precondition(lambda self: self._may(Action.TAKE))
    @rule()
    def is_taken_as_a_question(self) -> None:
        self._becomes(self.question.taken().started(Clock(hours(9), self.question.asked_at), CALENDAR))

    @precondition(lambda self: self._may(Action.ASSIGN))
    @rule(to=st.sampled_from([ILYIN, KUZMIN]), over=st.booleans())
    def is_given_to_somebody(self, to: int, over: bool) -> None:
        self._becomes(self.question.handed_over(to) if over else self.question.assigned(to))

    @precondition(lambda self: self._may(Action.ANSWER))
    @rule()
    def is_answered(self) -> None:
        self.before_answer = self.question
        until = self.now + days(15)
        self._becomes(self.question.answered(ILYIN, self.now, confirm_at=None, confirm_until=until))

    @precondition(lambda self: self._may(Action.PROMISE))
    @rule(ahead=st.integers(1, 20))
    def gets_a_promise(self, ahead: int) -> None:
        self.before_answer = self.question
        due = self.now + days(ahead)
        self._becomes(self.question.promised(ILYIN, self.now, due, confirm_at=due, confirm_until=due))

    @precondition(lambda self: self._may(Action.PASS_OUTSIDE))
    @rule()
    def is_passed_outside(self) -> None:
        self.before_answer = self.question
        self._becomes(self.question.passed_outside(ILYIN, self.now, self.now + days(7)))

    @precondition(lambda self: self._may(Action.KEEP))
    @rule()
    def is_kept_for_a_broadcast(self) -> None:
        self._becomes(self.question.for_broadcast())

    @precondition(lambda self: self._may(Action.WRITE))
    @rule()
    def did_not_sound(self) -> None:
        self._becomes(self.question.to_writing(Clock(hours(41), self.now), CALENDAR))

    @precondition(lambda self: self._may(Action.AIR))
    @rule(undone=st.booleans())
    def sounds_on_air(self, undone: bool) -> None:
        before = self.question
        self.before_answer = None
        self._becomes(before.aired(VETROV, self.now, confirm_at=None, confirm_until=self.now + days(15)))
        if undone:
            self._becomes(self.question.unaired(before.status, CALENDAR))

    @precondition(lambda self: self._may(Action.MOVE_PROMISE))
    @rule()
    def has_its_promise_moved(self) -> None:
        self._becomes(self.question.promise_moved(self.now + days(2), confirm_at=None))

    @precondition(lambda self: self._may(Action.UNDO_ANSWER) and self.before_answer)
    @rule()
    def has_its_answer_taken_back(self) -> None:
        before = self.before_answer
        assert before is not None
        self._becomes(self.question.answer_undone(before.status, before.due_at, first=False))
        self.before_answer = None

    @precondition(lambda self: self._may(Action.CLARIFY))
    @rule()
    def is_asked_back(self) -> None:
        self._becomes(self.question.clarifying(self.now, self.now + days(3), CALENDAR))

    @precondition(lambda self: self._may(Action.RESUME))
    @rule()
    def is_explained(self) -> None:
        self._becomes(self.question.resumed(self.now, CALENDAR, more="у дома 16"))

    @precondition(lambda self: self._may(Action.REOPEN))
    @rule()
    def is_not_solved(self) -> None:
        self.before_answer = None
        self._becomes(self.question.reopened(Clock(hours(4), self.now), CALENDAR, "темно"))

    @precondition(lambda self: self._may(Action.RETURN))
    @rule()
    def is_returned(self) -> None:
        self.before_answer = None
        self._becomes(self.question.returned(CALENDAR, "нет срока"))

    @precondition(lambda self: self._may(Action.MERGE))
    @rule()
    def is_joined_to_another(self) -> None:
        self._becomes(self.question.merged(213))

    @precondition(lambda self: self._may(Action.SPLIT))
    @rule()
    def stands_alone_again(self) -> None:
        self._becomes(self.question.split(CALENDAR, Clock(hours(9), NOW)))

    @precondition(lambda self: self._may(Action.CONFIRM))
    @rule()
    def is_confirmed(self) -> None:
        self._becomes(self.question.confirmed(self.now))

    @precondition(lambda self: self._may(Action.EXPIRE))
    @rule()
    def is_closed_by_silence(self) -> None:
        self._becomes(self.question.expired(self.now))

    @precondition(lambda self: self._may(Action.WITHDRAW))
    @rule(dismissed=st.booleans(), luck=st.integers(1, 6))
    def is_taken_back(self, dismissed: bool, luck: int) -> None:
        if luck < 6:
            return  # a longer life has more to tell
        if dismissed and self._may(Action.DISMISS):
            self._becomes(self.question.dismissed(self.now))
        else:
            self._becomes(self.question.withdrawn(self.now))

    @invariant()
    def somebody_owes_an_answer_by_a_moment(self) -> None:
        if self.question.status in WAITING:
            assert self.question.due_at is not None, f"{self.question.status} waits for ever"
            assert self.question.clock is not None
            assert self.question.due_at == self.question.clock.due(CALENDAR)

    @invariant()
    def a_question_asked_back_owes_nothing_and_knows_when_that_ends(self) -> None:
        if self.question.status is Status.CLARIFY:
            assert self.question.due_at is None
            assert self.question.clarify_until is not None
            assert self.question.clock is not None
            assert self.question.clock.since is None

    @invariant()
    def a_promise_has_a_date(self) -> None:
        if self.question.status in {Status.PROMISED, Status.EXTERNAL}:
            assert self.question.due_at is not None

    @invariant()
    def nothing_finished_is_owed(self) -> None:
        if self.question.status in ENDED | {Status.ANSWERED, Status.AIRED, Status.ON_AIR, Status.MERGED, Status.DRAFT}:
            assert self.question.due_at is None
            assert not self.question.is_overdue(self.now + days(1000))

    @invariant()
    def what_is_taken_back_is_forgotten(self) -> None:
        if self.question.status in {Status.WITHDRAWN, Status.DECLINED}:
            assert (self.question.text, self.question.address, self.question.attachments) == ("", "", ())

    @invariant()
    def the_number_and_the_place_stay(self) -> None:
        assert (self.question.number, self.question.place) == (self.first.number, self.first.place)
        assert self.question.asked_at == self.first.asked_at

    @invariant()
    def what_was_counted_stays_counted(self) -> None:
        if self.past is not None:
            assert self.question.handovers >= self.past.handovers
            assert self.question.reopenings >= self.past.reopenings


TestAnyLife = Life.TestCase
TestAnyLife.settings = settings(max_examples=100, stateful_step_count=30, deadline=None)
