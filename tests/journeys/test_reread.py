"""Chats tell a bot neither of edits nor of deletions: it reads again (product.md 36, 37)."""

from datetime import timedelta

from tests.world import CHAT, GROUP, LENA, MARINA, OLEG, PETROVA, VIKTOR, World

PIT = "Когда заделают яму на дороге на Мира, дом 3?"


async def test_words_mended_in_a_chat_reach_the_official(world: World) -> None:
    cmid = await world.says(MARINA, PIT)
    world.heard(PETROVA)
    world.vk.edit(GROUP, CHAT, MARINA, cmid, PIT.replace("дом 3", "дом 13"))

    await world.pass_time(timedelta(minutes=2))

    [news] = world.heard(PETROVA)
    assert "дом 3" in news
    assert "дом 13" in news
    await world.pass_time(timedelta(hours=3))
    assert not [text for text in world.heard(PETROVA) if "дом 3" in text], "the same news twice is one"
    await world.writes(PETROVA, "1")
    card = world.heard(PETROVA)[-1]
    assert "дом 13" in card
    assert "Где: Мира, дом 13" in card, "the place goes with the words"


async def test_a_question_deleted_in_a_chat_is_withdrawn_and_its_words_are_gone(world: World) -> None:
    cmid = await world.says(MARINA, PIT)
    other = await world.says(OLEG, "Почему не ходит автобус в Бор?")
    world.heard(PETROVA)
    await world.pass_time(timedelta(minutes=30))
    world.vk.delete(GROUP, CHAT, MARINA, cmid)

    await world.pass_time(timedelta(hours=1, minutes=15))

    assert any("№1" in text for text in world.heard(PETROVA))
    await world.writes(PETROVA, "очередь")
    queue = world.heard(PETROVA)[-1]
    assert "№2" in queue
    assert "№1" not in queue
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(1)).text == ""
    assert world.mark(other) == "❓"


async def test_a_private_question_taken_away_late_is_noticed_in_the_morning_and_before_its_answer(world: World) -> None:
    """VK tells nobody of a deletion in a dialog either."""
    gone = await world.writes_and_waits(VIKTOR, PIT)
    answered = await world.writes_and_waits(OLEG, "Почему не ходит автобус в Бор по субботам?")
    kept = await world.writes_and_waits(LENA, "Когда почистят дорогу в Зарубино от снега?")
    await world.pass_time(timedelta(hours=2))
    world.vk.delete(GROUP, VIKTOR, VIKTOR, gone)
    world.vk.delete(GROUP, OLEG, OLEG, answered)
    for message in world.vk.messages(GROUP, LENA):
        message.visible = False
    for person in (VIKTOR, OLEG, LENA, PETROVA):
        world.heard(person)

    await world.writes(PETROVA, "ответ 2 С субботы ходит в 8:10")
    assert any("житель удалил вопрос №2" in text for text in world.heard(PETROVA))
    assert not any("8:10" in text for text in world.heard(OLEG))
    assert world.heard(VIKTOR) == [], "nobody reads a dialog every hour"

    world.vk.clock.advance(timedelta(hours=20))
    await world.tick()
    assert any("№1" in text for text in world.heard(VIKTOR))
    async with world.bot.database.reading() as uow:
        texts = [(await uow.questions.get(number)).text for number in (1, 2, 3)]
    assert texts == ["", "", "Когда почистят дорогу в Зарубино от снега?"], f"a dialog that was cleared: {kept}"


async def test_a_chat_of_which_vk_suddenly_shows_nothing_loses_no_question(world: World) -> None:
    asked = [await world.says(MARINA, PIT.replace("3", str(house))) for house in (5, 15, 25)]
    for message in world.vk.messages(GROUP, CHAT):
        message.visible = False

    await world.pass_time(timedelta(hours=2))

    await world.writes(PETROVA, "очередь")
    queue = world.heard(PETROVA)[-1]
    assert all(f"№{number}" in queue for number in range(1, len(asked) + 1))


async def test_the_moment_before_an_answer_is_published_its_question_is_read_again(world: World) -> None:
    """product.md 36, 37: VK told nobody of the edit or of the deletion, and the answer was about other words."""
    mended = await world.says(MARINA, PIT)
    taken_back = await world.says(OLEG, "Почему не ходит автобус в Бор?")
    world.vk.edit(GROUP, CHAT, MARINA, mended, PIT.replace("дом 3", "дом 13"))
    world.vk.delete(GROUP, CHAT, OLEG, taken_back)
    world.heard(PETROVA)

    await world.writes(PETROVA, "ответ 1 У дома 3 заделаем в четверг")
    told = world.heard(PETROVA)
    assert world.heard(CHAT) == []
    assert any("Ответ придержал: «У дома 3 заделаем в четверг»" in text for text in told)
    assert any("дом 13" in text for text in told), "and what it was and what it became"
    assert world.mark(mended) == "❓"
    await world.writes(PETROVA, "ответ 1 У дома 13 заделаем в пятницу")
    assert len(world.heard(CHAT)) == 1
    assert world.mark(mended) == "👌"

    world.heard(PETROVA)
    await world.writes(PETROVA, "ответ 2 С понедельника ходит")
    assert world.heard(CHAT) == []
    assert any("житель удалил вопрос №2" in text for text in world.heard(PETROVA))
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(2)).text == ""

    await world.says(MARINA, "Когда починят остановку на Мира?")
    for message in world.vk.messages(GROUP, CHAT):
        message.visible = False
    await world.writes(PETROVA, "ответ 3 В пятницу починим")
    assert "В пятницу починим" in world.heard(CHAT)[-1], "VK's blindness keeps no answer back"
