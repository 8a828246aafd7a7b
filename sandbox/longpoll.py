"""Bots Long Poll: the queue of one community, with its numbered history and expiring keys."""

import asyncio
import secrets
from collections import deque
from typing import Any

Event = dict[str, Any]


class EventQueue:
    """Events numbered by `ts`; an old `ts` is served again until history forgets it."""

    def __init__(self, first: int = 1, history: int = 10_000, batch: int = 1_000) -> None:
        self.batch = batch
        self._events: deque[Event] = deque(maxlen=history)
        self._last = first
        self.released = 0
        self._keys: set[str] = set()
        self._deaf: set[str] = set()
        self._lost = 0
        self._losing = False
        self._waiters: set[asyncio.Event] = set()

    @property
    def ts(self) -> str:
        """The number of the last event, as VK gives it: a string."""
        return str(self._last)

    def put(self, event: Event) -> None:
        if self._losing:
            return
        if self._lost > 0:
            self._lost -= 1
            return
        self._events.append(event)
        self._last += 1
        self.wake()

    def issue_key(self) -> str:
        key = secrets.token_hex(20)
        self._keys.add(key)
        self._losing = False
        return key

    def expire_keys(self) -> None:
        """Every key given out so far stops working: `failed` 2."""
        self._keys.clear()
        self.wake()

    def forget(self) -> None:
        """Lose the history: whoever has not read it yet meets `failed` 1."""
        self._events.clear()

    def stall(self, *, losing: bool = False) -> None:
        """Polls with the keys given out so far are answered, but never tell anything; a new key does.

        `losing`: nor does a new key tell what happened before it was given out.
        """
        self._deaf |= self._keys
        self._losing = losing
        self.wake()

    def lose(self, count: int) -> None:
        """The next events never reach the queue, and nothing says so."""
        self._lost = count

    def reorder(self, count: int) -> None:
        """The last events, not told yet, come in the reverse order."""
        last = [self._events.pop() for _ in range(min(count, len(self._events)))]
        self._events.extend(last)

    def redeliver(self, count: int) -> None:
        """Put the last events into the queue once more, with the same `event_id`."""
        for event in list(self._events)[-count:] if count > 0 else []:
            self.put(event)

    def answer(self, key: str, ts: str) -> dict[str, Any] | None:
        """What a poll gets at once; None while there is nothing new."""
        if key not in self._keys:
            return {"failed": 2}
        if key in self._deaf:
            return None
        oldest = self._last - len(self._events)
        if not ts.isdigit() or not oldest <= int(ts) <= self._last:
            return {"failed": 1, "ts": self.ts}
        seen = int(ts)
        if seen == self._last:
            return None
        updates = list(self._events)[seen - oldest :][: self.batch]
        return {"ts": str(seen + len(updates)), "updates": updates}

    async def wait(self, seconds: float) -> None:
        """Until something happens here, or the seconds pass."""
        waiter = asyncio.Event()
        self._waiters.add(waiter)
        try:
            await asyncio.wait_for(waiter.wait(), seconds)
        except TimeoutError:
            return
        finally:
            self._waiters.discard(waiter)

    def release(self) -> None:
        """Time has passed: polls that wait now are answered, with nothing if nothing is new."""
        self.released += 1
        self.wake()

    def wake(self) -> None:
        """Let every waiting poll look again."""
        for waiter in self._waiters:
            waiter.set()
