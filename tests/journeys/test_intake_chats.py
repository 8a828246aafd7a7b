"""What is a question in a chat, and what leaves no trace at all."""

from datetime import timedelta
from pathlib import Path

import pytest

from sandbox import events
from sandbox.stage import EXAMPLE
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    LENA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    PETROVA,
    REGION,
    SOKOLOVA,
    World,
    a_town,
)

LAMP = "а что с фонарём на победы 14? третий день темно"
PERHAPS = "а дорогу-то к школе чистить будут"
CHATTER = [
    "всем доброе утро, какая красота за окном",
    "ахаха ну ты даёшь",
    "щуку вчера взяли на пять килограммов",
    "с днём рождения, дорогая Оленька!!!",
    "смотрите какой закат https://vk.com/photo1_2?rev=1",
]


async def test_a_question_in_passing_gets_a_mark_and_no_text(world: World) -> None:
    asked = await world.says(MARINA, LAMP)

    assert world.mark(asked) == "❓"
    assert world.heard(CHAT) == []
    [card] = world.heard(ILYIN)
    assert card.startswith("№1")
    assert LAMP in card


async def test_chatter_gets_nothing_and_leaves_no_words(world: World) -> None:
    said = [await world.says(OLEG, text) for text in CHATTER]
    await world.says(MARINA, LAMP)

    assert [world.mark(cmid) for cmid in said] == [""] * len(CHATTER)
    assert world.heard(CHAT) == []
    assert world.heard(MODERATORS_CHAT) == []
    words = "утро", "красота", "ахаха", "щуку", "килограмм", "рождения", "Оленька", "закат", "rev=1"
    assert await world.remembered(*words) == []
    assert await world.remembered("фонарём") == ["фонарём"], "a question is kept, so the file would show"


@pytest.mark.parametrize(
    "text",
    [
        "вопрос батареи чуть тёплые на Труда 3",
        "Вопрос: батареи чуть тёплые на Труда 3",
        "#вопрос батареи чуть тёплые на Труда 3",
        "батареи чуть тёплые на Труда 3 #вопрос",
        "@priozerny батареи чуть тёплые на Труда 3",
        "батареи чуть тёплые на Труда 3, @priozerny",
        "!вопрос батареи чуть тёплые на Труда 3",
    ],
)
async def test_asked_outright_it_is_a_question(world: World, text: str) -> None:
    asked = await world.says(LENA, text)

    assert world.mark(asked) == "❓"
    assert world.heard(CHAT) == []
    [card] = world.heard(ILYIN)
    assert "батареи чуть тёплые на Труда 3" in card
    assert "вопрос батареи" not in card.casefold()
    assert "priozerny" not in card


async def test_a_reply_to_the_bots_own_words_is_said_to_the_bot(world: World) -> None:
    notice = world.vk.put_message(world.vk.conversation(GROUP, CHAT), -GROUP, "В четверг прямой эфир. О чём спросить?")

    asked = await world.says(LENA, "про каток пусть расскажет", to=notice.cmid)

    assert world.mark(asked) == "❓"


async def test_a_joke_under_an_answer_is_not_a_question(world: World) -> None:
    await world.says(MARINA, LAMP)
    await world.writes(ILYIN, "ответ 1 Заменим в четверг до обеда")
    answer = world.bot_said(CHAT)[-1].cmid

    joked = await world.says(OLEG, "ага, держи карман шире", to=answer)

    assert world.mark(joked) == ""
    assert world.heard(MODERATORS_CHAT) == []


# --- perhaps a question


async def test_an_unsure_one_goes_to_moderators_and_nobody_in_the_chat_sees_it(world: World) -> None:
    asked = await world.says(OLEG, PERHAPS)

    assert world.mark(asked) == ""
    assert world.heard(CHAT) == []
    assert world.heard(ILYIN) == []
    [told] = world.heard(MODERATORS_CHAT)
    assert "Возможно, вопрос №1" in told
    assert PERHAPS in told
    keyboard = world.bot_said(MODERATORS_CHAT)[-1].keyboard
    assert keyboard is not None
    decision, topics = [[b["action"]["label"] for b in row] for row in keyboard["buttons"]]
    assert decision == ["Вопрос", "Не вопрос"]
    assert topics[0] == "Дороги"


async def test_a_moderator_says_it_is_a_question(world: World) -> None:
    asked = await world.says(OLEG, PERHAPS)
    world.heard(MODERATORS_CHAT)

    await world.presses(SOKOLOVA, "Вопрос", peer=MODERATORS_CHAT)

    assert world.mark(asked) == "❓"
    assert world.heard(CHAT) == []
    [taken] = world.heard(MODERATORS_CHAT)
    assert taken.startswith("Взял вопрос №1")


async def test_a_moderator_says_it_is_none_and_its_words_go(world: World) -> None:
    asked = await world.says(OLEG, PERHAPS)

    await world.presses(SOKOLOVA, "Не вопрос", peer=MODERATORS_CHAT)

    assert world.mark(asked) == ""
    assert world.heard(CHAT) == []
    assert await world.remembered("в этом году", "как всегда") == []


async def test_nobody_decides_for_a_day_and_it_is_no_question(world: World) -> None:
    asked = await world.says(OLEG, PERHAPS)

    await world.pass_time(timedelta(hours=24, minutes=1))

    await world.presses(SOKOLOVA, "Вопрос", peer=MODERATORS_CHAT)
    assert world.mark(asked) == ""
    assert world.heard(ILYIN) == []
    assert await world.remembered("в этом году", "как всегда") == []


async def test_a_resident_cannot_decide(world: World) -> None:
    asked = await world.says(OLEG, PERHAPS)
    world.vk.chat(GROUP, MODERATORS_CHAT).members.append(OLEG)

    await world.presses(OLEG, "Вопрос", peer=MODERATORS_CHAT)

    assert world.mark(asked) == ""


# --- never a question


@pytest.mark.parametrize(
    "text", ["Когда дадут отопление на Труда 3?", "Вопрос с водой на Победы 14 решили, всем спасибо"]
)
async def test_an_official_is_not_heard_as_a_resident(world: World, text: str) -> None:
    said = await world.says(ILYIN, text)

    assert world.mark(said) == ""
    assert world.heard(MODERATORS_CHAT) == []
    await world.writes(SOKOLOVA, "ждут")
    assert "Никто не ждёт" in world.heard(SOKOLOVA)[-1]


@pytest.mark.parametrize("author", [-GROUP, -777])
async def test_what_a_community_wrote_is_never_a_question(world: World, author: int) -> None:
    chat = world.vk.conversation(GROUP, CHAT)
    message = world.vk.put_message(chat, author, "вопрос когда починят фонарь на Победы 14?")
    world.vk.emit(GROUP, "message_new", events.message_new(chat, message))
    await world.settle()

    assert world.mark(message.cmid) == ""
    assert world.heard(MODERATORS_CHAT) == []
    assert world.heard(ILYIN) == []


async def test_two_bots_in_a_chat_do_not_talk_to_each_other(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    chat = world.vk.conversation(GROUP, CHAT)
    other = world.vk.put_message(chat, -777, "Марина, вы не знаете, когда починят?", reply_to=asked)
    world.vk.emit(GROUP, "message_new", events.message_new(chat, other))
    await world.settle()
    command = world.vk.put_message(chat, -777, "!очередь")
    world.vk.emit(GROUP, "message_new", events.message_new(chat, command))
    await world.settle()

    assert world.bot_said(CHAT) == []
    assert world.mark(other.cmid) == ""


async def test_service_messages_are_nobodys_words(world: World) -> None:
    renamed = world.vk.action(GROUP, CHAT, MARINA, "chat_title_update", text="Когда починят фонарь на Победы 14?")
    pinned = world.vk.action(GROUP, CHAT, MARINA, "chat_pin_message", message="Когда починят фонарь?")
    world.vk.invite(GROUP, CHAT, MARINA, PETROVA)
    await world.settle()

    assert [world.mark(renamed), world.mark(pinned)] == ["", ""]
    assert world.heard(CHAT) == []
    assert world.heard(ILYIN) == []


# --- once, and only where it belongs


async def test_an_event_delivered_five_times_is_heard_once(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    for _ in range(5):
        world.vk.redeliver_last(1)
        await world.settle()
    await world.kill()
    world.vk.redeliver_last(3)
    await world.start()
    await world.settle()

    assert world.mark(asked) == "❓"
    assert len([m for m, _ in world.vk.done if m == "messages.sendReaction"]) == 1
    assert len(world.heard(ILYIN)) == 1
    assert "№2" not in "".join(world.heard(MARINA))


async def test_the_same_message_under_another_event_id_is_heard_once(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    chat = world.vk.conversation(GROUP, CHAT)
    world.vk.emit(GROUP, "message_new", events.message_new(chat, world.message(asked)))
    await world.settle()

    assert len(world.heard(ILYIN)) == 1


SECOND = 242065129

SECOND_STAGE = f"""
[[communities]]
group_id = {SECOND}
name = "Лесной округ"
screen_name = "lesnoy"
token = "sandbox-{SECOND}"
allowed = [107, 201]

[[communities.chats]]
peer_id = 2000000002
title = "Лесной: чат жителей"
kind = "residents"
members = [201, 202, 107]
"""

SECOND_REGION = f"""
[[community]]
group_id = {SECOND}
municipality = "lesnoy"

[[chat]]
group_id = {SECOND}
peer_id = 2000000002
municipality = "lesnoy"
kind = "residents"
receipts = "reaction"
"""


async def test_two_communities_with_equal_numbers_do_not_mix(tmp_path: Path) -> None:
    stage, region = tmp_path / "stage.toml", tmp_path / "region.toml"
    stage.write_text(EXAMPLE.read_text() + SECOND_STAGE)
    region.write_text(REGION.read_text() + SECOND_REGION)
    tokens = ("sandbox-242065128", f"sandbox-{SECOND}")
    async with a_town(tmp_path, stage=stage, region=region, tokens=tokens) as world:
        first = await world.says(MARINA, LAMP)
        second = world.vk.say(SECOND, CHAT, MARINA, "когда почистят дорогу к школе? не пройти")
        await world.settle()
        assert first == second, "the same cmid and the same peer in both"
        [card] = world.heard(ILYIN)
        assert "фонарём" in card

        world.vk.say(SECOND, CHAT, 107, "Почистим сегодня до вечера", reply_to=second)
        await world.settle()

        there = next(m for m in world.vk.messages(SECOND, CHAT) if m.cmid == second)
        assert there.reactions[-SECOND] == 10
        assert world.mark(first) == "❓", "the other chat's question still waits"
