"""Texts that wait together go out together: one request, each with its own fate."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import aiohttp
import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import SecretStr

from bot.vk import client
from bot.vk.batching import LONGEST_CODE, Batcher, outcomes_in, written
from bot.vk.client import Vk
from bot.vk.errors import Busy, Misused, Refused
from bot.vk.speaking import Speaker
from bot.vk.words import Words
from domain.place import private
from sandbox.clock import Clock
from sandbox.server import serve
from sandbox.stage import Stage
from sandbox.world import World
from tests.build import CALM
from tests.world import GROUP, Hurried, moment

PEOPLE = range(3000, 3060)
STRANGER = 4000


class Desk:
    """A community's speaker before VK's stand-in, and what it asked there."""

    def __init__(self, vk: Vk, world: World) -> None:
        self.vk, self.world = vk, world
        self.speaker = Speaker(GROUP, vk, None)

    @property
    def asked(self) -> list[str]:
        return [method for method, _ in self.world.requests]

    async def tell(self, *people: int, text: str = "Вам письмо, {}", urgency: int = 1) -> list[Any]:
        """Tells everybody at the same time; numbers of the messages, or errors."""
        return await together(
            *(self.speaker.say(private(GROUP, one), Words(text.format(one), one, urgency=urgency)) for one in people)
        )

    def heard(self, person: int) -> list[str]:
        return [message.text for message in self.world.messages(GROUP, person)]


async def together(*acts: Awaitable[Any]) -> list[Any]:
    return list(await asyncio.gather(*acts, return_exceptions=True))


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    world = Stage.read().open(Clock(moment("2026-11-24 10:00")))
    world.rate_limit = False
    for person in (*PEOPLE, STRANGER):
        world.add_user(person, "Имя", "Фамилия")
    world.community(GROUP).allowed.update(PEOPLE)
    running = await serve(world)
    async with aiohttp.ClientSession() as session:
        token = SecretStr(f"sandbox-{GROUP}")
        yield Desk(Vk(token, f"{running.url}/method/", session, 18, Hurried()), world)
    await running.close()


# --- together and alone


async def test_a_text_that_waits_alone_goes_as_itself(desk: Desk) -> None:
    await desk.tell(PEOPLE[0])
    assert desk.asked == ["messages.send"]


async def test_sixty_texts_are_three_requests_and_everybody_hears_his_own(desk: Desk) -> None:
    numbers = await desk.tell(*PEOPLE)
    assert desk.asked == ["execute"] * 3
    assert numbers == [1] * 60
    assert [desk.heard(person) for person in PEOPLE] == [[f"Вам письмо, {person}"] for person in PEOPLE]


async def test_the_next_breath_is_another_batch(desk: Desk) -> None:
    await desk.tell(*PEOPLE[:3])
    await desk.tell(PEOPLE[3])
    assert desk.asked == ["execute", "messages.send"]
    assert [len(desk.heard(person)) for person in PEOPLE[:4]] == [1] * 4


async def test_different_acts_go_together(desk: Desk) -> None:
    person = PEOPLE[0]
    desk.world.say(GROUP, person, person, "Когда починят дорогу?")
    number = await desk.speaker.say(private(GROUP, person), Words("Записал", 1))
    desk.world.requests.clear()
    there = private(GROUP, person)
    done = await together(
        desk.speaker.react(there.at(1), "answered"),
        desk.speaker.edit(there.at(number), Words("Записал и передал", 2)),
        desk.speaker.say(private(GROUP, PEOPLE[1]), Words("Есть вопрос", 3)),
        desk.speaker.pop(there, person, "an event long gone", "Готово"),
    )
    assert desk.asked == ["execute"]
    assert done == [None, None, 1, None]
    assert desk.heard(person)[1] == "Записал и передал"
    assert desk.world.messages(GROUP, person)[0].reactions == {-GROUP: 10}


async def test_long_texts_fill_a_batch_sooner(desk: Desk) -> None:
    await desk.tell(*PEOPLE[:25], text="я" * 4000 + "{}")
    codes = [params["code"] for _, params in desk.world.requests]
    assert len(codes) == 2
    assert all(len(code) <= LONGEST_CODE + 100 for code in codes)
    assert all(len(desk.heard(person)) == 1 for person in PEOPLE[:25])


async def test_the_urgent_ones_are_in_the_first_batch(desk: Desk) -> None:
    await together(
        desk.tell(*PEOPLE[:30], text="Список {}", urgency=4),
        desk.tell(*PEOPLE[30:40], text="Записал {}"),
    )
    first, second = (params["code"] for _, params in desk.world.requests)
    assert (first.count("Записал"), second.count("Записал")) == (10, 0)


# --- VKScript

TRAPS = [
    "кавычки \"двойные\" и 'одинарные'",
    'обратная черта \\ и \\n, и \\" в конце \\',
    "строка\nвторая\r\nтретья\tс табуляцией",
    "конец строки для JavaScript\u2028и абзаца\u2029тут",
    "</script><script>alert(1)</script>",
    '"});return API.messages.delete({"peer_id":1});//',
    "эмодзи 👩‍👩‍👧 и 𝄞, RTL \u202eкод\u202c, зальго з\u0337\u0322",
    "${1+1} {{7*7}} %d %s &quot; &lt;",
    "\x7f и \x01",
]


async def test_whatever_people_write_arrives_as_written(desk: Desk) -> None:
    people = PEOPLE[: len(TRAPS)]
    await together(
        *(desk.speaker.say(private(GROUP, one), Words(text, one)) for one, text in zip(people, TRAPS, strict=True))
    )
    assert desk.asked == ["execute"]
    assert [desk.heard(person) for person in people] == [[text] for text in TRAPS]


async def test_buttons_arrive_too(desk: Desk) -> None:
    keyboard = orjson.dumps(
        {
            "inline": True,
            "buttons": [[{"action": {"type": "callback", "label": 'Да, "конечно"', "payload": '{"q":1}'}}]],
        }
    ).decode()
    await together(
        *(desk.speaker.say(private(GROUP, one), Words("Так?", one, keyboard=keyboard)) for one in PEOPLE[:2])
    )
    assert desk.asked == ["execute"]
    shown = desk.world.messages(GROUP, PEOPLE[1])[0].keyboard
    assert shown is not None
    assert shown["buttons"][0][0]["action"]["label"] == 'Да, "конечно"'


@CALM
@given(
    st.dictionaries(st.text(), st.text(st.characters(exclude_categories=["Cs"])) | st.booleans() | st.integers(0, 9))
)
def test_any_text_is_one_string_of_the_language(parameters: dict[str, Any]) -> None:
    code = written("messages.send", parameters)
    values = json.loads(code.removeprefix("API.messages.send(").removesuffix(")"))
    assert values == {name: int(value) if isinstance(value, bool) else value for name, value in parameters.items()}
    assert not {"\u2028", "\u2029", "\n", "\r"} & set(code)


# --- what execute answers, call by call


async def test_a_refusal_is_its_own_s_alone(desk: Desk) -> None:
    first, refused, third = await desk.tell(PEOPLE[0], STRANGER, PEOPLE[1])
    assert (first, third) == (1, 1)
    assert isinstance(refused, Refused)
    assert refused.code == 901


async def test_errors_of_whole_calls_find_theirs(desk: Desk) -> None:
    desk.world.faults.fail("messages.send", 9, peer=PEOPLE[1])
    desk.world.faults.fail("messages.send", 914, peer=PEOPLE[3])
    one, flooded, other, too_long = await desk.tell(*PEOPLE[:4])
    assert (one, other) == (1, 1)
    assert (type(flooded), flooded.code) == (Busy, 9)
    assert (type(too_long), too_long.code) == (Misused, 914)
    assert desk.vk.errors == {9: 1, 914: 1}


async def test_a_deleted_question_is_answered_without_the_quote(desk: Desk) -> None:
    for person in PEOPLE[:2]:
        desk.world.say(GROUP, person, person, "Когда?")
    desk.world.delete(GROUP, PEOPLE[0], PEOPLE[0], 1)
    await together(
        *(desk.speaker.say(private(GROUP, one).at(1), Words("Завтра", one, reply=True)) for one in PEOPLE[:2])
    )
    said = [desk.world.messages(GROUP, person)[-1] for person in PEOPLE[:2]]
    assert [(message.text, message.reply_to) for message in said] == [("Завтра", None), ("Завтра", 1)]


def an_error(code: int, method: str = "messages.send") -> dict[str, Any]:
    return {"method": method, "error_code": code, "error_msg": "Said by VK"}


SUMMARY = an_error(9, "execute")
SEND = "messages.send"


@pytest.mark.parametrize(
    "listed",
    [
        [an_error(901), an_error(9)],
        [an_error(901), an_error(9), SUMMARY],
        [an_error(901), SUMMARY, an_error(9), SUMMARY],
        [SUMMARY, an_error(901), an_error(9)],
    ],
)
def test_errors_are_told_apart_by_counting_wherever_the_summary_stands(listed: list[dict[str, Any]]) -> None:
    answer = {"response": [False, [{"conversation_message_id": 5}], False], "execute_errors": listed}
    first, second, third = outcomes_in(answer, [SEND] * 3)
    assert (first.code, second, third.code) == (901, [{"conversation_message_id": 5}], 9)


@pytest.mark.parametrize(
    "answer",
    [
        None,
        {},
        {"response": None},
        {"response": [1]},
        {"response": [False, False]},
        {"response": [False, False], "execute_errors": [an_error(901)]},
        {"response": [False, False], "execute_errors": [an_error(901), an_error(901, "users.get")]},
        {"response": [False, False], "execute_errors": "?"},
        {"response": [False, False], "execute_errors": [an_error(1), an_error(2), an_error(3)]},
    ],
)
def test_an_answer_that_does_not_add_up_leaves_it_unknown(answer: Any) -> None:
    outcomes = outcomes_in(answer, [SEND, SEND])
    assert all(isinstance(one, Busy) and one.unknown for one in outcomes)


def test_what_succeeded_is_believed_though_the_errors_do_not_add_up() -> None:
    done, unknown = outcomes_in({"response": [7, False]}, [SEND, SEND])
    assert done == 7
    assert isinstance(unknown, Busy)


# --- the batch as such


@pytest.mark.parametrize("code", [12, 15, 29, 3])
async def test_where_execute_is_no_way_each_goes_alone(desk: Desk, code: int) -> None:
    desk.world.faults.fail("execute", code)
    assert await desk.tell(*PEOPLE[:4]) == [1] * 4
    assert desk.asked == ["execute", *["messages.send"] * 4]


@pytest.mark.parametrize("done", [True, False])
async def test_a_batch_too_big_goes_in_halves_and_nobody_hears_twice(desk: Desk, done: bool) -> None:
    desk.world.faults.fail("execute", 13, times=2, after_work=done)
    assert await desk.tell(*PEOPLE[:8]) == [1] * 8
    assert desk.asked == ["execute"] * 5
    assert all(len(desk.heard(person)) == 1 for person in PEOPLE[:8])


@pytest.mark.parametrize("how", ["drop", "http", "garble"])
async def test_a_broken_line_leaves_the_fate_of_all_unknown(desk: Desk, how: str) -> None:
    break_ = {"drop": desk.world.faults.drop, "http": desk.world.faults.http}.get(how)
    break_("execute", after_work=True) if break_ else desk.world.faults.garble("execute", b'{"response":[[')
    outcomes = await desk.tell(*PEOPLE[:3])
    assert all(isinstance(one, Busy) and one.unknown for one in outcomes)
    assert desk.asked == ["execute"]


async def test_a_silent_vk_leaves_the_fate_of_all_unknown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "LONGEST", 1.0)
    desk.world.faults.hang("execute", after_work=True)
    outcomes = await desk.tell(*PEOPLE[:3])
    assert all(isinstance(one, Busy) and one.unknown for one in outcomes)


@pytest.mark.parametrize(("code", "unknown"), [(6, False), (9, False), (10, True), (1, True), (14, False)])
async def test_an_error_of_the_batch_is_everybodys(desk: Desk, code: int, unknown: bool) -> None:
    desk.world.faults.fail("execute", code, times=3)
    outcomes = await desk.tell(*PEOPLE[:3])
    assert [(type(one), one.code, one.unknown) for one in outcomes] == [(Busy, code, unknown)] * 3
    assert desk.asked == ["execute"] * (3 if code == 6 else 1)


async def test_after_too_many_requests_the_token_rests_and_asks_the_same_again(desk: Desk) -> None:
    time: Any = desk.vk.timepiece
    before = time.now
    desk.world.faults.fail("messages.send", 6)
    assert await desk.tell(PEOPLE[0]) == [1]
    assert time.now - before >= 1.0
    assert desk.vk.errors == {6: 1}
    assert len(desk.heard(PEOPLE[0])) == 1


# --- the quota of execute is used up


async def test_when_execute_is_used_up_texts_go_alone_until_it_is_back(desk: Desk) -> None:
    time: Any = desk.vk.timepiece
    desk.world.faults.fail("execute", 29)
    await desk.tell(*PEOPLE[:2])
    desk.world.requests.clear()
    assert await desk.tell(*PEOPLE[2:4]) == [1, 1]
    assert desk.asked == ["messages.send"] * 2
    time.now += 30 * 60
    await desk.tell(*PEOPLE[4:6])
    assert desk.asked[2:] == ["execute"]


# --- whoever is told to stop


@pytest.mark.parametrize("moment_of_stop", range(4))
async def test_whoever_stops_leaves_nobody_hanging(desk: Desk, moment_of_stop: int) -> None:
    desk.world.faults.delay("execute", 0.05)
    tasks = [asyncio.create_task(desk.speaker.say(private(GROUP, one), Words("Вам письмо", one))) for one in PEOPLE[:3]]
    for _ in range(moment_of_stop):
        await asyncio.sleep(0)
    tasks[0].cancel()
    stopped, *others = await asyncio.wait_for(together(*tasks), 5)
    assert isinstance(stopped, asyncio.CancelledError)
    assert all(one == 1 or (isinstance(one, Busy) and one.unknown) for one in others)


async def test_a_fault_of_our_own_while_sending_leaves_nobody_hanging(desk: Desk, monkeypatch: Any) -> None:
    async def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Batcher, "_together", broken)
    outcomes = await asyncio.wait_for(desk.tell(*PEOPLE[:3]), 5)
    assert isinstance(outcomes[0], ZeroDivisionError)
    assert all(isinstance(one, Busy) and one.unknown for one in outcomes[1:])
