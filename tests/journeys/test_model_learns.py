"""The bot learns from what people decide: beside its work, only for the better, and back at a word."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.teaching import ENOUGH_NEW
from domain.ports import Decided, Known, Source
from routing.store import ModelStore
from tests.build import a_question
from tests.routing.school import history
from tests.world import LEBEDEVA, MARINA, PETROVA, SOKOLOVA, STAFF_CHAT, World, a_town

HOME = {"roads": "roads", "lighting": "lighting", "water": "housing", "transport": "transport", "beavers": "amenities"}
BEAVERS = "бобры построили запруду у мельницы, примите меры"


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with a_town(tmp_path, at="2026-11-24 14:30") as town:
        town.bot.teaching.store = ModelStore(tmp_path / "models")  # on PostgreSQL the folder is everybody's
        yield town


async def moderators_decided(world: World, count: int) -> None:
    """As many questions of the past, each with its topic said by a person."""
    now = world.vk.clock.now()
    async with world.bot.database.begin(now) as uow:
        for example in history(count, seed=count):
            number = await uow.questions.next_number()
            place = a_question().place.at(10_000 + number)
            past = a_question(number=number, place=place, text=example.text, asked_at=now, author=9_000 + number)
            await uow.questions.add(past)
            await uow.examples.decided(number, Decided(Source.DECIDED, HOME[example.labels["topic"]]), now)


async def decisions(world: World) -> list[Known]:
    async with world.bot.database.reading() as uow:
        return list(await uow.examples.all())


async def test_enough_decisions_make_a_model_that_serves_is_told_and_can_be_taken_back(world: World) -> None:
    before = world.bot.desk.listener.hear(
        BEAVERS, world.bot.region.current, municipality="priozerny", asked_outright=True
    )
    assert before.topic != "amenities"
    await world.writes(LEBEDEVA, "модель")
    assert "обученной модели пока нет" in world.heard(LEBEDEVA)[-1]

    await moderators_decided(world, 220)
    await world.bot.teaching.step()
    await world.settle()

    [told] = world.heard(STAFF_CHAT)
    assert told.startswith("Поучился на ваших решениях, вопросов: ")
    assert "Стало хуже — «модель откатить»." in told
    await world.writes_and_waits(MARINA, BEAVERS)
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(221)).topic == "amenities"
    await world.writes(LEBEDEVA, "модель")
    said = world.heard(LEBEDEVA)[-1]
    assert "Темы называет обученная модель №1" in said
    assert "решений модераторов 220" in said

    await world.writes(LEBEDEVA, "модель откатить")
    assert "темы будут называть только слова" in world.heard(LEBEDEVA)[-1]
    await world.bot.teaching.step()
    await world.writes(LEBEDEVA, "модель")
    assert "обученной модели пока нет" in world.heard(LEBEDEVA)[-1]
    await world.bot.teaching.step()
    assert world.bot.teaching.store.live() is None, "nothing new was decided: nothing new is learned"


async def test_few_new_decisions_wait_for_the_night(world: World) -> None:
    await moderators_decided(world, ENOUGH_NEW - 1)
    await world.bot.teaching.step()
    assert world.bot.teaching.store.latest_lesson() == {}

    await world.until("2026-11-25 02:10")
    await world.bot.teaching.step()

    assert world.bot.teaching.store.latest_lesson()["reason"] == "few"
    await world.writes(LEBEDEVA, "модель")
    assert "мало: нужно не меньше 100" in world.heard(LEBEDEVA)[-1]


async def test_a_lesson_that_fails_is_not_begun_again_at_every_look(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = 0

    async def failing(*_: object) -> None:
        nonlocal begun
        begun += 1
        raise RuntimeError

    monkeypatch.setattr("bot.teaching.lesson", failing)
    await moderators_decided(world, ENOUGH_NEW)
    for _ in range(3):
        await world.bot.teaching.step()
    assert begun == 1

    await world.until("2026-11-24 15:31")
    await world.bot.teaching.step()
    assert begun == 2


async def test_taking_naming_and_answering_are_remembered_with_the_decision(world: World) -> None:
    await world.says(MARINA, "кто знает, когда уберут мусор на остановке автобуса?")
    await world.writes(SOKOLOVA, "тема 1 транспорт")
    await world.says(MARINA, "когда почистят дорогу у нас до магазина?")
    await world.writes(SOKOLOVA, "тема 1 общественный")
    await world.writes(PETROVA, "ответ 2 Почистили сегодня утром, дорога открыта")

    known = await decisions(world)

    assert [(one.topic, one.source) for one in known] == [
        ("transport", Source.DECIDED),
        ("roads", Source.ANSWERED),
    ]
    await world.says(MARINA, "кто знает, когда дадут воду?")
    await world.writes(SOKOLOVA, "не вопрос 3")
    async with world.bot.database.reading() as uow:
        assert (await uow.examples.counts())["chatter"] == 1
    assert len(await decisions(world)) == 2
