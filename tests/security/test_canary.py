"""Secrets with a name of their own are given to a bot that then lives through everything; nothing it shows has them.

Each is looked for in logs at every level, the console, what commands print, errors and their text, copies of the
database, the database itself, the names of files and the arguments of processes.
"""

import gc
import os
import traceback
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from pydantic import SecretStr

from bot.commands import _parser, main
from bot.doctor import Doctor
from bot.keeping import back_up_data, run
from bot.settings import Settings, SettingsError
from bot.vk.errors import VkError
from sandbox.communities import Access
from tests.security.ears import Ears, listening
from tests.world import GROUP, ILYIN, LEBEDEVA, MARINA, VIKTOR, World, a_town

TOKEN = "vk1.a.CANARYcommunityTOKEN0123456789"
PERSON = "vk1.a.CANARYpersonTOKEN0123456789"
SERVICE = "CANARYserviceTOKEN0123456789"
CALLBACK = "CANARYcallbackSECRET0123"
KEY = "CANARYsecretKEY0123456789"
PASSWORD = "CANARYpassword0123"
CANARIES = (TOKEN, PERSON, SERVICE, CALLBACK, KEY, PASSWORD)
QUESTION = "Когда починят фонарь на Победы, 14? Третий день темно"


@pytest.fixture
def ears() -> Ears:
    return listening()


def with_canaries(town: World) -> None:
    town.vk.accesses[TOKEN] = Access("group", GROUP, TOKEN)
    town.vk.accesses[PERSON] = Access("user", 106, PERSON)
    town.settings = town.settings.model_copy(
        update={
            "vk_tokens": (SecretStr(TOKEN),),
            "vk_user_token": SecretStr(PERSON),
            "vk_service_token": SecretStr(SERVICE),
            "vk_intake": "both",
            "vk_callback_secret": SecretStr(CALLBACK),
            "given_secret_key": SecretStr(KEY),
        }
    )


@pytest.fixture
async def world(tmp_path: Path, ears: Ears) -> AsyncIterator[World]:
    async with a_town(tmp_path, prepare=with_canaries) as town:
        yield town


def sung(*texts: object) -> list[str]:
    """The secrets that somebody could read there, however they are quoted."""
    everything = "\n".join(str(text) for text in texts)
    return [c for c in CANARIES if c in everything or quote(c) in everything or c.removeprefix("vk1.a.") in everything]


async def test_the_bot_really_uses_them(world: World) -> None:
    await world.says(MARINA, QUESTION)
    assert world.bot_said(ILYIN)


async def test_a_day_with_every_trouble(world: World, ears: Ears) -> None:
    await world.says(MARINA, QUESTION)
    await world.writes(LEBEDEVA, "здоровье")
    for code in (1, 5, 6, 14, 15, 27, 100, 901, 1117, 4242):
        world.vk.faults.fail("messages.send", code, times=2)
        await world.writes(VIKTOR, "помощь")
        world.vk.clock.advance(timedelta(minutes=31))
        await world.settle()
    for trouble in (world.vk.faults.drop, world.vk.faults.http):
        trouble("messages.send", times=2)
        await world.writes(VIKTOR, "помощь")
        world.vk.clock.advance(timedelta(minutes=31))
        await world.settle()
    world.vk.faults.longpoll(2)
    world.vk.faults.longpoll(3)
    await world.settle()
    await ears.look_at(world)

    assert sung(ears.said()) == []


async def test_vk_is_not_there_at_all(world: World, ears: Ears) -> None:
    """aiohttp's errors hold the address, and VK's addresses hold the token and the key of the poll."""
    keys = [poll._cursor.key for poll in world.bot.longpolls if poll._cursor]
    world.vk.faults.network_down = True
    errors = []
    for poll in world.bot.longpolls:
        for _ in range(3):
            try:
                await poll.step(0)
            except (VkError, OSError, aiohttp.ClientError) as error:
                errors += [repr(error), "".join(traceback.format_exception(error))]
    with suppress(VkError):
        await world.bot.measures.clients[GROUP].group()
    await world.bot.outbox.step()
    await ears.look_at(world)

    assert errors
    assert sung(ears.said(), *errors) == []
    assert not [key for key in keys if key in ears.said()]


async def test_a_token_vk_refuses(tmp_path: Path, ears: Ears) -> None:
    def revoked(town: World) -> None:
        with_canaries(town)
        del town.vk.accesses[TOKEN]

    said: list[str] = []
    try:
        async with a_town(tmp_path, prepare=revoked) as world:
            await ears.look_at(world)
    except Exception as error:  # noqa: BLE001  whatever stops the start, its words are looked at
        said = [str(error), repr(error), "".join(traceback.format_exception(error))]

    assert sung(ears.said(), *said) == []


async def test_a_wrong_secret_at_vks_door(world: World, ears: Ears) -> None:
    async with world.visitor() as client:
        for body in (f'{{"type": "message_new", "group_id": {GROUP}, "secret": "{PASSWORD}"}}', f"{{{CALLBACK}", "{}"):
            async with client.post(f"/vk/callback/{GROUP}", data=body.encode()) as response:
                assert sung(response.headers, await response.text()) == []

    assert sung(ears.said()) == []


async def test_copies_and_the_database(world: World, ears: Ears, tmp_path: Path, capsys, monkeypatch) -> None:
    await world.says(MARINA, QUESTION)
    keys = [poll._cursor.key for poll in world.bot.longpolls if poll._cursor]
    monkeypatch.setenv("DATABASE_URL", world.settings.database_url)
    monkeypatch.chdir(tmp_path)
    assert await run(back_up_data, Namespace(file=tmp_path / "copy.db", force=False), world.vk.clock) == 0
    copied = (tmp_path / "copy.db").read_bytes()
    printed = capsys.readouterr()

    assert await world.remembered(*CANARIES) == []
    assert [canary for canary in (*CANARIES, *keys) if canary.encode() in copied] == []
    assert sung(printed.out, printed.err, *os.listdir(tmp_path), ears.said()) == []


async def test_the_doctor(world: World, ears: Ears) -> None:
    lines = [str(one) async for one in Doctor(world.settings, world.vk.clock, fix=True, wait=0).examine()]
    world.vk.accesses.clear()
    lines += [str(one) async for one in Doctor(world.settings, world.vk.clock, fix=True, wait=0).examine()]

    assert sung(ears.said(), *lines) == []


async def test_nothing_of_the_bot_shows_them_when_it_is_printed(world: World) -> None:
    """A debugger, a failed assertion, a log line with an object in it."""
    bot = world.bot
    parts: list[Any] = [bot, bot.settings, *(getattr(bot, field.name) for field in fields(bot) if is_dataclass(bot))]
    parts += [*bot.measures.clients.values(), *bot.longpolls, bot.ears.callback, bot.session]
    gc.collect()

    assert sung(*(repr(part) for part in parts), *(str(part) for part in parts)) == []
    assert sung(bot.settings.model_dump_json(exclude={"database_url"})) == []


# --- settings and commands


@pytest.mark.parametrize(
    "line",
    [
        f"VK_TOKENS={TOKEN} {PERSON}", f"VK_TOKEN={TOKEN}", f"VK_USER_TOKEN={PERSON} x", f"SECRET_KEY={KEY[:8]}",
        f"VK_CALLBACK_SECRET={CALLBACK}!", f"DATABASE_URL=mysql://otklik:{PASSWORD}@db/otklik", f"WEB_URL={TOKEN}",
        f"DATABASE_URL=postgresql+asyncpg://otklik:{PASSWORD} @db/otklik", f"LOG_LEVEL={TOKEN}", f"WEB_PORT={TOKEN}",
    ],
)  # fmt: skip
def test_a_wrong_setting_is_named_without_its_secret(tmp_path: Path, monkeypatch, line: str) -> None:
    for name in Settings.names():
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".env").write_text(line, "utf-8")
    try:
        settings = Settings.load(tmp_path / ".env")
    except SettingsError as error:
        said = "".join(traceback.format_exception(error))
    else:
        said = repr(settings)

    assert sung(said) == []
    assert KEY[:8] not in said
    assert "CANARY" not in said


COMMANDS = [
    ["run"], ["check"], ["region", "region.toml"], ["export", "list.xlsx"], ["backup", "copy.db"], ["purge"],
    ["restore", "copy.db"], ["migrate-to", f"postgresql://otklik:{PASSWORD}@127.0.0.1:1/otklik"],
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_a_database_that_is_not_there(tmp_path: Path, ears: Ears, capsys, monkeypatch, words: list[str]) -> None:
    """PostgreSQL's address holds its password; nobody listens at port 1."""
    for name in Settings.names():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", f"postgresql+asyncpg://otklik:{PASSWORD}@127.0.0.1:1/otklik")
    monkeypatch.setenv("VK_TOKENS", TOKEN)
    monkeypatch.setenv("VK_API_URL", "http://127.0.0.1:1/method/")
    monkeypatch.setattr("sys.argv", ["otklik", *words])
    with pytest.raises(SystemExit) as stopped:
        main()
    printed = capsys.readouterr()

    assert stopped.value.code != 0
    assert "Traceback" not in printed.err
    assert sung(printed.out, printed.err, stopped.value.code, ears.said()) == []


def test_no_command_takes_a_secret_as_an_argument() -> None:
    """Everybody on the machine sees arguments; `migrate-to` takes an address and shows one without a password."""
    told = _parser().format_help()
    for action in _parser()._actions:
        for name, command in (getattr(action, "choices", None) or {}).items():
            told += command.format_help()
            options = {option.lstrip("-") for one in command._actions for option in (one.option_strings or [one.dest])}
            assert not options & {"token", "key", "secret", "password", "tokens"}, name
    assert "postgresql://имя@сервер/база" in told, "the example has no password in it"
