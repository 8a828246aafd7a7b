"""The second look before an official's words go (journeys 3, product.md 68): one tap mends, «как есть» always sends."""

from tests.journeys.answers import LAMP
from tests.world import CHAT, ILYIN, IRINA, LEBEDEVA, MARINA, World, labels

EMPTY = "Вопрос взят на контроль, меры приняты"


async def lamp_is_asked(world: World) -> int:
    asked = await world.says(MARINA, LAMP)
    for peer in (CHAT, ILYIN, MARINA):
        world.heard(peer)
    return asked


async def test_a_formula_waits_for_a_day_or_for_as_is(world: World) -> None:
    asked = await lamp_is_asked(world)
    await world.writes(ILYIN, "1")
    world.heard(ILYIN)

    await world.writes(ILYIN, EMPTY)

    assert world.heard(CHAT) == []
    [hint] = world.heard(ILYIN)
    assert "что сделаем и когда?" in hint
    assert "№1" in hint
    assert {"Завтра", "Другая", "Отправить как есть"} <= set(labels(world.bot_said(ILYIN)[-1]))

    await world.presses(ILYIN, "Завтра")

    [published] = world.heard(CHAT)
    assert published == f"Будет готово завтра:\n{EMPTY}\n— Сергей Ильин, ЖКХ"
    assert world.mark(asked) == "👌"


async def test_as_is_always_works(world: World) -> None:
    await lamp_is_asked(world)
    await world.writes(ILYIN, "По закону № 131-ФЗ лампы меняет округ, в четверг заменим")
    assert world.heard(CHAT) == []

    await world.presses(ILYIN, "Отправить как есть")

    assert world.heard(CHAT) == ["По закону № 131-ФЗ лампы меняет округ, в четверг заменим\n— Сергей Ильин, ЖКХ"]
    await world.presses(ILYIN, "Отправить как есть")
    assert world.heard(CHAT) == [], "a second tap says nothing twice"


async def test_other_words_take_the_place_of_those_held_back(world: World) -> None:
    await lamp_is_asked(world)
    await world.writes(ILYIN, f"ответ 1 {EMPTY}")

    await world.writes(ILYIN, "Перегорел блок, в четверг до обеда заменим")

    assert world.heard(CHAT) == ["Перегорел блок, в четверг до обеда заменим\n— Сергей Ильин, ЖКХ"]


async def test_row_5_private_data_never_reaches_the_chat(world: World) -> None:
    await lamp_is_asked(world)

    await world.writes(ILYIN, "Завтра приедет Смирнов, его номер 8 912 345-67-89")

    assert world.heard(CHAT) == []
    [hint] = world.heard(ILYIN)
    assert "личные данные" in hint
    assert "345" not in hint, "the words are shown masked"
    offered = labels(world.bot_said(ILYIN)[-1])
    assert offered == ["Убрать и отправить", "В личку"], "«записал» reached Марина: the bot may write to her"

    await world.presses(ILYIN, "Убрать и отправить")

    assert world.heard(CHAT) == ["Завтра приедет Смирнов, его номер •••\n— Сергей Ильин, ЖКХ"]


async def test_row_5_nor_by_a_correction_or_a_question_back(world: World) -> None:
    await lamp_is_asked(world)
    await world.writes(ILYIN, "уточнить 1 это у Смирновой из квартиры 12?")
    assert "личные данные" in world.heard(ILYIN)[-1]
    await world.writes(ILYIN, "ответ 1 Завтра заменим")
    world.heard(CHAT)

    await world.writes(ILYIN, "исправить 1 Завтра заменит Смирнов, 8 912 345-67-89")

    assert world.heard(CHAT) == []
    assert world.bot_said(CHAT)[-1].text == "Завтра заменим\n— Сергей Ильин, ЖКХ"
    assert "личные данные" in world.heard(ILYIN)[-1]


async def test_row_5_a_debt_goes_to_the_author_alone(world: World) -> None:
    await world.starts(MARINA)
    asked = await lamp_is_asked(world)

    await world.writes(ILYIN, "У Смирновой долг 40 тысяч, поэтому отключили")
    assert labels(world.bot_said(ILYIN)[-1]) == ["В личку"]
    await world.presses(ILYIN, "В личку")

    assert world.heard(CHAT) == []
    assert any("У Смирновой долг" in text for text in world.heard(MARINA))
    assert world.mark(asked) == "👌"


async def test_an_answer_to_another_question_is_stopped_and_sent_where_it_belongs(world: World) -> None:
    lamp = await lamp_is_asked(world)
    cold = await world.says(IRINA, "Почему холодные батареи на Труда, 8? Отопление еле живое")
    await world.writes(ILYIN, "1")
    world.heard(ILYIN)

    await world.writes(ILYIN, "Стояк на Труда промыли, батареи будут тёплые сегодня")
    assert world.heard(CHAT) == []
    [hint] = world.heard(ILYIN)
    assert "ответ на другой вопрос" in hint
    assert "№2" in hint

    await world.presses(ILYIN, "№2")
    assert (world.mark(lamp), world.mark(cold)) == ("❓", "👌")


async def test_in_the_chat_itself_the_hint_comes_in_private(world: World) -> None:
    asked = await lamp_is_asked(world)

    await world.says(ILYIN, "Марина, завтра приедет Смирнов, звоните ему 8 912 345-67-89", to=asked)

    assert world.heard(CHAT) == []
    told = world.heard(ILYIN)
    assert any("видны чужие личные данные" in text for text in told)
    assert any("Увидел ваш ответ" in text for text in told)


async def test_an_answer_without_a_day_goes_and_a_day_is_offered(world: World) -> None:
    await lamp_is_asked(world)

    await world.writes(ILYIN, "Перегорел блок управления, новый уже заказан")

    assert len(world.heard(CHAT)) == 1
    [sent] = world.heard(ILYIN)
    assert "Жители спросят: когда?" in sent
    assert "Завтра" in labels(world.bot_said(ILYIN)[-1])


async def test_the_third_equal_answer_is_noticed(world: World) -> None:
    for number in range(1, 4):
        await world.says(200 + number, f"Когда починят фонарь на Победы, {number * 10}?")
        await world.writes(LEBEDEVA, f"ответ {number} Бригада едет, к вечеру сделаем сегодня")
    told = [text for text in world.heard(LEBEDEVA) if "Отправил" in text]
    assert ["трижды" in text for text in told] == [False, False, True]
