"""Journey 5: what cannot wait, and what is worked on in «Инцидент» already."""

from datetime import timedelta

import pytest

from domain.use_cases.matters import emergency
from tests.journeys.answers import ROAD
from tests.world import (
    CHAT,
    ILYIN,
    IRINA,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    OLEG,
    PETROVA,
    SOKOLOVA,
    STAFF_CHAT,
    VETROV,
    VIKTOR,
    World,
    labels,
)

WATER = "Когда дадут воду в Заручевье? Сухо с утра"


def due_in(card: str) -> str:
    return card.partition("Срок — ")[2].partition(".")[0]


async def test_a_question_that_cannot_wait_and_one_that_is_known_elsewhere(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    assert "среда, 10:0" in world.heard(VIKTOR)[-1] or world.heard(VIKTOR) == []
    world.heard(PETROVA)
    await world.writes(SOKOLOVA, "срочно 1")
    assert world.heard(SOKOLOVA)[-1].startswith("⚠ Вопрос №1 теперь срочный. Отвечает Ольга Петрова")
    [alarm] = world.heard(PETROVA)
    assert alarm.startswith("⚠ Срочно, так решили: ")
    assert "сегодня" in alarm or "15:0" in alarm, "four working hours from now, without lunch"
    for peer in (KUZMIN, STAFF_CHAT):
        assert any("Срочно, так решили" in text for text in world.heard(peer))
    for _ in range(2):
        await world.presses(PETROVA, "Видел")
    seen = [text for text in world.heard(STAFF_CHAT) if "видит" in text]
    assert seen == ["Ольга Петрова, транспорт и дороги: тревогу по вопросу №1 видит."], "ЦУР need not call, told once"
    await world.writes(SOKOLOVA, "срочно 1")
    assert "уже срочный" in world.heard(SOKOLOVA)[-1]

    await world.presses(SOKOLOVA, "Не срочно")
    assert world.heard(SOKOLOVA)[-1].startswith("Вопрос №1 больше не срочный")
    assert "больше не срочный" in world.heard(PETROVA)[-1]

    await world.writes(LEBEDEVA, "1")
    assert labels(world.bot_said(LEBEDEVA)[-1])[-2:] == ["Срочно", "Уже в ИМ №…"]
    await world.presses(LEBEDEVA, "Уже в ИМ №…")
    assert "Напишите номер следующим сообщением" in world.heard(LEBEDEVA)[-1]
    await world.writes(LEBEDEVA, "а где его взять")
    assert "Не вижу номера" in world.heard(LEBEDEVA)[-1]
    world.heard(VIKTOR)
    await world.writes(LEBEDEVA, "77-12 https://vk.com/wall-1_40?reply=45")
    assert world.heard(LEBEDEVA)[-1].startswith("Вопрос №1 — уже в «Инциденте», №77-12.")
    assert "https://vk.com/wall-1_40?reply=45" in world.heard(VIKTOR)[-1]
    await world.writes(LEBEDEVA, "1")
    assert "Уже в «Инциденте», №77-12" in world.heard(LEBEDEVA)[-1], "the number was taken once"
    await world.presses(LEBEDEVA, "Вернуть сроки")
    assert "Вернул вопрос №1 в работу" in world.heard(LEBEDEVA)[-1]

    await world.writes(LEBEDEVA, "ждут Приозёрный")
    await world.presses(LEBEDEVA, "Уже в ИМ №…")
    await world.writes(LEBEDEVA, "1 555")
    assert "уже в «Инциденте», №555" in world.heard(LEBEDEVA)[-1]
    await world.writes(LEBEDEVA, "инцидент 1 нет")
    assert "Вернул вопрос №1" in world.heard(LEBEDEVA)[-1]


async def test_an_emergency_is_one_list_an_hour_each_and_silence_about_the_rest(world: World) -> None:
    await world.says(MARINA, "Когда починят фонарь на Победы, 14? Третий день темно")
    await world.says(OLEG, WATER)
    for person in (ILYIN, PETROVA, KUZMIN, VETROV, SOKOLOVA, LEBEDEVA, STAFF_CHAT):
        world.heard(person)

    await world.writes(LEBEDEVA, "срочно Заручевье до 20:00")
    begun = world.heard(LEBEDEVA)[-1]
    assert "Заручевье, Приозёрный" in begun
    assert "№2" in begun
    assert "№1" not in begun
    assert any("Заручевье" in text and "№2" in text for text in world.heard(ILYIN)), "his own is named"
    for person in (KUZMIN, VETROV, STAFF_CHAT):
        assert any("Срочно" in text for text in world.heard(person))

    await world.says(LENA, "в Заручевье на Школьной, 3 нет воды, когда включат?", peer=CHAT)
    [card] = world.heard(ILYIN)
    assert card.startswith("⚠ Срочно. №3")
    assert "11:0" in card, "an hour"
    await world.pass_time(timedelta(minutes=31))
    assert any("Вопросов 2, ждут 2" in text for text in world.heard(STAFF_CHAT)), "one list"

    await world.until("2026-11-25 09:00")
    world.heard(LEBEDEVA)
    await world.writes(LEBEDEVA, "срочно")
    assert "нигде не срочно" in world.heard(LEBEDEVA)[-1], "it ended by itself at eight"
    assert any(text.startswith("Больше не срочно: Заручевье") for text in world.heard(STAFF_CHAT))
    await world.writes(LEBEDEVA, "история 2")
    assert "больше не срочно" in world.heard(LEBEDEVA)[-1]
    await world.writes(IRINA, "срочно нужна вода в Заручевье, когда привезут?")
    await world.pass_time(timedelta(seconds=61))
    assert "№4" in world.heard(IRINA)[-1], "a resident's word is no command"


async def test_more_than_is_done_at_once_is_hurried_look_by_look(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emergency, "AT_MOST", 2)
    for person, house in ((OLEG, 3), (LENA, 5), (MARINA, 7), (VIKTOR, 9), (IRINA, 11)):
        await world.says(person, f"в Заручевье на Школьной, {house} нет воды, когда включат?")
    await world.writes(LEBEDEVA, "срочно Заручевье до 20:00")
    for _ in range(3):
        await world.tick()

    async with world.bot.database.reading() as uow:
        assert [(await uow.questions.get(number)).urgent for number in range(1, 6)] == ["emergency"] * 5
    await world.writes(LEBEDEVA, "срочно")
    assert "Вопросов 5, ждут 5" in world.heard(LEBEDEVA)[-1], "counted are all of them"
    await world.writes(LEBEDEVA, "срочно Заручевье хватит")
    for _ in range(3):
        await world.tick()
    async with world.bot.database.reading() as uow:
        assert {(await uow.questions.get(number)).urgent for number in range(1, 6)} == {None}, "calmed look by look"
