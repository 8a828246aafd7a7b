"""Anything at all may be written; the bot stays alive, quiet and harmless."""

import json
from datetime import timedelta

import pytest

from bot.inbox import InboxPump
from bot.vk.errors import VkError
from handlers.events import Event, NewMessage
from storage.inbox import InboxRow
from storage.uow import SqlUnitOfWork
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    LEBEDEVA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    PETROVA,
    STAFF_CHAT,
    VIKTOR,
    World,
)

LAMP = "когда починят фонарь на Победы 14?"
LONGEST_TEXT = 4096
PINGS = "[id1|@all] @online @all *id1 [club1|группа] @here"


pytestmark = pytest.mark.at("2026-11-24 14:30")
"""After dinner: the morning lists are long told."""


def sent(world: World) -> list[dict[str, str]]:
    """Every text the bot asked VK to say or change."""
    return [params for method, params in world.vk.done if method in {"messages.send", "messages.edit"}]


async def test_ten_thousand_characters_are_kept_whole_and_answered(world: World) -> None:
    text = LAMP + " " + "очень темно и страшно ходить, " * 340
    asked = await world.says(MARINA, text)

    assert world.mark(asked) == "❓"
    assert world.heard(ILYIN)
    assert all(len(params["message"]) <= LONGEST_TEXT for params in sent(world))
    await world.writes(ILYIN, "ответ 1 Починим завтра")
    assert world.heard(CHAT) == ["Починим завтра\n— Сергей Ильин, ЖКХ"]
    async with world.bot.database.reading() as uow:
        assert (await uow.questions.get(1)).text.strip() == text.strip()


@pytest.mark.parametrize(
    "noise",
    [
        "ф̷̢̛͕̙̗̲͑̽̈́̉͋̕о̶̡̜͎̪̓̽̓н̴̨̮̹̭̑͂̈́ӓ̷̛̫́͗̓р̵̛̱̈́͐ь̸̡̞̃",
        "\u202eьранофы\u202c \u2066тест\u2069",
        "ноль\x00внутри\x07\x1b[31m",
        "<b>жирно</b><script>alert(1)</script>&lt;&amp;",
        "'; DROP TABLE questions; -- \" \\",
        "{ $number } {{7*7}} ${x} %s %d {0}",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿👨‍👩‍👧‍👦🤦🏽‍♂️" * 20,
        "\n\n\n\t\r\n   ",
    ],
    ids=["zalgo", "rtl", "nul", "html", "sql", "format", "emoji", "blank"],
)
async def test_strange_signs_hurt_nothing(world: World, noise: str) -> None:
    asked = await world.says(MARINA, f"{LAMP} {noise}")
    await world.writes(VIKTOR, f"{noise} когда почистят дорогу в Заручевье")
    await world.pass_time(timedelta(seconds=61))

    assert world.mark(asked) == "❓"
    assert any("фонарь на Победы 14" in text for text in world.heard(ILYIN))
    assert any("дорогу в Заручевье" in text for text in world.heard(PETROVA))
    for params in sent(world):
        assert "\x00" not in params["message"]
        assert "\u202e" not in params["message"]
        params["message"].encode()


@pytest.mark.parametrize("noise", ["\x00", "\u202e\u202c", "͕̙̗", "​", "\ufeff", "."])
async def test_nothing_but_strange_signs_is_nothing(world: World, noise: str) -> None:
    said = await world.says(MARINA, noise)
    await world.writes(VIKTOR, noise)
    await world.pass_time(timedelta(seconds=61))

    assert world.mark(said) == ""
    assert world.heard(MODERATORS_CHAT) == []
    assert [text[:16] for text in world.heard(VIKTOR)] == ["Напишите вопрос "]


async def test_quoted_words_ping_nobody(world: World) -> None:
    await world.says(MARINA, f"{PINGS} {LAMP} {PINGS}")
    await world.writes(VIKTOR, f"{PINGS} когда почистят дорогу в Заручевье")
    await world.pass_time(timedelta(seconds=61))
    await world.says(OLEG, f"интересно, каток {PINGS} в этом году откроют или как всегда")
    await world.writes(LEBEDEVA, "ждут")
    await world.until("2026-11-25 11:30")

    texts = [params["message"] for params in sent(world)]
    assert any("фонарь" in text for text in texts)
    assert all(params.get("disable_mentions") in {"1", "true", "True"} for params in sent(world))
    for text in texts:
        for ping in ("[id1|", "@all", "@online", "*id1", "[club1|", "@here"):
            assert ping not in text


async def test_a_megabyte_is_not_a_catastrophe(world: World) -> None:
    asked = await world.says(MARINA, LAMP + " темно" * 100_000)

    assert world.mark(asked) == "❓"
    assert all(len(params["message"]) <= LONGEST_TEXT for params in sent(world))


async def test_a_thousand_brackets_are_read_at_once(world: World) -> None:
    asked = await world.says(MARINA, LAMP + " [club" * 600)

    assert world.mark(asked) == "❓"


# --- events that are not what they should be


async def test_an_event_nobody_can_handle_is_tried_again_then_put_aside_and_told(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = InboxPump._handle

    async def stumbles(pump: InboxPump, uow: SqlUnitOfWork, event: Event | None) -> None:
        if isinstance(event, NewMessage) and event.message.author == OLEG:
            raise RuntimeError("a mistake of ours")
        await handle(pump, uow, event)

    monkeypatch.setattr(InboxPump, "_handle", stumbles)
    await world.says(OLEG, LAMP)
    assert world.heard(STAFF_CHAT) == []

    asked = await world.says(VIKTOR, LAMP, peer=VIKTOR)
    await world.pass_time(timedelta(seconds=61))
    assert asked
    assert any("№1" in text for text in world.heard(VIKTOR)), "another conversation does not wait"

    await world.pass_time(timedelta(minutes=90))
    [told] = world.heard(STAFF_CHAT)
    assert "Не разобрал 1 событие" in told
    in_chat = await world.says(MARINA, LAMP)
    assert world.mark(in_chat) == "❓", "the same chat goes on"


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("message_new", {}),
        ("message_new", {"message": None}),
        ("message_new", {"message": {"peer_id": "x", "from_id": MARINA, "conversation_message_id": 1}}),
        ("message_event", {"user_id": MARINA}),
        ("message_reaction_event", {"peer_id": CHAT}),
        ("wall_reply_new", {"id": 1}),
        ("video_comment_delete", {}),
        ("message_edit", {"peer_id": CHAT}),
        ("message_allow", {}),
    ],
)
async def test_the_events_after_a_broken_one_are_handled(world: World, kind: str, body: dict[str, object]) -> None:
    community = world.vk.community(GROUP)
    community.events[kind] = True
    world.vk.emit(GROUP, kind, body)
    world.vk.say(GROUP, VIKTOR, VIKTOR, "когда почистят дорогу в Заручевье")
    await world.settle()
    await world.pass_time(timedelta(seconds=61))

    assert any("№1" in text for text in world.heard(VIKTOR))


async def test_one_refused_in_a_crowd_is_the_only_one_handled_by_itself(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An order about a question that is not there, said in the middle of a lively evening."""
    alone: list[str] = []
    by_itself = InboxPump._alone

    async def noted(pump: InboxPump, row: InboxRow) -> None:
        alone.append(row.body["object"]["message"]["text"])
        await by_itself(pump, row)

    monkeypatch.setattr(InboxPump, "_alone", noted)
    asked = [world.vk.say(GROUP, CHAT, person, LAMP) for person in (MARINA, OLEG)]
    world.vk.say(GROUP, ILYIN, ILYIN, "ответ 999 починим завтра")
    asked += [world.vk.say(GROUP, CHAT, person, "когда почистят дорогу на Садовой 3?") for person in (VIKTOR, MARINA)]
    await world.settle()

    assert alone == ["ответ 999 починим завтра"]
    assert any("999" in text for text in world.heard(ILYIN))
    assert [world.mark(cmid) for cmid in asked] == ["❓"] * 4


async def test_an_event_of_tomorrow_is_passed_by(world: World) -> None:
    community = world.vk.community(GROUP)
    community.events["message_hologram"] = True
    world.vk.emit(GROUP, "message_hologram", {"depth": 3})
    asked = await world.says(MARINA, LAMP)

    assert world.mark(asked) == "❓"
    await world.pass_time(timedelta(minutes=45))
    assert not any("Не разобрал" in text for text in world.heard(STAFF_CHAT))


def updates(world: World) -> list[dict[str, object]]:
    """Everything Long Poll has to say since the beginning."""
    return [*world.vk.queues[GROUP]._events]


def batch(world: World, *events: object) -> bytes:
    """The answer of Long Poll after which it stands where VK stands."""
    return json.dumps({"ts": world.vk.queues[GROUP].ts, "updates": events}).encode()


async def listens(world: World) -> None:
    """The bot goes on after whatever happens at the wire."""
    for _ in range(7):
        try:
            await world.settle()
        except VkError:
            continue


async def test_half_a_character_does_not_cost_the_batch(world: World) -> None:
    first = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    second = world.vk.say(GROUP, CHAT, OLEG, "когда заделают яму на Труда 3?")
    one, two = updates(world)
    one["object"]["message"]["text"] = LAMP + " пол\ud83dовина \udc00знака"
    body = batch(world, one, two)
    assert b"\\ud83d" in body
    world.vk.faults.longpoll_bytes(body)
    await world.settle()

    assert world.mark(first) == "❓"
    assert world.mark(second) == "❓"
    assert LAMP in world.heard(ILYIN)[0]


async def test_broken_bytes_do_not_cost_the_batch(world: World) -> None:
    first = world.vk.say(GROUP, CHAT, MARINA, LAMP + " щука")
    body = json.dumps({"ts": world.vk.queues[GROUP].ts, "updates": updates(world)}, ensure_ascii=False).encode()
    world.vk.faults.longpoll_bytes(body.replace("щука".encode(), b"\xff\xfe\xd1"))
    await world.settle()

    assert world.mark(first) == "❓"


@pytest.mark.parametrize(
    "body",
    [
        b"<html>502 Bad Gateway</html>",
        b"[]",
        b"",
        b"null",
        b'{"error":"internal"}',
        b"\x00\xff\xfe",
        b"[" * 100_000,
    ],
    ids=["html", "list", "empty", "null", "error", "bytes", "deep"],
)
async def test_what_is_no_batch_costs_nothing(world: World, body: bytes) -> None:
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.faults.longpoll_bytes(body)
    await listens(world)

    assert world.mark(asked) == "❓", "what waited behind it is heard"


SHAPELESS = [
    {"type": [], "object": {"message": {"peer_id": CHAT, "conversation_message_id": 2**40}}, "event_id": {}},
    {"type": "message_new", "object": {"message": {"peer_id": CHAT, "conversation_message_id": 2**40, "date": 2**60}}},
    {"type": "message_new", "object": {"peer_id": 2**63, "conversation_message_id": [1]}, "event_id": "e" * 5000},
    {"type": "wall_reply_new", "object": {"owner_id": "x\x00", "id": "\x00" * 5000, "post_id": {}}},
]
"""Fields of another kind than any document says, each in an update that comes in time."""


@pytest.mark.parametrize("strange", ['[null, 7, "x"]', "7", "{}", "null"])
async def test_a_batch_of_strange_things_is_stepped_over(world: World, strange: str) -> None:
    world.vk.faults.longpoll_bytes(f'{{"ts":"{world.vk.queues[GROUP].ts}","updates":{strange}}}'.encode())
    await world.settle()

    asked = await world.says(MARINA, LAMP)

    assert world.mark(asked) == "❓"


async def test_updates_of_another_shape_do_not_stop_those_after_them(world: World) -> None:
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.faults.longpoll_bytes(batch(world, *SHAPELESS, *updates(world)))
    await listens(world)

    assert world.mark(asked) == "❓"


async def test_a_batch_torn_on_the_way_is_asked_for_again(world: World) -> None:
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.faults.longpoll_bytes(batch(world, *updates(world))[:-40])
    await listens(world)

    assert world.mark(asked) == "❓"
    async with world.bot.database.reading() as uow:
        assert await uow.inbox.count_quarantined() == 0


async def test_an_unreadable_batch_is_stepped_over_and_what_was_said_in_it_read_back(world: World) -> None:
    await world.says(OLEG, "всем привет")
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    torn = f'{{"ts":"{world.vk.queues[GROUP].ts}","updates":[{{"type":"message_new", so torn'
    world.vk.faults.longpoll_bytes(torn.encode(), times=5)
    await listens(world)

    assert world.mark(asked) == "❓"
    async with world.bot.database.reading() as uow:
        assert await uow.inbox.count_quarantined() == 1, "for a person to look"


async def test_nonsense_for_ever_ends_with_a_new_session(world: World) -> None:
    world.vk.faults.longpoll_bytes(b"<html>502</html>", times=5)
    await listens(world)

    asked = await world.says(MARINA, LAMP)

    assert world.mark(asked) == "❓"


async def test_a_forged_button_changes_nothing(world: World) -> None:
    asked = await world.says(MARINA, LAMP)
    for payload in ({"a": "Dismiss", "q": 1}, {"a": "EraseYes"}, {"a": "Undo", "q": "1"}, {"a": ["x"]}, "x" * 200):
        world.vk.say(GROUP, CHAT, OLEG, "Кнопка", payload=payload)
        await world.settle()

    await world.writes(ILYIN, "1")
    world.heard(ILYIN)
    foreign = {"command": "not_supported_button", "button_type": "callback", "payload": '{"q":1}'}
    for person in (ILYIN, VIKTOR):
        world.vk.say(GROUP, person, person, "Взять", payload=foreign)
    await world.pass_time(timedelta(minutes=2))

    assert world.mark(asked) == "❓"
    assert world.heard(CHAT) == [], "a label is not the answer to an open card"
    [told] = world.heard(VIKTOR)
    assert "Кнопка устарела" in told, "and no question either"
    assert world.heard(ILYIN) == [told]
