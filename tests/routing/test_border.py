"""«Вопрос» and «не вопрос» of a region's own moderators move the border a little, or not at all."""

import random
from pathlib import Path

import pytest

from bot.lesson import teach
from domain.ports import Kind
from routing.border import AT_LEAST, fitted, learn_border
from routing.listener import WordListener
from routing.store import ModelStore
from routing.taught import Taught
from routing.verdicts import MOST, Judged, judged, pull, rightness
from tests.routing.region import REGION
from tests.routing.school import TOPICS, history

LISTENER = WordListener()
AT = "2026-11-24T03:00:00+00:00"
BUSES = "автобус на {} опять опоздал, ну что такое", "маршрутка до {} снова опоздала, ужас"
LAMPS = "на {} лампочки тусклые", "фонари на {} горят через один"
LATE = "автобус опять опоздал"
STREETS = ("Победы", "Лесной", "Труда", "Мира", "Гагарина", "Школьной", "Садовой", "Новой", "Кирова", "Ленина")


def kept(text: str, *, is_question: bool, at: float) -> Judged:
    found = judged(LISTENER.signs(text, REGION, "priozerny"), is_question=is_question, at=at)
    assert found is not None
    return found


def verdicts(count: int, *, seed: int = 1, wrong: float = 0.0) -> list[Judged]:
    """A region whose moderators want lamps and never want grumbling about late buses."""
    chance = random.Random(seed)  # noqa: S311
    found = []
    for number in range(count):
        wanted = chance.random() < 0.5
        text = chance.choice(LAMPS if wanted else BUSES).format(chance.choice(STREETS))
        found.append(kept(text, is_question=wanted ^ (chance.random() < wrong), at=float(number)))
    return found


def test_nothing_somebody_wrote_is_kept_beside_a_verdict() -> None:
    signs = LISTENER.signs("Марина Котова с Победы 14, кв 7: почините фонарь, тел. 89991234567", REGION, "priozerny")
    assert "request" in signs
    for word in ("марин", "котов", "побед", "14", "8999", "почините"):
        assert word not in signs.lower()


def test_verdicts_move_what_they_are_about_and_little_else() -> None:
    border = learn_border(verdicts(120), {}, 0.0)
    assert (border.reason, border.examples) == ("better", 120)
    assert border.weights is not None
    assert border.after is not None
    assert border.before is not None
    assert border.after > border.before
    bus = kept(BUSES[0].format("Береговой"), is_question=False, at=0)
    lamp = kept(LAMPS[0].format("Береговой"), is_question=True, at=0)
    assert pull(border.weights, bus.signs) < -0.3
    assert pull(border.weights, lamp.signs) > 0.3
    plain = kept("когда почините дорогу на Мира 3? примите меры", is_question=True, at=0)
    assert plain.question + pull(border.weights, plain.signs) >= 0


def test_no_verdict_moves_a_message_further_than_a_border() -> None:
    weights = dict.fromkeys(verdicts(1)[0].signs, 50.0)
    assert pull(weights, verdicts(1)[0].signs) == MOST


def test_few_or_one_sided_verdicts_teach_nothing() -> None:
    assert learn_border(verdicts(AT_LEAST - 1), {}, 0.0).reason == "few"
    assert learn_border([one for one in verdicts(400) if one.is_question], {}, 0.0).reason == "few"


def test_a_worse_border_is_refused() -> None:
    live = fitted(verdicts(200))
    spoiled = verdicts(200, wrong=0.9) + [
        Judged(one.question, one.perhaps, one.signs, one.is_question, one.at + 1000) for one in verdicts(50, seed=2)
    ]
    refused = learn_border(spoiled, live, 500.0)
    assert (refused.weights, refused.reason) == (None, "not-better")


def test_half_a_point_for_a_perhaps() -> None:
    one = Judged(-0.4, 1.0, (), is_question=True)
    assert rightness({}, [one]) == 0.5
    assert rightness({"+": 1.0}, [Judged(-0.4, 1.0, ("+",), is_question=True)]) == 1.0
    assert rightness({"+": -1.2}, [Judged(-0.4, 1.0, ("+",), is_question=False)]) == 1.0


@pytest.mark.parametrize("junk", ["", "{}", "[1]", "null", '["a", 1]', "[[], 2]"])
def test_signs_of_an_unknown_shape_teach_nothing(junk: str) -> None:
    assert judged(junk, is_question=True, at=0) is None


def asked(known: list[Judged], examples: int = 0) -> dict[str, object]:
    def written(one: Judged) -> str:
        return LISTENER.signs(LAMPS[0].format("Победы") if one.is_question else LATE, REGION, "")

    return {
        "at": AT,
        "precision": 90,
        "topics": [[topic.id, topic.name, topic.words] for topic in TOPICS],
        "themes": [],
        "examples": [[one.text, one.at, one.labels["topic"], "decided", "", ""] for one in history(examples)],
        "people": {},
        "verdicts": [[written(one), one.is_question, one.at] for one in known],
    }


def test_the_border_is_kept_taken_over_and_rolled_back_with_the_model(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    told = teach(store, asked(verdicts(100)))
    assert (told["reason"], told["border"]["reason"], told["version"]) == ("few", "better", 1)
    before = listen(store)
    assert before.taught is not None
    assert before.taught.border

    told = teach(store, asked([], examples=200))
    assert (told["reason"], told["border"]["reason"], told["version"]) == ("first", "few", 2)
    both = listen(store)
    assert both.taught is not None
    assert both.taught.border == before.taught.border
    assert both.taught.model.heads

    store.step_back()
    store.step_back()
    assert listen(store).taught is None


def test_what_moderators_dismiss_again_and_again_is_heard_as_chatter(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    assert listen(store).hear(LATE, REGION, municipality="", asked_outright=False).kind is Kind.MAYBE
    teach(store, asked(verdicts(300)))
    assert listen(store).hear(LATE, REGION, municipality="", asked_outright=False).kind is Kind.CHATTER
    assert listen(store).hear(LATE, REGION, municipality="", asked_outright=True).kind is Kind.QUESTION


def listen(store: ModelStore) -> WordListener:
    listener = WordListener()
    loaded = store.load()
    listener.taught = Taught(loaded[1], loaded[0]) if loaded else None
    return listener
