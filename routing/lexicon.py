"""What a message is about: the shipped vocabulary and the region's own words, weighed together."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property

from domain.language import plainly
from domain.organisation import Region, Topic
from routing import streets
from routing.phrases import Phrases, word_at
from routing.text import Words, read, stem
from routing.topics import Entry, Tree, phrases_of, shipped

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
_VILLAGE_ENDS = frozenset({"ом", "ем", "ое", "ой", "го", "ая", "ую", "ый", "ий"})
_NOUNS_AFTER = {"ом": ("е", "у", "ю", "и"), "ем": ("е", "у", "ю", "и"), "го": ("а", "я"), "ое": ("о", "е", "я")}
"""How a noun ends that such an adjective belongs to: «до Лесного автобус» names a village."""

_KINDS_OF_VILLAGE = frozenset(
    {"деревня", "деревне", "деревни", "деревню", "д", "село", "селе", "села", "с", "поселок", "поселке", "поселка", "п"}
)
_KINDS_OF_VILLAGE |= {"пос", "пгт", "рп", "хутор", "хуторе", "станция", "станции", "город", "городе", "города", "г"}
_SERVICES = frozenset({"скорую", "скорой", "управляющую", "управляющей", "управляющая", "дежурную", "дежурной"})
_TOWARDS = frozenset({"в", "во", "из", "до", "под", "около", "возле", "через", "за", "к", "от", "на", "по"})
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


TOLD, STANDS_OUT = 2.0, 1.5
"""What the words of a theme must weigh to be told to people, and how much more than those of the next one."""


@dataclass(slots=True)
class Score:
    """How strongly a message speaks of one topic; `topic` is the region's id, None where it has no such topic."""

    topic: str | None
    weight: float = 0.0
    plain: float = 0.0
    """The weight of the topic's own words, without those of its themes."""
    words: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Weighed:
    """What the vocabulary says of a message."""

    scores: list[Score]
    """The region's topics met, the strongest first."""
    topics: dict[str, float]
    """The tree's own topics met, by name: the same evidence before it is brought to the region's topics."""
    themes: dict[str, float]
    patterns: list[str]
    """The patterns met, each once."""


def shipped_names() -> tuple[str, ...]:
    """The topics that come with the program."""
    return shipped().topics


class Topics:
    """The topics of one region, ready to be looked for."""

    def __init__(self, topics: Iterable[Topic], tree: Tree | None = None) -> None:
        topics = tuple(topics)
        self.tree = tree or shipped()
        self._homes = {theme.name: theme.topic for theme in self.tree.themes}
        self._phrases = phrases_of(self.tree)
        self.ids = _match(topics)
        own = [(word, topic.id) for topic in topics for word in topic.words if plainly(word).strip(" -")]
        plus = [(word, id_) for word, id_ in own if not word.strip().startswith("-")]
        minus = [(word.strip().lstrip("-"), id_) for word, id_ in own if word.strip().startswith("-")]
        self._own, self._minus = _OwnWords(plus), _OwnWords(minus)

    @classmethod
    def of(cls, region: Region) -> "Topics":
        return cls(region.topics)

    def weigh(self, words: Words) -> Weighed:
        """Topics met in the text; a word repeated adds less and less, a «минус-слово» takes its topic away."""
        scores: dict[str, Score] = {}
        topics: dict[str, float] = {}
        themes: dict[str, float] = {}
        seen: dict[Entry, int] = {}
        named = names(words)
        for hit in self._phrases.find(words):
            if hit.start in named and hit.end <= named[hit.start]:
                continue
            entry = hit.meaning
            times = seen[entry] = seen.get(entry, 0) + 1
            weight = entry.weight / times**2
            if entry.landmark and _is_beside(words, hit.start):
                weight *= LANDMARK
            topics[entry.topic] = topics.get(entry.topic, 0.0) + weight
            if entry.theme is not None:
                themes[entry.theme] = themes.get(entry.theme, 0.0) + weight
            id_ = self.ids.get(entry.topic)
            score = scores.get(id_ or entry.topic)
            if score is None:
                score = scores[id_ or entry.topic] = Score(id_)
            score.weight += weight
            if entry.theme is None:
                score.plain += weight
            _add(score.words, word_at(words, hit.start, hit.end))
        self._weigh_own(words, scores, named)
        ordered = sorted(scores.values(), key=lambda score: -score.weight)
        return Weighed(ordered, topics, themes, list(dict.fromkeys(entry.pattern for entry in seen)))

    def theme_of(self, weighed: Weighed, topic: str | None) -> str:
        """The finer matter within a topic, where one stands out; empty otherwise."""
        if topic is None or not weighed.themes:
            return ""
        homes = self._homes
        within = [(weight, name) for name, weight in weighed.themes.items() if self.ids.get(homes[name]) == topic]
        within.sort(reverse=True)
        if not within or within[0][0] < TOLD or (len(within) > 1 and within[0][0] < STANDS_OUT * within[1][0]):
            return ""
        return within[0][1]

    def themes_of(self, topic: str | None) -> Collection[str]:
        """The finer matters within a topic, by their names."""
        return self._within.get(topic, frozenset())

    @cached_property
    def _within(self) -> dict[str | None, frozenset[str]]:
        found: dict[str | None, set[str]] = {}
        for theme, home in self._homes.items():
            found.setdefault(self.ids.get(home), set()).add(theme)
        return {topic: frozenset(themes) for topic, themes in found.items() if topic is not None}

    @staticmethod
    def certainty(scores: list[Score]) -> float:
        """How far the strongest topic stands before the second, 0 to 1."""
        first = scores[0].weight if scores else 0.0
        second = scores[1].weight if len(scores) > 1 else 0.0
        return first / (first + second + 1)

    def knows(self, word: str) -> bool:
        """Whether any topic's vocabulary has the word."""
        words = read(word)
        return bool(self._phrases.find(words) or self._own.find(words))

    def _weigh_own(self, words: Words, scores: dict[str, Score], named: dict[int, int]) -> None:
        for word, topic, start in self._own.find(words):
            if start in named and not self._own.is_whole(word):
                continue
            score = scores.setdefault(topic, Score(topic))
            weight = OWN_WORD * LANDMARK if _is_landmark(word) and _is_beside(words, start) else OWN_WORD
            if word not in score.words or score.weight < weight:
                score.weight += weight
                score.plain += weight
            _add(score.words, word)
        for _, topic, _ in self._minus.find(words):
            scores.pop(topic, None)


class _OwnWords:
    """Words that a region's staff wrote, each with its topic, found in any form."""

    def __init__(self, words: list[tuple[str, str]]) -> None:
        self._phrases = Phrases((_beginning(word), id_) for word, id_ in words if len(plainly(word).strip()) > 1)
        self._stems = {stem(plainly(word).strip()): id_ for word, id_ in words if " " not in word.strip()}

    def is_whole(self, word: str) -> bool:
        """Whether this very word was written, in whatever form; «лес» is not «Лесной»."""
        return stem(word) in self._stems

    def find(self, words: Words) -> set[tuple[str, str, int]]:
        """(the word as met, the topic, where)."""
        if not self._stems and self._phrases.is_empty:
            return set()
        hits = {(word_at(words, hit.start, hit.end), hit.meaning, hit.start) for hit in self._phrases.find(words)}
        for token, root, start in zip(words.tokens, words.stems, words.starts, strict=True):
            if (topic := self._stems.get(root)) is not None:
                hits.add((token, topic, start))
        return hits


@cache
def _landmark_words() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(shipped().landmarks)))


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


def names(words: Words) -> dict[int, int]:
    """Where the names of streets and villages begin and end in `flat`: «на Лесной» says nothing of the forest."""
    found: dict[int, int] = {}
    addresses = streets.find(words)
    roots = {root for each in addresses for root in each.street}
    for at, (token, root) in enumerate(zip(words.tokens, words.stems, strict=True)):
        if (root in roots and any(each.start <= words.spans[at][0] < each.end for each in addresses)) or (
            token[-2:] in _VILLAGE_ENDS and at and _is_village(words, at)
        ):
            found[words.starts[at]] = words.starts[at] + len(token)
    return found


def _is_village(words: Words, at: int) -> bool:
    """«в Лесном нет связи», «до Лесного не доехать»; not «в Детской поликлинике»."""
    if not words.raw[at][0].isupper() or words.raw[at].isupper() or words.gap(at).strip(" .") != "":
        return False
    before = words.tokens[at - 1]
    if words.tokens[at] in _SERVICES:
        return False  # «в Скорую не дозвониться»
    if before in _KINDS_OF_VILLAGE:
        return True
    after = words.tokens[at + 1] if at + 1 < len(words.tokens) else ""
    ends = not after or words.gap(at + 1).strip() != "" or not streets.goes_on(after)
    return before in _TOWARDS and (ends or not after.endswith(_NOUNS_AFTER.get(words.tokens[at][-2:], "")))


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
    by_name = {plainly(topic.name): topic.id for topic in topics}
    for name in shipped_names():
        if (id_ := by_name.get(plainly(name))) is not None:
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
    for hit in phrases_of(shipped()).find(title):
        entry = hit.meaning
        if entry.theme is None and entry.weight >= 2 and entry.topic not in names:
            names.append(entry.topic)
    return names
