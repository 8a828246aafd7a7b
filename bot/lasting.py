"""Work that outlives trouble: what ends with an error is begun again, after a pause that grows."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from contextlib import suppress
from typing import Any

from bot.clock import steady
from storage.engine import is_away, is_conflict
from storage.leases import LeaseLost

log = logging.getLogger("otklik")

SHORTEST, LONGEST = 0.5, 10.0
CANCEL_AGAIN = 2.0
"""Seconds a task has to end after it was told to."""

CALM = 60.0
"""Seconds after which an earlier trouble is forgotten."""


async def lasting(name: str, work: Callable[[], Awaitable[None]]) -> None:
    """Does the work again and again until it ends by itself, is cancelled or has no right to go on."""
    pause = SHORTEST
    while True:
        began = steady()
        try:
            return await work()
        except Exception as trouble:  # noqa: BLE001  told below, and tried again
            error = _of_group(trouble)
            if isinstance(error, LeaseLost):
                raise error from None
            pause = SHORTEST if steady() - began > CALM else pause
            tell(name, error)
        await asyncio.sleep(pause)
        pause = min(pause * 2, LONGEST)


def _of_group(error: Exception) -> Exception:
    """What is the matter, when a group of tasks wraps it."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    return error


def tell(name: str, error: Exception) -> None:
    """A database that is away is one line, our own mistake is told with its place."""
    if is_away(error):
        log.error("the database is away", extra={"work": name, "error": type(error).__name__})
    elif is_conflict(error):
        log.warning("gave way to another transaction", extra={"work": name, "error": type(error).__name__})
    elif isinstance(error, LeaseLost):
        log.warning("other processes took this one for dead", extra={"work": name})
    else:
        log.error("something failed", extra={"work": name, "error": type(error).__name__}, exc_info=error)


async def roused(event: asyncio.Event, seconds: float) -> None:
    """Returns when the event is set, or after so many seconds."""
    with suppress(TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)


async def ended(tasks: Collection[asyncio.Task[Any]]) -> None:
    """Cancels until each has ended: `asyncio.wait_for` of Python 3.11 may swallow a cancellation."""
    told = False
    while waiting := [task for task in tasks if not task.done()]:
        for task in waiting:
            task.cancel()
        try:
            await asyncio.wait(waiting, timeout=CANCEL_AGAIN)
        except asyncio.CancelledError:
            told = True
    if told:
        raise asyncio.CancelledError
