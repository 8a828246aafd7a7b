"""Lists as documents: .xlsx and .csv, masked unless full, nothing in them ever runs as a formula.

Columns are named as in «Инцидент Менеджмент» exports where they mean the same.
"""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from bot.texts.setting import Setting
from bot.workbook import Sheet, write
from domain.answer import Answer
from domain.language import mask_obscenity
from domain.names import Name
from domain.notices import Export
from domain.privacy import mask
from domain.question import Question
from storage.engine import Database
from storage.reports import ExportRow

COLUMNS = (
    "Номер вопроса",
    "Номер инцидента",
    "№ ПОС",
    "Текущий шаг инцидента",
    "Дата создания",
    "Срок",
    "Просрочен",
    "Общее время первого ответа",
    "Дата окончания",
    "Исполнитель",
    "Группа тем",
    "Тема",
    "Регион",
    "Муниципалитет",
    "Населенный пункт",
    "Улица",
    "Текст инцидента",
    "1ый ответ ПИ",
    "Голосов",
    "Возвратов",
    "Причина закрытия",
    "Урл поста",
    "Автор",
    "URL автора",
)

STEPS = {
    "draft": "возможно, вопрос",
    "new": "записан",
    "assigned": "у ответственного",
    "clarify": "уточняем",
    "promised": "обещано",
    "external": "другая организация",
    "on_air": "в эфире",
    "aired": "ответили в эфире",
    "answered": "ответ дан",
    "returned": "на доработке",
    "reopened": "вернулся",
    "closed": "закрыт",
    "closed_unconfirmed": "закрыт без подтверждения",
    "merged": "присоединён",
    "withdrawn": "отозван",
    "declined": "отклонён",
    "unanswerable": "без ответа по существу",
}

RISKY = frozenset("=+-@＝＋－＠")
"""A cell beginning with one of these may run as a formula when a .csv is opened, whatever invisible stands before."""

UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zl", "Zp", "Zs"})
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs by their category, yet nothing to see."""


async def document(database: Database, wanted: Export, setting: Setting) -> tuple[str, bytes]:
    """The .xlsx of `выгрузка`: (file name, bytes)."""
    output = io.BytesIO()
    async with database.reading() as uow:
        rows = [row async for row in uow.reports.export_rows(wanted.since, wanted.until, wanted.municipality)]
        authors = {row.question.author for row in rows if row.question.author > 0}
        names = await uow.names.known(authors) if wanted.full else {}
    write_xlsx(output, table(rows, setting, names, full=wanted.full))
    stamp = setting.region.calendar.local(setting.now).strftime("%Y-%m-%d")
    return f"voprosy-{stamp}.xlsx", output.getvalue()


async def to_file(database: Database, wanted: Export, setting: Setting, path: Path) -> int:
    """`otklik export FILE`: .xlsx or .csv by the name's ending; how many questions were written."""
    async with database.reading() as uow:
        rows = [row async for row in uow.reports.export_rows(wanted.since, wanted.until, wanted.municipality)]
        names = await uow.names.known({row.question.author for row in rows}) if wanted.full else {}
    cells = list(table(rows, setting, names, full=wanted.full))
    if path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, delimiter=";").writerows([[harmless(cell) for cell in line] for line in cells])
    else:
        with path.open("wb") as file:
            write_xlsx(file, iter(cells))
    return len(rows)


def table(
    rows: list[ExportRow], setting: Setting, names: Mapping[int, Name], *, full: bool
) -> Iterator[tuple[str, ...]]:
    """The heading and a line per question."""
    yield COLUMNS
    for row in rows:
        yield _line(row.question, row.answer, row.votes, setting, names, full=full)


def _line(
    question: Question,
    answer: Answer | None,
    votes: int,
    setting: Setting,
    names: Mapping[int, Name],
    *,
    full: bool,
) -> tuple[str, ...]:
    region = setting.region
    official = region.person(question.assignee) if question.assignee else None
    name = names.get(question.author)
    return (
        f"№{question.number}",
        question.incident_number,
        question.pos_number,
        STEPS[question.status.value],
        _date(question.asked_at, setting),
        _date(question.due_at, setting),
        "да" if question.is_overdue(setting.now) else "",
        _date(question.first_told_at, setting),
        _date(question.closed_at, setting),
        official.name if official else "",
        region.topic_name(question.topic),
        question.theme if question.topic else "",
        region.name,
        region.municipality_name(question.municipality),
        question.settlement or "",
        question.address if full else mask(question.address),
        _words(question.text, full=full),
        _words(answer.text, full=full) if answer else "",
        str(votes),
        str(question.reopenings),
        _words(question.reason, full=full),
        question.place.link,
        f"{name.first} {name.last}".strip() if full and name else "",
        f"https://vk.com/id{question.author}" if full and question.author else "",
    )


def _words(text: str, *, full: bool) -> str:
    return text if full else mask_obscenity(mask(text))


def _date(moment: datetime | None, setting: Setting) -> str:
    return setting.region.calendar.local(moment).strftime("%d.%m.%Y %H:%M") if moment else ""


def harmless(cell: str) -> str:
    """A .csv cell that no spreadsheet takes for a formula."""
    first = next((sign for sign in cell if unicodedata.category(sign) not in UNSEEN and sign not in BLANK), "")
    return f"'{cell}" if first in RISKY or cell.startswith(("\t", "\r", "\n")) else cell


def write_xlsx(output: object, lines: Iterator[tuple[str, ...]]) -> None:
    """Every cell is text: no formulas, no links."""
    words = COLUMNS.index("Текст инцидента")
    write(output, Sheet("Вопросы", lines, 16, wide={words: 60, words + 1: 60}, pinned=1, wraps=True))
