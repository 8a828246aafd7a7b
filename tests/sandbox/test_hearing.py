"""How much of a chat a bot hears: nothing special, full access, administrator."""

import pytest

from sandbox.errors import StageError
from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, MARINA, OFFICIAL, Bot, keyboard


@pytest.fixture
def deaf(world: World) -> World:
    """The bot is a plain member of the chat."""
    chat = world.chat(GROUP, CHAT)
    chat.admin = chat.full_access = False
    return world


async def test_a_plain_member_hears_only_what_is_meant_for_it(bot: Bot, deaf: World) -> None:
    spoken = (await bot.send(CHAT, "спросите", keyboard=keyboard("Спросить", kind="text")))["conversation_message_id"]
    deaf.say(GROUP, CHAT, MARINA, "обычная болтовня")
    deaf.say(GROUP, CHAT, MARINA, "@priozerny когда починят?")
    deaf.say(GROUP, CHAT, MARINA, "отвечаю боту", reply_to=spoken)
    deaf.press(GROUP, CHAT, MARINA, spoken, "Спросить")
    deaf.action(GROUP, CHAT, OFFICIAL, "chat_title_update", text="Двор")
    heard = [event["object"]["message"] for event in await bot.hear()]
    mention = f"[club{GROUP}|@priozerny]"
    assert [one["text"] for one in heard] == [
        f"{mention} когда починят?",
        "отвечаю боту",
        f"{mention} Спросить",
        "",
    ]
    assert heard[-1]["action"] == {"type": "chat_title_update", "text": "Двор"}


async def test_what_was_not_heard_cannot_be_read_back(bot: Bot, deaf: World) -> None:
    cmid = deaf.say(GROUP, CHAT, MARINA, "обычная болтовня")
    got = await bot.call("messages.getByConversationMessageId", peer_id=CHAT, conversation_message_ids=[cmid])
    assert got["items"] == []


async def test_full_access_hears_everything_but_is_not_told_the_members(bot: Bot, deaf: World) -> None:
    deaf.chat(GROUP, CHAT).full_access = True
    deaf.say(GROUP, CHAT, MARINA, "обычная болтовня")
    assert len(await bot.hear()) == 1
    assert await bot.refusal("messages.getConversationMembers", peer_id=CHAT) == 917


async def test_people_come_and_go(bot: Bot, world: World) -> None:
    world.kick(GROUP, CHAT, OFFICIAL, MARINA)
    world.invite(GROUP, CHAT, OFFICIAL, MARINA)
    actions = [event["object"]["message"]["action"] for event in await bot.hear()]
    assert [one["type"] for one in actions] == ["chat_kick_user", "chat_invite_user"]
    assert actions[0]["member_id"] == MARINA


def test_what_a_person_cannot_do_is_said_in_words(world: World) -> None:
    cmid = world.say(GROUP, CHAT, MARINA, "моё")
    with pytest.raises(StageError, match="не состоит"):
        world.say(GROUP, 2000000001, MARINA, "в чат сотрудников")
    with pytest.raises(StageError, match="чужое"):
        world.edit(GROUP, CHAT, OFFICIAL, cmid, "не моё")
    with pytest.raises(StageError, match="Нет сообщения 77"):
        world.say(GROUP, CHAT, MARINA, "ответ", reply_to=77)
    with pytest.raises(StageError, match="диалог"):
        world.say(GROUP, OFFICIAL, MARINA, "в чужой диалог")
    with pytest.raises(StageError, match="Пустое"):
        world.say(GROUP, CHAT, MARINA, "")
