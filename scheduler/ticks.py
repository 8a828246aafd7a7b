"""What happens when time passes; each tick is its own unit of work and changes nothing when it comes twice."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass

from domain.use_cases.clock.watching import Watching
from domain.use_cases.scope import Scope

OpenScope = Callable[[], AbstractAsyncContextManager[Scope]]
"""Opens a unit of work at this moment, as the clock acts."""


@dataclass(frozen=True, slots=True)
class Ticks:
    """The clock's errands."""

    watching: Watching
    open: OpenScope
    peek: OpenScope
    """The same, for reading only: an idle tick takes no lock."""
    spoke: Callable[[], None]
    """Wakes the sender."""
    errand: Callable[[], Awaitable[None]] | None = None
    """What else is done with each `minute`: the bot looks at itself."""

    async def second(self) -> None:
        """Everything that may be due; the cost grows with what is due, not with what is open."""
        async with self.peek() as scope:
            errands = await self.watching.due_errands(scope)
        for errand in errands:
            await self._until_done(errand)
        if errands:
            self.spoke()

    async def minute(self) -> None:
        """Morning lists and people coming back, at least once in every minute."""
        async with self.open() as scope:
            await self.watching.end_absences(scope)
        async with self.open() as scope:
            await self.watching.mornings(scope)
        if self.errand is not None:
            await self.errand()
        self.spoke()

    async def _until_done(self, errand: Callable[[Scope], Awaitable[int]], rounds: int = 5) -> None:
        """A few batches, then the next errand: an outage's backlog must not block the others."""
        for _ in range(rounds):
            async with self.open() as scope:
                done = await errand(scope)
            if not done:
                return
