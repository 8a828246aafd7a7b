"""The screen and the desk in real Chromium: what the viewers see, what a moderator presses."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.console.evening import LONG, OF_LONG, RINK, ROAD, Studio, a_studio
from tests.sandbox_page.conftest import DESKTOP, PHONE
from tests.world import LEBEDEVA, SOKOLOVA

pytestmark = pytest.mark.asyncio(loop_scope="session")

OBS = {"width": 1920, "height": 1080}
Opens = Callable[..., Awaitable[Any]]

INSIDE = """() => {
  const box = document.getElementById("plate").getBoundingClientRect();
  const title = document.getElementById("title");
  return box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight
    && title.scrollWidth <= title.clientWidth + 1 && document.documentElement.scrollHeight <= innerHeight;
}"""
"""Whether the question stands within the picture, no word of it cut."""

own = pytest_asyncio.fixture(loop_scope="session")


@own
async def studio(tmp_path: Path) -> AsyncIterator[Studio]:
    async with a_studio(tmp_path) as studio:
        yield studio


@own
async def opens(studio: Studio, browser: Any) -> AsyncIterator[Opens]:
    """Opens a page as somebody; the test fails if the page meets an error, breaks its policy or asks outside."""
    url = str(studio.client.make_url("/")).rstrip("/")
    troubles: list[str] = []

    async def open_page(path: str, screen: dict[str, int], person: int = 0) -> Any:
        context = await browser.new_context(viewport=screen, reduced_motion="reduce", locale="ru-RU")
        if person:
            await context.add_cookies([{"name": "otklik", "value": studio.cookie(person)["otklik"], "url": url}])
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda said: "Content Security" in said.text and troubles.append(said.text))
        page.on("request", lambda asked: asked.url.startswith(url) or troubles.append(f"outside: {asked.url}"))
        await page.goto(f"{url}{path}")
        return page

    yield open_page
    for context in browser.contexts:
        await context.close()
    assert troubles == []


async def shown(page: Any, words: str) -> None:
    await page.wait_for_function("words => document.getElementById('title').textContent === words", arg=words)
    await page.wait_for_selector("#plate:not(.gone)")


async def test_the_viewers_see_the_card_then_the_question_whatever_it_is(studio: Studio, opens: Opens) -> None:
    page = await opens(studio.overlay(), OBS)
    await page.wait_for_selector("#card:not(.gone)")
    assert "Николай Ветров" in await page.inner_text("#card")
    await studio.taps("start")
    await page.wait_for_selector("#card.gone", state="attached")
    assert await page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"

    await studio.taps("show", theme=2, seen=0)
    await shown(page, RINK)
    large = await page.evaluate("parseFloat(getComputedStyle(title).fontSize)")
    await studio.taps("show", theme=OF_LONG, seen=0)
    await shown(page, LONG)
    assert large >= 80
    assert 40 <= await page.evaluate("parseFloat(getComputedStyle(title).fontSize)") < large
    assert await page.evaluate(INSIDE)
    assert await page.inner_text("#by") == "Надежда, Верхняя Тойма"

    for words in ("🚌🙏 Вернут субботний автобус? 👨‍👩‍👧‍👦", "Ы" * 300, "Сверхдлинноесловобезпробелов" * 3, "Да?"):
        await page.evaluate("words => draw({kind: 'question', title: words, who: 'Ирина', more: ''})", words)
        await shown(page, words)
        assert await page.evaluate(INSIDE), words


async def test_row_24_the_screen_comes_again_by_itself_and_keeps_what_it_showed(studio: Studio, opens: Opens) -> None:
    """Row 24 of failures.md."""
    await studio.taps("start")
    await studio.taps("show", theme=2, seen=0)
    page = await opens(studio.overlay(), OBS)
    await shown(page, RINK)
    await page.route("**/events*", lambda route: route.abort())
    await page.evaluate("connect()")
    await page.wait_for_function("() => document.documentElement.dataset.link === 'down'")
    assert await page.is_visible("#plate"), "a broken line is no reason to go blank on the air"
    await studio.taps("show", theme=1, seen=0)
    await page.unroute("**/events*")
    await shown(page, ROAD)
    await page.reload()
    await shown(page, ROAD)


async def test_a_moderator_leads_the_evening_by_keys_and_buttons(studio: Studio, opens: Opens) -> None:
    page = await opens(studio.desk, DESKTOP, SOKOLOVA)
    await page.click("text=Начать")
    await page.click("dialog button.main")
    await page.wait_for_selector("#state-chip >> text=В эфире")
    await page.keyboard.press("1")
    await page.wait_for_selector("#screen >> text=Дорога на Лесной")
    await page.keyboard.press("j")  # «О» where it stands on a Russian keyboard
    await page.wait_for_selector("#done >> text=Дорога на Лесной")
    await page.click("text=Отменить «Ответили: Дорога на Лесной»")
    await page.wait_for_selector("#screen >> text=Дорога на Лесной")

    await page.keyboard.press("l")
    await page.fill("dialog input[type=date]", "2026-12-10")
    await page.click("dialog >> text=Сохранить")
    await page.wait_for_selector("#done >> text=обещано к чт 10.12")
    await page.keyboard.press("y")
    fresh = await page.text_content("#new li:first-child .words")
    await page.keyboard.press("Quote")
    await page.click("dialog >> text=личное")
    await page.wait_for_selector("#aside >> text=личное")
    assert fresh not in await page.text_content("#new")
    assert [tap.kind.value for tap in (await studio.evening()).taps][-2:] == ["promised", "off-air"]


async def test_two_laptops_show_the_same_and_the_second_tap_is_told(studio: Studio, opens: Opens) -> None:
    await studio.taps("start")
    first = await opens(studio.desk, DESKTOP, SOKOLOVA)
    second = await opens(studio.desk, DESKTOP, LEBEDEVA)
    await second.route("**/events", lambda route: route.abort())
    await second.evaluate("line.source.close(); line.ended = true")
    await first.click("#queue li:first-child >> text=На экран")
    await first.click("#screen [data-act=answered]")
    await first.wait_for_selector("#done >> text=Дорога на Лесной")
    await second.click("#queue li:first-child >> text=На экран")  # its page is a moment behind
    await second.wait_for_selector("#toast >> text=Дарья Соколова")
    await second.wait_for_selector("#done >> text=Дорога на Лесной")
    assert len((await studio.evening()).taps) == 3


async def test_the_desk_on_a_phone(studio: Studio, opens: Opens) -> None:
    await studio.taps("start")
    page = await opens(studio.desk, PHONE, SOKOLOVA)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.click("[data-tab=fresh]")
    await page.click("#new li:first-child >> text=В очередь")
    await page.wait_for_function("() => document.getElementById('tab-new').textContent === '7'")
    small = await page.evaluate(
        "[...document.querySelectorAll('button')].filter(one => one.offsetParent && one.offsetHeight < 36).length"
    )
    assert small == 0
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
