"""What the clock does about broadcasts: reminders, sorting, the desk, and what follows the end."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from domain.use_cases.broadcasts import concluding
from domain.use_cases.broadcasts.announcing import Announcing
from domain.use_cases.broadcasts.collecting import REMEMBERED
from domain.use_cases.broadcasts.desking import Desking
from domain.use_cases.broadcasts.sorting import Sorting
from domain.use_cases.scope import Scope

Errand = Callable[[Scope], Awaitable[int]]


@dataclass(frozen=True, slots=True)
class AirTime:
    """Idle when there is no broadcast these days: one look at a short table."""

    announcing: Announcing
    sorting: Sorting
    desking: Desking

    async def due_errands(self, scope: Scope) -> list[Errand]:
        if not await scope.uow.broadcasts.lately(scope.now - REMEMBERED):
            return []
        found: list[Errand] = []
        if await self.announcing.is_due(scope):
            found.append(self.announcing.remind)
        if await self.sorting.is_due(scope):
            found.append(self.sorting.sort)
        if await concluding.is_due(scope):
            found.append(concluding.conclude)
        if await self.desking.is_due(scope):
            found.append(self.desking.refresh)
        return found
