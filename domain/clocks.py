"""Clocks of the region's policy, turned into moments of its calendar."""

from datetime import datetime, time, timedelta

from domain.calendar import Calendar
from domain.durations import Duration
from domain.organisation import Policy
from domain.question import Clock, Question

CONFIRM_TIMES = (time(14, 30), time(17, 30))
"""When residents are asked whether it is done: after lunch or when people come home (journeys 1 and 2)."""

CONFIRM_PATIENCE = timedelta(days=3)
"""Silence after the confirmation question that closes the question unconfirmed (journey 1)."""

SETTLING = timedelta(hours=3)
"""What is said to be done by eleven is asked about after two: people have to see it first."""

NEWS_AFTER = timedelta(hours=4, minutes=30)
"""Working time after a missed deadline by which the resident hears again (journey 2: 9:30 → 15:00)."""


def working_time(duration: Duration, calendar: Calendar) -> timedelta:
    """A duration as working time; a day is the calendar's longest working day, or 24 hours around the clock."""
    if not duration.in_days or calendar.is_always:
        return duration.timedelta
    return calendar.longest_day * duration.amount


def first_clock(policy: Policy, calendar: Calendar, asked_at: datetime, *, urgent: bool) -> Clock:
    """Runs from the resident's message, not from the routing."""
    return Clock(working_time(policy.urgent if urgent else policy.first_answer, calendar), asked_at)


def second_clock(policy: Policy, calendar: Calendar, now: datetime) -> Clock:
    """After «не решено»."""
    return Clock(working_time(policy.reopened, calendar), now)


def after_days(duration: Duration, calendar: Calendar, now: datetime) -> datetime:
    """`duration` later: days are working days and end at closing time, hours are working time."""
    if not duration.in_days or calendar.is_always:
        return calendar.add(now, duration.timedelta)
    day = calendar.add_working_days(calendar.local(now).date(), duration.amount)
    return calendar.closing(day) or calendar.add(now, duration.timedelta)


def confirm_time(done_by: datetime, calendar: Calendar) -> datetime:
    """When to ask the resident about something done, or to be done, by `done_by`."""
    seen = done_by + SETTLING
    if calendar.is_always:
        return seen
    day = calendar.local(seen).date()
    for later in range(40):
        candidate = day + timedelta(days=later)
        if not calendar.is_working_day(candidate):
            continue
        for at in CONFIRM_TIMES:
            moment = calendar.moment(candidate, at)
            if moment >= seen:
                return moment
    return seen


def news_by(due: datetime, calendar: Calendar) -> datetime:
    """By when the resident is promised news after a missed deadline."""
    return calendar.add(due, NEWS_AFTER)


def confirm_window(policy: Policy, now: datetime) -> datetime:
    """Until when «не решено» is heard; calendar days."""
    return now + policy.confirm.timedelta


def can_object(question: Question, now: datetime) -> bool:
    """Whether «не решено» still brings the question back."""
    return question.confirm_until is None or now <= question.confirm_until
