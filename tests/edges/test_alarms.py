"""A bot in trouble says so: once a day for each thing, by a way that works, and `здоровье` tells the same."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.inbox import InboxPump
from storage.inbox import RawEvent
from tests.world import CHAT, GROUP, ILYIN, LEBEDEVA, MARINA, STAFF_CHAT, World

QUESTION = "а что с фонарём на победы 14? третий день темно"
DACHAS = 2_000_000_009
TOKEN, LESNOY = "sandbox-242065128", 777
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


async def look(world: World, times: int = 2) -> None:
    """The bot looks at itself, a minute between."""
    for _ in range(times):
        await world.bot.ticks.minute()
        world.vk.clock.advance(MINUTE)
    await world.settle()


async def test_all_is_well_and_nobody_is_told(world: World) -> None:
    await world.pass_time(timedelta(days=2))
    assert world.alarms() == []


async def test_a_lost_chat_is_told_once(world: World) -> None:
    world.vk.refuse(GROUP, CHAT, 993)
    world.vk.faults.fail("messages.sendReaction", 993, times=9)
    await world.says(MARINA, QUESTION)
    await world.says(MARINA, "и когда починят дорогу на Лесной 5?")
    (told,) = world.alarms()
    assert told.startswith(f"⚠ Чат {CHAT} (Приозёрный округ) переехал в MAX: бот его больше не слышит.")
    await world.pass_time(timedelta(days=1))
    await world.says(MARINA, "а когда покрасят скамейки на Лесной 5?")
    assert world.alarms() == [], "nobody can mend that: once is enough"


async def test_tomorrow_it_is_told_again(world: World) -> None:
    world.vk.faults.fail("messages.sendReaction", 917, times=9)
    await world.says(MARINA, QUESTION)
    assert "потерян" in world.alarms()[0]
    await world.pass_time(timedelta(days=1))
    await world.says(MARINA, "и когда починят дорогу на Лесной 5?")
    assert [text for text in world.alarms() if "потерян" in text]


async def test_the_staff_chat_itself_is_lost(world: World) -> None:
    await world.starts(LEBEDEVA)
    world.heard(LEBEDEVA)
    world.vk.refuse(GROUP, STAFF_CHAT, 1017)
    world.bot.measures.clients[GROUP].met.add(14)
    await look(world)
    assert [text for text in world.alarms(LEBEDEVA) if f"Чат {STAFF_CHAT}" in text and "удалён" in text]


async def test_a_captcha(world: World) -> None:
    world.vk.faults.fail("messages.sendReaction", 14)
    await world.says(MARINA, QUESTION)
    await look(world)
    (told,) = world.alarms()
    assert "капчу" in told
    assert str(GROUP) in told


async def test_a_dead_token_is_not_told_through_itself(world: World, caplog: pytest.LogCaptureFixture) -> None:
    del world.vk.accesses[TOKEN]
    await world.says(MARINA, QUESTION)
    await look(world)
    assert world.alarms() == []
    assert [record for record in caplog.records if getattr(record, "type", "") == "token"]
    health = await world.bot.examine()
    assert f"VK refuses the token of community {GROUP}" in health.troubles


async def test_a_dead_token_is_told_by_another_community(world: World, tmp_path: Path) -> None:
    world.vk.add_community(LESNOY, "Лесной", "lesnoy", "sandbox-777")
    region = tmp_path / "two.toml"
    community = f'\n[[community]]\ngroup_id = {LESNOY}\nmunicipality = "lesnoy"\n'
    region.write_text(world.settings.region_file.read_text() + community)
    await world.kill()
    tokens = (*world.settings.vk_tokens, SecretStr("sandbox-777"))
    world.settings = world.settings.model_copy(update={"vk_tokens": tokens, "region_file": region})
    await world.start()
    world.vk.start(LESNOY, LEBEDEVA)
    await world.settle()
    del world.vk.accesses[TOKEN]
    await world.says(MARINA, QUESTION)
    await look(world)
    told = [message.text for message in world.vk.messages(LESNOY, LEBEDEVA) if message.from_id == -LESNOY]
    assert [text for text in told if f"Ключ сообщества {GROUP} (Приозёрный округ) больше не работает" in text], told


async def test_long_poll_not_heard(world: World) -> None:
    world.vk.clock.advance(timedelta(minutes=6))
    await world.bot.ticks.minute()
    await world.bot.outbox.step()
    assert world.alarms() == [], "one look may be early"
    world.vk.clock.advance(MINUTE)
    await world.bot.ticks.minute()
    while await world.bot.outbox.step():
        continue
    (told,) = world.alarms()
    assert "не слышно" in told
    assert "7 минут" in told


async def test_a_sleep_of_the_machine_alarms_nobody(world: World) -> None:
    world.vk.clock.advance(5 * HOUR)
    await world.tick()
    await world.tick()
    assert world.alarms() == []


async def test_texts_that_do_not_go_out(world: World) -> None:
    world.vk.faults.fail("messages.sendReaction", 29, times=50)
    await world.says(MARINA, QUESTION)
    world.vk.clock.advance(timedelta(minutes=16))
    await world.bot.longpolls[0].step(0)
    await look(world)
    assert [text for text in world.alarms() if "не уходят больше 15 минут" in text]


async def test_events_put_aside_are_told_once_a_day(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise LookupError("a bug")

    with monkeypatch.context() as patch:
        patch.setattr(InboxPump, "_handle", fails)
        for text in ("раз", "два", "три"):
            await world.says(MARINA, text)
        for minutes in (1, 3, 11, 1, 3, 11, 1, 3, 11):
            world.vk.clock.advance(timedelta(minutes=minutes))
            await world.settle()
    await look(world)
    assert len(world.alarms()) == 1


async def test_no_room_on_the_disk(world: World) -> None:
    watch = world.bot.desk.alarming._machine
    watch.free = lambda _: 120
    await look(world)
    (told,) = world.alarms()
    assert "осталось 120 МБ" in told


async def test_a_chat_that_fell_silent_while_another_talks(world: World) -> None:
    await heard(world, CHAT, 80, ago=timedelta(hours=26))
    await heard(world, DACHAS, 5, ago=timedelta(minutes=5))
    await look(world)
    (told,) = world.alarms()
    assert f"Чат {CHAT} (Приозёрный округ) молчит" in told


@pytest.mark.parametrize(
    ("messages", "ago", "other"),
    [
        (30, timedelta(hours=26), timedelta(minutes=5)),
        (80, timedelta(hours=3), timedelta(minutes=5)),
        (80, timedelta(hours=26), timedelta(hours=6)),
    ],
    ids=["a quiet chat", "a short silence", "everybody is silent"],
)
async def test_a_silence_that_means_nothing(world: World, messages: int, ago: timedelta, other: timedelta) -> None:
    await heard(world, CHAT, messages, ago=ago)
    await heard(world, DACHAS, 5, ago=other)
    await look(world)
    assert world.alarms() == []


async def test_health_on_request(world: World) -> None:
    world.vk.faults.fail("messages.sendReaction", 917)
    await world.says(MARINA, QUESTION)
    world.heard(STAFF_CHAT)
    await world.says(LEBEDEVA, "здоровье", peer=STAFF_CHAT)
    (told,) = [text for text in world.heard(STAFF_CHAT) if "Сообществ" in text]
    assert "Что не так с ботом" in told
    assert f"Чат {CHAT} (Приозёрный округ) потерян" in told


async def test_a_healthy_bot_says_so(world: World) -> None:
    await world.starts(LEBEDEVA)
    world.heard(LEBEDEVA)
    await world.writes(LEBEDEVA, "здоровье")
    assert "Бот здоров" in world.heard(LEBEDEVA)[-1]


async def test_health_is_not_for_an_official(world: World) -> None:
    await world.starts(ILYIN)
    world.heard(ILYIN)
    await world.writes(ILYIN, "здоровье")
    assert not [text for text in world.heard(ILYIN) if "Сообществ" in text]


async def heard(world: World, peer: int, messages: int, *, ago: timedelta) -> None:
    """The inbox remembers that so many messages came, the last of them so long ago."""
    at = world.vk.clock.now() - ago
    events = [
        RawEvent(
            f"{peer}-{n}",
            "message_new",
            peer,
            f"message_new:{peer}:{1000 + n}",
            b'{"type":"x","group_id":1,"object":{}}',
        )
        for n in range(messages)
    ]
    async with world.bot.database.begin(at) as uow:
        await uow.inbox.accept(GROUP, events, None, at)
    await world.bot.inbox.step()
