"""APScheduler as a pendulum: a few jobs in memory, late is harmless, twice is impossible."""

import logging
import time
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.ticks import Ticks

log = logging.getLogger("otklik.clock")

OFTEN, NOW_AND_THEN, SELDOM = 1, 20, 3600
"""Seconds between ticks. A minute is asked about thrice: the sandbox's clock may run 600 times faster than ours."""

AGAIN = 60
"""A tick that goes on failing is told the first time and then now and then."""

Took = Callable[[str, float], None]
"""Hears how many seconds a tick took."""

Told = Callable[[str, Exception], None]
"""Hears that a tick failed."""


def unwatched(_: str, __: float) -> None:
    """Nobody listens."""


def told_whole(name: str, error: Exception) -> None:
    """Into the log, with the place where it happened."""
    log.error("a tick failed", extra={"tick": name}, exc_info=error)


class Clockwork:
    """Runs the ticks until stopped."""

    def __init__(
        self, ticks: Ticks, housekeeping: Callable[[], Awaitable[None]], took: Took = unwatched, told: Told = told_whole
    ) -> None:
        # A tick that comes late or is broken off at the end is nobody's trouble; what fails is told below.
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        jobs = ((ticks.second, OFTEN), (ticks.minute, NOW_AND_THEN), (housekeeping, SELDOM))
        for run, seconds in jobs:
            self._scheduler.add_job(
                _guarded(run, took, told),
                "interval",
                seconds=seconds,
                id=run.__name__,
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )

    def start(self) -> None:
        self._scheduler.start()

    def stop(self) -> None:
        self._scheduler.shutdown(wait=False)


def _guarded(run: Callable[[], Awaitable[None]], took: Took, told: Told) -> Callable[[], Awaitable[None]]:
    """A tick that fails is told to the operator and tried again at the next one: its work is rows."""
    failures = 0

    async def tick() -> None:
        nonlocal failures
        began = time.perf_counter()
        try:
            await run()
        except Exception as error:  # noqa: BLE001  the third pump: rows remember what was not done
            if failures % AGAIN == 0:
                told(run.__name__, error)
            failures += 1
        else:
            failures = 0
        finally:
            took(run.__name__, time.perf_counter() - began)

    return tick
