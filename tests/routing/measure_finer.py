"""How well themes and executors are told as the product tells them: a history is learned, then the rest is asked."""

from collections import Counter
from dataclasses import dataclass

from domain.organisation import Theme
from routing.learning import EXECUTOR, THEME, TOPIC, Example, learn
from routing.taught import Taught
from routing.text import read
from routing.themes import topics_of
from tests.routing import data

PARTS = 5
PRECISION = 90


@dataclass(frozen=True, slots=True)
class Finer:
    """Shares of 1; `asked` messages were not learned from."""

    asked: int
    told: float
    """Of how many a theme was told."""
    rightly: float
    """How often rightly, where it was told."""
    among_three: float
    """How often the right executor was among the first three, on the latest fifth of the history."""
    had_most: float
    """The same of the three who had most."""


def finer(city: str) -> Finer:
    """Four fifths of a city's appeals, in an order by chance, are the history; near-copies come again, as in life."""
    history = _history(city)
    themes = _themes(history)
    until = len(history) * (PARTS - 1) // PARTS
    people = {example.labels[EXECUTOR]: city for example in history}
    lesson = learn(history[:until], data.REGION.topics, None, themes, precision=PRECISION, homes=people)
    if lesson.model is None:
        raise LookupError(f"nothing was learned of {city}")
    topics, taught = topics_of(data.REGION.topics, themes), Taught(lesson.model, 1)
    told = rightly = 0
    for example in history[until:]:
        words = read(example.text)
        heard = taught.hear(words, topics.weigh(words))
        guessed = heard.topics([topic.id for topic in data.REGION.topics])
        topic = guessed.topics[0] if guessed.sure_at >= PRECISION else None
        theme = heard.theme(topics.themes_of(topic), "", PRECISION)
        told += theme != ""
        rightly += theme == example.labels[THEME]
    asked, executors = len(history) - until, lesson.tried[EXECUTOR]
    return Finer(asked, told / asked, rightly / max(told, 1), executors.after or 0.0, executors.before or 0.0)


def _history(city: str) -> list[Example]:
    known = data.appeals(city)
    topics = {topic.id for topic in data.REGION.topics}
    columns = (known.labels[name] for name in ("group", "theme", "executor"))
    rows = sorted(zip(known.texts, *columns, strict=True), key=lambda row: data.key(f"{row[0]}x"))
    return [
        Example(text, float(at), {TOPIC: group, THEME: theme, EXECUTOR: executor})
        for at, (text, group, theme, executor) in enumerate(rows)
        if group in topics
    ]


def _themes(history: list[Example]) -> list[Theme]:
    """As `otklik history` keeps them: met twice or more, below the topic most of its rows were of."""
    met = Counter((example.labels[THEME], example.labels[TOPIC]) for example in history)
    found: dict[str, Theme] = {}
    for (name, topic), count in met.most_common():
        if count > 1:
            found.setdefault(name, Theme(name, topic))
    return list(found.values())
