"""The texts that measure understanding. They lie beside the project, `../shared/data`, and are no part of it."""

import csv
import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.calendar import Calendar
from domain.organisation import Region, Topic
from routing.duplicates import Index, matter
from routing.lexicon import shipped_names
from routing.places import Place
from routing.text import read
from routing.training import groups_of

_BESIDE = Path(__file__).resolve().parents[3] / "shared" / "data"
COPY = 0.8
"""Texts alike beyond this are near-copies and never straddle a split."""

REGION = Region(
    name="Оценка",
    calendar=Calendar(ZoneInfo("Europe/Moscow")),
    topics=tuple(Topic(id=name, name=name) for name in shipped_names()),
)


def folder() -> Path:
    """Where the texts are; `OTKLIK_DATA` names another place."""
    return Path(os.environ.get("OTKLIK_DATA", _BESIDE))


def are_there() -> bool:
    return (folder() / "appeals.csv").is_file()


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    with (folder() / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def key(text: str) -> str:
    """What a text is known by where it may not be named itself."""
    return hashlib.sha256(re.sub(r"\W+", "", text.lower()).encode()).hexdigest()[:16]


def is_held_out(text: str) -> bool:
    """A quarter of every set that nothing was tuned on."""
    return int(key(text), 16) % 4 == 0


@dataclass(frozen=True)
class Appeals:
    """Labelled appeals of one city, with groups of near-copies."""

    texts: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]
    groups: tuple[int, ...]


@cache
def appeals(city: str, *, copies: bool = False) -> Appeals:
    """Of a city (`kursk`, `ryazan`); exact copies are left out unless asked for."""
    kept: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows("appeals.csv")):
        if row["source"] == city and row["group"]:
            kept.setdefault(f"{key(row['text'])}{number if copies else ''}", row)
    texts = tuple(row["text"] for row in kept.values())
    labels = {name: tuple(row[name] for row in kept.values()) for name in ("group", "category", "theme", "executor")}
    return Appeals(texts, labels, tuple(range(len(texts))) if copies else tuple(near_copies(texts)))


def near_copies(texts: Sequence[str]) -> list[int]:
    """Groups of texts that are near-copies of each other."""
    index = Index()
    keys = []
    for at, text in enumerate(texts):
        each = matter(read(text), Place())
        keys.append((at, *(alike.id for alike in index.alike(each, among=10) if alike.likeness > COPY)))
        index.add(at, each)
    return groups_of(keys)
