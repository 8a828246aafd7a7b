"""The kinds of evidence for and against a question; their words lie in `cues.toml`."""

from enum import StrEnum

from routing.phrases import Hit
from routing.text import Words
from routing.vocabulary import phrases


class Cue(StrEnum):
    ASK = "ask"
    """Asks somebody who must know."""
    WONDER = "wonder"
    """A bare question word: asks anybody."""
    REQUEST = "request"
    COMPLAINT = "complaint"
    TROUBLE = "trouble"
    """A weak complaint: alone it is only a mood."""
    LASTING = "lasting"
    """How long it has been so."""
    AUTHORITY = "authority"
    RUMOUR = "rumour"
    NEIGHBOUR = "neighbour"
    """Asks the people of the chat, or advises them."""
    FOLK = "folk"
    """Turns to the people of the chat."""
    PRIVATE = "private"
    """Two people talking to each other."""
    SALE = "sale"
    FEAST = "feast"
    NEWS = "news"
    BULLETIN = "bulletin"
    """An office speaks to everybody; a resident passes it on."""
    THANKS = "thanks"
    SOLVED = "solved"
    OPINION = "opinion"
    JOKE = "joke"


_PHRASES = phrases("cues.toml")


def find(words: Words) -> list[tuple[Cue, Hit[str]]]:
    """Signs in the order of the text; those of one kind that lie on each other count once."""
    hits = _PHRASES.find(words)
    neighbourly = {hit.start for hit in hits if hit.meaning == Cue.NEIGHBOUR}
    found: list[tuple[Cue, Hit[str]]] = []
    ends: dict[str, int] = {}
    for hit in hits:
        if hit.meaning == Cue.ASK and hit.start in neighbourly:
            continue  # «подскажите хорошего мастера» asks nobody in office
        if hit.start >= ends.get(hit.meaning, -1):
            ends[hit.meaning] = hit.end
            found.append((Cue(hit.meaning), hit))
    return found
