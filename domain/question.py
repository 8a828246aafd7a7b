"""A resident's question and what may happen to it.

Every change is a new value. Which change is allowed in which status stands in one table (`ALLOWED`); delivery of
texts is never a status. Times are aware UTC moments; lengths of clocks are working time of the region's calendar.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.addressing import without_address
from domain.calendar import Calendar
from domain.errors import RuleViolation
from domain.place import Place, PlaceKind, VkId


class Status(StrEnum):
    DRAFT = "draft"
    NEW = "new"
    ASSIGNED = "assigned"
    CLARIFY = "clarify"
    PROMISED = "promised"
    EXTERNAL = "external"
    ON_AIR = "on_air"
    AIRED = "aired"
    ANSWERED = "answered"
    RETURNED = "returned"
    REOPENED = "reopened"
    CLOSED = "closed"
    CLOSED_UNCONFIRMED = "closed_unconfirmed"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    DECLINED = "declined"
    UNANSWERABLE = "unanswerable"


class Action(StrEnum):
    TAKE = "take"
    DISMISS = "dismiss"
    ASSIGN = "assign"
    ANSWER = "answer"
    PROMISE = "promise"
    MOVE_PROMISE = "move_promise"
    CLARIFY = "clarify"
    RESUME = "resume"
    PASS_OUTSIDE = "pass_outside"
    KEEP = "keep"
    WRITE = "write"
    AIR = "air"
    UNAIR = "unair"
    UNDO_ANSWER = "undo_answer"
    REOPEN = "reopen"
    RETURN = "return"
    CONFIRM = "confirm"
    EXPIRE = "expire"
    MERGE = "merge"
    SPLIT = "split"
    WITHDRAW = "withdraw"
    DECLINE = "decline"
    REVIVE = "revive"
    HURRY = "hurry"


WAITING = frozenset({Status.NEW, Status.ASSIGNED, Status.RETURNED, Status.REOPENED})
"""Somebody owes the resident a first word of substance and the clock runs."""

OPEN = WAITING | {Status.CLARIFY, Status.PROMISED, Status.EXTERNAL, Status.ON_AIR}
"""Not finished: waiting, asked back, promised, passed outside or kept for a broadcast."""

TOLD = frozenset(
    {Status.PROMISED, Status.EXTERNAL, Status.AIRED, Status.ANSWERED, Status.CLOSED, Status.CLOSED_UNCONFIRMED}
)
"""The resident has heard something of substance."""

ENDED = frozenset({Status.CLOSED, Status.CLOSED_UNCONFIRMED, Status.WITHDRAWN, Status.DECLINED, Status.UNANSWERABLE})

ALLOWED: dict[Action, frozenset[Status]] = {
    Action.TAKE: frozenset({Status.DRAFT}),
    Action.DISMISS: frozenset({Status.DRAFT, Status.NEW, Status.ASSIGNED, Status.ON_AIR}),
    Action.ASSIGN: OPEN,
    Action.ANSWER: OPEN | {Status.AIRED, Status.ANSWERED, Status.CLOSED_UNCONFIRMED},
    Action.PROMISE: OPEN | {Status.AIRED, Status.ANSWERED},
    Action.MOVE_PROMISE: frozenset({Status.PROMISED, Status.EXTERNAL}),
    Action.CLARIFY: WAITING,
    Action.RESUME: frozenset({Status.CLARIFY}),
    Action.PASS_OUTSIDE: OPEN,
    Action.KEEP: frozenset({Status.NEW, Status.ASSIGNED}),
    Action.WRITE: frozenset({Status.ON_AIR}),
    Action.AIR: WAITING | {Status.CLARIFY, Status.ON_AIR},
    Action.UNAIR: frozenset({Status.AIRED, Status.PROMISED}),
    Action.UNDO_ANSWER: TOLD,
    Action.REOPEN: TOLD,
    Action.RETURN: TOLD,
    Action.CONFIRM: TOLD - {Status.CLOSED},
    Action.EXPIRE: frozenset({Status.AIRED, Status.ANSWERED}),
    Action.MERGE: OPEN - {Status.ON_AIR},
    Action.SPLIT: frozenset({Status.MERGED}),
    Action.WITHDRAW: OPEN | {Status.DRAFT, Status.MERGED, Status.AIRED, Status.ANSWERED},
    Action.DECLINE: OPEN | {Status.DRAFT},
    Action.REVIVE: frozenset({Status.WITHDRAWN, Status.DECLINED, Status.UNANSWERABLE}),
    Action.HURRY: WAITING | {Status.CLARIFY},
}

MARKED, EMERGENCY = "marked", "emergency"
"""Why a question is urgent though its words tell of no danger: a person said so; there is an emergency at its place."""


@dataclass(frozen=True, slots=True)
class Clock:
    """Working time somebody has left: `total` of it, `spent` before `since`; stopped while `since` is None."""

    total: timedelta
    since: datetime | None
    spent: timedelta = timedelta()

    def due(self, calendar: Calendar) -> datetime | None:
        """The moment the time runs out, at once when it ran out before a pause; None while stopped."""
        if self.since is None:
            return None
        return calendar.add(self.since, max(self.total - self.spent, timedelta()))

    def at(self, share: float, calendar: Calendar) -> datetime | None:
        """The moment a share of the time has passed; None while stopped or when it passed before a pause."""
        if self.since is None:
            return None
        ahead = self.total * share - self.spent
        return calendar.add(self.since, ahead) if ahead >= timedelta() else None

    def stopped(self, now: datetime, calendar: Calendar) -> "Clock":
        if self.since is None:
            return self
        return Clock(self.total, None, self.spent + calendar.between(self.since, max(now, self.since)))

    def resumed(self, now: datetime) -> "Clock":
        return self if self.since is not None else Clock(self.total, now, self.spent)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of one resident; `due_at` is what somebody owes next, None when nobody owes anything."""

    number: int
    place: Place
    author: VkId
    text: str
    asked_at: datetime
    municipality: str
    status: Status = Status.NEW
    topic: str | None = None
    settlement: str | None = None
    address: str = ""
    attachments: tuple[str, ...] = ()
    urgent: str | None = None
    because: str = ""
    theme: str = ""
    """The finer matter within the topic, by its name, where it was told."""
    assignee: VkId | None = None
    clock: Clock | None = None
    due_at: datetime | None = None
    first_told_at: datetime | None = None
    answered_by: VkId | None = None
    clarify_until: datetime | None = None
    confirm_at: datetime | None = None
    confirm_until: datetime | None = None
    closed_at: datetime | None = None
    handovers: int = 0
    reopenings: int = 0
    promise_moves: int = 0
    votes: int = 0
    main: int | None = None
    reason: str = ""
    incident_number: str = ""
    pos_number: str = ""
    taken_by: VkId | None = None
    look_at: datetime | None = None

    @property
    def words(self) -> str:
        """The question as it is shown; `text` is what was written, «эфиру:» in front of it too."""
        return without_address(self.text)

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def is_waiting(self) -> bool:
        return self.status in WAITING

    @property
    def is_collected(self) -> bool:
        """Forwarded by a moderator: the place is the moderator's dialog, the author was never there."""
        return self.place.kind is PlaceKind.PRIVATE and self.place.peer != self.author

    @property
    def in_danger(self) -> bool:
        """The words themselves say that somebody may be in danger."""
        return self.urgent is not None and self.urgent not in {MARKED, EMERGENCY}

    @property
    def is_silenced(self) -> bool:
        """Answered elsewhere («уже в Инциденте»): no reminders, no rating."""
        return bool(self.incident_number)

    def is_overdue(self, now: datetime) -> bool:
        """Computed, never stored: somebody owes something and the moment has passed."""
        return self.is_open and self.due_at is not None and self.due_at <= now

    def may(self, action: Action) -> bool:
        return self.status in ALLOWED[action]

    def _must(self, action: Action) -> None:
        if not self.may(action):
            raise RuleViolation("question-cannot", number=self.number, action=action.value, status=self.status.value)

    # --- taking and giving out

    def taken(self) -> "Question":
        """A draft («возможно, вопрос») becomes a question."""
        self._must(Action.TAKE)
        return replace(self, status=Status.NEW)

    def dismissed(self, now: datetime) -> "Question":
        """«Это не вопрос»: nothing is owed and nothing of it is kept."""
        self._must(Action.DISMISS)
        return self._ended(Status.DECLINED, now, reason="not-a-question").forgotten()

    def started(self, clock: Clock, calendar: Calendar) -> "Question":
        """The clock of the first answer runs from the resident's own message, not from the routing."""
        return replace(self, clock=clock, due_at=clock.due(calendar))

    def assigned(self, to: VkId, because: str = "") -> "Question":
        """Gives the question to somebody; the deadline does not move."""
        self._must(Action.ASSIGN)
        status = Status.ASSIGNED if self.status is Status.NEW else self.status
        return replace(self, status=status, assignee=to, because=because or self.because)

    def hurried(self, why: str, within: timedelta, now: datetime, calendar: Calendar) -> "Question":
        """It cannot wait: working time `within` from now is left, or what was left before when that is less."""
        self._must(Action.HURRY)
        clock = self.clock
        if clock is not None:
            clock = replace(clock, total=min(clock.total, clock.stopped(now, calendar).spent + within))
        return replace(self, urgent=why, clock=clock, due_at=clock.due(calendar) if clock else None)

    def calmed(self, total: timedelta, calendar: Calendar) -> "Question":
        """It may wait after all: the clock it would have had."""
        self._must(Action.HURRY)
        clock = replace(self.clock, total=total) if self.clock else None
        return replace(self, urgent=None, clock=clock, due_at=clock.due(calendar) if clock else None)

    def handed_over(self, to: VkId) -> "Question":
        """The second hand-over is the last before a human decides (failures.md 10); a rule no longer says why them."""
        return replace(self.assigned(to), handovers=self.handovers + 1, because="")

    # --- telling the resident

    def answered(self, by: VkId, at: datetime, *, confirm_at: datetime | None, confirm_until: datetime) -> "Question":
        """A final answer: the clock stops, the window for «не решено» opens."""
        self._must(Action.ANSWER)
        return replace(
            self._told(by, at),
            status=Status.ANSWERED,
            due_at=None,
            confirm_at=confirm_at,
            confirm_until=confirm_until,
        )

    def promised(
        self, by: VkId, at: datetime, due: datetime, *, confirm_at: datetime | None, confirm_until: datetime
    ) -> "Question":
        """An interim answer with a date: the promise has its own clock."""
        self._must(Action.PROMISE)
        return replace(
            self._told(by, at),
            status=Status.PROMISED,
            due_at=due,
            confirm_at=confirm_at,
            confirm_until=confirm_until,
        )

    def passed_outside(self, by: VkId, at: datetime, return_at: datetime) -> "Question":
        """«Не наше»: another organisation does it, we come back with its answer."""
        self._must(Action.PASS_OUTSIDE)
        return replace(
            self._told(by, at), status=Status.EXTERNAL, due_at=return_at, confirm_at=None, confirm_until=None
        )

    def promise_moved(self, due: datetime, *, confirm_at: datetime | None) -> "Question":
        self._must(Action.MOVE_PROMISE)
        return replace(self, due_at=due, confirm_at=confirm_at, promise_moves=self.promise_moves + 1)

    def _told(self, by: VkId, at: datetime) -> "Question":
        return replace(
            self,
            answered_by=by,
            assignee=self.assignee or by,
            first_told_at=self.first_told_at or at,
            closed_at=None,
        )

    def answer_undone(self, status: Status, due: datetime | None, *, first: bool) -> "Question":
        """Takes an answer back within the undo time: the clock stands as if it had not been said."""
        self._must(Action.UNDO_ANSWER)
        return replace(
            self,
            status=status,
            due_at=due,
            confirm_at=None,
            confirm_until=None,
            first_told_at=None if first else self.first_told_at,
        )

    # --- live broadcasts

    def for_broadcast(self) -> "Question":
        """Kept for a broadcast: no clock runs until it sounds or the broadcast is over."""
        self._must(Action.KEEP)
        return replace(self, status=Status.ON_AIR, due_at=None, clock=None)

    def aired(self, by: VkId, at: datetime, *, confirm_at: datetime | None, confirm_until: datetime) -> "Question":
        """Answered on air: the clock stops as with any answer."""
        self._must(Action.AIR)
        told = self._told(by, at)
        return replace(
            told,
            status=Status.AIRED,
            assignee=self.assignee,
            due_at=None,
            confirm_at=confirm_at,
            confirm_until=confirm_until,
        )

    def promised_on_air(
        self, by: VkId, at: datetime, due: datetime, *, confirm_at: datetime | None, confirm_until: datetime
    ) -> "Question":
        """[Обещал]: whoever said it live owes it from now on."""
        told = self.promised(by, at, due, confirm_at=confirm_at, confirm_until=confirm_until)
        return replace(told, assignee=by)

    def asked_later(self, ask: datetime, until: datetime) -> "Question":
        """Others of the same theme: the resident is asked after the day that was promised."""
        return replace(self, confirm_at=ask, confirm_until=until)

    def promise_taken_back(self, assignee: VkId | None) -> "Question":
        """[Обещал] was a mistake, [Ответили] was not."""
        self._must(Action.UNAIR)
        return replace(self, status=Status.AIRED, due_at=None, confirm_at=None, assignee=assignee)

    def unaired(self, status: Status, calendar: Calendar) -> "Question":
        """The tap was a mistake: the question stands as before, its clock as if nothing had been said."""
        self._must(Action.UNAIR)
        due = self.clock.due(calendar) if self.clock and status in WAITING else None
        return replace(
            self,
            status=status,
            due_at=due,
            confirm_at=None,
            confirm_until=None,
            first_told_at=None,
            answered_by=None,
        )

    def to_writing(self, clock: Clock, calendar: Calendar) -> "Question":
        """It did not sound: from now on somebody owes a written answer."""
        self._must(Action.WRITE)
        status = Status.ASSIGNED if self.assignee else Status.NEW
        return replace(self, status=status, clock=clock, due_at=clock.due(calendar))

    # --- asking back

    def clarifying(self, now: datetime, until: datetime, calendar: Calendar) -> "Question":
        """The resident is asked back and the clock stands, until `until` at the longest."""
        self._must(Action.CLARIFY)
        clock = self.clock.stopped(now, calendar) if self.clock else None
        return replace(self, status=Status.CLARIFY, clock=clock, due_at=None, clarify_until=until)

    def resumed(self, now: datetime, calendar: Calendar, *, more: str = "") -> "Question":
        """The resident explained, or the time to explain is over: the clock goes on."""
        self._must(Action.RESUME)
        clock = self.clock.resumed(now) if self.clock else None
        return replace(
            self,
            status=Status.ASSIGNED if self.assignee else Status.NEW,
            clock=clock,
            due_at=clock.due(calendar) if clock else None,
            clarify_until=None,
            text=f"{self.text}\n{more}" if more else self.text,
        )

    # --- coming back and ending

    def reopened(self, clock: Clock, calendar: Calendar, reason: str) -> "Question":
        """«Не решено» of a resident: a short new clock."""
        self._must(Action.REOPEN)
        return replace(
            self._again(clock, calendar),
            status=Status.REOPENED,
            reopenings=self.reopenings + 1,
            reason=reason,
        )

    def returned(self, calendar: Calendar, reason: str) -> "Question":
        """Sent back by ЦУР: the clock counts from the original start, as if nothing had been answered."""
        self._must(Action.RETURN)
        clock = self._going() or Clock(timedelta(), self.asked_at)
        return replace(self._again(clock, calendar), status=Status.RETURNED, reason=reason)

    def _going(self) -> Clock | None:
        """The clock, going; one that stood while the resident was asked back starts again with the message."""
        if self.clock is None or self.clock.since is not None:
            return self.clock
        return Clock(self.clock.total, self.asked_at)

    def _again(self, clock: Clock, calendar: Calendar) -> "Question":
        return replace(
            self,
            clock=clock,
            due_at=clock.due(calendar),
            closed_at=None,
            confirm_at=None,
            confirm_until=None,
            clarify_until=None,
            promise_moves=0,
        )

    def confirmed(self, now: datetime) -> "Question":
        self._must(Action.CONFIRM)
        return self._ended(Status.CLOSED, now)

    def expired(self, now: datetime) -> "Question":
        """Nobody confirmed and nobody objected: closed, and no minus to anybody."""
        self._must(Action.EXPIRE)
        return self._ended(Status.CLOSED_UNCONFIRMED, now)

    def merged(self, main: int) -> "Question":
        """A duplicate follows the main question; reversible."""
        self._must(Action.MERGE)
        return replace(self, status=Status.MERGED, main=main, due_at=None)

    def split(self, calendar: Calendar, first: Clock) -> "Question":
        """Undoes a merge: the question stands on its own again, its clock from the resident's message.

        `first` runs where no clock has run: the question was kept for a broadcast.
        """
        self._must(Action.SPLIT)
        clock = self._going() or first
        return replace(
            self,
            status=Status.ASSIGNED if self.assignee else Status.NEW,
            main=None,
            clock=clock,
            due_at=clock.due(calendar),
            clarify_until=None,
        )

    def withdrawn(self, now: datetime) -> "Question":
        """Taken back by its author: the number stays, the words go."""
        self._must(Action.WITHDRAW)
        return self._ended(Status.WITHDRAWN, now).forgotten()

    def declined(self, now: datetime, reason: str) -> "Question":
        self._must(Action.DECLINE)
        return self._ended(Status.DECLINED, now, reason=reason)

    def _ended(self, status: Status, now: datetime, reason: str = "") -> "Question":
        return replace(self, status=status, due_at=None, closed_at=now, confirm_at=None, reason=reason)

    def forgotten(self) -> "Question":
        """Without the words and the person: only the figures stay (152-ФЗ)."""
        code = self.reason if self.status is Status.DECLINED else ""  # else the reason is somebody's words
        return replace(self, text="", attachments=(), address="", author=0, because="", reason=code)
