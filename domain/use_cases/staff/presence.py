"""Who among those who answer is here: who never began, who closed their messages, who has not come for days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from domain.notices import Asleep, NotBegun, Someone
from domain.organisation import Person
from domain.people import Right
from domain.ports import Dialog
from domain.use_cases.scope import Scope

DAYS_AWAY = 3
"""Working days without a word or a press after which somebody who owes answers is named."""

NAMED = 30


@dataclass(frozen=True, slots=True)
class Present:
    """Of those who answer, everybody who cannot be counted on; the longest away first."""

    never: tuple[Someone, ...]
    closed: tuple[Someone, ...]
    asleep: tuple[Asleep, ...]


async def was_here(scope: Scope) -> None:
    """Somebody with a role wrote or pressed; remembered once a day."""
    if scope.person is None:
        return
    mark, today = _mark(scope.actor), scope.calendar.local(scope.now).date().toordinal()
    if await scope.uow.diary.value(mark) != today:
        await scope.uow.diary.forget(mark)
        await scope.uow.diary.once(mark, scope.now, today)


async def looked_up(scope: Scope, municipality: str = "") -> Present:
    """Those of a municipality, or of all."""
    people = [one for one in scope.region.people if one.answers]
    people = [one for one in people if not municipality or one.municipality == municipality]
    never, closed, asleep = [], [], []
    owing = set(await scope.uow.questions.owners())
    for person in people:
        dialog = await scope.uow.dialogs.reachable(person.vk_id)
        if await scope.uow.dialogs.forbidden(person.vk_id):
            closed.append(Someone(person.vk_id))
        elif dialog is None:
            never.append(Someone(person.vk_id))
        elif person.vk_id in owing and (since := await _asleep_since(scope, person, dialog)):
            asleep.append(Asleep(Someone(person.vk_id), since))
    return Present(tuple(never), tuple(closed), tuple(sorted(asleep, key=lambda one: one.since)))


async def not_begun(scope: Scope, municipality: str) -> NotBegun:
    """`кто не начал [округ]`: people of one district see their own."""
    home = municipality or scope.home
    scope.must_in(Right.WATCH, home)
    found = await looked_up(scope, home)
    left = max(len(found.never) - NAMED, 0)
    return NotBegun(found.never[:NAMED], found.closed[:NAMED], found.asleep[:NAMED], left)


async def _asleep_since(scope: Scope, person: Person, dialog: Dialog) -> datetime | None:
    """When they were here last, if that is long ago; on leave nobody is expected."""
    if person.vk_id in await scope.uow.absences.away(scope.now):
        return None
    last = await scope.uow.diary.value(_mark(person.vk_id))
    known = dialog.last_at or dialog.started_at
    day = date.fromordinal(last) if last else scope.calendar.local(known).date() if known else None
    if day is None or scope.calendar.is_always:
        return None
    limit = scope.calendar.add_working_days(scope.calendar.local(scope.now).date(), -DAYS_AWAY)
    return scope.calendar.moment(day, time(12)).astimezone(UTC) if day <= limit else None


def _mark(person: int) -> str:
    return f"here/{person}"
