"""Mornings: nothing at night, one list at 8:55, ЦУР's numbers at 8:45."""

from datetime import timedelta
from pathlib import Path

from tests.journeys.test_time_reminders import region_of_seconds
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    IRINA,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    PETROVA,
    STAFF_CHAT,
    World,
    a_town,
    labels,
)

GROMOV = 107


async def night(world: World) -> None:
    await world.says(MARINA, "Когда починят дорогу на Мира?")
    await world.says(LENA, "Почему не ходит автобус в Бор?")


async def test_night_questions_come_as_one_list_in_the_morning(tuesday_evening: World) -> None:
    world = tuesday_evening
    await night(world)

    await world.until("2026-11-25 08:54")
    assert world.heard(PETROVA) == []
    await world.until("2026-11-25 08:56")

    [listed] = world.heard(PETROVA)
    assert listed.splitlines()[0] == "Доброе утро. Ждут вас 2 вопроса"
    assert [line.split()[0] for line in listed.splitlines()[1:]] == ["№1", "№2"]
    assert labels(world.bot_said(PETROVA)[-1]) == ["№1", "№2", "По очереди"]
    await world.until("2026-11-25 12:00")
    assert world.heard(PETROVA) == [], "once"

    await world.presses(PETROVA, "№2")
    [card] = world.heard(PETROVA)
    assert card.startswith("№2")
    await world.writes(PETROVA, "Дорогу переметает, пустим завтра")
    assert "Дорогу переметает" in world.heard(CHAT)[-1]


async def test_one_night_question_comes_as_its_card(tuesday_evening: World) -> None:
    world = tuesday_evening
    await world.says(MARINA, "Когда починят дорогу на Мира?")
    await world.until("2026-11-25 08:56")
    [card] = world.heard(PETROVA)
    assert card.startswith("№1")
    assert "К дате…" in labels(world.bot_said(PETROVA)[-1])


async def test_what_was_answered_at_night_is_not_in_the_list(tuesday_evening: World) -> None:
    world = tuesday_evening
    await night(world)
    await world.writes(PETROVA, "ответ 1 Починим в пятницу")
    world.heard(PETROVA)
    await world.until("2026-11-25 08:56")
    [card] = world.heard(PETROVA)
    assert card.startswith("№2")


async def test_friday_night_waits_for_monday(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-11-27 19:00") as world:
        await night(world)
        world.heard(STAFF_CHAT)
        await world.until("2026-11-27 23:00")
        world.vk.clock.advance(timedelta(days=1))
        await world.until("2026-11-29 10:00")
        assert world.heard(PETROVA) == []
        assert world.heard(STAFF_CHAT) == [], "ЦУР has days off too"
        world.vk.clock.advance(timedelta(hours=22))
        await world.until("2026-11-30 08:46")
        assert len(world.heard(STAFF_CHAT)) == 1
        await world.until("2026-11-30 08:56")
        assert len(world.heard(PETROVA)) == 1


async def test_the_regions_numbers_for_ccu(tuesday_evening: World) -> None:
    """Wednesday: three wait. Thursday: one is late, one is promised for the day, one burns, and a draft."""
    world = tuesday_evening
    await night(world)
    await world.says(IRINA, "Когда уберут мусор в Сосновке?")
    await world.until("2026-11-25 08:44")
    world.heard(STAFF_CHAT)
    await world.until("2026-11-25 08:46")
    [first] = world.heard(STAFF_CHAT)
    assert first.splitlines() == [
        "Без ответа на утро, 25 ноября: 3",
        "Просрочено 0 · сгорят сегодня 0 · обещали на сегодня 0",
        "Приозёрный округ — 2",
        "Лесной округ — 1",
        "Не нажали «Начать»: 5. Кто — «кто не начал»",
    ]
    assert labels(world.bot_said(STAFF_CHAT)[-1])[:4] == ["Ждут", "Просрочено", "Сегодня", "Обещали"]
    await world.until("2026-11-25 11:00")
    assert [text for text in world.heard(STAFF_CHAT) if text.startswith("Без ответа")] == [], "once a day"

    await world.writes(PETROVA, "дата 1 завтра Починим завтра")
    world.vk.deny(GROUP, ILYIN)
    await world.settle()
    await world.until("2026-11-26 08:46")
    second = world.heard(STAFF_CHAT)[-1]
    assert second.splitlines()[0] == "Без ответа на утро, 26 ноября: 2 (вчера 3)"
    assert "обещали на сегодня 1" in second
    assert "сгорят сегодня 2" in second
    await world.presses(LEBEDEVA, "Сегодня", peer=STAFF_CHAT)
    assert world.heard(STAFF_CHAT)[-1].startswith("Сгорят сегодня: 2\n№")
    assert "Не доставляется: " in second
    assert "Сергей Ильин" in second


async def test_on_monday_the_number_is_compared_with_friday(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-11-26 19:00") as world:
        await night(world)
        await world.until("2026-11-27 12:00")
        world.vk.clock.advance(timedelta(days=2, hours=12))
        world.heard(STAFF_CHAT)
        await world.until("2026-11-30 08:46")
        [monday] = [text for text in world.heard(STAFF_CHAT) if text.startswith("Без ответа")]
        assert monday.splitlines()[0] == "Без ответа на утро, 30 ноября: 2 (было 2)"


async def test_the_buttons_of_the_morning_answer_in_ccus_chat(tuesday_evening: World) -> None:
    world = tuesday_evening
    await night(world)
    await world.until("2026-11-25 08:46")
    world.heard(STAFF_CHAT)
    await world.presses(105, "Ждут", peer=STAFF_CHAT)
    [said] = world.heard(STAFF_CHAT)
    assert said.startswith("Ждут ответа: 2\n№1 ")


async def test_a_restart_in_the_morning_repeats_no_list(tuesday_evening: World) -> None:
    world = tuesday_evening
    await night(world)
    await world.until("2026-11-25 08:56")
    for peer in (PETROVA, STAFF_CHAT):
        world.heard(peer)
    await world.kill()
    await world.start()
    await world.until("2026-11-25 09:30")
    assert world.heard(PETROVA) == []
    assert [text for text in world.heard(STAFF_CHAT) if text.startswith("Без ответа")] == []


async def test_a_late_morning_is_still_a_morning_and_noon_is_not(tuesday_evening: World) -> None:
    world = tuesday_evening
    await night(world)
    await world.kill()
    world.vk.clock.advance(timedelta(hours=14))  # 9:42
    await world.start()
    await world.tick()
    assert len(world.heard(PETROVA)) == 1
    assert len([text for text in world.heard(STAFF_CHAT) if text.startswith("Без ответа")]) == 1

    await world.kill()
    world.vk.clock.advance(timedelta(hours=28))  # Thursday, 13:42
    await world.start()
    await world.tick()
    assert [text for text in world.heard(STAFF_CHAT) if text.startswith("Без ответа")] == []


async def test_around_the_clock_there_are_no_mornings(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-11-25 08:30", region=region_of_seconds(tmp_path)) as world:
        await world.until("2026-11-25 10:00")
        assert world.heard(STAFF_CHAT) == []
        assert world.heard(KUZMIN) == []
