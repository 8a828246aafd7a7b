"""Journey 3: the head of the municipality, a phone, one thumb."""

from tests.world import CHAT, GROUP, IRINA, LEBEDEVA, VETROV, World

ROAD = "Когда сделают дорогу на Лесной? По ней скорая не проедет"


async def test_the_head_opens_a_card_and_answers(world: World) -> None:
    asked = await world.says(IRINA, ROAD)
    await world.writes(LEBEDEVA, "передать 1 Ветров")
    world.heard(VETROV)

    await world.writes(VETROV, "1")
    [card] = world.heard(VETROV)
    assert card.startswith("№1")
    assert "Ирина С.: «Когда сделают дорогу на Лесной?" in card

    words = (
        "Ирина, в четверг отсыплем щебнем самые плохие места у домов 3–11, скорая проедет. "
        "Капитальный — в мае, деньги есть"
    )
    await world.writes(VETROV, words)
    [published] = world.heard(CHAT)
    assert published == f"{words}\n— Николай Ветров, глава округа"
    assert world.bot_said(CHAT)[-1].reply_to == asked
    assert world.mark(asked) == "👌"
    [sent] = world.heard(VETROV)
    assert "Отправил под вопрос Ирины" in sent
    assert "чт 26.11" in sent
    assert "31.05.2027" in sent


async def test_twenty_seconds_to_take_an_answer_back(world: World) -> None:
    asked = await world.says(IRINA, ROAD)
    await world.writes(VETROV, "ответ 1 Не на тот вопрос")
    assert len(world.bot_said(CHAT)) == 1

    await world.presses(VETROV, "Отменить — 20 сек")

    assert world.bot_said(CHAT) == [], "nobody reads it any more"
    assert world.mark(asked) == "❓"
    await world.writes(VETROV, "ответ 1 Отсыплем в четверг")
    assert [m.text for m in world.bot_said(CHAT)] == ["Отсыплем в четверг\n— Николай Ветров, глава округа"]


async def test_after_twenty_seconds_it_stands(world: World) -> None:
    from datetime import timedelta

    await world.says(IRINA, ROAD)
    await world.writes(VETROV, "ответ 1 Отсыплем в четверг")
    await world.pass_time(timedelta(seconds=21))

    await world.presses(VETROV, "Отменить — 20 сек")

    assert len(world.bot_said(CHAT)) == 1
    assert "№1" in world.popped(VETROV)[-1]
    assert world.vk.messages(GROUP, CHAT)
