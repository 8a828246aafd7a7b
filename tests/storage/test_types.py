"""Moments: aware on the way in, UTC on the way out."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.exc import StatementError

from storage.engine import Database
from tests.storage.build import NOW, a_question, asked

KAMCHATKA = ZoneInfo("Asia/Kamchatka")


async def test_a_moment_without_a_timezone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="needs a timezone"):
        await asked(database, a_question(asked_at=NOW.replace(tzinfo=None)))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 24, 21, 30, tzinfo=KAMCHATKA),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 11, 24, 9, 30, 0, 1, tzinfo=UTC),
    ],
)
async def test_a_moment_comes_back_as_the_same_instant_in_utc(database: Database, moment: datetime) -> None:
    await asked(database, a_question(asked_at=moment))
    async with database.reading() as uow:
        back = (await uow.questions.get(1)).asked_at
    assert back == moment
    assert back.tzinfo is UTC


async def test_a_clock_keeps_its_lengths(database: Database) -> None:
    clock = a_question().clock
    assert clock is not None
    stopped = a_question(clock=type(clock)(timedelta(hours=9), None, timedelta(minutes=7, microseconds=3)))
    await asked(database, stopped)
    async with database.reading() as uow:
        assert (await uow.questions.get(1)).clock == stopped.clock
