"""What the pages of a broadcast are told of by themselves."""

import asyncio

import pytest

from web.live import Watcher


async def test_a_database_that_stays_away_is_told_of_once_until_it_comes_back() -> None:
    answers = iter([OSError("away"), OSError("away"), "there again", OSError("away"), OSError("away")])
    told: list[str] = []

    async def mark(_: int) -> str:
        answer = next(answers, None)
        if answer is None:
            raise asyncio.CancelledError  # nobody watches any more
        if isinstance(answer, OSError):
            raise answer
        return answer

    watcher = Watcher(mark, look=0, told=lambda what, error: told.append(f"{what}: {error}"))
    with pytest.raises(asyncio.CancelledError):
        await watcher._look(12)

    assert told == ["a look at a broadcast: away"] * 2
