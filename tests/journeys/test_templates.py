"""Answers kept for another time (product.md 67): made, offered on a fitting card, filled, looked at, sent."""

from tests.journeys.answers import LAMP
from tests.world import CHAT, ILYIN, LENA, MARINA, PETROVA, World, labels

KEPT = "шаблон Освещение: {Имя}, добрый день. Бригада будет на {улица} {дата}"


async def test_a_template_from_the_first_to_the_last(world: World) -> None:
    await world.writes(ILYIN, "шаблоны")
    assert "Шаблонов пока нет" in world.heard(ILYIN)[-1]
    await world.writes(ILYIN, "шаблон Освещение: приедем {когда-нибудь} посмотреть")
    assert "«когда-нибудь»" in world.heard(ILYIN)[-1]
    await world.writes(ILYIN, "шаблон Освещение: звоните Смирнову 8 912 345-67-89")
    assert "личные данные" in world.heard(ILYIN)[-1]
    await world.writes(ILYIN, KEPT)
    assert "Запомнил шаблон 1" in world.heard(ILYIN)[-1]

    asked = await world.says(MARINA, LAMP)
    world.heard(CHAT)
    assert "Шаблоны" in labels(world.bot_said(ILYIN)[-1])
    await world.presses(ILYIN, "Шаблоны")
    assert "Какой день назвать?" in world.heard(ILYIN)[-1]
    assert labels(world.bot_said(ILYIN)[-1])[0] == "Сегодня"

    await world.writes(ILYIN, "в пятницу до обеда.")

    assert world.heard(CHAT) == [], "nothing goes before the official has seen it whole"
    [shown] = world.heard(ILYIN)
    whole = "Марина, добрый день. Бригада будет на Победы, 14 в пятницу до обеда"
    assert f"Отправлю так: «{whole}»" in shown
    await world.presses(ILYIN, "Отправить")
    assert world.heard(CHAT) == [f"{whole}\n— Сергей Ильин, ЖКХ"]
    assert world.mark(asked) == "👌"
    assert "Записал обещание: пт 27.11" in world.heard(ILYIN)[-1]
    await world.presses(ILYIN, "Отправить")
    assert world.heard(CHAT) == [], "a second tap says nothing twice"


async def test_a_template_by_words_a_day_by_a_button_and_other_words_instead(world: World) -> None:
    await world.writes(ILYIN, "шаблон всем: Посмотрим на месте, ответим {дата}")
    await world.writes(ILYIN, "шаблон Освещение: Лампу заменим {дата}, на складе они есть")
    await world.says(LENA, "Когда починят фонарь на Победы, 16? Темно")
    world.heard(CHAT)
    await world.writes(PETROVA, "шаблон 2 1")
    assert "Какой день назвать?" in world.heard(PETROVA)[-1], "what colleagues keep serves all of them"

    await world.presses(ILYIN, "Шаблоны")
    assert labels(world.bot_said(ILYIN)[-1]) == ["Шаблон 1", "Шаблон 2"]
    await world.presses(ILYIN, "Шаблон 2")
    await world.presses(ILYIN, "Завтра")
    assert "Лампу заменим 25 ноября, на складе они есть" in world.heard(ILYIN)[-1]
    await world.presses(ILYIN, "Поправить")
    await world.writes(ILYIN, "Лампу заменим завтра, после трёх")

    assert world.heard(CHAT) == ["Лампу заменим завтра, после трёх\n— Сергей Ильин, ЖКХ"]
    await world.writes(PETROVA, "убрать шаблон 2")
    assert "другие права" in world.heard(PETROVA)[-1]
    await world.writes(ILYIN, "убрать шаблон 2")
    assert "Забыл шаблон 2" in world.heard(ILYIN)[-1]


async def test_row_2_the_third_equal_answer_may_become_a_template(world: World) -> None:
    for number in range(1, 4):
        await world.says(200 + number, f"Когда починят фонарь на Победы, {number * 10}?")
        await world.writes(ILYIN, f"ответ {number} Бригада едет, к вечеру сделаем сегодня")
    assert "Уже отвечали так трижды" in world.heard(ILYIN)[-1]
    await world.presses(ILYIN, "Сделать шаблон")
    assert "Запомнил шаблон 1" in world.heard(ILYIN)[-1]
