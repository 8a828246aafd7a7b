"""How well a question is told from chatter, and how well the place of a message is found."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.ports import Kind
from routing import streets
from routing.atlas import Atlas, Street
from routing.border import fitted as fitted_border
from routing.features import Encoder
from routing.listener import WordListener
from routing.places import Places
from routing.questions import IMPOSSIBLE
from routing.text import read
from routing.training import Labelled, best_heat, fitted, folds_of, softmax
from routing.verdicts import Judged, judged, pull
from tests.routing import data
from tests.routing.measure_topics import sketched

APPEAL, TALK = "appeal", "talk"
FOLDS = 5


@dataclass(frozen=True)
class Told:
    """Precision and recall, shares of 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def told(wanted: Iterable[bool], got: Iterable[bool]) -> Told:
    pairs = Counter(zip(wanted, got, strict=True))
    right, wrong, missed = pairs[True, True], pairs[False, True], pairs[True, False]
    return Told(right / max(right + wrong, 1), right / max(right + missed, 1))


def appeals_and_posts() -> list[tuple[str, bool]]:
    """Appeals of both cities against ordinary posts."""
    appeals = [(text, True) for city in ("kursk", "ryazan") for text in data.appeals(city).texts]
    return appeals + [(row["text"], False) for row in data.rows("chatter.csv")]


def comments() -> list[tuple[str, bool]]:
    """Comments of a municipal community without officials; bare addresses are no questions of their own."""
    kinds = data.rows("vk_comments_kind.csv")
    return [(row["text"], row["kind"] == APPEAL) for row in kinds if row["kind"] != "official_reply"]


def by_words(labelled: list[tuple[str, bool]]) -> Told:
    """The shipped rule; a question or perhaps one."""
    listener = WordListener()
    heard = (listener.hear(text, data.REGION, municipality="", asked_outright=False) for text, _ in labelled)
    return told((wanted for _, wanted in labelled), (each.kind is not Kind.CHATTER for each in heard))


def after_verdicts(labelled: list[tuple[str, bool]], heard: int, apart: int = 3_000) -> tuple[float, float, int]:
    """F1 of the shipped rule and of the rule that learned of verdicts, and how many those were.

    People judged what the rule took of the first `heard` messages; asked are those after the first `apart`. The mean
    of three orders.
    """
    listener = WordListener()
    signs = [(listener.signs(text, data.REGION, ""), wanted) for text, wanted in labelled]
    found = []
    for order in range(3):
        shuffled = [signs[at] for at in np.random.default_rng(order).permutation(len(signs)).tolist()]
        read_all = [(judged(kept, is_question=wanted, at=0.0), wanted) for kept, wanted in shuffled]
        known = [one or Judged(IMPOSSIBLE, IMPOSSIBLE, (), wanted) for one, wanted in read_all]
        verdicts, later = [one for one in known[:heard] if one.perhaps >= 0], known[apart:]
        truth = [one.is_question for one in later]
        weights = fitted_border(verdicts)
        before = told(truth, (one.perhaps >= 0 for one in later)).f1
        after = told(truth, (one.perhaps + pull(weights, one.signs) >= 0 for one in later)).f1
        found.append((before, after, len(verdicts)))
    before, after, count = np.mean(found, axis=0).tolist()
    return before, after, round(count)


def learned(labelled: list[tuple[str, bool]]) -> Told:
    """A model of the same reading of messages, cross-validated; near-copies never straddle a split."""
    groups = data.near_copies([text for text, _ in labelled])
    examples = [Labelled(sketched(text), APPEAL if wanted else TALK) for text, wanted in labelled]
    part = folds_of(groups, FOLDS)
    scores = np.zeros((len(examples), 2), np.float32)
    for fold in range(FOLDS):
        inside = [examples[at] for at in np.flatnonzero(part != fold)]
        encoder = Encoder.of([each.each for each in inside])
        matrix = fitted(encoder, encoder.encode_all(each.each for each in inside), inside, (APPEAL, TALK))
        for at in np.flatnonzero(part == fold):
            indices, values = encoder.encode(examples[at].each)
            scores[at] = values @ matrix[indices]
    truth: NDArray[np.int64] = np.array([0 if wanted else 1 for _, wanted in labelled])
    chances = softmax(scores / best_heat(scores, truth))[:, 0]
    return told((wanted for _, wanted in labelled), (bool(chance >= 0.5) for chance in chances))


@dataclass(frozen=True)
class Found:
    """`precision` counts a street that nobody names in the whole set as wrong, so it is a lower bound."""

    precision: float
    recall: float
    houses: float
    """Of messages that name a house, the share where it is found."""
    among_chatter: float
    """Of ordinary posts, the share where a place is seen."""


def places(*, listed: bool) -> Found:
    """Streets of the comments, by their form alone or with the municipality's list of streets."""
    named = [(row["text"], *_split(row["address"])) for row in data.rows("vk_comments.csv") if row["address"]]
    times = Counter(name for _, name, _ in named if len(name) > 3 and name[0].isupper())
    town = {root for name in times for root in streets.street_key(name)}
    list_ = tuple(Street(name, "town") for name, count in times.items() if count > 1)
    finder = Places(data.REGION, Atlas(streets=list_ if listed else ()))
    seen = known = met = houses = met_houses = 0
    for text, name, house in named:
        addresses = finder.find(read(text), "").addresses
        seen += len(addresses)
        known += sum(not town.isdisjoint(each.street) for each in addresses)
        own = [each for each in addresses if not set(streets.street_key(name)).isdisjoint(each.street)]
        met += bool(own)
        houses += bool(house)
        met_houses += bool(house) and any(each.house.startswith(streets.house_key(house)) for each in own)
    chatter = [row["text"] for row in data.rows("chatter.csv")]
    false = sum(bool(finder.find(read(text), "").addresses) for text in chatter)
    return Found(known / max(seen, 1), met / len(named), met_houses / max(houses, 1), false / len(chatter))


def _split(address: str) -> tuple[str, str]:
    """«Невский 63» as a street and a house."""
    match = re.match(r"(\d?[^\d/,]+)[ ,]*(\d+[а-я]?)?", address.strip())
    return (match[1].strip(" .-–"), match[2] or "") if match else (address, "")
