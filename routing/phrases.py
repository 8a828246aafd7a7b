"""Many small patterns looked for at once: each is tried only where a word begins with its first letters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from routing.text import Words

Meaning = TypeVar("Meaning")

_SPECIAL = frozenset("[](){}?*+|\\.^$")
_KEY = 3


@dataclass(frozen=True, slots=True)
class Hit(Generic[Meaning]):
    """One pattern found: what it means, and the stretch of `Words.flat` it covers."""

    meaning: Meaning
    start: int
    end: int


class Phrases(Generic[Meaning]):
    """A vocabulary.

    A pattern is a regular expression over lower-case words with single spaces between them, anchored at the beginning
    of a word; at least two plain letters come first.
    """

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._index: dict[str, list[tuple[re.Pattern[str], Meaning]]] = {}
        for pattern, meaning in entries:
            for branch in _spread(pattern):
                opening = _opening(branch)
                if len(opening) < 2:
                    raise ValueError(f"a pattern must begin with two plain letters: {branch!r}")
                compiled = re.compile(branch)
                self._index.setdefault(opening[:_KEY], []).append((compiled, meaning))

    def find(self, words: Words) -> list[Hit[Meaning]]:
        """Every pattern met, in the order of the text."""
        return list(self._find(words.flat, words.starts))

    def _find(self, flat: str, starts: Iterable[int]) -> Iterator[Hit[Meaning]]:
        index = self._index
        for start in starts:
            for length in (2, _KEY):
                for pattern, meaning in index.get(flat[start : start + length], ()):
                    match = pattern.match(flat, start)
                    if match is not None:
                        yield Hit(meaning, start, match.end())


def _spread(pattern: str) -> Iterator[str]:
    """The pattern as several, each beginning with plain letters: «(?:да|нет) ли» is «да ли» and «нет ли»."""
    for branch in _branches(pattern):
        if not branch.startswith("(?:"):
            yield branch
            continue
        closing = _closing(branch)
        inside, rest = branch[3:closing], branch[closing + 1 :]
        if rest[:1] == "?":
            yield from _spread(rest[1:])
            rest = rest[1:]
        for part in _spread(inside):
            yield f"{part}{rest}"


def _closing(branch: str) -> int:
    """Where the group that begins a branch ends."""
    depth = 0
    for position, sign in enumerate(branch):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return position
    raise ValueError(f"a bracket is not closed: {branch!r}")


def _branches(pattern: str) -> list[str]:
    """The alternatives of the top level."""
    parts, depth, current = [], 0, ""
    for sign in pattern:
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        if sign == "|" and depth == 0:
            parts.append(current)
            current = ""
        else:
            current += sign
    return [*parts, current]


def _opening(branch: str) -> str:
    """The plain letters a pattern surely begins with."""
    for position, sign in enumerate(branch):
        if sign in _SPECIAL:
            return branch[: position - 1] if sign in "?*{" else branch[:position]
    return branch


def word_at(words: Words, start: int, end: int) -> str:
    """The whole words a hit touches."""
    flat = words.flat
    while end < len(flat) and flat[end] != " ":
        end += 1
    return flat[start:end].strip()
