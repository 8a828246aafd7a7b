"""A table of questions gathered elsewhere («Решаем вместе», a reception): each row belongs to the broadcast once.

There is no message of VK behind a row. Its place is the community's own, where nobody can be written to, and the row's
words are its number there: a second import of the same row finds the question it made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.broadcasts.broadcast import Broadcast
from domain.clocks import first_clock
from domain.errors import RuleViolation
from domain.place import Place, VkId, nowhere
from domain.ports import Kind, Listener
from domain.question import Question
from domain.use_cases.broadcasts.collecting import recorded
from domain.use_cases.scope import Scope
from domain.use_cases.staff.assigning import alarm, route
from domain.use_cases.telling import keyed, tell_person

OLDEST = timedelta(days=92)
"""A row said to be older than this was asked now, by whoever brought the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One question of a table; `author` is 0 when no page of VK is known, `said` is how the row tells its time."""

    text: str
    author: VkId = 0
    name: str = ""
    village: str = ""
    asked_at: datetime | None = None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Gathered:
    """What came of some rows."""

    taken: int = 0
    known: int = 0
    urgent: tuple[int, ...] = ()
    """Numbers of those that wait for no broadcast."""

    def __add__(self, other: "Gathered") -> "Gathered":
        return Gathered(self.taken + other.taken, self.known + other.known, self.urgent + other.urgent)


@dataclass(frozen=True, slots=True)
class Gathering:
    """Takes rows into a broadcast; who may is decided by whoever lets a person near."""

    listener: Listener

    async def take(self, scope: Scope, number: int, rows: Sequence[Row]) -> Gathered:
        """Rows become questions that wait for the broadcast; danger goes to officials at once."""
        broadcast = await scope.uow.broadcasts.get(number)
        if not broadcast.is_open:
            raise RuleViolation("broadcast-cannot", number=number, detail=broadcast.state.value)
        found = Gathered()
        for row in rows:
            found += await self._take(scope, broadcast, row)
        return found

    async def _take(self, scope: Scope, broadcast: Broadcast, row: Row) -> Gathered:
        place = place_of_row(scope, broadcast, row)
        if await scope.uow.questions.at(place) is not None:
            return Gathered(known=1)
        question = await self._written(scope, broadcast, place, row)
        if question.urgent:
            clock = first_clock(scope.policy, scope.calendar, scope.now, urgent=True)
            question = question.started(clock, scope.calendar)
        await scope.uow.questions.add(scope.watched(question))
        await scope.note(question.number, "imported", row.name)
        if question.urgent:
            await alarm(scope, await route(scope, question))
            return Gathered(taken=1, urgent=(question.number,))
        await scope.uow.broadcasts.take(broadcast.number, question.number)
        kept = await scope.keep(question.for_broadcast(), "for_broadcast", str(broadcast.number))
        await _tell(scope, broadcast, kept)
        return Gathered(taken=1)

    async def _written(self, scope: Scope, broadcast: Broadcast, place: Place, row: Row) -> Question:
        home = broadcast.municipality
        heard = self.listener.hear(row.text, scope.region, municipality=home, asked_outright=True)
        village = heard.settlement
        if row.village:
            named = self.listener.hear(row.village, scope.region, municipality=home, asked_outright=True)
            village = named.settlement or village
        at = row.asked_at
        return Question(
            number=await scope.uow.questions.next_number(),
            place=place,
            author=row.author,
            text=row.text,
            asked_at=at if at is not None and scope.now - OLDEST <= at <= scope.now else scope.now,
            municipality=home,
            topic=heard.topic if heard.kind is not Kind.CHATTER else None,
            theme=heard.theme,
            settlement=village,
            address=heard.address or ("" if village else row.village),
            urgent=heard.urgent,
            because=", ".join(heard.because),
        )


def place_of_row(scope: Scope, broadcast: Broadcast, row: Row) -> Place:
    """Nowhere in VK: the community's own number, and the row's words in place of a message."""
    community = scope.region.community_of(broadcast.municipality) or scope.region.communities[0].group_id
    return nowhere(community, broadcast.key, row.text, str(row.author or row.name), row.village, row.said)


async def _tell(scope: Scope, broadcast: Broadcast, question: Question) -> None:
    """Whoever is known by their page and lets the bot write hears that it is written down."""
    if question.author <= 0 or await scope.uow.dialogs.reachable(question.author) is None:
        return
    told = recorded(scope, broadcast, question)
    await tell_person(
        scope,
        question.author,
        told,
        key=keyed(question, "recorded"),
        question=question,
        not_before=scope.calendar.quiet_end(scope.now),
    )
