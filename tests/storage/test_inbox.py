"""What came from VK: nothing lost, nothing twice, order kept within a conversation."""

import asyncio
from datetime import timedelta

import pytest

from storage.engine import Database
from storage.inbox import Cursor, InboxRow, RawEvent
from storage.purging import Purged, purge
from tests.storage.build import CHAT, COMMUNITY, NOW, OTHER_CHAT, came, minutes
from tests.storage.conftest import on_postgresql


async def accept(database: Database, *events: RawEvent, ts: str = "1", community: int = COMMUNITY) -> None:
    async with database.begin() as uow:
        await uow.inbox.accept(community, events, Cursor("server", "key", ts), NOW)


async def waiting(database: Database, after: float = 0) -> list[InboxRow]:
    async with database.reading() as uow:
        return list(await uow.inbox.waiting(NOW + minutes(after), 100))


def numbers(rows: list[InboxRow]) -> list[int]:
    return [row.body["object"]["message"]["id"] for row in rows]


async def test_an_event_waits_with_its_body(database: Database) -> None:
    await accept(database, came(17))
    (row,) = await waiting(database)
    assert row.body["object"]["message"]["id"] == 17
    assert (row.community, row.peer, row.attempts, row.received_at) == (COMMUNITY, CHAT, 0, NOW)


async def test_the_cursor_moves_with_the_events(database: Database) -> None:
    await accept(database, came(1), ts="7")
    await accept(database, ts="8")
    async with database.reading() as uow:
        assert await uow.inbox.cursor(COMMUNITY) == Cursor("server", "key", "8")
        assert await uow.inbox.cursor(404) is None


async def test_neither_events_nor_cursor_survive_a_failure(database: Database) -> None:
    async def fail() -> None:
        async with database.begin() as uow:
            await uow.inbox.accept(COMMUNITY, [came(1)], Cursor("server", "key", "7"), NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.reading() as uow:
        assert await uow.inbox.cursor(COMMUNITY) is None
    assert await waiting(database) == []


async def test_the_same_event_comes_once(database: Database) -> None:
    await accept(database, came(17, event_id="a"))
    await accept(database, came(18, event_id="a"), came(19, event_id="b"))
    assert numbers(await waiting(database)) == [17, 19]


async def test_the_same_message_under_another_event_id_comes_once(database: Database) -> None:
    await accept(database, came(17, event_id="a"), came(17, event_id="b"))
    assert len(await waiting(database)) == 1


async def test_two_communities_may_use_the_same_ids(database: Database) -> None:
    await accept(database, came(17))
    await accept(database, came(17), community=2)
    assert len(await waiting(database)) == 2


async def test_events_without_a_natural_key_do_not_hide_each_other(database: Database) -> None:
    await accept(database, *(RawEvent(id_, "group_join", 1, None, b"{}") for id_ in ("a", "b")))
    assert len(await waiting(database)) == 2


async def test_a_handled_event_is_never_handled_again_and_keeps_no_words(database: Database) -> None:
    await accept(database, came(17))
    async with database.begin() as uow:
        await uow.inbox.done([row.id for row in await uow.inbox.waiting(NOW, 10)])
    await accept(database, came(17))
    assert await waiting(database) == []


async def test_oldest_first(database: Database) -> None:
    await accept(database, came(2), came(1, OTHER_CHAT), came(3))
    assert numbers(await waiting(database)) == [2, 1, 3]


async def test_a_conversation_waits_for_its_failed_event_and_others_go_on(database: Database) -> None:
    await accept(database, came(1), came(2), came(9, OTHER_CHAT))
    async with database.begin() as uow:
        first = (await uow.inbox.waiting(NOW, 1))[0]
        await uow.inbox.failed(first.id, "ValueError", NOW + minutes(2))
    assert [row.peer for row in await waiting(database)] == [OTHER_CHAT]
    again = await waiting(database, after=2)
    assert [(row.peer, row.attempts) for row in again] == [(CHAT, 1), (CHAT, 0), (OTHER_CHAT, 0)]


async def test_a_later_failure_does_not_hold_the_earlier_event(database: Database) -> None:
    await accept(database, came(1), came(2))
    async with database.begin() as uow:
        later = (await uow.inbox.waiting(NOW, 10))[1]
        await uow.inbox.failed(later.id, "ValueError", NOW + minutes(2))
    assert numbers(await waiting(database)) == [1]


async def test_a_quarantined_event_is_out_of_the_way(database: Database) -> None:
    await accept(database, came(1), came(2))
    async with database.begin() as uow:
        first = (await uow.inbox.waiting(NOW, 1))[0]
        await uow.inbox.quarantine(first.id, "KeyError: 'text'")
        assert await uow.inbox.count_quarantined() == 1
    assert numbers(await waiting(database)) == [2]


async def test_what_cannot_be_read_is_kept_as_it_came(database: Database) -> None:
    async with database.begin() as uow:
        await uow.inbox.store_undecodable(COMMUNITY, b'{"updates": [\xff\x00', NOW)
    async with database.reading() as uow:
        assert await uow.inbox.count_quarantined() == 1
    assert await waiting(database) == []


async def test_only_handled_events_of_long_ago_are_forgotten(database: Database) -> None:
    await accept(database, came(1), came(2))
    async with database.begin() as uow:
        first = (await uow.inbox.waiting(NOW, 1))[0]
        await uow.inbox.done([first.id])
    assert await purge(database, NOW + timedelta(days=7)) == Purged()
    assert await purge(database, NOW + timedelta(days=7, minutes=1)) == Purged(events=1)
    await accept(database, came(1), came(2))
    assert numbers(await waiting(database)) == [2, 1]


async def test_what_was_heard_is_known_by_its_identity(database: Database) -> None:
    await accept(database, *(came(number) for number in range(1, 700)))
    asked = [came(number).natural or "" for number in range(600, 1300)]
    async with database.reading() as uow:
        known = await uow.inbox.known(COMMUNITY, asked)
        assert len(known) == 100
        assert came(699).natural in known
        assert await uow.inbox.known(404, asked) == set()
        assert await uow.inbox.known(COMMUNITY, []) == set()


async def test_comments_heard_lately_are_found(database: Database) -> None:
    comment = RawEvent("c", "wall_reply_new", -COMMUNITY, f"wall_reply_new:-{COMMUNITY}:1:45", b"{}")
    await accept(database, comment, came(1))
    async with database.reading() as uow:
        assert await uow.inbox.commented(COMMUNITY, NOW - minutes(1)) == {comment.natural}
        assert await uow.inbox.commented(COMMUNITY, NOW) == set()


async def test_two_handlers_take_different_conversations_and_each_whole(database: Database) -> None:
    await accept(database, came(1), came(2), came(9, OTHER_CHAT))
    async with database.handling(NOW) as one:
        assert numbers(list(await one.inbox.take(NOW, 1))) == [1]
        if not database.is_shared:
            return
        async with database.handling(NOW) as other:
            theirs = await other.inbox.take(NOW, 10)
            assert numbers(list(theirs)) in ([], [9]), "the first conversation is held, whatever is left of it"
            for row in await one.inbox.waiting(NOW, 10):
                assert await other.inbox.take_one(row, NOW) is (row in theirs)


@on_postgresql
async def test_what_another_has_handled_until_its_conversation_was_free_is_not_taken(database: Database) -> None:
    await accept(database, came(1), came(2))
    async with database.handling(NOW) as one:
        rows = await one.inbox.take(NOW, 10)
        await one.inbox.done([row.id for row in rows])
    async with database.handling(NOW) as other:
        assert await other.inbox.take(NOW, 10) == []
        assert not await other.inbox.take_one(rows[0], NOW)


@on_postgresql
async def test_many_handlers_take_everything_once_and_in_order(database: Database) -> None:
    """Each conversation's events are seen in the order in which they came, whoever handles them."""
    chats = range(CHAT, CHAT + 6)
    await accept(database, *(came(number, chat) for number in range(1, 11) for chat in chats))
    handled: list[tuple[int, int]] = []

    async def handle() -> None:
        for _ in range(20):
            async with database.handling(NOW) as uow:
                rows = await uow.inbox.take(NOW, 4)
                handled.extend((row.peer, row.body["object"]["message"]["id"]) for row in rows)
                await asyncio.sleep(0)
                await uow.inbox.done([row.id for row in rows])

    await asyncio.gather(*(handle() for _ in range(4)))
    assert sorted(handled) == [(chat, number) for chat in chats for number in range(1, 11)]
    for chat in chats:
        assert [number for peer, number in handled if peer == chat] == list(range(1, 11))


async def test_only_the_next_event_of_a_conversation_may_be_taken_alone(database: Database) -> None:
    await accept(database, came(1), came(2))
    first, second = await waiting(database)
    async with database.handling(NOW) as uow:
        assert await uow.inbox.take_one(first, NOW)
        assert not await uow.inbox.take_one(second, NOW)


async def test_a_retry_planned_by_a_clock_that_was_ahead_does_not_wait_for_it(database: Database) -> None:
    await accept(database, came(1), came(2))
    async with database.begin() as uow:
        first = (await uow.inbox.waiting(NOW, 1))[0]
        await uow.inbox.failed(first.id, "ValueError", NOW + timedelta(days=1))
    assert numbers(await waiting(database)) == [1, 2]
