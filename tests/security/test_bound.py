"""An answer belongs to the question it was given to, whoever spoke last (failures.md 18)."""

from tests.world import CHAT, ILYIN, LEBEDEVA, LENA, MARINA, VIKTOR, World

LAMP = "Когда починят фонарь на Победы, 14? Третий день темно"
HEAT = "Почему в Труда, 8 холодные батареи, когда дадут отопление?"
WORDS = "Лампу заменили, всё горит"


def told(world: World, peer: int) -> list[tuple[int | None, str]]:
    """What the bot replied there with the official's words, and to which message."""
    return [(message.reply_to, message.text) for message in world.bot_said(peer) if WORDS in message.text]


async def test_row_18_words_after_an_opened_card_go_to_its_author_though_another_asked_meanwhile(world: World) -> None:
    lamp = await world.says(MARINA, LAMP)
    await world.writes(ILYIN, "1")
    await world.says(LENA, HEAT)
    await world.writes_and_waits(VIKTOR, HEAT)

    await world.writes(ILYIN, WORDS)

    assert [reply for reply, _ in told(world, CHAT)] == [lamp]
    assert told(world, VIKTOR) == []


async def test_row_18_a_reply_to_an_older_card_goes_to_the_older_question(world: World) -> None:
    lamp = await world.says(MARINA, LAMP)
    card = world.bot_said(ILYIN)[-1].cmid
    await world.says(LENA, HEAT)
    await world.writes(ILYIN, "2")

    await world.writes(ILYIN, WORDS, to=card)

    assert [reply for reply, _ in told(world, CHAT)] == [lamp]


async def test_with_two_waiting_and_no_card_the_official_is_asked_and_nobody_answered(world: World) -> None:
    await world.says(MARINA, LAMP)
    await world.writes_and_waits(VIKTOR, HEAT)

    await world.writes(ILYIN, WORDS)

    assert told(world, CHAT) == []
    assert told(world, VIKTOR) == []
    assert "№1" in world.heard(ILYIN)[-1]


async def test_a_private_answer_is_read_in_one_dialog_only(world: World) -> None:
    await world.writes_and_waits(VIKTOR, LAMP)
    await world.writes_and_waits(MARINA, HEAT)

    await world.writes(ILYIN, f"ответ 1 {WORDS}")

    assert len(told(world, VIKTOR)) == 1
    assert told(world, MARINA) == told(world, CHAT) == []


async def test_row_30_who_owes_the_answer_cannot_make_the_question_disappear(world: World) -> None:
    """Districts that are measured would rather not have the question: it was heard without them and stays."""
    asked = await world.says(MARINA, LAMP)
    for words in ("не вопрос 1", "отозвать 1", "тема 1 Дороги", "инцидент 1 77-12", "разделить 1"):
        await world.writes(ILYIN, words)
    await world.says(ILYIN, "!не вопрос", to=asked)
    await world.reacts(ILYIN, asked)
    await world.reacts(ILYIN, asked, None)

    await world.writes(LEBEDEVA, "ждут")

    assert "№1" in world.bot_said(LEBEDEVA)[-1].text
    assert world.mark(asked) == "❓"
