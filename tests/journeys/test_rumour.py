"""A rumour is spotted, checked by people, answered where it lives, and answered again when it comes back."""

from datetime import timedelta

import pytest

from tests.world import CHAT, KUZMIN, LEBEDEVA, LENA, MARINA, OLEG, SOKOLOVA, STAFF_CHAT, VETROV, VIKTOR, World

SAID = "Говорят, роддом с января закрывают"
TRUTH = "Не закрывают. Ремонт с 12 по 25 января, дежурная бригада остаётся"
SOURCE = "главврач Приозёрской больницы, https://vk.com/wall-1_40"
ANSWER = f"{TRUTH}\nПроверили 24 ноября: {SOURCE}\n— Николай Ветров, глава округа"


async def test_row_25_an_old_fake_is_refuted_once_and_again_with_one_tap(world: World) -> None:
    """failures.md 25, product.md 111–114."""
    told = await world.says(MARINA, SAID)
    assert (world.heard(CHAT), world.mark(told)) == ([], ""), "the chat sees nothing until people have checked"
    [spotted] = [text for text in world.heard(STAFF_CHAT) if "Слух" in text]
    assert spotted.startswith(f"Слух 1, Приозёрный округ: «{SAID}»")
    assert spotted in world.heard(VETROV), "the head hears of it too"
    await world.says(LENA, "девочки, слышала что роддом закроют с нового года")
    assert not any("Слух" in text for text in world.heard(STAFF_CHAT)), "the same rumour in the same chat is not news"

    # Nobody but those who answer for it decides, and nothing goes out unchecked, unsourced or with private data.
    await world.writes(OLEG, "!слух 1 правда")
    assert "такой команды" in world.heard(OLEG)[-1]
    await world.presses(VETROV, "Неправда")
    assert "Напишите ответ жителям" in world.heard(VETROV)[-1]
    await world.writes(VETROV, "слух 1 ответить")
    assert "Отвечать рано" in world.heard(VETROV)[-1]
    await world.writes(VETROV, "слух 1 текст Смирнова из квартиры 12 врёт, её долг 40 тысяч")
    assert "личные данные" in world.heard(VETROV)[-1]
    await world.writes(VETROV, TRUTH)
    assert "Откуда это известно" in world.heard(VETROV)[-1], "with one thumb: the next words are what residents read"
    await world.writes(VETROV, SOURCE)
    assert "Отправлю под сообщения" in world.heard(VETROV)[-1]
    await world.writes(VETROV, "Принял, разберёмся")
    assert "отвечать не на что" in world.heard(VETROV)[-1], "no question of a resident is made of an official's formula"
    await world.presses(VETROV, "Ответить в чатах")
    assert world.heard(CHAT) == [ANSWER]
    under = world.bot_said(CHAT)[-1]
    assert under.reply_to == world.message(told).cmid + 1, "under the newest message that tells it"

    # It comes back: the moderators answer the same with one tap, once a day in a chat.
    world.vk.clock.advance(timedelta(days=1))
    await world.tick()
    world.heard(STAFF_CHAT)
    await world.says(VIKTOR, "Правда ли, что роддом закроют?")
    await world.says(OLEG, "по чатам пишут, что роддом закрывают")
    back = [text for text in world.heard(STAFF_CHAT) if "вернулся" in text]
    assert len(back) == 1
    assert "Проверили 24 ноября, неправда" in back[0]
    await world.presses(LEBEDEVA, "Ответить в чатах", peer=STAFF_CHAT)
    assert world.heard(CHAT) == [ANSWER]
    await world.writes(SOKOLOVA, "слух 1 ответить")
    assert "отвечать негде" in world.heard(SOKOLOVA)[-1]

    # What was checked long ago is checked anew; the register shows all of it and forgets whose words they were.
    await world.writes(LEBEDEVA, "слух 1 до завтра")
    world.vk.clock.advance(timedelta(days=2))
    await world.tick()
    await world.says(VIKTOR, "опять говорят, роддом закрывают")
    assert any("Проверяем." in text and "Слух 1" in text for text in world.heard(STAFF_CHAT))
    await world.writes(LEBEDEVA, "слухи")
    assert world.heard(LEBEDEVA)[-1].endswith(f"1. проверяем, сообщений 5: «{SAID}»")
    await world.writes(MARINA, "удали мои вопросы")
    await world.presses(MARINA, "Стереть")
    assert await world.remembered("роддом с января") == []


async def test_a_refutation_answers_the_question_it_stands_under_by_a_tap_only(world: World) -> None:
    asked = await world.says(MARINA, f"{SAID}. Куда теперь ехать рожать, подскажите?")
    await world.reacts(LENA, asked)
    await world.writes(LENA, "мои")
    assert world.mark(asked) == "❓"
    await world.writes(VETROV, f"слух 1 неправда {TRUTH}")
    await world.writes(VETROV, f"слух 1 источник {SOURCE}")
    for person in (VETROV, LEBEDEVA, LENA, KUZMIN):
        world.heard(person)
    await world.writes(LEBEDEVA, "слух 1 ответить")
    assert world.bot_said(CHAT)[-1].reply_to == asked
    assert world.mark(asked) == "❓", "nobody has said that this is what was asked"
    assert any("Это и ответ?" in text and "№1" in text for text in world.heard(LEBEDEVA))

    await world.presses(LEBEDEVA, "Это и ответ")

    assert world.mark(asked) == "👌"
    assert len(world.bot_said(CHAT)) == 1, "it is not said twice"
    assert any(TRUTH in text for text in world.heard(LENA)), "whoever follows the question reads it"
    await world.writes(LEBEDEVA, "статус 1")
    assert "ответ есть" in world.heard(LEBEDEVA)[-1]
    await world.presses(LEBEDEVA, "Это и ответ")
    assert len(world.bot_said(CHAT)) == 1
    assert "уже" in world.popped(LEBEDEVA)[-1]


@pytest.mark.parametrize("said", ["Когда починят дорогу на Лесной?", "Мне сказали в поликлинике, что врача не будет"])
async def test_a_question_and_words_with_a_source_are_no_rumour(world: World, said: str) -> None:
    await world.says(MARINA, said)
    assert not any("Слух" in text for text in world.heard(STAFF_CHAT))
