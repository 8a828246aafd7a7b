"""A process without real time and without threads: the same story passes the same points in the same order.

Time that tasks sleep through is jumped over, so that nothing depends on how busy the machine is; SQLite works within
the loop, one step a statement, so that tasks take turns where they would in life.
"""

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Coroutine, Generator, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import aiosqlite
import pytest

T = TypeVar("T")

Guard = Callable[[str], None]
"""Told what the database is about to do, or has done; it may end the process."""


class Standstill(Exception):
    """Everybody waits for somebody else: a deadlock, which in life would be a bot that hangs."""


class _Jumping(selectors.DefaultSelector):  # type: ignore[misc,valid-type]  # the best of the platform
    """Waits for nobody: a pause is added to the loop's own time."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = 0.0

    def select(self, timeout: float | None = None) -> list[Any]:
        if timeout is None:
            raise Standstill
        self.moment += max(timeout, 0.0)
        return []


class StillLoop(asyncio.SelectorEventLoop):
    """An event loop whose time passes only by sleeping."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)
        self.set_exception_handler(lambda *_: None)  # tasks that nobody waits for any more end as they like

    def time(self) -> float:
        return self._jumping.moment

    def run_in_executor(self, executor: Any, func: Callable[..., T], *args: Any) -> Any:
        future = self.create_future()
        try:
            future.set_result(func(*args))
        except Exception as error:  # noqa: BLE001  it belongs to whoever waits
            future.set_exception(error)
        return future


def run_still(work: Coroutine[Any, Any, T]) -> T:
    """Runs to the end on a loop of its own."""
    with asyncio.Runner(loop_factory=StillLoop) as runner:
        return runner.run(work)


@contextmanager
def sqlite_in_the_loop(guard: Guard, opened: Callable[[aiosqlite.Connection], None]) -> Iterator[None]:
    """aiosqlite without its thread; `opened` hears of each connection."""

    async def connect(self: aiosqlite.Connection) -> aiosqlite.Connection:
        self._connection = self._connector()
        self._tx = _AtOnce()
        opened(self)
        return self

    def awaited(self: aiosqlite.Connection) -> Generator[Any, None, aiosqlite.Connection]:
        return connect(self).__await__()

    async def execute(self: aiosqlite.Connection, work: Callable[..., Any], *args: Any, **more: Any) -> Any:
        name = _named(work, args)
        if name == "close":
            return None
        guard(f"before {name}")
        await asyncio.sleep(0)
        guard("")
        done = work(*args, **more)
        guard(f"after {name}")
        return done

    def stop(self: aiosqlite.Connection) -> Awaitable[None] | None:
        self._running = False
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        return None

    async def close(self: aiosqlite.Connection) -> None:
        stop(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(aiosqlite.Connection, "__await__", awaited)
        patch.setattr(aiosqlite.Connection, "_execute", execute)
        patch.setattr(aiosqlite.Connection, "stop", stop)
        patch.setattr(aiosqlite.Connection, "close", close)
        yield


class _AtOnce:
    """The way to the thread that is not there, which SQLAlchemy walks to set the isolation level."""

    def put_nowait(self, errand: tuple[asyncio.Future[Any], Callable[[], Any]]) -> None:
        future, work = errand
        future.set_result(work())


def _named(work: Callable[..., Any], args: tuple[Any, ...]) -> str:
    """What SQLite is asked for: a begin, a read, a write, a commit, a rollback; «close» and «pragma» by name."""
    name = getattr(work, "__name__", "")
    if name in ("close", "commit", "rollback"):
        return "close" if name == "close" else f"a {name}"
    statement = next((one for one in args if isinstance(one, str)), "").lstrip().upper()
    if statement.startswith("PRAGMA"):
        return "a pragma"
    if statement.startswith("BEGIN"):
        return "a begin"
    return "a read" if statement.startswith(("SELECT", "WITH")) and "UPDATE" not in statement else "a write"
