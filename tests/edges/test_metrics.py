"""/metrics tells how the bot works: numbers only, no words of people and no ids of people."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.inbox import InboxPump
from scheduler.clockwork import _guarded, told_whole
from storage.engine import StorageError
from tests.world import CHAT, GROUP, ILYIN, KUZMIN, MARINA, World

QUESTION = "а что с фонарём на победы 14? третий день темно"
Numbers = dict[str, float]


async def page(world: World) -> str:
    async with world.visitor() as client, client.get("/metrics") as response:
        assert response.status == 200
        assert response.headers["Content-Type"].startswith("text/plain")
        return await response.text()


async def numbers(world: World) -> Numbers:
    """Every sample by its name and the values of its labels, in the order of their names."""
    found: Numbers = {}
    for family in text_string_to_metric_families(await page(world)):
        for sample in family.samples:
            found["/".join([sample.name, *sample.labels.values()])] = sample.value
    return found


async def test_everything_is_there_before_anything_happened(world: World) -> None:
    seen = await numbers(world)
    assert seen["otklik_database_up"] == 1
    assert seen["otklik_events_accepted_total/longpoll"] == 0
    assert seen["otklik_events_total/quarantined"] == 0
    assert seen["otklik_queue_waiting/inbox"] == 0
    assert seen["process_resident_memory_bytes"] > 0
    assert seen["process_cpu_seconds_total"] > 0


async def test_a_question_is_counted_on_its_way(world: World) -> None:
    await world.starts(ILYIN)
    await world.says(MARINA, QUESTION)
    seen = await numbers(world)
    assert seen["otklik_events_accepted_total/longpoll"] >= 2
    assert seen["otklik_events_total/handled"] == seen["otklik_events_accepted_total/longpoll"]
    assert seen["otklik_said_total/sent/react"] == 1
    assert seen["otklik_said_total/sent/say"] >= 2
    assert seen["otklik_questions/assigned"] == 1
    assert seen["otklik_questions_asked_total"] == 1
    assert seen["otklik_questions_overdue"] == 0


async def test_row_12_and_21_who_turned_away_is_counted(world: World) -> None:
    """A muted bot is a dead bot, and so is one that people leave a chat for."""
    seen = await numbers(world)
    everybody = seen["otklik_officials/never"]
    assert (seen["otklik_officials/open"], seen["otklik_members_left_total"]) == (0, 0)
    for person in (ILYIN, KUZMIN):
        await world.starts(person)
    world.vk.deny(GROUP, ILYIN)
    world.vk.kick(GROUP, CHAT, MARINA, MARINA)
    await world.settle()

    seen = await numbers(world)
    assert seen["otklik_officials/closed"] == 1
    assert seen["otklik_officials/open"] == 1
    assert seen["otklik_officials/never"] == everybody - 2
    assert seen["otklik_members_left_total"] == 1


async def test_overdue_questions_and_reminders(world: World) -> None:
    await world.starts(ILYIN)
    await world.says(MARINA, QUESTION)
    await world.until("2026-11-26 12:00")
    seen = await numbers(world)
    assert seen["otklik_questions_overdue"] == 1
    assert seen["otklik_reminders_total"] >= 1


async def test_refusals_by_verb_and_class(world: World) -> None:
    world.vk.faults.fail("messages.sendReaction", 1010)
    await world.says(MARINA, QUESTION)
    seen = await numbers(world)
    assert seen["otklik_said_total/no-reactions/react"] == 1
    assert seen["otklik_vk_errors_total/1010"] == 1


async def test_what_waits_and_for_how_long(world: World) -> None:
    world.vk.say(GROUP, CHAT, MARINA, QUESTION)
    await world.bot.longpolls[0].step(0)
    world.vk.clock.advance(timedelta(minutes=3))
    seen = await numbers(world)
    assert seen["otklik_queue_waiting/inbox"] == 1
    assert seen["otklik_queue_oldest_seconds/inbox"] == 180
    assert seen[f"otklik_longpoll_heard_seconds/{GROUP}"] == 180
    await world.bot.inbox.step()
    seen = await numbers(world)
    assert seen["otklik_queue_waiting/inbox"] == 0
    assert seen["otklik_queue_waiting/outbox"] >= 1


async def test_failed_and_quarantined_events(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(*_: object) -> None:
        raise LookupError("a bug")

    monkeypatch.setattr(InboxPump, "_handle", fails)
    await world.says(MARINA, QUESTION)
    assert (await numbers(world))["otklik_events_total/failed"] == 1
    for minutes in (1, 3, 11):
        world.vk.clock.advance(timedelta(minutes=minutes))
        await world.bot.inbox.step()
    seen = await numbers(world)
    assert seen["otklik_events_total/quarantined"] == 1
    assert seen["otklik_queue_quarantined/inbox"] == 1


async def test_ticks_are_timed(world: World) -> None:
    async def second() -> None:
        return None

    await _guarded(second, world.bot.measures.tally.ticked, told_whole)()
    seen = await numbers(world)
    assert seen["otklik_ticks_total/second"] == 1
    assert seen["otklik_tick_longest_seconds/second"] >= 0


async def test_without_the_database_the_rest_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    @asynccontextmanager
    async def closed() -> AsyncIterator[None]:
        raise StorageError("gone")
        yield

    monkeypatch.setattr(world.bot.database, "reading", closed)
    seen = await numbers(world)
    assert seen["otklik_database_up"] == 0
    assert seen["otklik_events_accepted_total/longpoll"] == 0
    assert "otklik_queue_waiting/inbox" not in seen


async def test_no_words_and_no_people(world: World) -> None:
    await world.starts(ILYIN)
    await world.says(MARINA, QUESTION)
    text = await page(world)
    assert not re.search(r"[а-яё]", text, re.IGNORECASE)
    labels = re.findall(r'="([^"]*)"', text)
    assert not {str(ILYIN), str(MARINA), str(CHAT)} & set(labels)
