"""A database as a file: copied while in use, examined, sealed as a copy, put in the place of another."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import NullPool, create_engine

from storage.migrating import state
from storage.refusals import Refused, Why

TAILS = ("", "-wal", "-shm", "-journal")
"""One database is up to this many files."""

OURS = frozenset({"questions", "counters", "organisation", "alembic_version"})
PATIENCE = 10.0
"""Seconds to wait for whoever writes at this moment."""


OTHERS = 0o077
"""What everybody but the owner may do with a file; on POSIX."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What a copy holds."""

    questions: int
    to_send: int
    """Texts that waited to be sent at the moment of the copy."""
    size: int


def keep_private(path: Path) -> None:
    """Made for its owner only, and an older one taken from others; SQLite gives the log beside it the same rights.

    What is there is never opened: closing it would let go of SQLite's own locks.
    """
    if os.name != "posix":
        return
    with suppress(OSError):  # what the disk says about it SQLite will say in a moment
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    for tail in TAILS:
        file = Path(f"{path}{tail}")
        with suppress(OSError):
            mode = file.stat().st_mode
            if mode & OTHERS:
                file.chmod(mode & ~OTHERS)


@contextmanager
def opened(path: Path, mode: str = "ro") -> Iterator[sqlite3.Connection]:
    address = f"file:{quote(str(path.absolute()))}?mode={mode}"
    with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)) as connection:
        yield connection


def vacuum_into(path: Path, empty: Path) -> None:
    """One moment of the database in another file, whoever writes meanwhile."""
    with _plainly(), opened(path, "rw") as connection:
        connection.execute("VACUUM INTO ?", (str(empty),))


def must_be_a_copy(path: Path) -> None:
    """Refuses what is no copy of ours, is damaged or was made by a newer version."""
    if not path.is_file():
        raise Refused(Why.NO_FILE, str(path))
    try:
        with opened(path) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not names >= OURS:
                raise Refused(Why.NOT_A_BACKUP)
            _must_be_whole(connection)
    except sqlite3.OperationalError:
        raise Refused(Why.NO_FILE, str(path)) from None
    except sqlite3.DatabaseError as error:
        raise Refused(Why.NOT_A_BACKUP if error.sqlite_errorname == "SQLITE_NOTADB" else Why.DAMAGED) from None
    if _schema_of(path) in {"newer", "empty"}:
        raise Refused(Why.NEWER)


def _must_be_whole(connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise Refused(Why.DAMAGED)


def _schema_of(path: Path) -> str:
    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool)
    with engine.connect() as connection:
        return state(connection)


def seal(path: Path) -> Inside:
    """One file, whole, without keys of VK's servers (the bot asks for new ones), safe on the disk."""
    with _plainly(), opened(path, "rw") as connection:
        connection.execute("PRAGMA secure_delete=ON")
        connection.execute("UPDATE cursors SET key = ''")
        connection.execute("PRAGMA journal_mode=DELETE")
        _must_be_whole(connection)
        (asked,) = connection.execute("SELECT count(*) FROM questions").fetchone()
        (to_send,) = connection.execute("SELECT count(*) FROM outbox WHERE state = 'waiting'").fetchone()
    path.chmod(0o600)
    _to_disk(path)
    return Inside(asked, to_send, path.stat().st_size)


def count_from(path: Path, number: int) -> None:
    """The next question gets a number above this one."""
    with opened(path, "rw") as connection:
        connection.execute(
            "INSERT INTO counters (name, value) SELECT 'questions', :number WHERE :number > 0 "
            "ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
            {"number": number},
        )


def held(path: Path) -> tuple[str, int]:
    """How many questions («»: none) and the last number given; a file nobody can read may hold anything."""
    try:
        with opened(path) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not names >= OURS:
                return ("", 0) if not names else ("?", 0)
            (asked,) = connection.execute("SELECT count(*) FROM questions").fetchone()
            number = connection.execute("SELECT value FROM counters WHERE name = 'questions'").fetchone()
            return str(asked or ""), number[0] if number else 0
    except sqlite3.DatabaseError:
        return "?", 0


def must_not_be_open(path: Path) -> None:
    """Refuses a database that is not there or that somebody has open; changes nothing."""
    if not path.is_file():
        raise Refused(Why.NO_DATABASE, str(path))
    with _plainly(), _unless_busy(), opened(path, "rw") as connection:
        connection.execute("PRAGMA busy_timeout=1000")
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")


def take_place(new: Path, path: Path, kept: Path) -> None:
    """The old file is kept under another name and the new one stands in its place, with the same owner."""
    owner = (path if path.exists() else path.parent).stat()
    if os.geteuid() == 0:
        os.chown(new, owner.st_uid, owner.st_gid)
    if path.exists():
        fold(path)
        for tail in TAILS[1:]:  # a log left behind would be taken for the new file's
            with suppress(FileNotFoundError):
                os.rename(f"{path}{tail}", f"{kept}{tail}")
        _second_name(path, kept)
    new.replace(path)
    _to_disk(path.parent)


def _second_name(path: Path, kept: Path) -> None:
    """So that at every moment there is a file under the first name."""
    try:
        os.link(path, kept)
    except OSError:  # not every disk knows second names
        shutil.copy2(path, kept)


def fold(path: Path) -> None:
    """Everything into the one file, while nobody else has it open; what cannot be read is kept as it lies."""
    with suppress(sqlite3.DatabaseError), _unless_busy(), opened(path, "rw") as connection:
        connection.execute("PRAGMA busy_timeout=1000")
        connection.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _plainly() -> Iterator[None]:
    """A broken database is a refusal, a full disk is trouble with a file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise OSError(str(error)) from error
    except sqlite3.DatabaseError:
        raise Refused(Why.DAMAGED) from None


@contextmanager
def _unless_busy() -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            raise Refused(Why.IN_USE) from None
        raise


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
