"""What the bot learns from people's decisions: examples in, a better model or a reason why not out.

Runs in a process of its own (`learn` takes and gives plain values); nothing here is imported while messages are heard.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from domain.organisation import Theme, Topic
from routing.duplicates import Index, matter
from routing.features import Sketch, sketch
from routing.lexicon import Topics
from routing.model import Model
from routing.places import Place
from routing.text import Words, is_empty, read
from routing.themes import topics_of
from routing.training import UNTOLD, Labelled, Report, fit, groups_of, teachable

OWN, IMPORTED = 3.0, 1.0
"""How much a moderator's decision weighs beside a row of an imported history."""

AT_LEAST = 100
"""Fewer examples than this teach less than the vocabulary knows."""

LATEST = 5
"""One part of so many, the latest, is what old and new are compared on."""

COMPARED_AT_LEAST = 20
TOLD_AFTER, MOSTLY = 4, 0.6
"""A word is told as learned when so many questions had it, and so large a share of them were of one topic."""

RARELY, MOST_THEMES = 5, 100
"""A theme of fewer questions, or not among so many commonest, is learned as «another» and never told."""

MOST_FINER = 4_000
"""Themes and executors are learned from so many latest examples: they have many answers, and a lesson must end."""

_COPY = 0.8
TOPIC, THEME, EXECUTOR = HEADS = ("topic", "theme", "executor")


@dataclass(frozen=True, slots=True)
class Example:
    """A question and what people decided about it."""

    text: str
    at: float
    """When it was decided, in seconds: the latest fifth is what a new model is tried on."""
    labels: Mapping[str, str]
    """Of a head («topic», «theme», «executor»), the answer; any of them may be missing."""
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


@dataclass(frozen=True, slots=True)
class Tried:
    """What came of learning one head."""

    reason: str
    """better, first, not-better, few or one-sided."""
    examples: int
    before: float | None = None
    """The share of the latest examples that what served before gets right."""
    after: float | None = None
    held_out: HeldOut | None = None

    @property
    def is_accepted(self) -> bool:
        return self.reason in {"better", "first"}


@dataclass(frozen=True)
class Lesson:
    """What came of learning; `tried` says it of every head, of topics first of all."""

    model: Model | None
    """The better heads; None when all the old ones stay."""
    tried: Mapping[str, Tried] = field(default_factory=dict)
    reports: Mapping[str, Report] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Of topics, words that people's decisions taught beside the vocabulary."""

    @property
    def topics(self) -> Tried:
        return self.tried[TOPIC]

    @property
    def examples(self) -> int:
        """Questions of a known topic."""
        return self.topics.examples

    @property
    def reason(self) -> str:
        return self.topics.reason

    @property
    def before(self) -> float | None:
        return self.topics.before

    @property
    def after(self) -> float | None:
        return self.topics.after

    @property
    def held_out(self) -> HeldOut | None:
        return self.topics.held_out


def learn(
    examples: Sequence[Example],
    topics: Sequence[Topic],
    live: Model | None = None,
    themes: Sequence[Theme] = (),
    *,
    precision: int = 90,
    homes: Mapping[str, str] | None = None,
) -> Lesson:
    """The heads that, learned from the earlier examples, do on the latest fifth as well as what serves now.

    `homes` are the municipalities of those who may answer: nobody else is learned as an executor.
    """
    known = sorted(_collapsed(_of_roster(examples, homes)), key=lambda example: example.at)
    counts = {head: sum(head in example.labels for example in known) for head in HEADS}
    if max(counts.values()) < AT_LEAST:
        return Lesson(None, {head: Tried("few", count) for head, count in counts.items()})
    reader = _Reader(topics, themes)
    known = reader.themed(known)
    read_all = [reader.read(example) for example in known]
    rows = list(map(_Row, known, read_all, _copies([told.words for told in read_all])))
    names = {TOPIC: {topic.id: topic.name for topic in topics}}
    trial = _Trial(live, names, precision, reader.topics, homes or {})
    of_head = {head: [row for row in rows if head in row.example.labels][-_most(head) :] for head in HEADS}
    tried = {head: trial.of(head, own) for head, own in of_head.items()}
    taught = {head: _labelled(of_head[head], head) for head, one in tried.items() if one.is_accepted}
    if not taught:
        return Lesson(None, tried)
    about: dict[str, Any] = {"labels": _counts(known)} | {_until(head): known[-1].at for head in taught}
    model, reports = fit(taught, about | {"examples": counts[TOPIC]}, names)
    return Lesson(model, tried, reports, _taught(model, reader.topics, rows))


class _Read(NamedTuple):
    """An example's words, what a model sees of them, and what the vocabulary alone makes of them."""

    words: Words
    sketch: Sketch
    topic: str | None
    theme: str
    """Within the topic that people named."""


class _Row(NamedTuple):
    example: Example
    told: _Read
    group: int


class _Reader:
    def __init__(self, topics: Sequence[Topic], themes: Sequence[Theme]) -> None:
        self.topics = topics_of(topics, themes)

    def read(self, example: Example) -> _Read:
        words = read(example.text)
        weighed = self.topics.weigh(words)
        by_words = next((score.topic for score in weighed.scores if score.topic is not None), None)
        theme = self.topics.theme_of(weighed, example.labels.get(TOPIC))
        return _Read(words, sketch(words, weighed, example.territory), by_words, theme)

    def themed(self, examples: Sequence[Example]) -> list[Example]:
        """A theme that is rare, or stands below another topic than people named, is just another one."""
        often = Counter(example.labels[THEME] for example in examples if THEME in example.labels)
        common = {theme for theme, count in often.most_common(MOST_THEMES) if count >= RARELY}
        return [
            replace(example, labels={**example.labels, THEME: UNTOLD})
            if (theme := example.labels.get(THEME)) is not None
            and (theme not in common or theme not in self.topics.themes_of(example.labels.get(TOPIC)))
            else example
            for example in examples
        ]


Names = Mapping[str, Mapping[str, str]]
"""Of a head, what people call its answers."""


@dataclass(frozen=True, slots=True)
class _Trial:
    """A head is learned from the earlier examples and asked the latest, beside what serves now."""

    live: Model | None
    names: Names
    precision: int
    topics: Topics
    homes: Mapping[str, str]

    def of(self, head: str, rows: Sequence[_Row]) -> Tried:
        """`rows` are those that know the head's answer, the earliest first."""
        if len(rows) < AT_LEAST:
            return Tried("few", len(rows))
        if not teachable(_labelled(rows, head)):
            return Tried("one-sided", len(rows))
        until = len(rows) - len(rows) // LATEST
        latest_groups = {row.group for row in rows[until:]}
        earlier = [row for row in rows[:until] if row.group not in latest_groups]
        before, after, held_out = self._compared(head, earlier, rows[until:])
        if after is not None and before is not None and after < before:
            return Tried("not-better", len(rows), before, after, held_out)
        return Tried("better" if self._serving(head) else "first", len(rows), before, after, held_out)

    def _serving(self, head: str) -> Model | None:
        return self.live if self.live is not None and head in self.live.heads else None

    def _compared(
        self, head: str, earlier: Sequence[_Row], latest: Sequence[_Row]
    ) -> tuple[float | None, float | None, HeldOut | None]:
        """How often what serves now and a model of the earlier examples are right about the latest."""
        asked = [row for row in latest if row.example.labels[head] != UNTOLD]
        taught = _labelled(earlier, head)
        if len(asked) < COMPARED_AT_LEAST or not teachable(taught):
            return None, None, None
        candidate, _ = fit({head: taught}, {}, self.names)
        held_out = self._asked(candidate, head, latest)
        live = self._serving(head)
        if live is not None:
            unseen = [row for row in asked if row.example.at > float(live.about.get(_until(head), 0))]
            if len(unseen) >= COMPARED_AT_LEAST:
                return self._right(live, head, unseen), self._right(candidate, head, unseen), held_out
        return self._untaught(head, earlier, asked), self._right(candidate, head, asked), held_out

    def _among(self, head: str, example: Example) -> Sequence[str]:
        """The answers there may be: the themes of the topic, the people of the municipality."""
        if head == THEME:
            return sorted(self.topics.themes_of(example.labels.get(TOPIC)))
        home = self.homes.get(example.labels.get(EXECUTOR, ""))
        return [person for person, own in self.homes.items() if own == home] if head == EXECUTOR else ()

    def _right(self, model: Model, head: str, asked: Sequence[_Row]) -> float:
        """The share told rightly: at the first, and of executors among the three that are offered."""
        counted = 3 if head == EXECUTOR else 1
        right = 0
        for example, told, _ in asked:
            answer = model.answer(head, told.sketch, among=self._among(head, example))
            right += answer is not None and example.labels[head] in [each.label for each in answer.guesses[:counted]]
        return right / len(asked)

    def _untaught(self, head: str, earlier: Sequence[_Row], asked: Sequence[_Row]) -> float:
        """The same of the words alone, and of executors of the three who had most."""
        if head != EXECUTOR:
            named = [told.topic if head == TOPIC else told.theme for _, told, _ in asked]
            return sum(row.example.labels[head] == name for row, name in zip(asked, named, strict=True)) / len(asked)
        had: dict[str | None, Counter[str]] = {}
        for example, _, _ in earlier:
            label = example.labels[EXECUTOR]
            had.setdefault(self.homes.get(label), Counter())[label] += 1
        right = 0
        for example, _, _ in asked:
            label = example.labels[EXECUTOR]
            right += label in dict(had.get(self.homes.get(label), Counter[str]()).most_common(3))
        return right / len(asked)

    def _asked(self, model: Model, head: str, latest: Sequence[_Row]) -> HeldOut:
        """How a model of the earlier ones does; a theme that is told of another's question is told wrongly."""
        right = among = sure = surely_right = 0
        for example, told, _ in latest:
            answer = model.answer(head, told.sketch, precision=self.precision, among=self._among(head, example))
            if answer is None or not answer.guesses:
                continue
            hit = answer.guesses[0].label == example.labels[head]
            right += hit
            among += example.labels[head] in {guess.label for guess in answer.guesses}
            sure += answer.is_sure
            surely_right += answer.is_sure and hit
        total = len(latest)
        return HeldOut(total, right / total, among / total, sure / total, surely_right / max(sure, 1))


def _until(head: str) -> str:
    """What a model's notes call the moment until which a head has learned."""
    return "until" if head == TOPIC else f"until_{head}"


def _most(head: str) -> int:
    """How many of the latest examples a head learns from; a topic from all of them."""
    return 0 if head == TOPIC else MOST_FINER


def _of_roster(examples: Sequence[Example], homes: Mapping[str, str] | None) -> list[Example]:
    """Who does not answer here any more is nobody's hint."""
    if homes is None:
        return list(examples)
    return [
        replace(example, labels={head: label for head, label in example.labels.items() if head != EXECUTOR})
        if example.labels.get(EXECUTOR, "") not in {*homes, ""}
        else example
        for example in examples
    ]


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


def _labelled(rows: Sequence[_Row], head: str) -> list[Labelled]:
    return [Labelled(told.sketch, example.labels[head], example.weight, group) for example, told, group in rows]


def _counts(examples: Sequence[Example]) -> dict[str, dict[str, int]]:
    return {head: dict(Counter(e.labels[head] for e in examples if head in e.labels)) for head in HEADS}


def _taught(model: Model, topics: Topics, rows: Sequence[_Row], count: int = 5) -> dict[str, tuple[str, ...]]:
    """Words that mostly one topic's questions have and that its vocabulary does not, as people write them."""
    head = model.heads.get(TOPIC)
    if head is None:
        return {}
    met: dict[str, Counter[str]] = {}
    forms: dict[str, Counter[str]] = {}
    for example, told_of, _ in rows:
        words = told_of.words
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
