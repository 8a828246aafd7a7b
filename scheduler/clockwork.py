"""APScheduler as a pendulum: a few jobs in memory, late is harmless, twice is impossible."""

import logging
import time
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from scheduler.ticks import Ticks

log = logging.getLogger("otklik.clock")

SECOND, MINUTE = 1, 20
"""Seconds between ticks; the sandbox's clock may run 600 times faster than the machine's."""


Took = Callable[[str, float], None]
"""Hears how many seconds a tick took."""


def unwatched(_: str, __: float) -> None:
    """Nobody listens."""


class Clockwork:
    """Runs the ticks until stopped."""

    def __init__(self, ticks: Ticks, housekeeping: Callable[[], Awaitable[None]], took: Took = unwatched) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        jobs = ((ticks.second, SECOND), (ticks.minute, MINUTE), (housekeeping, 3600))
        for run, seconds in jobs:
            self._scheduler.add_job(
                _guarded(run, took),
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


def _guarded(run: Callable[[], Awaitable[None]], took: Took) -> Callable[[], Awaitable[None]]:
    """A tick that fails is told to the operator and tried again at the next one: its work is rows."""

    async def tick() -> None:
        began = time.perf_counter()
        try:
            await run()
        except Exception:  # the third pump: rows remember what was not done
            log.exception("a tick failed", extra={"tick": run.__name__})
        finally:
            took(run.__name__, time.perf_counter() - began)

    return tick
