"""Journey 4: a live broadcast from the moderators' chat, with the clock moved."""

from datetime import timedelta

import pytest

from domain.broadcasts.evening import Evening
from domain.question import Status
from tests.journeys.broadcasts import WATCH, announced, passes, taps, the_desk
from tests.world import (
    CHAT,
    GROUP,
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
)

AGAIN = "https://vk.com/video-242065128_8"

pytestmark = pytest.mark.at("2026-12-03 16:10")
"""Thursday, 3 December 2026, two hours before the broadcast."""


async def the_evening(world: World) -> Evening:
    async with world.bot.database.reading() as uow:
        return await uow.broadcasts.evening(1)


async def started(world: World) -> None:
    """Announced, asked, the desk stands, it is 18:00 and somebody has tapped."""
    await announced(world)
    for person in (MARINA, IRINA):
        await world.starts(person)
        world.heard(person)
    await world.says(MARINA, "Вопрос эфиру: когда сделают дорогу на Лесной?")
    await world.says(IRINA, "Эфиру: когда отремонтируют дорогу на Лесной, там ямы?")
    await world.says(OLEG, "Вопрос к эфиру: когда откроют каток у школы №2?")
    await world.says(LENA, "Когда вывезут мусор с Победы, 14?")
    await world.until("2026-12-03 17:52")
    await world.says(SOKOLOVA, f"эфир ссылка {WATCH}", peer=MODERATORS_CHAT)
    await world.until("2026-12-03 18:00")
    await taps(world, "Начать")
    world.heard(CHAT)


async def test_row_6_an_evening_from_the_announcement_to_the_balance(world: World) -> None:
    await world.says(SOKOLOVA, "эфир 3.12 18:00 Ветров 90 минут", peer=MODERATORS_CHAT)
    assert world.heard(MODERATORS_CHAT) == ["Эфир №1: Николай Ветров, 3 декабря, 18:00–19:30.\nГде идёт?"]
    assert world.heard(CHAT) == []
    await world.presses(SOKOLOVA, "Сообщество", peer=MODERATORS_CHAT)
    collects, wall = world.heard(MODERATORS_CHAT)
    assert "чаты (1), личка, комментарии под анонсом" in collects
    assert "Николай Ветров в прямом эфире" in wall
    assert "ответим письменно до 11 декабря — каждому" in wall
    await world.presses(SOKOLOVA, "Да, поставить", peer=MODERATORS_CHAT)
    await world.presses(LEBEDEVA, "Да, поставить", peer=MODERATORS_CHAT)
    [post] = world.heard(CHAT)
    assert "в прямом эфире отвечает Николай Ветров, глава округа. Вопросы" in post
    await passes(world, seconds=2)
    assert world.bot_said(CHAT)[-1].pinned

    # questions: to the broadcast, and beside it
    for person in (MARINA, IRINA):
        await world.starts(person)
        world.heard(person)
    first = await world.says(MARINA, "Вопрос эфиру: когда сделают дорогу на Лесной?")
    await world.says(IRINA, "Эфиру: когда отремонтируют дорогу на Лесной, там ямы?")
    await world.says(OLEG, "Вопрос к эфиру: когда откроют каток у школы №2?")
    await world.says(LENA, "Когда вывезут мусор с Победы, 14?")
    assert world.mark(first) == "❓"
    [told] = world.heard(MARINA)
    assert "Записал к эфиру, №1" in told
    assert "Не успеет — ответим письменно до 11 декабря, 9:30." in told
    assert [(await world.question(n)).status for n in (1, 3, 4)] == [Status.ON_AIR, Status.ON_AIR, Status.ASSIGNED]
    world.heard(MODERATORS_CHAT)

    # ten minutes before: one message, edited in place
    await world.until("2026-12-03 17:52")
    assert "Сегодня в 18:00 прямой эфир: отвечает Николай Ветров." in world.heard(CHAT)[0]
    desk = the_desk(world)
    assert desk.text.startswith("Эфир №1 · начнём в 18:00 · всего 4 · в эфире 0 · письменно 0 · новых 4\nНа экране: —")
    assert "1. Дорога на Лесной (2)" in desk.text
    assert "2. Каток у школы №2 (1)" in desk.text
    assert len(labels(desk)) <= 10
    await world.says(SOKOLOVA, f"эфир ссылка {WATCH}", peer=MODERATORS_CHAT)
    await world.until("2026-12-03 18:00")
    await taps(world, "Начать")
    assert world.heard(CHAT) == [f"Начали прямой эфир. Смотреть: {WATCH} Вопросы пишите здесь."]

    # on the screen, answered, promised
    await passes(world, minutes=3)
    await taps(world, "▶ 1")
    await passes(world, minutes=6)
    assert "На экране: Дорога на Лесной · ещё 1" in the_desk(world).text
    await taps(world, "Ответили")
    assert "Ответили: Дорога на Лесной — 08:" in world.popped(SOKOLOVA)[-1]
    await passes(world, seconds=10)
    assert the_desk(world).cmid == desk.cmid
    await taps(world, "Обещал")
    await world.presses(SOKOLOVA, "Чт 10.12", peer=MODERATORS_CHAT)
    road, other = await world.question(1), await world.question(2)
    assert (road.status, road.assignee, other.status) == (Status.PROMISED, VETROV, Status.AIRED)

    # the break: one message, the clock of the recording stands
    await passes(world, minutes=30)
    await taps(world, "Пауза")
    assert world.heard(CHAT)[-1].startswith("Трансляция прервалась, чиним. Вопросы сохранены")
    await passes(world, minutes=12)
    assert "пауза" in the_desk(world).text
    await taps(world, "Новая ссылка")
    how = world.bot_said(MODERATORS_CHAT)[-1]
    assert "Напишите «эфир дальше vk.com/…»" in how.text
    assert labels(how) == ["Нет"], "no theme is tapped by mistake where a link is asked for"
    await world.says(SOKOLOVA, f"эфир дальше {AGAIN}", peer=MODERATORS_CHAT)
    assert world.heard(CHAT)[-1] == f"Продолжаем. Смотреть: {AGAIN}"
    await passes(world, minutes=5)
    await world.says(SOKOLOVA, "ответили 3 зальют 12 декабря", peer=MODERATORS_CHAT)
    evening = await the_evening(world)
    rink = evening.theme_of(3)
    assert rink.code is not None
    assert rink.code.part == 2
    assert 4 * 60 + 30 < rink.code.seconds < 5 * 60
    assert rink.said == "зальют 12 декабря"

    # the end: what did not sound goes to the officials at once
    await world.says(VIKTOR, "Когда починят фонарь на Труда, 8?")
    await passes(world, minutes=20)
    await taps(world, "Ещё")
    await world.presses(SOKOLOVA, "Закончить", peer=MODERATORS_CHAT)
    await world.presses(SOKOLOVA, "Да, закончить", peer=MODERATORS_CHAT)
    await passes(world, seconds=10)
    lamp = await world.question(5)
    assert lamp.status is Status.ASSIGNED
    assert lamp.due_at is not None
    assert f"{world.bot.region.current.calendar.local(lamp.due_at):%d.%m}" == "11.12"
    await world.says(SOKOLOVA, "эфир итог", peer=MODERATORS_CHAT)
    total = world.heard(MODERATORS_CHAT)[-1]
    assert "Эфир №1, 1 ч" in total
    assert "В эфире ответили на темы: 2, это вопросов 3. Письменно — 2" in total
    assert "Сумма сходится: 5." in total
    assert "Обещаний в эфире — 1, ближайшее: чт 10.12." in total

    # late
    await world.starts(VIKTOR)
    world.heard(VIKTOR)
    await world.writes_and_waits(VIKTOR, "Вопрос эфиру: когда почистят двор на Труда, 8?")
    assert any(text.startswith("Эфир закончился в 1") for text in world.heard(VIKTOR))
    assert (await world.question(6)).status is Status.ASSIGNED
    await world.says(VIKTOR, "Вопрос эфиру: когда посыплют песком тротуар на Садовой, 9?")
    [told] = world.heard(VIKTOR)
    assert told.startswith("Эфир закончился в 1"), "one word about being heard, not two"
    await world.writes(VIKTOR, "мои вопросы")
    [own] = world.heard(VIKTOR)
    assert ("Когда почистят двор" in own, "эфиру" in own.casefold()) == (True, False)
    assert (await world.question(6)).text.startswith("эфиру: когда почистят двор"), "kept as it was said"
    assert (await the_evening(world)).balance.holds


async def test_whoever_asks_so_in_words_or_by_a_button_is_not_named(world: World) -> None:
    """product.md 29: the viewers and the host read no name, moderators see it."""
    await announced(world)
    for person, text in (
        (VIKTOR, "Вопрос эфиру, анонимно: почему директор школы №2 хамит?"),
        (LENA, "Вопрос эфиру: когда откроют каток на Победы?"),
    ):
        await world.starts(person)
        world.heard(person)
        await world.writes_and_waits(person, text)
    assert "Имя в эфире не назовём" in world.heard(VIKTOR)[-1]
    assert "Без имени" not in labels(world.bot_said(VIKTOR)[-1])
    assert "Имя" not in world.heard(LENA)[-1]
    await world.presses(LENA, "Без имени")
    assert "не назовём" in world.heard(LENA)[-1]
    assert [one.is_nameless for one in (await the_evening(world)).asked.values()] == [True, True]

    await world.writes(OLEG, "с именем 2")
    assert "задавали не вы" in world.heard(OLEG)[-1]
    await world.writes(LENA, "с именем 2")
    assert [one.is_nameless for one in (await the_evening(world)).asked.values()] == [True, False]


async def test_row_23_a_wrong_tap_is_taken_back_and_two_moderators_do_not_fight(world: World) -> None:
    await started(world)
    await passes(world, minutes=3)
    await taps(world, "▶ 1")
    await passes(world, minutes=2)
    stale = the_desk(world)
    await taps(world, "Ответили", LEBEDEVA)
    assert (await world.question(1)).status is Status.AIRED

    # the second taps the button they still see
    world.vk.press(GROUP, MODERATORS_CHAT, SOKOLOVA, stale.cmid, "Ответили")
    await world.settle()
    assert world.popped(SOKOLOVA)[-1] == "Ответили — уже отмечено: Анна Лебедева"
    assert len((await the_evening(world)).taps) == 3

    await passes(world, seconds=10)
    assert "Минуту можно отменить: ответили: Дорога на Лесной" in the_desk(world).text
    await taps(world, "Отменить")
    await passes(world, seconds=10)
    assert "На экране: Дорога на Лесной" in the_desk(world).text
    assert [(await world.question(n)).status for n in (1, 2)] == [Status.ON_AIR, Status.ON_AIR]
    assert (await the_evening(world)).balance.on_air == 0

    # an ordinary question answered on air stops its clock, and gets it back
    before = await world.question(4)
    await world.says(SOKOLOVA, "ответили 4", peer=MODERATORS_CHAT)
    assert (await world.question(4)).due_at is None
    await passes(world, seconds=5)
    await taps(world, "Отменить")
    assert (await world.question(4)).due_at == before.due_at
    assert (await world.question(4)).status is Status.ASSIGNED


async def test_a_neighbour_has_one_vote_in_a_theme_and_none_beside_a_question_of_their_own(world: World) -> None:
    await announced(world)
    road = await world.says(MARINA, "Вопрос эфиру: когда сделают дорогу на Лесной?")
    same = await world.says(IRINA, "Эфиру: когда отремонтируют дорогу на Лесной, там ямы?")
    for person, cmid in ((VIKTOR, road), (VIKTOR, same), (IRINA, road)):
        await world.reacts(person, cmid)
    await world.until("2026-12-03 17:52")

    assert [(await world.question(number)).votes for number in (1, 2)] == [2, 1]
    assert "Дорога на Лесной (2, 1 голос)" in the_desk(world).text


async def test_flood_control_delays_the_desk_and_never_stops_it(world: World) -> None:
    await started(world)
    await passes(world, minutes=3)
    world.vk.faults.fail("messages.edit", 9, times=3, peer=MODERATORS_CHAT)
    await taps(world, "▶ 1")
    assert (await the_evening(world)).on_screen is not None, "the tap counts though the desk cannot show it yet"

    for _ in range(8):
        await passes(world, minutes=1)
    assert "На экране: Дорога на Лесной" in the_desk(world).text
    await taps(world, "Ответили")
    await passes(world, seconds=20)
    assert (await world.question(1)).status is Status.AIRED
    assert "На экране: Дорога на Лесной" not in the_desk(world).text


async def test_the_bot_falls_in_the_middle_and_the_desk_stands_as_it_stood(world: World) -> None:
    await started(world)
    await passes(world, minutes=3)
    await taps(world, "▶ 1")
    await passes(world, seconds=10)
    before = the_desk(world)

    await world.kill()
    world.vk.say(GROUP, CHAT, VIKTOR, "Когда починят фонарь на Труда, 8?")
    world.vk.clock.advance(timedelta(minutes=6))
    await world.start()
    await world.settle()
    await passes(world, seconds=10)

    after = the_desk(world)
    assert after.cmid == before.cmid
    assert "На экране: Дорога на Лесной" in after.text
    assert "всего 5" in after.text
    assert "После перерыва дочитал сообщения: 1." in after.text
    evening = await the_evening(world)
    heard = evening.broadcast.code_at(evening.asked[5].asked_at)
    assert heard is not None
    assert heard.seconds < 4 * 60, "said before the six minutes it was away"
    await taps(world, "Ответили")
    assert (await world.question(1)).status is Status.AIRED


async def test_new_questions_are_looked_at_one_theme_after_another(world: World) -> None:
    await started(world)
    await passes(world, minutes=1)
    await taps(world, "Новые")
    card = world.bot_said(MODERATORS_CHAT)[-1]
    assert "«Дорога на Лесной»: вопросов 2, новых 2" in card.text
    await world.presses(SOKOLOVA, "Назвать…", peer=MODERATORS_CHAT)
    asks = world.bot_said(MODERATORS_CHAT)[-1]
    assert "Как назвать «Дорога на Лесной»?" in asks.text
    await world.says(SOKOLOVA, "Лесная и её ямы", to=asks.cmid, peer=MODERATORS_CHAT)
    await passes(world, seconds=10)
    assert "Лесная и её ямы" in the_desk(world).text
    card = world.bot_said(MODERATORS_CHAT)[-1]
    assert "«Лесная и её ямы»: вопросов 2, новых 2" in card.text
    await world.says(SOKOLOVA, "назвать тему 3 Каток и раздевалка", peer=MODERATORS_CHAT)
    assert "Переименовали" in world.heard(MODERATORS_CHAT)[-1]
    await world.presses(SOKOLOVA, "В очередь", peer=MODERATORS_CHAT)
    card = world.message(card.cmid, MODERATORS_CHAT)
    assert "каток" in card.text
    await world.presses(SOKOLOVA, "Не в эфир", peer=MODERATORS_CHAT)
    await world.presses(SOKOLOVA, "Не к главе", peer=MODERATORS_CHAT)
    await passes(world, seconds=10)
    assert "новых 1" in the_desk(world).text
    evening = await the_evening(world)
    assert evening.balance.in_writing == 1
    assert evening.theme_of(3).reason == "not-here"


async def test_row_7_comments_and_what_a_moderator_forwards_keep_their_authors(
    world: World,
) -> None:
    await world.starts(SOKOLOVA)
    await world.says(SOKOLOVA, "эфир 3.12 18:00 Ветров 90 минут", peer=MODERATORS_CHAT)
    await world.presses(SOKOLOVA, "Личная страница", peer=MODERATORS_CHAT)
    assert "пересылайте их сюда в личку, заберу" in world.heard(MODERATORS_CHAT)[1]
    await world.says(SOKOLOVA, f"эфир ссылка vk.com/wall-{GROUP}_1", peer=MODERATORS_CHAT)

    await world.comments(VIKTOR, "Когда починят фонарь на Труда, 8?")
    said = await world.says_elsewhere(OLEG, "Когда зальют каток у школы №2?")
    world.heard(SOKOLOVA)
    await world.forwards(SOKOLOVA, said)
    assert world.heard(SOKOLOVA)[0].startswith("Взял вопрос №2. Отвечает Николай Ветров")
    await passes(world, minutes=2)

    evening = await the_evening(world)
    assert {one.author for one in evening.asked.values()} == {VIKTOR, OLEG}
    assert all(one.status is Status.ON_AIR for one in evening.asked.values())
    assert (await world.question(1)).place.kind == "wall"

    # two that a moderator sees as one subject, and apart again
    await world.says(SOKOLOVA, "тема 1 2", peer=MODERATORS_CHAT)
    asked = (await the_evening(world)).asked
    assert asked[1].theme == asked[2].theme
    await world.says(SOKOLOVA, "разделить 2", peer=MODERATORS_CHAT)
    asked = (await the_evening(world)).asked
    assert asked[1].theme != asked[2].theme
