"""`otklik` as an administrator meets it: a process, its words, its exit code; never a traceback, never a token."""

import asyncio
import csv
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import openpyxl
import pytest

from sandbox.conversations import REACTIONS
from sandbox.server import Running, serve
from sandbox.stage import Stage
from tests.ports import free_port
from tests.routing.school import history

TOPICS_AT_HOME = {
    "roads": "Дороги",
    "lighting": "Освещение",
    "water": "ЖКХ",
    "transport": "Общественный транспорт",
    "beavers": "Благоустройство",
}
FINER_AT_HOME = {
    "roads": ("Содержание дорог", "Петрова Ольга Ивановна"),
    "lighting": ("Уличный свет", "Ильин С.П."),
    "water": ("Тепло и вода в доме", "Ильин С.П."),
    "transport": ("Работа автобусов", "Петрова О.И."),
    "beavers": ("Бобры и дамбы", "Бывшев Олег"),
}
ROOT = Path(__file__).parents[2]
REGION = ROOT / "examples" / "priozerny.toml"
GROUP, CHAT = 242065128, 2_000_000_002
MARINA = 201
TOKEN = "sandbox-242065128"
PATIENCE = 40.0
"""Seconds a busy machine may need to start a process."""


@dataclass
class Ended:
    code: int
    out: str
    err: str

    @property
    def words(self) -> str:
        return self.out + self.err


@dataclass
class Machine:
    """A folder with its settings, and the processes started in it."""

    folder: Path
    settings: dict[str, str]
    running: list[asyncio.subprocess.Process] = field(default_factory=list)

    async def start(self, *arguments: str) -> asyncio.subprocess.Process:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *arguments,
            cwd=self.folder,
            env={**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", **self.settings},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        self.running.append(process)
        return process

    async def run(self, *arguments: str) -> Ended:
        return await self.end_of(await self.start(*arguments))

    async def end_of(self, process: asyncio.subprocess.Process) -> Ended:
        out, err = await asyncio.wait_for(process.communicate(), PATIENCE)
        ended = Ended(process.returncode or 0, out.decode(), err.decode())
        assert "Traceback" not in ended.words, ended.words
        for name in ("VK_TOKENS", "VK_USER_TOKEN"):
            secret = self.settings.get(name)
            assert not secret or secret not in ended.words, "a token is never shown"
        return ended

    async def stopped(self, process: asyncio.subprocess.Process, how: signal.Signals = signal.SIGTERM) -> Ended:
        """Asked to stop; it has ten seconds."""
        process.send_signal(how)
        begun = asyncio.get_running_loop().time()
        ended = await self.end_of(process)
        assert asyncio.get_running_loop().time() - begun < 10
        return ended


@pytest.fixture
async def town() -> AsyncIterator[Running]:
    """VK's stand-in in the real now."""
    running = await serve(Stage.read().open())
    running.world.rate_limit = False
    yield running
    await running.close()


@asynccontextmanager
async def a_machine(folder: Path, **settings: str) -> AsyncIterator[Machine]:
    machine = Machine(folder, settings)
    try:
        yield machine
    finally:
        for process in machine.running:
            if process.returncode is None:
                process.kill()
                await process.communicate()


@pytest.fixture
async def machine(tmp_path: Path, town: Running) -> AsyncIterator[Machine]:
    """A municipality's server with everything in place."""
    always = REGION.read_text(encoding="utf-8").replace('kind = "working"', 'kind = "always"', 1)
    lines = [line for line in always.splitlines() if not line.startswith(("hours =", "holidays =", "quiet ="))]
    (tmp_path / "region.toml").write_text("\n".join(lines), encoding="utf-8")
    async with a_machine(
        tmp_path,
        VK_TOKENS=TOKEN,
        VK_API_URL=f"{town.url}/method/",
        VK_LONGPOLL_WAIT="5",
        WEB_PORT=str(free_port()),
    ) as here:
        yield here


async def until_true(check: object, what: str) -> None:
    end = asyncio.get_running_loop().time() + PATIENCE
    while not check():  # type: ignore[operator]
        assert asyncio.get_running_loop().time() < end, f"never happened: {what}"
        await asyncio.sleep(0.1)


def mark(town: Running, cmid: int) -> str:
    message = next(m for m in town.world.messages(GROUP, CHAT) if m.cmid == cmid)
    return REACTIONS.get(message.reactions.get(-GROUP, 0), "")


# --- otklik run


async def test_it_starts_hears_and_stops(machine: Machine, town: Running) -> None:
    process = await machine.start("run")
    await until_listening(machine, process)
    asked = town.world.say(GROUP, CHAT, MARINA, "Когда починят дорогу на Мира?")
    await until_true(lambda: mark(town, asked) == "❓", "❓ under the question")

    ended = await machine.stopped(process)

    assert ended.code == 0
    assert "Мира" not in ended.words, "logs hold no person's words"


async def until_listening(machine: Machine, process: asyncio.subprocess.Process) -> None:
    """The console says that all is well."""
    async with aiohttp.ClientSession() as session:
        end = asyncio.get_running_loop().time() + PATIENCE
        while True:
            assert process.returncode is None, await machine.end_of(process)
            assert asyncio.get_running_loop().time() < end, "the bot does not come alive"
            try:
                address = f"http://127.0.0.1:{machine.settings['WEB_PORT']}/healthz"
                async with session.get(address) as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.1)


async def test_stopped_while_vk_is_silent(machine: Machine, town: Running) -> None:
    process = await machine.start("run")
    await until_listening(machine, process)
    town.world.faults.network_down = True
    await asyncio.sleep(1)
    assert (await machine.stopped(process, signal.SIGINT)).code == 0


async def test_vk_does_not_answer_at_the_start(machine: Machine, town: Running) -> None:
    town.world.faults.network_down = True
    ended = await machine.run("run")
    assert ended.code == 1
    assert ended.err.splitlines()[-1].startswith("ВКонтакте не отвечает")


# --- what is wrong is said


async def test_a_wrong_setting_is_named(machine: Machine) -> None:
    (machine.folder / ".env").write_text("VK_LONGPOLL_WAIT=долго\n", encoding="utf-8")
    del machine.settings["VK_LONGPOLL_WAIT"]
    ended = await machine.run("run")
    assert ended.code == 1
    assert "VK_LONGPOLL_WAIT: ожидается: целое число секунд от 1 до 90" in ended.err


async def test_a_faulty_region_file_is_refused_with_its_line(machine: Machine) -> None:
    region = machine.folder / "region.toml"
    text = region.read_text(encoding="utf-8").replace('first_answer = "9h"', 'first_answer = "девять"')
    region.write_text(text, encoding="utf-8")
    number = next(n for n, line in enumerate(text.splitlines(), 1) if "девять" in line)
    for command in (("run",), ("region", "region.toml")):
        ended = await machine.run(*command)
        assert ended.code == 1
        assert f"строка {number}" in ended.err
        assert "first_answer" in ended.err


async def test_without_a_region_it_says_where_to_take_one(machine: Machine) -> None:
    (machine.folder / "region.toml").unlink()
    ended = await machine.run("run")
    assert ended.code == 1
    assert "REGION_FILE: нет файла региона: region.toml. Возьмите за образец examples/novgorod.toml" in ended.err
    ended = await machine.run("region", "nowhere.toml")
    assert ended.code == 1
    assert "nowhere.toml" in ended.err


async def test_a_wrong_token(machine: Machine) -> None:
    machine.settings["VK_TOKENS"] = "vk1.a.somebodyelses"
    ended = await machine.run("run")
    assert ended.code == 1
    assert "ключ не подходит" in ended.err
    assert "VK_TOKENS" in ended.err


async def test_no_tokens_at_all(machine: Machine) -> None:
    machine.settings["VK_TOKENS"] = ""
    ended = await machine.run("run")
    assert ended.code == 1
    assert "впишите VK_TOKENS в .env или запустите песочницу" in ended.err


@pytest.mark.parametrize("command", [("run",), ("export", "x.xlsx")])
async def test_a_database_that_cannot_be_written(machine: Machine, command: tuple[str, ...]) -> None:
    (machine.folder / "occupied").write_text("a file where the folder should be", encoding="utf-8")
    machine.settings["DATABASE_URL"] = f"sqlite+aiosqlite:///{machine.folder}/occupied/otklik.db"
    ended = await machine.run(*command)
    assert ended.code == 1
    assert "occupied" in ended.err
    assert "Базу данных" in ended.err


async def test_a_folder_in_the_place_of_the_database(machine: Machine) -> None:
    (machine.folder / "otklik.db").mkdir()
    machine.settings["DATABASE_URL"] = f"sqlite+aiosqlite:///{machine.folder}/otklik.db"
    ended = await machine.run("run")
    assert ended.code == 1
    assert "Базу данных" in ended.err


async def test_without_a_command_it_shows_them() -> None:
    async with a_machine(ROOT) as machine:
        ended = await machine.run()
        assert ended.code == 2
        assert "usage: otklik" in ended.err


# --- otklik region


async def test_the_region_file_tells_what_changed_and_then_nothing(machine: Machine) -> None:
    first = await machine.run("region", "region.toml")
    assert first.code == 0
    assert first.out.strip()
    again = await machine.run("region", "region.toml")
    assert again.out.strip() == "Ничего не изменилось."

    region = machine.folder / "region.toml"
    region.write_text(region.read_text(encoding="utf-8").replace("Сергей Ильин", "Семён Ильин"), encoding="utf-8")
    changed = await machine.run("region", "region.toml")
    assert changed.code == 0
    assert "Семён Ильин" in changed.out
    assert "Ольга Петрова" not in changed.out


# --- otklik export


async def test_lists_as_files(machine: Machine, town: Running) -> None:
    process = await machine.start("run")
    await until_listening(machine, process)
    asked = town.world.say(GROUP, CHAT, MARINA, "Когда починят дорогу на Мира? Мой телефон 8 921 555-12-34")
    await until_true(lambda: mark(town, asked) == "❓", "❓")
    assert (await machine.stopped(process)).code == 0

    masked = await machine.run("export", "x.xlsx")
    assert masked.code == 0
    assert masked.out.strip() == "Записано вопросов: 1 → x.xlsx"
    rows = list(openpyxl.load_workbook(machine.folder / "x.xlsx").active.iter_rows(values_only=True))
    assert [rows[0][0], rows[1][0]] == ["Номер вопроса", "№1"]
    assert "555-12-34" not in str(rows)
    assert "Котова" not in str(rows)

    full = await machine.run("export", "x.csv", "--full", "--from", "2020-01-01", "--to", "2120-01-01")
    assert full.code == 0
    with (machine.folder / "x.csv").open(encoding="utf-8-sig", newline="") as file:
        [heading, row] = csv.reader(file, delimiter=";")
    line = dict(zip(heading, row, strict=True))
    assert line["Автор"] == "Марина Котова"
    assert "555-12-34" in line["Текст инцидента"]

    past = await machine.run("export", "y.csv", "--to", "2020-01-01")
    assert past.out.strip() == "Записано вопросов: 0 → y.csv"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("export", "x.xlsx", "--from", "вчера"), "ожидается дата ГГГГ-ММ-ДД, написано: вчера"),
        (("export", "x.pdf"), "имя файла кончается на .xlsx или .csv, написано: x.pdf"),
    ],
)
async def test_an_export_that_cannot_be(tmp_path: Path, command: tuple[str, ...], said: str) -> None:
    async with a_machine(tmp_path) as machine:
        ended = await machine.run(*command)
    assert ended.code == 2
    assert said in ended.err


async def test_an_export_into_no_folder(machine: Machine) -> None:
    await machine.run("region", "region.toml")
    ended = await machine.run("export", "nowhere/x.xlsx")
    assert ended.code == 1
    assert ended.err.strip() == "Файл не записать: nowhere/x.xlsx. Проверьте папку и права."


async def test_an_export_of_nothing(machine: Machine) -> None:
    ended = await machine.run("export", "x.xlsx")
    assert ended.code == 1
    assert "База пуста: сначала загрузите регион: otklik region ФАЙЛ" in ended.err


# --- otklik sandbox


async def test_the_sandbox_serves_its_page_and_answers(tmp_path: Path) -> None:
    async with a_machine(tmp_path, WEB_PORT=str(free_port())) as machine:
        process = await machine.start("sandbox")
        assert process.stdout is not None
        address = ""
        while "http" not in address:
            address = (await asyncio.wait_for(process.stdout.readline(), PATIENCE)).decode()
        url = address.split()[-1]
        async with aiohttp.ClientSession() as session:
            async with session.get(url) as page:
                assert page.status == 200
                assert "<html" in await page.text()
            act = {"act": "say", "group_id": GROUP, "peer_id": CHAT, "user_id": MARINA, "text": "Когда починят дорогу?"}
            async with session.post(f"{url}/sandbox/act", json=act) as answer:
                cmid = (await answer.json())["cmid"]
            for _ in range(100):
                async with session.get(f"{url}/sandbox/state") as state:
                    chats = (await state.json())["chats"]
                chat = next(one for one in chats if one["peer_id"] == CHAT)
                message = next(one for one in chat["messages"] if one["cmid"] == cmid)
                if message["reactions"]:
                    break
                await asyncio.sleep(0.2)
            assert "❓" in str(message["reactions"])
        assert (await machine.stopped(process)).code == 0


async def test_a_history_teaches_and_a_faulty_one_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "region.toml").write_bytes(REGION.read_bytes())
    with (tmp_path / "history.csv").open("w", encoding="cp1251", newline="") as file:
        rows = [
            (one.text, TOPICS_AT_HOME[one.labels["topic"]], *FINER_AT_HOME[one.labels["topic"]]) for one in history(160)
        ]
        head = ("Текст инцидента", "Группа тем", "Тема", "Исполнитель")
        csv.writer(file, delimiter=";").writerows([head, *rows, ("Афиша на субботу", "Космос", "Полёты", "")])
    (tmp_path / "faulty.csv").write_text("Номер;Автор\n1;Иван\n", encoding="utf-8")
    async with a_machine(tmp_path) as machine:
        assert "сначала загрузите регион" in (await machine.run("history", "history.csv")).words
        await machine.run("region", "region.toml")
        faulty = await machine.run("history", "faulty.csv")
        taught = await machine.run("history", "history.csv")

    assert (faulty.code, faulty.out) == (1, "")
    assert "нет столбца с текстом вопроса" in faulty.err
    assert taught.code == 0
    assert "Читаю: 161 из 161" in taught.err
    assert "«Космос» — 1" in taught.out
    assert re.search(r"тема верна: \d+ %, верная среди трёх: \d+ %", taught.out)
    assert re.search(r"назовёт тему сама: \d+ % вопросов, из них верно \d+ %", taught.out)
    assert "С исполнителем из вашего списка людей: 133." in taught.out
    assert "Исполнитель не из списка, его не подскажу: 26 («Бывшев Олег» — 26)." in taught.out
    assert re.search(r"подтему назовёт сама: \d+ % вопросов, из них верно \d+ %", taught.out)
    assert re.search(r"кому передать: нужный среди трёх первых — \d+ %", taught.out)
    assert "Модель №1 работает" in taught.out
    assert len(list((tmp_path / "var" / "models").glob("model-*.npz"))) == 1
