"""How well the words alone understand real messages: `python -m tests.routing.evaluate`.

The texts lie beside the project (`../shared/data`) and are no part of it.
"""

import csv
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.calendar import Calendar
from domain.organisation import Region, Topic
from domain.ports import Hearing, Kind
from routing.lexicon import shipped_names
from routing.listener import WordListener

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"

REGION = Region(
    name="Оценка",
    calendar=Calendar(ZoneInfo("Europe/Moscow")),
    topics=tuple(Topic(id=name, name=name) for name in shipped_names()),
)


def rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def hear(listener: WordListener, texts: Iterable[str]) -> list[Hearing]:
    return [listener.hear(text, REGION, municipality="", asked_outright=False) for text in texts]


def say(line: str = "") -> None:
    sys.stdout.write(line + "\n")


def topics(listener: WordListener) -> None:
    say("Topic, top-1, exact duplicates removed")
    seen: set[str] = set()
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    named: Counter[str] = Counter()
    missed: Counter[tuple[str, str | None]] = Counter()
    for row in rows("appeals.csv"):
        if row["text"] in seen or not row["group"]:
            continue
        seen.add(row["text"])
        heard = listener.hear(row["text"], REGION, municipality="", asked_outright=False)
        total[row["source"]] += 1
        named[row["source"]] += heard.topic is not None
        right[row["source"]] += heard.topic == row["group"]
        if heard.topic != row["group"]:
            missed[row["group"], heard.topic] += 1
    for source in total:
        share, of_named = right[source] / total[source], right[source] / named[source]
        say(f"  {source:8} {total[source]:5} rows   top-1 {share:.3f}   of those with a topic {of_named:.3f}")
    say("  most often confused: " + "; ".join(f"{a} → {b} {n}" for (a, b), n in missed.most_common(12)))


def gate(listener: WordListener) -> None:
    say("\nQuestion or chatter, comments of a municipal community (officials' replies left out)")
    heard: dict[str, Counter[Kind]] = {}
    for row in rows("vk_comments_kind.csv"):
        heard.setdefault(row["kind"], Counter())[hear(listener, [row["text"]])[0].kind] += 1
    for kind, counts in heard.items():
        say(f"  {kind:24} " + "  ".join(f"{k.value} {counts[k]:4}" for k in Kind))
    appeals, chatter = heard["appeal"], heard["chatter"]
    _score("appeal against chatter, sure", appeals[Kind.QUESTION], chatter[Kind.QUESTION], appeals.total())
    both = [counts[Kind.QUESTION] + counts[Kind.MAYBE] for counts in (appeals, chatter)]
    _score("appeal against chatter, sure or perhaps", both[0], both[1], appeals.total())
    wrong = both[1] + sum(heard["address_only_follow_up"][kind] for kind in (Kind.QUESTION, Kind.MAYBE))
    _score("the same, bare addresses counted as chatter", both[0], wrong, appeals.total())


def _score(name: str, true: int, false: int, total: int) -> None:
    precision, recall = true / max(true + false, 1), true / total
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    say(f"  {name:46} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")


def shares(listener: WordListener) -> None:
    say("\nShares of what was heard")
    columns = {"chatter.csv": "text", "forum_questions.csv": "text", "appeals.csv": "text", "vk_comments.csv": "text"}
    for name, column in columns.items():
        texts = [row[column] for row in rows(name)]
        start = time.process_time()
        heard = hear(listener, texts)
        spent = (time.process_time() - start) / len(texts) * 1000
        counts = Counter(hearing.kind for hearing in heard)
        urgent = sum(hearing.urgent is not None for hearing in heard) / len(heard)
        joined = sum(hearing.me_too for hearing in heard) / len(heard)
        addressed = sum(bool(hearing.address) for hearing in heard) / len(heard)
        say(
            f"  {name:20} {len(texts):5}   "
            + "  ".join(f"{kind.value} {counts[kind] / len(texts):6.1%}" for kind in Kind)
            + f"   urgent {urgent:.1%}  me too {joined:.1%}  address {addressed:.1%}   {spent:.2f} ms CPU"
        )


def main() -> int:
    if not DATA.is_dir():
        say(f"NO DATA at {DATA}: nothing was evaluated")
        return 1
    listener = WordListener()
    topics(listener)
    gate(listener)
    shares(listener)
    return 0


if __name__ == "__main__":
    sys.exit(main())
