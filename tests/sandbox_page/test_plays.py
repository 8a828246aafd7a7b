"""The plays of the page, tapped through with the real bot behind them."""

import asyncio
import os
import re
import time
from typing import Any

import pytest
from aiohttp import ClientSession, CookieJar

from tests.sandbox_page.conftest import GROUP, PHONE, RESIDENTS_CHAT
from tests.sandbox_page.test_page import CHAT, Opens, write

pytestmark = pytest.mark.asyncio(loop_scope="session")

ILYIN = f'.column[data-key="dialog:{GROUP}:101"]'
STAFF = f'.column[data-key="chat:{GROUP}:2000000001"]'
FIRST = 0
SOKOLOVA = 106


async def choose(page: Any, play: int) -> int:
    """Opens a play; how many steps it has."""
    head = page.locator(".scenario-head").nth(play)
    if await head.get_attribute("aria-expanded") != "true":
        await head.click()
    return int(await page.locator(".scenario.open .step").count())


async def tap(page: Any, number: int, by: str = ".scenario.open .step.next") -> None:
    """Plays the next step, which must come to its end."""
    words = await page.locator(by).inner_text()
    await page.locator(by).click()
    count, toasts = page.locator(".scenario.open .steps-count"), page.locator(".toast")
    for _ in range(800):
        if (await count.text_content()).startswith(f"{number} из "):
            return
        await page.wait_for_timeout(50)
    pytest.fail(f"step {number} «{words}» did not work: {await toasts.all_inner_texts()}")


async def begin_anew(page: Any) -> None:
    page.once("dialog", lambda asked: asked.accept())
    await page.get_by_role("button", name="Начать заново").click()
    await page.locator(".toast", has_text="Всё как в начале").last.wait_for()
    await page.locator("#reset:enabled").wait_for()


async def test_the_first_play_shows_the_whole_way_within_a_minute(open_live_page: Opens) -> None:
    page = await open_live_page()
    began = time.perf_counter()
    await choose(page, FIRST)
    chat = page.locator(CHAT)
    await tap(page, 1)
    await chat.get_by_role("button", name="записан").wait_for()
    await page.locator('.column[data-key="me"]').get_by_text("Записал ваш вопрос №1").wait_for()
    await page.locator(ILYIN).get_by_text("№1. Освещение").wait_for()
    await tap(page, 2)
    await tap(page, 3)
    await tap(page, 4)
    await chat.get_by_role("button", name="отвечен").nth(1).wait_for()
    await page.locator(ILYIN).get_by_text("Увидел ваш ответ").wait_for()
    assert await page.locator(ILYIN).get_by_text("№2").count() == 0
    assert time.perf_counter() - began < 60


async def test_a_new_beginning_in_the_middle_of_a_play(open_live_page: Opens) -> None:
    page = await open_live_page()
    chat = page.locator(CHAT)
    for _ in range(2):
        await choose(page, FIRST)
        await tap(page, 1)
        await chat.get_by_role("button", name="записан").wait_for()
        await begin_anew(page)
        assert await chat.locator(".message").count() == 0
        assert await page.locator(".step.done").count() == 0
    await choose(page, FIRST)
    await tap(page, 1)
    await page.locator(ILYIN).get_by_text("№1. Освещение").wait_for()


async def test_a_day_later_the_morning_was_not_jumped_over(open_live_page: Opens) -> None:
    page = await open_live_page()
    await choose(page, FIRST)
    await tap(page, 1)
    await page.locator(ILYIN).get_by_text("№1. Освещение").wait_for()
    await page.get_by_role("button", name="+1 день").click()
    await page.locator("#weekday", has_text="среда").wait_for()
    listed = page.locator(STAFF).locator(".message", has_text="Без ответа на утро").last
    await listed.locator("time", has_text="08:45").wait_for()
    assert ": 1" in await listed.inner_text()


async def test_on_a_phone_the_play_goes_on_from_below(open_live_page: Opens) -> None:
    page = await open_live_page(PHONE, touch=True)
    await page.locator("#dock .try").tap()
    steps = await choose(page, FIRST)
    await tap(page, 1)
    for number in range(2, steps + 1):
        await tap(page, number, by="#prompter .onward")
    chat = page.locator(f'.column[data-key="chat:{GROUP}:{RESIDENTS_CHAT}"]')
    await chat.get_by_role("button", name="отвечен").nth(1).wait_for()
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_what_was_asked_and_answered_before_is_offered_to_the_next(open_live_page: Opens) -> None:
    page = await open_live_page()
    titles = await page.locator(".scenario-head b").all_inner_texts()
    steps = await choose(page, titles.index("Это уже спрашивали"))
    for number in range(1, steps + 1):
        await tap(page, number)
        if number == steps - 2:
            offered = page.locator('.column[data-key="me"]').get_by_text("Похожее уже спрашивали. Ольга Петрова")
            await offered.wait_for()
    petrova = page.locator('.column[data-key="me"]', has_text="Петрова")
    await petrova.get_by_text("Житель подтвердил").wait_for()
    assert await petrova.get_by_text("№2").count() == 0, "nobody is asked twice"


async def test_a_task_of_the_training_is_counted_when_the_visitor_does_it(open_live_page: Opens) -> None:
    page = await open_live_page()
    steps = await choose(page, await page.locator(".scenario-head").count() - 1)
    await tap(page, 1)
    chat = page.locator(CHAT)
    await chat.get_by_text("когда починят фонарь").click()
    await page.get_by_role("menuitem", name="Ответить").click()
    await write(chat, "Марина, завтра до обеда заменим лампу")
    await page.locator(".scenario.open .steps-count", has_text="2 из ").wait_for()
    for number in range(3, steps + 1):
        await tap(page, number)
    await page.locator(".scenario.open", has_text="Сами справились: 1 из 5").wait_for()


@pytest.mark.skipif(not os.environ.get("ALL_PLAYS"), reason="a minute long: ALL_PLAYS=1 plays every play to its end")
async def test_every_play_comes_to_its_end(open_live_page: Opens) -> None:
    page = await open_live_page()
    for play in range(await page.locator(".scenario-head").count()):
        steps = await choose(page, play)
        for number in range(1, steps + 1):
            await tap(page, number)
        await begin_anew(page)


async def test_a_moderator_opens_the_console_of_the_town(living_town: str) -> None:
    """«консоль» to the bot in private: the link opens the pages of the bot that lives in the sandbox."""
    said = {"act": "say", "group_id": GROUP, "peer_id": SOKOLOVA, "user_id": SOKOLOVA, "text": "консоль"}
    link = None
    async with ClientSession(cookie_jar=CookieJar(unsafe=True)) as session:
        async with session.post(f"{living_town}/sandbox/act", json=said) as response:
            assert response.status == 200
        for _ in range(200):
            async with session.get(f"{living_town}/sandbox/state") as response:
                link = re.search(r"(http://127[^\s\"]+)/in\?t=([\w.-]+)", await response.text())
            if link:
                break
            await asyncio.sleep(0.1)
        assert link is not None
        headers = {"Origin": link[1]}
        async with session.post(f"{link[1]}/in", data={"t": link[2]}, headers=headers) as home:
            assert home.status == 200
            assert "Соколова" in await home.text()
