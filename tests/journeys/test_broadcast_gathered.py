"""Questions gathered elsewhere come into a broadcast by a table (product.md 30)."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.gathering import read, take
from bot.pages import SIGNED
from domain.errors import RuleViolation
from domain.place import PlaceKind
from domain.question import Status
from domain.use_cases.broadcasts.gathering import Gathered
from routing.listener import WordListener
from tests.edges.tables import a_csv
from tests.journeys.broadcasts import announced, passes, taps, the_desk
from tests.world import IRINA, LENA, MARINA, MODERATORS_CHAT, OLEG, SOKOLOVA, VETROV, World, a_town

HEAD = ["Вопрос", "Автор", "Посёлок"]
ROAD = "Когда отсыпят щебнем дорогу на Лесной?"
RINK = "Когда откроют каток у школы №2?"
GAS = "Пахнет газом в подъезде, Победы 14, что делать?"


pytestmark = pytest.mark.at("2026-12-03 16:10")
"""Thursday, 3 December 2026, two hours before the broadcast."""


async def gathered(world: World, file: Path, number: int = 1) -> Gathered:
    bot = world.bot
    async with bot.database.reading() as uow:
        region = await uow.regions.load()
    assert region is not None
    found = await take(read(file, region.calendar.timezone), number, bot.database, bot.clock.now(), WordListener())
    await world.settle()
    return found


async def test_a_table_is_answered_like_anybody_and_comes_in_once(
    world: World, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await announced(world)
    await world.starts(MARINA)
    world.heard(MARINA)
    file = a_csv(
        tmp_path,
        [HEAD, [ROAD, "vk.com/id201", "Лесной"], [RINK, "Анна Петрова", ""], [RINK, "Анна Петрова", ""], [GAS]],
    )

    assert await gathered(world, file) == Gathered(taken=3, known=1, urgent=(3,))
    assert await gathered(world, file) == Gathered(known=4)

    # the one with a page hears of it; danger goes to people; nobody is written to who is not known
    [recorded] = world.heard(MARINA)
    assert "Записал к эфиру, №1" in recorded
    assert [(await world.question(n)).status for n in (1, 2)] == [Status.ON_AIR, Status.ON_AIR]
    assert (await world.question(3)).status is Status.ASSIGNED
    assert any("газ" in text.casefold() for text in world.heard(MODERATORS_CHAT))
    await world.until("2026-12-03 17:52")
    assert "всего 2 ·" in the_desk(world).text
    assert "Каток у школы №2 (1)" in the_desk(world).text

    # answered on air, and the rest in writing: nobody is to publish by hand what has no reader
    await world.until("2026-12-03 18:00")
    await taps(world, "Начать")
    await passes(world, minutes=3)
    await taps(world, "▶ 1")
    await passes(world, minutes=3)
    await taps(world, "Ответили")
    await world.says(SOKOLOVA, "эфир стоп", peer=MODERATORS_CHAT)
    await world.presses(SOKOLOVA, "Да, закончить", peer=MODERATORS_CHAT)
    await passes(world, minutes=1)
    assert (await world.question(1)).status is Status.AIRED
    owner = (await world.question(2)).assignee
    assert owner
    world.heard(MODERATORS_CHAT)
    await world.writes(owner, "ответ 2 Сделаем до 10 декабря, бригада уже назначена.")
    await world.pass_time(timedelta(minutes=1))
    assert not any("вручную" in text for text in world.heard(MODERATORS_CHAT))
    assert any("страницы автора нет" in text for text in world.heard(owner))
    assert (await world.question(2)).status in {Status.ANSWERED, Status.PROMISED}
    assert "not read again" not in caplog.text, "no message of VK stands behind a row"
    with pytest.raises(RuleViolation, match="broadcast-cannot"):
        await gathered(world, file)


async def test_comments_of_a_personal_page_are_read_where_a_token_allows(tmp_path: Path) -> None:
    async with a_town(tmp_path, at="2026-12-03 16:10", user_token=True) as world:
        await announced(world)
        world.vk.add_post(VETROV, 77, "В четверг отвечаю на вопросы")
        world.heard(MODERATORS_CHAT)
        await world.says(SOKOLOVA, f"эфир ссылка vk.com/wall{VETROV}_77", peer=MODERATORS_CHAT)
        assert "Комментарии под ней считаю вопросами" in world.heard(MODERATORS_CHAT)[-1]
        first = world.vk.comment(VETROV, IRINA, ROAD, post_id=77)
        world.vk.comment(VETROV, MARINA, "Спасибо, ждём!", post_id=77)
        second = world.vk.comment(VETROV, MARINA, RINK, post_id=77, reply_to=first)
        await world.starts(MARINA)
        world.heard(MARINA)
        for _ in range(3):
            await passes(world, minutes=1)

        # each once, whatever is read again; nothing is written under a page that is not the community's
        road, rink = await world.question(1), await world.question(2)
        assert [(one.author, one.text, one.status) for one in (road, rink)] == [
            (IRINA, ROAD, Status.ON_AIR),
            (MARINA, RINK, Status.ON_AIR),
        ]
        async with world.bot.database.reading() as uow:
            assert await uow.questions.find(3) is None
        assert any("Записал к эфиру" in text for text in world.heard(MARINA))

        # a comment under another post of the page, by its link
        world.vk.add_post(VETROV, 78, "Снежный городок")
        asked = world.vk.comment(VETROV, LENA, "А горку во дворе на Победы когда зальёте?", post_id=78)
        world.heard(SOKOLOVA)
        await world.writes(SOKOLOVA, f"забрать https://vk.com/wall{VETROV}_78?reply={asked}")
        await world.writes(SOKOLOVA, f"забрать https://vk.com/wall{VETROV}_78?reply=9999")
        await passes(world, minutes=1)
        taken, not_there = world.heard(SOKOLOVA)
        assert "Взял вопрос №3" in taken
        assert "мне не прочесть" in not_there
        slide = await world.question(3)
        assert (slide.author, slide.text) == (LENA, "А горку во дворе на Победы когда зальёте?")

        # under a clip of somebody else, whatever the link says around it; nothing can be said there
        world.vk.add_video(VETROV, 5, "Что сделали за осень")
        world.vk.comment(VETROV, LENA, "Красиво!", video_id=5)
        under = world.vk.comment(VETROV, OLEG, "Почему на Садовой третью неделю нет света?", video_id=5)
        await world.writes(SOKOLOVA, f"забрать https://vk.com/clip{VETROV}_5?z=clip{VETROV}_5%2Fpl&reply={under}")
        await world.writes(SOKOLOVA, f"забрать vk.com/video{VETROV}_5")
        await passes(world, minutes=1)
        without_number, taken = world.heard(SOKOLOVA)
        assert "мне не прочесть" in without_number
        assert "Взял вопрос №4" in taken
        dark = await world.question(4)
        assert (dark.author, dark.place.kind, dark.place.message) == (OLEG, PlaceKind.VIDEO, under)
        assert [one.from_id for one in world.vk.comments(VETROV, video_id=5)] == [LENA, OLEG]

        # mended and taken away within the window: VK tells nobody of it there either
        third = world.vk.comment(VETROV, IRINA, "Когда вывезут снег с Мира, 3?", post_id=77)
        await passes(world, minutes=1)
        assert (await world.question(5)).text == "Когда вывезут снег с Мира, 3?"
        world.vk.edit_comment(VETROV, MARINA, second, RINK.replace("школы", "гимназии"), post_id=77)
        world.vk.delete_comment(VETROV, IRINA, third, post_id=77)
        await passes(world, minutes=11)
        assert (await world.question(2)).text == RINK.replace("школы", "гимназии")
        assert ((await world.question(5)).text, (await world.question(5)).status) == ("", Status.WITHDRAWN)
        world.vk.comment(VETROV, IRINA, "Ждём", post_id=77)

        # the same while the bot is down: noticed at the first look after the start
        fourth = world.vk.comment(VETROV, IRINA, "Когда посыплют песком Победы, 5?", post_id=77)
        await passes(world, minutes=1)
        await world.kill()
        world.vk.edit_comment(VETROV, MARINA, second, RINK.replace("школы", "лицея"), post_id=77)
        world.vk.delete_comment(VETROV, IRINA, fourth, post_id=77)
        await world.start()
        await passes(world, seconds=10)
        assert (await world.question(2)).text == RINK.replace("школы", "лицея")
        assert (await world.question(1)).text == ROAD
        assert ((await world.question(6)).text, (await world.question(6)).status) == ("", Status.WITHDRAWN)
        async with world.bot.database.reading() as uow:
            assert len(await uow.diary.marks(SIGNED)) == 2, "no sign is kept of what is gone"

        # cancelled: officials answer; who cannot be written to is answered by hand, with the comment's address
        await world.says(SOKOLOVA, "эфир отмена", peer=MODERATORS_CHAT)
        await passes(world, minutes=1)
        world.vk.comment(VETROV, MARINA, "Когда вывезут мусор с Победы, 14?", post_id=77)
        await passes(world, minutes=2)
        owner = (await world.question(1)).assignee
        assert owner
        world.heard(MODERATORS_CHAT)
        await world.writes(owner, "ответ 1 Сделаем до 10 декабря, бригада уже назначена.")
        await world.pass_time(timedelta(minutes=1))
        [by_hand] = [text for text in world.heard(MODERATORS_CHAT) if "бригада" in text]
        assert f"vk.com/wall{VETROV}_77?reply={first}" in by_hand
        async with world.bot.database.reading() as uow:
            assert await uow.questions.find(7) is None
            assert await uow.diary.marks(SIGNED) == [], "nobody looks there any more"
