"""Logs tell an operator what happened and where, and never what a person said or a secret."""

import ast
import asyncio
import gc
import io
import json
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.logs import set_up

WORDS = "у Смирновой на Победы, 14 долг 40 тысяч"
TOKEN = "vk1.a.SECRETSECRET"
ROOT = Path(__file__).parents[2]
PARTS = ("bot", "domain", "handlers", "routing", "scheduler", "storage")
SOURCES = sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py"))
NOISY = ("vkbottle", "apscheduler", "aiohttp.access", "aiosqlite", "sqlalchemy", "pytrovich", "asyncio", "alembic")

log = logging.getLogger("otklik.test")


class Output(io.StringIO):
    @property
    def lines(self) -> list[str]:
        return self.getvalue().splitlines()


@pytest.fixture(params=["text", "json"])
def output(request: pytest.FixtureRequest) -> Output:
    """Everything logged, in both forms."""
    set_up("DEBUG", request.param)
    heard = Output()
    handler = logging.getLogger().handlers[0]
    assert isinstance(handler, logging.StreamHandler)
    handler.setStream(heard)
    return heard


def boom(error: Exception | None = None) -> None:
    raise error or ValueError(WORDS)


# --- a person's words


def test_an_error_is_told_by_its_kind_and_place_and_not_by_its_words(output: Output) -> None:
    try:
        boom()
    except ValueError:
        log.exception("an event failed", extra={"event": 77})
    told = output.getvalue()
    assert "an event failed" in told
    assert "77" in told
    assert "ValueError" in told
    assert " boom" in told
    assert "Смирновой" not in told


def test_the_errors_behind_an_error_are_told_the_same_way(output: Output) -> None:
    try:
        try:
            boom()
        except ValueError as error:
            error.add_note(WORDS)
            raise RuntimeError(WORDS) from error
    except RuntimeError:
        log.exception("a text failed")
    assert "Смирновой" not in output.getvalue()
    assert "RuntimeError" in output.getvalue()
    assert "ValueError" in output.getvalue()


def test_a_group_of_errors_names_each_of_them(output: Output) -> None:
    try:
        boom(ExceptionGroup(WORDS, [ValueError(WORDS), KeyError(WORDS)]))
    except ExceptionGroup:
        log.exception("a pump stopped")
    assert "Смирновой" not in output.getvalue()
    assert "ValueError" in output.getvalue()
    assert "KeyError" in output.getvalue()


async def test_a_forgotten_task_does_not_tell_its_errors_words(output: Output) -> None:
    async def fails() -> None:
        boom()

    task = asyncio.create_task(fails())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    del task
    gc.collect()
    assert "never retrieved" in output.getvalue()
    assert "ValueError" in output.getvalue()
    assert "Смирновой" not in output.getvalue()


def test_what_ends_the_process_is_logged_without_its_words(output: Output, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        boom()
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    told = output.getvalue() + capsys.readouterr().err
    assert "stopped by an error" in told
    assert "ValueError" in told
    assert "Смирновой" not in told


def test_a_threads_error_is_logged_without_its_words(output: Output, capsys: pytest.CaptureFixture[str]) -> None:
    thread = threading.Thread(target=boom)
    thread.start()
    thread.join()
    told = output.getvalue() + capsys.readouterr().err
    assert "a thread stopped by an error" in told
    assert "ValueError" in told
    assert "Смирновой" not in told


def test_an_error_nobody_could_catch_is_logged_without_its_words(
    output: Output, capsys: pytest.CaptureFixture[str]
) -> None:
    class Thrown:
        def __del__(self) -> None:
            boom()

    thrown = Thrown()
    del thrown
    gc.collect()
    told = output.getvalue() + capsys.readouterr().err
    assert "an error nobody could catch" in told
    assert "Смирновой" not in told


async def test_what_a_callback_was_given_is_not_told(output: Output) -> None:
    """asyncio names a failed callback together with its arguments."""
    asyncio.get_running_loop().call_soon(lambda words: boom(), WORDS)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert "Exception in callback" in output.getvalue()
    assert "Смирновой" not in output.getvalue()


def test_a_line_that_cannot_be_written_is_not_shown_with_its_words_instead(
    output: Output, capsys: pytest.CaptureFixture[str]
) -> None:
    class Unprintable:
        def __str__(self) -> str:
            raise OSError(WORDS)

    log.error("broken", extra={"fact": Unprintable()})
    assert "Смирновой" not in output.getvalue() + capsys.readouterr().err


@pytest.mark.parametrize("arguments", [(), ("one", "two"), ({},)])
def test_a_badly_made_call_of_a_library_harms_nobody(output: Output, arguments: tuple[object, ...]) -> None:
    log.error("%d events", *arguments)
    log.info("the next line")
    assert "events" in output.lines[0]
    assert "the next line" in output.lines[1]


FACTS = {
    "attempt", "begun", "bytes", "chat", "code", "community", "count", "ended", "error", "event", "examples", "now",
    "number", "peer", "processes", "reason", "row", "rows", "tick", "title", "type", "verb", "version", "work",
}  # fmt: skip
"""What a line may tell beside what happened: ids, outcomes, VK's names of communities."""


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"log", "logger", "logging"}
                and node.func.attr in {"debug", "info", "warning", "error", "exception", "critical", "log"}
            ):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def _facts_of(call: ast.Call) -> Iterator[ast.expr]:
    for keyword in call.keywords:
        if keyword.arg == "extra" and isinstance(keyword.value, ast.Dict):
            yield from keyword.value.values


def test_no_line_of_ours_is_made_of_what_somebody_said() -> None:
    calls = dict(_calls())
    assert calls
    wrong = []
    for where, call in calls.items():
        what, *arguments = call.args
        quotes = not isinstance(what, ast.Constant) or bool(arguments)
        named = {
            key.value
            for keyword in call.keywords
            if keyword.arg == "extra" and isinstance(keyword.value, ast.Dict)
            for key in keyword.value.keys
            if isinstance(key, ast.Constant)
        }
        quotes = quotes or any(isinstance(fact, ast.JoinedStr) for fact in _facts_of(call))
        if quotes or not named <= FACTS:
            wrong.append((where, named - FACTS))
    assert wrong == []


# --- secrets


@pytest.mark.parametrize(
    "secret",
    [
        f"https://api.vk.ru/method/users.get?access_token={TOKEN}&v=5.199",
        f"access_token={TOKEN}",
        f"{{'access_token': '{TOKEN}'}}",
        f'{{"access_token": "{TOKEN}"}}',
        f"token {TOKEN} was refused",
        "vk2.a.SECRETSECRET",
        "https://lp.vk.ru/wh242?act=a_check&key=SECRETSECRET&ts=5",
        "Authorization: Bearer SECRETSECRET",
        "redirect_uri=https://id.vk.com/not_robot_captcha?session_token=SECRETSECRET",
        "postgresql+asyncpg://otklik:SECRETSECRET@db/otklik",
    ],
)
def test_a_secret_is_cut_out_wherever_it_stands(output: Output, secret: str) -> None:
    logging.getLogger("aiohttp.client").error(secret)
    logging.getLogger("aiohttp.client").error("asked %s", secret)
    logging.getLogger("aiohttp.client").error("asked", extra={"url": secret, "asked": [secret]})
    assert len(output.lines) == 3
    assert "SECRETSECRET" not in output.getvalue()
    assert "…" in output.lines[0]


def test_a_secret_in_an_errors_words_is_not_shown_either(output: Output) -> None:
    try:
        boom(OSError(f"cannot reach https://api.vk.ru?access_token={TOKEN}"))
    except OSError:
        log.exception("no events from VK")
    assert "SECRETSECRET" not in output.getvalue()


def test_the_rest_of_the_line_stays(output: Output) -> None:
    log.info("GET /method/users.get?access_token=%s&v=5.199 took 30 ms", TOKEN)
    assert "v=5.199 took 30 ms" in output.getvalue()


def test_libraries_that_quote_requests_speak_only_of_trouble(output: Output) -> None:
    for name in NOISY:
        logging.getLogger(name).info("Request messages.send with %s", WORDS)
    assert output.getvalue() == ""


# --- forms


@pytest.mark.parametrize("output", ["json"], indirect=True)
def test_each_line_of_json_is_an_object(output: Output) -> None:
    log.warning("VK is busy", extra={"row": 12, "code": 6, "until": asyncio.Lock})
    try:
        boom()
    except ValueError:
        log.exception("a tick failed", extra={"tick": "remind"})
    first, second = (json.loads(line) for line in output.lines)
    assert {name: first[name] for name in ("level", "logger", "what", "row", "code")} == {
        "level": "WARNING", "logger": "otklik.test", "what": "VK is busy", "row": 12, "code": 6,
    }  # fmt: skip
    assert second["tick"] == "remind"
    assert "boom" in second["trace"]


@pytest.mark.parametrize("output", ["text"], indirect=True)
def test_a_line_of_text_has_its_facts_at_the_end(output: Output) -> None:
    log.warning("VK is busy", extra={"row": 12, "code": 6})
    assert output.lines[0].endswith("WARNING otklik.test: VK is busy row=12 code=6")
