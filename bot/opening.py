"""Opening the database at the start, in an administrator's words when it cannot be."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from bot.settings import Settings
from storage.engine import Database, StorageError
from storage.refusals import Refused


class StartError(Exception):
    """The bot cannot start; the words are for the administrator."""


async def open_database(settings: Settings, opened: Callable[[str], Database] = Database.open) -> Database:
    """The database with this version's tables; StartError says which file or server it is about."""
    path = settings.database_file
    try:
        if path is not None:
            _touch(path)
        database = opened(settings.database_url)
    except OSError:
        raise StartError(f"Базу данных не открыть: {path}. Проверьте DATABASE_URL и права на папку.") from None
    try:
        await database.migrate()
    except Refused:
        await database.close()
        words = "База обновлена более новой версией бота, а эта её таблиц не знает. Сначала обновите бота."
        raise StartError(words) from None
    except (OSError, StorageError):
        await database.close()
        where = path or "сервер PostgreSQL"
        raise StartError(f"Базу данных не открыть: {where}. Проверьте DATABASE_URL и журнал базы.") from None
    except BaseException:
        await database.close()
        raise
    return database


@asynccontextmanager
async def opened_database(settings: Settings) -> AsyncIterator[Database]:
    """The same for one command; closed whatever comes of it."""
    database = await open_database(settings)
    try:
        yield database
    finally:
        await database.close()


def _touch(path: Path) -> None:
    """The file and its folder can be written: SQLite keeps its log beside the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab"):
        pass
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(path.parent)
