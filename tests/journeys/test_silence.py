"""Silence is not peace: what it closed is asked about again, and who is silent is told (product.md 106, 109)."""

from datetime import timedelta

from domain.question import Status
from tests.world import LEBEDEVA, OLEG, PETROVA, STAFF_CHAT, World, moment

PITS = ["Когда заделают яму на Мира, дом 3?", "Почему не чистят дорогу на Лесной?", "Когда пустят автобус в Бор?"]


async def test_what_silence_closed_is_asked_about_once_more_and_may_come_back(world: World) -> None:
    await world.starts(OLEG)
    await world.writes_and_waits(OLEG, PITS[0])
    await world.writes(PETROVA, "ответ 1 Заделали сегодня утром")
    world.vk.clock.advance(moment("2026-11-24 14:35") - world.vk.clock.now())
    for _ in range(9):  # asked, silent, closed, and one day later asked again
        await world.tick()
        if any("№1 закрыт без вашего слова" in text for text in world.heard(OLEG)):
            break
        world.vk.clock.advance(timedelta(days=1))
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(1)).status is Status.CLOSED_UNCONFIRMED
    await world.presses(OLEG, "Нет")
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(1)).status is Status.REOPENED


async def test_row_11_who_is_silent_and_whose_questions_pile_up_is_told_weekly(world: World) -> None:
    await world.starts(OLEG)
    for text in PITS:
        await world.writes_and_waits(OLEG, text)
    world.heard(STAFF_CHAT)
    await world.writes(LEBEDEVA, "тишина")
    told = world.heard(LEBEDEVA)[-1]
    assert told.startswith("Тихо, за месяц ни одного вопроса.\nЧаты: 2000000002")
    assert "Заручевье" in told
    assert "Бор," not in told.split("Ждут")[0]
    assert "вопросов 3: №1, №2, №3" in told

    world.vk.clock.advance(moment("2026-11-30 08:46") - world.vk.clock.now())
    await world.tick()
    [told] = [text for text in world.heard(STAFF_CHAT) if "вопросов 3: №1, №2, №3" in text]
    assert not told.startswith("Тихо"), "the bot is here for a week"

    world.vk.clock.advance(moment("2027-01-11 08:46") - world.vk.clock.now())
    await world.tick()
    assert [text for text in world.heard(STAFF_CHAT) if text.startswith("Тихо") and "Чаты: 2000000002" in text]
