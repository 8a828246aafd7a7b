"""The pendulum: a tick that fails is told now and then, and the next one is tried all the same."""

from scheduler.clockwork import AGAIN, _guarded


async def test_a_tick_that_goes_on_failing_is_told_the_first_time_and_then_now_and_then() -> None:
    told: list[tuple[str, Exception]] = []
    took: list[str] = []
    trouble: Exception | None = OSError("no room")

    async def second() -> None:
        if trouble is not None:
            raise trouble

    tick = _guarded(second, lambda name, _: took.append(name), lambda name, error: told.append((name, error)))
    for _ in range(AGAIN):
        await tick()
    assert told == [("second", trouble)]
    await tick()
    assert len(told) == 2

    trouble, again = None, trouble
    await tick()
    trouble = again
    await tick()
    assert len(told) == 3, "after a good one a trouble is news"
    assert took == ["second"] * (AGAIN + 3)
