"""Many people about one thing within minutes: one card, one answer, everyone told, and back again (product.md 108)."""

from dataclasses import replace
from datetime import timedelta

from domain.place import Place, PlaceKind
from tests.build import a_question
from tests.journeys.answers import ROAD
from tests.world import CHAT, GROUP, ILYIN, IRINA, LEBEDEVA, LENA, MARINA, OLEG, STAFF_CHAT, VIKTOR, World

DARK = {
    MARINA: "Когда дадут воду? На Победы 14 воды нет с утра",
    LENA: "почему нет воды на Победы 16?",
    OLEG: "Труда 8, воды нет совсем, когда дадут воду?",
    IRINA: "Когда включат воду на Мира 3? с утра нет воды",
}
LAST = "воды нет на Гагарина 5, когда дадут воду?"


async def test_row_19_five_of_a_kind_are_one_accident_and_can_be_parted(world: World) -> None:
    for person in (*DARK, VIKTOR):
        await world.starts(person)
    asked = {person: await world.says(person, text) for person, text in DARK.items()}
    await world.says(LENA, "Когда почистят дорогу на Лесной?")
    assert not any("Похоже на аварию" in text for text in world.heard(STAFF_CHAT)), "four people are no surge"

    asked[VIKTOR] = await world.writes_and_waits(VIKTOR, LAST)
    [surge] = [text for text in world.heard(STAFF_CHAT) if "Похоже на аварию" in text]
    assert surge.startswith(
        "⚠ Похоже на аварию: Приозёрный округ. За 15 минут о том же, что в №1, пишут уже 5 чел.\n№1 "
    )
    assert "дорог" not in surge
    for person in (*DARK, VIKTOR, ILYIN):
        world.heard(person)

    await world.tick()
    await world.presses(LEBEDEVA, "Авария: один ответ", peer=STAFF_CHAT)
    assert "вопросов: 5" in [*world.heard(STAFF_CHAT), *world.heard(LEBEDEVA)][-1]
    assert "присоединил к №1" in world.heard(OLEG)[-1]
    assert world.heard(MARINA) == [], "hers is the one that is answered"

    late = await world.writes_and_waits(VIKTOR, "воды нет и на Садовой 2, когда дадут воду?")
    assert late
    assert "присоединил к №1" in world.heard(VIKTOR)[-1]

    await world.presses(OLEG, "Это о другом")
    assert "№3 снова отдельный" in world.heard(OLEG)[-1]

    await world.writes(ILYIN, "ответ 1 Прорвало магистраль, вода будет сегодня в 18:00")
    assert [world.mark(asked[person]) for person in (MARINA, LENA, IRINA)] == ["👌"] * 3
    assert world.mark(asked[OLEG]) == "❓"
    await world.pass_time(timedelta(minutes=2))
    assert "магистраль" in world.heard(VIKTOR)[-1]


async def test_row_19_parted_again_by_ccu_every_question_waits_for_its_own_answer(world: World) -> None:
    for person in (*DARK, VIKTOR):
        await world.starts(person)
    for person, text in (*DARK.items(), (VIKTOR, LAST)):
        await world.says(person, text, peer=CHAT)
    await world.tick()
    await world.presses(LEBEDEVA, "Авария: один ответ", peer=STAFF_CHAT)
    world.heard(LENA)

    await world.presses(LEBEDEVA, "Разделить все", peer=STAFF_CHAT)
    await world.pass_time(timedelta(minutes=2))
    assert "снова отдельный" in world.heard(LENA)[-1]
    await world.writes(LEBEDEVA, "ждут")
    waiting = world.heard(LEBEDEVA)[-1]
    assert [f"№{number} " in waiting for number in range(1, 6)] == [True] * 5

    await world.says(LENA, ROAD)
    await world.until("2026-11-24 10:20")
    await world.writes_and_waits(VIKTOR, "воды нет и на Садовой 2, когда дадут воду?")
    assert not any("присоединил" in text for text in world.heard(VIKTOR)[-1:]), "the accident is over"


async def test_a_flood_about_one_thing_is_one_card_however_long_it_goes_on(world: World) -> None:
    """failures.md 19: hundreds write of one accident; ЦУР must see one card, not hundreds."""
    now = world.vk.clock.now()
    for wave in range(2):
        async with world.bot.database.begin(now) as uow:
            for house in range(1, 61):
                number = await uow.questions.next_number()
                place = Place(PlaceKind.CHAT, GROUP, CHAT, 500 + number)
                text = f"когда дадут воду? на Победы {house} воды нет с утра"
                asked = a_question(number=number, place=place, author=3000 + number, text=text, asked_at=now)
                await uow.questions.add(replace(asked, topic="water"))
        await world.pass_time(timedelta(minutes=5))
        told = [text for text in world.heard(STAFF_CHAT) if "Похоже на аварию" in text]
        assert len(told) == (1 if wave == 0 else 0)
