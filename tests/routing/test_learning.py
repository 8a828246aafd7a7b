"""People's decisions make a better model, or none; models are kept, checked and stepped back from."""

from pathlib import Path

import numpy as np
import pytest

from routing.features import Encoder, Sketch, sketch
from routing.learning import Example, Lesson, learn
from routing.lexicon import Topics
from routing.model import BrokenModel, Model
from routing.solver import logistic, machine
from routing.store import KEPT, ModelStore
from routing.text import read
from routing.training import (
    Labelled,
    by_names,
    fit,
    fitted,
    folds_of,
    groups_of,
    middles,
    softmax,
    threshold,
    usual,
)
from tests.routing.school import TOPICS, history

READER = Topics(TOPICS)


def seen(text: str) -> Sketch:
    words = read(text)
    return sketch(words, READER.weigh(words))


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return learn(history(), TOPICS)


@pytest.fixture(scope="module")
def model(lesson: Lesson) -> Model:
    assert lesson.model is not None
    return lesson.model


def test_a_topic_the_vocabulary_does_not_know_is_learned(lesson: Lesson, model: Model) -> None:
    assert lesson.reason == "first"
    assert lesson.before is not None
    assert lesson.after is not None
    assert lesson.after > lesson.before + 0.1
    answer = model.answer("topic", seen("бобры снова построили запруду у мельницы"))
    assert answer is not None
    assert answer.guesses[0].label == "beavers"
    assert len(answer.guesses) == 3
    assert "бобр" in model.because("topic", "beavers", seen("бобры снова построили запруду"))


def test_what_was_learned_is_told(lesson: Lesson) -> None:
    assert {"бобры", "плотина", "запруда", "хатка"} & set(lesson.words["beavers"])
    assert "фонарь" not in lesson.words.get("lighting", ())  # known before


def test_an_executor_is_only_hinted_at_among_those_there_are(model: Model) -> None:
    answer = model.answer("executor", seen("не горит фонарь у клуба"), among=("Горсвет", "Лесник"))
    assert answer is not None
    assert [guess.label for guess in answer.guesses] == ["Горсвет", "Лесник"]


def test_few_examples_teach_nothing() -> None:
    assert learn(history(60), TOPICS).reason == "few"


def test_one_answer_to_everything_teaches_nothing() -> None:
    same = [Example(example.text, example.at, {"topic": "roads"}) for example in history(300)]
    assert learn(same, TOPICS).reason == "one-sided"


def test_a_worse_model_is_refused(model: Model) -> None:
    spoiled = history(200, wrong=0.7) + history(80, seed=2, since=1000)
    refused = learn(spoiled, TOPICS, model)
    assert (refused.model, refused.reason) == (None, "not-better")
    assert refused.after is not None
    assert refused.before is not None
    assert refused.after < refused.before


def test_new_decisions_make_the_next_model(model: Model) -> None:
    next_one = learn(history(200) + history(120, seed=3, since=1000), TOPICS, model)
    assert next_one.reason == "better"
    assert next_one.examples > 200


def test_copies_count_once() -> None:
    assert learn(history(60) * 5, TOPICS).reason == "few"


def test_sure_answers_are_as_right_as_promised(model: Model) -> None:
    fresh = history(300, seed=9)
    sure = [(model.answer("topic", seen(example.text)), example.labels["topic"]) for example in fresh]
    acted = [(answer, label) for answer, label in sure if answer is not None and answer.is_sure]
    assert len(acted) > 100
    assert sum(answer.guesses[0].label == label for answer, label in acted) >= 0.9 * len(acted)


def test_a_text_of_unknown_words_makes_nobody_sure(model: Model) -> None:
    answer = model.answer("topic", seen("абракадабра"))
    assert answer is not None
    assert not answer.is_sure


def test_a_model_comes_back_from_its_file_the_same(model: Model) -> None:
    again = Model.from_bytes(model.to_bytes())
    for example in history(30, seed=4):
        one, other = model.answer("topic", seen(example.text)), again.answer("topic", seen(example.text))
        assert one is not None
        assert other is not None
        assert one.guesses[0].label == other.guesses[0].label
        assert one.guesses[0].probability == pytest.approx(other.guesses[0].probability, abs=0.02)
    assert again.about["examples"] == model.about["examples"]


@pytest.mark.parametrize(
    "spoil", [lambda d: b"", lambda d: d[:-1], lambda d: d[:40] + b"x" + d[41:], lambda d: b"PK" * 99]
)
def test_a_spoiled_file_is_no_model(model: Model, spoil: object) -> None:
    assert callable(spoil)
    with pytest.raises(BrokenModel):
        Model.from_bytes(spoil(model.to_bytes()))


def test_the_last_five_versions_are_kept(tmp_path: Path, model: Model) -> None:
    store = ModelStore(tmp_path / "models")
    assert store.load() is None
    assert store.versions() == []
    for _ in range(KEPT + 2):
        store.save(model)
    assert [version.number for version in store.versions()] == [3, 4, 5, 6, 7]
    assert [version.number for version in store.versions() if version.is_live] == [7]


def test_one_can_step_back_to_words_alone(tmp_path: Path, model: Model) -> None:
    store = ModelStore(tmp_path)
    store.save(model)
    store.save(model)
    assert store.step_back() == 1
    loaded = store.load()
    assert loaded is not None
    assert loaded[0] == 1
    assert store.step_back() is None
    assert store.load() is None
    assert store.save(model) == 3


def test_a_broken_version_gives_way_to_the_one_before(tmp_path: Path, model: Model) -> None:
    store = ModelStore(tmp_path)
    store.save(model)
    store.save(model)
    (tmp_path / "model-000002.npz").write_bytes(b"nonsense")
    loaded = store.load()
    assert loaded is not None
    assert loaded[0] == 1


def test_a_strange_folder_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "live.json").write_text("[]", "utf-8")
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    assert ModelStore(tmp_path).load() is None


def test_both_fits_part_what_can_be_parted() -> None:
    sketches = [Sketch((f"слово{label}", "общее"), ()) for label in (0, 1, 2) for _ in range(5)]
    encoder = Encoder.of(sketches)
    rows = encoder.encode_all(sketches)
    labels = np.repeat(np.arange(3), 5)
    for solve in (machine, logistic):
        matrix = solve(rows, labels, 3, encoder.width, np.ones(15, np.float32))
        assert [int((values @ matrix[indices]).argmax()) for indices, values in rows] == labels.tolist()


def test_a_regression_finds_the_point_where_nothing_pulls() -> None:
    """At the best weights, every class's weights are the sum of what its examples still miss."""
    sketches = [Sketch(tuple(f"т{at * shift % 7}" for at in range(4)), ()) for shift in range(1, 13)]
    encoder = Encoder.of(sketches)
    rows = encoder.encode_all(sketches)
    labels = np.array([at % 3 for at in range(12)])
    matrix = logistic(rows, labels, 3, encoder.width, np.ones(12, np.float32), epochs=600)
    pull = np.zeros_like(matrix)
    for (indices, values), label in zip(rows, labels, strict=True):
        missed = -softmax((values @ matrix[indices])[None])[0]
        missed[label] += 1
        pull[indices] += 10 * values[:, None] * missed
    assert np.abs(pull - matrix).max() < 0.02 * np.abs(matrix).max()


def test_what_is_said_first_says_more_than_what_follows(model: Model) -> None:
    story = "и вот мы с соседями уже которую неделю ходим друг к другу и всё думаем кому бы про это написать а ещё"

    def chance(text: str) -> float:
        answer = model.answer("topic", seen(text))
        assert answer is not None
        return next((guess.probability for guess in answer.guesses if guess.label == "lighting"), 0.0)

    lamp, hole = "не горит фонарь", "разбитый асфальт"
    assert chance(f"{lamp} {story} {hole}") > chance(f"{hole} {story} {lamp}")


def test_the_middle_of_few_examples_says_less() -> None:
    sketches = [Sketch(("яма",), ()) for _ in range(9)] + [Sketch(("фонарь",), (("@x", 1.0),)) for _ in range(2)]
    encoder = Encoder.of(sketches)
    truth, weights = np.array([0] * 9 + [1] * 2), np.ones(11, np.float32)
    told = middles(encoder, encoder.encode_all(sketches), truth, weights, 2)
    assert told[encoder.columns["яма"], 0] > told[encoder.columns["фонарь"], 1] > 0
    assert not told[encoder.columns["@x"]].any()  # the vocabulary has its own say


def test_a_frequent_answer_leads_by_less_than_its_share_where_words_say_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sketches = [Sketch(("яма",), ()) for _ in range(9)] + [Sketch(("фонарь",), ()) for _ in range(2)]
    examples = [Labelled(each, each.terms[0]) for each in sketches]
    encoder = Encoder.of(sketches)

    def lead(word: str) -> float:
        matrix = fitted(encoder, encoder.encode_all(sketches), examples, ("фонарь", "яма"))
        indices, values = encoder.encode(Sketch((word,), ()))
        rare, frequent = values @ matrix[indices]
        return float(frequent - rare)

    evened = lead("каток")
    assert evened > 0 > lead("фонарь")
    monkeypatch.setattr("routing.training._EVEN", 0.0)
    assert lead("каток") > evened


def test_how_usual_an_answer_is_is_told_by_the_weight_of_its_examples() -> None:
    told = usual(np.array([0] * 9 + [1] * 2), np.array([1.0] * 9 + [3.0, 1.5], np.float32), 2)
    assert told[0] - told[1] == pytest.approx(np.log(2))  # corrections of one's own weigh more
    assert np.exp(told).sum() == pytest.approx(1)


def test_an_old_model_reads_messages_as_it_did() -> None:
    """A model kept from before openings were read knows no such terms, and is not confused by them."""
    old = Encoder({"школ": 0, "фонар": 1, "=": 2}, np.ones(3, np.float32))
    indices, values = old.encode(seen("не горит фонарь у школы"))
    assert dict(zip(indices.tolist(), values.tolist(), strict=True)) == pytest.approx({0: 0.5**0.5, 1: 0.5**0.5, 2: 1})


def test_near_copies_stay_together() -> None:
    groups = groups_of([(0,), (1, 0), (2,), (3, 1), (4,)])
    assert groups[0] == groups[1] == groups[3]
    assert len(set(groups)) == 3
    folds = folds_of(groups, 2)
    assert folds[0] == folds[1] == folds[3]


def test_a_promise_of_precision_needs_enough_behind_it() -> None:
    surest = np.linspace(1, 0, 100).astype(np.float32)
    right = np.arange(100) < 60
    assert threshold(surest, right, 0.9) == pytest.approx(surest[65], abs=0.02)
    assert threshold(surest[:20], right[:20], 0.9) > 1


def test_an_answer_hardly_ever_met_is_found_by_its_own_name() -> None:
    rare = [Example(f"у нас в Кораблино {what}", 500.0 + at, {"topic": "roads", "executor": "K"}) for at, what in
            enumerate(("яма", "темно", "нет воды"))]  # fmt: skip
    labelled = [
        Labelled(seen(example.text), example.labels["executor"], 1.0, at)
        for at, example in enumerate([*history(120), *rare])
    ]
    called = {"K": "Администрация Кораблинского района", **{name: name for name in ("Горсвет", "Управдом")}}
    asked = seen("в Кораблинском районе не ходит автобус")
    with_names, _ = fit({"executor": labelled}, {}, {"executor": called})
    without, _ = fit({"executor": labelled}, {})

    def chance(model: Model) -> float:
        answer = model.answer("executor", asked)
        assert answer is not None
        return next((guess.probability for guess in answer.guesses if guess.label == "K"), 0.0)

    assert chance(with_names) > 1.3 * chance(without)
    assert not by_names(with_names.encoder, ["Горсвет", ""])[:, 1].any()
