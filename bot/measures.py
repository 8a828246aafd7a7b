"""What /metrics tells: the tally of the process and the queues as the database knows them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.tally import Tally
from bot.vk.client import Vk
from bot.vk.longpoll import LongPoll
from storage.engine import Database, StorageError
from storage.uow import SqlUnitOfWork
from web.metrics import Measure


@dataclass(frozen=True, slots=True)
class Measures:
    database: Database
    clock: Clock
    tally: Tally
    clients: Mapping[int, Vk]
    longpolls: Sequence[LongPoll]

    async def read(self) -> list[Measure]:
        """Everything; without the database, the rest."""
        now = self.clock.now()
        found = [*self._counted(), *self._heard(now)]
        try:
            async with self.database.reading() as uow:
                found += await _kept(uow, now)
            up = 1
        except (OSError, StorageError):
            up = 0
        return [*found, Measure.one("otklik_database_up", "The database answers", up)]

    def _counted(self) -> Iterator[Measure]:
        tally = self.tally
        accepted, events = _by(tally.accepted, "longpoll", "callback"), _by(tally.events, "handled", "failed")
        events.setdefault(("quarantined",), 0)
        yield Measure("otklik_events_accepted", "Events from VK", accepted, ("way",), grows=True)
        yield Measure("otklik_events", "Events by their fate", events, ("fate",), grows=True)
        yield Measure("otklik_said", "What was done in VK", dict(tally.said), ("verb", "outcome"), grows=True)
        yield Measure.one("otklik_reminders", "Reminders told", tally.reminders, grows=True)
        ticks = tally.ticks.items()
        times = {(name,): took.times for name, took in ticks}
        yield Measure("otklik_ticks", "Ticks of the clock", times, ("tick",), grows=True)
        seconds = {(name,): took.seconds for name, took in ticks}
        yield Measure("otklik_tick_seconds", "Time the ticks took", seconds, ("tick",), grows=True)
        longest = {(name,): took.longest for name, took in ticks}
        yield Measure("otklik_tick_longest_seconds", "The longest tick since the start", longest, ("tick",))
        errors: Counter[int] = sum((vk.errors for vk in self.clients.values()), Counter())
        codes = {(str(code),): count for code, count in errors.items()}
        yield Measure("otklik_vk_errors", "VK's errors by code, 0: no answer", codes, ("code",), grows=True)

    def _heard(self, now: datetime) -> Iterator[Measure]:
        ages = {
            (str(poll.community),): (now - poll.heard_at).total_seconds() for poll in self.longpolls if poll.heard_at
        }
        yield Measure("otklik_longpoll_heard_seconds", "Since VK last answered a poll", ages, ("community",))


async def _kept(uow: SqlUnitOfWork, now: datetime) -> list[Measure]:
    gauges = uow.gauges
    inbox, outbox = await gauges.inbox_backlog(), await gauges.outbox_backlog(now)
    aside = {("inbox",): await uow.inbox.count_quarantined(), ("outbox",): await gauges.outbox_quarantined()}
    waiting = {("inbox",): inbox.waiting, ("outbox",): outbox.waiting}
    ages = {("inbox",): _age(inbox.oldest, now), ("outbox",): _age(outbox.oldest, now)}
    statuses = {(status,): count for status, count in (await gauges.questions_by_status()).items()}
    return [
        Measure("otklik_queue_waiting", "Rows that could be taken now", waiting, ("queue",)),
        Measure("otklik_queue_oldest_seconds", "Age of the oldest of them", ages, ("queue",)),
        Measure("otklik_queue_quarantined", "Rows a person must look at", aside, ("queue",)),
        Measure("otklik_questions", "Questions not ended, by status", statuses, ("status",)),
        Measure.one("otklik_questions_overdue", "Questions past their deadline", await gauges.overdue(now)),
        Measure.one("otklik_questions_asked", "Numbers given out", await gauges.last_number(), grows=True),
    ]


def _age(oldest: datetime | None, now: datetime) -> float:
    return max((now - oldest).total_seconds(), 0.0) if oldest is not None else 0.0


def _by(counts: Mapping[str, int], *always: str) -> dict[tuple[str, ...], float]:
    """Known names are there from the beginning, so that a rate is never missing."""
    return {(name,): counts.get(name, 0) for name in dict.fromkeys([*always, *counts])}
