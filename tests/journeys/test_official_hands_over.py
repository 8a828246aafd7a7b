"""Whose question it is: handed over, not ours, and what happens when somebody cannot be reached."""

import pytest

from tests.journeys.answers import LAMP, ask
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
    MARINA,
    MODERATORS_CHAT,
    PETROVA,
    STAFF_CHAT,
    VETROV,
    VIKTOR,
    World,
    labels,
)


async def line_of(world: World, number: int = 1) -> str:
    await world.writes(LEBEDEVA, "ждут")
    return next(line for line in world.heard(LEBEDEVA)[-1].splitlines() if line.startswith(f"№{number}"))


async def test_by_a_button(world: World) -> None:
    await ask(world, "chat")
    before = await line_of(world)
    await world.writes(ILYIN, "1")

    await world.presses(ILYIN, "Передать")
    assert labels(world.bot_said(ILYIN)[-1]) == ["Кузьмин", "Ветров", "Петрова"]
    await world.presses(ILYIN, "Петрова")

    assert "Передал вопрос №1 Ольге Петровой. Срок прежний — завтра, 11:00." in world.heard(ILYIN)[-1]
    [card] = world.heard(PETROVA)
    assert card.startswith("Вам передали вопрос.\n№1")
    assert await line_of(world) == before.replace("Ильин", "Петрова"), "the deadline did not move"


async def test_by_a_command_and_the_resident_hears(world: World) -> None:
    await ask(world, "private")

    await world.writes(ILYIN, "передать 1 Петровой")

    [told] = world.heard(VIKTOR)
    assert "На вопрос №1 теперь ответит Ольга Петрова" in told
    await world.writes(PETROVA, "Фонарь включат в пятницу")
    assert "— Ольга Петрова, транспорт и дороги" in world.heard(VIKTOR)[-1]


async def test_row_10_the_second_time_the_region_hears_and_the_third_goes_to_it(world: World) -> None:
    await ask(world, "chat")

    await world.writes(ILYIN, "передать 1 Петровой")
    assert world.heard(STAFF_CHAT) == []
    await world.writes(PETROVA, "передать 1 Кузьмину")
    assert "Вопрос №1 передают второй раз" in world.heard(STAFF_CHAT)[-1]
    assert "второй раз. Если снова не туда, решит ЦУР" in world.heard(PETROVA)[-1]
    await world.writes(KUZMIN, "передать 1 Ильину")

    assert "Лебедев" in await line_of(world)
    assert "Анне Лебедевой" in world.heard(KUZMIN)[-1]


@pytest.mark.parametrize("name", ["Соколовой", "Громову", "Петросяну", "Ильину"])
async def test_only_to_somebody_else_who_may_answer(world: World, name: str) -> None:
    """A moderator does not answer, Громов is of another municipality, nobody is Петросян, and Ильин has it already."""
    await ask(world, "chat")
    before = await line_of(world)

    await world.writes(ILYIN, f"передать 1 {name}")

    assert "Не нашёл" in world.heard(ILYIN)[-1]
    assert await line_of(world) == before


async def test_to_somebody_on_leave_it_goes_to_the_substitute(world: World) -> None:
    await ask(world, "chat")
    await world.writes(PETROVA, "отпуск до 10 декабря Ветров")

    await world.writes(ILYIN, "передать 1 Петровой")

    assert "Николаю Ветрову" in world.heard(ILYIN)[-1]
    assert any(text.startswith("Вам передали вопрос.\n№1") for text in world.heard(VETROV))


async def test_a_chain_of_leaves_ends_with_somebody_who_is_here(world: World) -> None:
    await world.writes(ILYIN, "отпуск до 10 декабря Петрова")
    await world.writes(PETROVA, "отпуск до 10 декабря Ветров")
    for person in (PETROVA, VETROV):
        world.heard(person)

    await world.says(MARINA, LAMP)

    assert any("№1" in text for text in world.heard(VETROV))
    assert world.heard(PETROVA) == []


@pytest.mark.parametrize("how", ["blocked", "never started"])
async def test_to_somebody_who_cannot_be_reached(world: World, how: str) -> None:
    await ask(world, "private")
    if how == "blocked":
        world.vk.deny(GROUP, PETROVA)
        await world.settle()
    else:
        world.vk.community(GROUP).allowed.discard(PETROVA)
    now = world.vk.clock.now()

    await world.writes(ILYIN, "передать 1 Петровой")

    assert world.vk.clock.now() == now, "the same minute"
    for place in (MODERATORS_CHAT, STAFF_CHAT):
        alarm = world.heard(place)[-1]
        assert "Ольга Петрова" in alarm
        assert "№1" in alarm
        assert "Андрей Кузьмин" in alarm, "her substitute has it now"
    [card] = world.heard(KUZMIN)
    assert "№1" in card
    assert "теперь ответит Андрей Кузьмин" in world.heard(VIKTOR)[-1]


async def test_a_new_question_finds_its_official_gone(world: World) -> None:
    world.vk.deny(GROUP, ILYIN)
    await world.settle()

    await world.says(MARINA, LAMP)

    assert any("№1" in text for text in world.heard(KUZMIN))
    assert any("Сергей Ильин" in text and "№1" in text for text in world.heard(STAFF_CHAT))
    assert any("Сергей Ильин" in text and "№1" in text for text in world.heard(MODERATORS_CHAT))


async def test_a_chain_of_the_unreachable_ends_with_somebody(world: World) -> None:
    for person in (ILYIN, KUZMIN):
        world.vk.deny(GROUP, person)
    await world.settle()

    await world.says(MARINA, LAMP)

    assert any("№1" in text for text in world.heard(VETROV))
    assert "Ветров" in await line_of(world)


# --- not ours


async def test_not_ours_is_an_answer_with_a_day_to_come_back(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.presses(ILYIN, "Не наше")
    assert "Чьё это и когда вернёмся" in world.heard(ILYIN)[-1]

    await world.writes(ILYIN, "Этот столб ведёт Россети. Передали им сегодня. Вернусь с ответом до 4 декабря")

    assert asked.published == [
        "Этот столб ведёт Россети. Передали им сегодня. Вернусь с ответом до 4 декабря\n— Сергей Ильин, ЖКХ"
    ]
    assert world.mark(asked.message) == "👌"
    assert "Вернуться с ответом — до 4 декабря" in world.heard(ILYIN)[-1]
    await world.writes(MARINA, "статус 1")
    assert "передали в другую организацию" in world.heard(MARINA)[-1]
    await world.writes(LEBEDEVA, "обещали")
    assert "№1" in world.heard(LEBEDEVA)[-1]


async def test_not_ours_by_a_command_without_a_day(world: World) -> None:
    asked = await ask(world, "chat")

    await world.writes(ILYIN, "не наше 1 Этот столб ведёт Россети, передали им")

    assert len(asked.published) == 1
    assert "Вернуться с ответом" in world.heard(ILYIN)[-1], "seven working days"


async def test_coming_back_with_the_answer_of_the_others(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "не наше 1 Этот столб ведёт Россети, передали им")

    await world.writes(ILYIN, "ответ 1 Россети ответили: столб заменят весной")

    assert asked.published[-1] == "Россети ответили: столб заменят весной\n— Сергей Ильин, ЖКХ"


# --- notes


async def test_a_note_is_for_officials_only(world: World) -> None:
    asked = await ask(world, "chat")
    secret = "звонил в РЭС, бригада в запое"

    await world.writes(ILYIN, f"заметка 1 {secret}")
    assert "Житель её не видит" in world.heard(ILYIN)[-1]
    await world.writes(KUZMIN, "1")
    assert secret in world.heard(KUZMIN)[-1]
    await world.writes(ILYIN, "ответ 1 Лампу заменили")
    await world.writes(MARINA, "статус 1")
    await world.writes(MARINA, "мои")
    await world.writes(MARINA, "история 1")
    await world.until("2026-11-24 17:30")

    for peer in (CHAT, MARINA, VIKTOR):
        assert all(secret not in m.text for m in world.bot_said(peer))
    assert secret not in str(asked.published)
