"""Order in the chats: mere abuse is counted and warned about, only people mute, and nobody's opinion is touched."""

from datetime import timedelta

import pytest

from tests.world import CHAT, GROUP, IRINA, LENA, MARINA, MODERATORS_CHAT, OLEG, SOKOLOVA, VIKTOR, World

pytestmark = pytest.mark.at("2026-11-24 14:30")


WARNING = (
    "Сегодня в чате три ваших сообщения с руганью. Ещё одно — модератор может выключить вам сообщения на сутки. "
    "По делу отвечаем всегда."
)


async def test_row_8_the_third_mere_insult_is_warned_about_and_only_a_person_mutes(world: World) -> None:
    await world.starts(OLEG)
    world.heard(OLEG)
    angry = await world.says(OLEG, "Когда уже, суки, дорогу на Лесной сделаете? Позор, сколько можно врать")
    assert world.mark(angry) == "❓", "anger with a matter in it is a question like any other"
    world.heard(OLEG)
    for text in ("суки", "да пошли вы на хуй"):
        await world.says(OLEG, text)
        assert (world.heard(OLEG), world.heard(CHAT)) == ([], [])
    assert not any("ругань" in text for text in world.heard(MODERATORS_CHAT))

    await world.says(OLEG, "уроды вы все, пидорасы")
    assert world.heard(OLEG) == [WARNING]
    assert world.heard(CHAT) == []
    [told] = [text for text in world.heard(MODERATORS_CHAT) if "ругань" in text]
    assert told.startswith("Одна ругань, без вопроса: 3-е сообщение за день")
    assert "пидор" not in told

    # Not switched on: the moderator is told how; switched on and refused by VK: told as well.
    await world.presses(SOKOLOVA, "Выключить на сутки", peer=MODERATORS_CHAT)
    assert f"→ vk.com/id{OLEG} →" in world.heard(MODERATORS_CHAT)[-1]
    async with world.bot.database.reading() as uow:
        assert [one.text for one in await uow.questions.after(0, 10)] == [
            "Когда уже, суки, дорогу на Лесной сделаете? Позор, сколько можно врать"
        ]
    await world.kill()
    world.settings = world.settings.model_copy(update={"vk_mute": True})
    await world.start()
    await world.presses(SOKOLOVA, "Выключить на сутки", peer=MODERATORS_CHAT)
    assert f"выключить сообщения vk.com/id{OLEG} до" in world.heard(MODERATORS_CHAT)[-1]
    assert "Вручную" in world.heard(SOKOLOVA)[-1], "VK's stand-in knows no such method, as VK may not"
    await world.writes(SOKOLOVA, "журнал удалений 1")
    card = world.bot_said(SOKOLOVA)[-1].text
    assert "без слова в чате" in card
    assert "Сейчас: ВКонтакте не дал" in card
    assert "Кончится завтра" in card
    await world.says(MARINA, "Когда починят дорогу на Лесной?")


COPIES = (
    "Хватит врать про ремонт дороги на Лесной! Когда начнёте?",
    "хватит врать про ремонт дороги на лесной, когда начнёте???",
    "Когда начнёте? Хватит врать про ремонт дороги на Лесной",
    "ХВАТИТ ВРАТЬ ПРО РЕМОНТ ДОРОГИ НА ЛЕСНОЙ. КОГДА НАЧНЁТЕ",
    "Хватит врать про ремонт дороги на Лесной! Когда начнёте? 1",
)


async def test_copies_by_newcomers_are_one_line_to_the_moderators_and_nothing_is_lost(world: World) -> None:
    """product.md 55: what they say does not matter; the same words of those who have long been here are no wave."""
    people = (MARINA, LENA, OLEG, VIKTOR, IRINA)
    for person, text in zip(people, COPIES, strict=True):
        await world.says(person, text)
    assert not any("накрутку" in text for text in world.heard(MODERATORS_CHAT))

    world.vk.clock.advance(timedelta(hours=2))
    await world.settle()
    for person in people:
        world.vk.action(GROUP, CHAT, person, "chat_invite_user_by_link")
    await world.settle()
    told_again = zip(people, COPIES, strict=True)
    asked = [await world.says(person, text) for person, text in told_again]
    [told] = [text for text in world.heard(MODERATORS_CHAT) if "накрутку" in text]
    assert told.startswith("Похоже на накрутку: 5 одинаковых от новичков за 10 минут")
    assert world.mark(asked[-1]) == ""
    assert all(world.message(cmid).text and not world.message(cmid).deleted for cmid in asked), "nothing is deleted"
    await world.presses(SOKOLOVA, "Возможно, вопросы", peer=MODERATORS_CHAT)
    assert "Хватит врать" in world.heard(MODERATORS_CHAT)[-1]
