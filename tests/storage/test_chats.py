"""What is remembered of a chat: intake and the sender write it beside each other."""

import asyncio
from dataclasses import replace

from domain.ports import ChatState
from storage.engine import Database
from tests.storage.build import CHAT, COMMUNITY, NOW, OTHER_CHAT, minutes
from tests.storage.conftest import on_postgresql


async def remembered(database: Database, peer: int = CHAT) -> ChatState:
    async with database.reading() as uow:
        return await uow.chats.get(COMMUNITY, peer)


async def test_a_chat_is_remembered(database: Database) -> None:
    assert await remembered(database) == ChatState(COMMUNITY, CHAT)
    state = ChatState(COMMUNITY, CHAT, last_cmid=7, last_at=NOW, reactions_off=True)
    async with database.begin() as uow:
        await uow.chats.save(state)
        assert await uow.chats.get(COMMUNITY, CHAT) == state
    assert await remembered(database) == state


@on_postgresql
async def test_neither_of_two_who_write_at_once_undoes_the_other(database: Database) -> None:
    async with database.begin() as uow:
        await uow.chats.save(ChatState(COMMUNITY, CHAT, last_cmid=1, last_at=NOW))
    async with database.intake() as heard, database.begin() as said:
        before = await heard.chats.get(COMMUNITY, CHAT)
        await said.chats.save(replace(await said.chats.get(COMMUNITY, CHAT), last_cmid=2, reactions_off=True))
        await heard.chats.save(replace(before, last_cmid=9, last_at=NOW + minutes(1)))
    assert await remembered(database) == ChatState(COMMUNITY, CHAT, 9, NOW + minutes(1), reactions_off=True)


@on_postgresql
async def test_two_who_write_several_chats_do_not_wait_for_each_other_in_a_ring(database: Database) -> None:
    async def write(*peers: int) -> None:
        for number in range(1, 30):
            async with database.intake() as uow:
                for peer in peers:
                    await uow.chats.save(ChatState(COMMUNITY, peer, last_cmid=number))

    await asyncio.gather(*(write(CHAT, OTHER_CHAT) if n % 2 else write(OTHER_CHAT, CHAT) for n in range(6)))
    assert (await remembered(database)).last_cmid == 29
