"""One bot on one SQLite file: a lock that the system takes away from a process that is no more."""

import fcntl
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

log = logging.getLogger("otklik")


class AlreadyRunning(Exception):
    """Another process has the file; its number, as far as it is known."""

    def __init__(self, process: str) -> None:
        super().__init__(process)
        self.process = process


@contextmanager
def only_one(database: Path | None) -> Iterator[None]:
    """Holds the place beside the database while the block runs; several processes may share PostgreSQL (None)."""
    if database is None:
        yield
        return
    database.parent.mkdir(parents=True, exist_ok=True)
    with database.with_suffix(".lock").open("a+") as file:
        _take(file)
        yield


def _take(file: IO[str]) -> None:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.seek(0)
        raise AlreadyRunning(file.read().strip()) from None
    except OSError:  # a file system without locks
        log.warning("no lock on this disk: see to it that only one bot runs")
        return
    file.truncate(0)
    file.write(f"{os.getpid()}\n")
    file.flush()
