"""Many small patterns looked for at once: a word met before knows already which of them may begin with it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from routing.text import Words

Meaning = TypeVar("Meaning")

_SPECIAL = frozenset("[](){}?*+|\\.^$")
_KEY = 3
_REMEMBERED = 40_000
"""Different words whose patterns are kept; a chat's whole vocabulary is smaller."""


class Hit(NamedTuple, Generic[Meaning]):
    """One pattern found: what it means, and the stretch of `Words.flat` it covers."""

    meaning: Meaning
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Entry(Generic[Meaning]):
    pattern: re.Pattern[str]
    meaning: Meaning
    head: re.Pattern[str] | None
    """What the whole first word must look like, when the pattern goes on after it."""
    alone: bool
    """The pattern lies within one word, so that the word alone decides."""


class _Candidates(NamedTuple, Generic[Meaning]):
    """What a word decides alone, and the patterns that need the words after it."""

    sure: tuple[tuple[Meaning, int], ...]
    open: tuple[tuple[re.Pattern[str], Meaning], ...]


class Phrases(Generic[Meaning]):
    """A vocabulary.

    A pattern is a regular expression over lower-case words with single spaces between them, anchored at the beginning
    of a word; at least two plain letters come first.
    """

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._sources: dict[str, list[tuple[str, Meaning]]] = {}
        self._index: dict[str, list[_Entry[Meaning]]] = {}
        """Compiled for the beginnings that were met: all of them at once take half a second."""
        self._met: dict[str, _Candidates[Meaning] | None] = {}
        for pattern, meaning in entries:
            for branch in _spread(pattern):
                opening = _opening(branch)
                if len(opening) < 2:
                    raise ValueError(f"a pattern must begin with two plain letters: {branch!r}")
                self._sources.setdefault(opening.partition(" ")[0][:_KEY], []).append((branch, meaning))

    @property
    def is_empty(self) -> bool:
        return not self._sources

    def compile(self) -> None:
        """Compiles everything now; raises re.error for a pattern that is none."""
        for key in list(self._sources):
            self._beginning(key)

    def find(self, words: Words) -> list[Hit[Meaning]]:
        """Every pattern met, in the order of the text."""
        hits: list[Hit[Meaning]] = []
        met, flat = self._met, words.flat
        for token, start in zip(words.tokens, words.starts, strict=True):
            candidates = met[token] if token in met else self._meet(token)
            if candidates is None:
                continue
            hits.extend([Hit(meaning, start, start + length) for meaning, length in candidates.sure])
            for pattern, meaning in candidates.open:
                match = pattern.match(flat, start)
                if match is not None:
                    hits.append(Hit(meaning, start, match.end()))
        return hits

    def _meet(self, token: str) -> _Candidates[Meaning] | None:
        """Tries every pattern on a word not met before, and remembers; of numbers, which are many, none begins."""
        if not token[0].isalpha():
            return None
        sure: list[tuple[Meaning, int]] = []
        rest: list[tuple[re.Pattern[str], Meaning]] = []
        for length in range(1, min(len(token), _KEY) + 1):
            for entry in self._beginning(token[:length]):
                if entry.alone:
                    match = entry.pattern.match(token)
                    if match is not None:
                        sure.append((entry.meaning, match.end()))
                elif entry.head is None or entry.head.fullmatch(token) is not None:
                    rest.append((entry.pattern, entry.meaning))
        found = _Candidates(tuple(sure), tuple(rest)) if sure or rest else None
        if len(self._met) >= _REMEMBERED:
            self._met.clear()
        self._met[token] = found
        return found

    def _beginning(self, key: str) -> list[_Entry[Meaning]]:
        """The patterns of words that begin so."""
        if key not in self._sources:
            return []
        if key not in self._index:
            self._index[key] = [_entry(branch, meaning) for branch, meaning in self._sources[key]]
        return self._index[key]


def _entry(branch: str, meaning: Meaning) -> _Entry[Meaning]:
    head = _head(branch)
    return _Entry(re.compile(branch), meaning, re.compile(head) if head else None, " " not in branch)


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


def _head(branch: str) -> str | None:
    """The part of a pattern that is its first word, when it surely is one word and no more."""
    depth = 0
    for position, sign in enumerate(branch):
        if sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == " ":
            optional = branch[position + 1 : position + 2] in {"?", "*", "{"}
            return None if depth or optional else branch[:position]
    return None


def word_at(words: Words, start: int, end: int) -> str:
    """The whole words a hit touches."""
    flat = words.flat
    while end < len(flat) and flat[end] != " ":
        end += 1
    return flat[start:end].strip()
