"""A consistent copy of everything in one file, taken while the bot runs, and the way back from it.

The copy is a SQLite file with the bot's own schema, whichever engine it was taken from. SQLite writes it with VACUUM
INTO: one reading transaction, writers go on. From PostgreSQL the rows of one REPEATABLE READ transaction are copied
through the same table definitions that move an installation. So there is one way back, tried on both engines; a copy
of either restores into the other; and pg_dump, whose version must fit the server's, need not be there. Tokens and the
secret key are not in the database; the keys of VK's event servers are, and are left out of the copy.
"""

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import mkstemp

from sqlalchemy import func, select

from storage import sqlitefile
from storage.engine import Database
from storage.moving import copy, count, must_be_alone, must_be_current, sqlite_path
from storage.refusals import Refused, Why
from storage.sqlitefile import Inside
from storage.tables import counters, questions


@dataclass(frozen=True, slots=True)
class Restored:
    inside: Inside
    kept: Path | None
    """Where what was there before lies now."""


async def back_up(url: str, file: Path, *, force: bool = False) -> Inside:
    """Writes the copy beside `file`, checks it and only then gives it the name; what it holds."""
    await asyncio.to_thread(_may_write, sqlite_path(url), file, force)
    with _beside(file) as part:
        await _write_copy(url, part)
        inside = await asyncio.to_thread(sqlitefile.seal, part)
        part.replace(file)
    return inside


async def restore(url: str, file: Path, *, force: bool, now: datetime, keep_in: Path) -> Restored:
    """Puts the copy in the place of what the configured database holds; nobody may be using it meanwhile.

    `keep_in` is where PostgreSQL's former contents are copied to; SQLite's former file stays in its folder.
    """
    await asyncio.to_thread(sqlitefile.must_be_a_copy, file)
    stamp = f"before-restore-{now:%Y%m%d-%H%M%S}"
    path = sqlite_path(url)
    if path is None:
        return await _restore_server(url, file, keep_in / f"{stamp}.db", force=force)
    return await _restore_file(path, file, path.with_name(f"{path.name}.{stamp}"), force=force)


def _may_write(path: Path | None, file: Path, force: bool) -> None:
    if path is not None and not path.is_file():
        raise Refused(Why.NO_DATABASE, str(path))
    if path is not None and file.exists() and path.samefile(file):
        raise Refused(Why.SAME_FILE)
    if file.exists() and not force:
        raise Refused(Why.FILE_EXISTS, str(file))


def _may_replace(path: Path, file: Path, force: bool) -> tuple[bool, int]:
    """Whether there is anything to keep, and the last number it gave."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_file():
        return False, 0
    if path.samefile(file):
        raise Refused(Why.SAME_FILE)
    asked, number = sqlitefile.held(path)
    if asked and not force:
        raise Refused(Why.HAS_QUESTIONS, asked)
    sqlitefile.fold(path)
    return True, number


async def _write_copy(url: str, part: Path) -> None:
    path = sqlite_path(url)
    source = Database.open(url)
    try:
        if path is not None:
            if await source.schema() != "older":  # an older one is a good copy: take it before an update
                await must_be_current(source)
            await asyncio.to_thread(sqlitefile.vacuum_into, path, part)
            return
        await must_be_current(source)
        target = Database.open(f"sqlite:///{part}")
        try:
            await target.migrate()
            await copy(source, target)
        finally:
            await target.close()
    finally:
        await source.close()


async def _prepare(file: Path, part: Path, number: int) -> None:
    """The copy with this version's schema; numbers go on after the highest one that was ever told to people."""
    await asyncio.to_thread(sqlitefile.vacuum_into, file, part)
    database = Database.open(f"sqlite:///{part}")
    try:
        await database.migrate()
    finally:
        await database.close()
    await asyncio.to_thread(sqlitefile.count_from, part, number)


async def _restore_file(path: Path, file: Path, kept: Path, *, force: bool) -> Restored:
    there, number = await asyncio.to_thread(_may_replace, path, file, force)
    with _beside(path) as part:
        await _prepare(file, part, number)
        inside = await asyncio.to_thread(sqlitefile.seal, part)
        await asyncio.to_thread(sqlitefile.take_place, part, path, kept)
    return Restored(inside, kept if there else None)


async def _restore_server(url: str, file: Path, kept: Path, *, force: bool) -> Restored:
    database = Database.open(url)
    try:
        await must_be_alone(database)
        if await database.schema() == "newer":
            raise Refused(Why.NEWER)
        await database.migrate()
        async with database.snapshot() as connection:
            asked = await count(connection, questions)
            last = select(func.max(counters.c.value)).where(counters.c.name == "questions")
            number = int(await connection.scalar(last) or 0)
        if asked and not force:
            raise Refused(Why.HAS_QUESTIONS, str(asked))
        kept.parent.mkdir(parents=True, exist_ok=True)
        if asked:
            await back_up(url, kept)
        with _beside(kept) as part:
            await _prepare(file, part, number)
            source = Database.open(f"sqlite:///{part}")
            try:
                await copy(source, database, replace=True)
            finally:
                await source.close()
            inside = await asyncio.to_thread(sqlitefile.seal, part)
    finally:
        await database.close()
    return Restored(inside, kept if asked else None)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A file of the owner only, on the same disk; gone at the end unless it got another name."""
    handle, name = mkstemp(dir=file.parent, prefix=f".{file.name}.", suffix=".part")
    os.close(handle)
    try:
        yield Path(name)
    finally:
        for tail in sqlitefile.TAILS:
            Path(f"{name}{tail}").unlink(missing_ok=True)
