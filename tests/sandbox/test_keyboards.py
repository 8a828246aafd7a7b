"""Keyboards: the limits of VK, and what pressing a button does."""

from datetime import timedelta
from typing import Any

import orjson
import pytest

from sandbox.errors import StageError
from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, LENA, MARINA, Bot, keyboard

Json = dict[str, Any]


def button(**action: object) -> Json:
    return {"action": {"type": "callback", "label": "Да"} | action}


def rows(count: int, width: int = 1, **rest: object) -> Json:
    return {"buttons": [[button()] * width for _ in range(count)]} | rest


@pytest.mark.parametrize(
    "wrong",
    [
        {"inline": True},
        {"buttons": ["Да"]},
        {"buttons": [[{"label": "Да"}]]},
        {"buttons": [[button(type="dance")]]},
        {"buttons": [[button(label="")]]},
        {"buttons": [[button(label="д" * 41)]]},
        {"buttons": [[button(payload=orjson.dumps({"q": "1" * 250}).decode())]]},
        {"buttons": [[button(payload="{not json")]]},
        {"buttons": [[button() | {"color": "pink"}]]},
        {"buttons": [[button(type="open_link", link="https://vk.com") | {"color": "primary"}]]},
        {"buttons": [[button(type="open_link")]]},
        rows(7, inline=True),
        rows(11),
        rows(1, width=6),
        rows(3, width=4, inline=True),
        rows(9, width=5),
        rows(1, inline=True, one_time=True),
    ],
)
async def test_what_breaks_the_limits_is_911(bot: Bot, wrong: Json) -> None:
    code = await bot.refusal("messages.send", peer_id=CHAT, random_id=0, message="а", keyboard=wrong)
    assert code == 911


@pytest.mark.parametrize(
    "right",
    [
        rows(6, inline=True),
        rows(2, width=5, inline=True),
        rows(8, width=5),
        rows(10, one_time=True),
        {"buttons": []},
        {"buttons": [[button(label="д" * 40, payload=orjson.dumps("1" * 253).decode())]]},
    ],
)
async def test_the_limits_themselves_pass(bot: Bot, right: Json) -> None:
    item = await bot.send(CHAT, "а", strict=False, keyboard=right)
    assert "error" not in item


async def test_keyboards_need_the_bot_feature(bot: Bot) -> None:
    await bot.call("groups.setSettings", group_id=GROUP, bots_capabilities=0)
    params: Json = {"peer_id": CHAT, "random_id": 0, "message": "а", "keyboard": keyboard("Да")}
    assert await bot.refusal("messages.send", **params) == 912


async def test_a_callback_press_becomes_an_event_and_a_snackbar_answers_it(bot: Bot, world: World) -> None:
    card = (await bot.send(CHAT, "горит?", keyboard=keyboard("Да, горит", "Нет, темно")))["conversation_message_id"]
    world.press(GROUP, CHAT, MARINA, card, "Нет")
    event = await bot.hear_one("message_event")
    assert event["payload"] == {"n": 1}
    assert (event["user_id"], event["conversation_message_id"]) == (MARINA, card)
    shown = {"type": "show_snackbar", "text": "Вернул Сергею Ильину"}
    answer = {"event_id": event["event_id"], "user_id": MARINA, "peer_id": CHAT}
    assert await bot.call("messages.sendMessageEventAnswer", event_data=shown, **answer) == 1
    assert world.snackbars == [(MARINA, shown)]
    assert await bot.refusal("messages.sendMessageEventAnswer", **answer) == 100


async def test_a_press_waits_for_one_minute(bot: Bot, world: World) -> None:
    card = (await bot.send(CHAT, "горит?", keyboard=keyboard("Да")))["conversation_message_id"]
    world.press(GROUP, CHAT, MARINA, card, "Да")
    event = await bot.hear_one("message_event")
    world.clock.advance(timedelta(seconds=61))
    answer = {"event_id": event["event_id"], "user_id": MARINA, "peer_id": CHAT}
    assert await bot.refusal("messages.sendMessageEventAnswer", **answer) == 100
    assert world.snackbars == []


@pytest.mark.parametrize("forged", [{"user_id": LENA}, {"peer_id": MARINA}, {"event_id": "ffff"}])
async def test_a_foreign_press_cannot_be_answered(bot: Bot, world: World, forged: Json) -> None:
    card = (await bot.send(CHAT, "горит?", keyboard=keyboard("Да")))["conversation_message_id"]
    world.press(GROUP, CHAT, MARINA, card, "Да")
    event = await bot.hear_one("message_event")
    answer = {"event_id": event["event_id"], "user_id": MARINA, "peer_id": CHAT} | forged
    assert await bot.refusal("messages.sendMessageEventAnswer", **answer) == 100


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "show_snackbar", "text": "д" * 91},
        {"type": "show_snackbar"},
        {"type": "open_link", "link": "vk.com"},
        {"type": "dance"},
    ],
)
async def test_senseless_event_data_is_refused_and_the_press_still_waits(bot: Bot, world: World, wrong: Json) -> None:
    card = (await bot.send(CHAT, "горит?", keyboard=keyboard("Да")))["conversation_message_id"]
    world.press(GROUP, CHAT, MARINA, card, "Да")
    event = await bot.hear_one("message_event")
    answer = {"event_id": event["event_id"], "user_id": MARINA, "peer_id": CHAT}
    assert await bot.refusal("messages.sendMessageEventAnswer", event_data=wrong, **answer) == 100
    assert await bot.call("messages.sendMessageEventAnswer", **answer) == 1


async def test_the_dialogs_own_keyboard_is_pressed_by_cmid_zero(bot: Bot, world: World) -> None:
    menu = keyboard("Мои вопросы", inline=False)
    await bot.send(MARINA, "меню", keyboard=menu)
    await bot.hear()
    world.press(GROUP, MARINA, MARINA, 0, "Мои вопросы")
    event = await bot.hear_one("message_event")
    assert "conversation_message_id" not in event


async def test_a_text_button_writes_with_its_payload_and_one_time_hides(bot: Bot, world: World) -> None:
    await bot.send(MARINA, "меню", keyboard=keyboard("Спросить", kind="text", inline=False, one_time=True))
    await bot.hear()
    world.press(GROUP, MARINA, MARINA, 0, "Спросить")
    message = (await bot.hear_one("message_new"))["message"]
    assert (message["text"], message["payload"]) == ("Спросить", '{"n":0}')
    with pytest.raises(StageError, match="Нет кнопки"):
        world.press(GROUP, MARINA, MARINA, 0, "Спросить")


async def test_an_empty_keyboard_takes_the_old_one_away(bot: Bot, world: World) -> None:
    await bot.send(MARINA, "меню", keyboard=keyboard("Спросить", inline=False))
    await bot.send(MARINA, "пока", keyboard={"one_time": True, "buttons": []})
    assert world.conversation(GROUP, MARINA).keyboard is None


async def test_an_old_client_turns_a_callback_into_a_message(bot: Bot, world: World) -> None:
    card = (await bot.send(CHAT, "горит?", keyboard=keyboard("Да")))["conversation_message_id"]
    world.press(GROUP, CHAT, MARINA, card, "Да", old_client=True)
    message = (await bot.hear_one("message_new"))["message"]
    payload = orjson.loads(message["payload"])
    assert payload["command"] == "not_supported_button"
    assert orjson.loads(payload["payload"]) == {"n": 0}


async def test_pressing_what_is_not_there_says_what_is(bot: Bot, world: World) -> None:
    card = (await bot.send(CHAT, "горит?", keyboard=keyboard("Да, горит", "Да, ярко")))["conversation_message_id"]
    for label in ("Нет", "Да"):
        with pytest.raises(StageError, match="есть: Да, горит, Да, ярко"):
            world.press(GROUP, CHAT, MARINA, card, label)


async def test_a_hurried_clock_still_leaves_a_person_a_minute(bot: Bot, world: World) -> None:
    card = (await bot.send(CHAT, "горит?", keyboard=keyboard("Да")))["conversation_message_id"]
    world.clock.speed = 1e6
    world.clock.frozen = False
    world.press(GROUP, CHAT, MARINA, card, "Да")
    event = await bot.hear_one("message_event")
    answer = {"event_id": event["event_id"], "user_id": MARINA, "peer_id": CHAT}
    assert await bot.call("messages.sendMessageEventAnswer", **answer) == 1
