"""What the bot learns from people's decisions: examples in, a better model or a reason why not out.

Runs in a process of its own (`learn` takes and gives plain values); nothing here is imported while messages are heard.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.organisation import Theme, Topic
from routing.duplicates import Index, matter
from routing.features import Sketch, sketch
from routing.lexicon import Topics
from routing.model import Model
from routing.places import Place
from routing.text import Words, is_empty, read
from routing.themes import topics_of
from routing.training import Labelled, Report, fit, groups_of, teachable

OWN, IMPORTED = 3.0, 1.0
"""How much a moderator's decision weighs beside a row of an imported history."""

AT_LEAST = 100
"""Fewer examples than this teach less than the vocabulary knows."""

LATEST = 5
"""One part of so many, the latest, is what old and new are compared on."""

COMPARED_AT_LEAST = 20
TOLD_AFTER, MOSTLY = 4, 0.6
"""A word is told as learned when so many questions had it, and so large a share of them were of one topic."""

_COPY = 0.8
TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Example:
    """A question and what people decided about it."""

    text: str
    at: float
    """When it was decided, in seconds: the latest fifth is what a new model is tried on."""
    labels: Mapping[str, str]
    """Of a head («topic», «theme», «executor»), the answer."""
    weight: float = IMPORTED
    territory: str = ""


@dataclass(frozen=True, slots=True)
class HeldOut:
    """How a model of the earlier examples did on the latest fifth, which it did not learn from; shares of 1."""

    examples: int
    accuracy: float
    among_three: float
    coverage: float
    """Of how many it was sure."""
    precision: float
    """How often it was right where it was sure."""


@dataclass(frozen=True)
class Lesson:
    """What came of learning."""

    model: Model | None
    """The better model; None when the old one stays."""
    reason: str
    """better, first, not-better, few or one-sided."""
    examples: int
    before: float | None = None
    """The share of the latest examples that the old model, or the words alone, get right by topic."""
    after: float | None = None
    held_out: HeldOut | None = None
    reports: Mapping[str, Report] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of topics, words that people's decisions taught beside the vocabulary."""


def learn(
    examples: Sequence[Example],
    topics: Sequence[Topic],
    live: Model | None = None,
    themes: Sequence[Theme] = (),
    *,
    precision: int = 90,
) -> Lesson:
    """A model of all examples, if one of the earlier ones does on the latest fifth as well as what serves now."""
    known = sorted(_collapsed(examples), key=lambda example: example.at)
    if len(known) < AT_LEAST:
        return Lesson(None, "few", len(known))
    reader = _Reader(topics, themes)
    read_all = [reader.read(example) for example in known]
    groups = _copies([words for words, _, _ in read_all])
    rows = list(zip(known, read_all, groups, strict=True))
    if not teachable(_labelled(rows, TOPIC)):
        return Lesson(None, "one-sided", len(known))
    until = len(rows) - len(rows) // LATEST
    latest_groups = {group for _, _, group in rows[until:]}
    earlier = [row for row in rows[:until] if row[2] not in latest_groups]
    names = {TOPIC: {topic.id: topic.name for topic in topics}}
    before, after, held_out = _compared(earlier, rows[until:], live, precision, names)
    if after is not None and before is not None and after < before:
        return Lesson(None, "not-better", len(known), before, after, held_out)
    about = {"examples": len(known), "until": known[-1].at, "labels": _counts(known)}
    model, reports = fit({head: _labelled(rows, head) for head in _heads(known)}, about, names)
    words = _taught(model, reader.topics, rows)
    return Lesson(model, "better" if live else "first", len(known), before, after, held_out, reports, words)


class _Reader:
    def __init__(self, topics: Sequence[Topic], themes: Sequence[Theme]) -> None:
        self.topics = topics_of(topics, themes)

    def read(self, example: Example) -> tuple[Words, Sketch, str | None]:
        """The words, what a model sees of them, and the topic that the vocabulary alone names."""
        words = read(example.text)
        weighed = self.topics.weigh(words)
        by_words = next((score.topic for score in weighed.scores if score.topic is not None), None)
        return words, sketch(words, weighed, example.territory), by_words


Names = Mapping[str, Mapping[str, str]]
"""Of a head, what people call its answers."""

_Row = tuple[Example, tuple[Words, Sketch, str | None], int]


def _collapsed(examples: Sequence[Example]) -> list[Example]:
    """The same words decided the same way are one example, the latest."""
    latest: dict[tuple[Any, ...], Example] = {}
    for example in examples:
        if example.text.strip() and example.labels:
            key = (read(example.text).flat, tuple(sorted(example.labels.items())))
            if key not in latest or latest[key].at <= example.at:
                latest[key] = example
    return list(latest.values())


def _copies(messages: Sequence[Words]) -> list[int]:
    """Groups of near-copies, so that no message is tried on a model that learned its copy."""
    nowhere = Place()
    matters = [matter(words, nowhere) for words in messages]
    index = Index()
    keys: list[list[int]] = []
    for at, each in enumerate(matters):
        keys.append([at, *(alike.id for alike in index.alike(each, among=10) if alike.likeness > _COPY)])
        index.add(at, each)
    return groups_of([tuple(own) for own in keys])


def _heads(examples: Sequence[Example]) -> list[str]:
    return sorted({head for example in examples for head in example.labels})


def _labelled(rows: Sequence[_Row], head: str) -> list[Labelled]:
    return [
        Labelled(told[1], example.labels[head], example.weight, group)
        for example, told, group in rows
        if head in example.labels
    ]


def _compared(
    earlier: Sequence[_Row], latest: Sequence[_Row], live: Model | None, precision: int, names: Names
) -> tuple[float | None, float | None, HeldOut | None]:
    """How often what serves now and a model of the earlier examples are right about the latest."""
    asked = [(told, example.labels[TOPIC]) for example, told, _ in latest if TOPIC in example.labels]
    unseen = [
        (told, example.labels[TOPIC])
        for example, told, _ in latest
        if TOPIC in example.labels and live is not None and example.at > float(live.about.get("until", 0))
    ]
    taught = _labelled(earlier, TOPIC)
    if len(asked) < COMPARED_AT_LEAST or not teachable(taught):
        return None, None, None
    candidate, _ = fit({TOPIC: taught}, {}, names)
    held_out = _tried(candidate, asked, precision)
    if live is not None and len(unseen) >= COMPARED_AT_LEAST:
        return _tried(live, unseen, precision).accuracy, _tried(candidate, unseen, precision).accuracy, held_out
    by_words = sum(told[2] == label for told, label in asked) / len(asked)
    return by_words, held_out.accuracy, held_out


def _tried(model: Model, asked: Sequence[tuple[tuple[Words, Sketch, str | None], str]], precision: int) -> HeldOut:
    right = among = sure = surely_right = 0
    for told, label in asked:
        answer = model.answer(TOPIC, told[1], precision=precision)
        if answer is None or not answer.guesses:
            continue
        hit = answer.guesses[0].label == label
        right += hit
        among += label in {guess.label for guess in answer.guesses}
        sure += answer.is_sure
        surely_right += answer.is_sure and hit
    total = len(asked)
    return HeldOut(total, right / total, among / total, sure / total, surely_right / max(sure, 1))


def _counts(examples: Sequence[Example]) -> dict[str, dict[str, int]]:
    return {head: dict(Counter(e.labels[head] for e in examples if head in e.labels)) for head in _heads(examples)}


def _taught(model: Model, topics: Topics, rows: Sequence[_Row], count: int = 5) -> dict[str, tuple[str, ...]]:
    """Words that mostly one topic's questions have and that its vocabulary does not, as people write them."""
    head = model.heads.get(TOPIC)
    if head is None:
        return {}
    met: dict[str, Counter[str]] = {}
    forms: dict[str, Counter[str]] = {}
    for example, (words, _, _), _ in rows:
        for token, root in {
            root: (token, root) for token, root in zip(words.tokens, words.stems, strict=True)
        }.values():
            if len(root) > 3 and root.isalpha() and TOPIC in example.labels and not is_empty(token, root):
                met.setdefault(root, Counter())[example.labels[TOPIC]] += 1
                forms.setdefault(root, Counter())[token] += 1
    columns = model.encoder.columns
    told: dict[str, list[tuple[float, str]]] = {}
    for root, among in met.items():
        (label, times), total = among.most_common(1)[0], among.total()
        word = forms[root].most_common(1)[0][0]
        if times >= TOLD_AFTER and times >= MOSTLY * total and root in columns and not topics.knows(word):
            pull = head.weights[columns[root]]
            own = float(pull[head.labels.index(label)] - pull.mean())
            told.setdefault(label, []).append((own * times, word))
    return {label: tuple(word for _, word in sorted(found, reverse=True)[:count]) for label, found in told.items()}
