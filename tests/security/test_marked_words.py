"""Marked words go through every path, and nobody who only looks after the server ever reads one of them.

Logs at every level and in both forms, /metrics, /healthz, what commands print, and the names of files are searched.
"""

import os
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import orjson
import pytest

from bot import carrier
from bot.commands import main
from bot.doctor import Doctor
from bot.keeping import back_up_data, purge_data, run
from bot.vk.errors import VkError
from domain.use_cases.intake.reception import Reception
from domain.use_cases.staff.control import Control
from storage.inbox import RawEvent
from tests.security.ears import Ears, listening
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    REGION,
    SOKOLOVA,
    VIKTOR,
    World,
    a_town,
    labels,
)

FIRST, LAST = "Метислава", "Клеймёнова"
PHONE = "8 911 777-66-55"
WORD, RARE, ANSWER, NOTE = "словомаркер", "ѣѳмѣтка", "ответомаркер", "заметкомаркер"
MARKS = (FIRST, LAST, "777-66-55", "7776655", WORD, RARE, ANSWER, NOTE)
SAID = f"{WORD} {RARE}: когда починят фонарь на Победы, 14? Звоните {PHONE}, {FIRST}"


@pytest.fixture
def ears() -> Ears:
    return listening()


@pytest.fixture
async def world(tmp_path: Path, ears: Ears) -> AsyncIterator[World]:
    def known(town: World) -> None:
        for person in (MARINA, VIKTOR):
            town.vk.add_user(person, FIRST, LAST, sex=1)

    async with a_town(tmp_path, prepare=known) as town:
        yield town
        assert town.app is None or heard(ears) == []


def heard(ears: Ears, *more: str) -> list[str]:
    """The marks that an operator could read, in any writing of JSON too."""
    everything = "\n".join((ears.said(), *more))
    everything += everything.encode().decode("unicode_escape", errors="ignore")
    return [mark for mark in MARKS if mark.casefold() in everything.casefold()]


async def test_the_marks_are_found_where_they_are(ears: Ears) -> None:
    """The search would find them, were they there."""
    import logging

    logging.getLogger("otklik").warning("%s", WORD)
    logging.getLogger("otklik").warning("a fact", extra={"name_of": LAST})
    assert heard(ears) == [LAST, WORD]


# --- what people do


async def test_questions_everywhere(world: World, ears: Ears) -> None:
    cmid = await world.says(MARINA, SAID)
    await world.says(LENA, f"и у нас {WORD}", to=cmid)
    await world.reacts(LENA, cmid)
    await world.says(MARINA, f"дорога {WORD} ужас")  # perhaps a question
    comment = await world.comments(MARINA, SAID)
    world.vk.edit_comment(-GROUP, MARINA, comment, f"{SAID} {NOTE}", post_id=1)
    await world.comments(MARINA, f"Пахнет газом! {SAID}", video=True)
    own = await world.writes(VIKTOR, SAID)
    world.vk.edit(GROUP, VIKTOR, VIKTOR, own, f"{SAID} {NOTE}")
    await world.pass_time(timedelta(seconds=61))
    world.vk.delete_comment(-GROUP, MARINA, comment, post_id=1)
    await world.until("2026-11-26 12:00")  # reminders, escalations, mornings
    await ears.look_at(world)

    assert heard(ears) == []


async def test_answers_every_way(world: World, ears: Ears) -> None:
    cmid = await world.says(MARINA, SAID)
    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, f"{ANSWER}: заменим в четверг, звоните {PHONE}")
    await world.writes(ILYIN, f"исправить 1 {ANSWER} в пятницу")
    await world.writes(ILYIN, f"заметка 1 {NOTE}")
    await world.writes(ILYIN, "отменить 1")
    await world.writes(ILYIN, f"уточнить 1 {ANSWER} какой дом?")
    await world.says(MARINA, f"{WORD} дом 14", to=cmid)
    await world.writes(ILYIN, "передать 1 Петрова")
    await world.says(KUZMIN, f"{ANSWER} сделали", to=cmid)
    await world.writes(LEBEDEVA, "история 1")
    await world.writes(LEBEDEVA, "выгрузка полная")
    await world.until("2026-11-25 12:00")
    await world.presses(MARINA, "Нет", peer=CHAT) if _asked(world) else None
    await ears.look_at(world)

    assert heard(ears) == []


async def test_commands_that_make_no_sense(world: World, ears: Ears) -> None:
    for person in (VIKTOR, ILYIN, SOKOLOVA, LEBEDEVA):
        for words in (
            f"человек {LAST}", f"назначить {LAST} {WORD}", f"ждут {WORD}", f"передать 1 {LAST}", f"ответ 404 {WORD}",
            f"!{WORD}", f"отпуск до {WORD}", f"дата 1 {WORD}", f"стоп человек {LAST}", f"тема 1 {WORD}",
            f"инцидент 1 {WORD}",
        ):  # fmt: skip
            await world.writes(person, words)
    await ears.look_at(world)

    assert heard(ears) == []


def _asked(world: World) -> bool:
    return any("Нет" in labels(message) for message in world.bot_said(CHAT) if message.keyboard)


# --- what breaks


async def put(world: World, kind: str, body: dict[str, object]) -> None:
    """An event as VK might send it one day."""
    raw = orjson.dumps({"type": kind, "group_id": GROUP, "object": body})
    async with world.bot.database.begin(world.vk.clock.now()) as uow:
        await uow.inbox.accept(
            GROUP, [RawEvent(f"{kind}{len(raw)}", kind, MARINA, None, raw)], None, world.vk.clock.now()
        )
    await world.settle()


async def until_given_up(world: World) -> None:
    """Three retries, then the quarantine and its alarm."""
    for _ in range(5):
        world.vk.clock.advance(timedelta(minutes=11))
        await world.settle()
    await world.tick()


async def test_events_that_cannot_be_read(world: World, ears: Ears) -> None:
    await put(world, "message_new", {"message": {"text": WORD, "peer_id": PHONE, "from_id": LAST}})
    await put(world, "message_event", {"user_id": WORD, "payload": {RARE: WORD}})
    await put(world, "wall_reply_new", {"text": [WORD], "from_id": {LAST: 1}})
    await put(world, "something_new", {WORD: LAST})
    for body in (
        f'{{"ts": 99, "updates": [{{"{WORD}": ',
        f'["{WORD}"]',
        f'{{"ts": 99, "updates": ["{WORD}", {{"type": "message_new", "object": "{LAST}"}}]}}',
    ):
        world.vk.faults.longpoll_bytes(body.encode())
        with suppress(VkError):  # the poll's own task waits and asks again
            await world.settle()
    await until_given_up(world)
    await ears.look_at(world)

    assert "quarantin" in ears.pages
    assert heard(ears) == []


async def test_a_fault_of_ours_that_quotes_people(world: World, ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception whose own words, notes and cause hold what was said."""

    async def fails(*_: object, **__: object) -> None:
        error = ValueError(SAID, {"text": WORD})
        error.add_note(LAST)
        error.__context__ = KeyError(SAID)
        raise error from ExceptionGroup(RARE, [RuntimeError(LAST), TypeError(PHONE)])

    monkeypatch.setattr(Reception, "in_public", fails)
    monkeypatch.setattr(Control, "queue", fails)
    await world.says(MARINA, SAID)
    await world.writes(ILYIN, "очередь")
    await until_given_up(world)
    await ears.look_at(world)

    assert "ValueError" in ears.said()
    assert heard(ears) == []


async def test_words_that_cannot_be_rendered(world: World, ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ValueError(f"{LAST}: {SAID}")

    monkeypatch.setattr(carrier.Catalogue, "render", fails)
    await world.says(MARINA, SAID)
    await until_given_up(world)
    await ears.look_at(world)

    assert heard(ears) == []


@pytest.mark.parametrize("code", [1, 6, 9, 10, 14, 15, 100, 901, 914, 917, 925, 4242])
async def test_vk_quotes_what_it_refuses(world: World, ears: Ears, code: int) -> None:
    """VK's errors repeat the request: `request_params` and often `error_msg` hold the words."""
    error = {
        "error_code": code,
        "error_msg": f"message {SAID} is bad",
        "request_params": [{"key": "message", "value": SAID}],
    }
    for method in ("messages.send", "messages.sendReaction", "users.get"):
        world.vk.faults.garble(method, orjson.dumps({"error": error}), times=3, after_work=False)
    await world.says(MARINA, SAID)
    for _ in range(4):
        world.vk.clock.advance(timedelta(minutes=31))
        await world.settle()
    await ears.look_at(world)

    assert heard(ears) == []


@pytest.mark.parametrize(
    "body", [f"<html>{SAID}</html>", f'{{"response": {WORD}', f'["{WORD}"]', f'{{"{WORD}": 1}}', ""]
)
async def test_vk_answers_nonsense(world: World, ears: Ears, body: str) -> None:
    world.vk.faults.garble("messages.send", body.encode(), times=2, after_work=False)
    await world.says(MARINA, SAID)
    world.vk.clock.advance(timedelta(minutes=2))
    await world.settle()

    assert heard(ears) == []


async def test_an_export_that_fails(world: World, ears: Ears, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> None:
        raise OSError(28, f"No space left for {LAST}", f"{WORD}.xlsx")

    await world.says(MARINA, SAID)
    monkeypatch.setattr("bot.export.write_xlsx", fails)
    await world.writes(LEBEDEVA, "выгрузка полная")
    await until_given_up(world)
    await ears.look_at(world)

    assert heard(ears) == []


async def test_a_database_that_refuses(world: World, ears: Ears) -> None:
    """SQLAlchemy's errors hold the statement and its values."""
    async with world.bot.database.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE history")
    await world.says(MARINA, SAID)
    await until_given_up(world)

    assert "Error" in ears.said()
    assert heard(ears) == []


# --- what commands say


async def test_commands_of_the_server(world: World, ears: Ears, tmp_path: Path, capsys, monkeypatch) -> None:
    await world.says(MARINA, SAID)
    await world.writes_and_waits(VIKTOR, SAID)
    await world.writes(ILYIN, f"ответ 1 {ANSWER}")
    findings = [str(one) async for one in Doctor(world.settings, world.vk.clock, fix=False, wait=0).examine()]
    monkeypatch.setenv("DATABASE_URL", world.settings.database_url)
    monkeypatch.chdir(tmp_path)
    copy = Namespace(file=tmp_path / "copy.db", force=False)
    assert await run(back_up_data, copy, world.vk.clock) == 0
    assert await run(back_up_data, copy, world.vk.clock) == 1
    assert await run(purge_data, Namespace(), world.vk.clock) == 0
    files = " ".join(os.listdir(tmp_path))
    printed = capsys.readouterr()

    assert "Копия записана" in printed.out
    assert heard(ears, *findings, files, printed.out, printed.err) == []


async def test_a_region_file_that_names_people_warns_without_their_names(ears: Ears, tmp_path: Path) -> None:
    """Warnings of the file are shown by the command; the log of a start only counts them."""
    file = tmp_path / "region.toml"
    text = REGION.read_text("utf-8").replace("Дарья Соколова", f"{FIRST} {LAST}")
    file.write_text(text.replace("substitute = 103", "substitute = 106", 1), "utf-8")

    async with a_town(tmp_path, region=file) as world:
        await world.settle()

    assert "not all as meant" in ears.said()
    assert heard(ears) == []


def test_a_faulty_region_file_stops_the_start_without_a_traceback(
    ears: Ears, tmp_path: Path, capsys, monkeypatch
) -> None:
    file = tmp_path / "region.toml"
    file.write_text(
        REGION.read_text("utf-8").replace('municipality = "lesnoy"', f'municipality = "{WORD}"', 1), "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/otklik.db")
    monkeypatch.setattr("sys.argv", ["otklik", "region", str(file)])
    with pytest.raises(SystemExit) as stopped:
        main()

    assert WORD in str(stopped.value), "the administrator is shown the faulty value"
    assert "Traceback" not in capsys.readouterr().err
    assert heard(ears) == []
