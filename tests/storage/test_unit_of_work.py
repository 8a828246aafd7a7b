"""A transaction: all or nothing, and what was said in it is seen in it."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import cast
from unittest.mock import Mock

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.errors import RuleViolation
from domain.ports import ChatState, Filter, UnitOfWork
from domain.question import Status
from storage.engine import IDLE_MS, Database, StorageError, is_away
from storage.questions import StaleQuestion
from storage.uow import SqlUnitOfWork
from tests.storage.build import CHAT, COMMUNITY, DEPUTY, NOW, OFFICIAL, a_question, asked, message, say
from tests.storage.conftest import on_postgresql


def test_the_unit_of_work_is_what_the_use_cases_ask_for() -> None:
    asked_for = [name for name, value in vars(UnitOfWork).items() if isinstance(value, property)]

    def given(uow: SqlUnitOfWork) -> UnitOfWork:  # mypy compares the repositories
        return uow

    uow = given(SqlUnitOfWork(cast(AsyncConnection, Mock())))
    assert all(hasattr(uow, name) for name in asked_for)


async def test_what_was_saved_is_there_afterwards(database: Database) -> None:
    question = a_question(topic="water", settlement="Бор", attachments=("photo1_2",), look_at=NOW)
    await asked(database, question)
    async with database.reading() as uow:
        assert await uow.questions.get(1) == question


async def test_an_exception_undoes_everything(database: Database) -> None:
    async def fail() -> None:
        async with database.begin() as uow:
            await uow.questions.add(a_question())
            await uow.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.reading() as uow:
        assert await uow.questions.find(1) is None


async def test_a_question_just_added_is_found_by_number_place_and_list(database: Database) -> None:
    async with database.begin() as uow:
        await uow.questions.add(a_question())
        assert await uow.questions.get(1) == a_question()
        assert await uow.questions.at(message(101)) == a_question()
        assert await uow.questions.list(Filter(municipality="priozerny")) == [a_question()]


async def test_of_many_saves_the_last_one_counts(database: Database) -> None:
    await asked(database, a_question())
    async with database.begin() as uow:
        question = await uow.questions.get(1)
        await uow.questions.save(question.assigned(OFFICIAL))
        await uow.questions.save(question.assigned(DEPUTY))
        assert (await uow.questions.get(1)).assignee == DEPUTY
    async with database.reading() as uow:
        assert (await uow.questions.get(1)).assignee == DEPUTY


async def test_a_question_changed_after_a_list_asked_for_it_keeps_the_change(database: Database) -> None:
    await asked(database, a_question())
    async with database.begin() as uow:
        (question,) = await uow.questions.list(Filter())
        await uow.questions.save(question.assigned(OFFICIAL))
        (listed,) = await uow.questions.list(Filter(assignee=OFFICIAL))
        assert listed.status is Status.ASSIGNED


async def test_one_message_is_one_question(database: Database) -> None:
    await asked(database, a_question())
    with pytest.raises(IntegrityError):
        await asked(database, a_question(2, place=message(101)))


async def test_a_question_that_is_not_there_is_a_rule_violation(database: Database) -> None:
    async with database.reading() as uow:
        with pytest.raises(RuleViolation, match="no-such-question"):
            await uow.questions.get(404)


async def test_nothing_to_commit_is_known(database: Database) -> None:
    async with database.begin() as uow:
        await uow.questions.find(1)
        assert not uow.wrote
        await say(uow, "hello", message(1))
        assert uow.wrote


async def test_reading_cannot_write(database: Database) -> None:
    async with database.reading() as uow:
        with pytest.raises(RuntimeError, match="cannot write"):
            await uow.questions.add(a_question())


async def test_reading_goes_on_while_somebody_writes(database: Database) -> None:
    await asked(database, a_question())
    async with database.begin() as writing:
        await writing.questions.save((await writing.questions.get(1)).assigned(OFFICIAL))
        await writing.flush()
        async with database.reading() as uow:
            assert (await uow.questions.get(1)).status is Status.NEW


async def test_two_who_change_one_question_do_not_lose_each_others_change(database: Database) -> None:
    await asked(database, a_question())

    async def hand_over() -> None:
        async with database.begin() as uow:
            question = await uow.questions.get(1)
            await asyncio.sleep(0.01)
            await uow.questions.save(question.handed_over(OFFICIAL))

    await asyncio.gather(*(hand_over() for _ in range(5)))
    async with database.reading() as uow:
        assert (await uow.questions.get(1)).handovers == 5


@on_postgresql  # SQLite has one writer: nobody can come between
async def test_a_question_changed_since_it_was_listed_is_not_overwritten(database: Database) -> None:
    await asked(database, a_question())

    async def be_late() -> None:
        async with database.handling() as slow:
            (question,) = await slow.questions.list(Filter())
            async with database.handling() as quick:
                await quick.questions.save((await quick.questions.get(1)).assigned(DEPUTY))
            await slow.questions.save(question.assigned(OFFICIAL))

    with pytest.raises(StaleQuestion):
        await be_late()


async def test_saving_again_after_a_flush_is_no_conflict(database: Database) -> None:
    await asked(database, a_question())
    async with database.begin() as uow:
        question = (await uow.questions.get(1)).assigned(OFFICIAL)
        await uow.questions.save(question)
        await uow.questions.count(Filter())
        await uow.questions.save(question.handed_over(DEPUTY))
    async with database.reading() as uow:
        assert (await uow.questions.get(1)).assignee == DEPUTY


@pytest.mark.parametrize("bad", ["Вода\0!", "Вода\ud800!"])
async def test_a_stray_nul_or_half_a_character_does_not_poison_the_batch(database: Database, bad: str) -> None:
    await asked(database, a_question(1, text=bad, attachments=(bad,)), a_question(2))
    async with database.reading() as uow:
        assert (await uow.questions.get(1)).text in {"Вода!", "Вода?!"}
        assert await uow.questions.find(2) is not None


async def test_those_who_act_take_turns_and_handlers_wait_for_them(database: Database) -> None:
    """Whatever a tick or the sender's marks change, they change alone; SQLite knows no other way."""
    order: list[str] = []

    async def act(name: str, door: Callable[[], AbstractAsyncContextManager[SqlUnitOfWork]]) -> None:
        async with door() as uow:
            order.append(name)
            await uow.questions.find(1)
            await asyncio.sleep(0)
            order.append(name)

    await asyncio.gather(*(act(f"acting {one}", database.begin) for one in range(4)), act("event", database.handling))
    assert order[::2] == order[1::2]


@on_postgresql
async def test_what_vk_brings_is_kept_while_somebody_acts(database: Database) -> None:
    async with database.begin() as acting:
        await acting.questions.find(1)
        async with asyncio.timeout(5), database.intake() as uow:
            await uow.chats.save(ChatState(COMMUNITY, CHAT, last_cmid=7))


@on_postgresql
async def test_a_process_that_stops_in_the_middle_of_a_transaction_does_not_hold_up_the_others(
    database: Database, url: str
) -> None:
    """Frozen, it sends nothing: the server ends its transaction."""
    other = Database.open(url)
    frozen = database.begin()
    uow = await frozen.__aenter__()
    await uow.questions.add(a_question())
    await uow.flush()
    async with asyncio.timeout(IDLE_MS / 1000 * 3), other.begin() as alive:
        assert await alive.questions.find(1) is None
    with pytest.raises(StorageError) as trouble:
        await frozen.__aexit__(None, None, None)
    assert is_away(trouble.value)
    await other.close()
