"""(d) A thousand notices to a thousand people under VK's twenty requests a second, none lost, none twice."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from domain.notices import Line, MorningQueue, Quote
from domain.place import chat, private
from domain.ports import Verb
from domain.question import Clock, Question, Status
from tests.benchmarks.rows import Row
from tests.benchmarks.running import database
from tests.world import CHAT, GROUP, ILYIN, MARINA, REGION, World, a_town, moment

PEOPLE = range(10_000, 11_000)
PATIENCE = 120.0
ASKED = moment("2026-11-24 09:00")


async def noticing(engine: str, folder: Path) -> list[Row]:
    """Morning lists, each with the person's own words: from the commit until the last one is said and marked."""
    region = with_officials(folder, PEOPLE)
    async with database(engine, folder) as url, a_town(folder, database=url, region=region) as world:
        world.vk.rate_limit = True  # the stand-in answers error 6 above twenty requests in a second
        world.vk.forbid = None  # transactions of one round overlap with the calls of another
        world.vk.clock.frozen = False
        await _written(world)
        seconds = await _until_all_is_said(world)
        requests = Counter(method for method, _ in world.vk.requests)
        assert [len(world.bot_said(person)) for person in PEOPLE] == [1] * len(PEOPLE), "lost or said twice"
        refused = sum(vk.errors.total() for vk in world.bot.measures.clients.values())
    return [
        Row(f"1 000 notices to 1 000 people, {engine}", seconds, "s", "≤ 5"),
        Row(f"  requests it took, {engine}", requests["execute"] + requests["messages.send"], ""),
        Row(f"  of them too early for VK, {engine}", refused, ""),
    ]


def with_officials(folder: Path, people: Iterable[int]) -> Path:
    """The town's region file with these officials too."""
    official = 'post = "ЖКХ"\nmunicipality = "priozerny"\nroles = ["official"]\n'
    lines = [f'[[person]]\nvk_id = {one}\nname = "Имя Фамилия {one}"\n{official}' for one in people]
    path = folder / "officials.toml"
    path.write_text("\n".join([REGION.read_text("utf-8"), *lines]), "utf-8")
    return path


async def _written(world: World) -> None:
    """A question that waits, and a list that names it for everybody."""
    for person in PEOPLE:
        world.vk.add_user(person, "Имя", "Фамилия")
    world.vk.community(GROUP).allowed.update(PEOPLE)
    text = "Когда починят фонарь на Победы, 14?"
    due = world.vk.clock.now()
    place, clock = chat(GROUP, CHAT).at(1), Clock(due - ASKED, ASKED)
    question = Question(1, place, MARINA, text, ASKED, "priozerny", Status.ASSIGNED, assignee=ILYIN, clock=clock)
    async with world.bot.database.begin(due) as uow:
        await uow.questions.add(question)
        for person in PEOPLE:
            line = Line(1, Quote(f"{text} {person}"), ASKED, due, overdue=False, official=None, votes=0)
            await uow.outbox.put(Verb.SAY, private(GROUP, person), MorningQueue((line,)), key=f"morning/{person}")


async def _until_all_is_said(world: World) -> float:
    outbox, tally = world.bot.outbox, world.bot.measures.tally
    began = time.perf_counter()
    running = asyncio.create_task(outbox.run())
    while tally.said["say", "sent"] < len(PEOPLE) and time.perf_counter() - began < PATIENCE:  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    seconds = time.perf_counter() - began
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return seconds
