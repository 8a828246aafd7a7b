"""Bugs, each as one careless line of the bot would make it."""

import re
import sqlite3
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import storage.engine
from bot.app import App
from bot.carrier import Outcome
from bot.inbox import InboxPump
from bot.outbox import OutboxPump
from bot.vk import catching
from bot.vk.catching import Catcher, Whole
from bot.vk.client import Vk
from bot.vk.longpoll import LongPoll
from bot.vk.rounds import Rounds
from bot.vk.speaking import Speaker
from domain.ports import Verb
from handlers.reading import read
from storage.inbox import Cursor, Inbox
from storage.nudges import Nudges
from storage.outbox import Outbox
from storage.questions import Questions
from storage.sending import Sending
from tests.reliability.crash import template
from tests.world import REGION

Patch = pytest.MonkeyPatch


def cursor_saved_first(patch: Patch) -> None:
    """The place in the stream moves before its events are kept."""
    accept = LongPoll._accept

    async def careless(self: LongPoll, cursor: Cursor, updates: list[Any]) -> int:
        async with self._begin(self._clock.now()) as uow:
            await uow.inbox.accept(self.community, [], cursor, self._clock.now())
        return await accept(self, cursor, updates)

    patch.setattr(LongPoll, "_accept", careless)


def cursor_in_memory(patch: Patch) -> None:
    """As vkbottle keeps it by default."""

    async def careless(_: Inbox, __: int) -> None:
        return None

    patch.setattr(Inbox, "cursor", careless)


def marked_before_it_is_sent(patch: Patch) -> None:
    async def careless(self: OutboxPump) -> int:
        errands = await self._claim()
        if errands:
            await self._mark([Outcome(errand.row, 0, "") for errand in errands])
            await self._mark(await self._send(errands))
        return len(errands)

    patch.setattr(OutboxPump, "step", careless)


def a_new_random_id_each_time(patch: Patch) -> None:
    claim, attempts = Sending.claim, count(1)

    async def careless(self: Sending, *what: Any, **how: Any) -> list[Any]:
        return [replace(row, random_id=next(attempts)) for row in await claim(self, *what, **how)]

    async def blind(*_: Any) -> Mapping[int, Any]:
        return {}

    patch.setattr(Sending, "claim", careless)
    patch.setattr(Speaker, "look", blind)


def lease_not_taken_over(patch: Patch) -> None:
    """What an earlier life had taken to send waits until the lease is over."""

    async def careless(_: Sending, __: str) -> None:
        return None

    patch.setattr(Sending, "release", careless)


def two_transactions_instead_of_one(patch: Patch) -> None:
    """The question is kept in one transaction, what is to be said about it in another."""
    put, later = Outbox.put, list[tuple[Any, Any]]()

    async def postponed(_: Outbox, *what: Any, **how: Any) -> None:
        later.append((what, how))

    async def careless(self: InboxPump) -> int:
        now = self._clock.now()
        async with self._database.reading() as uow:
            rows = await uow.inbox.waiting(now, 200)
        for row in rows:
            later.clear()
            async with self._database.begin(now) as uow:
                await self._handle(uow, read(row.body, row.received_at))
            async with self._database.begin(now) as uow:
                for what, how in later:
                    await put(uow.outbox, *what, **how)
                await uow.inbox.done([row.id])
        return len(rows)

    patch.setattr(Outbox, "put", postponed)
    patch.setattr(InboxPump, "step", careless)


def said_before_the_commit(patch: Patch) -> None:
    """A handler speaks to VK by itself: after a rollback the words stand."""
    made, put, numbers = Vk.__init__, Outbox.put, count(1)
    ways: list[Vk] = []

    def remembered(self: Vk, *what: Any, **how: Any) -> None:
        made(self, *what, **how)
        ways[:] = [self]

    async def careless(self: Outbox, verb: Verb, place: Any, notice: Any, **how: Any) -> None:
        if verb is Verb.REACT:
            await ways[0].call("messages.send", peer_ids=place.peer, random_id=next(numbers), message="записал")
        await put(self, verb, place, notice, **how)

    patch.setattr(Vk, "__init__", remembered)
    patch.setattr(Outbox, "put", careless)


def holes_are_not_filled(patch: Patch) -> None:
    async def careless(_: Catcher, updates: Sequence[Any]) -> Whole:
        return Whole(list(updates), frozenset())

    async def nothing(_: Rounds) -> int:
        return 0

    patch.setattr(Catcher, "complete", careless)
    patch.setattr(Rounds, "work", nothing)
    patch.setattr(Rounds, "hurries", False)


def holes_are_filled_too_late(patch: Patch) -> None:
    """What is read back is put after what was said later."""

    def careless(updates: Sequence[Any], missing: Mapping[int, Sequence[Any]]) -> list[Any]:
        return [*updates, *(update for found in missing.values() for update in found)]

    patch.setattr(catching, "_interleaved", careless)


def the_newest_event_first(patch: Patch) -> None:
    waiting = Inbox.waiting

    async def careless(self: Inbox, *what: Any) -> Sequence[Any]:
        return list(reversed(await waiting(self, *what)))

    patch.setattr(Inbox, "waiting", careless)


def read_back_before_vk_has_told(patch: Patch) -> None:
    """After a fall the histories are asked before the stream goes on: presses come after the words that follow them."""
    step = LongPoll.step

    async def careless(self: LongPoll, wait: int) -> int:
        await self.ready()
        return await self._look() if not self._drained and self.rounds.hurries else await step(self, wait)

    patch.setattr(LongPoll, "step", careless)


def silence_is_over_before_it_is_admitted(patch: Patch) -> None:
    """That VK is heard again is remembered before people were told that it was not."""
    rise = Rounds.rise

    async def careless(self: Rounds) -> None:
        await rise(self)
        async with self._begin(self._clock.now()) as uow:
            since, self._since = self._since, None
            await self.beat(uow)
            self._since = since

    patch.setattr(Rounds, "rise", careless)


def a_poison_event_stops_the_others(patch: Patch) -> None:
    async def careless(self: InboxPump, row: Any, error: Exception) -> None:
        async with self._database.begin(self._clock.now()) as uow:
            await uow.inbox.failed(row.id, "", self._clock.now())
        raise error

    patch.setattr(InboxPump, "_failed", careless)


def marks_of_reminders_in_memory(patch: Patch) -> None:
    """Which reminder was told is known to the process only."""
    told: set[tuple[int, str, int]] = set()
    build, untold = App.build.__func__, Nudges.untold  # type: ignore[attr-defined]

    async def born(cls: type[App], *what: Any) -> App:
        told.clear()
        return await build(cls, *what)

    async def remembered(_: Nudges, nudges: Sequence[Any], __: Any) -> None:
        told.update((one.question, one.mark, one.person) for one in nudges)

    async def careless(self: Nudges, *what: Any) -> Sequence[Any]:
        return [one for one in await untold(self, *what) if (one.question, one.mark, one.person) not in told]

    patch.setattr(App, "build", classmethod(born))
    patch.setattr(Nudges, "told", remembered)
    patch.setattr(Nudges, "untold", careless)


def without_unique_keys(patch: Patch) -> bytes:
    """Nothing tells an event that comes twice from a new one: the inbox, the places of questions, the last look."""

    async def nowhere(*_: Any) -> None:
        return None

    patch.setattr(Questions, "at", nowhere)
    return keyless("inbox", "questions")


def without_the_inbox_key(_: Patch) -> bytes:
    """One of three layers."""
    return keyless("inbox")


def keyless(*tables: str) -> bytes:
    """A new installation whose tables may hold the same thing twice."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "keyless.db"
        path.write_bytes(template(REGION))
        database = sqlite3.connect(path)
        for table in tables:
            _rebuild(database, table)
        database.close()
        return path.read_bytes()


def _rebuild(database: sqlite3.Connection, table: str) -> None:
    named = database.execute("SELECT type, sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL", (table,))
    made = [(kind, re.sub(r",\s*(CONSTRAINT \w+ )?UNIQUE \([^)]*\)", "", sql)) for kind, sql in named]
    database.execute(f"ALTER TABLE {table} RENAME TO former")
    for kind, sql in made:
        if kind == "table":
            assert "UNIQUE" not in sql
            database.execute(sql)
    database.execute(f"INSERT INTO {table} SELECT * FROM former")  # noqa: S608  names of our own tables
    database.execute("DROP TABLE former")
    for kind, sql in made:
        if kind == "index":
            database.execute(sql)
    database.commit()


def syncs_now_and_then(patch: Patch) -> None:
    """A commit does not wait for the disk: what was told to VK may be unknown after a power cut."""
    pragmas = tuple(one.replace("synchronous=FULL", "synchronous=NORMAL") for one in storage.engine.WRITER_PRAGMAS)
    patch.setattr(storage.engine, "WRITER_PRAGMAS", pragmas)
