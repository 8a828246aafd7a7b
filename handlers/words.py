"""Commands as people type them: `!`, `/` or nothing in front, any case, one letter wrong in private."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

PREFIX = re.compile(r"^\s*[!/]\s*")
NUMBER = re.compile(r"^\s*№?\s*([0-9]{1,9})(?!\w|[.:/]\d|-(?:[а-яё]{1,3}\b|\d))[\s.,:;–—-]*")
"""A question's number, and neither «2й», «14-й» nor a date or a time of day."""

LONGEST_NAME = 3
"""Words in the longest name of a command."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A command's name, the question's number when one follows, and the rest of the words."""

    name: str
    number: int | None
    rest: str
    prefixed: bool = False
    words: str = ""
    """Everything after the name as it was typed: «10.12» is a date there, not a question's number."""

    @classmethod
    def silently(cls, number: int | None = None) -> "Spoken":
        """What a button says that does the same as a command."""
        return cls("", number, "")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Names of commands, the longest first, so that «не решено» is not «не»."""

    names: tuple[str, ...]
    by_first: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Names by their first word: nearly all that is said begins like no command."""

    @classmethod
    def of(cls, names: Iterable[str]) -> "Vocabulary":
        ordered = tuple(sorted(names, key=lambda name: (-len(name.split()), -len(name))))
        firsts = {name.split()[0] for name in ordered}
        return cls(ordered, {first: tuple(name for name in ordered if name.split()[0] == first) for first in firsts})

    def find(self, text: str, *, tolerant: bool) -> Spoken | None:
        """The command a text begins with; `tolerant` forgives one letter in a word of five and more."""
        prefixed = PREFIX.match(text) is not None
        body = PREFIX.sub("", text).strip()
        words = body.split(None, LONGEST_NAME)
        folded = [_fold(word) for word in words[:LONGEST_NAME]]
        tolerant = tolerant or prefixed
        known = self.by_first.get(folded[0] if folded else "", ())
        name = next((name for name in known if _begins(folded, name, tolerant=False)), None)
        if tolerant:
            forgiven = next((name for name in self.names if _begins(folded, name, tolerant=True)), None)
            if forgiven is not None and (name is None or forgiven.count(" ") > name.count(" ")):
                name = forgiven
        return _spoken(name, _after(body, len(name.split())), prefixed=prefixed) if name is not None else None


def _spoken(name: str, rest: str, *, prefixed: bool) -> Spoken:
    number = NUMBER.match(rest)
    if number is None:
        return Spoken(name, None, rest, prefixed, rest)
    return Spoken(name, int(number[1]), rest[number.end() :].strip(), prefixed, rest)


def _after(body: str, count: int) -> str:
    """What follows the first words, with its own line breaks."""
    rest = body
    for _ in range(count):
        rest = re.sub(r"^\S+\s*", "", rest, count=1)
    return rest.strip()


def _fold(word: str) -> str:
    return word.casefold().replace("ё", "е").strip(".,!?:;«»\"'#")


def _begins(folded: list[str], name: str, *, tolerant: bool) -> bool:
    parts = name.split()
    return len(folded) >= len(parts) and _same(folded[: len(parts)], parts, tolerant=tolerant)


def _same(spoken: list[str], parts: list[str], *, tolerant: bool) -> bool:
    return all(
        one == other or (tolerant and len(other) >= 5 and _one_apart(one, other))
        for one, other in zip(spoken, parts, strict=True)
    )


def _one_apart(one: str, other: str) -> bool:
    """At most one letter changed, missing, added, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
