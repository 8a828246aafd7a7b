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
from routing.learning import IMPORTED, OWN, TOPIC, Example, Lesson, learn
from routing.model import Model
from routing.store import ModelStore
from routing.verdicts import judged

_OF_TOPICS = ("examples", "before", "after", "held_out", "words")
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
    examples = [
        Example(mask(without_links(text)), at, {TOPIC: topic}, WEIGHTS.get(source, IMPORTED))
        for text, at, topic, source in asked["examples"]
    ]
    loaded = store.load()
    live = loaded[1] if loaded else None
    lesson = learn(examples, topics, live if live and live.heads else None, themes, precision=asked["precision"])
    border = _border(asked, live)
    told = _told(lesson) | {"at": asked["at"], "border": asdict(border) | {"weights": None}}
    if lesson.model is not None or border.weights is not None:
        told["version"] = _save(store, lesson, border, loaded, told)
    store.note(told)
    return told


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
    if lesson.model is None:
        told |= {name: value for name, value in store.about(number).items() if name in _OF_TOPICS} if live else {}
    weights = border.weights if border.weights is not None else (live.border if live else {})
    now = datetime.fromisoformat(told["at"]).timestamp()
    until = now if border.weights is not None else (live.about.get("border_until", 0) if live else 0)
    about = {**model.about, "border_until": until}
    return store.save(replace(model, border=weights, about=about), told)


def _told(lesson: Lesson) -> dict[str, Any]:
    tried = lesson.held_out
    return {
        "reason": lesson.reason,
        "examples": lesson.examples,
        "before": lesson.before,
        "after": lesson.after,
        "held_out": None
        if tried is None
        else {name: getattr(tried, name) for name in ("examples", "accuracy", "among_three", "coverage", "precision")},
        "words": {topic: list(words[:WORDS_TOLD]) for topic, words in lesson.words.items() if words},
    }


if __name__ == "__main__":
    sys.exit(main())
