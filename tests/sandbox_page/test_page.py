"""What a visitor does on the sandbox's page, done for real."""

import json
from collections.abc import Awaitable, Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from sandbox.server import Running
from tests.sandbox_page.conftest import GROUP, PHONE, RESIDENTS_CHAT, TUESDAY_EVENING

pytestmark = pytest.mark.asyncio(loop_scope="session")

Opens = Callable[..., Awaitable[Any]]
Wire = Callable[..., Awaitable[Any]]

CHAT = f'.column[data-key="chat:{GROUP}:{RESIDENTS_CHAT}"]'


def inline(*labels: str) -> str:
    """An inline keyboard of callback buttons, one a row."""
    rows = [[{"action": {"type": "callback", "label": label, "payload": "{}"}, "color": "primary"}] for label in labels]
    return json.dumps({"inline": True, "buttons": rows}, ensure_ascii=False)


async def be(page: Any, name: str) -> None:
    await page.locator("#people").get_by_role("button", name=name).click()


async def write(column: Any, text: str) -> None:
    await column.locator("textarea").fill(text)
    await column.get_by_role("button", name="Отправить").click()


async def eventually(holds: Callable[[], bool], page: Any) -> None:
    for _ in range(100):
        if holds():
            return
        await page.wait_for_timeout(50)
    pytest.fail("it never came true")


async def test_a_visitor_writes_as_marina_and_sees_it(open_page: Opens, town: Running, people: SimpleNamespace) -> None:
    page = await open_page()
    await be(page, "Марина")
    chat = page.locator(CHAT)
    await write(chat, "а что с фонарём на победы 14?")
    await chat.locator(".message.own .text", has_text="фонарём").wait_for()
    said = town.world.messages(GROUP, RESIDENTS_CHAT)[-1]
    assert (said.from_id, said.text) == (people.marina, "а что с фонарём на победы 14?")


async def test_the_bots_words_and_reactions_come_without_reload(
    open_page: Opens, town: Running, wire: Wire, people: SimpleNamespace
) -> None:
    page = await open_page()
    cmid = town.world.say(GROUP, RESIDENTS_CHAT, people.marina, "когда включат фонарь?")
    await page.locator(CHAT).get_by_text("когда включат фонарь?").wait_for()
    await wire("messages.sendReaction", peer_id=RESIDENTS_CHAT, cmid=cmid, reaction_id=6)
    await page.locator(CHAT).get_by_role("button", name="записан").wait_for()
    await wire("messages.send", peer_id=people.ilyin, random_id=1, message="№214. Фонарь. Срок — четверг, 9:30")
    await page.locator(f'.column[data-key="dialog:{GROUP}:{people.ilyin}"]').get_by_text("№214. Фонарь").wait_for()


async def test_without_the_stream_the_page_asks_again_by_itself(
    open_page: Opens, town: Running, people: SimpleNamespace
) -> None:
    page = await open_page(streams=False)
    town.world.say(GROUP, RESIDENTS_CHAT, people.lena, "а поток-то пропал")
    await page.locator(CHAT).get_by_text("а поток-то пропал").wait_for()


async def test_pressing_the_bots_button_reaches_the_bot_and_its_answer_pops_up(
    open_page: Opens, town: Running, wire: Wire, people: SimpleNamespace
) -> None:
    page = await open_page()
    await be(page, "Марина")
    server = await wire("groups.getLongPollServer", group_id=GROUP)
    await wire(
        "messages.send",
        peer_ids=RESIDENTS_CHAT,
        random_id=2,
        message="Фонарь горит?",
        keyboard=inline("Да", "Нет"),
    )
    await page.locator(CHAT).get_by_role("button", name="Да", exact=True).click()
    await eventually(lambda: bool(town.world.presses), page)
    press = next(iter(town.world.presses.values()))
    assert (press.user_id, press.peer_id) == (people.marina, RESIDENTS_CHAT)
    assert server["key"]
    bar = json.dumps({"type": "show_snackbar", "text": "Спасибо. Закрыл вопрос"})
    await wire(
        "messages.sendMessageEventAnswer",
        event_id=press.event_id,
        user_id=people.marina,
        peer_id=RESIDENTS_CHAT,
        event_data=bar,
    )
    await page.locator(".toast", has_text="Марина Котова видит: Спасибо. Закрыл вопрос").wait_for()


async def test_the_clock_moves_by_its_buttons(open_page: Opens, town: Running) -> None:
    page = await open_page()
    await page.locator("#hm", has_text="19:42").wait_for()
    await page.get_by_role("button", name="+20 мин").click()
    await page.locator("#hm", has_text="20:02").wait_for()
    await page.get_by_role("button", name="до утра").click()
    await page.locator("#hm", has_text="09:00").wait_for()
    assert await page.locator("#weekday").inner_text() == "среда"
    assert town.world.clock.now() - TUESDAY_EVENING < timedelta(hours=14)


async def test_replying_editing_and_deleting_from_the_messages_menu(
    open_page: Opens, town: Running, people: SimpleNamespace
) -> None:
    page = await open_page()
    question = town.world.say(GROUP, RESIDENTS_CHAT, people.lena, "почему темно на победы 16?")
    await be(page, "Марина")
    chat = page.locator(CHAT)
    await chat.get_by_text("почему темно на победы 16?").click()
    await page.get_by_role("menuitem", name="Ответить").click()
    await write(chat, "и у нас темно")
    await chat.locator(".message.own .quote", has_text="Лена").wait_for()
    own = chat.locator(".message.own .text")
    await own.click()
    await page.get_by_role("menuitem", name="Изменить").click()
    await write(chat, "и на победы 14 темно")
    await chat.locator(".message.own .meta", has_text="изменено").wait_for()
    said = town.world.messages(GROUP, RESIDENTS_CHAT)[-1]
    assert (said.reply_to, said.text) == (question, "и на победы 14 темно")
    await own.click()
    await page.get_by_role("menuitem", name="Удалить").click()
    await chat.get_by_text("Сообщение удалено").wait_for()


async def test_cutting_the_network_is_said_in_words(open_page: Opens, town: Running) -> None:
    page = await open_page()
    await page.get_by_role("button", name="Сеть VK: есть").click()
    await page.get_by_role("button", name="Оборвать сеть").click()
    await page.locator("#wire-word", has_text="Сеть VK: оборвана").wait_for()
    assert town.world.faults.network_down
    await page.get_by_role("button", name="Вернуть сеть").click()
    await page.locator("#wire-word", has_text="Сеть VK: есть").wait_for()


async def test_a_comment_on_the_wall(open_page: Opens, town: Running, people: SimpleNamespace) -> None:
    page = await open_page()
    await be(page, "Виктор")
    await page.get_by_role("tab", name="Стена").click()
    wall = page.locator(f'.column[data-key="wall:-{GROUP}"]')
    await write(wall, "А в Заручевье когда?")
    await wall.locator(".comment", has_text="А в Заручевье когда?").wait_for()
    written = town.world.comments(-GROUP, post_id=1)[-1]
    assert written.from_id == people.viktor


async def test_one_tap_plays_a_step_of_a_scenario(open_page: Opens, people: SimpleNamespace, town: Running) -> None:
    page = await open_page()
    await page.locator(".step.next").click()
    await page.locator(".step.next:enabled").wait_for()
    await page.locator(CHAT).locator(".message.own .text", has_text="фонарём").wait_for()
    assert town.world.messages(GROUP, RESIDENTS_CHAT)[-1].from_id == people.marina


async def test_words_of_people_never_become_markup(open_page: Opens, town: Running, people: SimpleNamespace) -> None:
    page = await open_page()
    evil = '<img src=x onerror="document.title=1"> [id101|Сергей Ильин], когда? ' + "ы" * 400
    town.world.say(GROUP, RESIDENTS_CHAT, people.lena, evil)
    text = page.locator(CHAT).locator(".message .text").last
    await text.wait_for()
    shown = await text.inner_text()
    assert shown.startswith('<img src=x onerror="document.title=1"> Сергей Ильин, когда?')
    assert await text.locator("img").count() == 0
    assert await page.evaluate("document.title") == "Отклик: песочница"
    assert await page.locator(CHAT).evaluate("node => node.querySelector('.feed').scrollWidth <= node.clientWidth")


async def test_a_phone_shows_one_column_without_horizontal_scroll(open_page: Opens, town: Running) -> None:
    page = await open_page(PHONE, touch=True)
    width = "document.documentElement.scrollWidth <= innerWidth"
    assert await page.evaluate(width)
    tabs = page.locator("#dock button")
    assert await tabs.count() >= 4
    boxes = [await tab.bounding_box() for tab in await tabs.all()]
    assert all(box["height"] >= 44 and box["width"] >= 44 for box in boxes)
    await tabs.nth(2).tap()
    await page.locator("#dock button[aria-current]", has_text="Ильин").wait_for()
    await page.locator("#open-people").tap()
    await page.locator("#people").get_by_role("button", name="Лена").tap()
    await page.locator("#open-people", has_text="Лена").wait_for()
    assert await page.evaluate(width)


async def test_three_hundred_messages_stay_quick_and_keep_the_readers_place(
    open_page: Opens, town: Running, people: SimpleNamespace
) -> None:
    for number in range(300):
        town.world.say(GROUP, RESIDENTS_CHAT, people.lena, f"сообщение {number}")
    page = await open_page()
    feed = page.locator(CHAT).locator(".feed")
    await feed.get_by_text("сообщение 299").wait_for()
    await feed.evaluate("node => { node.scrollTop = 900; node.querySelectorAll('article')[40].dataset.mark = 'kept'; }")
    town.world.say(GROUP, RESIDENTS_CHAT, people.marina, "новое")
    await page.locator(CHAT).locator(".fresh", has_text="Новые").wait_for()
    assert abs(await feed.evaluate("node => node.scrollTop") - 900) < 120
    assert await feed.locator('[data-mark="kept"]').count() == 1


async def test_the_keyboard_alone_is_enough(open_page: Opens, town: Running, people: SimpleNamespace) -> None:
    town.world.say(GROUP, RESIDENTS_CHAT, people.lena, "кто знает, когда дадут свет?")
    page = await open_page()
    feed = page.locator(CHAT).locator(".feed")
    await feed.get_by_text("когда дадут свет?").wait_for()
    await feed.focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await page.get_by_role("menuitem", name="Ответить").wait_for()
    await page.keyboard.press("Escape")
    unnamed = """[...document.querySelectorAll('button, select, textarea, input')]
        .filter(one => one.checkVisibility() && !(one.innerText || one.ariaLabel || one.labels?.length))
        .map(one => one.outerHTML)"""
    assert await page.evaluate(unnamed) == []
