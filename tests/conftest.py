"""What holds for every test."""

import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import Database


@pytest.fixture(autouse=True, scope="session")
def phrases_become_sql_once() -> Iterator[None]:
    """Every test has a database of its own, and SQLAlchemy would compile all its phrases anew: a third of a story."""
    engines: dict[str, Engine] = {}
    assemble = Database.__init__

    def assembled(database: Database, *opened: AsyncEngine) -> None:
        assemble(database, *opened)
        for engine in opened:
            share(engine.sync_engine)

    def share(own: Engine) -> None:
        if first := engines.get(own.dialect.name):
            own.dialect, own._compiled_cache = first.dialect, first._compiled_cache
        else:  # only a dialect that has met its server knows what the others need of it
            event.listen(own, "engine_connect", lambda _: engines.setdefault(own.dialect.name, own))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Database, "__init__", assembled)
        yield


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """A command run within a test sets the process's logging up for good; the next test finds it as before."""
    root, own = logging.getLogger(), logging.getLogger("otklik")
    handlers, levels, raising = root.handlers[:], (root.level, own.level), logging.raiseExceptions
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    yield
    root.handlers[:] = handlers
    root.setLevel(levels[0])
    own.setLevel(levels[1])
    logging.raiseExceptions = raising
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
