"""Journey 2: a resident in private messages."""

from datetime import timedelta

from tests.world import KUZMIN, LEBEDEVA, PETROVA, STAFF_CHAT, VIKTOR, World

ROAD = "когда почистят дорогу в Заручевье от остановки до магазина"


async def test_the_first_start_says_what_the_bot_is(world: World) -> None:
    await world.starts(VIKTOR)

    [welcome] = world.heard(VIKTOR)
    assert welcome.startswith("Здравствуйте, Виктор.")
    assert "Напишите обычными словами" in welcome
    assert "удали мои вопросы" in welcome
    keyboard = world.vk.messages(242065128, VIKTOR)[-1].keyboard
    assert [b["action"]["label"] for row in keyboard["buttons"] for b in row] == [
        "Задать вопрос",
        "Мои вопросы",
        "Ближайший эфир",
    ]


async def test_several_messages_are_one_question_and_the_answer_comes_home(world: World) -> None:
    await world.writes(VIKTOR, "Скажите пожалуйста")
    await world.pass_time(timedelta(seconds=30))
    await world.writes(VIKTOR, ROAD)
    assert world.heard(VIKTOR) == [], "the bot waits for a minute of silence"

    await world.pass_time(timedelta(seconds=61))
    [recorded] = world.heard(VIKTOR)
    assert "№1" in recorded
    assert "Ответит Ольга Петрова" in recorded
    [card] = world.heard(PETROVA)
    assert card.startswith("№1")
    assert "Заручевье" in card

    await world.writes(
        PETROVA,
        "Грейдер пройдёт завтра, 25 ноября, до 11:00. Дальше — после каждого снега больше 5 см, в течение дня",
        to=world.bot_said(PETROVA)[-1].cmid,
    )
    [answer] = world.heard(VIKTOR)
    assert answer.startswith("Виктор, ответ на вопрос №1")
    assert "«Грейдер пройдёт завтра, 25 ноября, до 11:00." in answer
    assert "— Ольга Петрова, транспорт и дороги" in answer

    await world.until("2026-11-25 14:29")
    world.heard(PETROVA)
    assert world.heard(VIKTOR) == []
    await world.until("2026-11-25 14:30")
    [ask] = world.heard(VIKTOR)
    assert ask.startswith("Виктор, ")

    await world.presses(VIKTOR, "Частично")
    [left] = world.heard(VIKTOR)
    assert "Что осталось?" in left
    await world.writes(VIKTOR, "до магазина не доехали метров сто", attachments=["photo"])
    await world.tick()
    assert any("не доехали метров сто" in text for text in world.heard(PETROVA))
    assert any("не доехали метров сто" in text for text in world.heard(KUZMIN))


async def test_row_11_an_overdue_question_is_told_honestly_and_climbs(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    world.heard(VIKTOR)

    await world.until("2026-11-25 11:05")  # nine working hours after 10:00 on Tuesday
    [overdue] = world.heard(VIKTOR)
    assert "№1" in overdue
    assert "Напомнил Ольге Петровой" in overdue
    assert any("№1" in text for text in world.heard(PETROVA))
    assert any("№1" in text for text in world.heard(KUZMIN))

    await world.until("2026-11-26 12:00")
    assert any("№1" in text for text in world.heard(STAFF_CHAT)), "ЦУР hears nine working hours after the deadline"
    again = world.heard(VIKTOR)
    assert len(again) == 1, "news once more, because the bot keeps its word"
    assert "ответа всё ещё нет" in again[0].lower() or "Ответа всё ещё нет" in again[0]


async def test_an_answer_silences_every_reminder(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.until("2026-11-25 09:00")
    world.heard(PETROVA)
    await world.writes(PETROVA, "ответ 1 Почистили сегодня в восемь утра")
    world.heard(PETROVA)
    world.heard(VIKTOR)

    await world.until("2026-12-02 18:00")

    assert world.heard(KUZMIN) == []
    assert [t for t in world.heard(PETROVA) if "№1" in t] == []
    assert LEBEDEVA
