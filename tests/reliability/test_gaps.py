"""What VK did not tell is read back, and a long absence is admitted (product.md 116, failures.md 15)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.world import CHAT, GROUP, LENA, MARINA, VIKTOR, World, a_town

LAMP = "не горит фонарь на победы 14, третий день темно"
PIT = "яма на дороге на мира 3, машины бьются, когда заделают"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_town(tmp_path, at="2026-11-24 10:05") as town:
        yield town


async def test_a_hole_in_a_chat_is_read_back_in_order(world: World) -> None:
    await world.says(LENA, "всем привет")
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.queues[GROUP].forget()
    for poll in world.bot.longpolls:
        await poll.step(0)
    kept = world.vk.say(GROUP, CHAT, LENA, PIT)
    await world.settle()

    assert world.mark(lost) == "❓"
    assert world.mark(kept) == "❓"
    async with world.bot.database.reading() as uow:
        assert "фонарь" in (await uow.questions.get(1)).text


async def test_lost_history_is_made_up_for_after_a_fall(world: World) -> None:
    await world.says(LENA, "всем привет")
    await world.kill()
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.forget_history(GROUP)
    world.vk.clock.advance(timedelta(minutes=10))
    await world.start()
    await world.settle()

    assert world.mark(lost) == "❓"
    assert world.heard(CHAT) == [], "ten minutes are not worth a word"


async def test_an_hour_away_is_admitted_once(world: World) -> None:
    await world.says(LENA, "всем привет")
    await world.kill()
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.forget_history(GROUP)
    world.vk.clock.advance(timedelta(minutes=75))
    await world.start()
    await world.settle()

    assert world.mark(lost) == "❓"
    assert world.heard(CHAT) == ["С 10:05 до 11:20 бот не видел чат. Прочитал всё сейчас, вопросы записал"]


async def test_what_came_is_not_heard_twice(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    await world.kill()
    await world.start()
    await world.settle()

    assert world.mark(asked) == "❓"
    assert len(world.heard(MARINA)) == 1


async def test_a_deleted_message_is_a_hole_and_no_alarm(world: World) -> None:
    await world.says(LENA, "всем привет")
    gone = world.vk.say(GROUP, CHAT, LENA, "ошиблась чатом")
    world.vk.delete(GROUP, CHAT, LENA, gone)
    world.vk.queues[GROUP].forget()
    for poll in world.bot.longpolls:
        await poll.step(0)
    asked = await world.says(MARINA, LAMP)

    assert world.mark(asked) == "❓"


async def test_a_private_question_asked_while_nobody_listened(world: World) -> None:
    await world.writes_and_waits(VIKTOR, "когда почистят дорогу в Заручевье")
    await world.kill()
    world.vk.say(GROUP, VIKTOR, VIKTOR, "и ещё: почему не вывозят мусор у магазина в Заручевье")
    world.vk.forget_history(GROUP)
    await world.start()
    await world.settle()
    await world.pass_time(timedelta(seconds=70))

    async with world.bot.database.reading() as uow:
        assert "мусор" in (await uow.questions.get(2)).text
