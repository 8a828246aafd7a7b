"""The control API: what the page reads and does."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import orjson
import pytest

from sandbox.server import Running, serve
from sandbox.stage import Stage
from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, LENA, MARINA, Bot, Json, keyboard


async def read(bot: Bot) -> Json:
    async with bot.session.get(f"{bot.running.url}/sandbox/state") as response:
        state: Json = orjson.loads(await response.read())
    return state


async def order(bot: Bot, where: str, status: int = 200, **body: Any) -> Json:
    async with bot.session.post(f"{bot.running.url}/sandbox/{where}", json=body) as response:
        assert response.status == status
        answer: Json = orjson.loads(await response.read())
    assert answer["ok"] == (status == 200)
    return answer


async def act(bot: Bot, what: str, **body: Any) -> Json:
    return await order(bot, "act", act=what, **body)


def chat(state: Json) -> Json:
    return next(one for one in state["chats"] if one["peer_id"] == CHAT)


def dialog(state: Json, user_id: int) -> Json:
    return next(one for one in state["dialogs"] if one["user_id"] == user_id)


async def test_the_snapshot_shows_the_stage(bot: Bot) -> None:
    state = await read(bot)
    assert state["now"] == "2026-11-24T19:42:00+03:00"
    assert state["clock"] == {"speed": 1, "frozen": True}
    assert state["network"] == {"down": False, "errors": []}
    assert {"group_id": GROUP, "name": "Приозёрный округ", "screen_name": "priozerny"} in state["communities"]
    assert [one["title"] for one in state["chats"]] == ["ЦУР", "Приозёрный: чат жителей", "Модераторы"]
    assert dialog(state, MARINA)["allowed"]
    assert not dialog(state, LENA)["allowed"]
    assert state["posts"][0]["post_id"] == 1
    assert state["videos"][0]["title"].startswith("Прямой эфир")


async def test_a_person_speaks_presses_and_reacts_through_the_page(bot: Bot, world: World) -> None:
    place = {"group_id": GROUP, "peer_id": CHAT, "user_id": MARINA}
    cmid = (await act(bot, "say", text="фонарь", attachment="photo", **place))["cmid"]
    card = (await bot.send(CHAT, "горит?", keyboard=keyboard("Да", "Нет")))["conversation_message_id"]
    await act(bot, "react", cmid=cmid, reaction_id=4, **place)
    await act(bot, "edit", cmid=cmid, text="фонарь!", **place)
    await act(bot, "press", cmid=card, row=1, column=0, **place)
    assert (await bot.hear())[-1]["object"]["payload"] == {"n": 1}
    said, asked = chat(await read(bot))["messages"]
    assert (said["text"], said["edited"], said["from_id"]) == ("фонарь!", True, MARINA)
    assert said["reactions"] == [{"user_id": MARINA, "reaction_id": 4, "emoji": "👍"}]
    assert said["attachments"][0]["type"] == "photo"
    assert asked["keyboard"]["buttons"][0][0]["action"]["label"] == "Да"
    await act(bot, "delete", cmid=cmid, **place)
    assert chat(await read(bot))["messages"][0]["deleted"]


async def test_dialogs_begin_allow_and_forward(bot: Bot, world: World) -> None:
    cmid = world.say(GROUP, CHAT, LENA, "вопрос")
    assert (await act(bot, "start", group_id=GROUP, user_id=LENA))["cmid"] == 1
    await act(bot, "say", group_id=GROUP, peer_id=LENA, user_id=LENA, forward=[cmid], from_peer=CHAT)
    await bot.send(LENA, "меню", keyboard=keyboard("Мои вопросы", inline=False))
    shown = dialog(await read(bot), LENA)
    assert shown["allowed"]
    assert shown["messages"][1]["forwarded"] == [{"from_id": LENA, "text": "вопрос"}]
    assert shown["messages"][2]["keyboard"] is None
    assert shown["keyboard"]["buttons"][0][0]["action"]["label"] == "Мои вопросы"
    await act(bot, "press", group_id=GROUP, peer_id=LENA, user_id=LENA, cmid=0, row=0, column=0)
    await act(bot, "deny", group_id=GROUP, user_id=LENA)
    assert not dialog(await read(bot), LENA)["allowed"]
    await act(bot, "allow", group_id=GROUP, user_id=LENA)


async def test_comments_through_the_page(bot: Bot, world: World) -> None:
    under = {"owner_id": -GROUP, "post_id": 1, "user_id": MARINA}
    first = (await act(bot, "comment", text="раз", **under))["comment_id"]
    await act(bot, "comment", text="два", reply_to=first, **under)
    await act(bot, "edit_comment", comment_id=first, text="раз!", **under)
    await act(bot, "delete_comment", comment_id=first, **under)
    video = {"owner_id": -GROUP, "video_id": 1, "user_id": LENA}
    await act(bot, "comment", text="в эфир", **video)
    state = await read(bot)
    one, two = state["posts"][0]["comments"]
    assert (one["text"], one["edited"], one["deleted"]) == ("раз!", True, True)
    assert two["reply_to"] == first
    assert state["videos"][0]["comments"][0]["text"] == "в эфир"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"act": "dance"}, "Неизвестное действие «dance»"),
        ({}, "act: нужен текст"),
        ({"act": "say", "group_id": "x"}, "group_id: нужно целое число"),
        ({"act": "say", "group_id": GROUP, "peer_id": 2000000001, "user_id": MARINA, "text": "а"},
         "Марина Котова не состоит в «ЦУР»"),
        ({"act": "press", "group_id": GROUP, "peer_id": MARINA, "user_id": MARINA, "cmid": 0, "row": 0,
          "column": 0}, "Такой кнопки больше нет"),
        ({"act": "comment", "owner_id": -GROUP, "user_id": MARINA, "text": "а"}, "Назовите запись или видео"),
    ],
)  # fmt: skip
async def test_refusals_are_words_for_a_person(bot: Bot, body: Json, words: str) -> None:
    assert (await order(bot, "act", 400, **body))["error"] == words


async def test_the_clock_jumps_hurries_and_stops(bot: Bot, world: World) -> None:
    before = world.clock.now()
    await order(bot, "clock", advance=3600)
    assert world.clock.now() - before == timedelta(hours=1)
    await order(bot, "clock", speed=600)
    assert (await read(bot))["clock"] == {"speed": 600, "frozen": False}
    await order(bot, "clock", frozen=True)
    assert world.clock.frozen
    await order(bot, "clock", 400, speed=0)
    await order(bot, "clock", 400, advance="час")


async def test_walked_time_lets_the_bot_live_through_the_day(bot: Bot, world: World) -> None:
    seen: list[datetime] = []

    async def look() -> None:
        seen.append(world.clock.now().astimezone(world.zone))

    world.on_walk.append(look)
    end = world.clock.now() + timedelta(days=1)
    await order(bot, "clock", walk=86400)
    assert world.clock.now() == end == seen[-1]
    by_day = [moment for moment in seen if 8 < moment.hour < 17]
    assert {moment.minute % 5 for moment in by_day} == {0}
    assert (8, 55) in {(moment.hour, moment.minute) for moment in seen}
    assert len(seen) < 200


async def test_no_poll_waits_through_moved_time(bot: Bot) -> None:
    poll = asyncio.create_task(bot.poll(wait=25))
    await asyncio.sleep(0.1)
    await order(bot, "clock", walk=60)
    assert (await asyncio.wait_for(poll, 2))["updates"] == []


async def test_a_new_beginning_ends_the_walk_and_waits_until_the_bot_is_awake(bot: Bot, world: World) -> None:
    async def look() -> None:
        await asyncio.sleep(0.05)

    async def wake() -> None:
        await asyncio.sleep(0.3)
        world.on_walk.append(look)

    waking: list[asyncio.Task[None]] = []
    world.on_walk.append(look)
    world.on_reset += [world.on_walk.clear, lambda: waking.append(asyncio.create_task(wake()))]
    walk = asyncio.create_task(order(bot, "clock", walk=86400 * 300))
    await asyncio.sleep(0.2)
    await order(bot, "reset")
    assert world.on_walk == [look]
    await asyncio.wait_for(walk, 3)
    assert abs((world.clock.now() - datetime.now(UTC)).total_seconds()) < 60


async def test_the_network_goes_and_errors_are_ordered(bot: Bot, world: World) -> None:
    await order(bot, "network", down=True)
    with pytest.raises(aiohttp.ClientError):
        await bot.call("utils.getServerTime")
    await order(bot, "network", down=False)
    await order(bot, "network", fail={"method": "messages.send", "code": 9, "times": 2})
    errors = (await read(bot))["network"]["errors"]
    assert errors == [{"method": "messages.send", "kind": "error", "code": 9, "times": 2}]
    assert await bot.refusal("messages.send", peer_id=CHAT, random_id=0, message="а") == 9
    assert "messages.send → 9 Flood control" in [line["what"] for line in (await read(bot))["log"]]
    await order(bot, "network", clear=True)
    assert (await read(bot))["network"] == {"down": False, "errors": []}


async def test_trouble_for_one_chat_and_for_the_polls_is_ordered(bot: Bot, world: World) -> None:
    await order(bot, "network", fail={"method": "messages.send", "code": 14, "peer": CHAT, "picture": True})
    world.allow(GROUP, MARINA)
    await bot.hear()
    assert "error" not in await bot.send(MARINA, "здравствуйте")
    assert await bot.refusal("messages.send", peer_id=CHAT, random_id=0, message="а") == 14
    await order(bot, "network", longpoll=2)
    assert await bot.poll() == {"failed": 2}
    await bot.listen()
    await order(bot, "network", longpoll="stall")
    world.say(GROUP, CHAT, MARINA, "меня не слышно")
    assert (await bot.poll())["updates"] == []
    refused = await bot.session.post(f"{bot.running.url}/sandbox/network", json={"longpoll": "так"})
    assert refused.status == 400


async def test_snackbars_and_the_journal_are_shown(bot: Bot, world: World) -> None:
    card = (await bot.send(CHAT, "горит?", keyboard=keyboard("Да")))["conversation_message_id"]
    world.press(GROUP, CHAT, MARINA, card, "Да")
    event = await bot.hear_one("message_event")
    shown = {"type": "show_snackbar", "text": "Спасибо"}
    answer = {"event_id": event["event_id"], "user_id": MARINA, "peer_id": CHAT}
    await bot.call("messages.sendMessageEventAnswer", event_data=shown, **answer)
    state = await read(bot)
    assert state["snackbars"] == [{"user_id": MARINA, "text": "Спасибо", "at": "2026-11-24T19:42:00+03:00"}]
    assert state["log"][-1]["what"] == "messages.sendMessageEventAnswer → ok"


async def test_reset_sets_the_stage_again_and_the_bot_stays(bot: Bot, world: World) -> None:
    world.say(GROUP, CHAT, MARINA, "до")
    await bot.hear()
    world.clock.advance(timedelta(days=300))
    await order(bot, "reset")
    state = await read(bot)
    assert chat(state)["messages"] == []
    assert abs((datetime.fromisoformat(state["now"]) - datetime.now(UTC)).total_seconds()) < 60
    cmid = world.say(GROUP, CHAT, MARINA, "после")
    assert cmid == 2
    assert [event["object"]["message"]["text"] for event in await bot.hear()] == ["после"]


async def test_the_stream_tells_each_change(bot: Bot, world: World) -> None:
    async with bot.session.get(f"{bot.running.url}/sandbox/events") as stream:
        assert stream.content_type == "text/event-stream"
        first = await stream.content.readuntil(b"\n\n")
        assert first == f'data: {{"version": {world.version}}}\n\n'.encode()
        world.say(GROUP, CHAT, MARINA, "раз")
        second = await asyncio.wait_for(stream.content.readuntil(b"\n\n"), 5)
        assert second == f'data: {{"version": {world.version}}}\n\n'.encode()


async def test_the_page_is_served(bot: Bot) -> None:
    async with bot.session.get(f"{bot.running.url}/") as response:
        assert response.status == 200


async def test_a_living_world_counts_from_where_no_other_has(running: Running) -> None:
    world = Stage.read().open()
    served = await serve(world)
    first = world.say(GROUP, CHAT, MARINA, "раз")
    assert first > 1_000_000
    await served.close()
