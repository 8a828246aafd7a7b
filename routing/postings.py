"""Which questions have a word: numbers in growing order, four bytes each, so that a hundred thousand questions fit."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

_LARGEST = 2**32 - 1
_NONE: Sequence[int] = ()


class Postings:
    """Words and the numbers of the questions that have them; a number is from 0 to some four thousand million."""

    def __init__(self) -> None:
        self._of: dict[str, array[int]] = {}

    def __contains__(self, word: object) -> bool:
        return word in self._of

    def of(self, word: str) -> Sequence[int]:
        """The questions that have a word, the smallest number first."""
        return self._of.get(word, _NONE)

    def add(self, number: int, words: Iterable[str]) -> list[str]:
        """A question has these words; those that nobody had before are returned."""
        if not 0 <= number <= _LARGEST:
            raise ValueError(number)
        new = []
        for word in words:
            met = self._of.get(word)
            if met is None:
                self._of[word] = array("I", (number,))
                new.append(word)
            elif met[-1] < number:
                met.append(number)
            elif met[at := bisect_left(met, number)] != number:
                met.insert(at, number)
        return new

    def remove(self, number: int, words: Iterable[str]) -> list[str]:
        """A question has these words no more; those that nobody has now are returned."""
        gone = []
        for word in words:
            met = self._of.get(word)
            if met is None or (at := bisect_left(met, number)) == len(met) or met[at] != number:
                continue
            del met[at]
            if not met:
                del self._of[word]
                gone.append(word)
        return gone


def both(one: Sequence[int], other: Sequence[int]) -> Iterator[int]:
    """The numbers both have, the largest first."""
    for number in reversed(one):
        at = bisect_left(other, number)
        if at < len(other) and other[at] == number:
            yield number
