"""Long Poll that answers and does not tell, that hangs, that lies; chats that are lost or deaf (failures.md 15, 26)."""

import asyncio
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from bot.vk import longpoll
from bot.vk.errors import Busy, VkError
from bot.vk.longpoll import LongPoll
from tests.world import CHAT, GROUP, LENA, MARINA, MODERATORS_CHAT, VIKTOR, World, a_town

LAMP = "не горит фонарь на победы 14, третий день темно"
PIT = "яма на дороге на мира 3, машины бьются, когда заделают"
RUBBISH = "почему не вывозят мусор у магазина в Заручевье?"
HALF_AN_HOUR = timedelta(minutes=30)


pytestmark = pytest.mark.at("2026-11-24 10:05")


async def listens(world: World, times: int = 3) -> list[int]:
    """The bot goes on, whatever happens at the wire; the codes it had to wait out."""
    codes = []
    for _ in range(times):
        try:
            await world.settle()
        except (VkError, TimeoutError) as error:
            codes.append(getattr(error, "code", 0))
    return codes


def asked(world: World, *methods: str) -> int:
    """How often VK was asked for something."""
    counted = Counter(name for name, _ in world.vk.requests)
    return sum(counted[method] for method in methods)


# --- it answers and does not tell


@pytest.mark.parametrize("losing", [False, True], ids=["a new session tells all", "what was said is lost"])
async def test_a_deaf_session_is_noticed_and_begun_anew(world: World, losing: bool) -> None:
    await world.says(LENA, "всем привет")
    world.vk.stall(GROUP, losing=losing)
    in_chat = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.say(GROUP, VIKTOR, VIKTOR, RUBBISH)
    await world.settle()
    assert world.mark(in_chat) == ""
    await world.pass_time(timedelta(minutes=45))

    assert world.mark(in_chat) == "❓"
    assert RUBBISH in await world.asked()
    later = await world.says(LENA, PIT)
    assert world.mark(later) == "❓", "the new session tells by itself"
    assert len(await world.asked()) == 3
    assert world.alarms() == []


async def test_a_question_in_private_alone_betrays_a_deaf_session(world: World) -> None:
    world.vk.stall(GROUP)
    world.vk.say(GROUP, VIKTOR, VIKTOR, RUBBISH)
    await world.pass_time(timedelta(minutes=45))

    assert await world.asked() == [RUBBISH]
    assert asked(world, "groups.getLongPollServer") == 2


async def test_sessions_that_go_deaf_again_are_told(world: World) -> None:
    for text in (LAMP, PIT):
        world.vk.stall(GROUP)
        world.vk.say(GROUP, CHAT, MARINA, text)
        await world.pass_time(timedelta(minutes=45))

    assert await world.asked() == [LAMP, PIT]
    (told,) = world.alarms()
    assert "ВКонтакте отвечает, но о новых сообщениях" in told
    assert "за сутки уже 2 раза" in told


async def test_where_really_nobody_speaks_a_look_is_rare_and_nothing_is_begun_anew(world: World) -> None:
    await world.says(LENA, "всем привет")
    before = asked(world, "messages.getConversationsById", "messages.getConversations")
    await world.pass_time(timedelta(hours=5))

    looks = asked(world, "messages.getConversationsById", "messages.getConversations") - before
    assert 2 <= looks <= 20, "two questions to VK in half an hour"
    assert asked(world, "groups.getLongPollServer") == 1
    assert world.alarms() == []


async def test_what_vk_is_about_to_tell_is_not_taken_for_a_deaf_session(world: World) -> None:
    world.vk.clock.advance(HALF_AN_HOUR)
    world.vk.queues[GROUP].stall()
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    await world.settle()

    assert asked(world, "groups.getLongPollServer") == 1


async def test_one_message_lost_in_a_chat_while_others_talk_is_found_within_the_hour(world: World) -> None:
    world.vk.lose_events(GROUP, 1)
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    for _ in range(9):
        await world.says(VIKTOR, "спасибо", peer=VIKTOR)
        await world.pass_time(timedelta(minutes=8))

    assert world.mark(lost) == "❓"
    assert asked(world, "groups.getLongPollServer") == 1, "the session is well"


async def test_a_look_that_fails_is_taken_up_by_the_next(world: World) -> None:
    world.vk.stall(GROUP)
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.faults.fail("messages.getConversationsById", 10)
    world.vk.faults.fail("messages.getConversations", 9)
    await world.pass_time(timedelta(minutes=45))
    assert world.mark(lost) == ""
    await world.pass_time(HALF_AN_HOUR)

    assert world.mark(lost) == "❓"


# --- it does not answer


async def test_a_server_that_hangs_is_given_up_for_another(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(longpoll, "SLACK", 0.05)
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.faults.hang("longpoll", times=3)
    await listens(world, 4)

    assert world.mark(lost) == "❓"
    assert asked(world, "groups.getLongPollServer") == 2


@pytest.mark.parametrize("failed", ["2", "3", "77"])
async def test_failures_without_end_do_not_use_up_vks_quota(world: World, failed: str) -> None:
    world.vk.faults.longpoll_bytes(f'{{"failed":{failed}}}'.encode(), times=40)
    waited = await listens(world, 4)

    assert len(waited) >= 2, "the poll is left alone for a moment each time"
    assert asked(world, "groups.getLongPollServer") <= 6


async def test_a_poll_that_only_fails_is_deaf_and_told(world: World) -> None:
    world.vk.faults.longpoll_bytes(b'{"failed":2}', times=10_000)
    for _ in range(8):
        await listens(world, 1)
        world.vk.clock.advance(timedelta(minutes=1))
        await world.bot.ticks.minute()
    while await world.bot.outbox.step():
        continue

    (told,) = world.alarms()
    assert "не слышно в сообществе" in told


@pytest.mark.parametrize("ts", ["null", '"x"', "true", "{}"])
async def test_a_place_in_the_stream_that_is_none_is_not_taken(world: World, ts: str) -> None:
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.faults.longpoll_bytes(f'{{"ts":{ts},"updates":[]}}'.encode(), times=2)
    await listens(world, 4)

    assert world.mark(lost) == "❓"


async def test_what_vk_said_stands_in_the_log_and_a_limit_is_waited_out_for_longer(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = [Busy(29, "groups.getLongPollServer"), Busy(10, "groups.getLongPollServer"), asyncio.CancelledError()]
    waited: list[float] = []

    async def step(_: LongPoll, __: int) -> int:
        raise said.pop(0)

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    monkeypatch.setattr(LongPoll, "step", step)
    monkeypatch.setattr(asyncio, "sleep", sleep)
    with pytest.raises(asyncio.CancelledError):
        await world.bot.longpolls[0].run()

    assert [record.code for record in caplog.records if record.name == "otklik.longpoll"] == [29, 10]
    assert waited[0] == 300
    assert waited[1] <= 30


# --- chats that are lost, and rights taken away


async def test_row_26_one_chat_of_twenty_two_loses_its_rights(tmp_path: Path) -> None:
    region = tmp_path / "many.toml"
    extra = [2_000_000_010 + number for number in range(21)]
    chats = "".join(
        f'\n[[chat]]\ngroup_id = {GROUP}\npeer_id = {peer}\nmunicipality = "lesnoy"\nkind = "residents"\n'
        for peer in extra
    )

    def stage(world: World) -> None:
        region.write_text(world.settings.region_file.read_text() + chats)
        world.settings = world.settings.model_copy(update={"region_file": region})
        for peer in extra:
            world.vk.add_chat(GROUP, peer, "Двор", [MARINA, LENA])

    async with a_town(tmp_path, prepare=stage) as world:
        await world.pass_time(timedelta(hours=1))
        assert world.alarms() == []
        world.vk.demote(GROUP, extra[7])
        await world.pass_time(timedelta(hours=1))

        (told,) = world.alarms()
        assert f"В чате {extra[7]} (Лесной округ) бот больше не администратор" in told


async def test_a_chat_the_bot_was_thrown_out_of_is_told_within_the_hour(world: World) -> None:
    world.vk.kick(GROUP, CHAT, MARINA, -GROUP)
    await world.pass_time(timedelta(hours=1))

    (told,) = world.alarms()
    assert f"Чат {CHAT} (Приозёрный округ) потерян" in told


async def test_a_chat_that_moved_is_told_once_for_ever(world: World) -> None:
    world.vk.refuse(GROUP, CHAT, 993)
    for _ in range(30):
        world.vk.clock.advance(timedelta(hours=1))
        await world.tick()

    (told,) = world.alarms()
    assert f"Чат {CHAT} (Приозёрный округ) переехал в MAX" in told


async def test_a_chat_without_rights_from_the_beginning_alarms_nobody(tmp_path: Path) -> None:
    """Somewhere the bot has access to the whole talk and is no administrator: that is somebody's choice."""

    def stage(world: World) -> None:
        world.vk.chat(GROUP, MODERATORS_CHAT).admin = False

    async with a_town(tmp_path, prepare=stage) as world:
        await world.pass_time(timedelta(hours=3))

        assert world.alarms() == []


async def test_where_the_bot_is_no_administrator_its_chats_are_looked_into_all_the_same(world: World) -> None:
    world.vk.chat(GROUP, CHAT).admin = False
    await world.says(LENA, "всем привет")
    world.vk.stall(GROUP)
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    await world.pass_time(timedelta(minutes=45))

    assert world.mark(lost) == "❓"
