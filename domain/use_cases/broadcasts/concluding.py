"""After the end: what did not sound goes to the officials with deadlines, and its authors hear of it."""

from dataclasses import replace

from domain.broadcasts.broadcast import Broadcast, State
from domain.broadcasts.evening import Evening
from domain.broadcasts.themes import Fate, Reason
from domain.clocks import first_clock
from domain.notices import AirBalance, NotOnAir, Quote, Unheard
from domain.question import Clock, Status
from domain.use_cases.broadcasts import sounding
from domain.use_cases.broadcasts.collecting import REMEMBERED, written_clock
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import route
from domain.use_cases.telling import keyed, official_of, tell_author

BATCH = 100

SAID_WHY = frozenset({Reason.PERSONAL.value, Reason.NOT_HERE.value, Reason.REPEAT.value})
"""Not for the air, and still answered."""


async def is_due(scope: Scope) -> bool:
    """Whether a broadcast is over whose questions did not all sound."""
    return any([await scope.uow.broadcasts.unsounded(one.number, 1) for one in await _over(scope)])


async def conclude(scope: Scope) -> int:
    """A batch of the questions that still wait for a broadcast that is over; how many there were."""
    done = 0
    for broadcast in await _over(scope):
        numbers = await scope.uow.broadcasts.unsounded(broadcast.number, BATCH)
        if not numbers:
            continue
        evening = await scope.uow.broadcasts.evening(broadcast.number)
        for number in numbers:
            await _conclude(scope, evening, number)
        done += len(numbers)
    return done


async def _over(scope: Scope) -> list[Broadcast]:
    known = await scope.uow.broadcasts.lately(scope.now - REMEMBERED)
    return [one for one in known if one.state in {State.ENDED, State.CANCELLED}]


async def _conclude(scope: Scope, evening: Evening, number: int) -> None:
    asked = evening.asked[number]
    theme = evening.themes.get(asked.theme)
    if (heard := evening.sounded(number)) is not None:
        await sounding.air(scope, evening, number, heard)
        return
    reason = asked.reason if asked.apart else (theme.reason if theme else "")
    question = await scope.uow.questions.get(number)
    if evening.fate(asked) is Fate.DECLINED:
        await scope.keep(question.declined(scope.now, reason), "off_air", reason)
        await tell_author(scope, question, NotOnAir(number, reason), key=keyed(question, "off-air"))
        return
    clock = _clock(scope, evening.broadcast)
    written = await scope.keep(question.to_writing(clock, scope.calendar), "to_writing")
    given = await route(scope, written)
    official = official_of(given)
    words, why = Quote(given.words), reason if reason in SAID_WHY else ""
    told = Unheard(number, words, why, official, given.due_at)
    await tell_author(scope, given, told, key=keyed(given, "unheard"))


def _clock(scope: Scope, broadcast: Broadcast) -> Clock:
    if broadcast.state is State.CANCELLED:
        return first_clock(scope.policy, scope.calendar, broadcast.ended_at or scope.now, urgent=False)
    return written_clock(scope, broadcast)


async def balance(scope: Scope, number: int) -> AirBalance:
    """«эфир итог»: what became of everything, counted now."""
    evening = await scope.uow.broadcasts.evening(number)
    broadcast, found = evening.broadcast, evening.balance
    writing = [
        await scope.uow.questions.get(one.question)
        for one in evening.asked.values()
        if evening.fate(one) is Fate.IN_WRITING
    ]
    answered = [one for one in evening.themes.values() if one.code is not None and not one.into]
    promises = sorted(one.promise for one in answered if one.promise)
    minutes = int(replace(broadcast, ended_at=broadcast.ended_at or scope.now).aired.total_seconds() // 60)
    return AirBalance(
        number,
        minutes // 60,
        minutes % 60,
        await scope.uow.broadcasts.messages(number),
        found.collected,
        len(answered),
        found.on_air,
        found.in_writing,
        found.in_work,
        found.duplicates,
        found.declined,
        found.withdrawn,
        found.holds,
        len({one.assignee for one in writing if one.assignee}),
        max((one.due_at for one in writing if one.due_at and one.status is not Status.ANSWERED), default=None),
        len(promises),
        promises[0] if promises else None,
    )
