"""Reminders: who hears of a question that waits, when, and never after the answer."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.world import (
    CHAT,
    IRINA,
    KUZMIN,
    LEBEDEVA,
    LENA,
    MARINA,
    OLEG,
    PETROVA,
    REGION,
    STAFF_CHAT,
    VETROV,
    VIKTOR,
    World,
    a_town,
)

ROAD = "когда почистят дорогу в Заручевье от остановки до магазина"
BRIDGE = "когда отремонтируют мост в Зарубино"


async def heard_by(world: World, *times: str, peer: int = PETROVA) -> list[tuple[str, int]]:
    """At which of the moments somebody has heard how many messages more."""
    found = []
    for at in times:
        await world.until(at)
        if said := world.heard(peer):
            found.append((at, len(said)))
    return found


async def test_half_the_time_most_of_it_and_the_deadline(world: World) -> None:
    """Asked on Tuesday at 10: nine working hours end on Wednesday at 11."""
    await world.writes_and_waits(VIKTOR, ROAD)
    [card] = world.heard(PETROVA)
    assert "№1" in card

    await world.until("2026-11-24 15:29")
    assert world.heard(PETROVA) == []
    await world.until("2026-11-24 15:31")
    [half] = world.heard(PETROVA)
    assert half.startswith("Ждёт вашего ответа 1 вопрос:\n№1 ")
    assert "до завтра 11:00" in half
    assert "Знает и" not in half, "nobody else knows before the deadline"

    await world.until("2026-11-25 10:59")
    [morning] = world.heard(PETROVA)
    assert morning.startswith("№1"), "the list at 8:55 tells what 80 % at 9:12 would have told"
    await world.until("2026-11-25 11:01")
    [late] = world.heard(PETROVA)
    assert "⚠ просрочен" in late
    assert "Знает и Андрей Кузьмин." in late


async def test_the_ladder_and_every_working_morning_until_the_answer(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.until("2026-11-25 10:59")
    assert world.heard(KUZMIN) == []

    await world.until("2026-11-25 11:01")
    [deputy] = world.heard(KUZMIN)
    assert deputy.startswith("Срок прошёл, ответа нет — 1 вопрос:\n№1 ")
    assert "Петрова" in deputy

    await world.until("2026-11-25 15:59")
    assert world.heard(VETROV) == []
    await world.until("2026-11-25 16:01")
    [head] = world.heard(VETROV)
    assert "№1" in head

    world.heard(STAFF_CHAT)
    await world.until("2026-11-26 11:59")
    assert [text for text in world.heard(STAFF_CHAT) if "№1" in text] == []
    world.heard(PETROVA)
    await world.until("2026-11-26 12:01")
    [ccu] = world.heard(STAFF_CHAT)
    assert "№1" in ccu

    mornings = await heard_by(world, "2026-11-27 08:54", "2026-11-27 08:56", "2026-11-27 18:00")
    assert mornings == [("2026-11-27 08:56", 1)]
    mornings = await heard_by(world, "2026-11-30 08:54", "2026-11-30 08:56", "2026-11-30 18:00")
    assert mornings == [("2026-11-30 08:56", 1)], "nothing at the weekend, one on Monday"

    await world.writes(PETROVA, "ответ 1 Почистили сегодня утром")
    for person in (PETROVA, KUZMIN, VETROV, STAFF_CHAT, LEBEDEVA):
        world.heard(person)
    await world.until("2026-12-01 12:00")
    assert [text for person in (PETROVA, KUZMIN, VETROV) for text in world.heard(person)] == []
    assert [text for text in world.heard(STAFF_CHAT) if "№1" in text] == []


async def test_one_message_in_two_hours_with_all_questions(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.until("2026-11-24 10:20")
    await world.writes_and_waits(VIKTOR, BRIDGE)
    await world.until("2026-11-24 10:40")
    await world.writes_and_waits(VIKTOR, "почему не ходит автобус в Бор по субботам?")
    world.heard(PETROVA)

    told = await heard_by(world, "2026-11-24 15:31", "2026-11-24 16:00", "2026-11-24 17:30")
    assert told == [("2026-11-24 15:31", 1)], "№2 and №3 wait for the bundle"

    await world.until("2026-11-25 08:56")
    [listed] = world.heard(PETROVA)
    assert listed.startswith("Доброе утро. Ждут вас 3 вопроса")
    assert [line[:2] for line in listed.splitlines()[1:4]] == ["№1", "№2", "№3"]

    told = await heard_by(world, "2026-11-25 10:59", "2026-11-25 11:01", "2026-11-25 13:00", "2026-11-25 14:01")
    assert told == [("2026-11-25 11:01", 1), ("2026-11-25 14:01", 1)]
    both = world.bot_said(PETROVA)[-1].text
    assert both.startswith("Ждут вашего ответа 2 вопроса:\n№2 "), "№1 was told of its deadline before"
    assert "\n№3 " in both


async def test_an_answer_before_the_sending_takes_the_question_out_of_the_reminder(world: World) -> None:
    """Severity one: the reminder is written, the answer comes, only then the reminder would go."""
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes_and_waits(VIKTOR, BRIDGE)
    await world.until("2026-11-24 15:20")
    world.heard(PETROVA)

    world.vk.clock.advance(timedelta(minutes=20))
    await world.bot.ticks.second()  # written, not sent
    world.vk.say(242065128, PETROVA, PETROVA, "ответ 1 Почистили сегодня утром")
    for poll in world.bot.longpolls:
        await poll.step(0)
    await world.bot.inbox.step()
    await world.settle()

    reminders = [text for text in world.heard(PETROVA) if text.startswith("Жд")]
    assert len(reminders) == 1
    assert "№2" in reminders[0]
    assert "№1" not in reminders[0]
    assert reminders[0].startswith("Ждёт вашего ответа 1 вопрос:")


async def test_an_answer_before_the_sending_takes_the_question_from_the_head_too(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes_and_waits(VIKTOR, BRIDGE)
    await world.until("2026-11-25 10:50")
    world.heard(KUZMIN)

    world.vk.clock.advance(timedelta(minutes=20))
    await world.bot.ticks.second()
    world.vk.say(242065128, PETROVA, PETROVA, "ответ 1 Почистили сегодня утром")
    for poll in world.bot.longpolls:
        await poll.step(0)
    await world.bot.inbox.step()
    await world.settle()

    [deputy] = world.heard(KUZMIN)
    assert "№2" in deputy
    assert "№1" not in deputy
    assert [text for text in world.heard(VIKTOR) if "ответа пока нет" in text and "№1" in text] == []


async def test_already_in_incident_silences(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes(LEBEDEVA, "инцидент 1 555123")
    world.heard(PETROVA)
    world.heard(VIKTOR)

    await world.until("2026-11-26 18:00")

    assert [text for person in (PETROVA, KUZMIN, VETROV, VIKTOR) for text in world.heard(person)] == []
    assert [text for text in world.heard(STAFF_CHAT) if "№1" in text] == []


async def test_no_reminder_in_the_new_year_holidays(tmp_path: Path) -> None:
    """Asked on 30 December 2026 at 15:00: 2.5 hours of that day and 6.5 of 11 January; nothing between is worked."""
    async with a_town(tmp_path, at="2026-12-30 15:00") as world:
        await world.writes_and_waits(VIKTOR, ROAD)
        world.heard(PETROVA)
        await world.until("2026-12-30 18:00")
        world.heard(VIKTOR)
        world.vk.clock.advance(timedelta(days=11))  # the bot lived through them; nothing may be due
        await world.until("2027-01-11 08:29")
        assert world.heard(PETROVA) == []
        assert world.heard(VIKTOR) == []

        told = await heard_by(world, "2027-01-11 08:56", "2027-01-11 15:59")
        assert told[0] == ("2027-01-11 08:56", 1)
        assert world.heard(VIKTOR) == []
        await world.until("2027-01-11 16:01")
        [overdue] = world.heard(VIKTOR)
        assert "Срок был сегодня в 16:00" in overdue


async def test_no_reminder_on_the_may_holidays(tmp_path: Path) -> None:
    """1 May 2026 is a Friday; 4 to 8 May are worked, 9 to 11 May are not."""
    async with a_town(tmp_path, at="2026-05-07 16:00") as world:
        await world.writes_and_waits(VIKTOR, ROAD)
        world.heard(PETROVA)
        told = await heard_by(world, "2026-05-08 08:56", "2026-05-08 17:29", "2026-05-12 08:29", "2026-05-12 08:56")
        assert [at for at, _ in told] == ["2026-05-08 08:56", "2026-05-08 17:29", "2026-05-12 08:56"]


@pytest.fixture
async def seconds(tmp_path: Path) -> AsyncIterator[World]:
    """A region around the clock whose terms are seconds, as acceptance runs use."""
    async with a_town(tmp_path, at="2026-11-28 23:00", region=region_of_seconds(tmp_path)) as world:
        yield world


def region_of_seconds(folder: Path) -> Path:
    text = REGION.read_text(encoding="utf-8")
    start, end = text.index("[calendar]"), text.index("# Места")
    quick = """
[calendar]
kind = "always"

[clocks]
first_answer = "30s"
urgent = "10s"
reopened = "10s"
final = "1m"
clarify = "20s"
confirm = "5m"

[reminders]
at = [0.5, 0.8, 1.0]
then_every = "5s"
escalate = [{ after = "0s", to = "deputy" }, { after = "4s", to = "head" }, { after = "9s", to = "ccu" }]
bundle = "0s"
settle = "2s"

"""
    path = folder / "seconds.toml"
    path.write_text(text[:start] + quick + text[end:], encoding="utf-8")
    return path


async def seconds_pass(world: World, count: int) -> None:
    for _ in range(count):
        await world.pass_time(timedelta(seconds=1))


async def test_clocks_of_seconds_on_a_saturday_night(seconds: World) -> None:
    world = seconds
    await world.writes(VIKTOR, ROAD)
    await seconds_pass(world, 3)
    assert len(world.heard(PETROVA)) == 1

    heard: dict[str, list[int]] = {name: [] for name in ("official", "deputy", "head", "ccu")}
    peers = {"official": PETROVA, "deputy": KUZMIN, "head": VETROV, "ccu": STAFF_CHAT}
    for second in range(4, 52):
        await seconds_pass(world, 1)
        for name, peer in peers.items():
            heard[name] += [second] * len([text for text in world.heard(peer) if "№1" in text])

    assert heard["official"] == [15, 24, 30, 35, 40, 45, 50]
    assert heard["deputy"] == [30]
    assert heard["head"] == [34]
    assert heard["ccu"] == [39]

    await world.writes(KUZMIN, "ответ 1 Почистили сегодня утром")
    for peer in peers.values():
        world.heard(peer)
    await seconds_pass(world, 30)
    assert [text for peer in peers.values() for text in world.heard(peer) if "№1" in text] == []


async def test_an_answer_in_the_middle_of_the_ladder_stops_it(seconds: World) -> None:
    world = seconds
    asked = await world.says(VIKTOR, "Когда почистят дорогу в Заручевье от остановки до магазина?")
    await seconds_pass(world, 32)
    assert len(world.heard(KUZMIN)) == 1

    await world.says(PETROVA, "Почистили сегодня утром", to=asked)
    await seconds_pass(world, 20)

    assert world.heard(VETROV) == []
    assert [text for text in world.heard(STAFF_CHAT) if "№1" in text] == []


async def test_a_restart_and_a_tick_twice_repeat_nothing(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.until("2026-11-25 11:01")
    world.vk.clock.advance(timedelta(hours=5))
    await world.bot.ticks.second()  # written, not sent: the process dies here
    await world.kill()
    await world.start()
    await world.tick()
    await world.tick()
    await world.tick()

    assert len([text for text in world.heard(KUZMIN) if "№1" in text]) == 1
    assert len([text for text in world.heard(VETROV) if "№1" in text]) == 1
    overdue = [text for text in world.heard(PETROVA) if "просрочен" in text]
    assert len(overdue) == 1
    assert len([text for text in world.heard(VIKTOR) if "ответа пока нет" in text]) == 1


async def test_five_days_without_the_bot(world: World) -> None:
    """From Tuesday to Sunday night: on Monday morning each hears once, at work, and nobody hears what is outrun."""
    await world.writes_and_waits(VIKTOR, ROAD)
    world.heard(VIKTOR)
    world.heard(PETROVA)
    await world.kill()
    world.vk.clock.advance(timedelta(days=5, hours=17))
    await world.start()
    await world.tick()
    assert [text for peer in (PETROVA, KUZMIN, VETROV, VIKTOR) for text in world.heard(peer)] == []
    assert [text for text in world.heard(STAFF_CHAT) if "№1" in text] == []

    await world.until("2026-11-30 08:50")
    [ccu] = [text for text in world.heard(STAFF_CHAT) if "№1" in text]
    assert ccu.startswith("Срок прошёл")
    [resident] = world.heard(VIKTOR)
    assert "ответа всё ещё нет" in resident, "one honest word, not two in one minute"

    await world.until("2026-11-30 17:29")
    [official] = world.heard(PETROVA)
    assert official.startswith("№1"), "the morning's card; the shares of Tuesday and Wednesday are outrun"
    assert len(world.heard(KUZMIN)) == 1
    overdue, letter = world.heard(VETROV)
    assert overdue.startswith("Срок прошёл")
    assert "неделя 23.11–29.11" in letter, "Monday's letter to a head"
    assert world.heard(VIKTOR) == []


async def test_a_clock_set_back_an_hour_and_forward_a_day(world: World) -> None:
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.until("2026-11-24 15:31")
    assert [text for text in world.heard(PETROVA) if text.startswith("Жд")] != []

    world.vk.clock.advance(timedelta(hours=-1))
    await world.until("2026-11-24 15:45")
    assert world.heard(PETROVA) == [], "half the time was told before"

    world.vk.clock.advance(timedelta(days=1))
    await world.tick()
    assert len(world.heard(PETROVA)) == 1
    assert len(world.heard(KUZMIN)) == 1
    world.vk.clock.advance(timedelta(days=-1))
    await world.until("2026-11-25 15:40")
    assert world.heard(KUZMIN) == []
    assert [text for text in world.heard(PETROVA) if "просрочен" in text] == []
    await world.until("2026-11-25 16:05")
    assert len(world.heard(VETROV)) == 1, "and nothing is lost"


async def test_where_clocks_change(tmp_path: Path) -> None:
    """Berlin, 25 October 2026: three in the morning becomes two; 8:55 on Monday is still 8:55."""
    text = REGION.read_text(encoding="utf-8")
    region = tmp_path / "berlin.toml"
    region.write_text(
        text.replace('timezone = "Europe/Moscow"', 'timezone = "Europe/Berlin"').replace('"RU"', '"none"'),
        encoding="utf-8",
    )
    async with a_town(tmp_path, at="2026-10-23 18:30", region=region) as world:  # 17:30 in Berlin
        await world.writes_and_waits(VIKTOR, ROAD)
        assert world.heard(PETROVA) == []
        world.vk.clock.advance(timedelta(days=2))
        told = await heard_by(world, "2026-10-26 10:54", "2026-10-26 10:56", "2026-10-26 14:59")
        assert told == [("2026-10-26 10:56", 1)], "Moscow is two hours ahead now"
        told = await heard_by(world, "2026-10-26 15:59", "2026-10-26 16:01")
        assert told == [("2026-10-26 16:01", 1)], "half of nine hours end with the lunch's beginning"


async def test_in_the_chat_nothing_of_reminders_is_seen(world: World) -> None:
    await world.says(VIKTOR, "Когда почистят дорогу в Заручевье от остановки до магазина?")
    await world.until("2026-11-27 18:00")
    assert world.heard(CHAT) == []


async def test_quiet_until_an_hour_and_then_what_was_not_said(world: World) -> None:
    """product.md 46: reminders wait, the deadline does not."""
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.writes(PETROVA, "тише до 17:00")
    assert "до 17:00 не напоминаю" in world.heard(PETROVA)[-1]

    await world.until("2026-11-24 16:59")
    assert world.heard(PETROVA) == []
    await world.until("2026-11-24 17:01")
    [half] = world.heard(PETROVA)
    assert half.startswith("Ждёт вашего ответа 1 вопрос:\n№1 ")

    await world.writes(PETROVA, "тише до 30.11")
    assert "«отпуск до 10.12»" in world.heard(PETROVA)[-1], "so long is an absence"
    await world.writes(PETROVA, "тише до вечерней зорьки")
    assert "«до 14:00»" in world.heard(PETROVA)[-1]


async def test_in_an_emergency_nobody_is_reminded_and_the_staff_knows_why(world: World) -> None:
    """product.md 83."""
    await world.writes_and_waits(VIKTOR, ROAD)
    world.heard(PETROVA)
    await world.writes(PETROVA, "стоп напоминания до 18:00")
    assert "не напоминаю" not in world.heard(PETROVA)[-1], "not for an official to decide"
    await world.writes(LEBEDEVA, "стоп напоминания до завтра 9:30")
    assert "никому не напоминаю" in world.heard(LEBEDEVA)[-1].casefold()
    assert "Лебедев" in world.heard(STAFF_CHAT)[-1]

    await world.until("2026-11-24 17:59")
    assert world.heard(PETROVA) == []

    await world.writes(LEBEDEVA, "стоп напоминания хватит")
    assert "Снова напоминаю всем" in world.heard(LEBEDEVA)[-1]
    await world.until("2026-11-25 11:01")
    assert any("⚠ просрочен" in text for text in world.heard(PETROVA))


async def test_ccu_hears_of_all_that_was_asked_in_one_night_at_once(world: World) -> None:
    """Questions of an evening have one deadline: a dozen of them must not be a dozen messages."""
    await world.until("2026-11-24 22:30")
    places = ("Победы 14", "Садовой 5", "Лесной 3", "Мира 8", "Школьной 2", "Заречной 7")
    for person, place in zip((MARINA, LENA, OLEG, VIKTOR, IRINA, MARINA), places, strict=True):
        await world.says(person, f"когда починят фонарь на {place}?")
    await world.until("2026-11-30 18:00")

    told = [text for text in world.heard(STAFF_CHAT) if "Срок прошёл, ответа нет" in text]
    assert len(told) == 1
    assert told[0].startswith("Срок прошёл, ответа нет — 6 вопросов:")


async def test_ccu_hears_of_what_newly_climbed_once_in_two_hours_of_danger_at_once(world: World) -> None:
    """What was answered meanwhile drops out, «стоп напоминания» holds, a restart loses nothing."""
    await world.writes_and_waits(VIKTOR, ROAD)
    await world.until("2026-11-24 10:20")
    await world.writes_and_waits(VIKTOR, BRIDGE)
    await world.until("2026-11-24 10:40")
    await world.writes_and_waits(VIKTOR, "почему не ходит автобус в Бор по субботам?")
    await world.until("2026-11-24 16:30")
    await world.says(OLEG, "пахнет газом, Труда 8, 2 подъезд")

    assert await told_to_ccu(world, "2026-11-26 11:59") == []
    [first] = await told_to_ccu(world, "2026-11-26 12:01")
    assert "№1" in first
    await world.writes(LEBEDEVA, "стоп напоминания до 15:00")
    [danger] = await told_to_ccu(world, "2026-11-26 12:35")
    assert "№4" in danger
    assert "№2" not in danger
    await world.writes(PETROVA, "ответ 2 Мост отремонтируют до 1 декабря")
    await world.kill()
    await world.start()
    assert await told_to_ccu(world, "2026-11-26 14:59") == []
    [rest] = await told_to_ccu(world, "2026-11-26 15:01")
    assert rest.startswith("Срок прошёл, ответа нет — 1 вопрос:\n№3 ")
    assert await told_to_ccu(world, "2026-11-26 18:00") == []


async def test_without_a_chat_each_of_ccu_is_told_and_may_ask_for_silence(tmp_path: Path) -> None:
    text = REGION.read_text(encoding="utf-8")
    region = tmp_path / "chatless.toml"
    region.write_text(re.sub(r"^staff_chat.*$", "", text, flags=re.MULTILINE), encoding="utf-8")
    async with a_town(tmp_path, at="2026-11-24 10:00", region=region) as world:
        await world.writes_and_waits(VIKTOR, ROAD)
        await world.until("2026-11-26 11:00")
        await world.writes(LEBEDEVA, "тише до 15:00")
        assert await told_to_ccu(world, "2026-11-26 14:59", LEBEDEVA) == []
        assert len(await told_to_ccu(world, "2026-11-26 15:01", LEBEDEVA)) == 1


async def told_to_ccu(world: World, until: str, peer: int = STAFF_CHAT) -> list[str]:
    await world.until(until)
    return [text for text in world.heard(peer) if text.startswith("Срок прошёл")]
