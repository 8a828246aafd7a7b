"""A file of past questions, .xlsx or .csv: its columns are found by their names, its texts stripped of what is private.

Understands exports of «Инцидент Менеджмент» and tables made by hand. Nothing of a row is kept but the words, what they
were about and when.
"""

import csv
import html
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.limits import LONGEST_TEXT
from domain.privacy import HIDDEN, clean, mask, without_links

TEXT = (
    "текст инцидента",
    "текст сообщения",
    "текст обращения",
    "текст вопроса",
    "сообщение",
    "вопрос",
    "текст",
    "text",
)
GROUP = ("группа тем", "группа", "категория", "group", "category")
THEME = ("тема", "тематика", "подтема", "theme", "topic")
ASKED = ("дата создания", "дата", "создан", "date", "created", "asked_at")
SIGNS = ";,\t|"
"""What may stand between the columns."""

FEWEST_LETTERS = 8
"""A shorter text says nothing."""

EXCEL_DAY_ONE = datetime(1899, 12, 30)  # noqa: DTZ001  spreadsheets know no zones
DATES = ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d")

_TAG = re.compile(r"<(?:[a-zA-Z][^<>]{0,300}|/[a-zA-Z][^<>]{0,50}|!--.{0,500}?--)>", re.DOTALL)
_MENTION = re.compile(r"[\[*@](?:id|club|public|event)\d+(?:\|[^\]\n]{0,100}\]|\s?\([^)\n]{0,100}\))?,?")
_ANY_LINK = re.compile(r"(?:https?://|www\.|vk\.(?:com|ru|cc)/|t\.me/)\S+", re.IGNORECASE)
_NAME = r"[А-ЯЁ][а-яё]{1,20}(?:-[А-ЯЁ][а-яё]{1,20})?"
_FATHER = r"[А-ЯЁ][а-яё]{1,15}(?:ович|евич|ич|овна|евна|ична|инична)(?:а|у|ем|ом|е|ы|ой|ою)?"
_FULL_NAME = re.compile(
    rf"(?:{_NAME} )?{_NAME} {_FATHER}(?: {_NAME})?\b|\b{_NAME} [А-ЯЁ]\. ?[А-ЯЁ]\.|[А-ЯЁ]\. ?[А-ЯЁ]\. ?{_NAME}"
)
_SIGNED = re.compile(r"(?:с\s+уважением|с\s+ув\.)[\s,.:–—-]{0,5}(?:[^\n]{0,80})$", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\f\v\u00a0]+")


class HistoryError(Exception):
    """The file cannot be used; the words are for the administrator."""


@dataclass(frozen=True, slots=True)
class Past:
    """One question of the past; `group` and `theme` as the file calls them."""

    text: str
    group: str
    theme: str
    at: datetime


def read(path: Path, zone: ZoneInfo, now: datetime) -> tuple[int, Iterator[Past]]:
    """How many rows there are, and the usable ones as they come; raises HistoryError."""
    try:
        rows = _spreadsheet(path) if path.suffix.lower() in {".xlsx", ".xls", ".ods"} else _table(path)
    except OSError as error:
        raise HistoryError(f"Файл не открыть: {path} ({error.strerror or error}).") from None
    columns = _columns(path, rows[0] if rows else [])
    return len(rows) - 1, _past(rows[1:], columns, zone, now)


@dataclass(frozen=True, slots=True)
class _Columns:
    text: int
    group: int | None
    theme: int | None
    asked: int | None


def _columns(path: Path, head: Sequence[object]) -> _Columns:
    named = [folded(cell) for cell in head]
    text = column_of(named, TEXT)
    if text is None:
        raise HistoryError(
            f"В файле {path} нет столбца с текстом вопроса. Нужен «Текст инцидента», «Текст сообщения» или «text»; "
            f"в первой строке: {columns_said(head)}."
        )
    group, theme = column_of(named, GROUP), column_of(named, THEME)
    if group is None and theme is None:
        raise HistoryError(
            f"В файле {path} нет столбца с темой. Нужна «Группа тем», «Тема», «Тематика», «group» или «theme»; "
            f"в первой строке: {columns_said(head)}."
        )
    return _Columns(text, group, theme, column_of(named, ASKED))


def column_of(named: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((named.index(name) for name in wanted if name in named), None)


def columns_said(head: Sequence[object]) -> str:
    names = [f"«{str(cell).strip()[:30]}»" for cell in head if str(cell).strip()]
    return ", ".join(names[:12]) + (" …" if len(names) > 12 else "") if names else "пусто"


def folded(cell: object) -> str:
    return _BLANKS.sub(" ", str(cell)).strip().strip("\ufeff").casefold().replace("ё", "е")


def table(path: Path) -> list[list[object]]:
    """Every row as it stands, empty ones too, so that a row is counted as people see it; raises HistoryError."""
    try:
        if path.suffix.lower() in {".xlsx", ".xls", ".ods"}:
            return _spreadsheet(path, whole=True)
        return _table(path, whole=True)
    except OSError as error:
        raise HistoryError(f"Файл не открыть: {path} ({error.strerror or error}).") from None


def _spreadsheet(path: Path, *, whole: bool = False) -> list[list[object]]:
    from python_calamine import CalamineError, CalamineWorkbook

    with path.open("rb"):
        pass  # what the system says of it is clearer than what the library does
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        return [list[object](row) for row in sheet.to_python(skip_empty_area=not whole)]
    except (CalamineError, ValueError, IndexError, OSError):
        raise HistoryError(f"Файл {path} не прочитать как таблицу: он повреждён или это не .xlsx.") from None


def _table(path: Path, *, whole: bool = False) -> list[list[object]]:
    data = path.read_bytes()
    if b"\0" in data[:4096]:
        raise HistoryError(f"Файл {path} не похож на .csv: внутри не текст. Сохраните таблицу как .xlsx или .csv.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1251", errors="replace")
    first = text.partition("\n")[0]
    sign = max(SIGNS, key=first.count)
    csv.field_size_limit(10_000_000)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=sign) if whole or any(row)]
    except csv.Error as error:
        raise HistoryError(f"Файл {path} не прочитать как .csv: {error}.") from None
    return [list[object](row) for row in rows]


def _past(rows: Sequence[Sequence[object]], columns: _Columns, zone: ZoneInfo, now: datetime) -> Iterator[Past]:
    for number, row in enumerate(rows):
        text = plain(cell_of(row, columns.text))
        if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
            continue
        asked = moment_of(row[columns.asked], zone) if columns.asked is not None and columns.asked < len(row) else None
        # without a date the file's own order is the order of time
        at = asked if asked is not None and asked <= now else now - timedelta(seconds=len(rows) - number)
        yield Past(text, cell_of(row, columns.group), cell_of(row, columns.theme), at)


def cell_of(row: Sequence[object], column: int | None) -> str:
    return _BLANKS.sub(" ", str(row[column])).strip() if column is not None and column < len(row) else ""


def moment_of(cell: object, zone: ZoneInfo) -> datetime | None:
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


def plain(text: str) -> str:
    """The words of a row without marks, mentions, links, and what strangers must not read."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = clean(text[: LONGEST_TEXT * 2]).lstrip("'’`")
    text = _ANY_LINK.sub(" ", _MENTION.sub(" ", text))
    text = _SIGNED.sub("", text.strip())
    text = _FULL_NAME.sub(HIDDEN, mask(without_links(text)))
    return _BLANKS.sub(" ", text).strip()[:LONGEST_TEXT]
