"""The lists of a working day's morning."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.notices import MorningQueue
from domain.organisation import Person
from domain.ports import Filter, Nudge
from domain.question import WAITING
from domain.use_cases.clock import rechecking
from domain.use_cases.clock.reminding import BATCH, LISTED_FOR, has_mornings, listed, spent
from domain.use_cases.figures import letters, promised, quality, rating, weekly
from domain.use_cases.matters import repeating
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import card
from domain.use_cases.staff.control import Control
from domain.use_cases.telling import (
    LIST_LINES,
    MORNING_PEOPLE,
    MORNING_STAFF,
    line_of,
    morning,
    tell_ccu,
    tell_official,
)


async def tell_lists(scope: Scope, control: Control) -> None:
    """The list to ЦУР at 8:45 and to everybody who owes an answer at 8:55, once a working day."""
    if not has_mornings(scope):
        return
    await quality.daily(scope)
    await rechecking.daily(scope)
    await rating.monday(scope, weekly.picture_to_ccu)
    await letters.monday(scope)
    if _lately(morning(scope, scope.now, MORNING_STAFF), scope.now):
        await _of_staff(scope, control)
        await promised.offer(scope)
        await rechecking.weekly(scope)
    if _lately(morning(scope, scope.now, MORNING_PEOPLE), scope.now):
        await repeating.tell_heads(scope)
        nudges = await scope.uow.nudges.untold(scope.now, BATCH * 5)
        for person in scope.region.people:
            if person.answers and await scope.uow.diary.once(listed(scope, person.vk_id), scope.now):
                await _of_person(scope, person, [n for n in nudges if n.person == person.vk_id])


async def _of_staff(scope: Scope, control: Control) -> None:
    today = scope.calendar.local(scope.now).date()
    if await scope.uow.diary.value(f"morning/{today}") is not None:
        return
    before = scope.calendar.add_working_days(today, -1)
    counted = await scope.uow.diary.value(f"morning/{before}")
    notice = await control.morning_list(scope, counted)
    if before != today - timedelta(days=1):
        notice = replace(notice, yesterday=None, before=counted)
    await scope.uow.diary.once(f"morning/{today}", scope.now, notice.waiting)
    await tell_ccu(scope, notice, key=f"morning/{today}")


async def _of_person(scope: Scope, person: Person, nudges: Sequence[Nudge]) -> None:
    """One list about everything, the reminders of this morning with it."""
    wanted = Filter(assignee=person.vk_id, statuses=WAITING, limit=LIST_LINES)
    waiting = [q for q in await scope.uow.questions.list(wanted) if not q.is_silenced]
    listed_at = morning(scope, scope.now, MORNING_PEOPLE)
    if not waiting or all(q.asked_at >= listed_at for q in waiting):
        return  # a late list about nothing but what came since, whose cards were shown as they came
    await spent(scope, [n for n in nudges if n.kind != "escalate"])
    key = listed(scope, person.vk_id)
    if len(waiting) == 1:
        notice = await card(scope, waiting[0])
        await tell_official(scope, person.vk_id, notice, key=key, question=waiting[0])
        return
    lines = tuple(line_of(scope, q) for q in waiting)
    total = await scope.uow.questions.count(wanted)
    await tell_official(scope, person.vk_id, MorningQueue(lines, max(total - LIST_LINES, 0)), key=key)


def _lately(moment: datetime, now: datetime) -> bool:
    return moment <= now < moment + LISTED_FOR
