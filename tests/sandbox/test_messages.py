"""messages.*: changing, deleting, pinning, and reading back."""

from datetime import timedelta

import pytest

from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, LENA, MARINA, OFFICIAL, Bot, keyboard


async def test_an_edit_drops_what_it_does_not_repeat(bot: Bot, world: World) -> None:
    asked = world.say(GROUP, CHAT, MARINA, "горит?")
    reply = {"peer_id": CHAT, "conversation_message_ids": [asked], "is_reply": True}
    card = await bot.send(CHAT, "фонарь", keyboard=keyboard("Да"), forward=reply, attachment="photo-1_2_key")
    cmid = card["conversation_message_id"]
    assert await bot.call("messages.edit", peer_id=CHAT, cmid=cmid, message="горит") == 1
    edited = world.messages(GROUP, CHAT)[-1]
    assert (edited.text, edited.keyboard, edited.attachments, edited.reply_to) == ("горит", None, [], None)
    assert edited.edited


async def test_an_edit_keeps_what_it_repeats(bot: Bot, world: World) -> None:
    asked = world.say(GROUP, CHAT, MARINA, "горит?")
    reply = {"peer_id": CHAT, "conversation_message_ids": [asked], "is_reply": True}
    card = await bot.send(CHAT, "фонарь", forward=reply)
    await bot.call(
        "messages.edit",
        peer_id=CHAT,
        cmid=card["conversation_message_id"],
        message="горит",
        keep_forward_messages=True,
        keyboard=keyboard("Нет"),
    )
    edited = world.messages(GROUP, CHAT)[-1]
    assert edited.reply_to == asked
    assert edited.keyboard is not None


async def test_edits_that_vk_refuses(bot: Bot, world: World) -> None:
    stranger = world.say(GROUP, CHAT, MARINA, "моё")
    own = (await bot.send(CHAT, "наше"))["conversation_message_id"]
    assert await bot.refusal("messages.edit", peer_id=CHAT, cmid=stranger, message="а") == 920
    assert await bot.refusal("messages.edit", peer_id=CHAT, cmid=99, message="а") == 100
    assert await bot.refusal("messages.edit", peer_id=CHAT, cmid=own) == 100
    assert await bot.refusal("messages.edit", peer_id=CHAT, cmid=own, message="а" * 4097) == 914
    world.clock.advance(timedelta(hours=25))
    assert await bot.refusal("messages.edit", peer_id=CHAT, cmid=own, message="а") == 909


async def test_deleting_for_everybody(bot: Bot, world: World) -> None:
    stranger = world.say(GROUP, CHAT, MARINA, "телефон 8-900")
    own = (await bot.send(CHAT, "ой"))["conversation_message_id"]
    gone = await bot.call("messages.delete", peer_id=CHAT, cmids=[own, stranger, 99], delete_for_all=1)
    assert [item.get("response") for item in gone] == [1, 1, None]
    assert gone[2]["error"]["code"] == 100
    assert [m.deleted for m in world.messages(GROUP, CHAT)] == [True, True]


async def test_deleting_for_oneself_leaves_the_message_to_people(bot: Bot, world: World) -> None:
    own = (await bot.send(CHAT, "ой"))["conversation_message_id"]
    await bot.call("messages.delete", peer_id=CHAT, cmids=[own])
    assert not world.messages(GROUP, CHAT)[0].deleted


async def test_strangers_messages_are_deleted_by_an_administrator_only(bot: Bot, world: World) -> None:
    stranger = world.say(GROUP, CHAT, MARINA, "моё")
    world.chat(GROUP, CHAT).admin = False
    gone = await bot.call("messages.delete", peer_id=CHAT, cmids=[stranger], delete_for_all=1)
    assert gone[0]["error"]["code"] == 924


async def test_private_messages_are_deleted_by_id(bot: Bot, world: World) -> None:
    sent = await bot.send(MARINA, "ой")
    answer = await bot.call("messages.delete", message_ids=[sent["message_id"], 77], delete_for_all=1)
    assert answer == {str(sent["message_id"]): 1, "77": 0}
    assert world.messages(GROUP, MARINA)[0].deleted


async def test_pinning_answers_the_message_and_needs_an_administrator(bot: Bot, world: World) -> None:
    own = (await bot.send(CHAT, "Здесь отвечают"))["conversation_message_id"]
    pinned = await bot.call("messages.pin", peer_id=CHAT, conversation_message_id=own)
    assert pinned["conversation_message_id"] == own
    assert world.messages(GROUP, CHAT)[0].pinned
    assert await bot.call("messages.unpin", peer_id=CHAT) == 1
    assert not world.messages(GROUP, CHAT)[0].pinned
    world.chat(GROUP, CHAT).admin = False
    assert await bot.refusal("messages.pin", peer_id=CHAT, cmid=own) == 925


async def test_gaps_are_filled_by_cmids(bot: Bot, world: World) -> None:
    cmids = [world.say(GROUP, CHAT, MARINA, text) for text in ("раз", "два", "три")]
    world.delete(GROUP, CHAT, MARINA, cmids[1])
    world.edit(GROUP, CHAT, MARINA, cmids[2], "три!")
    got = await bot.call("messages.getByConversationMessageId", peer_id=CHAT, conversation_message_ids=[*cmids, 50])
    assert [(one["conversation_message_id"], one["text"]) for one in got["items"]] == [(1, "раз"), (3, "три!")]
    assert "update_time" in got["items"][1]
    too_many = list(range(1, 102))
    method = "messages.getByConversationMessageId"
    assert await bot.refusal(method, peer_id=CHAT, conversation_message_ids=too_many) == 100
    assert await bot.refusal(method, peer_id=2000000099, conversation_message_ids=[1]) == 917


async def test_history_is_for_dialogs_only(bot: Bot, world: World) -> None:
    for text in ("раз", "два", "три"):
        world.say(GROUP, MARINA, MARINA, text)
    newest = await bot.call("messages.getHistory", peer_id=MARINA, count=2, extended=1)
    assert newest["count"] == 3
    assert [one["text"] for one in newest["items"]] == ["три", "два"]
    oldest = await bot.call("messages.getHistory", peer_id=MARINA, rev=1, offset=1)
    assert [one["text"] for one in oldest["items"]] == ["два", "три"]
    assert await bot.refusal("messages.getHistory", peer_id=CHAT) == 917
    assert await bot.refusal("messages.getHistory", peer_id=999) == 936


async def test_private_messages_are_read_by_id(bot: Bot, world: World) -> None:
    world.say(GROUP, MARINA, MARINA, "раз")
    got = await bot.call("messages.getById", message_ids=[1, 5])
    assert [one["text"] for one in got["items"]] == ["раз"]


async def test_unanswered_dialogs_are_found(bot: Bot, world: World) -> None:
    world.say(GROUP, MARINA, MARINA, "вопрос")
    world.say(GROUP, LENA, LENA, "другой")
    await bot.send(LENA, "ответ")
    waiting = await bot.call("messages.getConversations", filter="unanswered", extended=1)
    assert [one["conversation"]["peer"]["id"] for one in waiting["items"]] == [MARINA]
    everything = await bot.call("messages.getConversations")
    assert everything["count"] == 2


async def test_reading_clears_the_counter(bot: Bot, world: World) -> None:
    world.say(GROUP, MARINA, MARINA, "раз")
    assert await bot.call("messages.markAsRead", peer_id=MARINA) == 1
    unread = await bot.call("messages.getConversations", filter="unread")
    assert unread["count"] == 0


async def test_the_chat_is_described_to_its_administrator(bot: Bot, world: World) -> None:
    world.say(GROUP, CHAT, MARINA, "раз")
    got = await bot.call("messages.getConversationsById", peer_ids=[CHAT], extended=1)
    chat = got["items"][0]
    assert chat["last_conversation_message_id"] == 1
    assert chat["can_write"] == {"allowed": True}
    assert chat["chat_settings"]["title"] == "Приозёрный: чат жителей"
    world.chat(GROUP, CHAT).admin = False
    assert (await bot.call("messages.getConversationsById", peer_ids=[CHAT]))["count"] == 0


async def test_members_are_told_in_pages_to_an_administrator(bot: Bot, world: World) -> None:
    got = await bot.call("messages.getConversationMembers", peer_id=CHAT, count=1000, extended=1)
    assert got["count"] == 11
    me = next(one for one in got["items"] if one["member_id"] == -GROUP)
    assert me["is_admin"]
    page = await bot.call("messages.getConversationMembers", peer_id=CHAT, offset=10)
    assert len(page["items"]) == 1
    world.chat(GROUP, CHAT).admin = False
    assert await bot.refusal("messages.getConversationMembers", peer_id=CHAT) == 917


async def test_small_signals(bot: Bot, world: World) -> None:
    assert await bot.call("messages.setActivity", peer_id=CHAT, type="typing") == 1
    assert await bot.refusal("messages.setActivity", peer_id=2000000099, type="typing") == 917
    assert await bot.refusal("messages.setActivity", peer_id=CHAT, type="dancing") == 100
    allowed = "messages.isMessagesFromGroupAllowed"
    assert await bot.call(allowed, group_id=GROUP, user_id=MARINA) == {"is_allowed": 1}
    assert await bot.call(allowed, group_id=GROUP, user_id=LENA) == {"is_allowed": 0}
    assert "link" in await bot.call("messages.getInviteLink", peer_id=CHAT)
    assert await bot.call("messages.editChat", chat_id=2, title="Двор") == 1
    assert await bot.call("messages.removeChatUser", chat_id=2, member_id=MARINA) == 1
    assert world.chat(GROUP, CHAT).title == "Двор"
    assert await bot.refusal("messages.removeChatUser", chat_id=2, member_id=MARINA) == 935


@pytest.mark.parametrize("peer_id", [CHAT, MARINA])
async def test_people_edit_and_only_private_edits_are_told(bot: Bot, world: World, peer_id: int) -> None:
    cmid = world.say(GROUP, peer_id, MARINA, "победы 14")
    await bot.hear()
    world.edit(GROUP, peer_id, MARINA, cmid, "победы 41")
    world.delete(GROUP, peer_id, MARINA, cmid)
    told = [(event["type"], event["object"]["text"]) for event in await bot.hear()]
    assert told == ([("message_edit", "победы 41")] if peer_id == MARINA else [])


async def test_start_is_the_first_word_of_a_dialog(bot: Bot, world: World) -> None:
    world.start(GROUP, LENA)
    message = (await bot.hear_one("message_new"))["message"]
    assert (message["text"], message["payload"]) == ("Начать", '{"command":"start"}')
    assert "error" not in await bot.send(LENA, "добрый вечер")


async def test_people_attach_photos_voices_and_places(bot: Bot, world: World) -> None:
    world.say(GROUP, CHAT, MARINA, "вот", attachments=["photo", "voice", "doc", "geo"])
    message = (await bot.hear_one("message_new"))["message"]
    assert [one["type"] for one in message["attachments"]] == ["photo", "audio_message", "doc"]
    assert message["geo"]["coordinates"]["latitude"] > 0


async def test_people_reply_and_forward(bot: Bot, world: World) -> None:
    asked = world.say(GROUP, CHAT, MARINA, "когда?")
    world.say(GROUP, CHAT, OFFICIAL, "в четверг", reply_to=asked)
    world.say(GROUP, OFFICIAL, OFFICIAL, "", forward=[asked], from_peer=CHAT)
    replied, forwarded = [event["object"]["message"] for event in (await bot.hear())[1:]]
    assert replied["reply_message"]["conversation_message_id"] == asked
    assert forwarded["fwd_messages"][0]["text"] == "когда?"
    assert forwarded["fwd_messages"][0]["peer_id"] == MARINA
