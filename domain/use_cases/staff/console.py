"""`консоль`: a one-time link to the pages of the staff, into the person's own dialog and nowhere else."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from domain.errors import RuleViolation
from domain.notices import ConsoleLink
from domain.people import HOLDERS, Right
from domain.place import Place, VkId, private
from domain.ports import Verb
from domain.use_cases.scope import Scope

LINKS_AN_HOUR = 6
"""Enough for somebody who taps the old link again and again, too few to be a nuisance."""

HOUR = timedelta(hours=1)


class Doorkeeper(Protocol):
    """Makes what opens the console."""

    minutes: int
    """How long a link opens."""

    def link(self, person: VkId, now: datetime) -> str:
        """An address that lets this person in once."""
        ...


class NoConsole:
    """The console is not served: there is nothing to open."""

    minutes = 0

    def link(self, person: VkId, now: datetime) -> str:  # noqa: ARG002
        raise RuleViolation("no-console")


@dataclass(frozen=True, slots=True)
class Entering:
    """Who may come in is asked again at the door itself."""

    doorkeeper: Doorkeeper

    async def invite(self, scope: Scope, place: Place, *, key: str) -> None:
        """Sends the link; even when asked for in a chat of staff, only the person reads it."""
        if scope.person is None or scope.person.roles.isdisjoint(HOLDERS[Right.WATCH]):
            raise RuleViolation("no-right")
        asked = f"console/asked/{scope.actor}/{int(scope.now.timestamp() // HOUR.total_seconds())}/"
        if len(await scope.uow.diary.marks(asked)) >= LINKS_AN_HOUR:
            raise RuleViolation("too-many")
        await scope.uow.diary.once(f"{asked}{key}", scope.now)
        notice = ConsoleLink(self.doorkeeper.link(scope.actor, scope.now), self.doorkeeper.minutes)
        where = private(place.community, scope.actor)
        await scope.uow.outbox.put(Verb.SAY, where, notice, key=f"{key}/console", to=scope.actor)
