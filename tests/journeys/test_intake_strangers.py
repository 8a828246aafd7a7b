"""What a person who is nobody in the roster may and may not do."""

import pytest

from tests.world import CHAT, ILYIN, IRINA, LENA, MARINA, OLEG, PETROVA, SOKOLOVA, VIKTOR, World

ROAD = "когда почистят дорогу в Заручевье до магазина"
UNKNOWN = "Не знаю такой команды."
STAFF = [
    "!очередь",
    "/ждут",
    "!ответ 1 сделали",
    "!назначить id203 Приозёрный глава",
    "!выгрузка",
    "!подключить",
]


pytestmark = pytest.mark.at("2026-11-24 14:30")
"""After dinner: the morning lists are long told."""


@pytest.mark.parametrize("command", STAFF)
async def test_a_staff_command_in_a_chat_meets_silence(world: World, command: str) -> None:
    await world.says(MARINA, "когда починят фонарь на Победы 14?")
    before = world.vk.version
    world.heard(MARINA)

    said = await world.says(OLEG, command)

    assert before != world.vk.version
    assert world.heard(CHAT) == []
    assert world.heard(OLEG) == []
    assert world.mark(said) == ""


@pytest.mark.parametrize("command", [*STAFF, "очередь", "ждут", "!абракадабра"])
async def test_in_private_it_is_an_unknown_command(world: World, command: str) -> None:
    await world.writes_and_waits(OLEG, command)

    [told] = world.heard(OLEG)
    assert told.startswith(UNKNOWN)


async def test_a_stranger_cannot_answer_by_a_reply(world: World) -> None:
    asked = await world.says(MARINA, "когда починят фонарь на Победы 14?")
    await world.says(OLEG, "завтра починят, я узнавал", to=asked)

    assert world.mark(asked) == "❓"


@pytest.mark.parametrize("command", ["статус 1", "отозвать 1", "не решено 1", "официально 1"])
async def test_somebody_elses_question_is_refused_and_nothing_leaks(world: World, command: str) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes(PETROVA, "ответ 1 Почистим у дома Дроздова в 18:00")
    world.heard(OLEG)

    await world.writes(OLEG, command)

    told = " ".join(world.heard(OLEG))
    assert told
    for secret in ("дорогу", "Заручевье", "Виктор", "Дроздов", "Почистим", "Петрова", "ответ дан"):
        assert secret.casefold() not in told.casefold()
    await world.writes(VIKTOR, "статус 1")
    assert "Почистим" in world.heard(VIKTOR)[-1], "still there for its author"


async def test_a_number_that_is_not_there_is_refused_in_the_same_manner(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes(OLEG, "статус 1")
    [other] = world.heard(OLEG)
    await world.writes(OLEG, "статус 7")
    [missing] = world.heard(OLEG)

    assert other
    assert missing


async def test_my_questions_are_mine(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.says(MARINA, "когда починят фонарь на Победы 14?")
    world.heard(VIKTOR)

    await world.writes(VIKTOR, "мои")

    [mine] = world.heard(VIKTOR)
    assert "№1" in mine
    assert "дорогу" in mine
    assert "фонарь" not in mine


async def test_nothing_asked_yet_is_said_so(world: World) -> None:
    await world.writes(IRINA, "мои")

    [told] = world.heard(IRINA)
    assert "Ваших вопросов пока нет" in told


@pytest.mark.parametrize("typed", ["мои вопроссы", "Мои Вопрсы", "!мои", "/МОИ", "мои вопросы."])
async def test_one_letter_wrong_is_forgiven_in_private(world: World, typed: str) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    world.heard(VIKTOR)

    await world.writes(VIKTOR, typed)

    [mine] = world.heard(VIKTOR)
    assert "№1" in mine


@pytest.mark.parametrize("typed", ["статсу 1", "статуc 1", "Сатус 1", "статус №1"])
async def test_one_letter_wrong_in_a_command_with_a_number(world: World, typed: str) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    world.heard(VIKTOR)

    await world.writes(VIKTOR, typed)

    [told] = world.heard(VIKTOR)
    assert told.startswith("№1")


async def test_a_question_taken_back_leaves_its_number_and_no_words(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    world.heard(PETROVA)

    await world.writes(VIKTOR, "отозвать 1")

    assert any("Отозвал вопрос №1" in text for text in world.heard(VIKTOR))
    [told] = world.heard(PETROVA)
    assert "Отвечать не нужно" in told
    await world.writes(SOKOLOVA, "ждут")
    assert "Никто не ждёт" in world.heard(SOKOLOVA)[-1]
    assert await world.remembered("дорогу в Заручевье", "до магазина") == []


async def test_erase_leaves_a_count_and_no_name_and_no_word(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.says(VIKTOR, "когда покрасят облезлую остановку у переезда на Мира 7?")
    await world.writes(PETROVA, "ответ 1 Грейдер выйдет утром")
    world.heard(VIKTOR)

    await world.writes(VIKTOR, "удали мои вопросы")
    [asked] = world.heard(VIKTOR)
    assert "2 вопроса" in asked
    await world.presses(VIKTOR, "Стереть")

    [told] = world.heard(VIKTOR)
    assert told == "Готово. Осталась только цифра: 2 вопроса"
    await world.settle()
    words = ("в Заручевье до магазина", "облезлую", "у переезда", "Дроздов", "Виктор")
    assert await world.remembered(*words) == []


async def test_erase_thought_better_of(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes(VIKTOR, "удали мои вопросы")
    await world.presses(VIKTOR, "Оставить")

    assert world.heard(VIKTOR)[-1] == "Хорошо, всё остаётся как было."
    await world.writes(VIKTOR, "мои")
    assert "дорогу" in world.heard(VIKTOR)[-1]


async def test_nobody_erases_for_another(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes(LENA, "удали мои вопросы")
    await world.presses(LENA, "Стереть")

    await world.writes(VIKTOR, "мои")
    assert "дорогу" in world.heard(VIKTOR)[-1]
    assert world.heard(ILYIN) == []
