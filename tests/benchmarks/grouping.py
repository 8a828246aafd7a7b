"""How well and how fast a broadcast's questions become themes: pairs of labelled questions, and 2 500 in a row."""

import random
import statistics
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

from bot.regionfile import load
from domain.grouping import Asked
from domain.organisation import Region
from routing.grouping import WordGrouper
from sandbox.recording import Recording
from tests.benchmarks.rows import Row
from tests.evening.generator import questions
from tests.routing.measure_grouping import BROADCAST, Pairs, labelled, measured
from tests.world import REGION

MANY = 2_500
SEEDS = (7, 8, 9)


async def grouping(_: str, __: Path) -> Sequence[Row]:
    """Quality on labelled groups and on the recorded evening, then time, a restart and memory."""
    region = load(REGION).region
    evening = [(line.theme, line.text) for line in Recording.read().lines if line.kind == "question"]
    rows = []
    for name, asked in (("kept groups", labelled("kept")), ("tuned groups", labelled("tune")), ("evening", evening)):
        found = [measured(asked, region, seed) for seed in SEEDS]
        rows += _pairs(f"{name}, {len(asked)} questions, {found[0].groups} subjects", found)
    return [*rows, *_pace(region)]


def _pairs(name: str, found: Sequence[Pairs]) -> list[Row]:
    precision = statistics.mean(each.precision for each in found)
    recall = statistics.mean(each.recall for each in found)
    return [
        Row(f"grouping, {name}: pairwise precision", 100 * precision, "%", "≥ 90"),
        Row(f"grouping, {name}: pairwise recall", 100 * recall, "%", "aim ≥ 70"),
    ]


def _pace(region: Region) -> list[Row]:
    asked = [
        Asked(number, text, municipality="priozerny")
        for number, (_, text) in enumerate(questions(random.Random(5), MANY), 1)  # noqa: S311
    ]
    grouper, themes, took = WordGrouper(), {}, []
    for each in asked:
        began = time.process_time()
        found = grouper.theme_of(BROADCAST, each, region)
        themes[each.number] = found.theme if found else each.number
        grouper.place(BROADCAST, each, themes[each.number], region)
        took.append(time.process_time() - began)
    tracemalloc.start()
    began, risen = time.process_time(), WordGrouper()
    for each in asked:
        risen.place(BROADCAST, each, themes[each.number], region)
    restart, (memory, _) = time.process_time() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    took.sort()
    return [
        Row(f"a question put into a theme, {MANY} asked, CPU, median", 1e6 * took[len(took) // 2], "µs"),
        Row("the same, 99 of 100 within", 1e6 * took[len(took) * 99 // 100], "µs"),
        Row(f"{MANY} questions placed anew after a restart, CPU (memory being traced)", restart, "s"),
        Row(f"memory of {MANY} questions and {len(set(themes.values()))} themes", memory / 1e6, "MB"),
    ]
