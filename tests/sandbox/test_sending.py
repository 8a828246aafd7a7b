"""messages.send: where a message goes, what VK refuses, and what it remembers."""

from datetime import timedelta
from typing import Any

import pytest

from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, LENA, MARINA, OFFICIAL, Bot


async def test_peer_ids_tells_the_cmid_and_keeps_a_refusal_inside(bot: Bot, world: World) -> None:
    items = await bot.call("messages.send", peer_ids=[CHAT, MARINA, LENA], message="привет", random_id=0)
    chat, dialog, refused = items
    assert chat == {"peer_id": CHAT, "message_id": 0, "conversation_message_id": 1}
    assert (dialog["peer_id"], dialog["message_id"], dialog["conversation_message_id"]) == (MARINA, 1, 1)
    assert refused["error"] == {
        "code": 901,
        "description": "Can't send messages for users without permission",
    }
    assert [m.text for m in world.messages(GROUP, CHAT)] == ["привет"]
    assert world.messages(GROUP, LENA) == []


@pytest.mark.parametrize(
    ("where", "peer_id"), [({"peer_id": MARINA}, 201), ({"user_id": MARINA}, 201), ({"domain": "id201"}, 201)]
)
async def test_one_recipient_gets_the_message_id_alone(
    bot: Bot, world: World, where: dict[str, Any], peer_id: int
) -> None:
    assert await bot.call("messages.send", message="привет", random_id=0, **where) == 1
    assert world.messages(GROUP, peer_id)[0].from_id == -GROUP


async def test_in_a_chat_the_message_id_is_zero(bot: Bot) -> None:
    assert await bot.call("messages.send", chat_id=2, message="привет", random_id=0) == 0


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"message": "а", "peer_id": MARINA}, 100),
        ({"message": "а", "random_id": 0}, 100),
        ({"random_id": 0, "peer_id": MARINA}, 100),
        ({"message": "а", "random_id": 2**31, "peer_id": MARINA}, 100),
        ({"message": "а", "random_id": "x", "peer_id": MARINA}, 100),
        ({"message": "а", "random_id": 0, "peer_id": MARINA, "user_id": MARINA}, 100),
        ({"message": "а", "random_id": 0, "peer_ids": list(range(1, 102))}, 100),
        ({"message": "а" * 4097, "random_id": 0, "peer_id": MARINA}, 914),
        ({"message": "а", "random_id": 0, "peer_id": LENA}, 901),
        ({"message": "а", "random_id": 0, "peer_id": 999}, 901),
        ({"message": "а", "random_id": 0, "peer_id": -5}, 932),
        ({"message": "а", "random_id": 0, "peer_id": 2000000099}, 917),
        ({"message": "а", "random_id": 0, "peer_id": MARINA, "attachment": "что-то"}, 100),
        ({"message": "а", "random_id": 0, "peer_id": MARINA, "payload": "1" * 1001}, 100),
        ({"message": "а", "random_id": 0, "peer_id": CHAT, "forward": {"conversation_message_ids": [9]}}, 921),
    ],
)
async def test_refusals(bot: Bot, world: World, params: dict[str, object], code: int) -> None:
    assert await bot.refusal("messages.send", **params) == code
    assert world.messages(GROUP, CHAT) == []


async def test_4096_characters_pass(bot: Bot, world: World) -> None:
    await bot.send(MARINA, "я" * 4096)
    assert len(world.messages(GROUP, MARINA)[0].text) == 4096


async def test_a_repeated_random_id_answers_the_first_message_and_delivers_nothing(bot: Bot, world: World) -> None:
    first = await bot.send(CHAT, "один раз", random_id=7)
    world.say(GROUP, CHAT, MARINA, "между ними")
    assert await bot.send(CHAT, "один раз", random_id=7) == first
    assert [m.text for m in world.messages(GROUP, CHAT)] == ["один раз", "между ними"]


async def test_random_id_is_forgotten_after_an_hour(bot: Bot, world: World) -> None:
    await bot.send(CHAT, "раз", random_id=7)
    world.clock.advance(timedelta(minutes=59))
    await bot.send(CHAT, "раз", random_id=7)
    assert len(world.messages(GROUP, CHAT)) == 1
    world.clock.advance(timedelta(minutes=2))
    await bot.send(CHAT, "раз", random_id=7)
    assert len(world.messages(GROUP, CHAT)) == 2


async def test_random_id_is_forgotten_after_a_hundred_messages(bot: Bot, world: World) -> None:
    await bot.send(CHAT, "раз", random_id=7)
    for _ in range(100):
        world.say(GROUP, CHAT, MARINA, "болтовня")
    await bot.send(CHAT, "раз", random_id=7)
    assert sum(m.from_id == -GROUP for m in world.messages(GROUP, CHAT)) == 2


async def test_random_id_belongs_to_one_dialog_and_zero_is_no_check(bot: Bot, world: World) -> None:
    await bot.send(CHAT, "раз", random_id=7)
    await bot.send(MARINA, "раз", random_id=7)
    await bot.send(MARINA, "ноль")
    await bot.send(MARINA, "ноль")
    assert len(world.messages(GROUP, MARINA)) == 3


async def test_a_reply_stands_under_the_message_it_answers(bot: Bot, world: World) -> None:
    asked = world.say(GROUP, CHAT, MARINA, "когда?")
    reply = {"peer_id": CHAT, "conversation_message_ids": [asked], "is_reply": True}
    await bot.send(CHAT, "в четверг", forward=reply, disable_mentions=1)
    answer = world.messages(GROUP, CHAT)[-1]
    assert (answer.reply_to, answer.fwd, answer.disable_mentions) == (asked, [], True)


async def test_a_reply_needs_exactly_one_message(bot: Bot, world: World) -> None:
    cmids = [world.say(GROUP, CHAT, MARINA, text) for text in ("раз", "два")]
    reply = {"peer_id": CHAT, "conversation_message_ids": cmids, "is_reply": True}
    assert await bot.refusal("messages.send", peer_id=CHAT, random_id=0, message="а", forward=reply) == 100


async def test_forwarded_messages_carry_author_and_words(bot: Bot, world: World) -> None:
    cmids = [world.say(GROUP, CHAT, MARINA, text) for text in ("раз", "два")]
    await bot.send(OFFICIAL, forward={"peer_id": CHAT, "conversation_message_ids": cmids})
    copies = world.messages(GROUP, OFFICIAL)[0].fwd
    assert [(one["from_id"], one["text"]) for one in copies] == [(MARINA, "раз"), (MARINA, "два")]


async def test_more_than_a_hundred_forwards_are_refused(bot: Bot, world: World) -> None:
    world.say(GROUP, CHAT, MARINA, "раз")
    forward = {"peer_id": CHAT, "conversation_message_ids": [1] * 101}
    assert await bot.refusal("messages.send", peer_id=OFFICIAL, random_id=0, forward=forward) == 913


async def test_a_deleted_message_cannot_be_answered(bot: Bot, world: World) -> None:
    asked = world.say(GROUP, CHAT, MARINA, "когда?")
    world.delete(GROUP, CHAT, MARINA, asked)
    reply = {"peer_id": CHAT, "conversation_message_ids": [asked], "is_reply": True}
    assert await bot.refusal("messages.send", peer_id=CHAT, random_id=0, message="а", forward=reply) == 921


async def test_writing_in_private_lets_the_bot_answer_and_deny_forbids_again(bot: Bot, world: World) -> None:
    world.say(GROUP, LENA, LENA, "здравствуйте")
    assert "error" not in await bot.send(LENA, "добрый вечер")
    world.deny(GROUP, LENA)
    assert (await bot.send(LENA, "ау"))["error"]["code"] == 901
    world.allow(GROUP, LENA)
    assert "error" not in await bot.send(LENA, "добрый вечер")
    kinds = [event["type"] for event in await bot.hear()]
    assert kinds == ["message_new", "message_reply", "message_deny", "message_allow", "message_reply"]


async def test_the_bots_own_private_message_comes_back_with_its_random_id(bot: Bot) -> None:
    await bot.send(MARINA, "напоминаю", random_id=77)
    event = await bot.hear_one("message_reply")
    assert (event["from_id"], event["out"], event["random_id"]) == (-GROUP, 1, 77)


async def test_the_bots_own_chat_message_does_not_come_back(bot: Bot) -> None:
    await bot.send(CHAT, "в чат")
    assert await bot.hear() == []


@pytest.mark.parametrize("code", [900, 902, 993, 1017])
async def test_a_peer_may_be_told_to_refuse(bot: Bot, world: World, code: int) -> None:
    world.refuse(GROUP, CHAT, code)
    assert (await bot.send(CHAT, "ау"))["error"]["code"] == code
    world.refuse(GROUP, CHAT, None)
    assert "error" not in await bot.send(CHAT, "ау")


async def test_a_banned_person_gets_nothing(bot: Bot, world: World) -> None:
    world.users[MARINA].deactivated = "banned"
    assert (await bot.send(MARINA, "ау"))["error"]["code"] == 18
    shown = await bot.call("users.get", user_ids=[MARINA])
    assert shown[0]["deactivated"] == "banned"


async def test_a_kicked_bot_meets_917_and_hears_nothing(bot: Bot, world: World) -> None:
    world.kick(GROUP, CHAT, OFFICIAL, -GROUP)
    world.say(GROUP, CHAT, MARINA, "а где бот?")
    assert (await bot.send(CHAT, "я тут"))["error"]["code"] == 917
    assert await bot.hear() == []
    shown = await bot.call("messages.getConversationsById", peer_ids=[CHAT])
    assert shown["items"][0]["chat_settings"]["state"] == "kicked"
    assert shown["items"][0]["can_write"] == {"allowed": False, "reason": 917}
    world.invite(GROUP, CHAT, OFFICIAL, -GROUP)
    message = (await bot.hear_one("message_new"))["message"]
    assert message["action"] == {"type": "chat_invite_user", "member_id": -GROUP}
