"""Comments under the community's posts and videos are questions too."""

import pytest

from tests.world import CHAT, GROUP, ILYIN, LENA, MARINA, MODERATORS_CHAT, OLEG, SOKOLOVA, World

LAMP = "а на Победы 14 когда фонарь почините? темно третий день"
BOTH = pytest.mark.parametrize("video", [False, True], ids=["wall", "video"])


def where(video: bool) -> dict[str, int]:
    return {"video_id": 1} if video else {"post_id": 1}


@BOTH
async def test_a_comment_is_a_question_and_the_card_says_where_it_stands(world: World, video: bool) -> None:
    await world.comments(MARINA, LAMP, video=video)

    [card] = world.heard(ILYIN)
    assert card.startswith("№1")
    assert LAMP in card
    assert ("комментарии под видео" if video else "комментарии в сообществе") in card
    assert world.bot_commented(video=video) == [], "nothing is said in public"
    [told] = world.heard(MARINA)
    assert "под вашим комментарием" in told


@BOTH
async def test_talk_in_comments_leaves_nothing(world: World, video: bool) -> None:
    await world.comments(OLEG, "ахаха ну красота, молодцы ребята", video=video)

    assert world.heard(MODERATORS_CHAT) == []
    assert await world.remembered("ахаха", "молодцы") == []


@BOTH
async def test_an_edit_is_shown_to_the_official(world: World, video: bool) -> None:
    number = await world.comments(MARINA, LAMP, video=video)
    world.heard(ILYIN)

    world.vk.edit_comment(-GROUP, MARINA, number, LAMP.replace("14", "41"), **where(video))
    await world.settle()

    [told] = world.heard(ILYIN)
    assert "№1" in told
    assert "Победы 14" in told
    assert "Победы 41" in told
    assert told.index("Победы 14") < told.index("Победы 41"), "было → стало"
    assert world.bot_commented(video=video) == []


async def test_other_words_of_what_is_perhaps_a_question_are_what_the_moderator_takes(world: World) -> None:
    number = await world.comments(OLEG, "А ремонт школы?")
    assert "Возможно, вопрос №1" in world.heard(MODERATORS_CHAT)[0]

    world.vk.edit_comment(-GROUP, OLEG, number, "А ремонт школы в Лесном?", **where(video=False))
    await world.settle()
    assert world.heard(OLEG) == [], "nothing was answered yet"

    await world.presses(SOKOLOVA, "Вопрос", peer=MODERATORS_CHAT)
    assert await world.remembered("ремонт школы в Лесном"), "what the question says from now on"


@BOTH
async def test_an_edit_that_changes_no_word_is_not_told(world: World, video: bool) -> None:
    number = await world.comments(MARINA, LAMP, video=video)
    world.heard(ILYIN)

    world.vk.edit_comment(-GROUP, MARINA, number, LAMP, **where(video))
    await world.settle()

    assert world.heard(ILYIN) == []


@BOTH
async def test_a_deleted_comment_takes_its_question_and_its_words(world: World, video: bool) -> None:
    number = await world.comments(MARINA, LAMP, video=video)
    world.heard(ILYIN)

    world.vk.delete_comment(-GROUP, MARINA, number, **where(video))
    await world.settle()

    [told] = world.heard(ILYIN)
    assert "№1" in told
    assert "Отвечать не нужно" in told
    assert await world.remembered("фонарь почините", "темно третий") == []


@BOTH
async def test_the_bots_own_comment_comes_back_and_is_no_question(world: World, video: bool) -> None:
    board = world.vk.board(-GROUP, "video" if video else "post", 1)
    world.vk.put_comment(board, -GROUP, "Когда починим фонарь на Победы 14? В четверг. Вопрос решён?")
    await world.settle()

    assert world.heard(ILYIN) == []
    assert world.heard(MODERATORS_CHAT) == []


async def test_officials_talk_in_comments_is_no_question(world: World) -> None:
    await world.comments(ILYIN, "Коллеги, когда почистим снег на Победы?")

    assert world.heard(MODERATORS_CHAT) == []
    assert world.heard(ILYIN) == []


async def test_a_comment_and_a_chat_message_of_equal_numbers_do_not_mix(world: World) -> None:
    comment = await world.comments(MARINA, LAMP)
    while (in_chat := await world.says(LENA, "когда покрасят сломанные лавочки в парке на Победы 3?")) < comment:
        continue
    assert in_chat == comment

    world.vk.delete_comment(-GROUP, MARINA, comment, post_id=1)
    await world.settle()

    assert world.mark(in_chat, CHAT) == "❓"
    await world.writes(LENA, "мои")
    assert "лавочки" in world.heard(LENA)[-1]


async def test_a_comment_delivered_five_times_is_one_question(world: World) -> None:
    await world.comments(MARINA, LAMP)
    for _ in range(4):
        world.vk.redeliver_last(1)
        await world.settle()

    assert len(world.heard(ILYIN)) == 1
