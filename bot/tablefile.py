"""A file with a table, .xlsx or .csv, for the commands that read one: opened, its columns found by their names.

What is wrong with it is told in an administrator's words.
"""

import csv
import io
import re
import sys
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from bot.settings import Settings
    from domain.organisation import Region
    from storage.engine import Database

SPREADSHEETS = frozenset({".xlsx", ".xls", ".ods"})
SIGNS = ";,\t|"
"""What may stand between the columns."""

EXCEL_DAY_ONE = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets know no zones
DATES = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")

_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")


class TableError(Exception):
    """The file cannot be used; the words are for the administrator."""


@dataclass(frozen=True, slots=True)
class Installation:
    """What a command works on."""

    settings: "Settings"
    database: "Database"
    region: "Region"
    now: datetime


async def command(work: Callable[[Installation], Awaitable[str]]) -> int:
    """Does a command's work and says what came of it; a TableError is told in words, with code 1."""
    from bot.clock import SystemClock
    from bot.opening import opened_database
    from bot.region import loaded
    from bot.settings import Settings

    settings = Settings.load()
    try:
        async with opened_database(settings) as database:
            now = SystemClock().now()
            said = await work(Installation(settings, database, await loaded(database, now), now))
    except TableError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{said}\n")
    return 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row of a table, and those that say anything, with their numbers as a spreadsheet counts."""

    path: Path
    head: Sequence[object]
    rows: Sequence[tuple[int, Sequence[object]]]

    def column(self, names: Sequence[str]) -> int | None:
        """The column of the first of the names that is in the head."""
        there = [_folded(cell) for cell in self.head]
        return next((there.index(name) for name in names if name in there), None)

    def without(self, what: str, advice: str) -> TableError:
        """There is no column of that; `advice` names those that would do."""
        names = [f"«{str(cell).strip()[:30]}»" for cell in self.head if str(cell).strip()]
        said = ", ".join(names[:12]) + (" …" if len(names) > 12 else "") if names else "пусто"
        return TableError(f"В файле {self.path} нет столбца с {what}. {advice}; в первой строке: {said}.")


def read_sheet(path: Path) -> Sheet:
    """Raises TableError."""
    try:
        rows = _spreadsheet(path) if path.suffix.lower() in SPREADSHEETS else _text(path)
    except OSError as error:
        raise TableError(f"Файл не открыть: {path} ({error.strerror or error}).") from None
    told = [(number, row) for number, row in enumerate(rows, 1) if any(str(cell).strip() for cell in row)]
    return Sheet(path, told[0][1] if told else (), told[1:])


def cell_of(row: Sequence[object], column: int | None) -> str:
    return _BLANKS.sub(" ", str(row[column])).strip() if column is not None and column < len(row) else ""


def moment_of(row: Sequence[object], column: int | None, zone: ZoneInfo) -> datetime | None:
    """The moment a cell says, however it says it."""
    cell = row[column] if column is not None and column < len(row) else ""
    if isinstance(cell, datetime):
        return cell if cell.tzinfo else cell.replace(tzinfo=zone)
    if isinstance(cell, date):
        return datetime.combine(cell, time(12), zone)
    if isinstance(cell, float | int):
        return (EXCEL_DAY_ONE + timedelta(days=cell)).replace(tzinfo=zone) if 20_000 < cell < 100_000 else None
    for form in DATES:
        try:
            return datetime.strptime(str(cell).strip()[:19], form).replace(tzinfo=zone)
        except ValueError:
            continue
    return None


def _folded(cell: object) -> str:
    return _BLANKS.sub(" ", str(cell)).strip().strip("\ufeff").casefold().replace("ё", "е")


def _spreadsheet(path: Path) -> list[list[object]]:
    from python_calamine import CalamineError, CalamineWorkbook

    with path.open("rb"):
        pass  # what the system says of it is clearer than what the library does
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        return [list[object](row) for row in sheet.to_python(skip_empty_area=False)]
    except (CalamineError, ValueError, IndexError, OSError):
        raise TableError(f"Файл {path} не прочитать как таблицу: он повреждён или это не .xlsx.") from None


def _text(path: Path) -> list[list[object]]:
    data = path.read_bytes()
    if b"\0" in data[:4096]:
        raise TableError(f"Файл {path} не похож на .csv: внутри не текст. Сохраните таблицу как .xlsx или .csv.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1251", errors="replace")
    first = text.partition("\n")[0]
    sign = max(SIGNS, key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        return [list[object](row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign)]
    except csv.Error as error:
        raise TableError(f"Файл {path} не прочитать как .csv: {error}.") from None
