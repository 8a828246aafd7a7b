"""Processes that share a database, beat by beat: fair shares, hand-over, a frozen one that says and keeps nothing."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from sqlalchemy import update

from bot.app import App
from bot.clock import SharedClock, SystemClock, steady
from bot.crew import Crew, Pulse
from bot.polls import Polls
from bot.vk.longpoll import LongPoll
from domain.ports import Filter
from storage.engine import Database
from storage.leases import Lease, LeaseLost
from storage.tables import processes
from tests.postgres import emptied, needs_postgresql
from tests.world import CHAT, GROUP, ILYIN, MARINA, VIKTOR, WatchedDatabase, World, a_town

pytestmark = needs_postgresql

LENGTH = timedelta(minutes=1)


def a_poll(community: int, _: Lease | None) -> LongPoll:
    return cast(LongPoll, SimpleNamespace(community=community))


class Bench:
    """Crews on one database, each with a connection of its own."""

    def __init__(self, url: str, stack: AsyncExitStack) -> None:
        self._url, self._stack = url, stack

    async def joins(self, able: Collection[int], **more: Any) -> Crew:
        database = Database.open(self._url)
        self._stack.push_async_callback(database.close)
        crew = Crew(database, Pulse(LENGTH), Polls(a_poll), **more)
        await crew.join(able)
        return crew

    async def bury(self, crew: Crew) -> None:
        """Its time runs out; the others notice by themselves."""
        async with crew._database.engine.begin() as connection:
            long_ago = datetime(2020, 1, 1, tzinfo=UTC)
            await connection.execute(update(processes).where(processes.c.id == crew.id).values(until=long_ago))


@asynccontextmanager
async def _a_bench() -> AsyncIterator[Bench]:
    async with AsyncExitStack() as stack:
        yield Bench(await emptied(), stack)


@pytest.fixture
async def bench() -> AsyncIterator[Bench]:
    async with _a_bench() as bench:
        yield bench


def polled(crew: Crew) -> set[int]:
    return {poll.community for poll in crew._polls.listed}


async def rounds(*crews: Crew, times: int = 8) -> None:
    for _ in range(times):
        for crew in crews:
            await crew.beat()
            together = [one for other in crews for one in polled(other)]
            assert len(together) == len(set(together)), "a community has one owner at every moment"


async def test_the_first_takes_everything_and_shares_with_who_comes_later(bench: Bench) -> None:
    first = await bench.joins(range(7))
    assert polled(first) == set(range(7))
    second, third = await bench.joins(range(7)), await bench.joins(range(7))
    await rounds(first, second, third)
    assert sorted(len(polled(crew)) for crew in (first, second, third)) == [2, 2, 3]
    before = [polled(crew) for crew in (first, second, third)]
    await rounds(first, second, third)
    assert [polled(crew) for crew in (first, second, third)] == before, "once shared, nothing moves"


async def test_each_polls_only_what_it_has_tokens_for(bench: Bench) -> None:
    many, few = await bench.joins(range(6)), await bench.joins({5, 6})
    await rounds(many, few)
    assert polled(few) <= {5, 6}
    assert polled(many) | polled(few) == set(range(7))
    before = polled(many), polled(few)
    await rounds(many, few)
    assert (polled(many), polled(few)) == before


async def test_a_clean_end_leaves_everything_to_the_others(bench: Bench) -> None:
    one, other = await bench.joins(range(4)), await bench.joins(range(4))
    await rounds(one, other)
    await one.leave()
    await other.beat()
    assert polled(other) == set(range(4))


async def test_the_dead_lose_their_communities_and_are_told_when_they_wake(bench: Bench) -> None:
    one, other = await bench.joins(range(4)), await bench.joins(range(4))
    await rounds(one, other)
    await bench.bury(one)
    await other.beat()
    await other.beat()
    assert polled(other) == set(range(4))
    with pytest.raises(LeaseLost):
        await one.beat()


async def test_after_an_outage_of_the_database_the_first_to_be_back_buries_nobody(bench: Bench) -> None:
    """Everybody's time has run out, and nobody is dead."""
    one, other = await bench.joins(range(4)), await bench.joins(range(4))
    await rounds(one, other)
    for crew in (one, other):
        await bench.bury(crew)
        crew._in_time = 0
    await one.beat()
    await other.beat()
    assert len(polled(one)) == len(polled(other)) == 2


async def test_a_community_whose_token_works_later_is_polled_then(bench: Bench) -> None:
    crew = await bench.joins({1})
    await crew.add(2)
    await crew.beat()
    assert polled(crew) == {1, 2}


def test_before_it_has_joined_a_process_may_ask_vk_whatever_it_likes() -> None:
    """Thousands of tokens are asked about before; that takes longer than a lease."""
    pulse = Pulse(timedelta(seconds=5))
    assert pulse.is_alive
    pulse.beat(steady() - 4)
    assert pulse.is_alive
    pulse.beat(steady() - 6)
    assert not pulse.is_alive


async def test_processes_live_by_the_database_s_clock(bench: Bench) -> None:
    clock = SharedClock()
    clock.follow(datetime(2001, 1, 1, tzinfo=UTC), steady())
    await bench.joins({1}, follow=clock.follow)
    assert abs(clock.now() - SystemClock().now()) < timedelta(minutes=1), "the server lives on this machine"


async def test_the_shared_clock_goes_on_between_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, moment = SharedClock(), datetime(2026, 11, 24, 10, tzinfo=UTC)
    clock.follow(moment, 100.0)
    monkeypatch.setattr("bot.clock.steady", lambda: 103.5)
    assert clock.now() == moment + timedelta(seconds=3.5)


# --- two bots of one town


@asynccontextmanager
async def two_bots(folder: Path) -> AsyncIterator[tuple[World, Sequence[App]]]:
    """One polls, both handle, tick and send."""
    url = (await emptied()).replace("postgresql:", "postgresql+asyncpg:")
    async with a_town(folder, database=url) as world:
        other = await App.build(world.settings, world.vk.clock, WatchedDatabase.open)
        other.outbox.spacing = world.spacing
        other.pulse.length = float("inf")
        try:
            yield world, (world.bot, other)
        finally:
            await other.close()


async def quiet(world: World, *bots: App) -> None:
    """All of them work at the same time until nothing moves."""
    for _ in range(100):
        heard = sum([await poll.step(0) for bot in bots for poll in bot.longpolls])
        handled = await asyncio.gather(*(bot.inbox.step() for bot in bots))
        sent = await asyncio.gather(*(bot.outbox.step() for bot in bots))
        if not heard and not any(handled) and not any(sent):
            return
    raise AssertionError("the bots do not fall quiet")


async def _after_hearing(work: Callable[[], Awaitable[object]], other: App) -> None:
    """There is something to do: the other process has heard it."""
    assert other.crew is not None
    await other.crew.beat()
    for poll in other.longpolls:
        await poll.step(0)
    await work()


async def test_a_frozen_sender_says_nothing_and_keeps_nothing_when_it_wakes(tmp_path: Path) -> None:
    async with two_bots(tmp_path) as (world, (frozen, other)):
        asked = world.vk.say(GROUP, CHAT, MARINA, "Почему не горит фонарь на улице Победы у дома 14?")
        for poll in frozen.longpolls:
            await poll.step(0)
        await frozen.inbox.step()
        frozen.pulse.length = 0.0
        assert await frozen.outbox.step() > 0, "it took texts"
        assert world.mark(asked) == "", "but told VK nothing: it cannot know who else has them"
        assert (await frozen.examine()).troubles

        assert frozen.crew is not None
        assert other.crew is not None
        async with other.database.intake() as uow:
            await uow.leases.leave(frozen.crew.id)
        world.vk.clock.advance(timedelta(minutes=1))
        for work in (frozen.inbox.step, frozen.outbox.step, frozen.crew.beat):
            world.vk.say(GROUP, CHAT, MARINA, "спасибо")
            with pytest.raises(LeaseLost):
                await _after_hearing(work, other)
        await other.crew.beat()
        await quiet(world, other)
        assert world.mark(asked) == "❓"
        assert len(world.bot_said(MARINA)) == 1


async def test_two_who_tick_at_once_say_everything_once(tmp_path: Path) -> None:
    """A draft becomes one question, a deadline one reminder, a morning one list."""
    async with two_bots(tmp_path) as (world, bots):
        for words in ("Здравствуйте.", "Когда починят дорогу на улице Мира у дома 3?"):
            world.vk.say(GROUP, VIKTOR, VIKTOR, words)
        world.vk.say(GROUP, CHAT, MARINA, "Почему не горит фонарь на улице Победы у дома 14?")
        await quiet(world, *bots)
        for _ in range(110):
            world.vk.clock.advance(timedelta(minutes=15))
            await asyncio.gather(*(bot.ticks.second() for bot in bots), *(bot.ticks.minute() for bot in bots))
            await quiet(world, *bots)
        async with world.bot.database.reading() as uow:
            assert len(await uow.questions.list(Filter())) == 2
            assert await uow.inbox.count_quarantined() == 0
        for peer in (ILYIN, VIKTOR, MARINA, CHAT):
            told = [(m.text, m.date) for m in world.bot_said(peer)]
            assert len(told) == len(set(told))
        assert any("просроч" in m.text.lower() for m in world.bot_said(ILYIN)), "there was something to remind of"
