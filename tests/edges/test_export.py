"""Lists as documents: nothing in them runs, and nobody's name or telephone is in them unless asked for in full."""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from bot.export import COLUMNS, STEPS, document, harmless, table, to_file, write_xlsx
from bot.texts.setting import Setting
from bot.workbook import CELL
from domain.answer import Answer, AnswerKind
from domain.names import Name
from domain.notices import Export
from domain.place import Place, PlaceKind
from domain.question import Question, Status
from storage.engine import Database
from storage.reports import ExportRow
from tests.build import CALM, COMMUNITY, ILYIN, MARINA, a_question, a_region, a_waiting_question, at, in_private

SETTING = Setting(at("чт 12:00"), a_region())
NAMES = {MARINA: Name("Марина", "Королёва", 1)}
PHONE = "8 921 123-45-67"


def an_answer(text: str = "Заменим в четверг") -> Answer:
    return Answer("a1", 214, AnswerKind.FINAL, text, ILYIN, at("ср 11:05"), in_private(ILYIN))


def a_row(question: Question | None = None, answer: Answer | None = None, votes: int = 0) -> ExportRow:
    return ExportRow(question or a_waiting_question(), answer, votes)


def line(row: ExportRow, *, full: bool = False, names: Mapping[int, Name] = NAMES) -> dict[str, str]:
    """One question's cells by their headings."""
    heading, cells = table([row], SETTING, names, full=full)
    return dict(zip(heading, cells, strict=True))


def read_back(lines: Iterable[tuple[str, ...]]) -> list[list[Any]]:
    """The cells of the document as a spreadsheet has them."""
    output = io.BytesIO()
    write_xlsx(output, iter(lines))
    return [list(row) for row in load_workbook(output)["Вопросы"].iter_rows()]


class Shelf:
    """A database with these questions and names in it."""

    def __init__(self, *rows: ExportRow) -> None:
        self.rows = rows
        self.asked: list[tuple[Any, Any, str]] = []
        self.named: list[set[int]] = []
        self.reports = self.names = self

    @asynccontextmanager
    async def reading(self) -> AsyncIterator["Shelf"]:
        yield self

    async def export_rows(self, since: Any, until: Any, municipality: str) -> AsyncIterator[ExportRow]:
        self.asked.append((since, until, municipality))
        for row in self.rows:
            yield row

    async def known(self, people: set[int]) -> Mapping[int, Name]:
        self.named.append(people)
        return NAMES


def wanted(*, full: bool = False) -> Export:
    return Export("priozerny", at("пн 0:00"), at("вс 0:00"), full, 0)


# --- what a line says


def test_a_question_on_its_line() -> None:
    cells = line(
        a_row(a_waiting_question(reopenings=1, incident_number="77-1", theme="Нет освещения"), an_answer(), votes=34)
    )
    told = {name: cells[name] for name in cells if cells[name]}
    assert told == {
        "Номер вопроса": "№214",
        "Номер инцидента": "77-1",
        "Текущий шаг инцидента": "у ответственного",
        "Дата создания": "24.11.2026 19:42",
        "Срок": "26.11.2026 09:30",
        "Просрочен": "да",
        "Исполнитель": "Сергей Ильин",
        "Группа тем": "Освещение",
        "Тема": "Нет освещения",
        "Регион": "Приозёрье",
        "Муниципалитет": "Приозёрный округ",
        "Улица": "Победы, 14",
        "Текст инцидента": "а что с фонарём на победы 14? третий день темно",
        "1ый ответ ПИ": "Заменим в четверг",
        "Голосов": "34",
        "Возвратов": "1",
    }


def test_every_status_has_its_name() -> None:
    assert set(STEPS) == {status.value for status in Status}
    assert len(set(STEPS.values())) == len(STEPS)


def test_a_comment_leads_to_its_place_and_a_chat_nowhere() -> None:
    wall = Place(PlaceKind.WALL, COMMUNITY, -COMMUNITY, 45, 40)
    assert line(a_row(a_question(place=wall)))["Урл поста"] == f"https://vk.com/wall-{COMMUNITY}_40?reply=45"
    assert line(a_row(a_question()))["Урл поста"] == ""


# --- who may read what


def private_question() -> Question:
    return a_question(
        text=f"Позвоните мне {PHONE}, блять, когда свет?",
        address=f"Победы, 14, {PHONE}",
        reason=f"темно, звоните {PHONE}",
    )


def test_without_names_there_is_nothing_of_the_person_in_the_list() -> None:
    cells = line(a_row(private_question(), an_answer(f"Её телефон {PHONE}")))
    said = "|".join(cells.values())
    assert "123-45-67" not in said
    assert "Королёва" not in said
    assert str(MARINA) not in said
    assert "блять" not in said
    assert "когда свет?" in said


def test_in_full_everything_is_as_it_was_said() -> None:
    cells = line(a_row(private_question(), an_answer(f"Её телефон {PHONE}")), full=True)
    assert (cells["Автор"], cells["URL автора"]) == ("Марина Королёва", "https://vk.com/id201")
    for name in ("Текст инцидента", "Улица", "1ый ответ ПИ", "Причина закрытия"):
        assert PHONE in cells[name]


def test_somebody_forgotten_has_no_line_to_their_page_even_in_full() -> None:
    cells = line(a_row(a_waiting_question().withdrawn(at("ср 9:00"))), full=True)
    assert (cells["Автор"], cells["URL автора"], cells["Текст инцидента"]) == ("", "", "")


async def test_names_are_not_even_asked_for_unless_wanted_in_full() -> None:
    shelf = Shelf(a_row())
    await document(cast(Database, shelf), wanted(), SETTING)
    assert shelf.named == []
    await document(cast(Database, shelf), wanted(full=True), SETTING)
    assert shelf.named == [{MARINA}]


async def test_the_document_is_of_the_municipality_and_the_days_wanted() -> None:
    shelf = Shelf(a_row())
    name, body = await document(cast(Database, shelf), wanted(), SETTING)
    assert shelf.asked == [(at("пн 0:00"), at("вс 0:00"), "priozerny")]
    assert name == "voprosy-2026-11-26.xlsx"
    rows = list(load_workbook(io.BytesIO(body)).active.iter_rows(values_only=True))
    assert rows[0] == COLUMNS
    assert [row[0] for row in rows[1:]] == ["№214"]


# --- nothing in it runs

UNSEEN = st.text(
    st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me"]) | st.sampled_from("\u115f\u3164\u2800"),
    max_size=4,
)
FORMULAS = st.builds(
    lambda unseen, sign, rest: unseen + sign + rest,
    UNSEEN,
    st.sampled_from("=+-@＝＋－＠"),
    st.sampled_from(["1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://x","y")', "SUM(A1)", ""]) | st.text(max_size=10),
)
TEXTS = st.one_of(
    FORMULAS,
    st.text(max_size=40),
    st.sampled_from(["http://x", "mailto:a@b", "internal:A1", "#N/A", "1", "1e5", "TRUE"]),
)


@CALM
@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_every_cell_of_a_document_is_text(texts: list[str]) -> None:
    [cells] = read_back([tuple(texts)])
    for cell, text in zip(cells, texts, strict=False):
        if text:
            assert cell.data_type == "s", text
            assert cell.hyperlink is None


@CALM
@given(TEXTS)
def test_whatever_a_resident_writes_is_text_in_the_document(text: str) -> None:
    question = a_question(text=text, address=text, settlement=text, reason=text, pos_number=text)
    rows = read_back(table([a_row(question, an_answer(text))], SETTING, {MARINA: Name(text, text, 0)}, full=True))
    assert {cell.data_type for cell in rows[1] if cell.value is not None} == {"s"}


@CALM
@given(FORMULAS)
def test_a_formula_in_a_csv_begins_with_an_apostrophe(formula: str) -> None:
    assert harmless(formula) == f"'{formula}"


@pytest.mark.parametrize(
    "risky", ["\tкогда?", "\rкогда?", "\nкогда?", "\n=1+1", "\u00ad=1+1", "\u180e=1+1", "\x00=1+1"]
)
def test_what_a_spreadsheet_skips_does_not_hide_a_formula(risky: str) -> None:
    assert harmless(risky) == f"'{risky}"


@pytest.mark.parametrize("plain", ["", "когда?", "№214", "2=2", "а-а", "«=»", "(8162) 77-77-77", "да", "'=1", "   "])
def test_ordinary_words_in_a_csv_stay_as_they_are(plain: str) -> None:
    assert harmless(plain) == plain


@pytest.mark.parametrize("name", ["list.csv", "LIST.CSV"])
async def test_a_csv_has_a_guarded_cell_for_every_cell(tmp_path: Path, name: str) -> None:
    evil = a_question(text='=HYPERLINK("http://x";"жми")\n;"', reason="+7", address="@SUM(A1)", settlement="-1")
    path = tmp_path / name
    count = await to_file(cast(Database, Shelf(a_row(evil))), wanted(full=True), SETTING, path)
    assert count == 1
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")  # or Excel takes it for another alphabet
    heading, cells = list(csv.reader(path.read_text("utf-8-sig").splitlines(keepends=True), delimiter=";"))
    assert tuple(heading) == COLUMNS
    found = dict(zip(heading, cells, strict=True))
    assert found["Текст инцидента"] == '\'=HYPERLINK("http://x";"жми")\n;"'
    assert (found["Улица"], found["Населенный пункт"], found["Причина закрытия"]) == ("'@SUM(A1)", "'-1", "'+7")


async def test_a_document_is_written_to_a_file_too(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    assert await to_file(cast(Database, Shelf(a_row(), a_row())), wanted(), SETTING, path) == 2
    assert load_workbook(path)["Вопросы"].max_row == 3


def test_a_text_longer_than_a_cell_is_cut_and_the_document_opens() -> None:
    [cells] = read_back([("я" * 100_000, "второй")])
    assert (len(cells[0].value), cells[1].value) == (CELL, "второй")


def test_a_silenced_question_is_listed_with_its_incident() -> None:
    assert line(a_row(replace(a_question(), incident_number="77-1")))["Номер инцидента"] == "77-1"
