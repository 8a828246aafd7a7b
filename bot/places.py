"""`otklik places FILE`: the municipality's own villages and streets, from a list of ГАР, ФИАС or ОКТМО as CSV.

The list is kept in the data folder as it came; the bot looks for a newer one now and then.
"""

import argparse
import sys
from pathlib import Path

from bot.clock import SystemClock
from bot.opening import opened_database
from bot.region import loaded
from bot.settings import Settings
from domain.organisation import Region
from routing.atlas import Atlas, read_atlas

FILE = "places.csv"
LONGEST = 50_000_000
"""Bytes; the streets of a whole region take some ten million."""

NAMED = 5
"""How many of the unknown municipalities are named."""


class PlacesError(Exception):
    """The list cannot be used; the words are for the administrator."""


def add_places(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("places", help="улицы и посёлки из списка ГАР, ФИАС или ОКТМО (.csv)")
    parser.add_argument("file", type=Path)
    parser.set_defaults(run=run)


async def run(arguments: argparse.Namespace) -> int:
    """Checks the list against the region and keeps it; a faulty one is told in words, with code 1."""
    settings = Settings.load()
    try:
        async with opened_database(settings) as database:
            region = await loaded(database, SystemClock().now())
            told = keep(arguments.file, settings.data_dir, region)
    except PlacesError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(told + "\n")
    return 0


def keep(file: Path, folder: Path, region: Region) -> str:
    """Puts the list where the bot finds it; says what is in it. Raises PlacesError."""
    try:
        data = file.read_bytes()
    except OSError:
        raise PlacesError(f"Файл не открыть: {file}") from None
    if len(data) > LONGEST:
        raise PlacesError("Файл больше 50 МБ. Оставьте в нём строки только своего региона.")
    atlas = _atlas(data, region)
    if not atlas.streets and not atlas.settlements:
        raise PlacesError("В файле нет ни одной улицы и ни одного посёлка округов из файла региона.")
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"{FILE}.new"
    new.write_bytes(data)
    new.replace(folder / FILE)
    lines = [f"Посёлков: {len(atlas.settlements)}, улиц: {len(atlas.streets)}. Бот узнает их в течение минуты."]
    if atlas.unknown:
        more = f" и ещё {len(atlas.unknown) - NAMED}" if len(atlas.unknown) > NAMED else ""
        lines.append(f"Не из региона, пропущены: {', '.join(atlas.unknown[:NAMED])}{more}.")
    return "\n".join(lines)


def load(folder: Path, region: Region) -> Atlas | None:
    """The list kept in the folder; None without one, or when it suits the region no more."""
    try:
        return _atlas((folder / FILE).read_bytes(), region)
    except (OSError, PlacesError):
        return None


def changed_at(folder: Path) -> float | None:
    """When the list was kept last; None without one."""
    try:
        return (folder / FILE).stat().st_mtime
    except OSError:
        return None


def _atlas(data: bytes, region: Region) -> Atlas:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1251", "replace")
    try:
        return read_atlas(text, region)
    except ValueError as error:
        if str(error) == "empty":
            raise PlacesError("Файл пуст.") from None
        raise PlacesError(
            "Не понял столбцы. Нужны «улица» и «населенный пункт» с «муниципалитет», выгрузка ГАР с уровнями "
            "или таблица ОКТМО."
        ) from None
