"""What a resident hears of a deadline that passed: once, once more as promised, and where they can hear it."""

from datetime import timedelta

from tests.world import CHAT, GROUP, MARINA, OLEG, PETROVA, VIKTOR, World

ROAD = "Когда почистят дорогу в Заручевье от остановки до магазина?"


async def test_once_at_the_deadline_and_once_more_as_promised(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    world.heard(VIKTOR)

    await world.until("2026-11-25 10:59")
    assert world.heard(VIKTOR) == []
    await world.until("2026-11-25 11:01")
    [first] = world.heard(VIKTOR)
    assert first.startswith("Виктор, на вопрос №1 «Когда почистят дорогу")
    assert "Срок был сегодня в 11:00" in first
    assert "Напомнил Ольге Петровой, знает и Андрей Кузьмин." in first
    assert "Напишу до 16:30 — с ответом или без." in first

    await world.until("2026-11-25 16:29")
    assert world.heard(VIKTOR) == []
    await world.until("2026-11-25 16:31")
    [second] = world.heard(VIKTOR)
    assert "ответа всё ещё нет" in second
    assert "Теперь о нём знает и Николай Ветров, глава" in second, "the head has known since 16:00"

    await world.until("2026-11-30 18:00")
    assert world.heard(VIKTOR) == [], "and no more"


async def test_where_private_is_closed_it_is_said_in_the_chat(world: World) -> None:
    asked = await world.says(OLEG, ROAD)
    await world.until("2026-11-25 11:01")
    [first] = world.heard(CHAT)
    assert first.startswith("Олег, ответа на вопрос №1 пока нет, срок прошёл.")
    assert "Вернусь до 16:30" in first
    assert world.bot_said(CHAT)[-1].reply_to == asked

    await world.until("2026-11-25 16:31")
    [second] = world.heard(CHAT)
    assert second.startswith("На вопрос №1 ответа всё ещё нет."), "the word given in public is kept in public"
    await world.until("2026-11-27 18:00")
    assert world.heard(CHAT) == []


async def test_private_closed_meanwhile_falls_back_to_the_chat(world: World) -> None:
    """The bot does not know yet: VK refuses, and the chat hears it instead."""
    await world.says(MARINA, ROAD)
    world.heard(MARINA)
    world.vk.refuse(GROUP, MARINA, 901)
    await world.until("2026-11-25 16:31")
    assert world.heard(MARINA) == []
    first, second = world.heard(CHAT)
    assert "пока нет" in first
    assert "всё ещё нет" in second


async def test_not_at_night(tuesday_evening: World) -> None:
    """A region's chat sleeps from 22 to 8; the deadline never falls there, an outage may."""
    world = tuesday_evening
    await world.says(OLEG, ROAD)
    await world.kill()
    world.vk.clock.advance(timedelta(days=1, hours=16))  # Thursday, 11:42
    world.vk.clock.advance(timedelta(hours=12))  # 23:42
    await world.start()
    await world.tick()
    assert world.heard(CHAT) == []
    await world.until("2026-11-27 08:31")
    assert len(world.heard(CHAT)) == 1


async def test_within_the_daily_limit(world: World) -> None:
    """Eight questions of people with closed dialogs: six texts a day, the rest is not said."""
    for house in range(1, 9):
        await world.says(OLEG, f"Когда починят дорогу на Мира, дом {house}?")
        world.vk.clock.advance(timedelta(minutes=1))
    await world.until("2026-11-25 11:45")
    assert len(world.heard(CHAT)) == 6


async def test_an_answer_in_time_and_the_resident_hears_nothing_else(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.until("2026-11-25 10:50")
    await world.writes(PETROVA, "ответ 1 Почистили сегодня утром")
    world.heard(VIKTOR)
    await world.until("2026-11-25 17:00")
    assert [text for text in world.heard(VIKTOR) if "нет" in text.lower() and "срок" in text.lower()] == []
