"""Words known, found by a misspelt one that begins the same."""

from collections.abc import Iterator

from routing.letters import cosine, letters_of

_BEGINNING = 3
_LONGER = 2
"""Letters one of the two may have more than the other."""


class Spellings:
    """Words by their beginnings."""

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}

    def add(self, word: str) -> None:
        """A word that was not known."""
        self._known.setdefault(word[:_BEGINNING], []).append(word)

    def discard(self, word: str) -> None:
        """A word that is known no more."""
        beginning = word[:_BEGINNING]
        known = self._known.get(beginning, [])
        if word in known:
            known.remove(word)
            if not known:
                del self._known[beginning]

    def like(self, word: str, likeness: float) -> Iterator[tuple[float, str]]:
        """Words at least so alike by their letters, and how alike each is."""
        bits = letters_of(word)
        for known in self._known.get(word[:_BEGINNING], ()):
            if abs(len(known) - len(word)) <= _LONGER and (found := cosine(bits, letters_of(known))) >= likeness:
                yield found, known
