"""Newcomers' advertisements: moderators decide, a rule removes only where they let it, everything comes back."""

from datetime import timedelta

import pytest

from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    LEBEDEVA,
    LENA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    SOKOLOVA,
    VIKTOR,
    World,
    labels,
)

pytestmark = pytest.mark.at("2026-11-24 10:30")


ADVERT = "Удалённая работа без опыта, 5000 в день! Пишите сюда: https://dengi-tut.online/a"
LINK = "Смотрите, что пишут: https://47news.ru/articles/1/"
ANGRY = "Позор администрации, врёте! Вся правда тут: https://47news.ru/articles/1/"


def comes(world: World, *people: int) -> None:
    for person in people:
        world.vk.action(GROUP, CHAT, person, "chat_invite_user_by_link")


def told(world: World, peer: int, beginning: str) -> list[str]:
    return [message.text for message in world.bot_said(peer) if message.text.startswith(beginning)]


async def test_moderators_decide_and_what_was_removed_comes_back(world: World) -> None:
    await world.says(VIKTOR, "Всем привет")
    world.vk.clock.advance(timedelta(days=8))
    comes(world, OLEG)
    await world.starts(OLEG)
    world.heard(MODERATORS_CHAT)

    # One who has long been here is not looked at, a newcomer is; nothing is removed by itself.
    await world.says(VIKTOR, ADVERT)
    assert told(world, MODERATORS_CHAT, "Запись") == []
    advert = await world.says(OLEG, ADVERT)
    await world.says(OLEG, ADVERT.upper())
    assert world.heard(MODERATORS_CHAT) == [
        f"Запись 1. Новичок, реклама с контактами. Олег М., vk.com/id{OLEG}, чат {CHAT}.\n"
        "«Удалённая работа без опыта, 5000 в день! Пишите сюда: •••»\n"
        "Ведёт на dengi-tut.online.\nСообщение на месте. Убрать?"
    ]
    assert not world.message(advert).deleted
    assert world.heard(CHAT) == []

    # A moderator's tap removes it and its copy; the author hears why in private, nobody in the chat.
    await world.presses(SOKOLOVA, "Убрать", peer=MODERATORS_CHAT)
    assert world.message(advert).deleted
    assert world.message(advert + 1).deleted
    assert world.heard(CHAT) == []
    [why] = told(world, OLEG, "Ваше сообщение в чате убрано")
    assert "Почему: похоже на рекламу с контактами. Убрал модератор. За мнение и критику ничего не убирают." in why
    assert labels(world.bot_said(OLEG)[-1]) == ["Это не реклама"]

    # The author objects; a moderator says it again in their name, once, and they are a newcomer no more.
    await world.writes(OLEG, "не реклама 1")
    assert world.bot_said(OLEG)[-1].text == "Передал модератору, запись 1. Вернёт — напишу."
    assert told(world, MODERATORS_CHAT, "Запись 1. Автор не согласен")
    await world.presses(SOKOLOVA, "Вернуть", peer=MODERATORS_CHAT)
    [again] = world.heard(CHAT)
    assert again == f"Олег М. писал сегодня 10:30, сообщение убрали зря: «{ADVERT}»"
    assert world.bot_said(OLEG)[-1].text.startswith("Ваше сообщение вернули в чат, запись 1.")
    await world.presses(SOKOLOVA, "Вернуть", peer=MODERATORS_CHAT)
    assert world.heard(CHAT) == []
    await world.says(OLEG, LINK)
    assert told(world, MODERATORS_CHAT, "Запись 3") == []

    # A journal for the moderators of the place and for ЦУР.
    await world.writes(SOKOLOVA, "журнал удалений")
    listed = world.bot_said(SOKOLOVA)[-1].text
    assert "1. сегодня 10:30, чат" in listed
    assert "реклама с контактами — вернули" in listed
    await world.writes(LEBEDEVA, "журнал удалений 1")
    card = world.bot_said(LEBEDEVA)[-1].text
    assert "Автор не согласен" in card
    assert "Копий: 1." in card
    await world.writes(ILYIN, "журнал удалений")
    assert "Запись" not in world.bot_said(ILYIN)[-1].text

    # Asked to be forgotten, the author leaves no word.
    await world.writes(OLEG, "удали мои вопросы")
    await world.presses(OLEG, "Стереть")
    assert await world.remembered("dengi-tut", "DENGI-TUT") == []


async def test_a_rule_removes_where_moderators_let_it_and_never_for_an_opinion(world: World) -> None:
    await world.says(VIKTOR, "Всем привет")
    world.vk.clock.advance(timedelta(days=8))
    comes(world, OLEG, LENA, MARINA)
    await world.settle()

    # A moderator sees first what would change, and taps; a stranger's order is silence.
    await world.says(OLEG, "!спам убирать")
    await world.says(SOKOLOVA, "!спам убирать")
    assert "Сейчас: только показываю вам" in world.bot_said(SOKOLOVA)[-1].text
    await world.presses(SOKOLOVA, "Поставить так")
    assert "явную рекламу и приглашения убираю сам" in world.bot_said(SOKOLOVA)[-1].text

    # Advertisements go; links, anger, the press and a question with a place stay.
    advert = world.vk.say(GROUP, CHAT, OLEG, ADVERT)
    for poll in world.bot.longpolls:
        await poll.step(0)
    await world.bot.inbox.step()
    await world.kill()  # decided, and VK not asked yet
    await world.start()
    await world.settle()
    assert world.message(advert).deleted
    [removed] = told(world, MODERATORS_CHAT, "Запись 1. Убрал у новичка: реклама с контактами.")
    assert "Автору объяснить не могу: личные сообщения закрыты." in removed
    angry = await world.says(LENA, ANGRY)
    asked = await world.says(MARINA, "Не горит фонарь на Победы 14, фото тут t.me/+AbCdEf12345")
    assert not world.message(angry).deleted
    assert not world.message(asked).deleted
    assert world.mark(asked) == "❓"
    assert told(world, MODERATORS_CHAT, "Запись 2. Новичок, ссылка.")
    assert "В нём есть вопрос, он записан как обычно." in told(world, MODERATORS_CHAT, "Запись 3")[0]
    assert world.heard(CHAT) == []

    # A copy of what a moderator removed goes by itself; a removed question's message does not take the question along.
    await world.presses(SOKOLOVA, "Убрать", peer=MODERATORS_CHAT)
    assert world.message(asked).deleted
    await world.tick()
    await world.writes(SOKOLOVA, "ждут")
    assert "не горит фонарь" in world.bot_said(SOKOLOVA)[-1].text.casefold()

    # No administrator any more: moderators are told once, and do it by hand.
    world.vk.chat(GROUP, CHAT).admin = False
    other = await world.says(LENA, "Займ без отказа за 5 минут, переходи по ссылке zaim-tut.online")
    assert not world.message(other).deleted
    [refused] = told(world, MODERATORS_CHAT, "Запись 4. Убрать не вышло")
    assert "назначьте сообщество администратором чата" in refused
    await world.presses(SOKOLOVA, "Убрали сами", peer=MODERATORS_CHAT)
    assert "Сейчас: убрано вручную" in world.bot_said(MODERATORS_CHAT)[-1].text
    async with world.bot.database.reading() as uow:
        assert [one.state.value for one in await uow.removals.latest("", 9)] == ["by-hand", "done", "held", "done"]


async def test_under_a_post_nothing_can_be_removed_and_a_storm_is_ten_messages(world: World) -> None:
    await world.comments(VIKTOR, "Спасибо")
    world.vk.clock.advance(timedelta(days=8))
    await world.comments(OLEG, ADVERT)
    [held] = told(world, MODERATORS_CHAT, "Запись 1. Новичок")
    assert "Сам убрать не могу: сообществу ВКонтакте этого не даёт. Уберите вручную: https://vk.com/wall-" in held
    assert labels(world.bot_said(MODERATORS_CHAT)[-1]) == ["Открыть", "Убрали сами", "Оставить"]
    await world.presses(SOKOLOVA, "Оставить", peer=MODERATORS_CHAT)
    await world.comments(OLEG, ADVERT + "2")
    assert told(world, MODERATORS_CHAT, "Запись 2") == []

    # A storm of links: ten messages an hour, one that says where the rest is.
    for number in range(14):
        world.vk.comment(-GROUP, LENA, f"Смотрите https://example.com/{number}", post_id=1)
    await world.settle()
    assert len([one for one in told(world, MODERATORS_CHAT, "Запись") if "Новичок, " in one]) == 10
    assert len(told(world, MODERATORS_CHAT, "Новички: за час больше 10 сообщений")) == 1
    await world.presses(SOKOLOVA, "Ждут решения", peer=MODERATORS_CHAT)
    assert world.bot_said(MODERATORS_CHAT)[-1].text.count("на месте, ждёт решения") == 14
