"""An answer taken back or mended: everywhere it was told, or not at all."""

from datetime import timedelta

import pytest

from tests.journeys.answers import LAMP, UNDO, ask
from tests.world import CHAT, GROUP, ILYIN, KUZMIN, LEBEDEVA, LENA, MARINA, MODERATORS_CHAT, OLEG, VIKTOR, World

WORDS = "Лампу заменят в четверг"
BUTTON = "Отменить — 20 сек"


async def waiting(world: World) -> str:
    await world.writes(LEBEDEVA, "ждут")
    return world.heard(LEBEDEVA)[-1]


async def due(world: World) -> str:
    return next(line for line in (await waiting(world)).splitlines() if line.startswith("№1"))


async def test_in_a_chat_nobody_reads_it_any_more(world: World) -> None:
    asked = await ask(world, "chat")
    await world.starts(OLEG)
    await world.reacts(OLEG, asked.message)
    world.heard(OLEG)
    before = await due(world)
    await world.writes(ILYIN, WORDS)
    assert len(world.bot_said(OLEG)) == 2

    await world.presses(ILYIN, BUTTON)

    assert asked.published == []
    assert len(world.bot_said(OLEG)) == 1, "the follower's message is gone too"
    assert world.mark(asked.message) == "❓"
    assert await due(world) == before, "the same deadline"
    await world.writes(LEBEDEVA, "обещали")
    assert "№1" not in world.heard(LEBEDEVA)[-1]
    assert "Отменил, ответ убрал. Вопрос №1 снова ждёт вас." in world.heard(ILYIN)[-1]


async def test_in_private(world: World) -> None:
    asked = await ask(world, "private")
    await world.writes(ILYIN, WORDS)

    await world.presses(ILYIN, BUTTON)

    assert asked.published == []


async def test_under_a_wall_it_was_never_written(world: World) -> None:
    asked = await ask(world, "wall")
    await world.writes(ILYIN, WORDS)
    await world.pass_time(timedelta(seconds=10))

    await world.presses(ILYIN, BUTTON)
    await world.pass_time(timedelta(minutes=5))

    assert asked.published == []
    assert "№1" in await waiting(world)


async def test_what_moderators_were_to_publish_is_taken_back(world: World) -> None:
    await ask(world, "video")
    world.vk.deny(GROUP, MARINA)
    await world.settle()
    await world.writes(ILYIN, WORDS)
    assert "Опубликуйте вручную" in world.bot_said(MODERATORS_CHAT)[-1].text

    await world.presses(ILYIN, BUTTON)

    assert world.bot_said(MODERATORS_CHAT) == []


async def test_after_the_time_it_stands(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, WORDS)
    await world.pass_time(UNDO + timedelta(seconds=1))

    await world.presses(ILYIN, BUTTON)

    assert len(asked.published) == 1
    assert "Поздно отменять" in world.popped(ILYIN)[-1]


async def test_pressed_twice(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, WORDS)

    await world.presses(ILYIN, BUTTON)
    world.heard(ILYIN)
    await world.presses(ILYIN, BUTTON)

    assert asked.published == []
    assert world.mark(asked.message) == "❓"
    assert world.heard(ILYIN) == []
    assert "№1" in world.popped(ILYIN)[-1]


async def test_a_nod_can_be_taken_back(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "Принял, разберёмся")

    await world.writes(ILYIN, "отменить 1")

    assert asked.published == []
    assert "№1" in await waiting(world)


async def test_an_answer_given_while_the_resident_was_asked(world: World) -> None:
    """The question waits for the explanation again, not for ever."""
    await ask(world, "chat")
    await world.writes(ILYIN, "уточнить 1 у какого подъезда?")
    await world.writes(ILYIN, f"ответ 1 {WORDS}")

    await world.presses(ILYIN, BUTTON)

    world.vk.clock.advance(timedelta(days=3, minutes=1))
    await world.tick()
    assert any("не уточнил вопрос №1" in text for text in world.heard(ILYIN))


async def test_the_promise_before_holds_again(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, WORDS)
    await world.pass_time(timedelta(hours=1))
    await world.writes(ILYIN, "ответ 1 Ничего менять не будем, это не наш столб")

    await world.presses(ILYIN, BUTTON)

    await world.writes(LEBEDEVA, "обещали")
    assert "№1" in world.heard(LEBEDEVA)[-1]
    assert [m.text for m in world.bot_said(CHAT)] == [f"{WORDS}\n— Сергей Ильин, ЖКХ"]


async def test_another_official_does_not_take_it_back(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(KUZMIN, f"ответ 1 {WORDS}")

    await world.writes(ILYIN, "отменить 1")

    assert len(asked.published) == 1
    assert "другие права" in world.heard(ILYIN)[-1]


# --- mended


async def test_the_bots_message_is_edited(world: World) -> None:
    asked = await ask(world, "chat")
    await world.starts(OLEG)
    await world.reacts(OLEG, asked.message)
    await world.writes(ILYIN, WORDS)

    await world.writes(ILYIN, "исправить 1 Лампу заменят в пятницу")

    assert asked.published == ["Лампу заменят в пятницу\n— Сергей Ильин, ЖКХ"]
    assert asked.replied_to == asked.message
    assert "Лампу заменят в пятницу" in world.bot_said(OLEG)[-1].text
    assert "Исправил ответ на вопрос №1" in world.heard(ILYIN)[-1]
    await world.writes(LEBEDEVA, "обещали")
    assert "обещали пт" in world.heard(LEBEDEVA)[-1]


async def test_too_old_to_edit_a_follow_up_says_so(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "Это не наш столб")
    world.vk.faults.fail("messages.edit", 909)

    await world.writes(ILYIN, "исправить 1 Столб наш, лампу заменим")

    assert asked.published[-1] == "Уточнение к ответу на вопрос №1:\nСтолб наш, лампу заменим\n— Сергей Ильин, ЖКХ"
    assert asked.replied_to == asked.message


async def test_under_a_wall_the_correction_stands_beside(world: World) -> None:
    asked = await ask(world, "wall")
    await world.writes(ILYIN, "Это не наш столб")
    await world.pass_time(UNDO)

    await world.writes(ILYIN, "исправить 1 Столб наш, лампу заменим")

    assert asked.published == [
        "Это не наш столб\n— Сергей Ильин, ЖКХ",
        "Уточнение к ответу на вопрос №1:\nСтолб наш, лампу заменим\n— Сергей Ильин, ЖКХ",
    ]


async def test_corrected_before_it_was_written_only_the_right_words_appear(world: World) -> None:
    asked = await ask(world, "wall")
    await world.writes(ILYIN, "Это не наш столб")

    await world.writes(ILYIN, "исправить 1 Столб наш, лампу заменим")
    await world.pass_time(UNDO)

    assert asked.published == ["Столб наш, лампу заменим\n— Сергей Ильин, ЖКХ"]


async def test_the_officials_own_message_gets_a_follow_up(world: World) -> None:
    asked = await ask(world, "chat")
    await world.starts(OLEG)
    await world.reacts(OLEG, asked.message)
    await world.says(ILYIN, "Это не наш столб", to=asked.message)

    await world.writes(ILYIN, "исправить 1 Столб наш, лампу заменим")

    assert asked.published == ["Уточнение к ответу на вопрос №1:\nСтолб наш, лампу заменим\n— Сергей Ильин, ЖКХ"]
    assert "Столб наш" in world.bot_said(OLEG)[-1].text


async def test_words_signed_by_another_are_not_rewritten(world: World) -> None:
    asked = await ask(world, "chat")
    await world.writes(ILYIN, "Это не наш столб")

    await world.writes(KUZMIN, "исправить 1 Столб наш")

    assert asked.published == ["Это не наш столб\n— Сергей Ильин, ЖКХ"]
    assert "другие права" in world.heard(KUZMIN)[-1]


# --- one answer to many


@pytest.fixture
async def merged(world: World) -> World:
    """Lamps of Marina and Lena in the chat, of Viktor in private, of Oleg under the wall: one matter."""
    await world.says(MARINA, LAMP)
    await world.says(LENA, "Почему не горит фонарь на Победы, 16?")
    await world.writes_and_waits(VIKTOR, "Почему не горит фонарь на Победы, 18?")
    await world.comments(OLEG, "Почему не горит фонарь на Победы, 20?")
    await world.starts(LENA)
    await world.writes(LEBEDEVA, "тема 1 2 3 4")
    for peer in (CHAT, MARINA, LENA, VIKTOR, OLEG, ILYIN):
        world.heard(peer)
    return world


async def test_once_per_conversation_and_every_author_is_told(merged: World) -> None:
    world = merged

    await world.writes(ILYIN, f"ответ 1 {WORDS}")
    await world.pass_time(UNDO)

    assert world.heard(CHAT) == [f"{WORDS}\n— Сергей Ильин, ЖКХ"]
    assert world.bot_commented() == [f"{WORDS}\n— Сергей Ильин, ЖКХ"]
    [private] = world.heard(VIKTOR)
    assert WORDS in private
    assert "№3" in private
    [told] = world.heard(LENA)
    assert WORDS in told
    assert world.heard(MARINA) == []


async def test_taken_back_from_everybody(merged: World) -> None:
    world = merged
    await world.writes(ILYIN, f"ответ 1 {WORDS}")

    await world.presses(ILYIN, BUTTON)
    await world.pass_time(timedelta(minutes=1))

    for peer in (CHAT, LENA, VIKTOR):
        assert all(WORDS not in m.text for m in world.bot_said(peer)), peer
    assert world.bot_commented() == []


async def test_corrected_for_everybody(merged: World) -> None:
    world = merged
    await world.writes(ILYIN, f"ответ 1 {WORDS}")
    await world.pass_time(UNDO)

    await world.writes(ILYIN, "исправить 1 Лампу заменят в пятницу")

    for peer in (CHAT, LENA, VIKTOR):
        assert "Лампу заменят в пятницу" in world.bot_said(peer)[-1].text
    assert "Уточнение" in world.bot_commented()[-1]


async def test_an_answer_in_the_chat_of_a_duplicate_is_not_repeated_there(world: World) -> None:
    await world.writes_and_waits(VIKTOR, LAMP)
    asked = await world.says(MARINA, "Почему не горит фонарь на Победы, 16?")
    await world.writes(LEBEDEVA, "тема 1 2")
    for peer in (CHAT, MARINA, VIKTOR):
        world.heard(peer)

    await world.says(ILYIN, WORDS, to=asked)

    assert world.heard(CHAT) == []
    assert world.mark(asked) == "👌"
    [private] = world.heard(VIKTOR)
    assert WORDS in private


async def test_those_who_joined_a_duplicate_are_told_too(world: World) -> None:
    await world.says(MARINA, LAMP)
    second = await world.says(LENA, "Почему не горит фонарь на Победы, 16?")
    await world.starts(OLEG)
    await world.reacts(OLEG, second)
    await world.writes(LEBEDEVA, "тема 1 2")
    world.heard(OLEG)

    await world.writes(ILYIN, f"ответ 1 {WORDS}")

    [told] = world.heard(OLEG)
    assert WORDS in told


async def test_joined_to_what_was_joined_later(world: World) -> None:
    await world.says(MARINA, LAMP)
    await world.writes_and_waits(VIKTOR, "Почему не горит фонарь на Победы, 18?")
    await world.says(LENA, "Почему не горит фонарь на Победы, 16?")
    await world.writes(LEBEDEVA, "тема 3 2")
    await world.writes(LEBEDEVA, "тема 1 3")
    world.heard(VIKTOR)

    await world.writes(ILYIN, f"ответ 1 {WORDS}")

    [told] = world.heard(VIKTOR)
    assert WORDS in told


async def test_split_gives_the_question_back(merged: World) -> None:
    world = merged

    await world.writes(LEBEDEVA, "разделить 3")
    await world.writes(ILYIN, f"ответ 1 {WORDS}")

    assert world.heard(VIKTOR) == []
    assert "№3" in await waiting(world)
    await world.writes(ILYIN, "ответ 3 На Победы, 18 другой столб")
    assert "На Победы, 18 другой столб" in world.heard(VIKTOR)[-1]


async def test_not_solved_for_one_of_many_comes_back(merged: World) -> None:
    world = merged
    await world.writes(ILYIN, "ответ 1 Лампы заменили")
    world.heard(ILYIN)

    await world.writes(VIKTOR, "не решено 3 у нас темно")

    assert any("у нас темно" in text for text in world.heard(ILYIN))
