"""A file of past questions as administrations keep them: found columns, private things gone, faults told in words."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.answerers import Answerers
from bot.historyfile import Past, plain, read
from bot.tablefile import TableError
from domain.organisation import Role
from domain.privacy import HIDDEN
from tests.build import GROMOV, ILYIN, PETROVA, SOKOLOVA, a_person, a_region
from tests.edges.tables import a_csv, a_workbook

ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
INCIDENT = ["Номер инцидента", "Дата создания", "Группа тем", "Тема", "Муниципалитет", "Текст инцидента", "URL автора"]
ROWS = [
    ["1", "03.11.2026 10:15", "Дороги", "Уборка дорог от снега", "Лесной", "Не чистят дорогу на Лесной", "vk.com/id5"],
    ["2", "02.11.2026 09:00", "ЖКХ", "Отопление", "Лесной", "Холодные батареи, дом 5", "vk.com/id6"],
    ["3", "", "ЖКХ", "Отопление", "Лесной", "👍", "vk.com/id7"],
]


def questions(path: Path) -> list[Past]:
    return list(read(path, ZONE, NOW)[1])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_an_export_is_read_in_any_dress(tmp_path: Path, sign: str, encoding: str) -> None:
    rows = ROWS if encoding != "cp1251" else ROWS[:2]
    total, _ = read(path := a_csv(tmp_path, [INCIDENT, *rows], sign=sign, encoding=encoding), ZONE, NOW)

    assert total == len(rows)
    assert questions(path) == [
        Past(
            "Не чистят дорогу на Лесной",
            "Дороги",
            "Уборка дорог от снега",
            datetime(2026, 11, 3, 10, 15, tzinfo=ZONE),
            municipality="Лесной",
        ),
        Past(
            "Холодные батареи, дом 5",
            "ЖКХ",
            "Отопление",
            datetime(2026, 11, 2, 9, tzinfo=ZONE),
            municipality="Лесной",
        ),
    ]


def test_a_workbook_is_read_with_its_dates(tmp_path: Path) -> None:
    rows = [["Тематика", "Текст Сообщения", "Дата"], ["Освещение", "Не горит фонарь", datetime(2026, 11, 3, 10, 15)]]  # noqa: DTZ001

    assert questions(a_workbook(tmp_path, rows)) == [
        Past("Не горит фонарь", "", "Освещение", datetime(2026, 11, 3, 10, 15, tzinfo=ZONE))
    ]


def test_without_dates_the_order_of_the_rows_is_the_order_of_time(tmp_path: Path) -> None:
    rows = [["text", "group"], *([f"Яма на улице номер {n}", "Дороги"] for n in range(5))]

    found = questions(a_csv(tmp_path, rows, sign=","))

    assert [past.at for past in found] == sorted(past.at for past in found)
    assert all(past.at < NOW for past in found)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Где&nbsp;<b>свет</b>?</p>", "Где свет ?"),
        ("[club123|Администрация], почините дорогу", "почините дорогу"),
        ("'Холодно в подъезде https://vk.com/wall-1_2 спасите", "Холодно в подъезде спасите"),
        ("Звоните 8 921 123-45-67, кв. 15", f"Звоните {HIDDEN}, кв. {HIDDEN}"),
        ("Моя мама Иванова Мария Петровна без воды", f"Моя мама {HIDDEN} без воды"),
        ("Нет тепла. С уважением, Пётр Сидоров", "Нет тепла."),
        ("Температура <18 градусов, а норма >20", "Температура <18 градусов, а норма >20"),
        ("Ждём автобус на улице Победы, дом 14", "Ждём автобус на улице Победы, дом 14"),
    ],
)
def test_a_text_is_stripped_of_marks_and_of_what_is_private(written: str, kept: str) -> None:
    assert plain(written) == kept


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Номер", "Тема"], ["1", "ЖКХ"]], "нет столбца с текстом вопроса.*«Номер», «Тема»"),
        ([["Текст инцидента", "Номер"], ["Где вода?", "1"]], "нет столбца с темой.*«Текст инцидента»"),
        ([], "нет столбца с текстом.*пусто"),
    ],
)
def test_columns_that_are_missing_are_named(tmp_path: Path, rows: list[list[str]], said: str) -> None:
    with pytest.raises(TableError, match=said):
        read(a_csv(tmp_path, rows), ZONE, NOW)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("нет.csv", None, "Файл не открыть"),
        ("нет.xlsx", None, "Файл не открыть"),
        ("битый.xlsx", b"PK\x03\x04 nonsense", "не прочитать как таблицу"),
        ("картинка.csv", b"\x89PNG\r\n\x00\x00", "не похож на .csv"),
    ],
)
def test_a_file_that_is_no_table_is_told_in_words(tmp_path: Path, name: str, data: bytes | None, said: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    with pytest.raises(TableError, match=said):
        read(tmp_path / name, ZONE, NOW)


@pytest.mark.parametrize(
    ("executor", "department", "municipality", "who"),
    [
        ("Ильин Сергей Петрович", "", "", ILYIN),
        ("ильин с.п.", "", "", ILYIN),
        ("С. Ильин", "Отдел транспорта", "", ILYIN),
        ("Ильин", "", "", None),
        ("Ильина Светлана", "", "", None),
        ("Сидорова Анна Ивановна", "", "", None),
        ("", "Отдел ЖКХ", "", None),
        ("", "Отдел ЖКХ", "Приозёрный округ", ILYIN),
        ("Отдел дорог и транспорта", "", "", PETROVA),
        ("Сидорова А.И.", "Отдел дорог и транспорта", "", PETROVA),
        ("Громов Павел", "", "Приозёрный округ", None),
        ("Громов Павел", "", "Лесной округ", GROMOV),
        ("", "", "Приозёрный округ", None),
    ],
)
def test_who_answered_is_one_of_those_who_answer_now(
    executor: str, department: str, municipality: str, who: int | None
) -> None:
    region = a_region(
        a_person(ILYIN, Role.OFFICIAL, name="Сергей Ильин", post="ЖКХ"),
        a_person(PETROVA, Role.OFFICIAL, name="Ольга Петрова", post="транспорт и дороги"),
        a_person(GROMOV, Role.OFFICIAL, name="Павел Громов", post="ЖКХ", municipality="lesnoy"),
        a_person(SOKOLOVA, Role.MODERATOR, name="Анна Сидорова", post="модератор"),
    )
    assert Answerers(region).of(executor, department, municipality) == who
