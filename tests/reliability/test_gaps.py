"""What VK did not tell is read back, and a long absence is admitted (product.md 116; failures.md 14, 15, 17)."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
from pydantic import SecretStr

from bot.vk import catching
from bot.vk.errors import VkError
from tests.reliability.crash import play
from tests.reliability.stories import an_hour_away
from tests.reliability.sweep import noticed, one_of_each_world
from tests.world import CHAT, GROUP, ILYIN, LENA, MARINA, OLEG, PETROVA, STAFF_CHAT, VIKTOR, World, a_town

LAMP = "не горит фонарь на победы 14, третий день темно"
PIT = "яма на дороге на мира 3, машины бьются, когда заделают"
RUBBISH = "почему не вывозят мусор у магазина в Заручевье"
SINCE = timedelta(minutes=75)


pytestmark = pytest.mark.at("2026-11-24 10:05")


async def listens(world: World, times: int = 3) -> None:
    """The bot goes on, whatever happens at the wire."""
    for _ in range(times):
        try:
            await world.settle()
        except VkError:
            continue


def asked(world: World, method: str) -> int:
    """How often VK was asked for something."""
    return Counter(name for name, _ in world.vk.requests)[method]


# --- told twice, told in another order


async def test_row_14_the_same_update_five_times_gets_one_mark_and_one_number(world: World) -> None:
    question = await world.says(MARINA, LAMP)
    for _ in range(5):
        world.vk.redeliver_last(1)
        await world.settle()

    assert await world.asked() == [LAMP]
    assert world.mark(question) == "❓"
    assert len([text for text in world.heard(MARINA) if "№1" in text]) == 1
    assert len([text for text in world.heard(ILYIN) if LAMP in text]) == 1


async def test_messages_told_in_another_order_are_heard_as_they_were_said(world: World) -> None:
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.say(GROUP, CHAT, LENA, PIT)
    world.vk.reorder_last(GROUP, 2)
    await world.settle()

    assert await world.asked() == [LAMP, PIT]


async def test_a_later_message_told_before_an_earlier_one_does_not_overtake_it(world: World) -> None:
    await world.says(LENA, "всем привет")
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.say(GROUP, CHAT, LENA, PIT)
    queue = world.vk.queues[GROUP]
    queue.reorder(2)
    queue.batch = 1
    await world.settle()

    assert await world.asked() == [LAMP, PIT]


# --- holes


async def test_a_hole_in_a_chat_is_read_back_in_order(world: World) -> None:
    await world.says(LENA, "всем привет")
    world.vk.lose_events(GROUP, 1)
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    kept = await world.says(LENA, PIT)

    assert world.mark(lost) == "❓"
    assert world.mark(kept) == "❓"
    assert await world.asked() == [LAMP, PIT]


async def test_a_deleted_message_is_a_hole_and_no_alarm(world: World) -> None:
    await world.says(LENA, "всем привет")
    world.vk.lose_events(GROUP, 1)
    gone = world.vk.say(GROUP, CHAT, LENA, "ошиблась чатом")
    world.vk.delete(GROUP, CHAT, LENA, gone)
    question = await world.says(MARINA, LAMP)
    asked_then = asked(world, "messages.getByConversationMessageId")
    await world.says(LENA, "и правда темно")

    assert world.mark(question) == "❓"
    assert world.heard(STAFF_CHAT) == []
    assert asked(world, "messages.getByConversationMessageId") == asked_then, "the hole is closed for good"


@pytest.mark.parametrize("code", [9, 10, 29])
async def test_a_hole_vk_does_not_fill_now_is_filled_later(world: World, code: int) -> None:
    await world.says(LENA, "всем привет")
    world.vk.lose_events(GROUP, 1)
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.faults.fail("messages.getByConversationMessageId", code)
    kept = await world.says(LENA, PIT)
    assert world.mark(kept) == "❓", "a hole stops nobody"
    assert world.mark(lost) == ""
    world.vk.clock.advance(timedelta(minutes=1))
    await world.says(OLEG, "спасибо")

    assert world.mark(lost) == "❓"


async def test_a_hole_is_not_forgotten_with_the_process(world: World) -> None:
    await world.says(LENA, "всем привет")
    world.vk.lose_events(GROUP, 1)
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.faults.fail("messages.getByConversationMessageId", 10)
    await world.says(LENA, PIT)
    await world.kill()
    await world.start()
    await world.settle()

    assert world.mark(lost) == "❓"
    assert sorted(await world.asked()) == sorted([LAMP, PIT])


async def test_a_chat_that_cannot_be_read_back_goes_on(world: World) -> None:
    await world.says(LENA, "всем привет")
    world.vk.lose_events(GROUP, 1)
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.faults.fail("messages.getByConversationMessageId", 917, times=99)
    kept = await world.says(LENA, PIT)
    await world.says(OLEG, "спасибо")

    assert world.mark(kept) == "❓"
    assert asked(world, "messages.getByConversationMessageId") == 1, "not at every message"


async def test_where_only_mentions_are_heard_vk_is_not_asked_for_ever(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catching, "FRUITLESS", 6)
    world.vk.demote(GROUP, CHAT)
    for _ in range(6):
        for text in ("раз", "два", "три"):
            world.vk.say(GROUP, CHAT, LENA, text)
        await world.says(LENA, "@priozerny спасибо")

    assert asked(world, "messages.getByConversationMessageId") == 2


async def test_a_hole_in_a_private_dialog_is_read_back(world: World) -> None:
    await world.writes_and_waits(VIKTOR, "когда почистят дорогу в Заручевье")
    world.vk.lose_events(GROUP, 1)
    world.vk.say(GROUP, VIKTOR, VIKTOR, RUBBISH)
    await world.writes_and_waits(VIKTOR, "заранее спасибо")

    assert any(RUBBISH in text for text in await world.asked())


# --- after a fall


async def test_lost_history_is_made_up_for_after_a_fall(world: World) -> None:
    await world.says(LENA, "всем привет")
    await world.kill()
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.forget_history(GROUP)
    world.vk.clock.advance(timedelta(minutes=10))
    await world.start()
    await world.settle()

    assert world.mark(lost) == "❓"
    assert world.heard(CHAT) == [], "ten minutes are not worth a word"


@pytest.mark.parametrize("kept", [True, False], ids=["VK kept it", "VK lost it"])
async def test_an_hour_away_is_admitted_once(world: World, kept: bool) -> None:
    await world.says(LENA, "всем привет")
    await world.kill()
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    if not kept:
        world.vk.forget_history(GROUP)
    world.vk.clock.advance(SINCE)
    await world.start()
    await world.settle()

    assert world.mark(lost) == "❓"
    assert world.heard(CHAT) == ["С 10:05 до 11:20 бот не видел чат. Прочитал всё сейчас, вопросы записал"]
    await world.says(LENA, "бывает")
    assert world.heard(CHAT) == []


async def test_an_hour_without_the_network_is_admitted_by_a_bot_that_lived(world: World) -> None:
    await world.says(LENA, "всем привет")
    world.vk.faults.network_down = True
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    for poll in world.bot.longpolls:
        with pytest.raises(aiohttp.ClientError):
            await poll.step(0)
    world.vk.clock.advance(SINCE)
    world.vk.faults.network_down = False
    world.vk.forget_history(GROUP)
    await listens(world)

    assert world.mark(lost) == "❓"
    assert world.heard(CHAT) == ["С 10:05 до 11:20 бот не видел чат. Прочитал всё сейчас, вопросы записал"]


async def test_a_chat_in_which_nothing_was_missed_hears_no_excuse(world: World) -> None:
    await world.says(LENA, "всем привет")
    await world.kill()
    world.vk.clock.advance(SINCE)
    await world.start()
    await world.settle()
    await world.says(LENA, "есть кто?")

    assert world.heard(CHAT) == []


async def test_what_came_is_not_heard_twice(world: World) -> None:
    question = await world.says(MARINA, LAMP)
    await world.kill()
    await world.start()
    await world.settle()

    assert world.mark(question) == "❓"
    assert len(world.heard(MARINA)) == 1


async def test_a_chat_never_heard_before_is_read_back_to_where_the_silence_began(tmp_path: Path) -> None:
    def long_ago(world: World) -> None:
        world.vk.say(GROUP, CHAT, LENA, PIT)
        world.vk.clock.advance(timedelta(hours=1))

    async with a_town(tmp_path, at="2026-11-24 10:05", prepare=long_ago) as world:
        await world.pass_time(timedelta(hours=2))
        await world.kill()
        world.vk.say(GROUP, CHAT, MARINA, LAMP)
        world.vk.forget_history(GROUP)
        await world.start()
        await world.settle()

        assert await world.asked() == [LAMP]


async def test_row_15_half_an_hour_of_a_busy_evening_is_not_lost(world: World) -> None:
    """Chats, private dialogs; of half of it VK knows nothing any more when the bot is back."""
    await world.says(LENA, "всем привет")
    await world.writes(VIKTOR, "здравствуйте")
    await world.kill()
    chats, dialogs = [], [LENA, OLEG, VIKTOR]
    for minute in range(30):
        asker = (MARINA, OLEG)[minute % 2]
        chats.append(world.vk.say(GROUP, CHAT, asker, f"когда починят фонарь на улице Мира, {minute + 1}?"))
        for n in range(8):
            world.vk.say(GROUP, CHAT, LENA, f"разговор {minute} {n}")
        if minute % 10 == 0:
            author = dialogs[minute // 10]
            world.vk.say(GROUP, author, author, f"когда почистят дорогу у дома {minute + 1} в Заручевье?")
        if minute == 15:
            world.vk.forget_history(GROUP)
        world.vk.clock.advance(timedelta(minutes=1))
    await world.start()
    await world.settle()
    await world.pass_time(timedelta(seconds=61))

    found = await world.asked()
    assert [world.mark(cmid) for cmid in chats] == ["❓"] * 30
    assert len(found) == 33
    assert len(set(found)) == 33
    in_chat = [text for text in found if "фонарь" in text]
    assert in_chat == [f"когда починят фонарь на улице Мира, {minute + 1}?" for minute in range(30)]


async def test_a_private_question_asked_while_nobody_listened(world: World) -> None:
    await world.writes_and_waits(VIKTOR, "когда почистят дорогу в Заручевье")
    await world.kill()
    world.vk.say(GROUP, VIKTOR, VIKTOR, f"и ещё: {RUBBISH}")
    world.vk.forget_history(GROUP)
    await world.start()
    await world.settle()
    await world.pass_time(timedelta(seconds=70))

    assert RUBBISH in (await world.asked())[1]


async def test_a_private_message_vk_swallowed_before_the_fall_is_not_forgotten_with_the_process(world: World) -> None:
    """Nobody knows of it: others are heard meanwhile, and the hourly look would have come with the life that ended."""
    world.vk.lose_events(GROUP, 1)
    world.vk.say(GROUP, VIKTOR, VIKTOR, "скажите, когда почистят дорогу в Заручевье?")
    await world.pass_time(timedelta(minutes=5))
    await world.says(LENA, "всем привет")
    await world.pass_time(timedelta(minutes=5))
    await world.kill()
    await world.start()
    await world.settle()
    await world.pass_time(timedelta(seconds=70))

    assert any("Заручевье" in text for text in await world.asked())


async def test_an_official_who_was_written_to_since_is_heard_too(world: World) -> None:
    """The dialog looks answered: the bot's own morning list stands after the official's words."""
    await world.says(MARINA, LAMP)
    await world.kill()
    world.vk.say(GROUP, ILYIN, ILYIN, "ответ 1 Лампу заменили сегодня утром")
    world.vk.forget_history(GROUP)
    world.vk.put_message(world.vk.conversation(GROUP, ILYIN), -GROUP, "Ждёт вашего ответа", random_id=5)
    await world.start()
    await world.settle()

    assert [m.text for m in world.bot_said(CHAT) if "Лампу заменили" in m.text]


async def test_what_staff_wrote_by_hand_meanwhile_counts(world: World) -> None:
    await world.writes_and_waits(VIKTOR, RUBBISH)
    await world.kill()
    world.vk.write_by_hand(GROUP, VIKTOR, PETROVA, "Мусор вывезут завтра утром")
    world.vk.forget_history(GROUP)
    await world.start()
    await world.settle()

    async with world.bot.database.reading() as uow:
        assert [answer.text for answer in await uow.answers.of(1)] == ["Мусор вывезут завтра утром"]


async def test_what_vk_does_not_give_at_once_is_asked_for_until_it_does(world: World) -> None:
    await world.says(LENA, "всем привет")
    await world.kill()
    lost = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.forget_history(GROUP)
    world.vk.faults.fail("messages.getConversationsById", 10, times=3)
    world.vk.faults.fail("messages.getByConversationMessageId", 9, times=2)
    await world.start()
    for _ in range(6):
        await world.settle()
        world.vk.clock.advance(timedelta(minutes=5))

    assert world.mark(lost) == "❓"


async def test_a_second_fall_before_all_was_read_back_forgets_nothing(world: World) -> None:
    await world.writes(VIKTOR, "здравствуйте")
    await world.kill()
    world.vk.say(GROUP, VIKTOR, VIKTOR, RUBBISH)
    world.vk.forget_history(GROUP)
    world.vk.faults.fail("messages.getConversations", 10)
    await world.start()
    await world.says(LENA, "всем привет")
    await world.kill()
    world.vk.clock.advance(timedelta(minutes=30))
    await world.start()
    await world.settle()
    await world.pass_time(timedelta(seconds=70))

    assert any(RUBBISH in text for text in await world.asked())


def test_nobody_can_notice_a_death_while_the_silence_is_made_up_for() -> None:
    alive = play(an_hour_away)
    began = next(
        n for n, name in enumerate(alive.points.names) if name.endswith("before messages.getConversationsById")
    )
    tried = [number for number in one_of_each_world(alive.points) if number > began]

    assert len(tried) >= 10
    assert not list(noticed(an_hour_away, alive, [[number] for number in tried]))


# --- comments


@pytest.fixture
async def with_tokens(tmp_path: Path) -> AsyncIterator[World]:
    """Tokens of a person and of an application: the bot may read comments."""
    async with a_town(tmp_path, at="2026-11-24 10:05", user_token=True) as town:
        await town.kill()
        town.settings = town.settings.model_copy(update={"vk_service_token": SecretStr("sandbox-service")})
        await town.start()
        yield town


async def away_meanwhile(world: World) -> None:
    """Comments in a thread and under a video are written while nobody listens."""
    first = await world.comments(MARINA, "добрый день")
    await world.kill()
    world.vk.comment(-GROUP, LENA, LAMP, post_id=1, reply_to=first)
    world.vk.comment(-GROUP, OLEG, PIT, post_id=1)
    world.vk.comment(-GROUP, VIKTOR, RUBBISH, video_id=1)
    world.vk.forget_history(GROUP)
    world.vk.clock.advance(timedelta(minutes=5))
    await world.start()
    await world.settle()


async def test_comments_are_read_back_where_a_token_allows(with_tokens: World) -> None:
    await away_meanwhile(with_tokens)

    assert sorted(await with_tokens.asked()) == sorted([LAMP, PIT, RUBBISH])
    await with_tokens.kill()
    await with_tokens.start()
    await with_tokens.settle()
    assert len(await with_tokens.asked()) == 3


async def test_a_long_thread_is_read_to_its_end(with_tokens: World) -> None:
    first = await with_tokens.comments(MARINA, "добрый день")
    await with_tokens.kill()
    for n in range(30):
        with_tokens.vk.comment(-GROUP, LENA, f"поговорим {n}", post_id=1, reply_to=first)
    with_tokens.vk.comment(-GROUP, LENA, LAMP, post_id=1, reply_to=first)
    with_tokens.vk.forget_history(GROUP)
    await with_tokens.start()
    await with_tokens.settle()

    assert await with_tokens.asked() == [LAMP]


async def test_without_a_token_comments_of_the_silence_are_not_asked_for(world: World) -> None:
    await away_meanwhile(world)

    assert await world.asked() == []
    assert asked(world, "wall.get") == asked(world, "wall.getComments") == 0


async def test_a_dead_token_of_a_person_holds_nothing_up(with_tokens: World) -> None:
    del with_tokens.vk.accesses["sandbox-user-106"]
    del with_tokens.vk.accesses["sandbox-service"]
    await away_meanwhile(with_tokens)
    lost = await with_tokens.says(MARINA, LAMP)

    assert with_tokens.mark(lost) == "❓"
    assert not with_tokens.bot.longpolls[0].rounds.owes
