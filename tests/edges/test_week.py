"""The week of municipalities as documents: numbers are numbers, nothing runs, zones are words, margins hold."""

import io
from dataclasses import replace
from typing import Any

from openpyxl import load_workbook
from PIL import Image, ImageChops

from bot.picture import MARGIN, PAPER, WIDTH
from bot.texts.setting import Setting
from bot.week import ZONES, chart, districts, draw, table
from domain.notices import WeekPicture, WeekRow, WeekTable, WeekTopic
from tests.build import a_region, at

SETTING = Setting(at("чт 12:00"), a_region())


def a_row(name: str, zone: str, points: int, **more: Any) -> WeekRow:
    plain = WeekRow(name, 1, zone, points, 80, 10, 90, 125, 1, 2, 1, 0, 4, 2, 7, 0, 0)
    return replace(plain, **more)


ROWS = (
    a_row("Приозёрный", "green", 94),
    a_row('=HYPERLINK("http://x")', "yellow", 71, before=None),
    a_row("Боровой", "red", 58, silent=2),
    a_row("Речной", "few", 100, place=0),
)
SINCE, UNTIL = at("пн 0:00"), at("вс 23:59")
SUBJECTS = (WeekTopic("Дороги", 84, 60), WeekTopic("Отопление", 61, 27))


def a_week(kind: type[WeekTable], rows: tuple[WeekRow, ...] = ROWS) -> Any:
    return kind(SINCE, UNTIL, 312, 91, 125, 14, 37, 31, rows, SUBJECTS)


def test_the_table_names_zones_and_what_cost_points() -> None:
    heading, first, second, *_, last = districts(a_week(WeekTable))
    found = dict(zip(heading, first, strict=True))
    assert (found["Баллы"], found["Зона"], found["Медиана, мин"], found["−обещания"]) == (94, "зелёная зона", 125, 7)
    assert second[4] == "", "there was nothing a week earlier"
    assert (last[0], last[5], last[6]) == ("Всего", 312, 91)
    assert len({len(line) for line in districts(a_week(WeekTable))}) == 1


def test_nothing_in_the_table_runs() -> None:
    name, body = table(a_week(WeekTable), SETTING)
    book = load_workbook(io.BytesIO(body))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert name.startswith("nedelya-20")
    assert [sheet.title for sheet in book] == ["Неделя", "Темы"]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(cell.value == '=HYPERLINK("http://x")' for cell in cells), "the words are there, as words"
    assert book["Темы"]["B2"].value == 84


def test_the_picture_stands_within_its_margins_however_many_and_long_the_names() -> None:
    rows = tuple(
        a_row(f"Константинопольско-Преображенский {'ы' * 40} {number}", list(ZONES)[number % 4], number * 6, silent=1)
        for number in range(22)
    )
    image = Image.open(io.BytesIO(draw("Неделя 16.11–22.11. " + "Область " * 20, a_week(WeekTable, rows)))).convert(
        "RGB"
    )
    below = image.crop((0, 20, *image.size))
    left, _, right, bottom = ImageChops.difference(below, Image.new("RGB", below.size, PAPER)).getbbox() or (0, 0, 0, 0)
    assert image.width == WIDTH
    assert left >= MARGIN - 8
    assert right <= WIDTH - MARGIN + 8
    assert bottom + 20 <= image.height - MARGIN // 2


def test_zones_can_be_told_without_colours() -> None:
    """Two weeks that differ in the zone alone are different in grey too: the zone's name is written."""
    one, two = (draw("Неделя", a_week(WeekTable, (a_row("Лесной", zone, 80),))) for zone in ("green", "yellow"))
    first, second = (Image.open(io.BytesIO(body)).convert("1") for body in (one, two))
    assert ImageChops.difference(first.convert("L"), second.convert("L")).getbbox() is not None
    assert chart(a_week(WeekPicture), SETTING)[1] != chart(a_week(WeekPicture, ROWS[:2]), SETTING)[1]
