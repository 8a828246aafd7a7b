"""What leaves the bot: at a pace that looks like a person's (failures.md 1), and once, whatever VK answers (14, 18)."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot import outbox
from bot.carrier import Outcome
from bot.outbox import OutboxPump
from bot.vk import uploading
from bot.vk.client import Vk
from bot.vk.looking import Looking
from bot.vk.speaking import Speaker
from domain.notices import (
    AnswerForFollower,
    AnswerInPlace,
    HelpResident,
    Line,
    MorningQueue,
    Notice,
    Quote,
    Receipt,
    Someone,
    Verbatim,
)
from domain.pace import SPACING
from domain.place import Place, PlaceKind, chat, private
from domain.ports import Verb
from domain.question import Clock, Question, Status
from sandbox.conversations import Message
from tests.benchmarks.sending import with_officials
from tests.world import CHAT, GROUP, ILYIN, MARINA, PETROVA, STAFF_CHAT, VIKTOR, World, a_town

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
LAMP = "Когда починят фонарь на Победы, 14? Третий день темно"
FOLLOWERS = range(5000, 5300)

READING = {"messages.getHistory", "messages.getByConversationMessageId", "wall.getComments", "video.getComments"}


def neighbours(world: World, people: Sequence[int]) -> None:
    """People who let the community write to them."""
    for person in people:
        world.vk.add_user(person, "Имя", "Фамилия")
    world.vk.community(GROUP).allowed.update(people)


def news(number: int = 1) -> AnswerForFollower:
    return AnswerForFollower(number, Quote(LAMP), Verbatim("Лампу заменили"), Someone(ILYIN))


def morning_list(world: World) -> MorningQueue:
    now = world.vk.clock.now()
    return MorningQueue((Line(1, Quote(LAMP), now, now + HOUR, overdue=False, official=None, votes=0),))


async def put(world: World, key: str, place: Place, notice: Notice, **more: Any) -> None:
    async with world.bot.database.begin(world.vk.clock.now()) as uow:
        await uow.outbox.put(Verb.SAY, place, notice, key=key, **more)


async def put_all(world: World, people: Sequence[int], notice: Notice) -> None:
    async with world.bot.database.begin(world.vk.clock.now()) as uow:
        for person in people:
            await uow.outbox.put(Verb.SAY, private(GROUP, person), notice, key=f"to {person}")


async def a_question(world: World) -> None:
    """№1, asked in the chat; Ильин owes the answer."""
    place = chat(GROUP, CHAT).at(world.vk.say(GROUP, CHAT, MARINA, "всем привет"))
    now = world.vk.clock.now()
    clock = Clock(9 * HOUR, now)
    question = Question(1, place, MARINA, LAMP, now, "priozerny", Status.ASSIGNED, assignee=ILYIN, clock=clock)
    async with world.bot.database.begin(now) as uow:
        await uow.questions.add(replace(question, due_at=now + 9 * HOUR))
    await world.settle()


def said_to(world: World, people: Sequence[int]) -> list[Message]:
    """What the bot said to them, in order of time."""
    return sorted((m for person in people for m in world.bot_said(person)), key=lambda m: m.date)


def asked(world: World, *methods: str) -> int:
    return sum(method in methods for method, _ in world.vk.requests)


async def send_all(world: World) -> None:
    while await world.bot.outbox.step():
        continue


# --- failures.md, row 1: bursts look like spam


async def test_row_1_three_hundred_notifications_take_a_quarter_of_an_hour(world: World) -> None:
    neighbours(world, FOLLOWERS)
    began = world.vk.clock.unix()
    await put_all(world, FOLLOWERS, news())
    while len(said_to(world, FOLLOWERS)) < len(FOLLOWERS):
        await send_all(world)
        world.vk.clock.advance(10 * SECOND)
        assert world.vk.clock.unix() - began < 3600, "they would never be told"

    times = [message.date - began for message in said_to(world, FOLLOWERS)]
    assert times[0] == 0
    assert times[-1] >= 15 * 60
    assert max(sum(start <= one < start + 60 for one in times) for start in times) <= 20
    assert [len(world.bot_said(person)) for person in FOLLOWERS] == [1] * 300


async def test_row_1_meanwhile_a_live_dialog_is_answered_at_once(world: World) -> None:
    neighbours(world, FOLLOWERS)
    await put_all(world, [*FOLLOWERS, VIKTOR], news())
    await world.settle()
    world.heard(VIKTOR)

    await world.writes_and_waits(VIKTOR, LAMP)

    assert "№1" in world.heard(VIKTOR)[-1]
    assert len(said_to(world, FOLLOWERS)) < 30


async def test_row_1_officials_get_their_morning_lists_at_once(tmp_path: Path) -> None:
    officials = range(6000, 6100)
    async with a_town(tmp_path, region=with_officials(tmp_path, officials)) as world:
        neighbours(world, officials)
        await a_question(world)
        world.vk.requests.clear()
        await put_all(world, officials, morning_list(world))

        await send_all(world)

        assert [len(world.bot_said(one)) for one in officials] == [1] * 100
        assert asked(world, "execute", "messages.send") == 4


async def test_row_1_no_two_equal_texts_in_a_row_to_one_chat(world: World) -> None:
    for number in range(3):
        await put(world, f"help {number}", chat(GROUP, CHAT), HelpResident("https://gosuslugi.ru"))
        await world.settle()
    assert len(world.bot_said(CHAT)) == 1

    await put(world, "something else", chat(GROUP, CHAT), Receipt(7, None))
    await put(world, "help again", chat(GROUP, CHAT), HelpResident("https://gosuslugi.ru"))
    await world.settle()
    assert len(world.bot_said(CHAT)) == 3


async def test_row_1_an_official_s_words_are_said_to_everybody_who_asked(world: World) -> None:
    """Two people asked; both are answered, in the same words if the official chose them."""
    answer = AnswerInPlace(Verbatim("Лампу заменили"), Someone(ILYIN))
    for number in (1, 2):
        await put(world, f"answer {number}", chat(GROUP, CHAT), answer)
    await world.settle()
    assert len(world.bot_said(CHAT)) == 2


async def test_row_1_texts_of_a_chat_keep_a_second_s_distance(world: World) -> None:
    world.spacing = SPACING
    for number in range(3):
        await put(world, f"{number}", chat(GROUP, CHAT), Receipt(number + 1, None))
    await put(world, "elsewhere", private(GROUP, ILYIN), Receipt(4, None))
    seen = []
    for _ in range(4):
        await world.settle()
        seen.append((len(world.bot_said(CHAT)), len(world.bot_said(ILYIN))))
        world.vk.clock.advance(SECOND)
    assert seen == [(1, 1), (2, 1), (3, 1), (3, 1)]


async def test_flood_control_rests_one_dialog_for_a_minute_and_nobody_else(world: World) -> None:
    world.vk.faults.fail("messages.send", 9, peer=ILYIN)
    await put(world, "flooded", private(GROUP, ILYIN), Receipt(1, None))
    await put(world, "next", private(GROUP, ILYIN), Receipt(2, None))
    await put(world, "another", private(GROUP, PETROVA), Receipt(3, None))
    await world.settle()
    assert (world.heard(ILYIN), len(world.heard(PETROVA))) == ([], 1)

    await world.pass_time(59 * SECOND)
    assert world.heard(ILYIN) == []
    await world.pass_time(2 * SECOND)
    first, second = world.heard(ILYIN)
    assert "№1" in first
    assert "№2" in second


async def test_a_used_up_quota_rests_its_method_for_half_an_hour_and_somebody_hears_of_it(world: World) -> None:
    world.vk.faults.fail("messages.send", 29)
    message = world.vk.say(GROUP, CHAT, MARINA, "всем привет")
    await put(world, "card", private(GROUP, ILYIN), Receipt(1, None))
    await send_all(world)
    await put(world, "another", private(GROUP, PETROVA), Receipt(2, None))
    async with world.bot.database.begin(world.vk.clock.now()) as uow:
        await uow.outbox.put(Verb.REACT, chat(GROUP, CHAT).at(message), None, key="mark", fact="recorded")
    await send_all(world)
    assert asked(world, "messages.send") == 1, "the others are not even asked for"
    assert world.mark(message) == "❓"

    world.vk.clock.advance(31 * MINUTE)
    await send_all(world)
    assert (len(once(world, ILYIN)), len(once(world, PETROVA, "№2"))) == (1, 1)
    await world.bot.ticks.minute()
    await world.settle()
    assert any("лимит на сегодня исчерпан" in text for text in world.heard(STAFF_CHAT))


# --- an outcome nobody knows

BREAKS = {
    "the line broke": lambda world, method: world.vk.faults.drop(method, after_work=True),
    "a page of HTML came": lambda world, method: world.vk.faults.http(method, 502, after_work=True),
    "half an answer came": lambda world, method: world.vk.faults.garble(method, b'{"response":[{"peer'),
    "VK stumbled": lambda world, method: world.vk.faults.fail(method, 10, after_work=True),
}

PLACES = {"chat": chat(GROUP, CHAT), "dialog": private(GROUP, ILYIN)}


async def life_goes_on(world: World, peer: int) -> None:
    """The bot is away for two hours, and people say more than VK remembers of a conversation."""
    await world.kill()
    who = MARINA if peer == CHAT else peer
    for number in range(120):
        world.vk.say(GROUP, peer, who, f"и ещё {number}")
    world.vk.clock.advance(2 * HOUR)
    await world.start()
    world.bot.inbox.step = _deaf  # type: ignore[method-assign]
    await world.settle()


async def _deaf() -> int:
    """What people say meanwhile is another story."""
    return 0


def once(world: World, peer: int, text: str = "№1") -> list[int]:
    return [message.cmid for message in world.bot_said(peer) if text in message.text]


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("trouble", BREAKS)
async def test_what_was_said_before_the_trouble_is_not_said_again(world: World, where: str, trouble: str) -> None:
    place = PLACES[where]
    BREAKS[trouble](world, "messages.send")
    await put(world, "card", place, Receipt(1, None))
    await world.settle()
    (number,) = once(world, place.peer)

    await life_goes_on(world, place.peer)

    assert once(world, place.peer) == [number]
    async with world.bot.database.reading() as uow:
        found = await uow.outbox.find_sent(place.at(number))
        assert found is not None, "the bot knows its own message again"
        assert not await uow.outbox.any_due(world.vk.clock.now() + HOUR, timedelta(seconds=90))


@pytest.mark.parametrize("where", PLACES)
async def test_without_the_look_it_would_be_said_twice(
    world: World, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """VK's own shield has gone by then: the stories above show something."""

    async def blind(*_: object) -> dict[int, object]:
        return {}

    monkeypatch.setattr(Looking, "at", blind)
    world.vk.faults.drop("messages.send", after_work=True)
    await put(world, "card", PLACES[where], Receipt(1, None))
    await world.settle()
    await life_goes_on(world, PLACES[where].peer)
    assert len(once(world, PLACES[where].peer)) == 2


@pytest.mark.parametrize("where", PLACES)
async def test_what_was_not_said_is_said_then(world: World, where: str) -> None:
    world.vk.faults.drop("messages.send")
    await put(world, "card", PLACES[where], Receipt(1, None))
    await world.settle()
    assert once(world, PLACES[where].peer) == []

    await life_goes_on(world, PLACES[where].peer)

    assert len(once(world, PLACES[where].peer)) == 1


@pytest.mark.parametrize("where", PLACES)
async def test_the_process_dies_between_saying_and_remembering_and_sleeps_for_hours(
    world: World, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def die(_: OutboxPump, __: Sequence[Outcome]) -> None:
        raise KeyboardInterrupt

    await put(world, "card", PLACES[where], Receipt(1, None))
    with monkeypatch.context() as patch:
        patch.setattr(OutboxPump, "_mark", die)
        with pytest.raises(KeyboardInterrupt):
            await world.bot.outbox.step()
    (number,) = once(world, PLACES[where].peer)

    await life_goes_on(world, PLACES[where].peer)

    assert once(world, PLACES[where].peer) == [number]


async def test_a_batch_whose_answer_was_lost_is_looked_for_one_by_one(world: World) -> None:
    people = range(7000, 7012)
    neighbours(world, people)
    world.vk.faults.drop("execute", after_work=True)
    async with world.bot.database.begin(world.vk.clock.now()) as uow:
        for person in people:
            await uow.outbox.put(Verb.SAY, private(GROUP, person), Receipt(1, None), key=f"to {person}")
    await world.settle()
    assert len(said_to(world, people)) == 12
    for person in people:
        world.message(1, person).random_id = 0  # VK forgot

    world.vk.clock.advance(2 * HOUR)
    await world.settle()

    assert [len(world.bot_said(person)) for person in people] == [1] * 12


async def test_each_part_of_a_long_text_is_said_once(world: World) -> None:
    long = "\n\n".join(f"Пункт {number}: " + "слово " * 100 for number in range(20))
    world.vk.faults.drop("messages.send", after_work=True)
    await put(world, "answer", private(GROUP, ILYIN), AnswerInPlace(Verbatim(long), Someone(PETROVA)))
    await world.settle()
    assert len(world.bot_said(ILYIN)) == 1

    await life_goes_on(world, ILYIN)

    text = "\n".join(message.text for message in world.bot_said(ILYIN))
    assert [text.count(f"Пункт {number}:") for number in range(20)] == [1] * 20
    assert len(world.bot_said(ILYIN)) > 2


async def test_nobody_looks_when_the_outcome_is_known(world: World) -> None:
    for code in (6, 9, 29):
        world.vk.faults.fail("messages.send", code)
    await put(world, "card", private(GROUP, ILYIN), Receipt(1, None))
    await put(world, "receipt", chat(GROUP, CHAT), Receipt(2, None))
    for _ in range(10):
        await send_all(world)
        world.vk.clock.advance(10 * MINUTE)
    assert (len(once(world, ILYIN)), len(once(world, CHAT, "№2"))) == (1, 1)
    assert asked(world, *READING) == 0


async def test_while_nobody_can_look_nobody_repeats(world: World) -> None:
    world.vk.faults.drop("messages.send", after_work=True)
    world.vk.faults.fail("messages.getHistory", 10, times=3)
    await put(world, "card", private(GROUP, ILYIN), Receipt(1, None))
    for _ in range(6):
        await send_all(world)
        world.vk.clock.advance(MINUTE)
    assert asked(world, "messages.send") == 1
    assert asked(world, "messages.getHistory") == 4
    assert len(once(world, ILYIN)) == 1


async def test_where_the_bot_may_not_look_vks_own_shield_is_what_there_is(world: World) -> None:
    world.vk.faults.drop("messages.send", after_work=True)
    world.vk.faults.fail("messages.getByConversationMessageId", 917)
    await put(world, "card", chat(GROUP, CHAT), Receipt(1, None))
    await world.pass_time(MINUTE)
    assert len(once(world, CHAT)) == 1


async def test_a_reminder_that_may_have_been_said_is_found_though_it_lost_its_sense(world: World) -> None:
    await a_question(world)
    world.vk.faults.drop("messages.send", after_work=True)
    await put(world, "list", private(GROUP, ILYIN), morning_list(world))
    await world.bot.outbox.step()
    said = world.bot_said(ILYIN)[-1]
    assert "№1" in said.text

    await world.writes(ILYIN, "ответ 1 Лампу заменили")
    await world.pass_time(MINUTE)

    assert len([m for m in world.bot_said(ILYIN) if m.text == said.text]) == 1
    async with world.bot.database.reading() as uow:
        assert await uow.outbox.find_sent(private(GROUP, ILYIN).at(said.cmid)) is not None


async def test_a_reminder_that_was_not_said_and_lost_its_sense_is_not_said(world: World) -> None:
    await a_question(world)
    world.vk.faults.drop("messages.send", peer=ILYIN)
    await put(world, "list", private(GROUP, ILYIN), morning_list(world))
    await world.bot.outbox.step()
    await world.writes(ILYIN, "ответ 1 Лампу заменили")
    await world.pass_time(MINUTE)
    assert once(world, CHAT, "Лампу заменили")
    assert all("Доброе утро" not in text for text in world.heard(ILYIN))


@pytest.mark.parametrize("token", ["person", "service", ""])
async def test_under_a_post_another_token_lets_the_bot_look(tmp_path: Path, token: str) -> None:
    """Without one the bot may not read comments: VK's memory of `guid` is all there is."""
    post = Place(PlaceKind.WALL, GROUP, -GROUP, 0, post=1)
    async with a_town(tmp_path, user_token=token == "person") as world:
        if token == "service":
            await world.kill()
            given = {"vk_service_token": SecretStr("sandbox-service")}
            world.settings = world.settings.model_copy(update=given)
            await world.start()
        world.vk.faults.drop("wall.createComment", after_work=True)
        await put(world, "answer", post, AnswerInPlace(Verbatim('Лампу заменили & "проверили"'), Someone(ILYIN)))
        await world.settle()
        assert len(world.bot_commented()) == 1
        for comment in world.vk.comments(-GROUP, post_id=1):
            comment.guid = ""  # VK forgot

        await world.pass_time(2 * HOUR)

        assert len(world.bot_commented()) == (1 if token else 2)


async def test_a_reply_in_a_thread_is_found_too(tmp_path: Path) -> None:
    async with a_town(tmp_path, user_token=True) as world:
        asked_in = await world.comments(MARINA, "Когда починят фонарь?")
        before = len(world.bot_commented())
        world.vk.faults.drop("wall.createComment", after_work=True)
        place = Place(PlaceKind.WALL, GROUP, -GROUP, asked_in, post=1)
        answer = AnswerInPlace(Verbatim("Лампу заменили"), Someone(ILYIN))
        await put(world, "answer", place, answer, reply=True)
        await world.settle()
        for comment in world.vk.comments(-GROUP, post_id=1):
            comment.guid = ""
        for number in range(30):
            world.vk.comment(-GROUP, VIKTOR, f"и ещё {number}", post_id=1)
        await world.pass_time(2 * HOUR)
        assert len(world.bot_commented()) == before + 1


# --- documents


async def a_list_is_wanted(world: World) -> None:
    await a_question(world)
    await world.writes(105, "выгрузка")


@pytest.mark.parametrize("trouble", ["hang", "drop", "http", "nonsense"])
async def test_an_upload_that_fails_is_tried_again(world: World, trouble: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploading, "LONGEST", 1.0)
    faults = world.vk.faults
    {
        "hang": lambda: faults.hang("upload"),
        "drop": lambda: faults.drop("upload"),
        "http": lambda: faults.http("upload", 502),
        "nonsense": lambda: faults.garble("upload", b'{"error":"unknown_error"}'),
    }[trouble]()
    await a_list_is_wanted(world)
    assert not any(message.attachments for message in world.bot_said(105))
    await world.pass_time(2 * MINUTE)
    assert sum(bool(message.attachments) for message in world.bot_said(105)) == 1


async def test_an_upload_vk_will_never_take_is_kept_aside(world: World) -> None:
    world.vk.faults.http("upload", 413)
    await a_list_is_wanted(world)
    await world.pass_time(2 * MINUTE)
    assert not any(message.attachments for message in world.bot_said(105))
    async with world.bot.database.reading() as uow:
        assert await uow.gauges.outbox_quarantined() == 1


# --- many communities


async def test_nobody_waits_for_a_community_that_answers_slowly(world: World) -> None:
    """A dialog of the slow one hangs; others go out, of the same community too."""
    world.vk.forbid = None
    world.vk.faults.hang("messages.send", peer=ILYIN)
    await put(world, "hangs", private(GROUP, ILYIN), Receipt(1, None))
    running = asyncio.ensure_future(world.bot.outbox.run())
    await _until(lambda: asked(world, "messages.send") or not world.vk.faults.waiting)
    await put(world, "goes", private(GROUP, PETROVA), Receipt(2, None))
    await put(world, "staff", chat(GROUP, STAFF_CHAT), Receipt(3, None))
    world.bot.outbox.spoke.set()
    await _until(lambda: world.bot_said(PETROVA) and world.bot_said(STAFF_CHAT))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert world.bot_said(ILYIN) == []


async def test_a_community_has_so_many_texts_on_their_way_at_most(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of one whose texts hang no more are taken; those of others are."""
    world.vk.forbid = None
    world.vk.add_community(777, "Лесной", "lesnoy", "sandbox-777")
    world.vk.community(777).allowed.add(PETROVA)
    world.bot.speakers[777] = Speaker(777, _a_client(world, "sandbox-777"), None)
    monkeypatch.setattr(outbox, "MOST_OF_ONE", 1)
    world.vk.faults.hang("messages.send", peer=ILYIN)
    await put(world, "hangs", private(GROUP, ILYIN), Receipt(1, None))
    running = asyncio.ensure_future(world.bot.outbox.run())
    await _until(lambda: not world.vk.faults.waiting)
    await put(world, "waits", private(GROUP, PETROVA), Receipt(2, None))
    await put(world, "goes", private(777, PETROVA), Receipt(3, None))
    world.bot.outbox.spoke.set()
    await _until(lambda: len(world.vk.messages(777, PETROVA)))
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert world.bot_said(PETROVA) == []


def _a_client(world: World, token: str) -> Vk:
    return Vk(SecretStr(token), world.settings.vk_api_url, world.bot.session, 18)


async def _until(done: Callable[[], object]) -> None:
    async with asyncio.timeout(20):
        while not done():  # noqa: ASYNC110  the stand-in has no event for every wish of a story
            await asyncio.sleep(0.01)
