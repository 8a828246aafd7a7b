"""How well residents are understood, on texts that lie beside the project (`OTKLIK_DATA` names another place).

Every row has the goal and what was measured before us on a larger part of the same texts. Topics and the gate are
cross-validated in five parts, and near-copies never straddle a split; «plain» rows are taken as they come, in ten
parts, as the published figures were. What was learned of topics and bodies is the mean of three orders in which rows
fall into the parts, with the lowest and the highest.
"""

import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.benchmarks.rows import Row
from tests.routing import data, measure_duplicates, measure_fresh, measure_plain, measure_talk
from tests.routing.measure_finer import finer
from tests.routing.measure_topics import ORDERS, Mean, by_words, learned, mean, model_of

MANY = 3_000
"""Of more labelled texts than this every second or third teaches: the table must not take all day."""

CITIES = {"kursk": "Kursk", "ryazan": "Ryazan"}


async def understanding(_: str, folder: Path) -> Sequence[Row]:
    """Every measure of understanding."""
    rows = list(_fresh())
    if not data.are_there():
        print(f"MOST OF UNDERSTANDING WAS NOT MEASURED: no texts at {data.folder()} (OTKLIK_DATA names another place)")
        return rows
    for measure in (_by_words, _learned, _finer, _plain, _gate, _duplicates, _places, partial(_path, folder)):
        rows += measure()
    return rows


def _row(name: str, share: float, goal: float | None = None, before: str = "") -> Row:
    """A share as percent, beside the goal and the earlier figure."""
    told = [f"goal ≥ {goal:g}" if goal is not None else "", f"routing.md {before}" if before else ""]
    return Row(name, 100 * share, "%", "; ".join(filter(None, told)))


def _by_words() -> Iterator[Row]:
    goals = {"kursk": ((72, "72.2"), (88, "87.9"), "43"), "ryazan": ((70, "69.8"), (86, "86.3"), "45")}
    for city, name in CITIES.items():
        first, three, covered = goals[city]
        found = by_words(city)
        yield _row(f"topic, no history, {name}, top-1 ({found.count} texts)", found.first, *first)
        yield _row(f"topic, no history, {name}, top-3", found.among_three, *three)
        apart = by_words(city, held_out=True)
        yield _row(f"the same of a quarter not tuned on ({apart.count} texts), top-1", apart.first, first[0])
        yield _row("the same of a quarter not tuned on, top-3", apart.among_three, three[0])
        yield _row(f"topic, no history, {name}, answered at 90 % precision", found.coverage[90], None, covered)


def _learned() -> Iterator[Row]:
    goals = {"kursk": ((80, "80.3"), (95, "95.1"), (72, "72")), "ryazan": ((78, "78.3"), (92, "92.3"), (68, "68"))}
    for city, name in CITIES.items():
        found = [learned(city, "group", folds=5, order=order) for order in range(ORDERS)]
        first, three, covered = goals[city]
        yield _mean(f"topic, learned, 5-fold, {name}, top-1", mean([each.first for each in found]), *first)
        yield _mean(f"topic, learned, 5-fold, {name}, top-3", mean([each.among_three for each in found]), *three)
        answered = mean([each.coverage[90] for each in found])
        yield _mean(f"topic, learned, 5-fold, {name}, answered at 90 % precision", answered, *covered)


def _finer() -> Iterator[Row]:
    for city, name in CITIES.items():
        found = finer(city)
        yield _row(f"theme told by itself, {name} ({found.asked} texts)", found.told)
        yield _row("of those rightly", found.rightly, 90)
        yield _row(f"executor among three offered, {name}", found.among_three)
        yield _row("the three who had most", found.had_most)


def _plain() -> Iterator[Row]:
    goals: dict[str, tuple[tuple[float | None, str], tuple[float | None, str]]] = {
        "category": ((72, "72.9; published 60.2"), (None, "91.6; published 83.2")),
        "executor": ((63, "63.1; published 63.0"), (83, "77.2; published 83.0")),
        "theme": ((56, "55.9; published 44.3"), (None, "73.8; published 60.0")),
    }
    for target, (first, three) in goals.items():
        yield from _pair(f"{target}, Ryazan, plain 10-fold", measure_plain.plain(target), first, three)
    yield from _pair("executor by the true theme alone", measure_plain.by_true_theme())
    yield from _pair("executor by the true theme and the text", measure_plain.by_true_theme_and_text())
    yield from _pair("executor as routed, fine topics", measure_plain.as_routed())
    yield from _pair("executor as routed, coarse topics", measure_plain.as_routed("category"))
    yield from _pair("executor at home, text alone", measure_plain.at_home())
    yield from _pair("executor at home as routed, fine topics", measure_plain.as_routed(at_home=True))


def _pair(
    name: str,
    found: measure_plain.Pair,
    first: tuple[float | None, str] = (None, ""),
    three: tuple[float | None, str] = (None, ""),
) -> Iterator[Row]:
    yield _mean(f"{name} ({found.rows} rows), top-1", found.first, *first)
    yield _mean(f"{name} ({found.rows} rows), top-3", found.three, *three)


def _mean(name: str, found: Mean, goal: float | None = None, before: str = "") -> Row:
    """The mean of several orders, with the lowest and the highest beside it."""
    row = _row(name, found.share, goal, before)
    spread = f"{ORDERS} orders {100 * found.lowest:.1f}–{100 * found.highest:.1f}"
    return replace(row, wanted="; ".join(filter(None, [spread, row.wanted])))


def _gate() -> Iterator[Row]:
    sets = (
        ("appeals against VK posts", measure_talk.appeals_and_posts(), 94, "94"),
        ("municipal comments", measure_talk.comments(), 90, "89; model 90"),
    )
    for name, labelled, goal, before in sets:
        told = measure_talk.by_words(labelled)
        yield _row(f"question or chatter, {name}, F1 ({len(labelled)})", told.f1, goal, before)
        yield _row(f"question or chatter, {name}, precision", told.precision)
        yield _row(f"question or chatter, {name}, recall", told.recall)
        some = labelled[:: 1 + len(labelled) // MANY]
        yield _row(f"question or chatter, {name}, learned, 5-fold ({len(some)}), F1", measure_talk.learned(some).f1)
    for heard in (600, 3_000):
        shipped, taught, verdicts = measure_talk.after_verdicts(measure_talk.appeals_and_posts(), heard)
        yield _row(f"question or chatter, posts, after {verdicts} verdicts, F1 (before {100 * shipped:.1f})", taught)


def _fresh() -> Iterator[Row]:
    """Our own messages, the half that nothing was tuned on; they need no texts from beside the project."""
    kept = measure_fresh.kept()
    for name, (right, count) in sorted(measure_fresh.measure(kept).shares.items()):
        yield _row(f"fresh messages, kept half: {name} ({count})", right / count)


def _duplicates() -> Iterator[Row]:
    found = measure_duplicates.suggested()
    yield _row("the same question is the likeliest", found.first, None, "97.5")
    yield _row("the same question found at 2 % false alarms", found.recall, 90, "90")
    yield _row("the same question suggested by the shipped rule", found.suggested)
    yield _row("something suggested to a first question (some rightly)", found.alarms)
    apart = measure_duplicates.kept_apart()
    yield _row("pairs that differ by address alone, precision", apart.precision, 60, "60–64")
    yield _row("pairs that differ by address alone, recall", apart.recall, None, "50–75")


def _places() -> Iterator[Row]:
    wanted: dict[str, Callable[[], measure_talk.Found]] = {
        "with a list of streets": partial(measure_talk.places, listed=True),
        "by form alone": partial(measure_talk.places, listed=False),
    }
    for name, measure in wanted.items():
        found, listed = measure(), "list" in name
        yield _row(f"place {name}, precision", found.precision, 95 if listed else None, "98" if listed else "89")
        yield _row(f"place {name}, recall", found.recall, 85 if listed else None, "87" if listed else "62")
        yield _row(f"house {name}, recall", found.houses, None, "67")
        yield _row(f"place {name}, seen in ordinary posts", found.among_chatter)


def _path(folder: Path) -> Iterator[Row]:
    """In a process of its own, so that memory is the bot's and not the measurer's."""
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        file = Path(aside) / "model"
        file.write_bytes(model_of("kursk").to_bytes())
        command = [sys.executable, "-m", "tests.benchmarks.path", str(file)]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()  # noqa: S603
    whole, alone, first, memory = map(float, told)
    yield Row("whole path of a message, CPU", 1000 * whole, "µs", "goal ≤ 1000; routing.md 1100")
    yield Row("the same without looking for the like", 1000 * alone, "µs")
    yield Row(
        "the whole path of the first 1 500 messages of a process, which compile the vocabulary", 1000 * first, "µs"
    )
    yield Row("memory of the path, 100 000 questions known", memory, "MB", "goal ≤ 300; routing.md 300")
