"""Private messages: what several of them make, what is not a question, who may be written to."""

from datetime import timedelta

import pytest

from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    LEBEDEVA,
    LENA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    PETROVA,
    STAFF_CHAT,
    VIKTOR,
    World,
)

ROAD = "когда почистят дорогу в Заручевье"
STICKER = {"type": "sticker", "sticker": {"sticker_id": 9008, "product_id": 279}}
MINUTE = timedelta(seconds=61)
WORDS = "Напишите вопрос словами"


pytestmark = pytest.mark.at("2026-11-24 14:30")
"""After dinner: the morning lists are long told."""


async def test_the_settle_time_begins_anew_with_every_message(world: World) -> None:
    for part in ("здравствуйте", ROAD, "от остановки до магазина"):
        await world.writes(VIKTOR, part)
        await world.pass_time(timedelta(seconds=50))
    assert world.heard(VIKTOR) == []

    await world.pass_time(timedelta(seconds=11))

    [recorded] = world.heard(VIKTOR)
    assert "№1" in recorded
    [card] = world.heard(PETROVA)
    assert ROAD in card
    assert "от остановки до магазина" in card


async def test_a_minute_apart_they_are_two_questions(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes_and_waits(VIKTOR, "почему автобус в Зарубино не пришёл утром")

    first, second = world.heard(VIKTOR)
    assert "№1" in first
    assert "№2" in second


async def test_two_people_at_once_are_two_questions(world: World) -> None:
    await world.writes(VIKTOR, ROAD)
    await world.writes(LENA, "почему автобус в Зарубино не пришёл утром")
    await world.pass_time(MINUTE)

    [to_viktor] = world.heard(VIKTOR)
    [to_lena] = world.heard(LENA)
    assert "дорогу" in to_viktor
    assert "автобус" in to_lena


async def test_a_forwarded_bundle_is_one_question(world: World) -> None:
    first = await world.says(OLEG, "щуку вчера взяли", peer=CHAT)
    second = await world.says(LENA, "у нас на Труда дорога совсем плохая", peer=CHAT)
    await world.writes(VIKTOR, ROAD, forward=[first, second], from_peer=CHAT)
    await world.pass_time(MINUTE)

    [recorded] = world.heard(VIKTOR)
    assert "№1" in recorded or "№2" in recorded
    cards = [text for text in world.heard(PETROVA) if ROAD in text]
    assert len(cards) == 1
    assert "дорога совсем плохая" in cards[0]


async def test_a_photo_and_a_place_reach_the_card(world: World) -> None:
    await world.writes(VIKTOR, ROAD, attachments=["photo"])
    await world.writes(VIKTOR, "вот тут", attachments=["geo"])
    await world.pass_time(MINUTE)

    [card] = world.heard(PETROVA)
    assert "фото" in card
    message = world.bot_said(PETROVA)[-1]
    assert [one["type"] for one in message.attachments] == ["photo"]
    assert "место на карте" in card


@pytest.mark.parametrize(
    ("text", "attachments"),
    [("", [STICKER]), ("+", []), ("ау", []), ("здравствуйте!", []), ("?", []), ("👍", [])],
)
async def test_without_words_the_bot_asks_for_words(world: World, text: str, attachments: list[object]) -> None:
    await world.writes_and_waits(VIKTOR, text, attachments=attachments)

    [asked] = world.heard(VIKTOR)
    assert asked.startswith(WORDS)
    assert world.heard(PETROVA) == []


async def test_a_photo_without_words_waits_for_them(world: World) -> None:
    await world.writes_and_waits(VIKTOR, "", attachments=["photo"])
    [asked] = world.heard(VIKTOR)
    assert asked.startswith(WORDS)

    await world.pass_time(timedelta(minutes=5))
    await world.writes_and_waits(VIKTOR, ROAD)

    assert "№1" in world.heard(VIKTOR)[-1]
    assert [one["type"] for one in world.bot_said(PETROVA)[-1].attachments] == ["photo"]


async def test_words_are_asked_for_once(world: World) -> None:
    await world.writes_and_waits(VIKTOR, "", attachments=["photo"])
    world.heard(VIKTOR)

    await world.pass_time(timedelta(hours=25))

    assert world.heard(VIKTOR) == []


async def test_thanks_get_a_heart_and_no_words(world: World) -> None:
    thanks = await world.writes_and_waits(VIKTOR, "спасибо большое!")

    assert world.mark(thanks, VIKTOR) == "❤"
    assert world.heard(VIKTOR) == []


async def test_danger_does_not_wait_for_silence(world: World) -> None:
    await world.writes(VIKTOR, "здравствуйте")
    await world.writes(VIKTOR, "пахнет газом, Труда 8, 2 подъезд")

    said = world.heard(VIKTOR)
    assert any("104 или 112" in text for text in said)
    assert any("газом" in text for text in world.heard(ILYIN))
    await world.pass_time(MINUTE)
    assert not any("№2" in text for text in world.heard(VIKTOR)), "what stood before it belongs to it"


async def test_danger_takes_along_what_was_written_before_it(world: World) -> None:
    await world.writes(VIKTOR, "это Труда 8, второй подъезд")
    await world.writes(VIKTOR, "пахнет газом!")
    await world.pass_time(MINUTE)

    told = world.heard(ILYIN)
    assert any("Труда 8" in text for text in told)
    assert not any("№2" in text for text in world.heard(VIKTOR))


async def test_words_right_after_danger_are_more_of_it(world: World) -> None:
    await world.writes(VIKTOR, "пахнет газом!")
    world.heard(ILYIN)
    await world.writes(VIKTOR, "Труда 8, второй подъезд")
    await world.pass_time(MINUTE)

    assert any("№1" in text and "Труда 8" in text for text in world.heard(ILYIN))
    assert not any("№2" in text for text in world.heard(VIKTOR))


# --- edits


async def test_an_edit_before_the_silence_is_what_was_meant(world: World) -> None:
    cmid = await world.writes(VIKTOR, "когда почистят дорогу в Зарубино")
    world.vk.edit(GROUP, VIKTOR, VIKTOR, cmid, ROAD)
    await world.settle()
    await world.pass_time(MINUTE)

    [card] = world.heard(PETROVA)
    assert ROAD in card
    assert "Зарубино" not in card
    assert len(world.heard(VIKTOR)) == 1


async def test_an_edit_before_the_answer_is_told_to_both(world: World) -> None:
    cmid = await world.writes_and_waits(VIKTOR, ROAD)
    world.heard(VIKTOR)
    world.heard(PETROVA)

    world.vk.edit(GROUP, VIKTOR, VIKTOR, cmid, ROAD + " до магазина")
    await world.settle()

    [told] = world.heard(VIKTOR)
    assert told == f"Поправил вопрос №1: «{ROAD} до магазина»."
    [official] = world.heard(PETROVA)
    assert "до магазина" in official


async def test_an_edit_of_one_message_keeps_the_others(world: World) -> None:
    hello = await world.writes(VIKTOR, "Скажите пожалуста")
    road = await world.writes(VIKTOR, ROAD)
    await world.pass_time(MINUTE)
    world.heard(VIKTOR)

    world.vk.edit(GROUP, VIKTOR, VIKTOR, hello, "Скажите пожалуйста")
    await world.settle()
    await world.pass_time(timedelta(seconds=20))
    world.vk.edit(GROUP, VIKTOR, VIKTOR, road, ROAD + " до магазина")
    await world.settle()

    assert ROAD + " до магазина" in world.heard(VIKTOR)[-1]
    await world.writes(PETROVA, "1")
    card = world.heard(PETROVA)[-1]
    assert "Скажите пожалуйста" in card
    assert ROAD + " до магазина" in card


async def test_an_edit_after_the_answer_asks_whether_to_ask_again(world: World) -> None:
    cmid = await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes(PETROVA, "ответ 1 Почистили утром")
    world.heard(VIKTOR)
    world.heard(PETROVA)

    world.vk.edit(GROUP, VIKTOR, VIKTOR, cmid, "когда посыплют дорогу в Заручевье")
    await world.settle()

    [asked] = world.heard(VIKTOR)
    assert "№1 после ответа" in asked
    assert world.heard(PETROVA) == []


# --- beginnings and endings


async def test_start_is_answered_by_role(world: World) -> None:
    await world.starts(OLEG)
    [resident] = world.heard(OLEG)
    assert resident.startswith("Здравствуйте, Олег. Передам ваш вопрос")

    await world.starts(ILYIN)
    [official] = world.heard(ILYIN)
    assert official.startswith("Здравствуйте, Сергей. Сюда приходят вопросы жителей")

    await world.starts(LEBEDEVA)
    [ccu] = world.heard(LEBEDEVA)
    assert "«выгрузка»" in ccu


async def test_who_forbade_messages_is_not_written_to(world: World) -> None:
    world.vk.deny(GROUP, MARINA)
    await world.settle()

    asked = await world.says(MARINA, "когда починят фонарь на Победы 14?")

    assert world.mark(asked) == "❓"
    assert world.heard(MARINA) == []
    tried = [p for m, p in world.vk.done if m == "messages.send" and p.get("peer_ids") == str(MARINA)]
    assert tried == [], "not even tried"


async def test_who_allowed_messages_is_written_to(world: World) -> None:
    world.vk.allow(GROUP, LENA)
    await world.settle()

    await world.says(LENA, "когда починят фонарь на Победы 14?")

    [told] = world.heard(LENA)
    assert "№1" in told


async def test_an_official_who_forbids_messages_is_noticed_with_the_next_question(world: World) -> None:
    world.vk.deny(GROUP, ILYIN)
    await world.settle()

    await world.says(MARINA, "когда починят фонарь на Победы 14?")

    assert any("Сергей Ильин" in text for text in world.heard(STAFF_CHAT))
    assert any("№1" in text for text in world.heard(MODERATORS_CHAT))
