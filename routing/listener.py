"""The listener by words: vocabularies, signs and forms, no trained model."""

from dataclasses import dataclass

from domain.organisation import Region
from domain.ports import Hearing, Kind
from routing import talk, urgent
from routing.atlas import Atlas
from routing.lexicon import Score, Topics
from routing.places import Place, Places
from routing.questions import judge
from routing.text import Words, content, read

NAMED_ENOUGH = 1.0
"""A topic weaker than this is not named."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A region made ready for listening."""

    region: Region
    topics: Topics
    places: Places


class WordListener:
    """Implements `domain.ports.Listener`. Keeps the last region it was asked about compiled."""

    def __init__(self, atlas: Atlas | None = None) -> None:
        self._atlas = atlas
        self._known: _Known | None = None

    def hear(self, text: str, region: Region, *, municipality: str, asked_outright: bool) -> Hearing:
        """What a message is about; never raises."""
        words = read(text)
        if not words.tokens:
            return Hearing(Kind.CHATTER, me_too=talk.joins(text, words))
        known = self._ready(region)
        scores = known.topics.weigh(words).scores
        place = known.places.find(words, municipality)
        danger = urgent.find(words)
        return _decide(text, words, scores, place, danger, asked_outright=asked_outright)

    def same(self, one: str, other: str) -> float:
        """Dice's coefficient over the stems that carry the matter."""
        first, second = content(one), content(other)
        if not first or not second:
            return 0.0
        common = sum(min(weight, second[root]) for root, weight in first.items() if root in second)
        return min(1.0, 2 * common / (sum(first.values()) + sum(second.values())))

    def is_thanks(self, text: str) -> bool:
        """Only thanks, a greeting or a sign."""
        return talk.is_courtesy(text, read(text))

    def _ready(self, region: Region) -> _Known:
        known = self._known
        if known is None or known.region is not region:
            known = self._known = _Known(region, Topics.of(region), Places(region, self._atlas))
        return known


def _decide(
    text: str, words: Words, scores: list[Score], place: Place, danger: urgent.Danger | None, *, asked_outright: bool
) -> Hearing:
    strongest = scores[0] if scores else None
    verdict = judge(words, max((score.plain for score in scores), default=0.0), place)
    kind = verdict.kind
    me_too = talk.joins(text, words)
    if danger is not None:
        kind = Kind.QUESTION
    elif talk.is_courtesy(text, words) or (talk.is_reaction(words) and not me_too):
        kind = Kind.CHATTER
    elif asked_outright:
        kind = Kind.QUESTION
    enough = max(NAMED_ENOUGH, strongest.weight / 2) if strongest else NAMED_ENOUGH
    best = next((score for score in scores if score.topic is not None and score.weight >= enough), None)
    because = (*(danger.because if danger else ()), *(best.words[:4] if best else ()), *verdict.because, *place.because)
    return Hearing(
        kind=kind,
        topic=best.topic if best else None,
        municipality=place.municipality,
        settlement=place.settlement,
        address=place.address,
        urgent=danger.kind if danger else None,
        me_too=me_too,
        because=tuple(dict.fromkeys(word for word in because if word)),
    )
