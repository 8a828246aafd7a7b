"""execute: many calls in one request, in the shape libraries write."""

import orjson
import pytest

from sandbox.world import World
from tests.sandbox.bot import CHAT, GROUP, LENA, TOKEN, Bot, Json


def send(peer_id: int, text: str) -> str:
    arguments = orjson.dumps({"peer_id": peer_id, "message": text, "random_id": 0}).decode()
    return f"API.messages.send({arguments})"


async def run(bot: Bot, code: str) -> Json:
    return await bot.raw("execute", code=code, access_token=TOKEN, v="5.199")


async def test_results_stand_in_order_and_what_failed_is_false(bot: Bot, world: World) -> None:
    answer = await run(bot, f"return [{send(CHAT, 'раз')}, {send(LENA, 'два')}, API.utils.getServerTime()];")
    assert answer["response"] == [0, False, world.clock.unix()]
    words = "Can't send messages for users without permission"
    assert answer["execute_errors"] == [
        {"method": "messages.send", "error_code": 901, "error_msg": words},
        {"method": "execute", "error_code": 901, "error_msg": words},
    ]
    assert [m.text for m in world.messages(GROUP, CHAT)] == ["раз"]


async def test_the_errors_stand_in_the_order_of_the_falses_and_are_summed_up_once(bot: Bot, world: World) -> None:
    world.refuse(GROUP, CHAT, 917)
    answer = await run(bot, f"return [{send(LENA, 'а')}, API.utils.getServerTime(), {send(CHAT, 'б')}];")
    assert [result is False for result in answer["response"]] == [True, False, True]
    said = [(error["method"], error["error_code"]) for error in answer["execute_errors"]]
    assert said == [("messages.send", 901), ("messages.send", 917), ("execute", 917)]


@pytest.mark.parametrize("end", ["\u2028", "\u2029"])
async def test_a_line_ends_a_string(bot: Bot, world: World, end: str) -> None:
    code = f"return [{send(CHAT, f'раз{end}два')}];"
    assert (await run(bot, code))["error"]["error_code"] == 12
    escaped = code.replace(end, f"\\u{ord(end):04x}")
    assert "response" in await run(bot, escaped)
    assert [m.text for m in world.messages(GROUP, CHAT)] == [f"раз{end}два"]


async def test_a_single_call_answers_its_own_result(bot: Bot) -> None:
    answer = await run(bot, 'return API.users.get({"user_ids":[201,202]});')
    assert [one["id"] for one in answer["response"]] == [201, 202]


async def test_25_calls_pass_and_26_do_not(bot: Bot, world: World) -> None:
    assert "response" in await run(bot, f"return [{', '.join([send(CHAT, 'а')] * 25)}];")
    answer = await run(bot, f"return [{', '.join([send(CHAT, 'а')] * 26)}];")
    assert answer["error"]["error_code"] == 13
    assert len(world.messages(GROUP, CHAT)) == 25


@pytest.mark.parametrize(
    "code",
    ["var a = 1; return a;", "return [API.users.get({user_ids:1})];", "return [1];", "return [API.users.get(]", "{"],
)
async def test_any_other_code_does_not_compile(bot: Bot, code: str) -> None:
    assert (await run(bot, code))["error"]["error_code"] == 12


async def test_keeping_uploads_is_not_for_execute(bot: Bot) -> None:
    answer = await run(bot, 'return [API.docs.save({"file":"x"})];')
    assert answer["response"] == [False]
    assert answer["execute_errors"][0]["error_code"] == 3


async def test_execute_is_one_request_for_the_limit(bot: Bot, world: World) -> None:
    world.rate_limit = True
    for _ in range(4):
        assert "response" in await run(bot, f"return [{', '.join(['API.utils.getServerTime()'] * 25)}];")
