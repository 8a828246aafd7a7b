"""Absence: questions and promises go to whoever stands in, and come back."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.world import ILYIN, KUZMIN, LEBEDEVA, MARINA, PETROVA, REGION, VETROV, World, a_town, labels

ROAD = "Когда починят дорогу на Мира?"
BRIDGE = "Когда отремонтируют мост в Зарубино?"


async def queue_of(world: World, person: int) -> list[str]:
    world.heard(person)
    await world.writes(person, "очередь")
    return [line.split()[0] for line in world.heard(person)[-1].splitlines() if line.startswith("№")]


def owner(world: World, text: str) -> str:
    return text.split("Ответит ")[1].split(",")[0]


@pytest.mark.parametrize("typed", ["отпуск до 10 декабря", "Отпуск 10.12", "!отпуск до 10.12"])
async def test_the_known_substitute_gets_questions_and_promises(world: World, typed: str) -> None:
    await world.says(MARINA, ROAD)
    await world.says(MARINA, BRIDGE)
    await world.writes(PETROVA, "дата 2 15.12 Починим к середине декабря")
    for person in (PETROVA, KUZMIN):
        world.heard(person)

    await world.writes(PETROVA, typed)

    [told] = world.heard(PETROVA)
    assert told.startswith("Вместо вас до 10 декабря отвечает Андрей Кузьмин. Открыт 1 вопрос, на счётчике 1 обещание.")
    said = world.heard(KUZMIN)
    assert any("Вы отвечаете вместо Ольги Петровой до 10 декабря." in text for text in said)
    assert any(text.startswith("Вы отвечаете вместо коллеги.\n№1") for text in said)
    assert await queue_of(world, KUZMIN) == ["№1", "№2"]
    assert await queue_of(world, PETROVA) == []


async def test_new_questions_go_to_the_substitute_and_reminders_too(world: World) -> None:
    await world.says(MARINA, ROAD)
    await world.writes(PETROVA, "отпуск до 10 декабря")
    await world.says(MARINA, BRIDGE)
    assert owner(world, world.heard(MARINA)[-1]) == "Андрей Кузьмин"
    world.heard(PETROVA)

    await world.until("2026-11-25 17:00")

    assert world.heard(PETROVA) == [], "nobody is reminded on leave"
    assert any("№1" in text and "Ждут" in text for text in world.heard(KUZMIN))


async def test_everything_open_comes_back(world: World) -> None:
    await world.says(MARINA, ROAD)
    await world.says(MARINA, BRIDGE)
    await world.says(MARINA, "Когда починят дорогу на Победы?")
    await world.writes(PETROVA, "ответ 2 В понедельник завезём щебень, 15 декабря починим")
    await world.says(MARINA, "Почему не горит фонарь на Победы, 14?")
    await world.writes(PETROVA, "дата 4 16.12 Заменим вместе с кабелем под дорогой, к 20 декабря доложим")
    world.heard(PETROVA)
    await world.writes(PETROVA, "отпуск до 26 ноября")
    [told] = world.heard(PETROVA)
    assert "Открыто 2 вопроса, на счётчике 2 обещания." in told
    assert "Ещё 1 обещание вы дали по вопросу коллеги" in told, "the lamp is Ilyin's, the word is hers"
    await world.writes(KUZMIN, "ответ 3 Починили вчера")

    await world.until("2026-11-27 08:45")

    [back] = [text for text in world.heard(PETROVA) if text.startswith("С возвращением")]
    assert back == "С возвращением, Ольга. К вам вернулись 2 вопроса — покажу по слову «очередь»."
    assert await queue_of(world, PETROVA) == ["№1", "№2"]
    assert await queue_of(world, KUZMIN) == []


async def test_without_a_known_substitute_the_person_chooses(world: World) -> None:
    await world.says(MARINA, ROAD)
    await world.writes(LEBEDEVA, "передать 1 Ветров")
    world.heard(VETROV)

    await world.writes(VETROV, "отпуск до 10 декабря")
    [asked] = world.heard(VETROV)
    assert asked.startswith("Кто отвечает вместо вас до 10 декабря?")
    assert labels(world.bot_said(VETROV)[-1])[0] == "Кузьмин"
    assert await queue_of(world, VETROV) == ["№1"], "nothing moves before the choice"

    await world.presses(VETROV, "Петрова")
    assert world.heard(VETROV)[-1].startswith("Вместо вас до 10 декабря отвечает Ольга Петрова.")
    assert await queue_of(world, PETROVA) == ["№1"]


async def test_the_chosen_one_stands_in_for_new_questions_too(world: World) -> None:
    """The roster says Kuzmin; for this leave Ilyin was named."""
    await world.writes(PETROVA, "отпуск до 10 декабря Ильин")
    assert "отвечает Сергей Ильин" in world.heard(PETROVA)[-1]

    await world.says(MARINA, ROAD)

    assert owner(world, world.heard(MARINA)[-1]) == "Сергей Ильин"


async def test_from_one_to_the_next_and_to_the_third(world: World) -> None:
    """Petrova leaves to Kuzmin, Kuzmin to Vetrov: Vetrov has it all, and each gets back what was theirs."""
    await world.says(MARINA, ROAD)
    await world.writes(PETROVA, "отпуск до 26 ноября")
    await world.writes(KUZMIN, "отпуск до 30 ноября Ветров")
    assert await queue_of(world, VETROV) == ["№1"]
    await world.says(MARINA, BRIDGE)
    assert owner(world, world.heard(MARINA)[-1]) == "Николай Ветров"

    await world.until("2026-11-27 08:45")

    assert await queue_of(world, PETROVA) == ["№1"], "from the end of the chain"
    await world.until("2026-12-01 08:45")
    assert await queue_of(world, PETROVA) == ["№1"]
    assert "№1" not in await queue_of(world, KUZMIN)


async def test_a_substitute_who_is_away_already_is_passed_over(tmp_path: Path) -> None:
    """A→B→C: Petrova's substitute Kuzmin is away, his own is Vetrov."""
    region = tmp_path / "chain.toml"
    text = REGION.read_text(encoding="utf-8")
    region.write_text(text.replace('roles = ["deputy"]\n', 'roles = ["deputy"]\nsubstitute = 104\n'), encoding="utf-8")
    async with a_town(tmp_path, region=region) as world:
        await world.says(MARINA, ROAD)
        await world.writes(KUZMIN, "отпуск до 10 декабря")
        await world.writes(PETROVA, "отпуск до 10 декабря")
        assert "отвечает Николай Ветров" in world.heard(PETROVA)[-1]
        assert await queue_of(world, VETROV) == ["№1"]


async def test_nobody_is_left_and_ccu_decides(world: World) -> None:
    await world.says(MARINA, ROAD)
    await world.writes(KUZMIN, "отпуск до 10 декабря Петрова")
    world.heard(LEBEDEVA)

    await world.writes(PETROVA, "отпуск до 9 декабря")

    assert "отвечает Анна Лебедева" in world.heard(PETROVA)[-1]
    assert any("Вы отвечаете вместо Ольги Петровой" in text for text in world.heard(LEBEDEVA))
    assert await queue_of(world, LEBEDEVA) == ["№1"]


async def test_a_leave_prolonged_ends_once(world: World) -> None:
    await world.says(MARINA, ROAD)
    await world.writes(PETROVA, "отпуск до 25 ноября")
    world.vk.clock.advance(timedelta(minutes=5))
    await world.writes(PETROVA, "отпуск до 27 ноября")
    await world.until("2026-11-26 08:45")
    assert await queue_of(world, KUZMIN) == ["№1"], "still away"

    await world.until("2026-11-30 08:45")
    assert len([text for text in world.heard(PETROVA) if text.startswith("С возвращением")]) == 1
    assert await queue_of(world, PETROVA) == ["№1"]


async def test_dates_that_make_no_leave(world: World) -> None:
    await world.writes(PETROVA, "отпуск до когда-нибудь")
    await world.writes(PETROVA, "отпуск до 10 декабря Сидоров")
    unclear, nobody = world.heard(PETROVA)
    assert unclear.startswith("Не понял дату.")
    assert nobody.startswith("Не нашёл: «")


async def test_the_one_named_for_a_leave_is_the_next_link_of_the_chain(world: World) -> None:
    """Kuzmin left and named Ilyin; Petrova's substitute is Kuzmin, so Ilyin answers for both."""
    await world.says(MARINA, ROAD)
    await world.writes(KUZMIN, "отпуск до 10 декабря Ильин")
    await world.writes(PETROVA, "отпуск до 10 декабря")
    assert "отвечает Сергей Ильин" in world.heard(PETROVA)[-1]
    assert await queue_of(world, ILYIN) == ["№1"]
