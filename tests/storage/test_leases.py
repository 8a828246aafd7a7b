"""Several processes on one PostgreSQL: a community has one owner, and whoever was taken for dead commits nothing."""

import asyncio
from collections.abc import Collection
from datetime import timedelta

import pytest

from storage.engine import Database
from storage.inbox import Cursor
from storage.leases import Lease, LeaseLost
from tests.storage.build import COMMUNITY, NOW, OTHER_CHAT, came, message, say
from tests.storage.conftest import on_postgresql

pytestmark = on_postgresql

LONG, OVER = timedelta(hours=1), timedelta(seconds=-1)
TEN = range(1, 11)


async def joined(database: Database, *owners: str, length: timedelta = LONG) -> None:
    for owner in owners:
        async with database.intake() as uow:
            await uow.leases.join(owner, length)


async def took(database: Database, owner: str, communities: Collection[int] = TEN, most: int = 100) -> list[Lease]:
    async with database.intake() as uow:
        await uow.leases.offer(communities)
        await uow.leases.take(owner, communities, most)
        return sorted(await uow.leases.held(owner), key=lambda lease: lease.community)


async def owns(database: Database, owner: str) -> set[int]:
    async with database.reading() as uow:
        return {lease.community for lease in await uow.leases.held(owner)}


async def test_a_community_has_one_owner(database: Database) -> None:
    await joined(database, "a", "b")
    assert len(await took(database, "a", most=4)) == 4
    assert {lease.community for lease in await took(database, "b")} == {5, 6, 7, 8, 9, 10}
    assert await owns(database, "a") == {1, 2, 3, 4}


async def test_of_many_who_grasp_at_once_each_community_goes_to_one(database: Database) -> None:
    owners = [f"p{number}" for number in range(5)]
    await joined(database, *owners)
    found = await asyncio.gather(*(took(database, owner, most=3) for owner in owners))
    taken = [lease.community for leases in found for lease in leases]
    assert len(taken) == len(set(taken))
    await asyncio.gather(*(took(database, owner) for owner in owners))
    owned = [await owns(database, owner) for owner in owners]
    assert sum(map(len, owned)) == 10
    assert set().union(*owned) == set(TEN)


async def test_the_dead_are_buried_and_what_they_had_is_free(database: Database) -> None:
    await joined(database, "dead", length=OVER)
    await joined(database, "alive")
    (old,) = await took(database, "dead", [COMMUNITY])
    async with database.intake() as uow:
        assert {one.id: one.alive for one in (await uow.leases.members()).values()} == {"dead": False, "alive": True}
        assert await uow.leases.bury() == ["dead"]
        await uow.leases.tidy()
    (new,) = await took(database, "alive", [COMMUNITY])
    assert new.fence > old.fence


async def test_the_living_are_not_buried(database: Database) -> None:
    await joined(database, "late", length=OVER)
    async with database.intake() as uow:
        await uow.leases.renew("late", LONG)
    async with database.intake() as uow:
        assert await uow.leases.bury() == []


async def test_whoever_was_buried_is_told(database: Database) -> None:
    await joined(database, "dead", length=OVER)
    async with database.intake() as uow:
        await uow.leases.bury()
    with pytest.raises(LeaseLost):
        async with database.intake() as uow:
            await uow.leases.renew("dead", LONG)


async def test_nothing_of_the_buried_is_kept(database: Database) -> None:
    """A process that was frozen in the middle of a transaction wakes up when others have its place."""
    await joined(database, "dead", length=OVER)
    (lease,) = await took(database, "dead", [COMMUNITY])
    database.member = "dead"

    async def say_something() -> None:
        async with database.begin(NOW) as uow:
            await say(uow, "hello", message(1))
            await uow.flush()
            await buried()

    async def accept() -> None:
        async with database.intake(NOW, lease) as uow:
            await uow.inbox.accept(COMMUNITY, [came(1)], Cursor("server", "key", "7"), NOW)
            await uow.flush()
            await buried()

    async def buried() -> None:
        async with database.intake() as uow:
            await uow.leases.bury()
            await uow.leases.tidy()

    for work in (say_something, accept):
        with pytest.raises(LeaseLost):
            await work()
    async with database.reading() as uow:
        assert await uow.inbox.cursor(COMMUNITY) is None
        assert await uow.inbox.waiting(NOW, 10) == []
        assert (await uow.gauges.outbox_backlog(NOW)).waiting == 0


async def test_a_cursor_is_not_moved_by_whoever_had_the_community_before(database: Database) -> None:
    await joined(database, "a", "b")
    (before,) = await took(database, "a", [COMMUNITY])
    async with database.intake() as uow:
        assert await uow.leases.ask("b", "a", [COMMUNITY], 1) == 1
    async with database.intake() as uow:
        await uow.leases.hand_over("a", [COMMUNITY])
    with pytest.raises(LeaseLost):
        async with database.intake(NOW, before) as uow:
            await uow.inbox.accept(COMMUNITY, [], Cursor("server", "key", "9"), NOW)
    (after,) = await took(database, "b", [COMMUNITY])
    async with database.intake(NOW, after) as uow:
        await uow.inbox.accept(COMMUNITY, [], Cursor("server", "key", "10"), NOW)


async def test_nobody_is_buried_while_they_commit(database: Database) -> None:
    await joined(database, "busy", length=OVER)
    async with database.intake() as uow:
        await uow.leases.must_live("busy")
        async with database.intake() as other:
            assert await other.leases.bury() == []
    async with database.intake() as other:
        assert await other.leases.bury() == ["busy"]


async def test_a_renewal_does_not_wait_for_a_commit(database: Database) -> None:
    await joined(database, "busy")
    async with database.intake() as uow:
        await uow.leases.must_live("busy")
        async with database.intake() as other:
            await asyncio.wait_for(other.leases.renew("busy", LONG), 5)


async def test_a_clean_end_hands_over_at_once(database: Database) -> None:
    await joined(database, "a", "b")
    await took(database, "a")
    async with database.intake() as uow:
        await uow.leases.ask("b", "a", [3], 1)
    async with database.intake() as uow:
        await uow.leases.leave("a")
    assert await owns(database, "b") == {3}
    assert {lease.community for lease in await took(database, "b")} == set(TEN)


async def test_what_the_dead_asked_for_stays_where_it_is(database: Database) -> None:
    await joined(database, "a", "b")
    await took(database, "a", [COMMUNITY])
    async with database.intake() as uow:
        await uow.leases.ask("b", "a", [COMMUNITY], 1)
        await uow.leases.leave("b")
    async with database.intake() as uow:
        assert list((await uow.leases.held("a")).values()) == [False]


async def test_texts_on_their_way_when_somebody_died_are_found(database: Database) -> None:
    await joined(database, "alive")
    async with database.begin(NOW) as uow:
        await say(uow, "one", message(1))
        await say(uow, "two", message(2, peer=OTHER_CHAT))
        await uow.outbox.claim(NOW, 1, timedelta(minutes=9), "dead")
        await uow.outbox.claim(NOW, 1, timedelta(minutes=9), "alive")
    async with database.intake() as uow:
        assert await uow.leases.tidy() == ["dead"]
