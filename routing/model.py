"""A trained model: what it answers, how sure it is, which words decided; saved as plain numbers, never as objects."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.features import Encoder, Indices, Sketch, Values
from routing.text import is_empty

FORMAT = 1
HINTS = 3
"""How many likeliest answers are offered as buttons."""

_LITTLE = 2
"""A message with no more known terms than this decides nothing by itself."""


def _says_nothing(term: str) -> bool:
    """«почему», «прошу»: words that may have pulled, and tell a person nothing about the topic."""
    return all(is_empty(root, root) for root in term.split())


class BrokenModel(Exception):
    """A file that is no model of this program, or was changed since it was saved."""


class Guess(NamedTuple):
    label: str
    probability: float


@dataclass(frozen=True)
class Head:
    """One question a model answers: about what, by whom; `weights` are (terms, answers)."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    heat: float = 1.0
    """Scores are divided by it, so that a probability of 0.9 is right nine times of ten."""
    thresholds: Mapping[int, float] = field(default_factory=dict)
    """Of a precision in percent, the probability from which it was reached on examples not learned from."""

    def scores(self, indices: Indices, values: Values) -> Values:
        scores: Values = values @ self.weights[indices]
        return scores

    def probabilities(self, indices: Indices, values: Values) -> Values:
        """Of every label; they add up to one."""
        scores = self.scores(indices, values) / self.heat
        chances = np.exp(scores - scores.max())
        shares: Values = chances / chances.sum()
        return shares


class Answer(NamedTuple):
    """The likeliest labels, and whether the first may be acted upon without asking a person."""

    guesses: tuple[Guess, ...]
    is_sure: bool
    sure_at: int = 0
    """The highest precision, in percent, at which it may."""


@dataclass(frozen=True)
class Model:
    """Several heads over the same reading of a message."""

    encoder: Encoder
    heads: Mapping[str, Head]
    about: Mapping[str, Any] = field(default_factory=dict)
    """When it was made, of how many examples, how good it was: for people."""
    border: Mapping[str, float] = field(default_factory=dict)
    """What people's verdicts say of the border of a question: weights of signs (`routing/verdicts.py`)."""

    def answer(self, head: str, each: Sketch, *, precision: int = 90, among: Sequence[str] = ()) -> Answer | None:
        """The likeliest labels of a head, of those `among` when given; None where the model has no such head."""
        known = self.heads.get(head)
        if known is None:
            return None
        indices, values = self.encoder.encode(each)
        chances = known.probabilities(indices, values)
        if among:
            allowed = np.array([label in set(among) for label in known.labels])
            chances = np.where(allowed, chances, 0)
        first = np.argsort(-chances)[:HINTS]
        guesses = tuple(Guess(known.labels[at], float(chances[at])) for at in first if chances[at] > 0)
        known_terms = int(self.encoder.are_plain[indices].sum())
        reached = 0
        if known_terms > _LITTLE and guesses:
            found = guesses[0].probability
            reached = max((held for held, needed in known.thresholds.items() if found >= needed), default=0)
        return Answer(guesses, reached >= precision, reached)

    def because(self, head: str, label: str, each: Sketch, count: int = 4) -> tuple[str, ...]:
        """The words that spoke most for a label against the others."""
        known = self.heads[head]
        column = known.labels.index(label)
        indices, values = self.encoder.encode(each)
        rows = known.weights[indices]
        pull = values * (rows[:, column] - rows.mean(axis=1))
        told = (self.encoder.terms[int(indices[at])] for at in np.argsort(-pull) if pull[at] > 0)
        return tuple(name for name in told if name[0].isalnum() and not _says_nothing(name))[:count]

    def to_bytes(self) -> bytes:
        """The model as a file: arrays and JSON, with a checksum in front."""
        arrays: dict[str, NDArray[Any]] = {"rarity": self.encoder.rarity}
        heads = {}
        for number, (name, head) in enumerate(self.heads.items()):
            arrays[f"weights{number}"] = head.weights.astype(np.float16)
            heads[name] = {"labels": head.labels, "heat": head.heat, "thresholds": dict(head.thresholds)}
        told = {"format": FORMAT, "terms": list(self.encoder.columns), "heads": heads, "about": dict(self.about)}
        told["border"] = dict(self.border)
        arrays["told"] = np.frombuffer(json.dumps(told, ensure_ascii=False).encode(), np.uint8)
        file = io.BytesIO()
        np.savez_compressed(file, allow_pickle=False, **arrays)
        body = file.getvalue()
        return hashlib.sha256(body).digest() + body

    @classmethod
    def from_bytes(cls, data: bytes) -> "Model":
        """Reads what `to_bytes` wrote; raises BrokenModel on anything else."""
        body = data[32:]
        if hashlib.sha256(body).digest() != data[:32]:
            raise BrokenModel("checksum")
        try:
            with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
                told = json.loads(arrays["told"].tobytes())
                if told["format"] != FORMAT:
                    raise BrokenModel(f"format {told['format']}")
                encoder = Encoder({term: at for at, term in enumerate(told["terms"])}, arrays["rarity"])
                heads = {
                    name: Head(
                        tuple(head["labels"]),
                        arrays[f"weights{number}"].astype(np.float32),
                        float(head["heat"]),
                        {int(percent): float(value) for percent, value in head["thresholds"].items()},
                    )
                    for number, (name, head) in enumerate(told["heads"].items())
                }
                border = {str(sign): float(weight) for sign, weight in told.get("border", {}).items()}
        except (KeyError, ValueError, OSError, EOFError) as error:
            raise BrokenModel(str(error)) from error
        return cls(encoder, heads, told["about"], border)
