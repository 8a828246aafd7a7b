"""`make bench`: what it costs, in one table. `python -m tests.benchmarks intake lists` runs those alone.

Figures of time are medians of several runs; of lists and ticks, of many calls in one run. PostgreSQL is measured when
OTKLIK_TEST_POSTGRES names a server (tests/storage/postgres.sh start).
"""

import asyncio
import logging
import os
import platform
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.regionfile import load
from routing.listener import WordListener
from tests.benchmarks import capture, due, evening, grouping, intake, lists, process, sending, understanding
from tests.benchmarks.rows import Row, medians
from tests.benchmarks.running import GIVEN, engines
from tests.benchmarks.town import updates
from tests.world import REGION

HEARD = 3000

Bench = Callable[[str, Path], Awaitable[Sequence[Row]]]


async def listening(_: str, __: Path) -> list[Row]:
    """Understanding one message by words: CPU."""
    region, listener = load(REGION).region, WordListener()
    texts = [str(update["object"]["message"]["text"]) for update in updates(HEARD)]  # type: ignore[index]
    listener.hear(texts[0], region, municipality="priozerny", asked_outright=False)
    started = time.process_time()
    for text in texts:
        listener.hear(text, region, municipality="priozerny", asked_outright=False)
    return [Row("hearing one message, CPU", (time.process_time() - started) / HEARD * 1000, "ms")]


BENCHES: dict[str, tuple[Bench, int, bool]] = {
    "intake": (intake.intake, 3, True),
    "lists": (lists.lists, 1, True),
    "due": (due.due, 1, True),
    "notices": (sending.noticing, 3, True),
    "one": (process.one, 1, False),
    "many": (process.many, 1, False),
    "listening": (listening, 3, False),
    "understanding": (understanding.understanding, 1, False),
    "capture": (capture.capture, 1, False),
    "grouping": (grouping.grouping, 1, False),
    "evening": (evening.evening, 1, False),
}
"""What is measured, how often, and whether on each engine."""


def main() -> int:
    asked = sys.argv[1:] or list(BENCHES)
    unknown = set(asked) - set(BENCHES)
    if unknown:
        print(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
        return 2
    logging.disable(logging.CRITICAL)
    print(machine())
    for name in asked:
        bench, runs, each = BENCHES[name]
        for engine in engines() if each else ["SQLite"]:
            for row in measured(bench, engine, runs):
                print(row, flush=True)
    return 0


def machine() -> str:
    """The machine in a line or two: figures mean nothing without it."""
    names = [
        line.partition(":")[2].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model n" in line
    ]
    busy = os.getloadavg()[0]
    told = f"{names[0] if names else platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    crowded = (
        f"\nThe machine is busy with something else (load {busy:.1f}): times are worse than they are."
        if busy > 1
        else ""
    )
    missing = (
        "" if os.environ.get(GIVEN) else f"\nNo PostgreSQL measured: export {GIVEN}=$(tests/storage/postgres.sh start)"
    )
    return f"{told}{crowded}{missing}\n"


def measured(bench: Bench, engine: str, runs: int) -> list[Row]:
    """Each run in a folder of its own."""
    found = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            found.append(asyncio.run(_one(bench, engine, Path(folder))))
    return medians(found)


async def _one(bench: Bench, engine: str, folder: Path) -> Sequence[Row]:
    return await bench(engine, folder)


if __name__ == "__main__":
    sys.exit(main())
