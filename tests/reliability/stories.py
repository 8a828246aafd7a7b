"""Short stories that touch every part where the process can die."""

from datetime import timedelta

from tests.reliability.crash import MortalWorld
from tests.world import CHAT, GROUP, ILYIN, LENA, MARINA, PETROVA, VIKTOR

LAMP = "не горит фонарь на победы 14, третий день темно"
ROAD = "когда почистят дорогу в Заручевье от остановки до магазина"


async def a_lamp_in_the_chat(world: MortalWorld) -> None:
    """Asked in passing, joined by a neighbour, answered right there; VK tells the last events twice."""
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.say(GROUP, CHAT, LENA, "всем привет, как дела")
    await world.settle()
    world.vk.say(GROUP, CHAT, LENA, "и у нас на победы 16 темно", reply_to=asked)
    await world.settle()
    world.vk.redeliver_last(2)
    world.vk.say(GROUP, CHAT, ILYIN, "Поменяли лампу, проверьте вечером", reply_to=asked)
    await world.settle()


async def a_road_in_private(world: MortalWorld) -> None:
    """Two messages and a silence, a card, an answer by the card, an undo, another answer."""
    world.vk.say(GROUP, VIKTOR, VIKTOR, "скажите пожалуйста")
    await world.settle()
    world.vk.say(GROUP, VIKTOR, VIKTOR, ROAD)
    await world.settle()
    world.vk.clock.advance(timedelta(seconds=70))
    await world.tick()
    card = world.bot_said(PETROVA)[-1].cmid
    world.vk.say(GROUP, PETROVA, PETROVA, "Завтра к обеду почистим", reply_to=card)
    await world.settle()
    sent = next(m for m in reversed(world.bot_said(PETROVA)) if m.keyboard)
    world.vk.press(GROUP, PETROVA, PETROVA, sent.cmid, "Отменить")
    await world.settle()
    world.vk.say(GROUP, PETROVA, PETROVA, "ответ 1 Почистили сегодня утром")
    await world.settle()


async def nobody_answers(world: MortalWorld) -> None:
    """The ladder of reminders on a calendar of seconds, then an answer."""
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    await world.settle()
    for _ in range(5):
        world.vk.clock.advance(timedelta(seconds=20))
        await world.tick()
    world.vk.say(GROUP, ILYIN, ILYIN, "ответ 1 Поменяли лампу")
    await world.settle()
    world.vk.clock.advance(timedelta(seconds=60))
    await world.tick()
