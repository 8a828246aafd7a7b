"""Work that outlives trouble, and what is told of it."""

import asyncio
import logging

import pytest

from bot import lasting as module
from bot.lasting import ended, lasting
from storage.leases import LeaseLost


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(module, "SHORTEST", 0.0)
    caplog.set_level(logging.INFO)


class Work:
    """Fails as told, one error a time, then ends."""

    def __init__(self, *troubles: Exception) -> None:
        self.troubles = list(troubles)
        self.tries = 0

    async def __call__(self) -> None:
        self.tries += 1
        if self.troubles:
            raise self.troubles.pop(0)


async def test_work_is_begun_again_until_it_ends(caplog: pytest.LogCaptureFixture) -> None:
    work = Work(OSError("no room"), ConnectionRefusedError(), ZeroDivisionError())
    await lasting("work", work)
    assert work.tries == 4
    assert [record.getMessage() for record in caplog.records] == [
        "the database is away",
        "the database is away",
        "something failed",
    ]
    assert [bool(record.exc_info) for record in caplog.records] == [False, False, True]


async def test_a_trouble_inside_a_group_of_tasks_is_told_by_its_own_name(caplog: pytest.LogCaptureFixture) -> None:
    await lasting("work", Work(ExceptionGroup("tasks", [ExceptionGroup("more", [OSError()])])))
    assert [record.getMessage() for record in caplog.records] == ["the database is away"]


@pytest.mark.parametrize("lost", [LeaseLost("x"), ExceptionGroup("tasks", [LeaseLost("x")])])
async def test_who_has_no_right_to_go_on_does_not(lost: Exception) -> None:
    work = Work(lost)
    with pytest.raises(LeaseLost):
        await lasting("work", work)
    assert work.tries == 1


async def test_a_task_that_swallows_a_cancellation_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CANCEL_AGAIN", 0.01)
    told = 0

    async def deaf_at_first() -> None:
        nonlocal told
        while told < 2:
            try:
                await asyncio.sleep(3600)
            except asyncio.CancelledError:
                told += 1

    task = asyncio.create_task(deaf_at_first())
    await asyncio.sleep(0)
    await asyncio.wait_for(ended([task]), 5)
    assert told == 2
