"""Reactions of people and of the bot."""

import pytest

from sandbox.errors import StageError
from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, LENA, MARINA, Bot

QUESTION, DONE, LIKE = 6, 10, 4


async def test_the_bot_marks_a_question_and_then_the_answer(bot: Bot, world: World) -> None:
    cmid = world.say(GROUP, CHAT, MARINA, "а что с фонарём?")
    await bot.hear()
    assert await bot.call("messages.sendReaction", peer_id=CHAT, cmid=cmid, reaction_id=QUESTION) == 1
    assert await bot.call("messages.sendReaction", peer_id=CHAT, cmid=cmid, reaction_id=DONE) == 1
    assert world.messages(GROUP, CHAT)[0].reactions == {-GROUP: DONE}
    assert await bot.call("messages.deleteReaction", peer_id=CHAT, cmid=cmid) == 1
    assert world.messages(GROUP, CHAT)[0].reactions == {}
    assert await bot.hear() == []


async def test_people_react_and_the_bot_hears_and_counts(bot: Bot, world: World) -> None:
    cmid = world.say(GROUP, CHAT, MARINA, "а что с фонарём?")
    await bot.hear()
    world.react(GROUP, CHAT, LENA, cmid, LIKE)
    event = await bot.hear_one("message_reaction_event")
    assert event == {"reacted_id": LENA, "peer_id": CHAT, "cmid": cmid, "reaction_id": LIKE}
    counted = await bot.call("messages.getMessagesReactions", peer_id=CHAT, cmids=[cmid])
    assert counted["items"][0]["counters"] == [{"reaction_id": LIKE, "count": 1, "user_ids": [LENA]}]
    peers = await bot.call("messages.getReactedPeers", peer_id=CHAT, cmid=cmid)
    assert peers["reactions"] == [{"user_id": LENA, "reaction_id": LIKE}]
    world.react(GROUP, CHAT, LENA, cmid, None)
    assert "reaction_id" not in await bot.hear_one("message_reaction_event")


async def test_reactions_vk_does_not_know_or_the_chat_does_not_want(bot: Bot, world: World) -> None:
    cmid = world.say(GROUP, CHAT, MARINA, "а что с фонарём?")
    reaction = {"peer_id": CHAT, "cmid": cmid, "reaction_id": 60}
    assert await bot.refusal("messages.sendReaction", **reaction) == 1009
    world.chat(GROUP, CHAT).reactions = False
    assert await bot.refusal("messages.sendReaction", **reaction | {"reaction_id": LIKE}) == 1010
    assert await bot.refusal("messages.sendReaction", peer_id=CHAT, cmid=99, reaction_id=LIKE) == 100
    with pytest.raises(StageError, match="выключены"):
        world.react(GROUP, CHAT, LENA, cmid, LIKE)


async def test_without_administration_chat_reactions_are_not_told(bot: Bot, world: World) -> None:
    cmid = world.say(GROUP, CHAT, MARINA, "а что с фонарём?")
    await bot.hear()
    world.chat(GROUP, CHAT).admin = False
    world.react(GROUP, CHAT, LENA, cmid, LIKE)
    assert await bot.hear() == []
