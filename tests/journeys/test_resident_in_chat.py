"""Journey 1: a resident in a chat."""

from tests.world import CHAT, ILYIN, KUZMIN, LENA, MARINA, OLEG, World

LAMP = "а что с фонарём на победы 14? третий день темно, дети из школы идут"


async def test_a_lamp_from_the_dark_to_the_light(tuesday_evening: World) -> None:
    world = tuesday_evening

    asked = await world.says(MARINA, LAMP)
    assert world.mark(asked) == "❓"
    assert world.heard(CHAT) == []
    [told] = world.heard(MARINA)
    assert "№1" in told
    assert "Ответит Сергей Ильин, ЖКХ. Срок — четверг, 9:30." in told

    await world.until("2026-11-24 19:50")
    neighbour = await world.says(LENA, "и у нас на победы 16 тоже темнота")
    assert world.mark(neighbour) == "❓"
    await world.reacts(OLEG, asked)
    world.vk.allow(242065128, OLEG)

    assert world.heard(ILYIN) == [], "nobody is disturbed in the evening"
    await world.until("2026-11-25 09:00")
    [card] = world.heard(ILYIN)
    assert card.startswith("№1")
    assert "фонарём на победы 14" in card

    await world.until("2026-11-25 11:05")
    await world.says(
        ILYIN,
        "Марина, добрый день. Перегорел блок управления на всю линию, заменим в четверг до обеда. "
        "Победы, 16 — на той же линии",
        to=asked,
    )
    assert world.mark(asked) == "👌"
    assert world.mark(neighbour) == "👌"
    assert world.heard(CHAT) == [], "the answer is there already, nothing is repeated"
    [follower] = world.heard(OLEG)
    assert follower.startswith("Ответили на вопрос №1")
    assert "«Марина, добрый день. Перегорел блок" in follower
    assert "— Сергей Ильин, ЖКХ" in follower
    [seen] = world.heard(ILYIN)
    assert "Увидел ваш ответ Марине" in seen
    assert "чт 26.11" in seen

    await world.until("2026-11-26 12:40")
    await world.says(ILYIN, "Сделали, проверьте вечером", to=asked)
    await world.until("2026-11-26 17:29")
    assert world.heard(CHAT) == []
    await world.until("2026-11-26 17:30")
    [question] = world.heard(CHAT)
    assert question.startswith("Марина, ")
    assert world.bot_said(CHAT)[-1].reply_to == asked

    await world.presses(MARINA, "Да", peer=CHAT)
    assert world.popped(MARINA)[-1] == "Спасибо. Закрыл вопрос"
    outcome = world.bot_said(CHAT)[-1]
    assert "Марина подтвердила" in outcome.text
    assert not outcome.keyboard or not outcome.keyboard.get("buttons")


async def test_still_dark_comes_back_with_a_short_clock(tuesday_evening: World) -> None:
    world = tuesday_evening
    asked = await world.says(MARINA, LAMP)
    await world.until("2026-11-26 12:40")
    await world.says(ILYIN, "Сделали, проверьте вечером", to=asked)
    await world.until("2026-11-26 17:30")
    world.heard(CHAT)
    world.heard(ILYIN)
    world.heard(KUZMIN)

    await world.presses(MARINA, "Нет", peer=CHAT)

    assert "Вернул Сергею Ильину" in world.popped(MARINA)[-1]
    outcome = world.bot_said(CHAT)[-1].text
    assert outcome == "Вернул вопрос №1 Сергею Ильину. Новый срок — завтра, 12:30."
    assert world.mark(asked) == "❓"
    await world.until("2026-11-27 08:31")
    assert any("№1 вернулся" in text for text in world.heard(ILYIN))
    assert any("№1 вернулся" in text for text in world.heard(KUZMIN))


async def test_a_stranger_cannot_confirm(tuesday_evening: World) -> None:
    world = tuesday_evening
    asked = await world.says(MARINA, LAMP)
    await world.until("2026-11-26 12:40")
    await world.says(ILYIN, "Сделали, проверьте вечером", to=asked)
    await world.until("2026-11-26 17:30")

    await world.presses(LENA, "Да", peer=CHAT)

    assert "может автор или кто подписался" in world.popped(LENA)[-1]
    assert "Марина подтвердила" not in world.bot_said(CHAT)[-1].text
