"""The bot falls and stands up: what came meanwhile is handled, once."""

from datetime import timedelta

import pytest

from tests.world import CHAT, GROUP, ILYIN, LENA, MARINA, OLEG, PETROVA, VIKTOR, World

LAMP = "когда починят фонарь на Победы 14?"


def reactions(world: World) -> int:
    return len([1 for method, _ in world.vk.done if method == "messages.sendReaction"])


async def test_what_came_while_the_bot_was_down_is_handled_once(world: World) -> None:
    await world.kill()
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.clock.advance(timedelta(minutes=40))
    await world.start()
    await world.settle()

    assert world.mark(asked) == "❓"
    assert "№1" in world.heard(MARINA)[0]
    await world.kill()
    await world.start()
    await world.settle()
    assert reactions(world) == 1


async def test_the_clock_runs_from_the_message_and_not_from_the_return(world: World) -> None:
    await world.kill()
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.clock.advance(timedelta(hours=2))
    await world.start()
    await world.settle()

    assert "Срок — завтра, 11:00." in world.heard(MARINA)[0], "nine working hours after 10:00, not after 12:00"


async def test_a_fall_between_hearing_and_handling_loses_nothing(world: World) -> None:
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    for poll in world.bot.longpolls:
        await poll.step(0)
    await world.kill()
    await world.start()
    await world.settle()

    assert world.mark(asked) == "❓"
    assert reactions(world) == 1


async def test_a_fall_between_handling_and_speaking_loses_nothing(world: World) -> None:
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    for poll in world.bot.longpolls:
        await poll.step(0)
    await world.bot.inbox.step()
    await world.kill()
    await world.start()
    await world.settle()
    await world.pass_time(timedelta(minutes=15))

    assert world.mark(asked) == "❓"
    assert len([text for text in world.heard(MARINA) if "№1" in text]) == 1
    assert len([text for text in world.heard(ILYIN) if LAMP in text]) == 1


async def test_an_unfinished_private_question_survives(world: World) -> None:
    await world.writes(VIKTOR, "когда почистят дорогу")
    await world.kill()
    world.vk.say(GROUP, VIKTOR, VIKTOR, "в Заручевье до магазина")
    await world.start()
    await world.settle()
    await world.pass_time(timedelta(seconds=61))

    [recorded] = world.heard(VIKTOR)
    assert "№1" in recorded
    await world.writes(PETROVA, "1")
    assert "до магазина" in world.heard(PETROVA)[-1]


async def test_a_lost_history_is_begun_anew(world: World) -> None:
    await world.kill()
    world.vk.say(GROUP, CHAT, OLEG, "всем привет")
    world.vk.forget_history(GROUP)
    await world.start()
    await world.settle()

    asked = await world.says(MARINA, LAMP)

    assert world.mark(asked) == "❓"


async def test_expired_keys_lose_nothing(world: World) -> None:
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.expire_keys(GROUP)
    await world.settle()
    await world.settle()

    assert world.mark(asked) == "❓"


@pytest.mark.parametrize("failed", [1, 2, 3])
async def test_failures_of_long_poll_are_survived(world: World, failed: int) -> None:
    world.vk.faults.longpoll(failed)
    await world.settle()
    await world.settle()

    asked = await world.says(LENA, LAMP)

    assert world.mark(asked) == "❓"
    assert reactions(world) == 1


async def test_the_network_goes_and_comes_back(world: World) -> None:
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    for poll in world.bot.longpolls:
        await poll.step(0)
    world.vk.faults.network_down = True
    await world.bot.inbox.step()
    await world.bot.outbox.step()
    assert world.mark(asked) == ""

    world.vk.faults.network_down = False
    await world.pass_time(timedelta(minutes=15))

    assert world.mark(asked) == "❓"
    assert len([text for text in world.heard(MARINA) if "№1" in text]) == 1


async def test_an_answer_lost_on_the_way_is_not_said_twice(world: World) -> None:
    world.vk.faults.drop("messages.send", times=2, after_work=True)
    await world.says(MARINA, LAMP)
    await world.pass_time(timedelta(minutes=15))

    assert len([text for text in world.heard(MARINA) if "№1" in text]) == 1
    assert len([text for text in world.heard(ILYIN) if LAMP in text]) == 1
