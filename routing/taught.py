"""What a trained model says of one message. Imported only where there is a model: it brings numpy."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from routing.features import sketch
from routing.lexicon import Weighed
from routing.model import Model, Reading
from routing.text import Words

TOPIC, THEME, EXECUTOR = "topic", "theme", "executor"


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

    def hear(self, words: Words, weighed: Weighed) -> "Heard":
        """A message made ready to be asked about."""
        return Heard(self.model, words, weighed)


class Heard:
    """What the model says of one message; the message is read once, and only when it is asked about."""

    def __init__(self, model: Model, words: Words, weighed: Weighed) -> None:
        self._model, self._words, self._weighed = model, words, weighed

    @cached_property
    def _reading(self) -> Reading:
        return self._model.reading(sketch(self._words, self._weighed))

    def topics(self, among: Collection[str]) -> Guessed:
        """The likeliest of the topics `among`; sure from the probabilities that held a precision when it was made."""
        known = self._known(TOPIC, among)
        answer = self._reading.answer(TOPIC, among=known) if known else None
        if answer is None or not answer.guesses:
            return Guessed()
        return Guessed(tuple(guess.label for guess in answer.guesses), answer.sure_at)

    def because(self, topic: str) -> tuple[str, ...]:
        """The message's words that spoke most for a topic."""
        return self._because(TOPIC, topic)

    def theme(self, among: Collection[str], by_words: str, precision: int) -> str:
        """The finer matter: the model's where it is sure, else what the words say unless the model knows better."""
        known = self._known(THEME, among)
        answer = self._reading.answer(THEME, precision=precision, among=known) if known else None
        if answer is None or not answer.guesses:
            return by_words
        likeliest = answer.guesses[0].label
        return likeliest if answer.is_sure or likeliest == by_words else "" if by_words in known else by_words

    def executors(self, among: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Those `among` who may answer, the likeliest first, and the words that speak for the first of them."""
        known = self._known(EXECUTOR, among)
        answer = self._reading.answer(EXECUTOR, among=known, count=len(known)) if known else None
        if answer is None or not answer.guesses or not answer.knows:
            return (), ()
        people = tuple(guess.label for guess in answer.guesses)
        return people, self._because(EXECUTOR, people[0])

    def _known(self, head: str, among: Collection[str]) -> tuple[str, ...]:
        found = self._model.heads.get(head)
        return tuple(label for label in found.labels if label in among) if found is not None else ()

    def _because(self, head: str, label: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(_as_written(self._words, self._reading.because(head, label))))


def _as_written(words: Words, terms: Collection[str]) -> Iterator[str]:
    """The message's own words behind the model's stems and pairs of stems."""
    for term in terms:
        roots = term.split(" ")
        for at in range(len(words.stems) - len(roots) + 1):
            if list(words.stems[at : at + len(roots)]) == roots:
                yield " ".join(words.tokens[at : at + len(roots)])
                break
