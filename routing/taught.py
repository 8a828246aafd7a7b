"""What a trained model says of one message. Imported only where there is a model: it brings numpy."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from routing.features import sketch
from routing.lexicon import Weighed
from routing.model import Model
from routing.text import Words

TOPIC = "topic"


@dataclass(frozen=True, slots=True)
class Guessed:
    """The likeliest topics of a message, by their ids, and how sure the first is."""

    topics: tuple[str, ...] = ()
    sure_at: int = 0
    """The highest precision, in percent, at which the first may be acted upon."""


@dataclass(frozen=True, slots=True)
class Taught:
    """A version of the trained model, as the listener asks it."""

    model: Model
    version: int

    @property
    def border(self) -> Mapping[str, float]:
        """What people's verdicts say of the border of a question."""
        return self.model.border

    def guess(self, words: Words, weighed: Weighed, among: Collection[str]) -> Guessed:
        """The likeliest of the topics `among`; sure from the probabilities that held a precision when it was made."""
        known = self.model.heads.get(TOPIC)
        among = tuple(label for label in known.labels if label in among) if known is not None else ()
        if not among:
            return Guessed()
        each = sketch(words, weighed)
        answer = self.model.answer(TOPIC, each, among=among)
        if answer is None or not answer.guesses:
            return Guessed()
        return Guessed(tuple(guess.label for guess in answer.guesses), answer.sure_at)

    def because(self, words: Words, weighed: Weighed, topic: str) -> tuple[str, ...]:
        """The message's words that spoke most for a topic."""
        terms = self.model.because(TOPIC, topic, sketch(words, weighed))
        return tuple(dict.fromkeys(_as_written(words, terms)))


def _as_written(words: Words, terms: Collection[str]) -> Iterator[str]:
    """The message's own words behind the model's stems and pairs of stems."""
    for term in terms:
        roots = term.split(" ")
        for at in range(len(words.stems) - len(roots) + 1):
            if list(words.stems[at : at + len(roots)]) == roots:
                yield " ".join(words.tokens[at : at + len(roots)])
                break
