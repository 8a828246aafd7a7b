"""Numbers people see: never the same one twice."""

import asyncio

import pytest

from storage.engine import Database
from tests.storage.build import a_question, message


async def take(database: Database, count: int = 1) -> list[int]:
    async with database.begin() as uow:
        numbers = [await uow.questions.next_number() for _ in range(count)]
        for number in numbers:
            await uow.questions.add(a_question(number, place=message(number)))
    return numbers


async def test_numbers_go_one_after_another(database: Database) -> None:
    assert await take(database, 3) == [1, 2, 3]
    assert await take(database, 2) == [4, 5]


async def test_twenty_at_once_never_share_a_number(database: Database) -> None:
    taken = await asyncio.gather(*(take(database, 1 + turn % 3) for turn in range(20)))
    numbers = [number for some in taken for number in some]
    assert len(set(numbers)) == len(numbers)


async def test_a_number_nobody_was_told_is_given_again(database: Database) -> None:
    async def fail() -> None:
        async with database.begin() as uow:
            await uow.questions.next_number()
            await uow.questions.next_number()
            await uow.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await take(database) == [1]
