"""Things that questions of a broadcast are about, by a vocabulary that names them as a host would: `things.toml`."""

import tomllib
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from routing.phrases import Phrases
from routing.text import Words

_BESIDE = frozenset({
    "у", "около", "возле", "напротив", "мимо", "перед", "между", "рядом", "вдоль", "за", "от", "до", "к", "из", "через",
    "с", "со", "под", "районе", "против",
})  # fmt: skip
"""After these a thing tells where, if there is another one in the question."""

_INSIDE = frozenset({"в", "во", "на", "по"})
"""And after these perhaps: «в поликлинике нет педиатра»."""

_BETWEEN = frozenset({"с", "от", "нашей", "нашего", "самой", "самого", "этой", "старой", "старого", "здания"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A word of the vocabulary."""

    name: str
    is_everywhere: bool
    """Every street has it: without a place two questions about it are not one subject."""
    narrows: bool
    """Tells which of a subject's sides, and is none itself."""


@dataclass(frozen=True, slots=True)
class Met:
    """A thing met in a text, at which word, and how much it seems to tell where only: 0, 1 or 2."""

    thing: Thing
    at: int
    aside: int


@cache
def _vocabulary() -> Phrases[Thing]:
    kinds = tomllib.loads(files("routing").joinpath("things.toml").read_text("utf-8"))
    return Phrases(
        (pattern.strip(), Thing(name, kind == "everywhere", kind == "narrows"))
        for kind, listed in kinds.items()
        for name, patterns in listed.items()
        for pattern in patterns.split("; ")
    )


def find(words: Words) -> tuple[Met, ...]:
    """The things of a text, each once: those it is about before those that tell where, then as they stand."""
    met: dict[Thing, Met] = {}
    for hit in _vocabulary().find(words):
        at = bisect_left(words.starts, hit.start)
        known, aside = met.get(hit.meaning), _aside(words, at)
        if known is None or aside < known.aside:
            met[hit.meaning] = Met(hit.meaning, at, aside)
    return tuple(sorted(met.values(), key=lambda each: (each.aside, each.at, each.thing.name)))


def subjects(met: tuple[Met, ...]) -> tuple[Thing, ...]:
    """What a text is about: things that tell where are left out when there is another."""
    about = [each for each in met if not each.thing.narrows]
    return tuple(each.thing for each in about if each.aside < 2 or each is about[0])


def _aside(words: Words, at: int) -> int:
    before = at - 1
    while before > 0 and words.tokens[before] in _BETWEEN and words.tokens[before - 1] in _BESIDE | _INSIDE:
        before -= 1
    if before < 0:
        return 0
    return 2 if words.tokens[before] in _BESIDE else int(words.tokens[before] in _INSIDE)
