"""Somebody may be in danger now: what kind, and the words that say so. The words lie in `urgent.toml`."""

from collections import defaultdict
from dataclasses import dataclass

from routing.phrases import Hit, word_at
from routing.text import Words
from routing.vocabulary import phrases


@dataclass(frozen=True, slots=True)
class Danger:
    kind: str
    because: tuple[str, ...]


_PHRASES = phrases("urgent.toml")
LONG = 60
"""Words: whoever writes more than this has time, unless the text itself says that it is happening now."""

_GRAVEST_FIRST = ("gas", "fire", "wire", "person", "collapse", "flood")


def find(words: Words) -> Danger | None:
    """The gravest danger the words tell of, if it seems to be happening now."""
    hits: defaultdict[str, list[Hit[str]]] = defaultdict(list)
    for hit in _PHRASES.find(words):
        hits[hit.meaning].append(hit)
    if words.laughing or ((hits["remote"] or len(words.tokens) > LONG) and not hits["now"]):
        return None
    for kind in (*_GRAVEST_FIRST, "cold"):
        met = [hit for hit in hits[kind] if not any(_overlap(hit, denied) for denied in hits["denied"])]
        if met and kind != "cold":
            return _danger(kind, words, met)
        if met and hits["weak"]:
            return _danger("cold", words, [met[0], hits["weak"][0]])
    return None


def _overlap(one: Hit[str], other: Hit[str]) -> bool:
    return one.start < other.end and other.start < one.end


def _danger(kind: str, words: Words, hits: list[Hit[str]]) -> Danger:
    told = (word_at(words, hit.start, hit.end) for hit in hits)
    return Danger(kind, tuple(dict.fromkeys(told))[:2])
