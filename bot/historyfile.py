"""A file of past questions: which of its columns say what, its texts stripped of what is private.

Understands exports of «Инцидент Менеджмент» and tables made by hand. Nothing of a row is kept but the words, what they
were about, when, and which of the people of the region answered.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.tablefile import Sheet, cell_of, moment_of, read_sheet
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
EXECUTOR = ("исполнитель", "ответственное лицо", "ответственный", "executor")
DEPARTMENT = ("отдел", "подразделение", "department")
HOME = ("муниципалитет", "муниципальное образование", "municipality")

FEWEST_LETTERS = 8
"""A shorter text says nothing."""

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


@dataclass(frozen=True, slots=True)
class Past:
    """One question of the past; everything but the words and the moment as the file calls it."""

    text: str
    group: str
    theme: str
    at: datetime
    executor: str = ""
    department: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class _Columns:
    text: int
    group: int | None
    theme: int | None
    asked: int | None
    executor: int | None
    department: int | None
    home: int | None


def read(path: Path, zone: ZoneInfo, now: datetime) -> tuple[int, Iterator[Past]]:
    """How many rows there are, and the usable ones as they come; raises TableError."""
    sheet = read_sheet(path)
    text = sheet.column(TEXT)
    if text is None:
        raise sheet.without("текстом вопроса", "Нужен «Текст инцидента», «Текст сообщения» или «text»")
    group, theme = sheet.column(GROUP), sheet.column(THEME)
    if group is None and theme is None:
        raise sheet.without("темой", "Нужна «Группа тем», «Тема», «Тематика», «group» или «theme»")
    others = (sheet.column(wanted) for wanted in (ASKED, EXECUTOR, DEPARTMENT, HOME))
    return len(sheet.rows), _past(sheet, _Columns(text, group, theme, *others), zone, now)


def _past(sheet: Sheet, columns: _Columns, zone: ZoneInfo, now: datetime) -> Iterator[Past]:
    for number, (_, row) in enumerate(sheet.rows):
        text = plain(cell_of(row, columns.text))
        if sum(map(str.isalpha, text)) < FEWEST_LETTERS:
            continue
        asked = moment_of(row, columns.asked, zone)
        # without a date the file's own order is the order of time
        at = asked if asked is not None and asked <= now else now - timedelta(seconds=len(sheet.rows) - number)
        whose = (cell_of(row, column) for column in (columns.executor, columns.department, columns.home))
        yield Past(text, cell_of(row, columns.group), cell_of(row, columns.theme), at, *whose)


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
