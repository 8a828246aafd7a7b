"""A trained model: what it answers, how sure it is, which words decided; saved as plain numbers, never as objects."""

import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from routing.features import Encoder, Indices, Sketch, Values
from routing.text import is_empty

FORMAT, WITH_MORE = 1, 2
"""A file of one reading of messages, and one whose heads come of several lessons, each with its own."""

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
    encoder: Encoder | None = None
    """How it reads a message, where it was taken over from an earlier model; else as the model it stands in."""

    def scores(self, indices: Indices, values: Values) -> Values:
        scores: Values = values @ self.weights[indices]
        return scores

    def shares(self, scores: Values) -> Values:
        """The probability of every label; they add up to one."""
        chances = np.exp((scores - scores.max()) / self.heat)
        shares: Values = chances / chances.sum()
        return shares


class Answer(NamedTuple):
    """The likeliest labels, and whether the first may be acted upon without asking a person."""

    guesses: tuple[Guess, ...]
    is_sure: bool
    sure_at: int = 0
    """The highest precision, in percent, at which it may."""
    knows: bool = False
    """Whether enough of the message's words were met before for the order to mean anything."""


@dataclass(frozen=True)
class Model:
    """Several heads over the same reading of a message."""

    encoder: Encoder
    heads: Mapping[str, Head]
    about: Mapping[str, Any] = field(default_factory=dict)
    """When it was made, of how many examples, how good it was: for people."""
    border: Mapping[str, float] = field(default_factory=dict)
    """What people's verdicts say of the border of a question: weights of signs (`routing/verdicts.py`)."""

    def reading(self, each: Sketch) -> "Reading":
        """A message made ready to be asked about by several heads."""
        return Reading(self, each)

    def answer(self, head: str, each: Sketch, *, precision: int = 90, among: Sequence[str] = ()) -> Answer | None:
        """The likeliest labels of a head, of those `among` when given; None where the model has no such head."""
        return self.reading(each).answer(head, precision=precision, among=among)

    def because(self, head: str, label: str, each: Sketch, count: int = 4) -> tuple[str, ...]:
        """The words that spoke most for a label against the others."""
        return self.reading(each).because(head, label, count)

    def encoder_of(self, head: str) -> Encoder:
        """How a head reads messages."""
        return self.heads[head].encoder or self.encoder

    def with_heads_of(self, earlier: "Model") -> "Model":
        """The model with the heads it lacks taken over, each with its own reading of messages."""
        taken = {
            name: replace(head, encoder=earlier.encoder_of(name))
            for name, head in earlier.heads.items()
            if name not in self.heads
        }
        return replace(self, heads={**self.heads, **taken}, about={**earlier.about, **self.about})

    def to_bytes(self) -> bytes:
        """The model as a file: arrays and JSON, with a checksum in front."""
        encoders = [self.encoder]
        arrays: dict[str, NDArray[Any]] = {"rarity": self.encoder.rarity}
        heads: dict[str, dict[str, Any]] = {}
        for number, (name, head) in enumerate(self.heads.items()):
            arrays[f"weights{number}"] = head.weights.astype(np.float16)
            heads[name] = {"labels": head.labels, "heat": head.heat, "thresholds": dict(head.thresholds)}
            own = head.encoder
            if own is not None and own is not self.encoder:
                if not any(own is known for known in encoders):
                    encoders.append(own)
                    arrays[f"rarity{len(encoders) - 1}"] = own.rarity
                heads[name]["encoder"] = next(at for at, known in enumerate(encoders) if known is own)
        told = {"format": FORMAT, "terms": list(self.encoder.columns), "heads": heads, "about": dict(self.about)}
        if len(encoders) > 1:
            told |= {"format": WITH_MORE, "more_terms": [list(encoder.columns) for encoder in encoders[1:]]}
        told["border"] = dict(self.border)
        arrays["told"] = np.frombuffer(json.dumps(told, ensure_ascii=False).encode(), np.uint8)
        file = io.BytesIO()
        np.savez_compressed(file, allow_pickle=False, **arrays)
        body = file.getvalue()
        return hashlib.sha256(body).digest() + body

    @classmethod
    def from_bytes(cls, data: bytes) -> "Model":
        """Reads what `to_bytes` wrote, now or by an earlier version; raises BrokenModel on anything else."""
        body = data[32:]
        if hashlib.sha256(body).digest() != data[:32]:
            raise BrokenModel("checksum")
        try:
            with np.load(io.BytesIO(body), allow_pickle=False) as arrays:
                told = json.loads(arrays["told"].tobytes())
                if told["format"] not in {FORMAT, WITH_MORE}:
                    raise BrokenModel(f"format {told['format']}")
                encoders = [
                    Encoder({term: at for at, term in enumerate(terms)}, arrays[f"rarity{number or ''}"])
                    for number, terms in enumerate([told["terms"], *told.get("more_terms", ())])
                ]
                heads = {
                    name: Head(
                        tuple(head["labels"]),
                        arrays[f"weights{number}"].astype(np.float32),
                        float(head["heat"]),
                        {int(percent): float(value) for percent, value in head["thresholds"].items()},
                        encoders[head["encoder"]] if head.get("encoder") else None,
                    )
                    for number, (name, head) in enumerate(told["heads"].items())
                }
                border = {str(sign): float(weight) for sign, weight in told.get("border", {}).items()}
        except (KeyError, IndexError, ValueError, OSError, EOFError) as error:
            raise BrokenModel(str(error)) from error
        return cls(encoders[0], heads, told["about"], border)


class Reading:
    """A message as a model's heads read it; encoded once for all that read alike."""

    def __init__(self, model: Model, each: Sketch) -> None:
        self._model, self._each = model, each
        self._encoded: dict[int, tuple[Indices, Values]] = {}

    def answer(self, head: str, *, precision: int = 90, among: Sequence[str] = (), count: int = HINTS) -> Answer | None:
        """The likeliest labels of a head, of those `among` when given; None where the model has no such head."""
        known = self._model.heads.get(head)
        if known is None:
            return None
        encoder, (indices, values) = self._read(head)
        scores = known.scores(indices, values)
        chances = known.shares(scores)
        wanted = frozenset(among)
        allowed = [at for at, label in enumerate(known.labels) if not wanted or label in wanted]
        first = sorted(allowed, key=lambda at: -scores[at])[:count]
        guesses = tuple(Guess(known.labels[at], float(chances[at])) for at in first)
        known_terms = int(encoder.are_plain[indices].sum())
        knows, reached = known_terms > _LITTLE, 0
        if knows and guesses:
            found = guesses[0].probability
            reached = max((held for held, needed in known.thresholds.items() if found >= needed), default=0)
        return Answer(guesses, reached >= precision, reached, knows)

    def because(self, head: str, label: str, count: int = 4) -> tuple[str, ...]:
        """The words that spoke most for a label against the others."""
        known = self._model.heads[head]
        column = known.labels.index(label)
        encoder, (indices, values) = self._read(head)
        rows = known.weights[indices]
        pull = values * (rows[:, column] - rows.mean(axis=1))
        told = (encoder.terms[int(indices[at])] for at in np.argsort(-pull) if pull[at] > 0)
        return tuple(name for name in told if name[0].isalnum() and not _says_nothing(name))[:count]

    def _read(self, head: str) -> tuple[Encoder, tuple[Indices, Values]]:
        encoder = self._model.encoder_of(head)
        if id(encoder) not in self._encoded:
            self._encoded[id(encoder)] = encoder.encode(self._each)
        return encoder, self._encoded[id(encoder)]
