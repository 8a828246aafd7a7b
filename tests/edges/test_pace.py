"""At most so many requests start in any second, in the order they were wanted."""

import asyncio
from itertools import pairwise

import pytest

from bot.vk import limits
from bot.vk.limits import Pace


class FrozenTime:
    """The loop's clock as the pace sees it: sleeping moves it on and takes no time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        monkeypatch.setattr(limits.asyncio, "get_running_loop", lambda: self)
        monkeypatch.setattr(limits.asyncio, "sleep", self._sleep)

    def time(self) -> float:
        return self.now

    async def _sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


async def starts(pace: Pace, clock: FrozenTime, count: int, *, each: float = 0.0) -> list[float]:
    found = []
    for _ in range(count):
        async with pace:
            found.append(clock.now)
        clock.now += each
    return found


def busiest(moments: list[float], window: float = 1.0) -> int:
    """The most starts in any window of a second, its end left out."""
    return max(sum(one <= other < one + window - 1e-9 for other in moments) for one in moments)


@pytest.mark.parametrize("per_second", [1, 3, 18, 20])
@pytest.mark.parametrize("each", [0.0, 0.01, 0.2])
async def test_no_second_sees_more_than_its_share(
    monkeypatch: pytest.MonkeyPatch, per_second: int, each: float
) -> None:
    clock = FrozenTime(monkeypatch)
    assert busiest(await starts(Pace(per_second), clock, 100, each=each)) <= per_second


async def test_the_first_second_is_used_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FrozenTime(monkeypatch)
    assert await starts(Pace(18), clock, 18) == [1000.0] * 18
    assert clock.slept == []


async def test_a_burst_goes_on_as_soon_as_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FrozenTime(monkeypatch)
    assert await starts(Pace(18), clock, 54) == [1000.0] * 18 + [1001.0] * 18 + [1002.0] * 18


async def test_after_a_pause_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = FrozenTime(monkeypatch)
    pace = Pace(2)
    await starts(pace, clock, 2)
    clock.now += 5
    assert await starts(pace, clock, 2) == [1005.0, 1005.0]
    assert clock.slept == []


async def test_waiting_requests_go_in_their_order_in_real_time() -> None:
    loop, pace = asyncio.get_running_loop(), Pace(18)
    begun: list[tuple[int, float]] = []

    async def request(number: int) -> None:
        async with pace:
            begun.append((number, loop.time()))

    await asyncio.gather(*(request(number) for number in range(27)))
    moments = [moment for _, moment in begun]
    assert [number for number, _ in begun] == list(range(27))
    assert all(one <= other for one, other in pairwise(moments))
    assert busiest(moments) <= 18
    assert 0.99 <= moments[-1] - moments[0] < 1.5


async def test_a_request_given_up_while_waiting_holds_nobody_back(monkeypatch: pytest.MonkeyPatch) -> None:
    pace = Pace(1)
    async with pace:
        pass
    given_up = asyncio.create_task(pace.__aenter__())
    await asyncio.sleep(0)
    given_up.cancel()
    await asyncio.gather(given_up, return_exceptions=True)
    clock = FrozenTime(monkeypatch)
    clock.now = 10**9
    async with pace:
        assert clock.slept == []


async def test_an_error_inside_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        async with Pace(18):
            raise ZeroDivisionError
