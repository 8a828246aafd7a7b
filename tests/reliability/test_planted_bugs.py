"""The harness still bites: each fault planted into the bot is noticed by somebody in the stories."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.inbox import InboxPump
from bot.outbox import OutboxPump, Outcome
from bot.vk import longpoll
from bot.vk.longpoll import LongPoll
from storage.inbox import Inbox
from storage.outbox import Outbox
from storage.sending import Sending
from tests.reliability.crash import Points, differences, play
from tests.reliability.stories import a_lamp_in_the_chat

Plant = Callable[[pytest.MonkeyPatch], None]


def cursor_saved_first(patch: pytest.MonkeyPatch) -> None:
    """The place in the stream moves before its events are kept."""
    accept = Inbox.accept

    async def careless(self: LongPoll, cursor: Any, updates: list[Any]) -> int:
        async with self._begin(self._clock.now()) as uow:
            await accept(uow.inbox, self.community, [], cursor, self._clock.now())
        self._cursor = cursor
        events = [longpoll.raw_event(update) for update in updates]
        if events:
            async with self._begin(self._clock.now()) as uow:
                await accept(uow.inbox, self.community, events, None, self._clock.now())
        return len(events)

    patch.setattr(LongPoll, "_accept", careless)


def marked_before_it_is_sent(patch: pytest.MonkeyPatch) -> None:
    async def careless(self: OutboxPump) -> int:
        errands = await self._claim()
        if not errands:
            return 0
        await self._mark([Outcome(errand.row, 0, "") for errand in errands])
        await self._mark(await self._send(errands))
        return len(errands)

    patch.setattr(OutboxPump, "step", careless)


def a_new_random_id_each_time(patch: pytest.MonkeyPatch) -> None:
    claim, attempts = Sending.claim, iter(range(1, 10**6))

    async def careless(self: Sending, *arguments: Any) -> list[Any]:
        return [replace(row, random_id=next(attempts)) for row in await claim(self, *arguments)]

    patch.setattr(Sending, "claim", careless)


def two_transactions_instead_of_one(patch: pytest.MonkeyPatch) -> None:
    """The question is kept in one transaction, what is to be said about it in another."""
    put = Outbox.put
    later: list[tuple[Any, Any]] = []

    async def postponed(_: Outbox, *what: Any, **how: Any) -> None:
        later.append((what, how))

    async def careless(self: InboxPump) -> int:
        async with self._database.reading() as uow:
            rows = await uow.inbox.waiting(self._clock.now(), 200)
        for row in rows:
            later.clear()
            async with self._database.begin(self._clock.now()) as uow:
                await self._handle(uow, row)
            async with self._database.begin(self._clock.now()) as uow:
                for what, how in later:
                    await put(uow.outbox, *what, **how)
                await uow.inbox.done([row.id])
        return len(rows)

    patch.setattr(Outbox, "put", postponed)
    patch.setattr(InboxPump, "step", careless)


def everything_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    """The place in the stream lives in memory only, as vkbottle keeps it by default."""

    async def careless(_: Inbox, __: int) -> None:
        return None

    patch.setattr(Inbox, "cursor", careless)


PLANTED: list[tuple[Plant, str]] = [
    (cursor_saved_first, "after a commit"),
    (marked_before_it_is_sent, "after a commit"),
    (a_new_random_id_each_time, "after execute"),
    (two_transactions_instead_of_one, "after a commit"),
    (everything_is_forgotten, "after a poll"),
]
"""Each bug, and the points of death that tell. Without the inbox's unique keys nothing shows: questions, answers,
votes and texts have unique keys of their own (tests/storage/test_inbox.py guards the first layer)."""


@pytest.mark.parametrize(("plant", "telling"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
async def test_a_planted_bug_is_noticed(
    tmp_path: Path, plant: Plant, telling: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    healthy, _ = await play(tmp_path / "healthy", a_lamp_in_the_chat)
    plant(monkeypatch)

    assert await noticed(tmp_path, healthy, telling)


async def noticed(folder: Path, healthy: dict[str, Any], telling: str) -> bool:
    """Whether a death shows the bug, or life without one."""
    points = Points()
    for number in range(300):
        at = (
            [place for place, name in enumerate(points.names, 1) if name == telling][number - 1 : number]
            if number
            else []
        )
        if number and not at:
            return False
        try:
            seen, played = await play(folder / f"{number}", a_lamp_in_the_chat, at=at)
        except (AssertionError, StopIteration):
            return True
        points = points if number else played
        if differences(healthy, seen):
            return True
    return False
