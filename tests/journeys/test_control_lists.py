"""What staff see by a word: who waits, who is late, what was promised; who may see it and where it is said."""

from datetime import timedelta

import pytest

from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    KUZMIN,
    LEBEDEVA,
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

GROMOV = 107
ROADS = ["на Мира", "на Победы", "на Лесной", "в Заручевье", "в Зарубино", "в Бору", "на Садовой", "на Школьной"]


async def ask(world: World, count: int = 1, person: int = MARINA) -> None:
    """Residents ask in the chat, a minute apart; one person is heard out twenty times an hour, the rest are others."""
    for index in range(count):
        who = person if index < 20 else OLEG
        await world.says(who, f"Когда починят дорогу {ROADS[index % len(ROADS)]}, дом {index + 1}?")
        world.vk.clock.advance(timedelta(minutes=1))


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("№")]


async def test_who_waits_the_most_urgent_first(world: World) -> None:
    await ask(world, 3)
    world.heard(LEBEDEVA)

    await world.writes(LEBEDEVA, "ждут")

    [said] = world.heard(LEBEDEVA)
    assert said.splitlines()[0] == "Ждут ответа: 3"
    assert [line.split()[0] for line in lines(said)] == ["№1", "№2", "№3"]
    assert len(lines(said)) == len(said.splitlines()) - 1, "every line begins with its number"
    assert "Приозёрный округ, Петрова" in lines(said)[0]
    assert "№1" in labels(world.bot_said(LEBEDEVA)[-1])


async def test_twenty_of_thirty_and_how_many_more(world: World) -> None:
    await ask(world, 30)
    world.heard(LEBEDEVA)

    await world.writes(LEBEDEVA, "ждут")

    [said] = world.heard(LEBEDEVA)
    assert said.splitlines()[0] == "Ждут ответа: 30"
    assert len(lines(said)) == 20
    assert said.splitlines()[-1] == "ещё 10"

    world.heard(PETROVA)
    await world.writes(PETROVA, "очередь")
    [queue] = world.heard(PETROVA)
    assert queue.splitlines()[0].startswith("Ждут вас 30 вопросов")
    assert len(lines(queue)) == 20
    assert queue.splitlines()[-1] == "ещё 10"


async def test_late_ones_are_before_the_others_and_alone_by_their_own_word(world: World) -> None:
    await ask(world)
    await world.until("2026-11-25 11:30")
    await ask(world)
    world.heard(LEBEDEVA)

    await world.writes(LEBEDEVA, "ждут")
    await world.writes(LEBEDEVA, "просрочено")

    everything, late = world.heard(LEBEDEVA)
    assert [line.split()[0] for line in lines(everything)] == ["№1", "№2"]
    assert "⚠ просрочен на" in lines(everything)[0]
    assert late.splitlines()[0] == "Просрочено: 1"
    assert [line.split()[0] for line in lines(late)] == ["№1"]


async def test_one_municipality(world: World) -> None:
    await ask(world)
    await world.says(MARINA, "Когда починят дорогу в Сосновке?")
    world.heard(LEBEDEVA)

    await world.writes(LEBEDEVA, "ждут Лесной")

    [said] = world.heard(LEBEDEVA)
    assert said.splitlines()[0] == "Ждут ответа: 1 (Лесной округ)"
    assert [line.split()[0] for line in lines(said)] == ["№2"]

    await world.writes(LEBEDEVA, "ждут Тмутаракань")
    [refused] = world.heard(LEBEDEVA)
    assert refused == "Не знаю такого округа: «Тмутаракань». Проверьте название."


async def test_promises_all_of_them_and_of_one_day(world: World) -> None:
    await ask(world, 3)
    await world.writes(PETROVA, "дата 1 завтра Починим завтра")
    await world.writes(PETROVA, "дата 2 27.11 Починим в пятницу")
    world.heard(LEBEDEVA)

    for words, numbers in (
        ("обещали", ["№1", "№2"]),
        ("обещали завтра", ["№1"]),
        ("обещали 27.11", ["№2"]),
        ("обещали в пятницу", ["№2"]),
        ("обещали сегодня", []),
        ("обещали Лесной", []),
    ):
        await world.writes(LEBEDEVA, words)
        [said] = world.heard(LEBEDEVA)
        assert [line.split()[0] for line in lines(said)] == numbers, words


async def test_one_official(world: World) -> None:
    await ask(world, 2)
    await world.writes(LEBEDEVA, "передать 2 Ильин")
    world.heard(LEBEDEVA)

    await world.writes(LEBEDEVA, "человек Ильин")
    await world.writes(LEBEDEVA, "человек Сидоров")

    said, refused = world.heard(LEBEDEVA)
    assert said.splitlines()[0] == "Открытых вопросов: 1 (Сергей Ильин)"
    assert [line.split()[0] for line in lines(said)] == ["№2"]
    assert refused.startswith("Не нашёл: «Сидоров».")


@pytest.mark.parametrize("typed", ["ждут", "!ждут", "/ждут", "! Ждут", "ЖДУТ"])
async def test_a_sign_before_it_and_any_case(world: World, typed: str) -> None:
    await ask(world)
    world.heard(LEBEDEVA)

    await world.writes(LEBEDEVA, typed)

    [said] = world.heard(LEBEDEVA)
    assert said.startswith("Ждут ответа: 1\n№1 ")


async def test_a_slip_of_the_finger(world: World) -> None:
    await world.writes(LEBEDEVA, "!просроченно")
    assert world.heard(LEBEDEVA) == ["Просроченных нет."]


async def test_in_the_staff_chat_it_is_answered_there(world: World) -> None:
    await ask(world)
    for chat in (STAFF_CHAT, LEBEDEVA):
        world.heard(chat)

    for typed in ("ждут", "!ждут", "/ждут"):
        await world.says(LEBEDEVA, typed, peer=STAFF_CHAT)

    assert [said.split("\n")[0] for said in world.heard(STAFF_CHAT)] == ["Ждут ответа: 1"] * 3
    assert world.heard(LEBEDEVA) == []


@pytest.mark.parametrize("typed", ["ждут", "!ждут", "/ждут", "ждут Приозёрный", "!обещали завтра", "очередь"])
async def test_in_the_residents_chat_it_is_answered_in_private(world: World, typed: str) -> None:
    await ask(world)
    for chat in (CHAT, KUZMIN):
        world.heard(chat)

    await world.says(KUZMIN, typed)

    assert world.heard(CHAT) == []
    assert len(world.heard(KUZMIN)) == 1


async def test_a_sentence_of_an_official_in_the_chat_is_no_command(world: World) -> None:
    await ask(world)
    world.heard(KUZMIN)
    for said in ("Обещали завтра привезти щебень", "Ждут все, потерпите немного", "Человек уже выехал"):
        await world.says(KUZMIN, said)
    assert all(text.startswith("Вы написали в чате") for text in world.heard(KUZMIN)), "perhaps an answer, no command"
    assert world.heard(CHAT) == []


async def test_who_may_see_what(world: World) -> None:
    await ask(world)
    await world.says(MARINA, "Когда починят дорогу в Сосновке?")
    world.vk.allow(GROUP, GROMOV)
    everybody = (LEBEDEVA, SOKOLOVA, KUZMIN, VETROV, ILYIN, GROMOV)
    for person in everybody:
        world.heard(person)

    seen = {}
    for person in everybody:
        await world.writes(person, "ждут")
        [said] = world.heard(person)
        seen[person] = [line.split()[0] for line in lines(said)] or said

    refused = "Для этого нужны другие права. Их даёт ЦУР."
    assert seen == {
        LEBEDEVA: ["№1", "№2"],
        SOKOLOVA: ["№1"],
        KUZMIN: ["№1"],
        VETROV: ["№1"],
        ILYIN: refused,
        GROMOV: refused,
    }


async def test_a_deputy_does_not_see_another_municipality(world: World) -> None:
    await world.says(MARINA, "Когда починят дорогу в Сосновке?")
    world.heard(KUZMIN)

    await world.writes(KUZMIN, "ждут Лесной")
    await world.writes(KUZMIN, "история 1")
    await world.writes(KUZMIN, "человек Громов")

    assert world.heard(KUZMIN) == ["Для этого нужны другие права. Их даёт ЦУР."] * 3


@pytest.mark.parametrize(
    "typed", ["ждут", "!ждут", "/просрочено", "очередь", "!человек Ильин", "ждут Лесной", "выгрузка"]
)
async def test_a_stranger_hears_nothing_in_the_chat_and_a_polite_no_in_private(world: World, typed: str) -> None:
    await world.says(OLEG, typed)
    assert world.heard(CHAT) == []
    assert world.heard(OLEG) == []

    await world.writes_and_waits(VIKTOR, typed)
    assert world.heard(VIKTOR) == ["Не знаю такой команды. Напишите «помощь» — покажу, что умею."]


async def test_the_queue_is_ones_own(world: World) -> None:
    await ask(world, 2)
    await world.writes(LEBEDEVA, "передать 2 Ильин")
    for person in (PETROVA, ILYIN, VETROV):
        world.heard(person)

    for person, numbers in ((PETROVA, ["№1"]), (ILYIN, ["№2"]), (VETROV, [])):
        await world.writes(person, "очередь")
        [said] = world.heard(person)
        assert [line.split()[0] for line in lines(said)] == numbers


async def test_empty_lists_say_so(world: World) -> None:
    for typed, said in (
        ("ждут", "Никто не ждёт."),
        ("просрочено", "Просроченных нет."),
        ("обещали", "Обещаний нет."),
        ("очередь", "Очередь пуста: никто не ждёт."),
        ("человек Ильин", "Открытых вопросов нет (Сергей Ильин)."),
    ):
        await world.writes(LEBEDEVA, typed)
        assert world.heard(LEBEDEVA) == [said]
