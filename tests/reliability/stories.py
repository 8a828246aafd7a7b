"""Short stories that touch every part where the process can die."""

from datetime import timedelta

from tests.reliability.crash import MortalWorld
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    IRINA,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    MODERATORS_CHAT,
    OLEG,
    PETROVA,
    SOKOLOVA,
    VIKTOR,
    labels,
    moment,
)

LAMP = "не горит фонарь на победы 14, третий день темно"
PIT = "яма на дороге на мира 3, машины бьются, когда заделают"
BENCH = "во дворе на труда 8 сломаны качели, когда починят"
ROAD = "когда почистят дорогу в Заручевье от остановки до магазина"


async def a_lamp_in_the_chat(world: MortalWorld) -> None:
    """Asked in passing, joined by a neighbour, answered right there; VK tells events twice."""
    asked = world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.say(GROUP, CHAT, LENA, "всем привет, как дела")
    await world.settle()
    world.vk.redeliver_last(9)
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


async def what_vk_did_not_tell(world: MortalWorld) -> None:
    """A hole in the chat, lost history, dead keys, a new session, a message in private while the bot was deaf."""
    queue = world.vk.queues[GROUP]
    world.vk.say(GROUP, CHAT, LENA, "всем привет, как дела")
    await world.settle()
    queue.lose(1)
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.say(GROUP, CHAT, LENA, PIT)
    await world.settle()
    world.vk.say(GROUP, CHAT, OLEG, BENCH)
    world.vk.say(GROUP, VIKTOR, VIKTOR, ROAD)
    queue.forget()
    await world.settle()
    queue.expire_keys()
    world.vk.say(GROUP, CHAT, IRINA, "и у нас в Заручевье фонарь не горит", reply_to=2)
    await world.settle()
    world.vk.faults.longpoll(3)
    world.vk.say(GROUP, CHAT, ILYIN, "Лампу заменим вечером", reply_to=2)
    await world.settle()
    world.vk.clock.advance(timedelta(seconds=70))
    await world.tick()


async def an_hour_away(world: MortalWorld) -> None:
    """The bot was dead for an hour and a quarter and VK has forgotten what was said meanwhile."""
    world.vk.say(GROUP, CHAT, LENA, "всем привет, как дела")
    await world.settle()
    await world.kill()
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.say(GROUP, VIKTOR, VIKTOR, ROAD)
    world.vk.forget_history(GROUP)
    world.vk.clock.advance(timedelta(minutes=75))
    await world.settle()
    world.vk.clock.advance(timedelta(seconds=70))
    await world.tick()


async def from_hand_to_hand(world: MortalWorld) -> None:
    """Edited, merged, split, handed over, promised, asked back, moved; a list as a document."""
    asked = world.vk.say(GROUP, VIKTOR, VIKTOR, ROAD)
    await world.settle()
    world.vk.clock.advance(timedelta(seconds=70))
    await world.tick()
    world.vk.edit(GROUP, VIKTOR, VIKTOR, asked, f"{ROAD} и до школы")
    world.vk.say(GROUP, CHAT, IRINA, "когда почистят дорогу в Заручевье, не пройти")
    await world.settle()
    world.vk.say(GROUP, SOKOLOVA, SOKOLOVA, "тема 1 2")
    await world.settle()
    world.vk.say(GROUP, PETROVA, PETROVA, "уточнить 1 С какой стороны от остановки?")
    await world.settle()
    asking = next(m for m in reversed(world.bot_said(VIKTOR)) if "С какой стороны" in m.text)
    world.vk.say(GROUP, VIKTOR, VIKTOR, "со стороны магазина", reply_to=asking.cmid)
    await world.settle()
    world.vk.say(GROUP, PETROVA, PETROVA, "передать 1 Кузьмину")
    world.vk.say(GROUP, SOKOLOVA, SOKOLOVA, "разделить 2")
    await world.settle()
    world.vk.say(GROUP, KUZMIN, KUZMIN, "дата 1 завтра Почистим завтра к обеду")
    world.vk.say(GROUP, PETROVA, PETROVA, "не наше 2 Это дорога Росавтодора, передали им")
    await world.settle()
    world.vk.say(GROUP, LEBEDEVA, LEBEDEVA, "выгрузка неделя")
    world.vk.say(GROUP, KUZMIN, KUZMIN, "отпуск до 10.12 Петрова")
    await world.settle()


async def under_a_post_and_a_video(world: MortalWorld) -> None:
    """Comments: asked, edited, taken away; the answer waits its twenty seconds."""
    asked = world.vk.comment(-GROUP, MARINA, LAMP, post_id=1)
    other = world.vk.comment(-GROUP, OLEG, PIT, video_id=1)
    await world.settle()
    world.vk.edit_comment(-GROUP, MARINA, asked, LAMP.replace("14", "41"), post_id=1)
    world.vk.comment(-GROUP, LENA, "и у нас так же", reply_to=asked, post_id=1)
    await world.settle()
    world.vk.say(GROUP, ILYIN, ILYIN, "ответ 1 Заменим сегодня")
    world.vk.say(GROUP, PETROVA, PETROVA, "ответ 2 Засыпали щебнем")
    await world.settle()
    world.vk.clock.advance(timedelta(seconds=25))
    await world.tick()
    world.vk.delete_comment(-GROUP, OLEG, other, video_id=1)
    await world.settle()


async def days_pass(world: MortalWorld) -> None:
    """An evening, a morning with its lists, a promise for the day, a missed deadline, a thing done and confirmed."""
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.say(GROUP, CHAT, OLEG, PIT)
    await world.settle()
    world.vk.say(GROUP, PETROVA, PETROVA, "дата 2 завтра Засыплем завтра")
    world.vk.say(GROUP, KUZMIN, KUZMIN, "отпуск до 25.11 Ветров")
    await world.settle()
    for when in ("11-24 17:00", "11-25 08:46", "11-25 08:56", "11-25 09:30", "11-25 11:20", "11-25 13:30"):
        await _at(world, f"2026-{when}")
    world.vk.say(GROUP, PETROVA, PETROVA, "готово 2 Засыпали")
    await world.settle()
    for when in ("11-25 16:40", "11-26 08:46", "11-26 08:56", "11-26 12:00", "11-27 10:00"):
        await _at(world, f"2026-{when}")
    world.vk.say(GROUP, ILYIN, ILYIN, "ответ 1 Поменяли лампу")
    await world.settle()
    await _at(world, "2026-11-30 10:00")


async def _at(world: MortalWorld, text: str) -> None:
    world.vk.clock.advance(moment(text) - world.vk.clock.now())
    await world.tick()


async def an_evening_on_the_air(world: MortalWorld) -> None:
    """A broadcast announced and asked into, shown, answered; it ends, and what did not sound goes to its official."""
    moderators = MODERATORS_CHAT
    world.vk.say(GROUP, moderators, SOKOLOVA, "эфир 24.11 12:00 Ветров 30 минут")
    await world.settle()
    for button in ("Сообщество", "Да, поставить"):
        await _press(world, button)
    world.vk.say(GROUP, CHAT, MARINA, f"вопрос эфиру: {PIT}")
    world.vk.say(GROUP, CHAT, OLEG, f"вопрос эфиру: {BENCH}")
    await world.settle()
    await _at(world, "2026-11-24 12:00")
    for words in ("эфир старт", "на экран 1", "ответили 1 засыплем в пятницу", "эфир стоп"):
        world.vk.say(GROUP, moderators, SOKOLOVA, words)
        await world.settle()
        world.vk.clock.advance(timedelta(seconds=6))
        await world.tick()
    await _press(world, "Да, закончить")
    for when in ("12:03", "12:20", "12:40"):
        await _at(world, f"2026-11-24 {when}")


async def _press(world: MortalWorld, button: str) -> None:
    """The newest message of the moderators' chat with such a button."""
    shown = next(m for m in reversed(world.bot_said(MODERATORS_CHAT)) if m.keyboard and button in labels(m))
    world.vk.press(GROUP, MODERATORS_CHAT, SOKOLOVA, shown.cmid, button)
    await world.settle()


async def pressed_and_written(world: MortalWorld) -> None:
    """A button and at once the words it asks for: in another order they mean something else."""
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    world.vk.say(GROUP, CHAT, OLEG, PIT)
    await world.settle()
    for official, button, words in (
        (ILYIN, "Не наше", "Этот столб ведут Россети, передали им"),
        (PETROVA, "Уточнить", "С какой стороны от магазина"),
    ):
        card = next(m for m in reversed(world.bot_said(official)) if m.keyboard)
        world.vk.press(GROUP, official, official, card.cmid, button)
        world.vk.say(GROUP, official, official, words)
    await world.settle()


async def a_poison_event(world: MortalWorld) -> None:
    """An event nobody can read, between two good ones of other people, and one of the same dialog after it."""
    world.vk.say(GROUP, CHAT, MARINA, LAMP)
    broken = {"type": "message_new", "group_id": GROUP, "object": {"message": {"peer_id": VIKTOR, "from_id": VIKTOR}}}
    world.vk.queues[GROUP].put(broken)
    world.vk.say(GROUP, ILYIN, ILYIN, "очередь")
    world.vk.say(GROUP, VIKTOR, VIKTOR, ROAD)
    await world.settle()
    for minutes in (1, 3, 11, 2):
        world.vk.clock.advance(timedelta(minutes=minutes))
        await world.tick()
