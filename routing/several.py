"""Two matters in one message: whether there are, and where to cut, so that each gets its own answer."""

import re
from dataclasses import dataclass, replace

from routing import cues
from routing.cues import Cue
from routing.lexicon import Topics
from routing.text import Words, read

AT_MOST = 4
"""More parts than this are a list of grievances: one question to one reader."""

_STRONG = 3.0
_LONG = 60
"""Words: whoever writes more tells one story, and says himself where the next question begins."""

_COMPANY = frozenset({"Власть и услуги"})
"""Topics that every grievance ends with: «снова отписки», «куда смотрит глава»."""

_ABBREVIATED = "".join(
    rf"(?<!\b{short}\.)" for short in ("г", "д", "с", "п", "ул", "пр", "им", "кв", "пос", "пер", "тел", "т")
)
_CUT = re.compile(
    rf"(?<=[.!?…]){_ABBREVIATED}\s+|\n+|;\s+|,?\s+(?:и|а)\s+(?=(?:когда|почему|зачем|сколько|кто|куда|будет ли"
    rf"|заодно)\b"
    r"|(?:второе|третье|во-?вторых|второй вопрос|другой вопрос|отдельно|также|помимо этого)\b"
    r"|ещ[её] (?:вопрос|когда|почему|один|у нас|нет|не|про|по поводу|насч[её]т|хотел|прош)|также (?:когда|почему"
    r"|прош|хотел))"
    r"|\s+(?=[2-4][.)]\s*[^\W\d])"
    r"|,\s+(?=(?:заодно|и ещ[её]|а ещ[её])\b)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:и |а |да |ну |вот )*(?:второй вопрос|третий вопрос|другой вопрос|следующий вопрос|еще (?:один )?вопрос"
    r"|вопрос (?:номер )?"
    r"(?:2|3|два|три)\b|и второе\b|второе\b|во вторых|в третьих|еще такой вопрос)"
)
"""The writer says that another question begins."""

_ALSO = re.compile(
    r"(?:и |а |да )*(?:еще\b|также\b|кроме того|кроме этого|помимо этого|заодно|плюс к этому|отдельно|p s"
    r"|постскриптум|2 )"
)
"""Perhaps another one: only if it is about something else."""

_FIRST = re.compile(r"(?:^|\s)1[.)]\s*[^\W\d]")
_NUMBER = re.compile(r"\s*\d[.)]\s*")
_NUMBERED = re.compile(r"[2-4][.)]\s*[^\W\d]")
"""«1. Нет воды 2. Не чистят»."""

_JOINED = re.compile(r"[\s,]*(?:и|а)\s", re.IGNORECASE)
_LETTER = re.compile(r"\w")
_ASKING = frozenset({Cue.ASK, Cue.REQUEST, Cue.COMPLAINT, Cue.AUTHORITY})


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    words: Words
    topics: dict[str, float]
    asks: bool
    joined: bool
    """«… и когда …»: within one sentence."""
    inline: bool
    """Not even a full stop before it."""
    numbered: bool = False


def parts(text: str, topics: Topics) -> tuple[str, ...]:
    """The message as its questions, the whole of it when there is but one; nothing of the text is lost."""
    spans = _pieces(text)
    if len(spans) < 2:
        return (text.strip(),)
    pieces = [_piece(text, start, end, topics) for start, end in spans]
    cuts = [0]
    if _FIRST.search(text) is not None:
        pieces = [replace(piece, numbered=_NUMBERED.match(text, piece.start) is not None) for piece in pieces]
    met: list[_Piece] = []
    long = sum(len(piece.words.tokens) for piece in pieces) > _LONG
    for piece in pieces:
        if met and _begins(piece, met, long=long):
            cuts.append(piece.start)
            met = []
        met.append(piece)
    if len(cuts) > AT_MOST:
        return (text.strip(),)
    ends = [*cuts[1:], len(text)]
    return tuple(text[start:end].strip() for start, end in zip(cuts, ends, strict=True))


def _pieces(text: str) -> list[tuple[int, int]]:
    starts, ends = [0], []
    for match in _CUT.finditer(text):
        ends.append(match.start())
        starts.append(match.start() if _LETTER.search(match.group()) else match.end())
    ends.append(len(text))
    spans = [(start, end) for start, end in zip(starts, ends, strict=True) if text[start:end].strip()]
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and _NUMBER.fullmatch(text, *joined[-1]) is not None:
            start = joined.pop()[0]
        joined.append((start, end))
    return joined


def _piece(text: str, start: int, end: int, topics: Topics) -> _Piece:
    words = read(text[start:end])
    asks = words.questions > 0 or any(cue in _ASKING for cue, _ in cues.find(words))
    return _Piece(
        start,
        words,
        topics.weigh(words).topics,
        asks,
        _JOINED.match(text, start) is not None,
        not text[start].isalnum(),
    )


def _begins(piece: _Piece, before: list[_Piece], *, long: bool) -> bool:
    """Whether a new question begins here: the writer says so, or both ask and neither speaks of the other's matter."""
    asked = any(each.asks for each in before)
    if _NEXT.match(piece.words.flat) is not None and len(piece.words.tokens) > 2:
        return asked
    if not asked or not piece.asks:
        return False
    spoken: dict[str, float] = {}
    for each in before:
        for topic, weight in each.topics.items():
            spoken[topic] = spoken.get(topic, 0.0) + weight
    own, main = _main(piece.topics), _main(spoken)
    if own is None or main is None or own in spoken or main in piece.topics:
        return False
    also = piece.numbered or _ALSO.match(piece.words.flat) is not None
    asked_twice = (piece.words.questions > 0 or piece.inline) and (
        piece.joined or any(each.words.questions for each in before)
    )
    return also or (asked_twice and not long)


def _main(topics: dict[str, float]) -> str | None:
    """The topic spoken of most, if it is spoken of clearly."""
    weight, topic = max(
        ((weight, topic) for topic, weight in topics.items() if topic not in _COMPANY), default=(0.0, "")
    )
    return topic if weight >= _STRONG else None
