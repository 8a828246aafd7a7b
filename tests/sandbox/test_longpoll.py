"""Long Poll: string ts, waiting, redelivery, and the three failures."""

import asyncio
import time

import aiohttp
import pytest

from sandbox.server import Running
from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, LENA, MARINA, Bot, Refused


async def test_silence_is_an_empty_answer_with_the_same_ts(bot: Bot) -> None:
    assert await bot.poll() == {"ts": bot.ts, "updates": []}
    assert isinstance(bot.ts, str)


async def test_a_message_in_the_chat_arrives_as_vk_shapes_it(bot: Bot, world: World) -> None:
    cmid = world.say(GROUP, CHAT, MARINA, "а что с фонарём на победы 14?")
    event = (await bot.hear())[0]
    message = event["object"]["message"]
    assert (event["group_id"], event["type"], event["v"]) == (GROUP, "message_new", "5.199")
    assert len(event["event_id"]) == 40
    assert (message["id"], message["conversation_message_id"], message["peer_id"]) == (0, cmid, CHAT)
    assert (message["from_id"], message["text"]) == (MARINA, "а что с фонарём на победы 14?")


async def test_a_waiting_poll_returns_as_soon_as_somebody_writes(bot: Bot, world: World) -> None:
    began = time.monotonic()
    waiting = asyncio.create_task(bot.hear(wait=25))
    await asyncio.sleep(0.02)
    world.say(GROUP, CHAT, MARINA, "первое")
    assert len(await waiting) == 1
    assert time.monotonic() - began < 5


async def test_an_old_ts_is_served_again(bot: Bot, world: World) -> None:
    world.say(GROUP, CHAT, MARINA, "первое")
    world.say(GROUP, CHAT, LENA, "второе")
    once, again = await bot.poll(), await bot.poll()
    assert once == again
    assert int(once["ts"]) == int(bot.ts) + 2
    assert len((await bot.poll(ts=str(int(bot.ts) + 1)))["updates"]) == 1


async def test_lost_history_is_failed_1_with_a_new_ts(bot: Bot, world: World) -> None:
    world.say(GROUP, CHAT, MARINA, "этого бот не услышит")
    world.forget_history(GROUP)
    answer = await bot.poll()
    assert answer == {"failed": 1, "ts": str(int(bot.ts) + 1)}
    assert await bot.poll(ts=answer["ts"]) == {"ts": answer["ts"], "updates": []}


@pytest.mark.parametrize("strange", ["999999", "-5", "", "x"])
async def test_a_strange_ts_is_failed_1(bot: Bot, strange: str) -> None:
    assert await bot.poll(ts=strange) == {"failed": 1, "ts": bot.ts}


async def test_a_wrong_key_is_failed_2_and_a_new_key_continues_from_the_own_ts(bot: Bot, world: World) -> None:
    world.expire_keys(GROUP)
    world.say(GROUP, CHAT, MARINA, "пока ключ был просрочен")
    assert await bot.poll() == {"failed": 2}
    own = bot.ts
    await bot.listen()
    bot.ts = own
    assert len(await bot.hear()) == 1


@pytest.mark.parametrize("failed", [2, 3, 99])
async def test_ordered_failures_come_once(bot: Bot, world: World, failed: int) -> None:
    world.faults.longpoll(failed=failed)
    assert await bot.poll() == {"failed": failed}
    assert ("failed" in await bot.poll()) == (failed in (2, 3))


async def test_an_ordered_failure_reaches_a_poll_that_already_waits(bot: Bot, world: World) -> None:
    waiting = asyncio.create_task(bot.poll(wait=25))
    await asyncio.sleep(0.02)
    world.faults.longpoll(failed=1)
    assert await waiting == {"failed": 1, "ts": bot.ts}


async def test_broken_bytes_come_as_they_are(bot: Bot, world: World) -> None:
    world.faults.longpoll_bytes(b'{"ts":"7","updates":[\xff')
    query = {"act": "a_check", "key": bot.key, "ts": bot.ts, "wait": "0"}
    async with bot.session.get(bot.server, params=query) as response:
        assert await response.read() == b'{"ts":"7","updates":[\xff'


async def test_the_network_goes_down_under_a_waiting_poll_and_comes_back(bot: Bot, world: World) -> None:
    waiting = asyncio.create_task(bot.poll(wait=25))
    await asyncio.sleep(0.02)
    world.faults.network_down = True
    with pytest.raises(aiohttp.ClientError):
        await waiting
    with pytest.raises(aiohttp.ClientError):
        await bot.call("utils.getServerTime")
    world.faults.network_down = False
    world.say(GROUP, CHAT, MARINA, "дождались")
    assert len(await bot.hear()) == 1


async def test_a_poller_that_left_does_not_eat_the_trouble_of_the_next(bot: Bot, world: World) -> None:
    waiting = asyncio.create_task(bot.poll(wait=25))
    await asyncio.sleep(0.02)
    waiting.cancel()
    await asyncio.sleep(0.02)
    world.faults.longpoll(failed=1)
    assert "failed" in await bot.poll()


async def test_the_same_events_may_come_twice(bot: Bot, world: World) -> None:
    world.say(GROUP, CHAT, MARINA, "дважды")
    first = await bot.hear()
    world.redeliver_last(1)
    assert await bot.hear() == first


async def test_an_event_switched_off_is_not_delivered(bot: Bot, world: World) -> None:
    await bot.call("groups.setLongPollSettings", group_id=GROUP, message_new=0)
    world.say(GROUP, CHAT, MARINA, "в пустоту")
    assert await bot.hear() == []
    settings = await bot.call("groups.getLongPollSettings", group_id=GROUP)
    assert settings["events"]["message_new"] == 0
    assert settings["events"]["message_reply"] == 1
    assert "message_event" not in settings["events"]


async def test_callback_buttons_are_switched_by_a_setting_the_list_does_not_show(bot: Bot, world: World) -> None:
    await bot.call("groups.setLongPollSettings", group_id=GROUP, message_event=0)
    assert world.communities[GROUP].events["message_event"] is False


async def test_a_server_is_not_given_while_long_poll_is_off(bot: Bot) -> None:
    await bot.call("groups.setLongPollSettings", group_id=GROUP, enabled=False)
    with pytest.raises(Refused, match="longpoll for this group is not enabled"):
        await bot.listen()


async def test_asking_for_a_server_in_a_tight_loop_meets_29(bot: Bot) -> None:
    for _ in range(29):
        await bot.listen()
    assert await bot.refusal("groups.getLongPollServer", group_id=GROUP) == 29


async def test_closing_does_not_wait_for_a_poll(bot: Bot, running: Running) -> None:
    waiting = asyncio.create_task(bot.poll(wait=25))
    await asyncio.sleep(0.02)
    began = time.monotonic()
    await running.close()
    assert time.monotonic() - began < 2
    assert (await waiting)["updates"] == []


async def test_a_stalled_session_is_answered_and_hears_nothing(bot: Bot, world: World) -> None:
    world.stall(GROUP)
    world.say(GROUP, CHAT, MARINA, "меня не слышно")
    assert await bot.poll() == {"ts": bot.ts, "updates": []}
    own = bot.ts
    await bot.listen()
    bot.ts = own
    assert len(await bot.hear()) == 1


async def test_a_stall_may_lose_what_was_said_meanwhile(bot: Bot, world: World) -> None:
    world.stall(GROUP, losing=True)
    world.say(GROUP, CHAT, MARINA, "этого бот не услышит")
    own = bot.ts
    await bot.listen()
    bot.ts = own
    assert await bot.hear() == []
    world.say(GROUP, CHAT, MARINA, "а это услышит")
    assert len(await bot.hear()) == 1


async def test_events_may_be_lost_or_come_in_another_order(bot: Bot, world: World) -> None:
    world.lose_events(GROUP, 1)
    for text in ("раз", "два", "три"):
        world.say(GROUP, CHAT, MARINA, text)
    world.reorder_last(GROUP, 2)
    heard = [event["object"]["message"]["text"] for event in await bot.hear()]
    assert heard == ["три", "два"]


async def test_a_poll_may_never_be_answered(bot: Bot, world: World, running: Running) -> None:
    world.faults.hang("longpoll")
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.05)) as session:
        with pytest.raises(TimeoutError):
            await session.get(f"{running.url}/whp/{GROUP}?act=a_check&key={bot.key}&ts={bot.ts}&wait=0")
    assert await bot.poll() == {"ts": bot.ts, "updates": []}
