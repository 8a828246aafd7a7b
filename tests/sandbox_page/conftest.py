"""The real page in real Chromium over the real sandbox."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
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
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
GROUP = 242065128
RESIDENTS_CHAT = 2000000002
TUESDAY_EVENING = datetime.fromisoformat("2026-11-24T19:42:00+03:00")


def _chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    found = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome")]
    return next((one for one in [named, *found] if one and Path(one).exists()), None)


@pytest.fixture
async def town() -> AsyncIterator[Running]:
    """The example stage on a Tuesday evening; its clock moves only when told."""
    running = await serve(Stage.read().open(Clock(TUESDAY_EVENING)))
    yield running
    await running.close()


@pytest.fixture
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


@pytest.fixture
async def open_page(town: Running, browser: Any) -> AsyncIterator[Opens]:
    """Opens the page at a screen size; the test fails if the page itself meets an error."""
    troubles: list[str] = []

    async def opens(screen: dict[str, int] = DESKTOP, *, touch: bool = False, streams: bool = True) -> Any:
        context = await browser.new_context(viewport=screen, has_touch=touch, is_mobile=touch, reduced_motion="reduce")
        page = await context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on(
            "request",
            lambda asked: asked.url.startswith(town.url) or troubles.append(f"outside: {asked.url}"),
        )
        if not streams:
            await page.route("**/sandbox/events", lambda route: route.abort())
        await page.goto(town.url)
        await page.wait_for_selector(".column .composer")
        return page

    yield opens
    assert troubles == []


@pytest.fixture
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
