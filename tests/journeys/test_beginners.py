"""Learning to use it: an official's first five messages, a chat's pin, who is not here (journeys 1, 3 and 5)."""

from pathlib import Path

from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    LEBEDEVA,
    MARINA,
    PETROVA,
    REGION,
    SOKOLOVA,
    STAFF_CHAT,
    VETROV,
    World,
    a_town,
    labels,
)


async def test_an_official_learns_in_five_messages_that_leave_no_trace(world: World) -> None:
    await world.starts(VETROV)
    [welcome] = world.heard(VETROV)
    assert "Сюда приходят вопросы жителей" in welcome
    await world.presses(VETROV, "Показать на примере")
    assert "Пример, жители его не видят" in world.heard(VETROV)[0]

    await world.writes(VETROV, "Работы осуществляются в установленном порядке")
    assert "ничего не говорят жителю" in world.heard(VETROV)[-1]
    await world.writes(VETROV, "Принял, разберёмся")
    assert "часы идут" in world.heard(VETROV)[-1]
    await world.writes(VETROV, "Перегорел блок, заменим в четверг до обеда")
    [shown] = world.heard(VETROV)
    assert "«Перегорел блок, заменим в четверг до обеда»\n— Николай Ветров, глава округа" in shown
    assert "Обещание на чт 26.11 я бы записал" in shown
    await world.presses(VETROV, "Дальше")
    assert "поставлю 👌" in world.heard(VETROV)[-1]
    await world.presses(VETROV, "Дальше")
    assert "ни в вопросы, ни в рейтинг он не попал" in world.heard(VETROV)[-1]

    assert world.heard(CHAT) == world.heard(MARINA) == []
    await world.writes(LEBEDEVA, "ждут")
    await world.writes(LEBEDEVA, "обещали")
    assert not any("Победы" in text for text in world.heard(LEBEDEVA))
    await world.writes(VETROV, "Очередь")
    assert "Очередь пуста" in world.heard(VETROV)[-1]


async def test_help_is_another_for_everybody(world: World) -> None:
    said = {}
    for person in (MARINA, ILYIN, SOKOLOVA, LEBEDEVA):
        await world.writes(person, "помощь")
        said[person] = world.heard(person)[-1]
    assert len(set(said.values())) == 4
    assert "«мои»" in said[MARINA]
    assert "«очередь»" in said[ILYIN]
    assert "«не вопрос 214»" in said[SOKOLOVA]
    assert "«здоровье»" in said[LEBEDEVA]


async def test_the_pin_of_a_chat_is_said_and_pinned_or_asked_for(world: World) -> None:
    await world.writes(SOKOLOVA, "закреп")
    assert world.heard(SOKOLOVA)[-1].startswith("Здесь отвечают глава округа")

    await world.says(SOKOLOVA, "!закреп")
    pinned = world.bot_said(CHAT)[-1]
    assert pinned.text.startswith("Здесь отвечают глава округа")
    assert f"vk.me/club{GROUP}" in pinned.text
    assert pinned.pinned
    assert "Текст поставил в чат" in world.heard(SOKOLOVA)[-1]

    world.vk.conversation(GROUP, CHAT).chat.admin = False
    await world.says(SOKOLOVA, "!закреп")
    assert "бот в этом чате не администратор" in world.heard(SOKOLOVA)[-1]
    await world.says(MARINA, "!закреп")
    assert len([text for text in world.heard(CHAT) if text.startswith("Здесь отвечают")]) == 1


async def test_row_22_who_has_not_begun_and_who_is_gone_is_told(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-11-20 10:00", region=REGION) as world:
        for person in (ILYIN, PETROVA, VETROV, LEBEDEVA):
            await world.starts(person)
        await world.says(MARINA, "Когда починят фонарь на Победы, 14? Третий день темно")
        await world.writes(LEBEDEVA, "кто не начал")
        told = world.heard(LEBEDEVA)[-1]
        assert "Не нажали «Начать», бот им не напишет:" in told
        assert "Кузьмин" in told
        assert "не открывали" not in told

        await world.until("2026-11-25 08:50")
        morning = [text for text in world.heard(STAFF_CHAT) if "Без ответа на утро" in text][-1]
        assert "Сергей Ильин: бота не открывали три дня и больше, последний раз — пт 20.11" in morning
        assert "Не нажали «Начать»:" in morning
        await world.writes(ILYIN, "очередь")
        await world.writes(LEBEDEVA, "кто не начал Приозёрный")
        assert "не открывали" not in world.heard(LEBEDEVA)[-1]
        assert labels(world.bot_said(STAFF_CHAT)[-1])
