"""Stories nobody thought of: people, officials, time, VK's moods and deaths in any order, one oracle.

`OTKLIK_STORIES=1000 pytest tests/reliability/test_random_stories.py` tells more of them, other ones each time.
"""

import asyncio
import os
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import aiohttp
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from bot.vk.errors import VkError
from tests.reliability.crash import MortalWorld, Points, a_mortal_town, template
from tests.reliability.oracle import broken
from tests.reliability.sight import differences, sight
from tests.reliability.still import StillLoop
from tests.world import (
    CHAT,
    GROUP,
    ILYIN,
    IRINA,
    KUZMIN,
    LENA,
    MARINA,
    OLEG,
    PATIENCE,
    PETROVA,
    REGION,
    SOKOLOVA,
    VIKTOR,
)

STORIES = int(os.environ.get("OTKLIK_STORIES", "30"))
LENGTH = 14

RESIDENTS = st.sampled_from([MARINA, LENA, OLEG, VIKTOR, IRINA])
OFFICIALS = st.sampled_from([ILYIN, PETROVA, KUZMIN])
WHICH = st.integers(0, 5)
NUMBER = st.integers(1, 4)
MATTERS = st.sampled_from(
    [
        "не горит фонарь на победы {}, третий день темно",
        "яма на дороге на мира {}, машины бьются, когда заделают",
        "во дворе на труда {} сломаны качели, когда починят",
        "когда почистят дорогу в Заручевье у дома {}",
    ]
)
WHILES = st.sampled_from(["20s", "70s", "5m", "2h", "1d", "-2h"])
LENGTHS = {
    "20s": timedelta(seconds=20),
    "70s": timedelta(seconds=70),
    "5m": timedelta(minutes=5),
    "2h": timedelta(hours=2),
    "1d": timedelta(days=1),
    "-2h": -timedelta(hours=2),
}
TROUBLE = (TimeoutError, VkError, aiohttp.ClientError, OSError)


class StormyWorld(MortalWorld):
    """VK may answer anything: who asks in vain asks again, as the pumps do in life."""

    async def _rise(self) -> None:
        for _ in range(PATIENCE):
            try:
                await super()._rise()
            except TROUBLE:
                continue  # whoever watches over the process starts it once more
            return

    async def _settled(self) -> None:
        quiet = 0
        for _ in range(PATIENCE):
            moved = 0
            for poll in self.bot.longpolls:
                try:
                    moved += await poll.step(0)
                except TROUBLE:
                    moved += 1
            moved += await self.bot.inbox.step()
            moved += await self.bot.outbox.step()
            assert not self.vk.violations, self.vk.violations
            quiet = 0 if moved else quiet + 1
            if quiet == 2:
                return
        raise AssertionError("the bot does not fall quiet")


class Acts:
    """What people do, by name and plain values, so that it can be done again in a calmer town."""

    def __init__(self, world: MortalWorld) -> None:
        self.world = world
        self.vk = world.vk

    def say(self, person: int, peer: int, text: str, reply_to: int | None = None) -> int:
        return self.vk.say(GROUP, peer, person, text, reply_to=reply_to)

    def edit(self, person: int, cmid: int, text: str) -> None:
        self.vk.edit(GROUP, person, person, cmid, text)

    def react(self, person: int, cmid: int, reaction: int | None) -> None:
        self.vk.react(GROUP, CHAT, person, cmid, reaction)

    async def settle(self) -> None:
        await self.world.settle()

    async def wait(self, how_long: str) -> None:
        self.vk.clock.advance(LENGTHS[how_long])
        await self.world.tick()


class RandomStory(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner(loop_factory=StillLoop)
        self.stack = AsyncExitStack()
        self.world = self.opened(self.stack)
        self.acts = Acts(self.world)
        self.told: list[tuple[str, dict[str, Any]]] = []
        self.asked: list[int] = []
        self.written: list[tuple[int, int]] = []
        self.streets = 0
        self.calm = True
        """Nothing but deaths has happened: the story can be told again without them."""
        self.in_order = True
        """Nothing has happened after which VK's own order cannot be known."""
        self.forgotten = self.troubled = False
        self.do("say", person=LENA, peer=CHAT, text="всем привет")
        self.do("settle")

    def opened(self, stack: AsyncExitStack) -> MortalWorld:
        town = a_mortal_town(template(REGION), Points(), kind=StormyWorld)
        return self.runner.run(stack.enter_async_context(town))

    def do(self, name: str, **values: Any) -> Any:
        """Does it and remembers that it was done."""
        self.told.append((name, values))
        done = getattr(self.acts, name)(**values)
        return self.runner.run(done) if isinstance(done, Awaitable) else done

    def words(self, matter: str) -> str:
        self.streets += 1
        return matter.format(self.streets)

    # --- residents

    @rule(person=RESIDENTS, matter=MATTERS, heard=st.booleans())
    def asks_in_the_chat(self, person: int, matter: str, heard: bool) -> None:
        self.asked.append(self.do("say", person=person, peer=CHAT, text=self.words(matter)))
        self.maybe_heard(heard)

    @rule(person=RESIDENTS, matter=MATTERS, heard=st.booleans())
    def asks_in_private(self, person: int, matter: str, heard: bool) -> None:
        self.written.append((person, self.do("say", person=person, peer=person, text=self.words(matter))))
        self.maybe_heard(heard)

    @rule(person=RESIDENTS)
    def chats(self, person: int) -> None:
        self.do("say", person=person, peer=CHAT, text="всем доброе утро, какая красота")

    @precondition(lambda self: self.asked)
    @rule(person=RESIDENTS, which=WHICH)
    def joins(self, person: int, which: int) -> None:
        self.do("say", person=person, peer=CHAT, text="и у нас так же", reply_to=self.asked[which % len(self.asked)])

    @precondition(lambda self: self.asked)
    @rule(person=RESIDENTS, which=WHICH, reaction=st.sampled_from([4, None]))
    def reacts(self, person: int, which: int, reaction: int | None) -> None:
        self.do("react", person=person, cmid=self.asked[which % len(self.asked)], reaction=reaction)

    @precondition(lambda self: self.written)
    @rule(which=WHICH, matter=MATTERS)
    def corrects(self, which: int, matter: str) -> None:
        person, cmid = self.written[which % len(self.written)]
        self.do("edit", person=person, cmid=cmid, text=self.words(matter))

    @precondition(lambda self: self.asked)
    @rule(person=RESIDENTS, number=NUMBER)
    def takes_back(self, person: int, number: int) -> None:
        self.do("say", person=person, peer=person, text=f"отозвать {number}")

    # --- officials and moderators

    @rule(person=OFFICIALS, number=NUMBER, heard=st.booleans())
    def answers(self, person: int, number: int, heard: bool) -> None:
        self.do("say", person=person, peer=person, text=f"ответ {number} Сделали, проверьте вечером")
        self.maybe_heard(heard)

    @precondition(lambda self: self.asked)
    @rule(person=OFFICIALS, which=WHICH)
    def answers_in_the_chat(self, person: int, which: int) -> None:
        cmid = self.asked[which % len(self.asked)]
        self.do("say", person=person, peer=CHAT, text="Поменяли лампу, смотрите", reply_to=cmid)

    @rule(person=OFFICIALS, number=NUMBER, to=st.sampled_from(["Ильину", "Петровой", "Кузьмину"]))
    def hands_over(self, person: int, number: int, to: str) -> None:
        self.do("say", person=person, peer=person, text=f"передать {number} {to}")

    @rule(person=OFFICIALS, number=NUMBER, day=st.sampled_from(["завтра", "пт", "10.12"]))
    def promises(self, person: int, number: int, day: str) -> None:
        self.do("say", person=person, peer=person, text=f"дата {number} {day} Сделаем к этому дню")

    @rule(person=OFFICIALS, number=NUMBER)
    def asks_back(self, person: int, number: int) -> None:
        self.do("say", person=person, peer=person, text=f"уточнить {number} Где именно?")

    @rule(one=NUMBER, other=NUMBER, apart=st.booleans())
    def merges(self, one: int, other: int, apart: bool) -> None:
        text = f"разделить {one}" if apart else f"тема {one} {other}"
        self.do("say", person=SOKOLOVA, peer=SOKOLOVA, text=text)

    # --- time

    @rule(how_long=WHILES)
    def waits(self, how_long: str) -> None:
        self.in_order = self.in_order and not how_long.startswith("-")
        self.do("wait", how_long=how_long)

    @rule()
    def everybody_hears(self) -> None:
        self.do("settle")

    def maybe_heard(self, heard: bool) -> None:
        if heard:
            self.do("settle")

    # --- VK

    @rule(
        how=st.sampled_from([6, 9, 10, 1, "http", "drop", "hang"]),
        method=st.sampled_from(["*", "execute", "messages.send"]),
        after_work=st.booleans(),
        times=st.integers(1, 3),
    )
    def vk_is_in_trouble(self, how: int | str, method: str, after_work: bool, times: int) -> None:
        self.calm, self.troubled = False, True
        faults = self.world.vk.faults
        if isinstance(how, int):
            faults.fail(method, how, times, after_work=after_work and how in (1, 10))
        else:
            getattr(faults, how)(method, times=times, after_work=after_work)

    @rule(failed=st.sampled_from([1, 2, 3]))
    def long_poll_fails(self, failed: int) -> None:
        self.calm, self.forgotten = False, True
        self.world.vk.faults.longpoll(failed)

    @rule(count=st.integers(1, 5))
    def vk_tells_again(self, count: int) -> None:
        self.calm = False
        self.world.vk.redeliver_last(count)

    @rule()
    def vk_forgets(self) -> None:
        self.calm, self.forgotten = False, True
        self.world.vk.forget_history(GROUP)

    @rule(count=st.integers(1, 2))
    def vk_loses(self, count: int) -> None:
        self.calm = self.in_order = False
        self.world.vk.lose_events(GROUP, count)

    @rule(count=st.integers(2, 4))
    def vk_tells_in_another_order(self, count: int) -> None:
        self.calm = self.in_order = False
        self.world.vk.reorder_last(GROUP, count)

    # --- death

    @rule(after=st.integers(1, 120), again=st.integers(0, 40), power_cut=st.booleans())
    def dies_soon(self, after: int, again: int, power_cut: bool) -> None:
        points = self.world.points
        points.at = frozenset({points.count + after, points.count + after + again})
        self.world.disk.power_cut = power_cut

    @rule(how_long=st.sampled_from(["20s", "5m", "2h", "1d"]))
    def sleeps(self, how_long: str) -> None:
        self.calm = False
        self.runner.run(self.world.kill())
        self.world.vk.clock.advance(LENGTHS[how_long])

    # --- the end

    def teardown(self) -> None:
        try:
            self.runner.run(self.check())
        finally:
            self.runner.run(self.stack.aclose())
            if not self.calm:
                self.runner.close()
        if self.calm:
            self.compare()

    async def check(self) -> None:
        await in_peace(self.world)
        self.seen = await sight(self.world)
        faults = await broken(self.world)
        # What VK forgot and then does not give when asked is heard after what it told by itself.
        if not self.in_order or (self.forgotten and self.troubled):
            faults = [fault for fault in faults if "out of order" not in fault]
        assert not faults, faults

    def compare(self) -> None:
        """The same story without a death ends the same."""
        with self.runner:
            stack = AsyncExitStack()
            world = self.opened(stack)
            acts = Acts(world)
            try:
                for name, values in self.told:
                    done = getattr(acts, name)(**values)
                    if isinstance(done, Awaitable):
                        self.runner.run(done)
                self.runner.run(in_peace(world))
                calm = self.runner.run(sight(world))
            finally:
                self.runner.run(stack.aclose())
        assert not differences(calm, self.seen), differences(calm, self.seen)


async def in_peace(world: MortalWorld) -> None:
    """VK is well and nobody dies any more; what was put off comes due, a new life asks what it missed."""
    world.points.at = frozenset()
    world.vk.faults.clear()
    await world.settle()
    await world.kill()
    for minutes in (3, 20, 61):
        world.vk.clock.advance(timedelta(minutes=minutes))
        await world.tick()


PROFILE = settings(
    derandomize="OTKLIK_STORIES" not in os.environ,
    max_examples=STORIES,
    stateful_step_count=LENGTH,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
    print_blob=False,
    report_multiple_bugs=False,
)


def test_any_story_ends_well() -> None:
    run_state_machine_as_test(RandomStory, settings=PROFILE)
