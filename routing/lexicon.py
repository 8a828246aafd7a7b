"""What a message is about: the shipped vocabulary and the region's own words, weighed together."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from domain.organisation import Region, Topic
from routing.phrases import Phrases, word_at
from routing.text import Words, lower, read, stem

OWN_WORD = 5.0
"""The weight of a word the region's staff wrote: as heavy as the surest of the shipped ones."""

LANDMARK = 0.35
"""What is left of a word's weight when it names a landmark."""

_BESIDE = frozenset(
    {
        "у",
        "около",
        "возле",
        "до",
        "от",
        "напротив",
        "мимо",
        "перед",
        "между",
        "из",
        "к",
        "за",
        "через",
        "рядом",
        "вдоль",
    }
)
_BESIDE |= {"районе", "стороны", "сторону", "со", "с", "над", "под", "против"}
_OURS = frozenset(
    {
        "нашей",
        "нашего",
        "нашу",
        "нашим",
        "с",
        "со",
        "этой",
        "этого",
        "самой",
        "самого",
        "всей",
        "от",
        "до",
        "бывшей",
        "бывшего",
    }
)

_WHAT_ABOUT = frozenset({"что", "чего", "как", "там", "проблема", "проблемы", "беда", "решите", "разберитесь"})
"""«Что с фонарём?» asks about the lamp; «с фонарём» elsewhere may say where."""

# Where a matter goes in a region that has no topic of its own for it.
_KIN = {
    "Освещение": ("Благоустройство", "ЖКХ", "Электроснабжение"),
    "Электроснабжение": ("ЖКХ",),
    "Мусор и отходы": ("ЖКХ", "Благоустройство", "Экология"),
    "Благоустройство": ("ЖКХ",),
    "Экология": ("Мусор и отходы", "Благоустройство"),
    "Животные": ("Благоустройство", "ЖКХ"),
    "Общественный транспорт": ("Дороги",),
    "Труд": ("Социальная защита",),
    "Строительство и земля": ("Благоустройство",),
}


@dataclass(slots=True)
class Score:
    """How strongly a message speaks of one topic; `topic` is the region's id, None where it has no such topic."""

    topic: str | None
    weight: float = 0.0
    words: list[str] = field(default_factory=list)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(files("routing").joinpath("lexicon.json").read_text("utf-8"))
    return data


@cache
def shipped() -> Phrases[tuple[str, float, str]]:
    """The vocabulary that comes with the program: (topic's name, weight, pattern)."""
    return Phrases(
        (pattern, (name, float(weight), pattern))
        for name, patterns in _data()["topics"].items()
        for pattern, weight in patterns.items()
    )


@cache
def shipped_names() -> tuple[str, ...]:
    return tuple(_data()["topics"])


@cache
def _landmarks() -> frozenset[str]:
    return frozenset(_data()["landmarks"])


class Topics:
    """The topics of one region, ready to be looked for."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        topics = tuple(topics)
        self._ids = _match(topics)
        own = [(word, topic.id) for topic in topics for word in topic.words if lower(word).strip()]
        self._own = Phrases((_beginning(word), id_) for word, id_ in own if len(lower(word).strip()) > 1)
        self._own_stems = {stem(lower(word).strip()): id_ for word, id_ in own if " " not in word.strip()}

    @classmethod
    def of(cls, region: Region) -> "Topics":
        return cls(region.topics)

    def weigh(self, words: Words) -> list[Score]:
        """Topics met in the text, the strongest first; a word repeated adds less and less."""
        scores: dict[str, Score] = {}
        seen: dict[tuple[str, str], int] = {}
        for hit in shipped().find(words):
            name, weight, pattern = hit.meaning
            times = seen[name, pattern] = seen.get((name, pattern), 0) + 1
            if pattern in _landmarks() and _is_beside(words, hit.start):
                weight *= LANDMARK
            topic = self._ids.get(name)
            score = scores.setdefault(topic or name, Score(topic))
            score.weight += weight / times**2
            _add(score.words, word_at(words, hit.start, hit.end))
        for word, topic, start in self._own_hits(words):
            score = scores.setdefault(topic, Score(topic))
            weight = OWN_WORD * LANDMARK if _is_landmark(word) and _is_beside(words, start) else OWN_WORD
            if word not in score.words or score.weight < weight:
                score.weight += weight
            _add(score.words, word)
        return sorted(scores.values(), key=lambda score: -score.weight)

    def _own_hits(self, words: Words) -> set[tuple[str, str, int]]:
        hits = {(word_at(words, hit.start, hit.end), hit.meaning, hit.start) for hit in self._own.find(words)}
        for token, root, start in zip(words.tokens, words.stems, words.starts, strict=True):
            if (topic := self._own_stems.get(root)) is not None:
                hits.add((token, topic, start))
        return hits


@cache
def _landmark_words() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(_landmarks())))


def _is_landmark(word: str) -> bool:
    return _landmark_words().match(word) is not None


def _is_beside(words: Words, start: int) -> bool:
    """«у школы», «до нашей остановки»: the word says where."""
    first = bisect_left(words.starts, start)
    before = words.tokens[max(0, first - 2) : first]
    if len(before) == 2 and before[1] in {"с", "со"} and before[0] in _WHAT_ABOUT:
        return False
    return bool(before) and (
        before[-1] in _BESIDE or (len(before) == 2 and before[0] in _BESIDE and before[1] in _OURS)
    )


def _add(to: list[str], word: str) -> None:
    if word not in to:
        to.append(word)


def _beginning(word: str) -> str:
    """A region's word as a pattern: short ones stand whole, longer ones are beginnings."""
    words = read(word).tokens
    pattern = r"\w* ".join(re.escape(part) for part in words)
    return pattern if len(pattern) > 3 else pattern + r"\b"


def _match(topics: tuple[Topic, ...]) -> dict[str, str]:
    """Which of the region's topics each shipped one is: by name, by a common word, by meaning, by kin."""
    ids: dict[str, str] = {}
    by_name = {lower(topic.name): topic.id for topic in topics}
    for name in shipped_names():
        if (id_ := by_name.get(lower(name))) is not None:
            ids[name] = id_
    taken = set(ids.values())
    for topic in topics:
        if topic.id not in taken:
            for name in _meant(topic):
                ids.setdefault(name, topic.id)
    for name, kin in _KIN.items():
        if name not in ids:
            found = next((ids[other] for other in kin if other in ids), None)
            if found is not None:
                ids[name] = found
    return ids


def _meant(topic: Topic) -> list[str]:
    """Shipped topics that a region's differently named topic stands for («Медицина», «Дороги и транспорт»)."""
    title = read(topic.name)
    names = [name for name in shipped_names() if set(read(name).stems) & set(title.stems) - {"и", "служб", "услуг"}]
    for hit in shipped().find(title):
        if hit.meaning[1] >= 2 and hit.meaning[0] not in names:
            names.append(hit.meaning[0])
    return names
