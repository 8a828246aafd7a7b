"""A table of questions gathered elsewhere: its columns are found, its rows named when they are of no use."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.gathering import read, told, vk_id
from bot.tablefile import TableError
from domain.use_cases.broadcasts.gathering import Gathered, Row
from tests.edges.tables import a_csv, a_workbook

ZONE = ZoneInfo("Europe/Moscow")
HEAD = ["Вопрос", "ФИО", "Страница", "Населённый пункт", "Когда"]
ROAD = "Когда отсыпят дорогу на Лесной?"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_a_table_in_any_dress(tmp_path: Path, sign: str, encoding: str) -> None:
    rows = [HEAD, [ROAD, "Анна Петрова", "", "Лесной", "01.12.2026 10:15"], [ROAD, "", "https://vk.com/id55", "", ""]]

    found = read(a_csv(tmp_path, rows, sign=sign, encoding=encoding), ZONE)

    asked = datetime(2026, 12, 1, 7, 15, tzinfo=UTC)
    assert found.rows == [Row(ROAD, 0, "Анна Петрова", "Лесной", asked, "01.12.2026 10:15"), Row(ROAD, 55)]
    assert found.skipped == found.doubted == []


def test_a_workbook_names_its_rows_as_people_see_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["Текст", "Автор", "Дата"],
        [ROAD, "vk.com/id201", datetime(2026, 12, 1, 9)],  # noqa: DTZ001  spreadsheets know no zones
        ["", "", ""],
        ["???", "Пётр", ""],
        ["Почему не горит фонарь у школы?", "vk.com/anna.petrova", "позавчера"],
        ["я" * 5000, "", ""],
    ]

    found = read(a_workbook(tmp_path, rows), ZONE)

    assert [(row.text[:12], row.author, row.name) for row in found.rows] == [
        ("Когда отсыпя", 201, ""),
        ("Почему не го", 0, ""),
    ]
    assert found.rows[0].asked_at == datetime(2026, 12, 1, 6, tzinfo=UTC)
    assert found.skipped == [
        "Строка 4: нет текста вопроса, пропущена.",
        "Строка 6: текст длиннее 4000 знаков, пропущена. Сократите до вопроса.",
    ]
    assert found.doubted == [
        "Строка 5: не понял, когда спросили («позавчера»), записал сегодняшним днём.",
        "Строка 5: по ссылке vk.com/anna.petrova не узнать автора, нужна вида vk.com/id123. Взял без автора.",
    ]
    assert told(found, Gathered(2, 0, (7,)), 1).splitlines()[:3] == [
        "Эфир №1: взято вопросов — 2, уже были — 0.",
        "Срочные эфира не ждут, ушли исполнителям: №7.",
        "Без страницы автора: 1. Ответ на них попадёт только в итог эфира и в списки.",
    ]


@pytest.mark.parametrize(
    ("rows", "why"),
    [([["Имя", "Дата"], ["Анна", "1"]], "нет столбца с текстом вопроса.*«Имя», «Дата»"), ([[""]], "пусто")],
)
def test_a_table_without_questions_says_so(tmp_path: Path, rows: list[list[str]], why: str) -> None:
    with pytest.raises(TableError, match=why):
        read(a_csv(tmp_path, rows), ZONE)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("vk.com/id55", 55),
        ("vk.com/anna55", 0),
        ("Анна 55", 0),
        ("https://vk.ru/id55?z=1", 55),
        ("[id55|Анна]", 55),
        ("55", 55),
        ("55.0", 55),
        ("id5x", 0),
        ("", 0),
    ],
)
def test_a_page_is_known_by_its_number_only(cell: str, number: int) -> None:
    assert vk_id(cell) == number
