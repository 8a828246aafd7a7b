"""A burst of 2 500 comments under a broadcast: how long until all are registered, in themes and on the desk.

What the bot says meanwhile waits in the outbox: it leaves at VK's pace, and nobody at the desk waits for it.
"""

import os
import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sandbox.recording import Line, Recording
from tests.benchmarks.rows import Row
from tests.evening.generator import questions
from tests.evening.playing import NUMBER, Night, a_night

SIZE = 2_500
AT = 60
BEAT = timedelta(seconds=1)
PATIENCE = 900.0


async def evening(_: str, folder: Path) -> Sequence[Row]:
    """The recorded evening at once, then as many questions at once."""
    recorded = Recording.read()
    asked = [
        Line(n, AT, "video", 1, text, "question", theme)
        for n, (theme, text) in enumerate(questions(random.Random(5), SIZE), 1)  # noqa: S311
    ]
    rows: list[Row] = []
    for name, recording in (
        (f"{SIZE} comments, a third questions", recorded),
        (f"{SIZE} questions", replace(recorded, lines=tuple(asked))),
    ):
        inner = folder / str(len(rows))
        inner.mkdir()
        rows += await _burst(name, recording, inner)
    return rows


async def _burst(name: str, recording: Recording, folder: Path) -> list[Row]:
    opening = tuple(act for act in recording.acts if act.t <= 0)
    at_once = replace(recording.hurried(600).in_one_burst(AT), acts=replace(recording, acts=opening).hurried(600).acts)
    async with a_night(folder, at_once) as night:
        clock = night.town.vk.clock
        while (due := night.replay.next_at) is not None and due < night.replay.start + timedelta(seconds=AT):
            clock.advance(due - clock.now())
            night.replay.step()
            await night.settle(whole=True)
        clock.advance(night.replay.start + timedelta(seconds=AT) - clock.now())
        night.replay.step()
        memory = _memory_mb()
        began, cpu = time.perf_counter(), time.process_time()
        registered = await _registered(night, began)
        on_desk, shown = await _on_desk(night, began)
        used = time.process_time() - cpu
        tally, balance = night.town.bot.measures.tally, (await night.evening()).balance
        lost = sum(tally.accepted.values()) - tally.events["handled"] + tally.events["quarantined"]
    return [
        Row(f"burst of {name}: registered", registered, "s"),
        Row("  in themes and on the desk", on_desk, "s"),
        Row("  CPU of all that, the town's own included", used, "s"),
        Row("  questions of the broadcast on the desk", shown, ""),
        Row("  lost: comments not handled, questions on no desk", lost + balance.collected - shown, "", "0"),
        Row("  memory above what it was", _memory_mb() - memory, "MB"),
    ]


async def _registered(night: Night, began: float) -> float:
    bot = night.town.bot
    while time.perf_counter() - began < PATIENCE:
        heard = sum([await poll.step(0) for poll in bot.longpolls])
        if not await bot.inbox.step() and not heard:
            return time.perf_counter() - began
    return PATIENCE


async def _on_desk(night: Night, began: float) -> tuple[float, int]:
    """Until no question is without a theme; the desk is what the moderator would see now."""
    while time.perf_counter() - began < PATIENCE:
        night.town.vk.clock.advance(BEAT)
        await night.town.bot.ticks.second()
        async with night.town.bot.database.begin(night.town.vk.clock.now()) as uow:
            waiting = await uow.broadcasts.unsorted(NUMBER, 1)
        if not waiting:
            break
    desk = await night.desk()
    return time.perf_counter() - began, sum(theme.questions for theme in desk.themes)


def _memory_mb() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
