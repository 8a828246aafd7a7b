"""A lesson in a process of its own: examples come on the input, what came of them goes to the output, both as JSON.

`python -m bot.lesson FOLDER`. It yields to everything else on the machine, and two never learn in one folder at once.
"""

import fcntl
import json
import os
import sys
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np

from domain.organisation import Theme, Topic
from domain.privacy import mask, without_links
from routing.border import Border, learn_border
from routing.features import Encoder
from routing.learning import EXECUTOR, IMPORTED, OWN, THEME, TOPIC, Example, Lesson, learn
from routing.model import Model
from routing.store import ModelStore
from routing.verdicts import judged

_OF_TOPICS = ("examples", "before", "after", "held_out", "words")
_BETTER = frozenset({"better", "first"})
LEAST_PRIORITY = 15
WORDS_TOLD = 3
WEIGHTS = {"decided": OWN}
"""What an owner merely went along with, and what was imported, count as one."""


def main() -> int:
    """Learns, keeps a better model, says what came of it."""
    os.nice(LEAST_PRIORITY)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    asked: dict[str, Any] = json.load(sys.stdin)
    with (folder / "lesson.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            json.dump({"reason": "busy"}, sys.stdout)
            return 0
        json.dump(teach(ModelStore(folder), asked), sys.stdout, ensure_ascii=False)
    return 0


def teach(store: ModelStore, asked: dict[str, Any]) -> dict[str, Any]:
    """One lesson; what is told of it, the same that is kept beside the models."""
    topics = [Topic(id_, name, tuple(words)) for id_, name, words in asked["topics"]]
    themes = [Theme(name, topic) for name, topic in asked["themes"]]
    examples = [_example(*row) for row in asked["examples"]]
    loaded = store.load()
    live = loaded[1] if loaded else None
    serving = live if live and live.heads else None
    homes = {person: home for person, home in asked["people"].items() if home}
    lesson = learn(examples, topics, serving, themes, precision=asked["precision"], homes=homes)
    border = _border(asked, live)
    told = _told(lesson) | {"at": asked["at"], "border": asdict(border) | {"weights": None}}
    if lesson.model is not None or border.weights is not None:
        told["version"] = _save(store, lesson, border, loaded, told)
    store.note(told)
    return told


def _example(text: str, at: float, topic: str, source: str, theme: str, executor: int | None) -> Example:
    said = {TOPIC: topic, THEME: theme, EXECUTOR: str(executor or "")}
    labels = {head: label for head, label in said.items() if label}
    return Example(mask(without_links(text)), at, labels, WEIGHTS.get(source, IMPORTED))


def _border(asked: dict[str, Any], live: Model | None) -> Border:
    """What verdicts teach about what a question is."""
    read = (judged(signs, is_question=yes, at=at) for signs, yes, at in asked.get("verdicts", ()))
    known = [one for one in read if one is not None]
    until = float(live.about.get("border_until", 0)) if live else 0.0
    return learn_border(known, live.border if live else {}, until)


def _save(
    store: ModelStore, lesson: Lesson, border: Border, loaded: tuple[int, Model] | None, told: dict[str, Any]
) -> int:
    """One version of both: what did not get better is taken over from the one that serves."""
    number, live = loaded or (0, None)
    model = lesson.model or live or Model(Encoder({}, np.ones(0, np.float32)), {})
    if live is not None:
        model, kept = model.with_heads_of(live), store.about(number)
        if lesson.model is None or TOPIC not in lesson.model.heads:
            told |= {name: value for name, value in kept.items() if name in _OF_TOPICS}
        stays = {head: kept.get("finer", {}).get(head) for head, one in told["finer"].items() if not _is_better(one)}
        told["finer"] |= {head: {**one, "kept": True} for head, one in stays.items() if one}
    weights = border.weights if border.weights is not None else (live.border if live else {})
    now = datetime.fromisoformat(told["at"]).timestamp()
    until = now if border.weights is not None else (live.about.get("border_until", 0) if live else 0)
    about = {**model.about, "border_until": until}
    return store.save(replace(model, border=weights, about=about), told)


def _is_better(told: dict[str, Any]) -> bool:
    return told["reason"] in _BETTER


def _told(lesson: Lesson) -> dict[str, Any]:
    return asdict(lesson.topics) | {
        "finer": {head: asdict(one) for head, one in lesson.tried.items() if head != TOPIC},
        "words": {topic: list(words[:WORDS_TOLD]) for topic, words in lesson.words.items() if words},
    }


if __name__ == "__main__":
    sys.exit(main())
