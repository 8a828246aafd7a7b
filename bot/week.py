"""The week of municipalities as a document: an .xlsx of plain words and numbers, and a picture (product.md 103).

A zone is never told by colour alone: its name stands over its municipalities, for those who see no colours.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.picture import ACCENT, BOLD, FAINT, HEADING, INK, MARGIN, PAPER, PLAIN, SMALL, TITLE, WIDTH, font_of, wrapped
from bot.texts.setting import Setting
from bot.workbook import TOTAL, Cell, Sheet, workbook
from domain.notices import WeekPicture, WeekRow, WeekTable

ZONES = {"green": "зелёная зона", "yellow": "жёлтая зона", "red": "красная зона", "few": "мало данных, без зоны"}
COLOURS = {"green": "#2e7d4f", "yellow": "#c98a00", "red": "#b3402e", "few": FAINT}
LIGHT = "#e6eaf0"
WEEK = (
    "Округ", "Место", "Баллы", "Зона", "Неделей раньше", "Вопросов", "В срок, %", "Медиана, мин", "Вернулись",
    "Обещаний", "Сделано в срок", "Молчим дольше трёх дней", "−в срок", "−скорость", "−обещания", "−возвраты",
    "−качество",
)  # fmt: skip
TOPICS = ("Тема", "Вопросов", "Неделей раньше")
LINE = 13 / 10
NAME, BAR, ROW = 330, 24, 50
"""Pixels: where the bars begin right of the margin, how thick they are, how far apart."""

TOPICS_DRAWN = 5


# --- the table


def table(wanted: WeekTable, setting: Setting) -> tuple[str, bytes]:
    """The .xlsx: (file name, bytes)."""
    lines = {"Неделя": districts(wanted), "Темы": topics(wanted)}
    book = workbook(*(Sheet(name, some, 13, wide={0: 28}, pinned=1) for name, some in lines.items()))
    return f"nedelya-{_monday(wanted, setting)}.xlsx", book


def districts(wanted: WeekTable) -> list[tuple[Cell, ...]]:
    """A line a municipality, the region below."""
    lines: list[tuple[Cell, ...]] = [WEEK]
    for row in wanted.rows:
        before: Cell = row.before if row.before is not None else ""
        place: Cell = row.place or ""
        figures = (row.count, row.in_time, row.took, row.returned, row.promised, row.kept, row.silent)
        lost = (row.lost_in_time, row.lost_speed, row.lost_promises, row.lost_returns, row.lost_quality)
        lines.append((row.name, place, row.points, ZONES[row.zone], before, *figures, *lost))
    silent = sum(row.silent for row in wanted.rows)
    whole = (wanted.count, wanted.in_time, wanted.took, wanted.returned, wanted.promised, wanted.kept, silent)
    return [*lines, (TOTAL, "", "", "", "", *whole, "", "", "", "", "")]


def topics(wanted: WeekTable) -> list[tuple[Cell, ...]]:
    return [TOPICS, *((one.name, one.count, one.before) for one in wanted.subjects)]


# --- the picture


@dataclass(frozen=True, slots=True)
class Mark:
    """Something drawn at a height: words, or a bar of so many points."""

    top: int
    words: str = ""
    left: int = MARGIN
    size: int = SMALL
    face: str = PLAIN
    colour: str = INK
    points: int | None = None


def chart(wanted: WeekPicture, setting: Setting) -> tuple[str, bytes]:
    """The .png: (file name, bytes)."""
    local = setting.region.calendar.local
    since, until = local(wanted.since), local(wanted.until)
    heading = f"Неделя {since.day}.{since.month:02}–{until.day}.{until.month:02}. {setting.region.name}"
    return f"nedelya-{_monday(wanted, setting)}.png", draw(heading, wanted)


def draw(heading: str, wanted: WeekTable) -> bytes:
    """Four large figures, then the municipalities by zone: the zone's name, a bar of a hundred points each."""
    from PIL import Image, ImageDraw  # loaded by the first picture somebody asks for

    marks = list(_laid_out(heading, wanted))
    height = max(mark.top for mark in marks) + int(TITLE * LINE) + MARGIN
    image = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 12), fill=ACCENT)
    for mark in marks:
        if mark.points is None:
            pen.text((mark.left, mark.top), mark.words, fill=mark.colour, font=font_of(mark.face, mark.size))
            continue
        left, right = MARGIN + NAME, WIDTH - MARGIN - 90
        pen.rectangle((left, mark.top, right, mark.top + BAR), fill=LIGHT)
        wide = (right - left) * max(0, min(mark.points, 100)) // 100
        if wide:
            pen.rectangle((left, mark.top, left + wide, mark.top + BAR), fill=mark.colour)
    body = io.BytesIO()
    image.save(body, "PNG", optimize=True)
    return body.getvalue()


def _laid_out(heading: str, wanted: WeekTable) -> Iterator[Mark]:
    top = MARGIN
    for words in wrapped(heading, BOLD, HEADING, MARGIN, 2):
        yield Mark(top, words, size=HEADING, face=BOLD)
        top += int(HEADING * LINE)
    quarter = (WIDTH - 2 * MARGIN) // 4
    for place, (figure, name) in enumerate(_figures(wanted)):
        left = MARGIN + place * quarter
        yield Mark(top + 24, figure, left, 56, BOLD, ACCENT)
        yield Mark(top + 100, name, left, SMALL, colour=FAINT)
    top += 150
    for zone, name in ZONES.items():
        rows = [row for row in wanted.rows if row.zone == zone]
        if rows:
            top += 34
            yield Mark(top, f"{name[:1].upper()}{name[1:]} — {len(rows)}", size=TITLE, face=BOLD, colour=COLOURS[zone])
            top += 58
        for row in rows:
            yield from _of_row(row, top)
            top += ROW
    top += 34
    for foot in _feet(wanted):
        for words in wrapped(foot, PLAIN, SMALL, MARGIN, 2):
            yield Mark(top, words)
            top += int(SMALL * LINE) + 4


def _of_row(row: WeekRow, top: int) -> Iterator[Mark]:
    [name] = _cut(row.name, NAME - 16)
    yield Mark(top, name)
    yield Mark(top + 6, points=row.points, colour=COLOURS[row.zone])
    yield Mark(top, f"{row.points}", WIDTH - MARGIN - 70, face=BOLD)


def _cut(name: str, room: int) -> Sequence[str]:
    """One line that ends before the bars."""
    return wrapped(name, PLAIN, SMALL, WIDTH - MARGIN - room, 1) or [""]


def _figures(wanted: WeekTable) -> Iterator[tuple[str, str]]:
    yield f"{wanted.count}", "вопросы"
    yield f"{wanted.in_time} %", "в срок"
    yield f"{wanted.took // 60}:{wanted.took % 60:02}", "медиана, ч"
    yield f"{wanted.returned}", "вернулись"


def _feet(wanted: WeekTable) -> Iterator[str]:
    if wanted.subjects:
        named = ", ".join(f"{one.name.lower()} {one.count}" for one in wanted.subjects[:TOPICS_DRAWN])
        yield f"Темы: {named}"
    if wanted.promised:
        yield f"Обещаний на неделе {wanted.promised}, сделано в срок {wanted.kept}"
    silent = [row for row in wanted.rows if row.silent]
    if silent:
        yield "Молчат дольше трёх рабочих дней: " + ", ".join(f"{row.name} ({row.silent})" for row in silent)
    yield "Баллы из 100: срок, скорость, обещания, возвраты, качество"


def _monday(wanted: WeekTable, setting: Setting) -> str:
    return f"{setting.region.calendar.local(wanted.since):%Y-%m-%d}"
