"""The wire itself: tokens, versions, forms, limits of rate, trouble on order."""

import aiohttp
import orjson
import pytest

from sandbox.server import Running
from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, MARINA, TOKEN, Bot


@pytest.mark.parametrize(
    ("method", "form", "code"),
    [
        ("messages.dance", {"access_token": TOKEN, "v": "5.199"}, 3),
        ("messages.Send", {"access_token": TOKEN, "v": "5.199"}, 3),
        ("users.get", {"access_token": TOKEN}, 8),
        ("users.get", {"access_token": TOKEN, "v": "5.50"}, 8),
        ("users.get", {"access_token": "чужой", "v": "5.199"}, 5),
        ("users.get", {"v": "5.199"}, 5),
        ("messages.send", {"access_token": TOKEN, "v": "5.199"}, 100),
        ("messages.send", {"access_token": "sandbox-user-106", "v": "5.199"}, 15),
        ("messages.send", {"access_token": "sandbox-service", "v": "5.199"}, 28),
        ("video.get", {"access_token": TOKEN, "v": "5.199"}, 27),
        ("wall.deleteComment", {"access_token": TOKEN, "v": "5.199"}, 27),
    ],
)
async def test_errors_come_with_http_200_and_without_the_token(
    bot: Bot, method: str, form: dict[str, str], code: int
) -> None:
    error = (await bot.raw(method, **form))["error"]
    assert error["error_code"] == code
    assert "access_token" not in {one["key"] for one in error["request_params"]}
    assert {"key": "method", "value": method} in error["request_params"]


async def test_a_bad_token_is_named_as_vk_names_it(bot: Bot) -> None:
    error = (await bot.raw("users.get", access_token="x", v="5.199"))["error"]
    assert error["error_msg"] == "User authorization failed: invalid access_token (4)."


async def test_query_and_body_are_merged_and_a_bearer_is_a_token(running: Running) -> None:
    url = f"{running.url}/method/users.get"
    async with aiohttp.ClientSession() as session:
        query = {"access_token": TOKEN, "v": "5.199"}
        async with session.post(url, params=query, data={"user_ids": "201"}) as response:
            assert len(orjson.loads(await response.read())["response"]) == 1
        form = aiohttp.FormData({"user_ids": "201,202", "v": "5.199"})
        form.add_field("fields", "sex", content_type="text/plain")
        headers = {"Authorization": f"Bearer {TOKEN}"}
        async with session.post(url, data=form, headers=headers) as response:
            people = orjson.loads(await response.read())["response"]
        assert [one["sex"] for one in people] == [1, 1]
        async with session.get(url, params=query | {"user_ids": "201"}) as response:
            assert len(orjson.loads(await response.read())["response"]) == 1
        async with session.post(url, json={"user_ids": "201"} | query) as response:
            assert orjson.loads(await response.read())["error"]["error_code"] == 8


async def test_twenty_requests_a_second_for_a_community_three_for_a_person(bot: Bot, world: World) -> None:
    world.rate_limit = True
    for _ in range(20):
        await bot.call("utils.getServerTime")
    assert await bot.refusal("utils.getServerTime") == 6
    person = bot.speaking_as("sandbox-user-106")
    for _ in range(3):
        await person.call("utils.getServerTime")
    assert await person.refusal("utils.getServerTime") == 6


async def test_errors_on_order_come_so_many_times(bot: Bot, world: World) -> None:
    world.faults.fail("messages.send", 9, times=2)
    for _ in range(2):
        assert await bot.refusal("messages.send", peer_id=CHAT, random_id=1, message="а") == 9
    assert "error" not in await bot.send(CHAT, "а")


async def test_an_error_after_the_work_leaves_the_message_there(bot: Bot, world: World) -> None:
    world.faults.fail("*", 10, after_work=True)
    assert await bot.refusal("messages.send", peer_id=CHAT, random_id=5, message="а") == 10
    repeated = await bot.send(CHAT, "а", random_id=5)
    assert repeated["conversation_message_id"] == 1
    assert len(world.messages(GROUP, CHAT)) == 1


@pytest.mark.parametrize("after_work", [True, False])
async def test_a_bad_gateway_is_html(bot: Bot, world: World, after_work: bool) -> None:
    world.faults.http("messages.send", 502, after_work=after_work)
    form = {"peer_id": str(CHAT), "random_id": "1", "message": "а", "access_token": TOKEN, "v": "5.199"}
    async with bot.session.post(f"{bot.running.url}/method/messages.send", data=form) as response:
        assert response.status == 502
        assert response.content_type == "text/html"
    assert len(world.messages(GROUP, CHAT)) == int(after_work)


@pytest.mark.parametrize("after_work", [True, False])
async def test_a_connection_breaks(bot: Bot, world: World, after_work: bool) -> None:
    world.faults.drop("messages.send", after_work=after_work)
    with pytest.raises(aiohttp.ClientError):
        await bot.send(CHAT, "а")
    assert len(world.messages(GROUP, CHAT)) == int(after_work)


async def test_a_slow_method_answers_in_the_end(bot: Bot, world: World) -> None:
    world.faults.delay("users.get", 0.01)
    assert len(await bot.call("users.get", user_ids=[201])) == 1


async def test_a_captcha_leads_to_a_page(bot: Bot, world: World) -> None:
    world.faults.fail("messages.send", 14)
    error = (await bot.raw("messages.send", access_token=TOKEN, v="5.199"))["error"]
    assert error["redirect_uri"].startswith("https://id.vk.com/not_robot_captcha")
    assert "captcha_sid" not in error


async def test_a_captcha_of_the_old_form_shows_a_picture(bot: Bot, world: World) -> None:
    world.faults.fail("messages.send", 14, picture=True)
    error = (await bot.raw("messages.send", access_token=TOKEN, v="5.199"))["error"]
    assert error["captcha_img"].endswith(f"sid={error['captcha_sid']}&s=1")
    assert "redirect_uri" not in error


async def test_a_trouble_may_strike_one_conversation_only(bot: Bot, world: World) -> None:
    world.faults.fail("messages.send", 9, peer=CHAT)
    world.say(GROUP, MARINA, MARINA, "привет")
    assert "error" not in await bot.send(MARINA, "здравствуйте")
    assert await bot.refusal("messages.send", peer_ids=CHAT, random_id=1, message="а") == 9


@pytest.mark.parametrize("after_work", [True, False])
async def test_what_strikes_a_method_strikes_the_code_that_carries_it(bot: Bot, world: World, after_work: bool) -> None:
    world.faults.garble("messages.send", b'{"response":', after_work=after_work, peer=CHAT)
    code = f'return [API.messages.send({{"peer_ids": {CHAT}, "random_id": 3, "message": "а"}})];'
    form = {"code": code, "access_token": TOKEN, "v": "5.199"}
    async with bot.session.post(f"{bot.running.url}/method/execute", data=form) as response:
        assert await response.read() == b'{"response":'
    assert len(world.messages(GROUP, CHAT)) == int(after_work)


@pytest.mark.parametrize("after_work", [True, False])
async def test_a_method_may_never_answer(running: Running, world: World, after_work: bool) -> None:
    world.faults.hang("messages.send", after_work=after_work)
    form = {"peer_id": str(CHAT), "random_id": "1", "message": "а", "access_token": TOKEN, "v": "5.199"}
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=0.1)) as session:
        with pytest.raises(TimeoutError):
            await session.post(f"{running.url}/method/messages.send", data=form)
    assert len(world.messages(GROUP, CHAT)) == int(after_work)


async def test_a_right_that_was_not_given_is_missed(bot: Bot, world: World) -> None:
    world.communities[GROUP].rights.discard("wall")
    assert await bot.refusal("wall.createComment", owner_id=-GROUP, post_id=1, message="а") == 15
    held = await bot.call("groups.getTokenPermissions")
    assert "wall" not in {one["name"] for one in held["permissions"]}


async def test_a_call_at_a_forbidden_moment_fails_loudly(bot: Bot, world: World) -> None:
    world.forbid = lambda: "a unit of work is open"
    async with bot.session.get(f"{bot.running.url}/method/users.get") as response:
        assert response.status == 500
        assert "a unit of work is open" in await response.text()
    assert world.violations == ["users.get: a unit of work is open"]
    world.forbid = None
    assert await bot.call("utils.getServerTime")


async def test_requests_are_remembered_without_the_token(bot: Bot, world: World) -> None:
    await bot.call("users.get", user_ids=[201])
    assert world.requests[-1] == ("users.get", {"user_ids": "201", "v": "5.199"})


async def test_people_groups_and_names(bot: Bot, world: World) -> None:
    me = (await bot.call("groups.getById"))["groups"][0]
    assert (me["id"], me["name"], me["screen_name"]) == (GROUP, "Приозёрный округ", "priozerny")
    named = await bot.call("groups.getById", group_ids=["priozerny"])
    assert named["groups"][0]["id"] == GROUP
    people = await bot.call("users.get", user_ids=["id201", "999", "202"], fields=["sex"])
    assert [(one["id"], one["first_name"], one["sex"]) for one in people] == [(201, "Марина", 1), (202, "Лена", 1)]
    assert await bot.refusal("users.get", user_ids="кто-то") == 113
    assert await bot.call("utils.getServerTime") == world.clock.unix()
    club = {"type": "group", "object_id": GROUP}
    assert await bot.call("utils.resolveScreenName", screen_name="priozerny") == club
    assert await bot.call("groups.isMember", group_id=GROUP, user_id=201) == 1
    assert (await bot.speaking_as("sandbox-user-106").call("users.get"))[0]["id"] == 106


async def test_the_community_goes_online(bot: Bot) -> None:
    assert (await bot.call("groups.getOnlineStatus", group_id=GROUP))["status"] == "none"
    assert await bot.call("groups.enableOnline", group_id=GROUP) == 1
    assert (await bot.call("groups.getOnlineStatus", group_id=GROUP))["status"] == "online"
    assert await bot.refusal("groups.enableOnline", group_id=5) == 15
    assert (await bot.call("groups.getCallbackServers", group_id=GROUP))["count"] == 0
