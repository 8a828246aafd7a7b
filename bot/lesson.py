"""A lesson in a process of its own: examples come on the input, what came of them goes to the output, both as JSON.

`python -m bot.lesson FOLDER`. It yields to everything else on the machine, and two never learn in one folder at once.
"""

import fcntl
import json
import os
import sys
from pathlib import Path
from typing import Any

from domain.organisation import Theme, Topic
from domain.privacy import mask, without_links
from routing.learning import IMPORTED, OWN, TOPIC, Example, Lesson, learn
from routing.store import ModelStore

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
    live = store.load()
    lesson = learn(examples, topics, live[1] if live else None, themes, precision=asked["precision"])
    told = _told(lesson) | {"at": asked["at"]}
    if lesson.model is not None:
        told["version"] = store.save(lesson.model, told)
    store.note(told)
    return told


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
