"""«Забрать»: a moderator makes questions of what others wrote elsewhere."""

from datetime import timedelta

import pytest

from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    IRINA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    PETROVA,
    SOKOLOVA,
    VIKTOR,
    World,
)

ROAD = "дорогу к ферме так и не чистят, Заручевье"
LAMP = "фонарь на Победы 14 не горит вторую неделю"
TALK = "ну и погодка сегодня"


pytestmark = pytest.mark.at("2026-11-24 14:30")
"""After dinner: the morning lists are long told."""


async def test_one_message_becomes_a_question_of_its_author(world: World) -> None:
    said = await world.says_elsewhere(IRINA, ROAD)

    await world.forwards(SOKOLOVA, said)

    [taken] = world.heard(SOKOLOVA)
    assert taken.startswith("Взял вопрос №1.")
    assert "Ольга Петрова" in taken
    [card] = world.heard(PETROVA)
    assert f"Ирина С.: «{ROAD}»" in card
    assert "Соколова" not in card


async def test_two_people_are_two_questions(world: World) -> None:
    first = await world.says_elsewhere(IRINA, ROAD)
    second = await world.says_elsewhere(OLEG, LAMP)

    await world.forwards(SOKOLOVA, first, second)

    taken = world.heard(SOKOLOVA)
    assert [text[:14] for text in taken] == ["Взял вопрос №1", "Взял вопрос №2"]
    assert any("Ирина С." in text and ROAD in text for text in world.heard(PETROVA))
    assert any("Олег М." in text and LAMP in text for text in world.heard(ILYIN))


async def test_several_messages_of_one_person_are_one_question(world: World) -> None:
    first = await world.says_elsewhere(IRINA, "дорогу к ферме так и не чистят")
    second = await world.says_elsewhere(IRINA, "это Заручевье, от остановки")

    await world.forwards(SOKOLOVA, first, second)

    [taken] = world.heard(SOKOLOVA)
    assert taken.startswith("Взял вопрос №1")
    [card] = world.heard(PETROVA)
    assert "дорогу к ферме" in card
    assert "от остановки" in card


async def test_the_same_forward_delivered_twice_is_taken_once(world: World) -> None:
    said = await world.says_elsewhere(IRINA, ROAD)
    await world.forwards(SOKOLOVA, said)
    world.vk.redeliver_last(1)
    await world.settle()

    assert len(world.heard(SOKOLOVA)) == 1
    assert len(world.heard(PETROVA)) == 1


async def test_two_forwards_are_two_questions(world: World) -> None:
    await world.forwards(SOKOLOVA, await world.says_elsewhere(IRINA, ROAD))
    await world.forwards(SOKOLOVA, await world.says_elsewhere(OLEG, LAMP))

    first, second = world.heard(SOKOLOVA)
    assert "№1" in first
    assert "№2" in second


async def test_the_answer_to_a_collected_question_has_a_way(world: World) -> None:
    await world.forwards(SOKOLOVA, await world.says_elsewhere(IRINA, ROAD))
    world.heard(SOKOLOVA)
    await world.writes(PETROVA, "ответ 1 Почистим завтра до обеда")

    heard = [*world.heard(IRINA), *world.heard(SOKOLOVA), *world.heard(MODERATORS_CHAT)]
    assert any("Почистим завтра до обеда" in text for text in heard), "to the author or to be published by hand"


async def test_a_resident_who_forwards_just_asks(world: World) -> None:
    said = await world.says_elsewhere(IRINA, ROAD)
    await world.forwards(VIKTOR, said, text="поддерживаю соседку, когда почистят?")
    await world.pass_time(timedelta(seconds=61))

    [recorded] = world.heard(VIKTOR)
    assert "№1" in recorded
    [card] = world.heard(PETROVA)
    assert "Виктор Д." in card
    assert "Ирина" not in card


async def test_talk_that_a_moderator_forwards_is_a_question_if_they_say_so(world: World) -> None:
    await world.forwards(SOKOLOVA, await world.says_elsewhere(IRINA, TALK))

    [taken] = world.heard(SOKOLOVA)
    assert taken.startswith("Взял вопрос №1")


async def test_what_a_community_wrote_is_not_collected(world: World) -> None:
    chat = world.vk.conversation(GROUP, CHAT)
    bot = world.vk.put_message(chat, -777, "Задайте вопрос боту")

    await world.forwards(SOKOLOVA, bot.cmid, peer=CHAT)

    [told] = world.heard(SOKOLOVA)
    assert told.startswith("Напишите вопрос словами")


async def test_a_sticker_is_not_collected(world: World) -> None:
    sticker = {"type": "sticker", "sticker": {"sticker_id": 9008, "product_id": 279}}
    said = world.vk.say(GROUP, CHAT, IRINA, "", attachments=[sticker])

    await world.forwards(SOKOLOVA, said, peer=CHAT)

    assert "Взял" not in world.heard(SOKOLOVA)[-1]


# --- «в» as a reply in the chat


async def test_a_moderator_takes_a_message_in_the_chat(world: World) -> None:
    said = await world.says(MARINA, "щуку бы поймать, да мостки сгнили у нас на озере")
    world.heard(MODERATORS_CHAT)

    await world.says(SOKOLOVA, "в", to=said)

    assert world.mark(said) == "❓"
    assert world.heard(CHAT) == [], "no text of the bot in the chat"
    [note] = world.heard(MARINA)
    assert "№1" in note
    [told] = world.heard(SOKOLOVA)
    assert told.startswith("Взял вопрос №1")


async def test_taken_once_however_often_it_is_said(world: World) -> None:
    said = await world.says(MARINA, TALK)
    await world.says(SOKOLOVA, "в", to=said)
    await world.says(SOKOLOVA, "!в", to=said)

    [note] = world.heard(MARINA)
    assert "№1" in note
    await world.writes(SOKOLOVA, "ждут")
    assert "№2" not in world.heard(SOKOLOVA)[-1]


async def test_a_perhaps_is_taken_by_the_same_word(world: World) -> None:
    said = await world.says(OLEG, "интересно, каток в этом году откроют или как всегда")

    await world.says(SOKOLOVA, "в", to=said)

    assert world.mark(said) == "❓"


async def test_from_a_resident_it_is_ordinary_talk(world: World) -> None:
    said = await world.says(MARINA, TALK)

    own = await world.says(OLEG, "в", to=said)

    assert world.mark(said) == ""
    assert world.mark(own) == ""
    assert world.heard(CHAT) == []
    assert world.heard(OLEG) == []


async def test_not_a_question_takes_it_back(world: World) -> None:
    said = await world.says(MARINA, LAMP)
    assert world.mark(said) == "❓"

    await world.says(SOKOLOVA, "не вопрос", to=said)

    assert world.heard(CHAT) == []
    assert any("Снял №1" in text for text in world.heard(SOKOLOVA))
    assert await world.remembered("вторую неделю") == []


async def test_words_pasted_with_the_authors_page_are_a_question_once(world: World) -> None:
    await world.starts(IRINA)
    world.heard(IRINA)
    await world.writes(SOKOLOVA, f"забрать https://vk.com/id{IRINA} {ROAD}")
    await world.says(SOKOLOVA, f"Забрать [id{IRINA}|Ирина], «{ROAD}»", peer=MODERATORS_CHAT)

    assert world.heard(SOKOLOVA)[0].startswith("Взял вопрос №1. Отвечает Ольга Петрова")
    assert world.heard(MODERATORS_CHAT)[-1].startswith("Взял вопрос №1.")
    [card] = world.heard(PETROVA)
    assert f"Ирина С.: «{ROAD}»" in card
    await world.writes(PETROVA, "ответ 1 Почистим завтра до обеда.")
    await world.pass_time(timedelta(minutes=1))
    assert "Почистим завтра до обеда." in world.heard(IRINA)[-1]
    assert not any("Почистим" in text for text in world.heard(MODERATORS_CHAT))

    # a forward in the moderators' chat; a link and a bare word say what is missing; talk stays talk
    said = await world.says_elsewhere(OLEG, LAMP)
    await world.says(SOKOLOVA, "забрать", peer=MODERATORS_CHAT, forward=[said], from_peer=2_000_000_077)
    assert world.heard(MODERATORS_CHAT)[-1].startswith("Взял вопрос №2.")
    await world.writes(SOKOLOVA, "забрать vk.com/wall-1_2?reply=3")
    assert "мне не прочесть" in world.heard(SOKOLOVA)[-1]
    await world.writes(SOKOLOVA, "забрать")
    assert world.heard(SOKOLOVA)[-1].startswith("Перешлите сообщение или напишите: «забрать vk.com/id123")
    await world.says(SOKOLOVA, "забрать надо бы ключи от зала", peer=MODERATORS_CHAT)
    assert world.heard(MODERATORS_CHAT) == []
