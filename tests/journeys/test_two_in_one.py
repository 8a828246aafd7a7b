"""Two questions in one message (journeys 1): the author says so with one tap, else a moderator; two cards."""

from datetime import timedelta

from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    LEBEDEVA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    PETROVA,
    SOKOLOVA,
    VIKTOR,
    World,
    labels,
)

LAMP = "Когда починят фонарь на Победы, 14?"
BUS = "И почему автобус №5 опять не пришёл?"


async def test_the_author_splits_with_one_tap(world: World) -> None:
    await world.starts(MARINA)
    asked = await world.says(MARINA, f"{LAMP} {BUS}")
    ask = world.heard(MARINA)[-1]
    assert "два вопроса" in ask
    assert "Сергей Ильин" in ask
    assert "Ольга Петрова" in ask
    assert labels(world.bot_said(MARINA)[-1]) == ["Да, разделить", "Это один"]
    for person in (ILYIN, PETROVA):
        world.heard(person)

    await world.presses(MARINA, "Да, разделить")

    assert world.heard(CHAT) == []
    assert "№2" in world.heard(MARINA)[-1]
    assert any("№1" in text and "фонарь" in text and "автобус" not in text for text in world.heard(ILYIN))
    assert any("№2" in text and "автобус" in text and "фонарь" not in text for text in world.heard(PETROVA))

    await world.writes(PETROVA, "Водитель заболел, завтра рейс будет")
    [published] = world.bot_said(CHAT)
    assert published.text.startswith("Водитель заболел")
    assert published.reply_to == asked
    assert world.mark(asked) == "❓", "half of it still waits"
    await world.writes(LEBEDEVA, "ждут")
    waiting = world.heard(LEBEDEVA)[-1]
    assert "№1" in waiting
    assert "№2" not in waiting

    await world.says(ILYIN, "фонарь заменим завтра", to=asked)
    await world.writes(LEBEDEVA, "ждут")
    assert "№1" not in world.heard(LEBEDEVA)[-1]

    assert world.mark(asked) == "👌"
    world.heard(MARINA)
    await world.presses(MARINA, "Да, разделить")
    assert world.heard(MARINA) == [], "an old button splits nothing twice"


async def test_without_private_messages_a_moderator_splits(world: World) -> None:
    asked = await world.says(OLEG, f"{LAMP} {BUS}")
    assert world.heard(CHAT) == []
    assert any("два вопроса" in text for text in world.heard(MODERATORS_CHAT))

    await world.presses(SOKOLOVA, "Да, разделить", peer=MODERATORS_CHAT)

    await world.writes(LEBEDEVA, "ждут")
    waiting = world.heard(LEBEDEVA)[-1]
    assert "№1" in waiting
    assert "№2" in waiting

    world.vk.delete(GROUP, CHAT, OLEG, asked)
    await world.pass_time(timedelta(minutes=2))
    await world.writes(LEBEDEVA, "ждут")
    assert "№" not in world.heard(LEBEDEVA)[-1], "a deleted message takes both questions with it"


async def test_in_private_each_part_gets_its_own_answer(world: World) -> None:
    await world.writes_and_waits(VIKTOR, f"{LAMP} {BUS}")
    await world.presses(VIKTOR, "Да, разделить")
    world.heard(VIKTOR)

    await world.writes(PETROVA, "ответ 2 Завтра рейс будет")
    await world.writes(ILYIN, "ответ 1 Завтра заменим")

    answers = [text for text in world.heard(VIKTOR) if "ответ на вопрос" in text]
    assert ["№2" in answers[0], "№1" in answers[1]] == [True, True]


async def test_under_a_post_each_part_is_answered_and_mended_apart(world: World) -> None:
    await world.starts(MARINA)
    asked = await world.comments(MARINA, f"{LAMP} {BUS}")
    await world.presses(MARINA, "Да, разделить")
    assert "№2" in world.heard(MARINA)[-1]
    for person in (ILYIN, PETROVA):
        world.heard(person)

    world.vk.edit_comment(-GROUP, MARINA, asked, f"{LAMP.replace('14', '41')} {BUS}", post_id=1)
    await world.settle()
    assert any("Победы, 41" in text and "автобус" not in text for text in world.heard(ILYIN))
    assert world.heard(PETROVA) == []

    await world.comments(PETROVA, "Водитель заболел, завтра рейс будет", to=asked)
    await world.writes(LEBEDEVA, "ждут")
    waiting = world.heard(LEBEDEVA)[-1]
    assert "№1" in waiting
    assert "№2" not in waiting, "who owes the second part has answered the second part"
    await world.writes(ILYIN, "Фонарь заменим завтра")
    await world.pass_time(timedelta(minutes=2))
    [published] = world.bot_commented()
    assert published.startswith("Фонарь заменим завтра")

    elsewhere = await world.comments(OLEG, f"{LAMP} {BUS}", video=True)
    await world.presses(SOKOLOVA, "Да, разделить", peer=MODERATORS_CHAT)
    await world.writes(LEBEDEVA, "ждут")
    waiting = world.heard(LEBEDEVA)[-1]
    assert all(number in waiting for number in ("№3", "№4"))
    world.vk.delete_comment(-GROUP, OLEG, elsewhere, video_id=1)
    await world.settle()
    await world.writes(LEBEDEVA, "ждут")
    assert "№" not in world.heard(LEBEDEVA)[-1], "a deleted comment takes both questions with it"


async def test_one_story_stays_one_question(world: World) -> None:
    await world.starts(MARINA)
    await world.says(MARINA, f"{LAMP} Третий день темно, дети из школы идут")
    await world.says(MARINA, f"{LAMP} {BUS}")
    await world.presses(MARINA, "Это один")
    await world.writes(LEBEDEVA, "ждут")

    waiting = world.heard(LEBEDEVA)[-1]
    assert "№2" in waiting
    assert "№3" not in waiting
    assert sum("два вопроса" in message.text for message in world.bot_said(MARINA)) == 1


async def test_two_topics_of_one_official_are_two_questions_to_whoever_got_a_word_from_the_bot(world: World) -> None:
    """Who was written to once may be asked in private, «Начать» or not; what to split is asked instead of the topic."""
    world.vk.communities[GROUP].allowed.add(OLEG)
    await world.says(OLEG, LAMP)
    await world.pass_time(timedelta(minutes=2))
    world.heard(OLEG)
    await world.says(OLEG, "Когда придёт автобус в Бор? И второй вопрос, когда почистят дорогу от остановки?")
    ask = world.heard(OLEG)[-1]
    assert "два вопроса" in ask
    assert ask.count("Ольга Петрова") == 2
    assert "«Второй вопрос, когда" in ask, "nothing stands before it any more"
    assert not any("О чём вопрос" in text or "два вопроса" in text for text in world.heard(MODERATORS_CHAT))
