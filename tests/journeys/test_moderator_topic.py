"""What a question is about, when the words leave a doubt: a moderator says so with one tap."""

import pytest

from tests.world import (
    CHAT,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
    MARINA,
    MODERATORS_CHAT,
    PETROVA,
    SOKOLOVA,
    World,
    labels,
)

DOUBTFUL = "когда уберут мусор на остановке автобуса?"
PLAIN = "а что с фонарём на Победы 14? третий день темно"


pytestmark = pytest.mark.at("2026-11-24 14:30")


async def test_a_doubtful_topic_is_asked_of_moderators_and_one_tap_moves_the_question(world: World) -> None:
    await world.starts(MARINA)
    world.heard(MARINA)
    await world.says(MARINA, DOUBTFUL)

    [asked] = world.heard(MODERATORS_CHAT)
    assert "О чём вопрос №1?" in asked
    assert "Мусор и отходы" in asked
    assert len(world.heard(ILYIN)) == 1
    assert "Дороги" not in world.heard(CHAT)

    await world.presses(SOKOLOVA, "Общественный транспорт", peer=MODERATORS_CHAT)

    [told] = world.heard(MODERATORS_CHAT)
    assert told == "Вопрос №1: тема — Общественный транспорт, отвечает Ольга Петрова, транспорт и дороги."
    [card] = world.heard(PETROVA)
    assert DOUBTFUL in card
    assert "Ольга Петрова" in world.heard(MARINA)[-1]
    await world.writes(SOKOLOVA, "история 1")
    assert "уточнили тему, Соколова: Общественный транспорт" in world.heard(SOKOLOVA)[-1]

    await world.writes(SOKOLOVA, "тема 1 мусор")

    assert "Сергей Ильин" in world.heard(SOKOLOVA)[-1]
    await world.writes(PETROVA, "очередь")
    assert "№1" not in world.heard(PETROVA)[-1]


async def test_a_plain_matter_bothers_no_moderator(world: World) -> None:
    await world.says(MARINA, PLAIN)

    assert world.heard(MODERATORS_CHAT) == []
    [card] = world.heard(ILYIN)
    assert "Почему вам: ваша тема (фонарем, " in card


async def test_a_perhaps_is_taken_by_naming_its_topic(world: World) -> None:
    await world.says(MARINA, f"кто знает, {DOUBTFUL}")

    [asked] = world.heard(MODERATORS_CHAT)
    assert asked.startswith("Возможно, вопрос №1")
    await world.presses(SOKOLOVA, "Общественный транспорт", peer=MODERATORS_CHAT)

    assert "отвечает Ольга Петрова" in world.heard(MODERATORS_CHAT)[-1]
    assert len(world.heard(PETROVA)) == 1

    await world.says(MARINA, "кто знает, когда вывезут мусор с остановки автобуса, не вывозят неделю?")
    [asked] = world.heard(MODERATORS_CHAT)
    assert "Похоже, точнее:\n— Мусор и отходы: Не вывозят мусор" in asked
    assert "Мусор и отходы: Не вывозят мусор" in labels(world.bot_said(MODERATORS_CHAT)[-1])
    await world.presses(SOKOLOVA, "Общественный транспорт", peer=MODERATORS_CHAT)
    await world.writes(SOKOLOVA, "тема 2 мусор")
    assert "тема — Мусор и отходы: Не вывозят мусор, отвечает" in world.heard(SOKOLOVA)[-1]
    await world.writes(SOKOLOVA, "ждут")
    assert " · Не вывозят мусор — " in world.heard(SOKOLOVA)[-1], "the theme, not only the group"
    await world.writes(LEBEDEVA, "тема мусор 7 дней")
    assert "Точнее: Не вывозят мусор 1." in world.heard(LEBEDEVA)[-1]


async def test_an_unknown_topic_is_no_topic(world: World) -> None:
    await world.says(MARINA, PLAIN)
    await world.writes(SOKOLOVA, "тема 1 космос")

    assert "Не знаю такой темы: «космос»" in world.heard(SOKOLOVA)[-1]
    await world.writes(KUZMIN, "тема 1 дороги")
    assert "другие права" in world.heard(KUZMIN)[-1]
