"""What /metrics tells: the tally of the process and the queues as the database knows them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Clock
from bot.region import RegionKeeper
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
    region: RegionKeeper

    async def read(self) -> list[Measure]:
        """Everything; without the database, the rest."""
        now = self.clock.now()
        found = [*self._counted(), *self._heard(now)]
        try:
            async with self.database.reading() as uow:
                found += await _kept(uow, now)
                people = [one.vk_id for one in (await self.region.fresh(uow)).people if one.answers]
                reached = await uow.gauges.reached(people)
                found.append(Measure.by("messages", "otklik_officials", "Who answers, by their messages", reached))
            up = 1
        except (OSError, StorageError):
            up = 0
        return [*found, Measure.one("otklik_database_up", "The database answers", up)]

    def _counted(self) -> Iterator[Measure]:
        tally = self.tally
        accepted = {"longpoll": 0, "callback": 0, **tally.accepted}
        fates = {"handled": 0, "failed": 0, "quarantined": 0, **tally.events}
        yield Measure.by("way", "otklik_events_accepted", "Events from VK", accepted, grows=True)
        yield Measure.by("fate", "otklik_events", "Events by their fate", fates, grows=True)
        said: dict[tuple[str, ...], float] = {(verb, outcome): n for (verb, outcome), n in tally.said.items()}
        yield Measure("otklik_said", "What was done in VK", said, ("verb", "outcome"), grows=True)
        yield Measure.one("otklik_members_left", "People who left a chat or were removed", tally.left, grows=True)
        yield Measure.one("otklik_reminders", "Reminders told", tally.reminders, grows=True)
        ticks = tally.ticks.items()
        times, seconds = {name: took.times for name, took in ticks}, {name: took.seconds for name, took in ticks}
        yield Measure.by("tick", "otklik_ticks", "Ticks of the clock", times, grows=True)
        yield Measure.by("tick", "otklik_tick_seconds", "Time the ticks took", seconds, grows=True)
        longest = {name: took.longest for name, took in ticks}
        yield Measure.by("tick", "otklik_tick_longest_seconds", "The longest tick since the start", longest)
        errors: Counter[int] = sum((vk.errors for vk in self.clients.values()), Counter())
        codes = {str(code): count for code, count in errors.items()}
        yield Measure.by("code", "otklik_vk_errors", "VK's errors by code, 0: no answer", codes, grows=True)

    def _heard(self, now: datetime) -> Iterator[Measure]:
        ages = {str(poll.community): _age(poll.heard_at, now) for poll in self.longpolls if poll.heard_at}
        yield Measure.by("community", "otklik_longpoll_heard_seconds", "Since VK last answered a poll", ages)


async def _kept(uow: SqlUnitOfWork, now: datetime) -> list[Measure]:
    gauges = uow.gauges
    inbox, outbox = await gauges.inbox_backlog(), await gauges.outbox_backlog(now)
    waiting = {"inbox": inbox.waiting, "outbox": outbox.waiting}
    ages = {"inbox": _age(inbox.oldest, now), "outbox": _age(outbox.oldest, now)}
    aside = {"inbox": await uow.inbox.count_quarantined(), "outbox": await gauges.outbox_quarantined()}
    return [
        Measure.by("queue", "otklik_queue_waiting", "Rows that could be taken now", waiting),
        Measure.by("queue", "otklik_queue_oldest_seconds", "Age of the oldest of them", ages),
        Measure.by("queue", "otklik_queue_quarantined", "Rows a person must look at", aside),
        Measure.by("status", "otklik_questions", "Questions not ended", await gauges.questions_by_status()),
        Measure.one("otklik_questions_overdue", "Questions past their deadline", await gauges.overdue(now)),
        Measure.one("otklik_questions_asked", "Numbers given out", await gauges.last_number(), grows=True),
    ]


def _age(oldest: datetime | None, now: datetime) -> float:
    return max((now - oldest).total_seconds(), 0.0) if oldest is not None else 0.0
