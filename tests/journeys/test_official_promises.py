"""Nods, days and promises: what stops the clock and what does not."""

from datetime import timedelta

import pytest

from tests.journeys.answers import ask
from tests.world import CHAT, ILYIN, KUZMIN, LEBEDEVA, LENA, MARINA, STAFF_CHAT, VIKTOR, World, labels

NOD = "Принял, разберёмся"


async def test_a_nod_is_passed_on_but_the_clock_runs(world: World) -> None:
    asked = await ask(world, "chat")

    await world.writes(ILYIN, NOD)

    assert asked.published == [f"{NOD}\n— Сергей Ильин, ЖКХ"]
    assert world.mark(asked.message) == "❓"
    [told] = world.heard(ILYIN)
    assert "№1 как «в работе», часы идут" in told
    assert labels(world.bot_said(ILYIN)[-1]) == ["Сегодня", "Завтра", "Чт", "Пт", "Другая"]
    await world.writes(LEBEDEVA, "ждут")
    assert "№1" in world.heard(LEBEDEVA)[-1]


async def test_a_nod_in_the_chat_is_not_repeated(world: World) -> None:
    asked = await ask(world, "chat")

    await world.says(ILYIN, NOD, to=asked.message)

    assert asked.published == []
    assert world.mark(asked.message) == "❓"
    assert "часы идут" in world.heard(ILYIN)[-1]


async def test_a_day_then_the_words(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, NOD)
    world.heard(ILYIN)

    await world.presses(ILYIN, "Пт")
    [what] = world.heard(ILYIN)
    assert "Что напишем жителю?" in what
    assert len(asked.published) == 1
    await world.writes(ILYIN, "Привезут новый блок и заменят")

    assert asked.published[-1] == "Будет готово в пятницу:\nПривезут новый блок и заменят\n— Сергей Ильин, ЖКХ"
    assert world.mark(asked.message) == "👌"
    assert "пт 27.11" in world.heard(ILYIN)[-1]
    await world.writes(LEBEDEVA, "обещали")
    assert "№1" in world.heard(LEBEDEVA)[-1]


async def test_another_day_is_typed(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.presses(ILYIN, "К дате…")
    await world.presses(ILYIN, "Другая")
    world.heard(ILYIN)

    await world.writes(ILYIN, "когда-нибудь")
    assert "Не понял дату для вопроса №1" in world.heard(ILYIN)[-1]
    await world.writes(ILYIN, "сделаем к 10 декабря")
    assert "дата — 10 декабря. Что напишем жителю?" in world.heard(ILYIN)[-1]
    await world.writes(ILYIN, "Ждём блок с завода")

    assert len(asked.published) == 1
    assert "10 декабря" in asked.published[0]
    assert "Ждём блок с завода" in asked.published[0]


async def test_a_date_by_command(world: World) -> None:
    asked = await ask(world, "chat")

    await world.writes(ILYIN, "дата 1 пт Заменим блок управления")

    assert asked.published == ["Будет готово в пятницу:\nЗаменим блок управления\n— Сергей Ильин, ЖКХ"]


async def test_a_date_with_an_hour_keeps_it(world: World) -> None:
    asked = await ask(world, "chat")

    await world.writes(ILYIN, "дата 1 27.11 15:00")
    await world.writes(ILYIN, "Заменим блок управления")

    assert "15:00" in asked.published[0]


@pytest.mark.parametrize("words", ["дата 1 абракадабра", "дата 1 вчера починим", "дата 1 32.13 починим"])
async def test_a_bad_date_is_told_so(world: World, words: str) -> None:
    asked = await ask(world, "chat")

    await world.writes(ILYIN, words)

    assert "Не понял дату" in world.heard(ILYIN)[-1]
    assert asked.published == []


async def test_in_private_the_date_comes_with_the_answer(world: World) -> None:
    asked = await ask(world, "private")

    await world.writes(ILYIN, "дата 1 пт Заменим блок управления")

    [said] = asked.published
    assert "Будет готово в пятницу:\n«Заменим блок управления»" in said
    assert "Спрошу" in said


async def test_dates_are_wrong(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "Лампу заменим в четверг")

    await world.presses(ILYIN, "Даты не те")

    assert len(asked.published) == 1
    await world.writes(LEBEDEVA, "обещали")
    assert "№1" not in world.heard(LEBEDEVA)[-1]


# --- done, and is it so?


async def test_done_with_a_photo(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "Лампу заменим сегодня до обеда")

    await world.writes(ILYIN, "готово 1 проверьте вечером", attachments=["photo"])

    said = world.bot_said(CHAT)[-1]
    assert said.text == "Готово. Проверьте вечером\n— Сергей Ильин, ЖКХ"
    assert said.reply_to == asked.message
    assert [one["type"] for one in said.attachments] == ["photo"]
    await world.until("2026-11-24 14:30")
    assert "сделали?" in world.bot_said(CHAT)[-1].text
    assert labels(world.bot_said(CHAT)[-1]) == ["Да", "Нет"]


async def test_done_by_a_reply_with_a_photo_and_no_words(world: World) -> None:
    asked = await ask(world, "private")

    await world.writes(ILYIN, "", to=world.bot_said(ILYIN)[-1].cmid, attachments=["photo"])

    [said] = [m for m in world.bot_said(VIKTOR) if "ответ на вопрос №1" in m.text]
    assert [one["type"] for one in said.attachments] == ["photo"]
    await world.until("2026-11-24 14:30")
    assert "Сделали?" in world.bot_said(asked.author)[-1].text


async def asked_whether_done(world: World) -> int:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "Лампу заменили")
    await world.until("2026-11-24 14:30")
    for peer in (CHAT, ILYIN, KUZMIN, MARINA, STAFF_CHAT):
        world.heard(peer)
    return asked.message


async def test_yes(world: World) -> None:
    await asked_whether_done(world)

    await world.presses(MARINA, "Да", peer=CHAT)

    assert world.popped(MARINA)[-1] == "Спасибо. Закрыл вопрос"
    outcome = world.bot_said(CHAT)[-1]
    assert "подтвердила: сделали" in outcome.text
    assert labels(outcome) == []


async def test_no_comes_back_and_the_second_time_to_the_region_too(world: World) -> None:
    await asked_whether_done(world)

    await world.presses(MARINA, "Нет", peer=CHAT)
    assert any("№1 вернулся" in text for text in world.heard(ILYIN))
    assert any("№1 вернулся" in text for text in world.heard(KUZMIN))
    assert world.heard(STAFF_CHAT) == []

    await world.writes(ILYIN, "ответ 1 Лампу заменили ещё раз")
    await world.writes(MARINA, "не решено 1 опять темно")

    assert any("опять темно" in text for text in world.heard(ILYIN))
    assert any("№1 вернулся: «опять темно»" in text for text in world.heard(STAFF_CHAT))


async def test_a_second_press_of_no_changes_nothing_and_lies_about_nothing(world: World) -> None:
    await asked_whether_done(world)
    question = world.bot_said(CHAT)[-1].cmid
    keyboard = world.message(question).keyboard
    await world.presses(MARINA, "Нет", peer=CHAT)
    world.heard(ILYIN)

    world.message(question).keyboard = keyboard
    await world.presses(MARINA, "Нет", peer=CHAT)

    assert world.heard(ILYIN) == []
    assert "двух недель" not in world.popped(MARINA)[-1]
    assert "№1" in world.popped(MARINA)[-1]


async def test_a_stranger_may_not_say_yes_or_no(world: World) -> None:
    await asked_whether_done(world)

    await world.presses(LENA, "Нет", peer=CHAT)

    assert "автор или кто подписался" in world.popped(LENA)[-1]
    assert world.heard(ILYIN) == []


async def test_a_neighbour_who_joined_may_say_no(world: World) -> None:
    asked = await ask(world, "chat")
    await world.reacts(LENA, asked.message)
    await world.writes(ILYIN, "Лампу заменили")
    await world.until("2026-11-24 14:30")

    await world.presses(LENA, "Нет", peer=CHAT)

    assert "Вернул Сергею Ильину" in world.popped(LENA)[-1]


async def test_partly_asks_what_is_left(world: World) -> None:
    await ask(world, "private")
    await world.writes(ILYIN, "Лампу заменили")
    await world.until("2026-11-24 14:30")
    world.heard(ILYIN)

    await world.presses(VIKTOR, "Частично")
    await world.writes(VIKTOR, "горит через один", attachments=["photo"])

    said = world.heard(ILYIN)
    assert any("№1 вернулся: «горит через один»" in text for text in said)
    assert any(m.attachments for m in world.bot_said(ILYIN)), "with the photo"


async def test_the_window_is_over(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "Этим фонарём ведает товарищество садоводов")
    world.vk.clock.advance(timedelta(days=16))
    await world.tick()
    world.heard(ILYIN)

    await world.writes(MARINA, "не решено 1 темно")

    assert "прошло больше двух недель" in world.heard(MARINA)[-1]
    assert world.heard(ILYIN) == []
