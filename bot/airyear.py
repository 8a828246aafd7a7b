"""The year of broadcasts as a document: an .xlsx of plain words and numbers, and a picture."""

import io
from collections.abc import Iterable, Iterator, Sequence

from bot.picture import ACCENT, BOLD, FAINT, HEADING, INK, MARGIN, PAPER, PLAIN, SMALL, TITLE, WIDTH, font_of, wrapped
from bot.texts.setting import Setting
from bot.workbook import TOTAL, Cell, Sheet, workbook
from domain.broadcasts.year import Sum, summed, total
from domain.notices import AirYearPicture, AirYearTable, YearAir

EACH = ("Эфир", "Дата", "Ведущий", "Округ")
FIGURES = ("Вопросов", "Ответили в эфире", "Письменно", "Из них уже ответили", "Ответили в срок")
SHEETS = ("Эфиры", "По ведущим", "По округам")

DRAWN = 8
"""Hosts on a picture; the table has them all."""

WRITTEN, EMPTY = "#9dbbe0", "#e6eaf0"
BAR = 22
LINE = 13 / 10


def table(wanted: AirYearTable, setting: Setting) -> tuple[str, bytes]:
    """The .xlsx: (file name, bytes)."""
    named = zip(SHEETS, sheets(wanted.rows, setting), strict=True)
    book = workbook(*(Sheet(name, lines, 18) for name, lines in named))
    return f"efiry-{wanted.year}.xlsx", book


def sheets(rows: Sequence[YearAir], setting: Setting) -> tuple[list[tuple[Cell, ...]], ...]:
    """Broadcast by broadcast, by head, by municipality; each with its heading and its sum."""
    each: list[tuple[Cell, ...]] = [EACH + FIGURES]
    for row in rows:
        day = setting.region.calendar.local(row.day)
        named = (f"№{row.air}", f"{day:%d.%m.%Y %H:%M}", _host(row, setting), row.municipality)
        each.append((*named, *_figures(_sum(row))))
    all_ = total(_sum(row) for row in rows)
    each.append((TOTAL, "", "", "", *_figures(all_)))
    heads = _summed("Ведущий", ((_host(row, setting), _sum(row)) for row in rows), all_)
    return each, heads, _summed("Округ", ((row.municipality, _sum(row)) for row in rows), all_)


def _summed(heading: str, rows: Iterable[tuple[str, Sum]], all_: Sum) -> list[tuple[Cell, ...]]:
    lines: list[tuple[Cell, ...]] = [(name or "—", one.broadcasts, *_figures(one)) for name, one in summed(rows)]
    return [(heading, "Эфиров", *FIGURES), *lines, (TOTAL, all_.broadcasts, *_figures(all_))]


def _sum(row: YearAir) -> Sum:
    return Sum(1, row.questions, row.on_air, row.in_writing, row.replied, row.on_time)


def _figures(one: Sum) -> tuple[int, ...]:
    return one.questions, one.on_air, one.in_writing, one.replied, one.on_time


def _host(row: YearAir, setting: Setting) -> str:
    person, named = setting.region.person(row.host), setting.names.get(row.host)
    return person.name if person else f"{named.first} {named.last}" if named else f"id{row.host}"


# --- the picture


def chart(wanted: AirYearPicture, setting: Setting) -> tuple[str, bytes]:
    """The .png: (file name, bytes)."""
    heads = summed((f"{_host(row, setting)}\n{row.municipality}", _sum(row)) for row in wanted.rows)
    return f"efiry-{wanted.year}.png", draw(f"Прямые эфиры за {wanted.year} год", heads)


def draw(heading: str, heads: Sequence[tuple[str, Sum]]) -> bytes:
    """Four large figures, and a bar a host: how much of what was asked was answered on air and in writing."""
    from PIL import Image, ImageDraw  # loaded by the first picture somebody asks for

    titles = wrapped(heading, BOLD, HEADING, MARGIN, 2)
    shown = [(title, _bar_words(one), one) for title, one in heads[:DRAWN]]
    all_ = total(one for _, one in heads)
    feet = list(_feet(all_, len(heads) - len(shown)))
    height = 2 * MARGIN + int(len(titles) * HEADING * LINE) + 190 + len(shown) * 148 + 46 * len(feet)
    image = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(image)

    def write(left: int, top: int, words: str, size: int, face: str = PLAIN, colour: str = INK) -> None:
        pen.text((left, top), words, fill=colour, font=font_of(face, size))

    pen.rectangle((0, 0, WIDTH, 12), fill=ACCENT)
    top = MARGIN
    for words in titles:
        write(MARGIN, top, words, HEADING, BOLD)
        top += int(HEADING * LINE)
    quarter = (WIDTH - 2 * MARGIN) // 4
    figures = (("эфиры", all_.broadcasts), ("вопросы", all_.questions), ("в эфире", all_.on_air))
    for place, (name, figure) in enumerate((*figures, ("письменно", all_.in_writing))):
        write(MARGIN + place * quarter, top + 24, f"{figure}", 64, BOLD, ACCENT)
        write(MARGIN + place * quarter, top + 104, name, SMALL, colour=FAINT)
    top += 190
    for title, under, one in shown:
        name, _, where = title.partition("\n")
        [line] = wrapped(", ".join(part for part in (name, where) if part), BOLD, TITLE, MARGIN, 1)
        write(MARGIN, top, line, TITLE, BOLD)
        for left, right, colour in _bar(one):
            pen.rectangle((left, top + 52, right, top + 52 + BAR), fill=colour)
        [line] = wrapped(under, PLAIN, SMALL, MARGIN, 1)
        write(MARGIN, top + 84, line, SMALL, colour=FAINT)
        top += 148
    for foot in feet:
        [line] = wrapped(foot, PLAIN, SMALL, MARGIN, 1)
        write(MARGIN, top, line, SMALL)
        top += 46
    body = io.BytesIO()
    image.save(body, "PNG", optimize=True)
    return body.getvalue()


def _bar(one: Sum) -> Iterator[tuple[int, int, str]]:
    """On air dark, in writing light, the rest (repeats, declined, withdrawn) grey."""
    room, left = WIDTH - 2 * MARGIN, MARGIN
    yield MARGIN, MARGIN + room, EMPTY
    for count, colour in ((one.on_air, ACCENT), (one.in_writing, WRITTEN)):
        wide = room * count // max(one.questions, 1)
        if wide:
            yield left, left + wide, colour
        left += wide


def _bar_words(one: Sum) -> str:
    return f"эфиров {one.broadcasts}, вопросов {one.questions}: в эфире {one.on_air}, письменно {one.in_writing}"


def _feet(all_: Sum, others: int) -> Iterator[str]:
    if others > 0:
        yield f"И ещё ведущих: {others}"
    if all_.in_writing:
        yield f"Из письменных уже ответили {all_.replied}, в срок — {all_.on_time}"
    yield "Тёмная полоса — ответили в эфире, светлая — письменно"
