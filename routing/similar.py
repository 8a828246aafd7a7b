"""Questions answered before that ask the same: by words and place, different places never (routing.md 5)."""

from collections.abc import Callable, Sequence

from domain.organisation import Region
from domain.question import Question
from routing.duplicates import Index, Matter
from routing.places import Places
from routing.twins import matter_of

MOST = 2_000
"""Texts kept ready to be compared; more are read anew."""


class Similar:
    """Compares with the questions it is given and remembers only how they read."""

    def __init__(self, places: Callable[[Region], Places]) -> None:
        self._places = places
        self._read: dict[tuple[int, str], Matter] = {}
        self._of: Region | None = None

    def of(self, question: Question, answered: Sequence[Question], region: Region) -> Sequence[int]:
        """Numbers of those that ask the same, the likeliest first."""
        if self._of is not region or len(self._read) > MOST:
            self._of, self._read = region, {}
        places = self._places(region)
        index = Index((one.number, self._matter(one, places)) for one in answered)
        asked = matter_of(question, places)
        return [one.id for one in index.alike(asked, but=question.number) if one.is_same]

    def _matter(self, question: Question, places: Places) -> Matter:
        key = (question.number, question.text)
        if key not in self._read:
            self._read[key] = matter_of(question, places)
        return self._read[key]
