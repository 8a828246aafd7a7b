"""The official asks, the resident explains, the clock stands meanwhile."""

from datetime import timedelta

import pytest

from tests.journeys.answers import ask
from tests.world import CHAT, ILYIN, LEBEDEVA, LENA, MARINA, STAFF_CHAT, VIKTOR, World, labels


async def line_of(world: World) -> str:
    await world.writes(LEBEDEVA, "ждут")
    return next(line for line in world.heard(LEBEDEVA)[-1].splitlines() if line.startswith("№1"))


async def test_a_ready_question_under_the_residents(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.presses(ILYIN, "Уточнить")
    assert labels(world.bot_said(ILYIN)[-1]) == ["Где именно?", "С какого дня?", "Нужно фото", "Свой вопрос"]

    await world.presses(ILYIN, "Где именно?")

    [asks] = asked.published
    assert asks.startswith("Марина, уточните, пожалуйста: где именно это?")
    assert asks.endswith("— спрашивает Сергей Ильин")
    assert asked.replied_to == asked.message
    assert "Часы стоят" in world.heard(ILYIN)[-1]


async def test_the_officials_own_question_word_for_word(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.presses(ILYIN, "Уточнить")
    await world.presses(ILYIN, "Свой вопрос")

    await world.writes(ILYIN, "Марина, фонарь у подъезда или на дороге?")

    [asks] = asked.published
    assert "Марина, фонарь у подъезда или на дороге?" in asks


async def test_a_reply_to_the_bots_prompt_is_the_question_not_an_answer(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.presses(ILYIN, "Уточнить")
    await world.presses(ILYIN, "Свой вопрос")

    await world.writes(ILYIN, "Фонарь у подъезда или на дороге", to=world.bot_said(ILYIN)[-1].cmid)

    assert "— спрашивает Сергей Ильин" in asked.published[0]
    assert world.mark(asked.message) == "❓"


async def test_the_clock_stands_and_goes_on(world: World) -> None:
    asked = await ask(world, "chat")
    await world.until("2026-11-24 12:00")
    world.heard(ILYIN)
    await world.writes(ILYIN, "уточнить 1 у какого подъезда?")
    question = world.bot_said(CHAT)[-1].cmid
    world.heard(ILYIN)
    await world.until("2026-11-25 12:00")
    assert world.heard(ILYIN) == [], "no reminders meanwhile"

    await world.says(MARINA, "у второго", to=question)

    [came] = world.heard(ILYIN)
    assert "Марина К. уточняет вопрос №1: «у второго»" in came
    assert "чт" in came.lower() or "завтра" in came
    await world.writes(ILYIN, "1")
    assert "у второго" in world.heard(ILYIN)[-1], "the words joined the question"
    assert world.mark(asked.message) == "❓"


@pytest.mark.parametrize("as_reply", [True, False])
async def test_the_explanation_in_private(world: World, as_reply: bool) -> None:
    await ask(world, "private")
    await world.writes(ILYIN, "уточнить 1 у какого подъезда?")
    asks = world.bot_said(VIKTOR)[-1]
    assert "у какого подъезда?" in asks.text
    world.heard(ILYIN)

    await world.writes(VIKTOR, "у второго", to=asks.cmid if as_reply else None)
    await world.pass_time(timedelta(minutes=2))

    [came] = world.heard(ILYIN)
    assert "уточняет вопрос №1: «у второго»" in came
    assert "Передал ваше уточнение. Вопрос №1" in world.heard(VIKTOR)[-1]
    await world.writes(LEBEDEVA, "ждут")
    assert "№2" not in world.heard(LEBEDEVA)[-1], "it is not another question"


async def test_the_author_of_a_collected_question_explains(world: World) -> None:
    await ask(world, "collected")
    await world.writes(ILYIN, "уточнить 1 у какого подъезда?")
    assert "у какого подъезда?" in world.bot_said(VIKTOR)[-1].text
    world.heard(ILYIN)

    await world.writes(VIKTOR, "у второго")

    assert "уточняет вопрос №1: «у второго»" in world.heard(ILYIN)[-1]


async def test_a_photo_reaches_the_official(world: World) -> None:
    await ask(world, "private")
    await world.writes(ILYIN, "1")
    await world.presses(ILYIN, "Уточнить")
    await world.presses(ILYIN, "Нужно фото")

    await world.writes(VIKTOR, "", attachments=["photo"], to=world.bot_said(VIKTOR)[-1].cmid)

    came = world.bot_said(ILYIN)[-1]
    assert "уточняет вопрос №1" in came.text
    assert [one["type"] for one in came.attachments] == ["photo"]


async def test_a_neighbour_does_not_explain_for_the_author(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "уточнить 1 у какого подъезда?")
    world.heard(ILYIN)

    await world.says(LENA, "у первого", to=world.bot_said(CHAT)[-1].cmid)

    assert world.heard(ILYIN) == []


async def test_no_explanation_and_the_clock_goes_on_by_itself(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "уточнить 1 у какого подъезда?")
    world.heard(ILYIN)

    world.vk.clock.advance(timedelta(days=3, minutes=1))
    await world.tick()

    [over] = [text for text in world.heard(ILYIN) if "не уточнил" in text]
    assert "Житель не уточнил вопрос №1" in over
    assert "Срок" in over
    assert "№1" in await line_of(world)


@pytest.mark.parametrize(
    "words", ["Марина, а у какого подъезда?", "Добрый день! Подскажите, пожалуйста, номер дома", "Пришлите фото столба"]
)
async def test_asking_in_the_chat_as_people_do_is_no_answer(world: World, words: str) -> None:
    asked = await ask(world, "chat")

    question = await world.says(ILYIN, words, to=asked.message)

    assert world.mark(asked.message) == "❓"
    assert asked.published == []
    assert "Часы стоят" in world.heard(ILYIN)[-1]
    await world.says(MARINA, "второй подъезд", to=question)
    assert "Марина К. уточняет вопрос №1: «второй подъезд»" in world.heard(ILYIN)[-1]


async def test_a_question_typed_for_a_card_is_asked_not_answered(world: World) -> None:
    asked = await ask(world, "chat")

    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, "А у какого подъезда?")

    [asks] = asked.published
    assert asks.endswith("— спрашивает Сергей Ильин")
    assert world.mark(asked.message) == "❓"


async def test_nothing_to_ask_after_the_answer(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, "Лампу заменили")
    said = len(world.bot_said(CHAT))

    await world.presses(ILYIN, "Уточнить")

    assert "№1" in world.popped(ILYIN)[-1]
    assert len(world.bot_said(CHAT)) == said
    assert world.bot_said(STAFF_CHAT) == []
