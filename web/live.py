"""Pages that change by themselves: server-sent events, one look at the database for all who watch a broadcast."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress

from aiohttp import web

from web.console import ClosedError
from web.pace import address_of

log = logging.getLogger("otklik.console")

LOOK = 0.4
"""Seconds between looks for a tap: the viewers see it within half a second."""

LOOK_WIDER = 1.0
"""Seconds between looks for new questions and votes, which come in crowds."""

PING = 10.0
"""Seconds of silence after which a page is told that the line is alive; it gives up after three of them."""

STREAMS = 40
"""Open lines from one address: a studio behind one router has a dozen."""

HEADERS = {"Content-Type": "text/event-stream; charset=utf-8", "X-Accel-Buffering": "no"}

Mark = Callable[[int], Awaitable[str]]
Draw = Callable[[], Awaitable[bytes]]
Told = Callable[[str, Exception], None]
"""Hears what could not be done, and why."""


def told_whole(what: str, error: Exception) -> None:
    """Into the log, with the place where it happened."""
    log.error("something failed", extra={"work": what}, exc_info=error)


class Watcher:
    """Looks at a broadcast while somebody watches it, once for all of them.

    What fails leaves the pages as they are and is told once, however often it fails in a row.
    """

    def __init__(self, mark: Mark, look: float = LOOK, told: Told = told_whole) -> None:
        self._mark, self._every, self._told = mark, look, told
        self._marks: dict[int, str] = {}
        self._watching: dict[int, int] = {}
        self._looks: dict[int, asyncio.Task[None]] = {}
        self._changed = asyncio.Condition()
        self._open: dict[str, int] = {}
        self.closing = False

    async def close(self, _: web.Application) -> None:
        """Every page is let go at once, so that the bot ends quickly; pages come again by themselves."""
        self.closing = True
        looks = [*self._looks.values()]
        for look in looks:
            look.cancel()
        await asyncio.gather(*looks, return_exceptions=True)
        async with self._changed:
            self._changed.notify_all()

    async def stream(self, request: web.Request, number: int, draw: Draw) -> web.StreamResponse:
        """Sends what `draw` gives now and whenever the broadcast changes, until the page is gone.

        `draw` raises ClosedError when the page may not see it any more.
        """
        address = address_of(request)
        if self._open.get(address, 0) >= STREAMS:
            raise ClosedError("no.pace", 429)
        self._open[address] = self._open.get(address, 0) + 1
        response = web.StreamResponse(headers=HEADERS)
        await response.prepare(request)
        self._begin(number)
        try:
            with suppress(ConnectionError):
                await self._tell(response, number, draw)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]
            await self._end(number)
        return response

    async def _tell(self, response: web.StreamResponse, number: int, draw: Draw) -> None:
        known: str | None = None
        drawn, well = b"", True
        while not self.closing:
            latest = self._marks.get(number)
            try:
                state, well = await draw(), True
            except (ClosedError, ConnectionError):
                return
            except Exception as error:  # noqa: BLE001  whatever it is, what was shown stands
                if well:
                    self._told("a page", error)
                state, well = drawn, False
            if state != drawn:
                await response.write(b"data: " + state + b"\n\n")
                drawn = state
            elif latest == known:
                await response.write(b"event: alive\ndata: 1\n\n")
            known = latest
            await self._wait(number, known)

    async def _wait(self, number: int, known: str | None) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(PING), self._changed:
                await self._changed.wait_for(lambda: self.closing or self._marks.get(number) != known)

    def _begin(self, number: int) -> None:
        self._watching[number] = self._watching.get(number, 0) + 1
        if number not in self._looks:
            self._looks[number] = asyncio.create_task(self._look(number))

    async def _end(self, number: int) -> None:
        self._watching[number] -= 1
        if self._watching[number]:
            return
        del self._watching[number]
        self._marks.pop(number, None)
        look = self._looks.pop(number, None)
        if look is not None:
            look.cancel()
            with suppress(asyncio.CancelledError):
                await look

    async def _look(self, number: int) -> None:
        well = True
        while True:
            try:
                mark = await self._mark(number)
            except Exception as error:  # noqa: BLE001  whatever it is, what was shown stands
                if well:
                    self._told("a look at a broadcast", error)
                well = False
            else:
                well = True
                if mark != self._marks.get(number):
                    self._marks[number] = mark
                    async with self._changed:
                        self._changed.notify_all()
            await asyncio.sleep(self._every)
