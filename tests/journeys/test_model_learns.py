"""The bot learns from what people decide: beside its work, only for the better, and back at a word."""

import csv
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.history import take
from bot.region import loaded
from bot.teaching import ENOUGH_NEW, lesson
from domain.ports import Decided, Known, Source
from routing.store import ModelStore
from tests.build import a_question
from tests.routing.school import history
from tests.world import ILYIN, LEBEDEVA, LENA, MARINA, PETROVA, SOKOLOVA, STAFF_CHAT, VIKTOR, World, a_town, labels

HOME = {"roads": "roads", "lighting": "lighting", "water": "housing", "transport": "transport", "beavers": "amenities"}
AT_HOME = {
    "roads": ("Дороги", "Содержание дорог", "Петрова Ольга Ивановна"),
    "lighting": ("Освещение", "Свет на улице", "Ильин С.П."),
    "water": ("ЖКХ", "Тепло и вода в доме", "Ильин С.П."),
    "transport": ("Общественный транспорт", "Работа автобусов", "Бывшев Олег"),
    "beavers": ("Благоустройство", "Бобры и дамбы", "Ветров Николай"),
}
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


async def a_history_is_read(world: World, folder: Path) -> None:
    """As `otklik history` does, in this process."""
    rows = [("Текст", "Группа тем", "Тема", "Исполнитель")]
    rows += [(one.text, *AT_HOME[one.labels["topic"]]) for one in history(240, seed=7)]
    path = folder / "история.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    bot, now = world.bot, world.vk.clock.now()
    taken = await take(path, bot.database, bot.region.current, now, lambda *_: None)
    assert taken.executors > 150
    assert taken.strangers.total() > 20
    await lesson(bot.teaching.store.folder, bot.database, await loaded(bot.database, now), now, 90)


async def test_a_history_teaches_themes_and_whom_to_hand_to_and_a_step_back_forgets_them(
    world: World, tmp_path: Path
) -> None:
    lamp = "не горит фонарь во дворе Труда 7, примите меры"
    await world.says(MARINA, lamp)
    [card] = world.heard(ILYIN)
    assert "Свет на улице" not in card
    await world.presses(ILYIN, "Передать")
    assert labels(world.bot_said(ILYIN)[-1])[0] == "Кузьмин", "the deputy, where nothing is known"
    assert "Сначала" not in world.heard(ILYIN)[-1]

    await a_history_is_read(world, tmp_path)
    await world.bot.teaching.step()

    await world.says(VIKTOR, f"{lamp} уже")
    assert "Свет на улице" in world.heard(ILYIN)[-1], "the history's own name of the finer matter"
    await world.writes_and_waits(LENA, BEAVERS)
    assert "Бобры и дамбы" in world.heard(ILYIN)[-1]
    await world.presses(ILYIN, "Передать")
    asked = world.bot_said(ILYIN)[-1]
    assert labels(asked)[0] == "Ветров", "he had the beavers in the history"
    assert "Сначала те, кто отвечал на похожие (" in asked.text
    assert "бобры" in asked.text
    await world.writes(LEBEDEVA, "модель")
    said = world.heard(LEBEDEVA)[-1]
    assert "Подтемы, примеров 2" in said
    assert "нужный среди трёх первых в 100 из 100" in said

    await world.writes(LEBEDEVA, "модель откатить")
    await world.bot.teaching.step()
    await world.writes(ILYIN, "3")
    await world.presses(ILYIN, "Передать")
    assert labels(world.bot_said(ILYIN)[-1])[0] == "Кузьмин"


async def test_whom_a_topic_is_handed_to_three_times_is_offered_first_but_not_before_the_table(world: World) -> None:
    for number in (1, 2, 3):
        await world.says(MARINA, f"не горит фонарь на Победы {number}, когда почините?")
        await world.writes(ILYIN, f"передать {number} Ветрову")
        await world.pass_time(timedelta(minutes=20))
    await world.says(VIKTOR, "темно у школы, фонарь не работает, когда включат?")
    await world.presses(ILYIN, "Передать")
    asked = world.bot_said(ILYIN)[-1]
    assert labels(asked)[0] == "Ветров"
    assert "Сначала те, кому такие вопросы передавали раньше." in asked.text

    await world.writes(ILYIN, "передать 4 Кузьмину")
    await world.writes(LEBEDEVA, "модель")
    assert "передач 4" in world.heard(LEBEDEVA)[-1]
