"""The year of broadcasts as documents: the sums are right, nothing runs, everything stands within its margins."""

import io
from itertools import chain
from typing import Any

from openpyxl import load_workbook
from PIL import Image, ImageChops

from bot.airyear import chart, draw, sheets, table
from bot.picture import MARGIN, PAPER, WIDTH
from bot.texts.setting import Setting
from domain.broadcasts.year import Sum, summed, total
from domain.notices import AirYearPicture, AirYearTable, Someone, YearAir
from tests.build import ILYIN, a_region, at

SETTING = Setting(at("чт 12:00"), a_region())
GONE = 900_000_001
ROWS = (
    YearAir(1, at("ср 18:00"), Someone(ILYIN), "Приозёрный округ", 10, 4, 5, 3, 2),
    YearAir(2, at("чт 18:00"), Someone(GONE), '=HYPERLINK("http://x")', 7, 1, 6, 6, 6),
    YearAir(3, at("чт 19:00"), Someone(ILYIN), "Приозёрный округ", 3, 3, 0, 0, 0),
)


def opened(body: bytes) -> dict[str, list[list[Any]]]:
    book = load_workbook(io.BytesIO(body))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def test_each_sheet_adds_up_to_the_same_year() -> None:
    each, heads, districts = sheets(ROWS, SETTING)
    assert each[-1][4:] == heads[-1][2:] == districts[-1][2:] == (20, 8, 11, 9, 8)
    assert heads[1][1:] == (2, 13, 7, 5, 3, 2), "who answered most often comes first"
    assert heads[2][0] == f"id{GONE}", "somebody who left is still counted"
    assert [line[1] for line in districts] == ["Эфиров", 2, 1, 3]


def test_nothing_in_the_table_runs() -> None:
    name, body = table(AirYearTable("2026", ROWS), SETTING)
    found = opened(body)
    assert name == "efiry-2026.xlsx"
    assert list(found) == ["Эфиры", "По ведущим", "По округам"]
    book = load_workbook(io.BytesIO(body))
    cells = list(chain.from_iterable(row for sheet in book for row in sheet.iter_rows()))
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(cell.value == '=HYPERLINK("http://x")' for cell in cells), "the words are there, as words"
    assert found["Эфиры"][1][4] == 10, "numbers can be summed"


def test_the_picture_stands_within_its_margins_however_long_the_names() -> None:
    heads = [
        (f"Константин Константинопольский-Преображенский\nРайон {'ы' * 90} {number}", Sum(9, 999, 300, 600, 5, 4))
        for number in range(30)
    ]
    image = Image.open(io.BytesIO(draw("Прямые эфиры за 2026 год", heads))).convert("RGB")
    below = image.crop((0, 20, *image.size))
    left, _, right, bottom = ImageChops.difference(below, Image.new("RGB", below.size, PAPER)).getbbox() or (0, 0, 0, 0)
    assert image.width == WIDTH
    assert left >= MARGIN - 8
    assert right <= WIDTH - MARGIN + 8
    assert bottom + 20 <= image.height - MARGIN // 2
    assert image.height < 2000, "eight hosts, the others are counted"


def test_other_numbers_are_another_picture() -> None:
    one, two = (draw("2026", [("Ветров", Sum(1, 10, on_air, 5, 0, 0))]) for on_air in (2, 3))
    assert one != two
    assert chart(AirYearPicture("2026", ROWS), SETTING)[0] == "efiry-2026.png"
    draw("2026", [("Ветров", Sum(1))])  # a broadcast to which nobody asked anything


def test_sums_belong_to_their_keys() -> None:
    assert summed([("a", Sum(1, 2)), ("b", Sum(2, 1)), ("a", Sum(0, 1))]) == [("b", Sum(2, 1)), ("a", Sum(1, 3))]
    assert total([]) == Sum()
