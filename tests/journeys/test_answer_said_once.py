"""However VK stumbles, an answer is said whole and once; where VK says no, somebody hears of it."""

from datetime import timedelta

import pytest

from tests.journeys.answers import UNDO, ask, asked_in
from tests.world import CHAT, GROUP, ILYIN, MARINA, MODERATORS_CHAT, STAFF_CHAT, VIKTOR, World

WORDS = "Блок управления перегорел, новый уже заказан"
SIGNED = f"{WORDS}\n— Сергей Ильин, ЖКХ"
A_WHILE = timedelta(minutes=2)


def long_answer() -> str:
    """Nine thousand characters and a bit, in sentences that tell their order."""
    return " ".join(f"Пункт {number}: работаем по участку без остановки движения." for number in range(1, 171))


# --- long


async def test_a_long_answer_goes_in_order_and_is_signed_once(world: World) -> None:
    asked = await ask(world, "chat")
    words = long_answer()
    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, words)

    parts = world.bot_said(CHAT)
    assert len(parts) == 3
    assert all(len(part.text) <= 4096 for part in parts)
    assert " ".join(part.text for part in parts).replace("\n", " ") == f"{words} — Сергей Ильин, ЖКХ"
    assert [part.reply_to for part in parts] == [asked.message, None, None]


@pytest.mark.parametrize("code", [6, 9, 10])
async def test_vk_is_busy_in_the_middle(world: World, code: int) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "1")
    world.vk.faults.fail("messages.send", code)
    await world.writes(ILYIN, long_answer())
    await world.pass_time(A_WHILE)

    assert len(world.bot_said(CHAT)) == 3
    assert sum("Сергей Ильин" in part.text for part in world.bot_said(CHAT)) == 1


async def test_a_long_answer_taken_back_leaves_nothing(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, long_answer())

    await world.presses(ILYIN, "Отменить — 20 сек")

    assert world.bot_said(CHAT) == []


async def test_a_long_answer_is_corrected_by_a_follow_up(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, long_answer())

    await world.writes(ILYIN, "исправить 1 Коротко: лампу заменим")

    assert (
        world.bot_said(CHAT)[-1].text == "Уточнение к ответу на вопрос №1:\nКоротко: лампу заменим\n— Сергей Ильин, ЖКХ"
    )
    assert len(world.bot_said(CHAT)) == 4


async def test_a_short_answer_made_long_is_not_cut(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, WORDS)

    await world.writes(ILYIN, f"исправить 1 {long_answer()}")

    assert "Пункт 170:" in world.bot_said(CHAT)[-1].text


async def test_a_reply_to_any_part_is_understood(world: World) -> None:
    await ask(world, "chat")
    await world.writes(ILYIN, "1")
    await world.writes(ILYIN, long_answer())
    first = world.bot_said(CHAT)[0].cmid

    await world.says(ILYIN, "Заменили лампу", to=first)

    assert "Увидел ваш ответ Марине" in world.heard(ILYIN)[-1]


# --- errors


@pytest.mark.parametrize("where", ["chat", "wall", "private", "open video"])
@pytest.mark.parametrize("code", [9, 10])
async def test_the_work_was_done_but_the_answer_was_an_error(tmp_path, where: str, code: int) -> None:
    method = {"wall": "wall.createComment", "open video": "video.createComment"}.get(where, "messages.send")
    async with asked_in(tmp_path, where) as asked:
        asked.world.vk.faults.fail(method, code, after_work=True)
        await asked.world.writes(ILYIN, WORDS)
        await asked.world.pass_time(UNDO)
        await asked.world.pass_time(A_WHILE)

        assert len(asked.published) == 1


@pytest.mark.parametrize("where", ["chat", "wall", "private"])
async def test_the_line_broke_after_the_work(tmp_path, where: str) -> None:
    method = "wall.createComment" if where == "wall" else "messages.send"
    async with asked_in(tmp_path, where) as asked:
        asked.world.vk.faults.drop(method, after_work=True)
        await asked.world.writes(ILYIN, WORDS)
        await asked.world.pass_time(UNDO)
        await asked.world.pass_time(A_WHILE)

        assert len(asked.published) == 1


async def test_the_process_dies_between_saying_and_remembering(world: World, monkeypatch) -> None:
    asked = await ask(world, "chat")

    async def die(outcomes: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(world.bot.outbox, "_mark", die)
    with pytest.raises(KeyboardInterrupt):
        await world.writes(ILYIN, WORDS)
    assert asked.published == [SIGNED]
    await world.kill()
    await world.start()
    await world.pass_time(A_WHILE)

    assert asked.published == [SIGNED]
    assert world.mark(asked.message) == "👌"
    assert len([m for m in world.bot_said(ILYIN) if "Отправил" in m.text]) == 1


async def test_vk_does_not_understand_us_and_a_person_publishes(world: World) -> None:
    asked = await ask(world, "chat")
    world.vk.faults.fail("messages.send", 914)

    await world.writes(ILYIN, WORDS)

    assert asked.published == []
    assert any("Опубликуйте вручную" in text and SIGNED in text for text in world.heard(MODERATORS_CHAT))


# --- places that are gone


async def test_the_question_was_deleted_and_the_answer_is_said_without_it(world: World) -> None:
    asked = await ask(world, "chat")
    world.vk.delete(GROUP, CHAT, MARINA, asked.message)

    await world.writes(ILYIN, WORDS)

    assert asked.published == [SIGNED]
    assert world.bot_said(CHAT)[-1].reply_to is None


async def test_the_comment_is_gone_in_the_twenty_seconds(world: World) -> None:
    asked = await ask(world, "wall")
    await world.writes(ILYIN, WORDS)
    board = world.vk.board(-GROUP, "post", 1)
    board.find(asked.message).deleted = True  # VK's event about it is still on its way
    await world.pass_time(UNDO)

    assert asked.published == [SIGNED]


async def test_the_chat_is_lost_and_the_author_gets_it_in_private(world: World) -> None:
    await ask(world, "chat")
    world.vk.refuse(GROUP, CHAT, 917)

    await world.writes(ILYIN, WORDS)

    [private] = world.heard(MARINA)
    assert "ответ на вопрос №1" in private
    assert f"«{WORDS}»" in private
    assert "ответы пока идут авторам в личные сообщения и модераторам" in world.heard(STAFF_CHAT)[-1]
    assert all("Опубликуйте" not in text for text in world.heard(MODERATORS_CHAT))


async def test_the_chat_is_lost_and_the_author_closed_to_us(world: World) -> None:
    await ask(world, "chat")
    world.vk.deny(GROUP, MARINA)
    await world.settle()
    world.vk.refuse(GROUP, CHAT, 917)

    await world.writes(ILYIN, WORDS)

    assert any("Опубликуйте вручную" in text for text in world.heard(MODERATORS_CHAT))
    assert "ответы пока идут авторам в личные сообщения и модераторам" in world.heard(STAFF_CHAT)[-1]


async def test_comments_are_closed(world: World) -> None:
    await ask(world, "wall")
    world.vk.board(-GROUP, "post", 1).closed = True

    await world.writes(ILYIN, WORDS)
    await world.pass_time(UNDO)

    assert f"«{WORDS}»" in world.heard(MARINA)[-1]
    assert "№1" in world.heard(STAFF_CHAT)[-1]


async def test_the_author_closed_the_private_dialog(world: World) -> None:
    await ask(world, "private")
    world.vk.deny(GROUP, VIKTOR)
    await world.settle()

    await world.writes(ILYIN, WORDS)

    assert any("Опубликуйте вручную" in text for text in world.heard(MODERATORS_CHAT))
