"""Communities heard at the same time share a commit, and nobody pays for somebody else's fault."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event

from storage.engine import Database
from storage.inbox import Cursor, RawEvent
from storage.together import Together, Work
from storage.uow import SqlUnitOfWork
from tests.storage.build import NOW

COMMUNITIES = range(1, 21)


def heard(community: int) -> Work:
    """One message and the place in the stream, of one community."""

    async def keep(uow: SqlUnitOfWork) -> None:
        told = RawEvent(f"event-{community}", "message_new", 2_000_000_001, f"message_new:{community}", b"{}")
        await uow.inbox.accept(community, [told], Cursor("server", "key", "7"), NOW)

    return keep


async def broken(_: SqlUnitOfWork) -> None:
    raise ValueError("nobody can read this")


def commits(database: Database) -> Callable[[], int]:
    counted: list[Any] = []
    event.listen(database.engine.sync_engine, "commit", counted.append)
    return lambda: len(counted)


async def places(database: Database) -> list[int]:
    """Communities whose place in the stream is known to whoever looks from outside."""
    async with database.reading() as uow:
        return [community for community in COMMUNITIES if await uow.inbox.cursor(community)]


async def test_twenty_communities_share_a_commit_or_two(database: Database) -> None:
    counted = commits(database)
    together = Together(database.begin)

    await asyncio.gather(*(together.write(NOW, heard(community)) for community in COMMUNITIES))

    assert await places(database) == list(COMMUNITIES)
    assert counted() <= 2


async def test_the_chats_of_all_who_share_a_commit_are_read_at_once(database: Database) -> None:
    counted: list[str] = []
    event.listen(database.engine.sync_engine, "before_cursor_execute", lambda *said: counted.append(said[2]))
    together = Together(database.begin)
    seen: dict[int, int] = {}

    def spoken(community: int) -> Work:
        async def keep(uow: SqlUnitOfWork) -> None:
            state = await uow.chats.get(community, 7)
            await uow.chats.save(replace(state, last_cmid=state.last_cmid + 1))
            seen[community] = state.last_cmid

        return keep

    for _ in range(2):
        await asyncio.gather(*(together.write(NOW, spoken(one), {(one, 7)}) for one in COMMUNITIES))

    assert seen == dict.fromkeys(COMMUNITIES, 1)
    assert len([sql for sql in counted if sql.startswith("SELECT chats")]) <= 4


async def test_what_was_written_is_kept_when_the_writer_hears_so(database: Database) -> None:
    together = Together(database.begin)

    await together.write(NOW, heard(1))

    assert await places(database) == [1]


async def test_one_that_fails_harms_nobody_else(database: Database) -> None:
    together = Together(database.begin)
    works = [heard(1), broken, heard(2), broken, heard(3)]

    ends = await asyncio.gather(*(together.write(NOW, work) for work in works), return_exceptions=True)

    assert [type(end).__name__ for end in ends] == ["NoneType", "ValueError", "NoneType", "ValueError", "NoneType"]
    assert await places(database) == [1, 2, 3]


async def test_after_a_failure_the_next_is_written(database: Database) -> None:
    together = Together(database.begin)
    with pytest.raises(ValueError, match="nobody"):
        await together.write(NOW, broken)

    await together.write(NOW, heard(4))

    assert await places(database) == [4]


async def test_who_stops_waiting_does_not_stop_the_others(database: Database) -> None:
    together = Together(database.begin)
    waiting = [asyncio.create_task(together.write(NOW, heard(community))) for community in (1, 2, 3)]
    await asyncio.sleep(0)
    waiting[0].cancel()

    await asyncio.gather(*waiting[1:])

    assert {2, 3} <= set(await places(database))
