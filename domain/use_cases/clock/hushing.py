"""`тише до 14:00` and `стоп напоминания до 14:00`: reminders wait, nothing of them is lost (product.md 46, 83)."""

from datetime import datetime, timedelta

from domain.errors import RuleViolation
from domain.notices import EverybodyHushed, Hushed, Someone
from domain.people import Right, may
from domain.place import VkId
from domain.use_cases.scope import Scope

EVERYBODY: VkId = 0

LONGEST = timedelta(days=1)
"""An emergency is over by then, or somebody says it again; one person may rest until the next working day is over."""


async def hushed_until(scope: Scope, person: VkId) -> datetime | None:
    """Until when somebody is not reminded of anything; None when they may be."""
    found = [await scope.uow.diary.value(_mark(one)) for one in (person, EVERYBODY)]
    until = max((value for value in found if value), default=0)
    return datetime.fromtimestamp(until, scope.now.tzinfo) if until > scope.now.timestamp() else None


async def hush(scope: Scope, until: datetime | None) -> Hushed:
    """No reminders to the one who asks; without a moment until the next working day begins. `now` ends it."""
    if scope.person is None:
        raise RuleViolation("no-right")
    calendar, today = scope.calendar, scope.calendar.local(scope.now).date()
    next_day = calendar.add_working_days(today, 1)
    until = until or calendar.opening(next_day) or scope.now + LONGEST
    longest = calendar.closing(next_day) or scope.now + LONGEST
    await _write(scope, scope.actor, until, max(longest, scope.now + LONGEST))
    return Hushed(until if until > scope.now else None)


async def hush_everybody(scope: Scope, until: datetime) -> EverybodyHushed:
    """In an emergency nobody is reminded; who asked for it and until when is for all of ЦУР to know."""
    if not may(scope.person, Right.CONTROL, ""):
        raise RuleViolation("no-right")
    await _write(scope, EVERYBODY, until, scope.now + LONGEST)
    return EverybodyHushed(until if until > scope.now else None, Someone(scope.actor))


async def _write(scope: Scope, person: VkId, until: datetime, longest: datetime) -> None:
    if until < scope.now:
        raise RuleViolation("date-passed")
    if until > longest:
        raise RuleViolation("hush-too-long")
    await scope.uow.diary.forget(_mark(person))
    await scope.uow.diary.once(_mark(person), scope.now, int(until.timestamp()))


def _mark(person: VkId) -> str:
    return f"hush/{person}"
