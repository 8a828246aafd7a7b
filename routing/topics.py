"""The tree of topics, their themes and words: what comes with the program, and what staff make of it."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from routing.phrases import Phrases
from routing.text import is_empty, read

_NEXT = r"(?:\w+ ){0,3}?"
NAME_WORD = 1.0
"""The weight of a word that a theme has from its name alone."""

_EVERYWHERE = 0.04
"""A word in a larger share of the names tells no theme from another («содержание», «организация»)."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """One pattern of the vocabulary and what it speaks for."""

    topic: str
    theme: str | None
    weight: float
    pattern: str
    landmark: bool
    """Its word often says only where something is."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A finer matter within a topic; `words` are (pattern, weight)."""

    name: str
    topic: str
    words: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class Tree:
    """Topics with their words, and the themes below them. A value: editing makes another one."""

    words: dict[str, tuple[tuple[str, float], ...]]
    """Of each topic, (pattern, weight)."""
    themes: tuple[Theme, ...] = ()
    landmarks: frozenset[str] = frozenset()

    @property
    def topics(self) -> tuple[str, ...]:
        return tuple(self.words)

    def phrases(self) -> Phrases[Entry]:
        """Everything to look for, compiled."""
        return Phrases((entry.pattern, entry) for entry in self._entries())

    def _entries(self) -> Iterator[Entry]:
        where = re.compile("|".join(f"(?:{pattern})" for pattern in sorted(self.landmarks)) or r"(?!)")
        for topic, listed in self.words.items():
            for pattern, weight in listed:
                yield Entry(topic, None, weight, pattern, pattern in self.landmarks)
        for theme in self.themes:
            for pattern, weight in theme.words:
                plain = " " not in pattern and where.match(re.sub(r"[\\(\[].*", "", pattern)) is not None
                yield Entry(theme.topic, theme.name, weight, pattern, plain)

    def with_themes(self, named: Iterable[tuple[str, str | None]]) -> "Tree":
        """With more themes, each (name, topic): a theme with no topic goes where its own name's words lead."""
        known = {theme.name for theme in self.themes}
        fresh = [(name, topic) for name, topic in dict(named).items() if name not in known]
        spread = Counter(root for name, _ in fresh for root in set(_roots(name)))
        most = max(3.0, _EVERYWHERE * len(fresh))
        added = tuple(
            Theme(name, topic or self.topic_of(name), tuple((root, NAME_WORD) for root in _telling(name, spread, most)))
            for name, topic in fresh
        )
        missing = {theme.topic: () for theme in added if theme.topic not in self.words}
        return replace(self, words={**self.words, **missing}, themes=self.themes + added)

    def topic_of(self, name: str) -> str:
        """The topic that the words of a name speak for most; the last one when they speak for none."""
        votes: Counter[str] = Counter()
        for hit in _compiled(self).find(read(name)):
            votes[hit.meaning.topic] += hit.meaning.weight  # type: ignore[assignment]
        return votes.most_common(1)[0][0] if votes else self.topics[-1]

    def __hash__(self) -> int:
        return id(self)


@cache
def shipped() -> Tree:
    """The tree that comes with the program."""
    data: dict[str, Any] = tomllib.loads(files("routing").joinpath("topics.toml").read_text("utf-8"))
    words = {topic["name"]: tuple(_lines(topic["words"])) for topic in data["topic"]}
    themes = tuple(
        Theme(theme["name"], topic["name"], tuple(_lines(theme["words"])))
        for topic in data["topic"]
        for theme in topic.get("theme", ())
    )
    return Tree(words, themes, frozenset(data["landmarks"]))


@cache
def _compiled(tree: Tree) -> Phrases[Entry]:
    return tree.phrases()


def phrases_of(tree: Tree) -> Phrases[Entry]:
    """The compiled vocabulary of a tree, made once."""
    return _compiled(tree)


def _lines(text: str) -> Iterator[tuple[str, float]]:
    for line in text.strip().splitlines():
        weight, _, patterns = line.partition(": ")
        for pattern in patterns.split("; "):
            yield pattern.strip().replace("<next>", _NEXT), float(weight)


def _roots(name: str) -> list[str]:
    message = read(name)
    return [
        root
        for token, root in zip(message.tokens, message.stems, strict=True)
        if len(root) > 2 and not is_empty(token, root)
    ]


def _telling(name: str, spread: Counter[str], most: float) -> list[str]:
    """The words of a name that few other names have."""
    return list(dict.fromkeys(root for root in _roots(name) if spread[root] <= most))
