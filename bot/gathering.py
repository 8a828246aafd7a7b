"""`otklik gather FILE --broadcast N`: a table of questions gathered elsewhere becomes questions of a live broadcast."""

import argparse
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from domain.ports import Listener
    from domain.use_cases.broadcasts.gathering import Gathered, Row
    from storage.engine import Database

PAGE = 100
"""Rows of one transaction: the bot takes questions meanwhile."""

MOST = 5_000
NAMED = 10
"""How many rows are told of one by one."""

LONGEST = 4_000
"""Letters of a question; a row longer than this is no question."""

AUTHOR = ("автор", "фио", "имя", "заявитель", "житель", "от кого", "author", "name")
PAGE_OF_AUTHOR = (
    "url автора",
    "ссылка на автора",
    "ссылка на профиль",
    "ссылка",
    "профиль",
    "страница",
    "vk",
    "вк",
    "id",
    "link",
)
VILLAGE = ("населенный пункт", "поселок", "село", "деревня", "место", "адрес", "village", "settlement", "place")
ASKED = ("когда", "дата и время", "дата создания", "дата обращения", "дата", "время", "создан", "date", "asked_at")

_BY_NUMBER = re.compile(r"(?:^|[/@\[])id(\d{1,12})(?!\w)|^(\d{1,12})$", re.IGNORECASE | re.ASCII)
_LINK = re.compile(r"(?:https?://|www\.|vk\.(?:com|ru)/|@)\S+", re.IGNORECASE)


@dataclass
class Table:
    """The rows of a file, and what is to be said about some of them."""

    rows: "list[Row]" = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    doubted: list[str] = field(default_factory=list)


def add_gathering(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("gather", help="вопросы к эфиру, собранные в другом месте, из .xlsx или .csv")
    parser.add_argument("file", type=Path)
    parser.add_argument("--broadcast", type=int, required=True, metavar="НОМЕР", help="номер эфира, «Эфир №1»")
    parser.set_defaults(run=run)


async def run(arguments: argparse.Namespace) -> int:
    """Reads, takes, says what was taken; a broadcast that is over is told in words."""
    from bot.tablefile import Installation, TableError, command
    from domain.errors import RuleViolation
    from routing.listener import WordListener

    async def work(at: Installation) -> str:
        table = read(arguments.file, at.region.calendar.timezone)
        listener = WordListener(precision=at.settings.topic_precision)
        try:
            found = await take(table, arguments.broadcast, at.database, at.now, listener)
        except RuleViolation as violation:
            raise TableError(_refused(violation.code, arguments.broadcast)) from None
        return told(table, found, arguments.broadcast)

    return await command(work)


def _refused(code: str, number: int) -> str:
    if code == "no-such-broadcast":
        return f"Эфира №{number} нет. Номер бот называет, когда эфир объявляют: «Эфир №1: …»."
    return f"Эфир №{number} уже закончился или отменён: вопросы в него не взять."


async def take(table: Table, number: int, database: "Database", now: datetime, listener: "Listener") -> "Gathered":
    """Takes the rows, some at a time; raises RuleViolation."""
    from bot.region import loaded
    from domain.use_cases.broadcasts.gathering import Gathered, Gathering
    from domain.use_cases.scope import Scope

    region, found = await loaded(database, now), Gathered()
    for start in range(0, len(table.rows), PAGE):
        rows = table.rows[start : start + PAGE]
        async with database.begin(now) as uow:
            found += await Gathering(listener).take(Scope(uow, region, now), number, rows)
    return found


def told(table: Table, found: "Gathered", number: int) -> str:
    """What was taken and what was not, row by row."""
    lines = [f"Эфир №{number}: взято вопросов — {found.taken}, уже были — {found.known}."]
    if found.urgent:
        urgent = ", ".join(f"№{one}" for one in found.urgent)
        lines.append(f"Срочные эфира не ждут, ушли исполнителям: {urgent}.")
    unknown = sum(not row.author for row in table.rows)
    if unknown:
        lines.append(f"Без страницы автора: {unknown}. Ответ на них попадёт только в итог эфира и в списки.")
    lines += [*_some(table.skipped), *_some(table.doubted)]
    return "\n".join(lines)


def _some(lines: Sequence[str]) -> list[str]:
    return [*lines[:NAMED], *([f"… и ещё таких строк: {len(lines) - NAMED}."] if len(lines) > NAMED else [])]


def read(path: Path, zone: ZoneInfo) -> Table:
    """The questions of a file; rows are counted as a spreadsheet counts them. Raises TableError."""
    from bot.historyfile import TEXT
    from bot.tablefile import TableError, read_sheet

    sheet = read_sheet(path)
    text = sheet.column(TEXT)
    if text is None:
        raise sheet.without("текстом вопроса", "Назовите его «Текст» или «Вопрос»")
    if len(sheet.rows) > MOST:
        raise TableError(f"В файле {path} строк {len(sheet.rows)}, а за раз бот берёт {MOST}. Разделите файл.")
    columns = _Columns(text, *map(sheet.column, (AUTHOR, PAGE_OF_AUTHOR, VILLAGE, ASKED)))
    found = Table()
    for number, row in sheet.rows:
        _read_row(found, number, row, columns, zone)
    return found


@dataclass(frozen=True, slots=True)
class _Columns:
    text: int
    author: int | None
    page: int | None
    village: int | None
    asked: int | None


def _read_row(found: Table, number: int, row: Sequence[object], columns: _Columns, zone: ZoneInfo) -> None:
    from bot.historyfile import FEWEST_LETTERS
    from bot.tablefile import cell_of, moment_of
    from domain.privacy import clean
    from domain.use_cases.broadcasts.gathering import Row

    text = clean(cell_of(row, columns.text)).lstrip("'’`").strip()
    if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
        found.skipped.append(f"Строка {number}: нет текста вопроса, пропущена.")
        return
    if len(text) > LONGEST:
        found.skipped.append(f"Строка {number}: текст длиннее {LONGEST} знаков, пропущена. Сократите до вопроса.")
        return
    said = cell_of(row, columns.asked)
    asked = moment_of(row, columns.asked, zone)
    if said and asked is None:
        found.doubted.append(f"Строка {number}: не понял, когда спросили («{said[:30]}»), записал сегодняшним днём.")
    name, page = cell_of(row, columns.author), cell_of(row, columns.page)
    author = vk_id(page) or vk_id(name)
    link = _LINK.search(page) or _LINK.search(name)
    if not author and link:
        found.doubted.append(
            f"Строка {number}: по ссылке {link[0][:60]} не узнать автора, нужна вида vk.com/id123. Взял без автора."
        )
    name = _LINK.sub(" ", clean(name)).strip()[:100]
    found.rows.append(Row(text, author, "" if author else name, cell_of(row, columns.village)[:100], asked, said))


def vk_id(cell: str) -> int:
    """The number in «vk.com/id123», «id123», «[id123|Анна]» or «123»; 0 when there is none."""
    met = _BY_NUMBER.search(cell.strip().removesuffix(".0"))
    return int(met[1] or met[2]) if met else 0
