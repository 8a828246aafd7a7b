"""What holds for every test."""

import logging
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.engine import Database

if TYPE_CHECKING:
    from tests.world import World


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


@pytest.fixture
async def world(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator["World"]:
    """The example municipality, at the moment that a test or its module names: `pytest.mark.at("2026-11-24 14:30")`."""
    from tests.world import a_town  # the whole bot: most tests need none of it

    moment = request.node.get_closest_marker("at")
    async with a_town(tmp_path, **({"at": moment.args[0]} if moment else {})) as town:
        yield town


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
