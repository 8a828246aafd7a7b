"""After a live broadcast (journey 4): the post, a word to everybody who was answered, two looks back."""

from datetime import timedelta

import pytest

from tests.journeys.broadcasts import WATCH, announced, passes
from tests.world import (
    CHAT,
    IRINA,
    LEBEDEVA,
    LENA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    SOKOLOVA,
    VETROV,
    VIKTOR,
    World,
    labels,
    moment,
)

pytestmark = pytest.mark.at("2026-12-03 16:10")
"""Thursday, 3 December 2026, two hours before the broadcast."""


async def test_what_comes_after_a_broadcast(world: World) -> None:
    await an_evening_with_a_promise(world)

    # the sum and what is ready
    [over] = [m for m in world.bot_said(MODERATORS_CHAT) if m.text.startswith("Эфир №1 закончился.")]
    assert "Вопросов 4: в эфире — 3, письменно — 1" in over.text
    assert "Сумма сходится." in over.text
    assert "Обещаний — 1, ближайшее: чт 10.12." in over.text
    assert "Через 10 мин начну писать" in over.text
    assert "Пост-итог" in labels(over)
    world.heard(MODERATORS_CHAT)
    await world.presses(SOKOLOVA, "Пост-итог", peer=MODERATORS_CHAT)
    [post] = world.heard(MODERATORS_CHAT)
    assert post.splitlines() == [
        "Что сказал Николай Ветров 3 декабря",
        "Дорога на Лесной — отсыпят щебнем (обещали до 10 декабря): 05:45",
        "Каток у школы №2 — зальют 12 декабря: 10:45",
        "Не прозвучали вопросы: 1. Ответим каждому до 11 декабря.",
        "Через неделю напишем, что из обещанного сделано.",
    ]
    await world.presses(SOKOLOVA, "Картинка", peer=MODERATORS_CHAT)
    picture = world.bot_said(MODERATORS_CHAT)[-1]
    assert picture.text == "Картинка об эфире 3 декабря, Николай Ветров. Имён жителей на ней нет."
    [file] = picture.attachments
    assert file["type"] == "doc"
    assert file["doc"]["title"] == "efir-2026-12-03.png"
    world.heard(MODERATORS_CHAT)
    await world.says(SOKOLOVA, "эфир ждут", peer=MODERATORS_CHAT)
    [owed] = world.heard(MODERATORS_CHAT)
    assert owed.startswith("Эфир №1. Ещё ждут письменного ответа: 1\n")

    # nobody who was answered has heard of it yet; then each once, in private, in different words
    assert not any("Дорога на Лесной" in text for text in world.heard(MARINA))
    await passes(world, minutes=10)
    await passes(world, minutes=2)
    await passes(world, minutes=2)
    told = {
        person: [text for text in world.heard(person) if "в эфире" in text.casefold()] for person in (MARINA, IRINA)
    }
    assert [len(texts) for texts in told.values()] == [1, 1]
    for [text] in told.values():
        assert "Коротко: отсыпят щебнем" in text
        assert f"Смотреть с 05:45: {WATCH}?t=5m45s" in text
        assert "Обещали до" in text
    assert told[MARINA][0].splitlines()[0] != told[IRINA][0].splitlines()[0].replace("Ирина", "Марина")
    [in_chat] = [text for text in world.heard(CHAT) if "на вопросы из этого чата" in text]
    assert f"Каток у школы №2: 10:45 {WATCH}?t=10m45s" in in_chat
    assert "Дорога" not in in_chat, "its authors heard in private"

    # anybody may ask the recording
    await world.starts(VIKTOR)
    world.heard(VIKTOR)
    await world.writes(VIKTOR, "что сказали про каток?")
    [found] = world.heard(VIKTOR)
    assert found.startswith("Про «каток» в эфирах говорили:\n3 декабря, Николай Ветров: Каток у школы №2")
    assert f"{WATCH}?t=10m45s" in found
    await world.writes(VIKTOR, "Что сказали о зоопарке")
    assert "Про «зоопарке» в эфирах не говорили." in world.heard(VIKTOR)[-1]

    # the year in numbers
    await world.writes(LEBEDEVA, "эфиры за 2026")
    assert world.heard(LEBEDEVA)[-1].splitlines() == [
        "Эфиры за 2026: 1, вопросов 4. В эфире ответили на 3, письменно — 1, из них уже ответили 0, в срок — 0.",
        "Николай Ветров, Приозёрный округ: эфиров 1, вопросов 4, в эфире 3, письменно 1",
    ]
    await world.presses(LEBEDEVA, "Таблица")
    assert world.heard(LEBEDEVA) == ["Эфиры за 2026 таблицей: каждый эфир, по ведущим, по округам."]
    assert world.bot_said(LEBEDEVA)[-1].attachments[0]["doc"]["title"] == "efiry-2026.xlsx"
    await world.writes(LEBEDEVA, "эфиры за 2026 картинкой")
    assert world.bot_said(LEBEDEVA)[-1].attachments[0]["doc"]["title"] == "efiry-2026.png"
    await world.writes(LEBEDEVA, "эфиры за 2025")
    assert world.heard(LEBEDEVA)[-1] == "Эфиров за 2025 не было."

    # the next working day, and a week later
    await world.until("2026-12-04 10:05")
    [day] = [text for text in world.heard(MODERATORS_CHAT) if "Готовый пост об эфире 3 декабря" in text]
    assert "Ждём до 10 декабря: Дорога на Лесной" in day or "Ждём до четверга: Дорога на Лесной" in day
    assert "Письменно: ответили 0 из 1, ждут 1." in day
    await world.writes(VETROV, "готово 1 отсыпали щебнем")
    world.vk.clock.advance(moment("2026-12-10 10:05") - world.vk.clock.now())
    await passes(world, minutes=1)
    [week] = [text for text in world.heard(MODERATORS_CHAT) if "Готовый пост об эфире 3 декабря" in text]
    assert "Сделали: Дорога на Лесной" in week
    assert not any("в эфире" in text.casefold() for text in world.heard(MARINA)), "each hears once"


async def an_evening_with_a_promise(world: World) -> None:
    """Two of three who were answered may be written to; the third never began."""
    await announced(world)
    for person in (MARINA, IRINA):
        await world.starts(person)
    await world.says(MARINA, "Вопрос эфиру: когда сделают дорогу на Лесной?")
    await world.says(IRINA, "Эфиру: когда отремонтируют дорогу на Лесной, там ямы?")
    await world.says(OLEG, "Вопрос к эфиру: когда откроют каток у школы №2?")
    await world.says(LENA, "Эфиру: когда починят фонарь на Победы, 14?")
    await world.says(SOKOLOVA, f"эфир ссылка {WATCH}", peer=MODERATORS_CHAT)
    world.vk.clock.advance(moment("2026-12-03 18:00") - world.vk.clock.now())
    await passes(world, seconds=5)
    await world.says(SOKOLOVA, "эфир старт", peer=MODERATORS_CHAT)
    world.vk.clock.advance(timedelta(minutes=6))
    await world.says(SOKOLOVA, "ответили 1 отсыпят щебнем", peer=MODERATORS_CHAT)
    await world.says(SOKOLOVA, "обещал 1 10.12", peer=MODERATORS_CHAT)
    world.vk.clock.advance(timedelta(minutes=5))
    await world.says(SOKOLOVA, "ответили 3 зальют 12 декабря", peer=MODERATORS_CHAT)
    world.vk.clock.advance(timedelta(minutes=30))
    await world.says(SOKOLOVA, "эфир стоп", peer=MODERATORS_CHAT)
    await world.presses(SOKOLOVA, "Да, закончить", peer=MODERATORS_CHAT)
    for person in (MARINA, IRINA, CHAT):
        world.heard(person)
    await passes(world, seconds=10)
    await passes(world, seconds=10)
