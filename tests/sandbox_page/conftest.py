"""The real page in real Chromium over the real sandbox."""

import asyncio
import os
import shutil
import socket
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import ClientSession

from sandbox.clock import Clock
from sandbox.server import Running, serve
from sandbox.stage import Stage

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
ROOT = Path(__file__).parents[2]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
GROUP = 242065128
RESIDENTS_CHAT = 2000000002
TUESDAY_EVENING = datetime.fromisoformat("2026-11-24T19:42:00+03:00")


def _chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    return next((one for one in [named, *found] if one and Path(one).exists()), None)


shared = partial(pytest_asyncio.fixture, scope="package", loop_scope="session")
own = partial(pytest_asyncio.fixture, loop_scope="session")
"""Chromium starts once: what speaks to it lives in one loop."""


@own
async def town() -> AsyncIterator[Running]:
    """The example stage on a Tuesday evening; its clock moves only when told."""
    running = await serve(Stage.read().open(Clock(TUESDAY_EVENING)))
    yield running
    await running.close()


@shared
async def browser() -> AsyncIterator[Any]:
    playwright = pytest.importorskip("playwright.async_api", reason="the page is not tried: no playwright module")
    chromium = _chromium()
    if chromium is None:
        pytest.skip("the page is not tried: no Chromium here (apt-get install chromium, or set CHROMIUM)")
    async with playwright.async_playwright() as driver:
        launched = await driver.chromium.launch(executable_path=chromium, args=FLAGS)
        yield launched
        await launched.close()


Opens = Callable[..., Awaitable[Any]]


@own
async def open_page(town: Running, browser: Any) -> AsyncIterator[Opens]:
    """Opens the page of a town without a bot."""
    async with opening(browser, town.url) as opens:
        yield opens


@shared
async def living_town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Where the town with the bot is open: the command `otklik sandbox` itself."""
    async with sandbox_command(tmp_path_factory.mktemp("town")) as url:
        yield url


@own
async def open_live_page(browser: Any, living_town: str) -> AsyncIterator[Opens]:
    """Opens the page of the town with the bot, as at the beginning."""
    async with ClientSession() as session, session.post(f"{living_town}/sandbox/reset") as response:
        assert response.status == 200
    async with opening(browser, living_town) as opens:
        yield opens


@asynccontextmanager
async def sandbox_command(folder: Path) -> AsyncIterator[str]:
    """`otklik sandbox` on a free port with a database of its own; where it is open."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    settings = {"WEB_PORT": str(port), "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'otklik.db'}"}
    environ = {"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    bot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "sandbox", cwd=folder, env=environ | settings, stdout=asyncio.subprocess.PIPE
    )
    assert bot.stdout is not None
    try:
        async with asyncio.timeout(30):
            while b"http://" not in (said := await bot.stdout.readline()):
                assert said, "the sandbox did not open"
        yield f"http://127.0.0.1:{port}"
    finally:
        if bot.returncode is None:
            bot.terminate()
        async with asyncio.timeout(15):
            await bot.communicate()
    assert bot.returncode == 0


@asynccontextmanager
async def opening(browser: Any, url: str) -> AsyncIterator[Opens]:
    """Opens the page at a screen size; the test fails if the page itself meets an error."""
    troubles: list[str] = []

    async def opens(screen: dict[str, int] = DESKTOP, *, touch: bool = False, streams: bool = True) -> Any:
        context = await browser.new_context(viewport=screen, has_touch=touch, is_mobile=touch, reduced_motion="reduce")
        page = await context.new_page()
        page.set_default_timeout(30_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "request",
            lambda asked: asked.url.startswith(url) or troubles.append(f"outside: {asked.url}"),
        )
        if not streams:
            await page.route("**/sandbox/events", lambda route: route.abort())
        await page.goto(url)
        await page.wait_for_selector(".column .composer")
        return page

    yield opens
    for context in browser.contexts:
        await context.close()
    assert troubles == []


@own
async def wire(town: Running) -> AsyncIterator[Callable[..., Awaitable[Any]]]:
    """Calls the API as the bot does."""
    async with ClientSession() as session:

        async def call(method: str, **parameters: Any) -> Any:
            form = {"access_token": f"sandbox-{GROUP}", "v": "5.199"} | {k: str(v) for k, v in parameters.items()}
            async with session.post(f"{town.url}/method/{method}", data=form) as response:
                answer = await response.json(content_type=None)
            assert "error" not in answer, answer
            return answer["response"]

        yield call


@pytest.fixture
def people() -> SimpleNamespace:
    return SimpleNamespace(marina=201, lena=202, viktor=204, ilyin=101, anna=105)
