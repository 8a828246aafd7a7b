"""One pace per token: VK answers error 6 above 20 requests a second (18 met none, scale.md 5)."""

import asyncio
from collections import deque
from collections.abc import Awaitable
from dataclasses import dataclass, field
from enum import Enum
from heapq import heapify, heappop, heappush
from itertools import count
from typing import Protocol

INSTANT = 1e-9
"""Seconds too few to sleep."""

ORDINARY = 1
"""As urgent as a reply (domain/notices/base.py); background work says a higher number."""


class Timepiece(Protocol):
    """Counts seconds from anywhere; tests move it."""

    def time(self) -> float: ...

    def sleep(self, seconds: float) -> Awaitable[object]: ...


class LoopTime:
    """The event loop's own."""

    def time(self) -> float:
        return asyncio.get_running_loop().time()

    def sleep(self, seconds: float) -> Awaitable[object]:
        return asyncio.sleep(seconds)


class Call(Enum):
    GO = "the request may start"
    KEEP = "it keeps the door: sleeps there and calls the others in"


@dataclass(order=True, slots=True)
class Ticket:
    """A waiting request: the more urgent first, then in order of arrival."""

    urgency: int
    number: int
    called: asyncio.Future[Call] = field(compare=False)


class Pace:
    """Lets at most `per_second` requests start in any second; waiting ones go by urgency, then in order."""

    def __init__(self, per_second: int, timepiece: Timepiece | None = None) -> None:
        self._starts: deque[float] = deque(maxlen=per_second)
        self.timepiece = timepiece or LoopTime()
        self._not_before = float("-inf")
        self._queue: list[Ticket] = []
        self._numbers = count()

    def rest(self, seconds: float) -> None:
        """Nobody starts for so long: VK has just said that it was too much."""
        self._not_before = max(self._not_before, self.timepiece.time() + seconds)

    async def turn(self, urgency: int = ORDINARY) -> None:
        """Returns when a request may start; a lower `urgency` goes first."""
        if not self._queue and self._left() <= INSTANT:
            self._start()
            return
        ticket = Ticket(urgency, next(self._numbers), asyncio.get_running_loop().create_future())
        if not self._queue:
            ticket.called.set_result(Call.KEEP)
        heappush(self._queue, ticket)
        try:
            if await ticket.called is Call.KEEP:
                await self._keep_the_door(ticket)
        except asyncio.CancelledError:
            self._leave(ticket)
            raise

    async def _keep_the_door(self, keeper: Ticket) -> None:
        """Calls the waiting in, one by one, until the keeper's own turn; then the next one keeps it."""
        while True:
            left = self._left()
            if left > INSTANT:
                await self.timepiece.sleep(left)
                continue
            first = heappop(self._queue)
            if first.called.cancelled():
                continue
            self._start()
            if first is keeper:
                break
            first.called.set_result(Call.GO)
        self._hand_over()

    def _hand_over(self) -> None:
        while self._queue and self._queue[0].called.cancelled():
            heappop(self._queue)
        if self._queue:
            self._queue[0].called.set_result(Call.KEEP)

    def _leave(self, ticket: Ticket) -> None:
        """Somebody was told not to wait any more; a keeper hands the door over."""
        if ticket not in self._queue:
            return
        self._queue.remove(ticket)
        heapify(self._queue)
        if not ticket.called.cancelled():
            self._hand_over()

    def _left(self) -> float:
        """Seconds until the next start."""
        now = self.timepiece.time()
        full = self._starts[0] + 1.0 - now if len(self._starts) == self._starts.maxlen else 0.0
        return max(full, self._not_before - now)

    def _start(self) -> None:
        self._starts.append(self.timepiece.time())
