"""What is learned besides topics: the finer matter, and who answers; each judged by itself."""

import io
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from routing.learning import EXECUTOR, THEME, TOPIC, Lesson, learn
from routing.model import FORMAT, WITH_MORE, Model
from routing.store import ModelStore
from routing.taught import Heard, Taught
from routing.text import read
from routing.themes import topics_of
from routing.training import UNTOLD
from tests.routing.school import THEMES, TOPICS, history, themed

READER = topics_of(TOPICS, THEMES)
HOMES = dict.fromkeys(("Дорожный отдел", "Горсвет", "Управдом", "Транспорт"), "town") | {"Сосед": "village"}
"""The forester left."""

MANY = themed(history(240))
RARE = "мост через ручей провалился"


def told(lesson: Lesson, text: str, model: Model | None = None) -> Heard:
    taught = model or lesson.model
    assert taught is not None
    words = read(text)
    return Taught(taught, 1).hear(words, READER.weigh(words))


def theme(heard: Heard, topic: str, by_words: str = "") -> str:
    return heard.theme(READER.themes_of(topic), by_words, 90)


def number_of(file: bytes) -> int:
    with np.load(io.BytesIO(file[32:]), allow_pickle=False) as arrays:
        found: int = json.loads(arrays["told"].tobytes())["format"]
    return found


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    odd = [
        replace(MANY[0], text=f"{RARE} на Труда", at=-2.0, labels={**MANY[0].labels, THEME: RARE}),
        replace(
            MANY[0], text="не горит фонарь, Прасковьино", at=-1.0, labels={TOPIC: "roads", THEME: "не горит фонарь"}
        ),
    ]
    return learn([*odd, *MANY], TOPICS, None, THEMES, homes=HOMES)


@pytest.fixture(scope="module")
def worse(lesson: Lesson) -> Lesson:
    """Every theme of the earlier questions was taken for its neighbour; the latest are right, and so are all topics."""
    names = [one.name for one in THEMES]
    beside = {name: names[at - 4 if at % 5 == 4 else at + 1] for at, name in enumerate(names)}
    spoiled = [replace(one, labels={**one.labels, THEME: beside[one.labels[THEME]]}) for one in MANY]
    return learn([*spoiled, *themed(history(120, seed=3, since=1000))], TOPICS, lesson.model, THEMES, homes=HOMES)


def test_a_theme_is_told_within_the_topic_that_was_recognised_and_only_when_it_is_sure(lesson: Lesson) -> None:
    assert lesson.tried[THEME].reason == "first"
    heard = told(lesson, "не горит фонарь у клуба 7, опять")
    assert theme(heard, "lighting") == "не горит фонарь"
    assert theme(heard, "roads") == ""
    assert theme(told(lesson, "абракадабра"), "lighting") == ""
    assert theme(told(lesson, "у клуба опять третий день"), "lighting") == ""


def test_words_that_the_model_knows_better_are_silent_and_others_are_heard(lesson: Lesson) -> None:
    heard = told(lesson, "у клуба опять третий день")
    assert theme(heard, "lighting", "Название из словаря") == "Название из словаря", "the history does not use it"
    assert theme(told(lesson, "сколько можно, у школы"), "lighting", "не горит фонарь") in {"", "не горит фонарь"}
    doubtful = told(lesson, "светильник разбит или лампа мигает, темно вечером")
    assert theme(doubtful, "lighting", "не горит фонарь") != "не горит фонарь"


def test_a_rare_theme_and_one_of_another_topic_are_never_told(lesson: Lesson) -> None:
    assert lesson.model is not None
    labels = lesson.model.heads[THEME].labels
    assert UNTOLD in labels
    assert RARE not in labels


def test_who_left_is_nobody_s_hint_and_others_are_ordered_by_the_words(lesson: Lesson) -> None:
    assert lesson.tried[EXECUTOR].reason == "first"
    people, because = told(lesson, "течёт крыша во дворе Труда").executors(set(HOMES))
    assert people[0] == "Управдом"
    assert "Лесник" not in people
    assert {"крыша", "течёт"} & set(" ".join(because).split())
    assert told(lesson, "течёт крыша").executors({"Горсвет", "Транспорт"})[0][0] in {"Горсвет", "Транспорт"}
    assert told(lesson, "абракадабра").executors(set(HOMES)) == ((), ())


def test_words_of_one_message_are_not_kept_however_many_heads_learn_from_it(lesson: Lesson) -> None:
    assert lesson.model is not None
    assert not [term for term in lesson.model.encoder.columns if "прасковьин" in term]


def test_a_head_that_did_worse_stays_as_it_was_beside_the_new_ones(
    lesson: Lesson, worse: Lesson, tmp_path: Path
) -> None:
    assert lesson.model is not None
    assert worse.model is not None
    assert (worse.reason, worse.tried[THEME].reason) == ("better", "not-better")
    assert THEME not in worse.model.heads

    store = ModelStore(tmp_path)
    store.save(lesson.model)
    store.save(worse.model.with_heads_of(lesson.model))
    loaded = store.load()
    assert loaded is not None
    both, text = loaded[1], "не горит фонарь у клуба 7, опять"
    assert both.encoder_of(THEME) is not both.encoder
    assert theme(told(worse, text, both), "lighting") == "не горит фонарь"
    assert told(worse, text, both).topics([topic.id for topic in TOPICS]).topics[0] == "lighting"
    assert (number_of(lesson.model.to_bytes()), number_of(both.to_bytes())) == (FORMAT, WITH_MORE)
    assert store.step_back() == 1
