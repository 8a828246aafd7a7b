"""Staff teach the bot a word, and the very next message is understood by it."""

import pytest

from tests.world import ILYIN, LEBEDEVA, MARINA, PETROVA, SOKOLOVA, World

SCOOTER = "гироскутер весь вечер гудит под окнами на Победы 14, когда примете меры?"


pytestmark = pytest.mark.at("2026-11-24 14:30")


async def topic_of(world: World, number: int) -> str | None:
    async with world.bot.database.reading() as uow:
        return (await uow.questions.get(number)).topic


async def test_a_word_acts_at_once_in_any_form_and_can_be_taken_back(world: World) -> None:
    await world.writes(LEBEDEVA, "слово Дороги: Гироскутер, квадроцикл")
    assert world.heard(LEBEDEVA)[-1].startswith("«Дороги» теперь узнаю и по словам: гироскутер, квадроцикл.")

    await world.says(MARINA, SCOOTER.replace("гироскутер", "гироскутеры").replace("гудит", "гудят"))
    assert await topic_of(world, 1) == "roads"
    [card] = world.heard(PETROVA)
    assert "ваша тема (гироскутеры" in card

    await world.writes(LEBEDEVA, "слова дороги")
    assert "Добавили вы: гироскутер, квадроцикл." in world.heard(LEBEDEVA)[-1]
    await world.writes(LEBEDEVA, "убрать слово дороги: гироскутер")
    await world.writes_and_waits(MARINA, SCOOTER)

    assert await topic_of(world, 2) != "roads"


async def test_a_minus_word_keeps_a_topic_away(world: World) -> None:
    await world.says(MARINA, "когда уберут мусор с обочины у свалки?")
    assert await topic_of(world, 1) == "waste"

    await world.writes(LEBEDEVA, "минус мусор: обочина")
    assert "больше не узнаю по словам: обочина" in world.heard(LEBEDEVA)[-1]
    await world.writes_and_waits(MARINA, "когда уберут мусор с обочины у моста?")

    assert await topic_of(world, 2) != "waste"


async def test_words_outlive_a_new_file_and_idle_words_are_refused(world: World) -> None:
    await world.writes(LEBEDEVA, "слово Дороги: снегоход")
    await world.writes(LEBEDEVA, "слово Дороги: когда")
    assert "По слову «когда» тему не узнать" in world.heard(LEBEDEVA)[-1]
    await world.writes(LEBEDEVA, "слово Космос: ракета")
    assert "Не знаю такой темы: «Космос»" in world.heard(LEBEDEVA)[-1]
    for person in (SOKOLOVA, ILYIN):
        await world.writes(person, "слово Дороги: вертолёт")
        assert "другие права" in world.heard(person)[-1]

    async with world.bot.database.begin(world.vk.clock.now()) as uow:
        region = await uow.regions.load()
        assert region is not None
        await uow.regions.replace(region, "another file")
    await world.writes(LEBEDEVA, "слова Дороги")

    assert "Добавили вы: снегоход." in world.heard(LEBEDEVA)[-1]
