"""Time acts: what is due now, and who does it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.use_cases.broadcasts.aftermath import Aftermath
from domain.use_cases.broadcasts.airtime import AirTime
from domain.use_cases.clock import mornings, reminding, stepping
from domain.use_cases.clock.reminding import BATCH
from domain.use_cases.intake.drafting import Drafting
from domain.use_cases.intake.offering import HELD, Offering
from domain.use_cases.matters import emergency
from domain.use_cases.matters.noticing import Noticing
from domain.use_cases.scope import Scope
from domain.use_cases.staff.control import Control
from domain.use_cases.staff.roster import those_who_left

Errand = Callable[[Scope], Awaitable[int]]
"""Does a batch of due work; how much it found."""


@dataclass(frozen=True, slots=True)
class Watching:
    """The clock's use cases; each is idempotent: late or twice changes nothing."""

    drafting: Drafting
    control: Control
    noticing: Noticing
    offering: Offering
    airtime: AirTime
    aftermath: Aftermath

    async def due_errands(self, scope: Scope) -> list[Errand]:
        """What has something to do now, by indexed reads; usually nothing."""
        found: list[Errand] = []
        if await scope.uow.dialogs.ready_drafts(scope.now, 1):
            found.append(self.settle)
        if await scope.uow.questions.to_look_at(scope.now, 1):
            found.append(stepping.look)
        if await scope.uow.verified.unsettled(scope.now - HELD, 1):
            found.append(self.offering.late)
        if await self.noticing.is_due(scope):
            found.append(self.noticing.look)
        if await emergency.is_due(scope):
            found.append(emergency.look)
        if found or (scope.calendar.is_working(scope.now) and await scope.uow.nudges.untold(scope.now, 1)):
            found.append(reminding.remind)
        after = await self.aftermath.due_errands(scope)
        return [*found, *after, *await self.airtime.due_errands(scope)]

    async def mornings(self, scope: Scope) -> None:
        """The lists of the morning, once a working day."""
        await mornings.tell_lists(scope, self.control)

    async def settle(self, scope: Scope) -> int:
        """Private messages whose author has been silent long enough become questions."""
        drafts = await scope.uow.dialogs.ready_drafts(scope.now, BATCH)
        for draft in drafts:
            await self.drafting.settle(scope.acting(draft.person), draft)
        return len(drafts)

    async def end_absences(self, scope: Scope) -> None:
        """Whoever is back gets their questions back, whoever left gives them up."""
        await those_who_left(scope)
        for absence in await scope.uow.absences.ended(scope.now):
            await self.control.returned(scope, absence)
