"""How well messages are understood that nothing was written against: `fresh.toml`, one half of it kept from tuning."""

import hashlib
import re
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain import privacy
from domain.calendar import Calendar
from domain.organisation import Municipality, Region, Topic
from domain.ports import Hearing, Kind
from routing.lexicon import shipped_names
from routing.listener import WordListener
from routing.text import read

HOME = "priozerny"
REGION = Region(
    name="Озёрная область",
    calendar=Calendar(ZoneInfo("Europe/Moscow")),
    topics=tuple(Topic(id=name, name=name) for name in shipped_names()),
    municipalities=(
        Municipality(
            HOME,
            "Приозёрный округ",
            ("Приозёрский район",),
            (
                "Приозёрск", "Заручевье", "Лесной", "Зарубино", "Верхние Ключи", "Красная Горка", "Дубки", "Новосёлки",
            ),
        ),
        Municipality("rechnoy", "Речной округ", (), ("Речное", "Бор", "Заречье", "Погост")),
        Municipality("borovoy", "Боровой округ", (), ("Боровое", "Бор", "Холм")),
    ),
)  # fmt: skip

_UNSAID = "?"


@dataclass(frozen=True)
class Fresh:
    """A message and what a moderator would want of it."""

    text: str
    kind: str
    topics: tuple[str, ...] = ()
    address: str = ""
    settlement: str = ""
    urgent: str = ""
    """The danger; «?» where people would differ."""
    parts: int = 1
    rumour: bool = False
    abuse: bool = False
    private: tuple[str, ...] = ()

    @property
    def is_kept(self) -> bool:
        """Nobody tunes on this half."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 0


@cache
def messages() -> tuple[Fresh, ...]:
    """Every message of the file."""
    told = tomllib.loads(Path(__file__).with_name("fresh.toml").read_text("utf-8"))
    return tuple(one for kind, listed in told.items() for one in _listed(kind, listed))


def _listed(kind: str, listed: dict[str, Any]) -> Iterator[Fresh]:
    for topics, inside in listed.items():
        if isinstance(inside, dict):
            yield from _listed(kind, inside)
            continue
        for line in inside.strip().splitlines():
            text, _, flags = line.partition(" ## ")
            yield _labelled(text, kind, tuple(filter(None, topics.split("; "))), flags)


def _labelled(text: str, kind: str, topics: tuple[str, ...], flags: str) -> Fresh:
    said = dict(flag.partition("=")[::2] for flag in flags.split("; ") if flag)
    return Fresh(
        text=text,
        kind=kind,
        topics=topics,
        address=said.get("at", ""),
        settlement=said.get("in", ""),
        urgent=said.get("u", ""),
        parts=int(said.get("parts", 1)),
        rumour="rumour" in said,
        abuse="abuse" in said,
        private=tuple(sorted(said["hide"].split("+"))) if "hide" in said else (),
    )


@dataclass
class Figures:
    """Right and all of each measure; for a decider what was met, flagged and both."""

    shares: dict[str, list[int]] = field(default_factory=dict)
    missed: list[tuple[str, str, str]] = field(default_factory=list)
    """Measure, message and what was made of it; for the half one may look at."""

    def note(self, name: str, right: bool, text: str, got: object) -> None:
        one = self.shares.setdefault(name, [0, 0])
        one[0] += right
        one[1] += 1
        if not right:
            self.missed.append((name, text, str(got)))

    def decided(self, name: str, wanted: bool, got: bool, text: str, told: object) -> None:
        """One decider's answer: its recall where it is wanted, its precision where it speaks."""
        if wanted:
            self.note(f"{name}: recall", got, text, told)
        if got:
            self.note(f"{name}: precision", wanted, text, told)


def measure(chosen: Iterable[Fresh]) -> Figures:
    """Every decider on the messages chosen."""
    listener, figures = WordListener(), Figures()
    for one in chosen:
        heard = listener.hear(one.text, REGION, municipality=HOME, asked_outright=False)
        _of_kind(figures, one, heard)
        _of_matter(figures, one, heard)
        _of_deciders(figures, one, heard, listener)
    return figures


def _of_kind(figures: Figures, one: Fresh, heard: Hearing) -> None:
    taken = heard.kind is not Kind.CHATTER
    if one.kind == "attach":
        figures.note("joins a question or opens none", heard.me_too or not taken, one.text, heard.kind)
        return
    if one.kind == "perhaps":
        figures.note("perhaps: not taken for sure", heard.kind is not Kind.QUESTION, one.text, heard.kind)
        figures.note("perhaps: reaches a person", taken, one.text, heard.kind)
        return
    wanted = one.kind == "question"
    figures.decided("question, sure or perhaps", wanted, taken, one.text, heard.kind)
    if wanted:
        figures.note("question: heard for sure", heard.kind is Kind.QUESTION, one.text, heard.kind)
    else:
        figures.note("chatter: left alone", not taken, one.text, heard.kind)


def _of_matter(figures: Figures, one: Fresh, heard: Hearing) -> None:
    if one.topics:
        likely = (heard.topic, *heard.likely) if heard.topic else heard.likely
        first = likely[:1]
        figures.note("topic: first", bool(set(first) & set(one.topics)), one.text, likely[:3])
        figures.note("topic: among three", bool(set(likely[:3]) & set(one.topics)), one.text, likely[:3])
        if heard.topic and not heard.likely:
            figures.note("topic: right where sure", heard.topic in one.topics, one.text, heard.topic)
    where = heard.settlement or ""
    figures.decided("settlement", bool(one.settlement), bool(where), one.text, where)
    if one.settlement and where:
        figures.note("settlement: the right one", where == one.settlement, one.text, where)
    found = _words(heard.address)
    figures.decided("address", bool(one.address), bool(found), one.text, heard.address)
    if one.address and found:
        figures.note("address: street and house", _words(one.address) <= found, one.text, heard.address)


def _words(address: str | None) -> set[str]:
    return set(re.findall(r"\d+\w?|[а-яё]{3,}", read(address or "").flat))


def _of_deciders(figures: Figures, one: Fresh, heard: Hearing, listener: WordListener) -> None:
    if one.urgent != _UNSAID:
        figures.decided("danger", bool(one.urgent), heard.urgent is not None, one.text, heard.urgent)
    parts = listener.parts(one.text, REGION)
    figures.decided("several questions", one.parts > 1, len(parts) > 1, one.text, parts)
    figures.decided("rumour", one.rumour, listener.rumour(one.text) is not None, one.text, listener.rumour(one.text))
    figures.decided("abuse", one.abuse, listener.is_abusive(one.text), one.text, "")
    hidden = tuple(sorted({datum.kind.value for datum in privacy.find(one.text)}))
    figures.decided("private data", bool(one.private), bool(hidden), one.text, hidden)
    if one.private and hidden:
        figures.note("private data: all of it", hidden == one.private, one.text, hidden)


def kept() -> list[Fresh]:
    """The half that nobody looks at row by row."""
    return [one for one in messages() if one.is_kept]


def tuned() -> list[Fresh]:
    """The half the words were looked at against."""
    return [one for one in messages() if not one.is_kept]


def main() -> None:
    """`python -m tests.routing.measure_fresh [errors [measure]]`: errors are shown of the tuned half alone."""
    halves = {"tuned": measure(tuned()), "kept": measure(kept())}
    _say(", ".join(f"{kind} {count}" for kind, count in Counter(one.kind for one in messages()).items()))
    for name in sorted({name for each in halves.values() for name in each.shares}):
        told = f"{name:36}"
        for half, found in halves.items():
            right, count = found.shares.get(name, (0, 0))
            told += f" {half} {100 * right / max(count, 1):5.1f} % of {count:<4}"
        _say(told)
    if sys.argv[1:2] == ["errors"]:
        for name, text, got in halves["tuned"].missed:
            if name.startswith(" ".join(sys.argv[2:])):
                _say(f"{name} | {text} -> {got}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
