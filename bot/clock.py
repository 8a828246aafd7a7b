"""The only place where the process asks what time it is."""

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol

STEADY = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""Nobody sets it; on Linux it goes on while the machine sleeps."""


class Clock(Protocol):
    """Tells the moment; tests and the sandbox move it."""

    def now(self) -> datetime:
        """This moment, aware, in UTC."""
        ...


def steady() -> float:
    """Seconds that only go forward, also while this process is frozen: for lengths, not for moments."""
    return time.clock_gettime(STEADY)


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SharedClock:
    """The clock of a database that several processes share, carried on by this machine's steady one.

    What one process plans another does: they must mean the same moment, whatever their machines' clocks say.
    """

    def __init__(self) -> None:
        self._moment, self._at = datetime.now(UTC), steady()

    def follow(self, moment: datetime, at: float) -> None:
        """The database said `moment` when the steady clock was at `at`."""
        self._moment, self._at = moment.astimezone(UTC), at

    def now(self) -> datetime:
        return self._moment + timedelta(seconds=steady() - self._at)
