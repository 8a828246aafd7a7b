"""At most so many requests start in any second, the urgent ones first; time is moved, nobody waits for it."""

import asyncio
from heapq import heappop, heappush
from itertools import count

import pytest

from bot.vk.limits import Pace


class MovedTime:
    """Stands still until somebody moves it; whoever sleeps wakes when his moment has come."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        heappush(self.sleepers, (self.now + seconds, next(self._numbers), woken))
        await woken

    async def settle(self) -> None:
        """Everybody does what can be done now."""
        for _ in range(200):
            await asyncio.sleep(0)

    async def move(self, seconds: float) -> None:
        end = self.now + seconds
        await self.settle()
        while self.sleepers and self.sleepers[0][0] <= end:
            self.now, _, woken = heappop(self.sleepers)
            if not woken.done():
                woken.set_result(None)
            await self.settle()
        self.now = end


class Starts:
    """Requests that wait for their turn, and when each began."""

    def __init__(self, pace: Pace, time: MovedTime) -> None:
        self.pace, self.time = pace, time
        self.begun: list[tuple[str, float]] = []

    def ask(self, name: str, urgency: int = 1) -> asyncio.Task[None]:
        return asyncio.create_task(self._ask(name, urgency))

    async def _ask(self, name: str, urgency: int) -> None:
        await self.pace.turn(urgency)
        self.begun.append((name, self.time.now))

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.begun]

    @property
    def moments(self) -> list[float]:
        return [moment for _, moment in self.begun]


@pytest.fixture
def time() -> MovedTime:
    return MovedTime()


def starts(time: MovedTime, per_second: int) -> Starts:
    return Starts(Pace(per_second, time), time)


def busiest(moments: list[float], window: float = 1.0) -> int:
    """The most starts in any window of a second, its end left out."""
    return max(sum(one <= other < one + window - 1e-6 for other in moments) for one in moments)


@pytest.mark.parametrize("per_second", [1, 3, 18, 20])
@pytest.mark.parametrize("between", [0.0, 0.013, 0.2])
async def test_no_second_sees_more_than_its_share(time: MovedTime, per_second: int, between: float) -> None:
    seen = starts(time, per_second)
    for number in range(60):
        seen.ask(f"{number}")
        await time.move(between)
    await time.move(100)

    assert len(seen.begun) == 60
    assert busiest(seen.moments) <= per_second


async def test_the_first_second_is_used_at_once_and_a_burst_goes_on_as_soon_as_it_may(time: MovedTime) -> None:
    seen = starts(time, 18)
    for number in range(54):
        seen.ask(f"{number}")
    await time.move(10)

    assert seen.moments == [1000.0] * 18 + [1001.0] * 18 + [1002.0] * 18
    assert seen.names == [f"{number}" for number in range(54)]


async def test_after_a_pause_nobody_waits(time: MovedTime) -> None:
    seen = starts(time, 2)
    for _ in range(2):
        seen.ask("before")
    await time.move(5)
    for _ in range(2):
        seen.ask("after")
    await time.settle()

    assert seen.moments == [1000.0, 1000.0, 1005.0, 1005.0]


async def test_a_receipt_passes_the_morning_lists_that_wait(time: MovedTime) -> None:
    seen = starts(time, 1)
    seen.ask("list 1", urgency=4)
    for number in range(2, 5):
        seen.ask(f"list {number}", urgency=4)
    await time.move(0.5)
    seen.ask("receipt", urgency=1)
    seen.ask("alarm", urgency=0)
    await time.move(10)

    assert seen.names == ["list 1", "alarm", "receipt", "list 2", "list 3", "list 4"]
    assert seen.moments == [1000.0, 1001.0, 1002.0, 1003.0, 1004.0, 1005.0]


async def test_when_vk_says_too_many_nobody_starts_for_a_second(time: MovedTime) -> None:
    seen = starts(time, 18)
    seen.ask("one")
    await time.move(0.2)
    seen.pace.rest(1.0)
    seen.ask("two")
    seen.ask("three")
    await time.move(5)

    assert seen.begun == [("one", 1000.0), ("two", pytest.approx(1001.2)), ("three", pytest.approx(1001.2))]


@pytest.mark.parametrize("given_up", [0, 1, 2])
async def test_whoever_gives_up_waiting_holds_nobody_back(time: MovedTime, given_up: int) -> None:
    """The one at the door, the next one, the last one."""
    seen = starts(time, 1)
    seen.ask("first")
    await time.settle()
    waiting = [seen.ask(name) for name in ("a", "b", "c")]
    await time.settle()
    waiting.pop(given_up).cancel()
    await time.move(10)

    assert seen.names == ["first", *(name for name in ("a", "b", "c") if name != "abc"[given_up])]
    assert seen.moments == [1000.0, 1001.0, 1002.0]


async def test_whoever_gives_up_just_as_the_door_is_handed_to_him_hands_it_on(time: MovedTime) -> None:
    seen = starts(time, 1)
    seen.ask("first")
    await time.settle()
    keeper, heir, last = (seen.ask(name) for name in ("a", "b", "c"))
    await time.settle()
    keeper.cancel()
    heir.cancel()
    await time.move(10)

    assert seen.names == ["first", "c"]
    await last


async def test_everybody_gone_leaves_the_door_open(time: MovedTime) -> None:
    seen = starts(time, 1)
    seen.ask("first")
    await time.settle()
    for task in [seen.ask("a"), seen.ask("b")]:
        await time.settle()
        task.cancel()
    await time.move(3)
    seen.ask("later")
    await time.settle()

    assert seen.begun == [("first", 1000.0), ("later", 1003.0)]


async def test_by_default_it_counts_the_seconds_of_the_loop() -> None:
    pace = Pace(5)
    for _ in range(5):
        await pace.turn()
    waits = asyncio.create_task(pace.turn())
    await asyncio.sleep(0)
    assert not waits.done()
    waits.cancel()
