"""The day of a promise: reminded, kept, moved, and the resident asked whether it is so."""

from datetime import timedelta

from domain.question import Status
from tests.world import CHAT, KUZMIN, OLEG, PETROVA, STAFF_CHAT, VIKTOR, World, labels

ROAD = "Когда почистят дорогу в Заручевье от остановки до магазина?"


async def a_promise(world: World, until: str = "к четвергу", person: int = VIKTOR) -> None:
    """Asked on Tuesday in private, promised for Thursday 26 November, end of work."""
    await world.writes_and_waits(person, ROAD)
    await world.writes(PETROVA, f"ответ 1 Почистим {until}, дождёмся грейдера")
    for peer in (PETROVA, person, KUZMIN, STAFF_CHAT):
        world.heard(peer)


async def status_of(world: World, number: int = 1) -> Status:
    async with world.bot.database.reading() as uow:
        return (await uow.questions.get(number)).status


def reminders(world: World) -> list[str]:
    return [text for text in world.heard(PETROVA) if "обещали" in text.lower()]


async def test_at_nine_and_two_hours_before(world: World) -> None:
    await a_promise(world)

    await world.until("2026-11-26 08:59")
    assert reminders(world) == []
    await world.until("2026-11-26 09:01")
    [today] = reminders(world)
    assert today.startswith("⚠ Сегодня обещали: «Почистим к четвергу, дождёмся грейдера». Вопрос №1")
    assert labels(world.bot_said(PETROVA)[-1])[1:] == ["Переносим", "Уже отписался"]

    await world.until("2026-11-26 15:29")
    assert reminders(world) == []
    await world.until("2026-11-26 15:31")
    assert len(reminders(world)) == 1


async def test_a_promise_for_today_is_not_reminded_of_the_moment_it_is_given(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes(PETROVA, "ответ 1 Почистим сегодня до 17:00")
    await world.tick()
    assert [text for text in world.heard(PETROVA) if "Сегодня обещали" in text] == []
    await world.until("2026-11-24 15:01")
    assert len(reminders(world)) == 1, "two hours before"


async def test_missed_once_each_morning_and_on_the_next_day_ccu_knows(world: World) -> None:
    await a_promise(world)
    await world.until("2026-11-26 17:29")
    reminders(world)

    await world.until("2026-11-27 08:29")
    assert reminders(world) == [], "missed at closing time: said in the morning"
    await world.until("2026-11-27 08:31")
    [missed] = reminders(world)
    assert missed.startswith("⚠ Обещали вчера, отметки нет: «Почистим к четвергу, дождёмся грейдера».")
    await world.until("2026-11-27 17:00")
    assert reminders(world) == []
    await world.until("2026-11-27 17:31")
    assert any("№1" in text for text in world.heard(STAFF_CHAT))
    await world.until("2026-11-30 17:00")
    assert len(reminders(world)) == 1, "Monday's"


async def test_after_an_outage_one_word_about_the_promise(world: World) -> None:
    await a_promise(world)
    await world.kill()
    world.vk.clock.advance(timedelta(days=6))
    await world.start()
    await world.until("2026-11-30 12:00")
    assert len(reminders(world)) == 1


async def test_done_and_the_resident_is_asked_the_same_day(world: World) -> None:
    await a_promise(world)
    await world.until("2026-11-26 09:05")
    reminders(world)

    await world.presses(PETROVA, "Сделано")

    assert await status_of(world) is Status.ANSWERED
    await world.until("2026-11-26 14:29")
    assert world.heard(VIKTOR) == []
    await world.until("2026-11-26 14:31")
    [ask] = world.heard(VIKTOR)
    assert ask.startswith("Виктор, вы спрашивали: «Когда почистят дорогу")
    await world.until("2026-11-27 17:00")
    assert reminders(world) == [], "kept is kept"


async def test_told_already_counts_as_done(world: World) -> None:
    await a_promise(world)
    await world.until("2026-11-26 12:00")
    await world.presses(PETROVA, "Уже отписался")
    await world.until("2026-11-26 17:29")
    assert world.heard(VIKTOR) == []
    await world.until("2026-11-26 17:31")
    assert len(world.heard(VIKTOR)) == 1


async def test_moved_with_a_reason_in_the_officials_words(world: World) -> None:
    await a_promise(world)
    await world.until("2026-11-26 09:05")
    reminders(world)

    await world.presses(PETROVA, "Переносим")
    [asked] = world.heard(PETROVA)
    assert asked.startswith("До какого дня переносим и почему? Вопрос №1")
    await world.writes(PETROVA, "Грейдер сломался, почистим в понедельник")

    [told] = world.heard(VIKTOR)
    assert told.startswith("По вопросу №1 «Когда почистят дорогу")
    assert "новая дата — понедельник" in told
    assert "«Грейдер сломался, почистим в понедельник»\n— Ольга Петрова, транспорт и дороги" in told
    told = [text for text in world.heard(STAFF_CHAT) if "№1" in text and not text.startswith("Случайный ответ")]
    assert told == [], "the first move is free"
    await world.until("2026-11-27 17:00")
    assert reminders(world) == [], "the old date is forgotten"
    await world.until("2026-11-30 09:01")
    assert len(reminders(world)) == 1


async def test_the_second_move_is_seen_by_ccu(world: World) -> None:
    await a_promise(world)
    for day, said in (("2026-11-26 09:05", "Не успели, сделаем в пятницу"), ("2026-11-27 09:05", "Сделаем 1 декабря")):
        await world.until(day)
        await world.presses(PETROVA, "Переносим")
        await world.writes(PETROVA, said)
    assert any(text.startswith("Обещание по вопросу №1 переносят второй раз.") for text in world.heard(STAFF_CHAT))
    assert any(text.startswith("Перенос второй, вопрос №1.") for text in world.heard(PETROVA))
    assert len([text for text in world.heard(VIKTOR) if "новая дата" in text]) == 2


async def test_moving_without_a_date_asks_again(world: World) -> None:
    await a_promise(world)
    await world.until("2026-11-26 09:05")
    await world.presses(PETROVA, "Переносим")
    world.heard(PETROVA)
    await world.writes(PETROVA, "Не привезли щебень")
    [unclear] = world.heard(PETROVA)
    assert unclear.startswith("Не понял дату для вопроса №1.")
    await world.writes(PETROVA, "Не привезли щебень, сделаем в понедельник")
    assert "новая дата — понедельник" in world.heard(VIKTOR)[-1]


async def test_three_days_of_silence_close_it_unconfirmed(world: World) -> None:
    await a_promise(world)
    await world.until("2026-11-26 09:05")
    await world.presses(PETROVA, "Сделано")
    await world.until("2026-11-29 14:29")
    assert await status_of(world) is Status.ANSWERED
    await world.until("2026-11-29 14:31")
    assert await status_of(world) is Status.CLOSED_UNCONFIRMED
    assert len([text for text in world.heard(VIKTOR) if "вы спрашивали" in text]) == 1

    await world.presses(VIKTOR, "Нет")
    assert await status_of(world) is Status.REOPENED, "within the fifteen days the resident may still object"


async def test_asked_late_after_an_outage_the_resident_still_has_three_days(world: World) -> None:
    await a_promise(world)
    await world.until("2026-11-26 09:05")
    await world.presses(PETROVA, "Сделано")
    await world.kill()
    world.vk.clock.advance(timedelta(days=5, hours=17))  # Wednesday, 2 December, 2:05
    await world.start()
    await world.tick()
    assert world.heard(VIKTOR) == [], "nobody is woken"
    await world.until("2026-12-02 08:01")
    [ask] = world.heard(VIKTOR)
    assert "вы спрашивали" in ask
    assert await status_of(world) is Status.ANSWERED
    await world.until("2026-12-05 07:30")
    assert await status_of(world) is Status.ANSWERED
    await world.until("2026-12-05 08:31")
    assert await status_of(world) is Status.CLOSED_UNCONFIRMED
    assert world.heard(VIKTOR) == []


async def test_asked_in_the_chat_under_the_question(world: World) -> None:
    asked = await world.says(OLEG, ROAD)
    await world.says(PETROVA, "Почистим к четвергу", to=asked)
    await world.until("2026-11-26 09:05")
    await world.presses(PETROVA, "Сделано")
    await world.until("2026-11-26 14:31")
    [ask] = world.heard(CHAT)
    assert ask == "Олег, сделали? Вопрос №1"
    assert world.bot_said(CHAT)[-1].reply_to == asked
