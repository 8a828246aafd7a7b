"""`otklik backup`, `restore`, `migrate-to`, `purge`: what the administrator reads, and the exit codes."""

import argparse
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot.app import App
from bot.clock import Clock
from bot.keeping import COUNTED, REFUSALS, add_commands, told
from domain.place import Place, PlaceKind
from domain.question import Question, Status
from domain.retention import anonymised
from storage.engine import Database
from storage.purging import Purged
from storage.refusals import Why

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PASSWORD = "pa55word"


class Frozen:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


Otklik = Callable[..., Any]


@pytest.fixture
def otklik(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Otklik:
    """The command line in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///var/otklik.db")
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())

    async def run(*words: str, at: datetime = NOW) -> int:
        arguments = parser.parse_args(words)
        clock: Clock = Frozen(at)  # type: ignore[assignment]
        return int(await arguments.run(arguments, clock=clock))

    return run


async def a_closed_question() -> None:
    database = Database.open("sqlite:///var/otklik.db")
    await database.migrate()
    place = Place(PlaceKind.CHAT, 1, 2000000001, 7)
    async with database.begin(NOW) as uow:
        number = await uow.questions.next_number()
        closed = Question(number, place, 501, "Где вода?", NOW, "priozerny", Status.CLOSED, closed_at=NOW)
        await uow.questions.add(closed)
    await database.close()


async def test_a_copy_and_the_way_back(otklik: Otklik, capsys: pytest.CaptureFixture[str]) -> None:
    await a_closed_question()
    assert await otklik("backup", "copy.db") == 0
    assert capsys.readouterr().out.startswith("Копия записана и проверена: copy.db, вопросов: 1, 0,")
    assert await otklik("backup", "copy.db") == 1
    assert capsys.readouterr().err == "Файл уже есть: copy.db. Назовите другой или добавьте --force.\n"
    assert await otklik("backup", "copy.db", "--force") == 0
    capsys.readouterr()
    assert await otklik("restore", "copy.db") == 1
    assert "В базе уже есть вопросы (1)" in capsys.readouterr().err
    assert await otklik("restore", "copy.db", "--force") == 0
    assert capsys.readouterr().out == (
        "Данные возвращены из copy.db, вопросов: 1.\n"
        "Прежние данные лежат в var/otklik.db.before-restore-20261124-093000\n"
    )


async def test_moving_prints_what_moved(otklik: Otklik, capsys: pytest.CaptureFixture[str]) -> None:
    await a_closed_question()
    assert await otklik("migrate-to", "sqlite:///var/new.db") == 0
    lines = capsys.readouterr().out.splitlines()
    assert "questions 1" in [" ".join(line.split()) for line in lines]
    assert lines[-1].startswith("Перенесено и пересчитано.")
    assert await otklik("migrate-to", "sqlite:///var/new.db") == 1
    assert "Новая база не пуста" in capsys.readouterr().err


async def test_purge_says_what_went(otklik: Otklik, capsys: pytest.CaptureFixture[str]) -> None:
    await a_closed_question()
    assert await otklik("purge") == 0
    assert capsys.readouterr().out == "Стирать нечего: ничего не хранится дольше срока.\n"
    assert await otklik("purge", at=NOW + timedelta(days=366)) == 0
    assert capsys.readouterr().out == "вопросов обезличено: 1\n"


async def test_a_running_bot_purges_once_a_day(otklik: Otklik, caplog: pytest.LogCaptureFixture) -> None:
    await a_closed_question()
    database = Database.open("sqlite:///var/otklik.db")
    caplog.set_level("INFO", "otklik")
    for hours in (0, 1, 24):
        clock = Frozen(NOW + timedelta(days=366, hours=hours))
        await App.housekeeping(SimpleNamespace(clock=clock, database=database))  # type: ignore[arg-type]
    await database.close()
    assert [record.__dict__["questions"] for record in caplog.records] == [1, 0]


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"postgresql://otklik:{PASSWORD}@127.0.0.1:1/otklik", "Не вышло"),
        (f"mysql://otklik:{PASSWORD}@127.0.0.1/otklik", "адрес новой базы не понят"),
        (PASSWORD, "не понят"),
    ],
)
async def test_a_password_is_never_repeated(
    otklik: Otklik, capsys: pytest.CaptureFixture[str], address: str, words: str
) -> None:
    await a_closed_question()
    assert await otklik("migrate-to", address) == 1
    said = capsys.readouterr()
    assert PASSWORD not in said.out + said.err
    assert words in said.err


async def test_before_the_first_start_there_is_nothing_to_copy(
    otklik: Otklik, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await otklik("backup", "copy.db") == 1
    assert capsys.readouterr().err.startswith("Базы ещё нет: var/otklik.db.")
    assert await otklik("backup", "no/such/folder/copy.db") == 1


async def test_a_folder_that_is_not_there_is_named_plainly(otklik: Otklik, capsys: pytest.CaptureFixture[str]) -> None:
    await a_closed_question()
    assert await otklik("backup", "no/such/folder/copy.db") == 1
    assert capsys.readouterr().err.startswith("Не вышло:")


def test_an_anonymised_question_links_nowhere() -> None:
    place = Place(PlaceKind.WALL, 1, -1, 55, post=9)
    question = Question(7, place, 501, "Где вода?", NOW, "priozerny", Status.CLOSED, closed_at=NOW)
    assert place.link == "https://vk.com/wall-1_9?reply=55"
    assert anonymised(question, NOW).place.link == ""


def test_every_refusal_and_every_figure_has_words() -> None:
    assert set(REFUSALS) == set(Why)
    assert set(COUNTED) == set(Purged.__dataclass_fields__)
    assert told(Purged(questions=2, names=1)) == "вопросов обезличено: 2\nимён удалено: 1"
