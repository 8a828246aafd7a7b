"""The summary of a broadcast as a picture: drawn here, by fonts of our own, nothing asked of the network."""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.texts.catalogue import Catalogue
from bot.texts.setting import Setting
from domain.notices import AirPicture, AirSummary, SaidRow

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent / "fonts"
WIDTH, MARGIN, CODES = 1080, 64, 170
"""Pixels; time codes stand in a column of their own."""

PAPER, INK, FAINT, ACCENT = "#ffffff", "#1c2430", "#5c6878", "#1f5fae"
HEADING, TITLE, SMALL = 42, 34, 30
PLAIN, BOLD = "DejaVuSans.ttf", "DejaVuSans-Bold.ttf"
KNOWN = (range(0x20, 0x7F), range(0xA0, 0x100), range(0x400, 0x460), range(0x490, 0x492), range(0x2010, 0x2016))
ALSO = frozenset("‘’‚‛“”„•…‰№")
"""What the fonts can draw; an emoji is left out rather than shown as an empty box."""

TIED = re.compile(r"(?<!\S)(\d{1,2}|[а-яё]) (?=\S)")
"""«11 декабря», «к 10.12»: one line."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of words and how it is set; `gap` is the room above it."""

    words: str
    size: int = SMALL
    font: str = PLAIN
    colour: str = INK
    left: int = MARGIN
    gap: int = 0
    code: str = ""
    """Stands left of it."""


def document(wanted: AirPicture, setting: Setting) -> tuple[str, bytes]:
    """The .png: (file name, bytes)."""
    summary = AirSummary(wanted.host, wanted.day, wanted.rows, wanted.others, wanted.owed, wanted.by, wanted.promises)
    words = Catalogue.load().render(summary, setting).text.split("\n")
    rows = [(row.moment, row.title, _under(row, setting)) for row in wanted.rows]
    day = setting.region.calendar.local(wanted.day)
    return f"efir-{day:%Y-%m-%d}.png", draw(words[0], rows, words[1 + len(rows) :])


def _under(row: SaidRow, setting: Setting) -> str:
    """The gist and the promise, below the title."""
    day = setting.region.calendar.local(row.promise) if row.promise else None
    promised = f"Обещали к {day.day}.{day.month:02}" if day else ""
    return ". ".join(part for part in (row.gist.rstrip(". "), promised) if part)


def draw(heading: str, rows: Sequence[tuple[str, str, str]], feet: Sequence[str]) -> bytes:
    """A picture as high as it needs; a row is a time code, a title and what stands below it."""
    from PIL import Image, ImageDraw  # loaded by the first picture somebody asks for

    lines = list(_lines(heading, rows, feet))
    height = 2 * MARGIN + sum(line.gap + line.size * 13 // 10 for line in lines)
    image = Image.new("RGB", (WIDTH, height), PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, WIDTH, 12), fill=ACCENT)
    top = MARGIN
    for line in lines:
        top += line.gap
        if line.code:
            pen.text((MARGIN, top), line.code, fill=ACCENT, font=font_of(BOLD, line.size))
        pen.text((line.left, top), line.words, fill=line.colour, font=font_of(line.font, line.size))
        top += line.size * 13 // 10
    body = io.BytesIO()
    image.save(body, "PNG", optimize=True)
    return body.getvalue()


def _lines(heading: str, rows: Sequence[tuple[str, str, str]], feet: Sequence[str]) -> Iterator[Line]:
    for words in wrapped(heading, BOLD, HEADING, MARGIN, 3):
        yield Line(words, HEADING, BOLD)
    for code, title, under in rows:
        left = MARGIN + CODES
        for number, words in enumerate(wrapped(title, BOLD, TITLE, left, 2)):
            yield Line(words, TITLE, BOLD, left=left, gap=0 if number else 30, code="" if number else code)
        for words in wrapped(under, PLAIN, SMALL, left, 3):
            yield Line(words, colour=FAINT, left=left, gap=4)
    for index, foot in enumerate(feet):
        for number, words in enumerate(wrapped(foot, PLAIN, SMALL, MARGIN, 3)):
            yield Line(words, gap=0 if number else 44 if index == 0 else 10)


def wrapped(text: str, font: str, size: int, left: int, most: int) -> list[str]:
    """Lines that fit between `left` and the margin, the last with «…» when there is more."""
    face, room = font_of(font, size), WIDTH - MARGIN - left
    lines: list[str] = []
    for word in TIED.sub("\\1\u00a0", " ".join(drawable(text).split())).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    cut = lines[:most]
    if len(lines) > most:
        cut[-1] += " …"
    return [_fitted(line, face, room) for line in cut]


def _fitted(line: str, face: "FreeTypeFont", room: int) -> str:
    """A word longer than the line loses its end."""
    if face.getlength(line) <= room:
        return line
    while line and face.getlength(f"{line}…") > room:
        line = line[:-1]
    return f"{line.rstrip(' …')}…"


def drawable(text: str) -> str:
    """Without what the fonts have no picture of."""
    return "".join(sign for sign in text if sign in ALSO or any(ord(sign) in known for known in KNOWN))


def font_of(name: str, size: int) -> "FreeTypeFont":
    from PIL import ImageFont

    return ImageFont.truetype(FONTS / name, size)
