"""Voice messages (product.md 24 and 71): VK's words, said back first; without them the bot asks to write."""

from datetime import timedelta

from tests.journeys.answers import LAMP
from tests.world import CHAT, GROUP, ILYIN, IRINA, LENA, MARINA, VIKTOR, World, labels

MINUTE = timedelta(minutes=1)


async def says_aloud(world: World, person: int, words: str, *, peer: int = 0, to: int | None = None) -> int:
    cmid = world.vk.say_aloud(GROUP, peer or person, person, words, reply_to=to)
    await world.settle()
    return cmid


async def test_a_resident_speaks_and_is_asked_whether_that_was_it(world: World) -> None:
    await says_aloud(world, VIKTOR, "когда почистят дорогу в заручевье от остановки до магазина")
    [heard] = world.heard(VIKTOR)
    assert heard == "Расслышал так: «когда почистят дорогу в заручевье от остановки до магазина». Верно?"
    assert labels(world.bot_said(VIKTOR)[-1]) == ["Да", "Нет, напишу"]

    await world.presses(VIKTOR, "Да")
    await world.presses(VIKTOR, "Да")
    await world.pass_time(MINUTE * 2)
    assert "№1: «когда почистят дорогу" in world.heard(VIKTOR)[-1], "one question, however often it is agreed to"
    await world.writes(VIKTOR, "статус 2")
    assert "нет" in world.heard(VIKTOR)[-1].casefold()

    await says_aloud(world, IRINA, "когда привезут бочку")
    await world.presses(IRINA, "Нет, напишу")
    assert world.heard(IRINA)[-1] == "Хорошо, напишите словами. Голосовое не передавал."
    await world.presses(IRINA, "Да")
    await world.pass_time(MINUTE * 2)
    assert world.heard(IRINA) == [], "what was taken back is not passed on"


async def test_what_vk_writes_down_later_is_read_again(world: World) -> None:
    slow = await says_aloud(world, VIKTOR, "")
    never = await says_aloud(world, IRINA, "")
    failed = await says_aloud(world, LENA, "")
    assert world.heard(VIKTOR) == world.heard(IRINA) == world.heard(LENA) == []
    world.vk.listened(GROUP, LENA, failed, "")
    await world.kill()
    await world.start()
    world.vk.listened(GROUP, VIKTOR, slow, "когда починят фонарь на Победы, 14")
    await world.pass_time(MINUTE)

    assert "Расслышал так: «когда починят фонарь на Победы, 14»" in world.heard(VIKTOR)[-1]
    assert world.heard(LENA) == ["Не расслышал голосовое. Напишите, пожалуйста, словами — передам."]
    assert world.heard(IRINA) == []
    await world.pass_time(MINUTE * 2)
    assert "Не расслышал" in world.heard(IRINA)[-1]
    world.vk.listened(GROUP, IRINA, never, "поздно")
    await world.pass_time(MINUTE * 2)
    assert world.heard(IRINA) == [], "it was answered once"


async def test_danger_said_aloud_waits_for_no_yes(world: World) -> None:
    await says_aloud(world, VIKTOR, "у нас пахнет газом труда восемь второй подъезд")
    assert "104 или 112" in world.heard(VIKTOR)[0]


async def test_in_a_chat_a_voice_is_a_question_and_an_answer(world: World) -> None:
    asked = await says_aloud(world, MARINA, "когда починят фонарь на Победы, 14? третий день темно", peer=CHAT)
    assert world.mark(asked) == "❓"
    await says_aloud(world, ILYIN, "Марина, завтра до обеда заменим лампу", peer=CHAT, to=asked)
    assert world.mark(asked) == "👌"


async def test_an_official_dictates_and_looks_before_it_goes(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    await world.says(IRINA, "Почему холодные батареи на Труда, 8? Отопление еле живое")
    world.heard(CHAT)
    world.heard(ILYIN)
    await world.writes(ILYIN, "1")
    await says_aloud(world, ILYIN, "перегорел блок завтра до обеда заменим")
    assert world.heard(CHAT) == []
    assert "Вот что получилось: «перегорел блок завтра до обеда заменим». Вопрос №1" in world.heard(ILYIN)[-1]
    assert labels(world.bot_said(ILYIN)[-1]) == ["Отправить", "Поправить"]

    await world.presses(ILYIN, "Поправить")
    assert world.heard(ILYIN)[-1].endswith("перегорел блок завтра до обеда заменим")
    await says_aloud(world, ILYIN, "Перегорел блок, завтра до обеда заменим, звоните Смирнову 8 912 345-67-89")
    await world.presses(ILYIN, "Отправить")
    assert world.heard(CHAT) == [], "the second look is the same for what was dictated"
    assert "личные данные" in world.heard(ILYIN)[-1]
    await world.presses(ILYIN, "Убрать и отправить")
    assert len(world.heard(CHAT)) == 1
    assert world.mark(asked) == "👌"
