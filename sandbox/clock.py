"""The sandbox's time: it stands still for tests, and runs, hurries or jumps for people."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """A clock that starts at any moment and obeys: `advance`, `speed`, `frozen`."""

    def __init__(self, start: datetime, frozen: bool = True) -> None:
        if start.tzinfo is None:
            raise ValueError("the clock needs a start with a time zone")
        self._moment = start.astimezone(UTC)
        self._real = time.monotonic()
        self._waited = 0.0
        self._frozen = frozen
        self._speed = 1.0

    def now(self) -> datetime:
        """This moment of the sandbox, aware, in UTC."""
        self._settle()
        return self._moment

    def unix(self) -> int:
        """The same moment as VK writes dates."""
        return int(self.now().timestamp())

    def advance(self, step: timedelta) -> None:
        """Jump by `step`."""
        self._settle()
        self._moment += step
        self._waited += step.total_seconds()

    def waited(self) -> float:
        """Seconds a person really waited: jumps count whole, a hurried clock as an ordinary one."""
        self._settle()
        return self._waited

    def set(self, moment: datetime) -> None:
        """Stand at `moment`, running at the ordinary speed."""
        self._settle()
        self._moment = moment.astimezone(UTC)
        self._speed = 1.0
        self._frozen = False

    @property
    def speed(self) -> float:
        return self._speed

    @speed.setter
    def speed(self, value: float) -> None:
        if value <= 0:
            raise ValueError("the speed of time must be above zero")
        self._settle()
        self._speed = value

    @property
    def frozen(self) -> bool:
        return self._frozen

    @frozen.setter
    def frozen(self, value: bool) -> None:
        self._settle()
        self._frozen = value

    def _settle(self) -> None:
        real = time.monotonic()
        passed, self._real = real - self._real, real
        if not self._frozen:
            self._moment += timedelta(seconds=passed * self._speed)
            self._waited += passed
