"""One pace per token: VK answers error 6 above 20 requests a second (18 met none, scale.md 5)."""

import asyncio
from collections import deque


class Pace:
    """Lets at most `per_second` requests start in any second; waiting ones go in order."""

    def __init__(self, per_second: int) -> None:
        self._starts: deque[float] = deque(maxlen=per_second)
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> None:
        async with self._turn:
            loop = asyncio.get_running_loop()
            if len(self._starts) == self._starts.maxlen:
                wait = self._starts[0] + 1.0 - loop.time()
                if wait > 0:
                    await asyncio.sleep(wait)
            self._starts.append(loop.time())

    async def __aexit__(self, *_: object) -> None:
        return None
