"""One reading of a message, made once and shared by every part that listens."""

import re
from dataclasses import dataclass
from functools import lru_cache

import Stemmer

from routing.wordlists import words

LONGEST = 4_000
"""Characters read of one message; a question is in the beginning or nowhere."""

_MENTION = re.compile(
    r"\[(?:id|club|public|event|app)-?\d+[^|\]\n]{0,40}\|[^\]\n]*\]|[@*](?:id|club|public)\d+(?: ?\([^)\n]*\))?"
)
_NAMED_LINK = re.compile(r"\[(?:https?:)?//[^|\]\s]+\|([^\]\n]*)\]")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@.])[\w-]{1,40}(?:\.[\w-]{1,40}){0,3}\.(?:ru|com|net|org|рф|me|cc|su|io)(?![\w-])(?:/\S*)?",
    re.IGNORECASE,
)
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_QUOTED = re.compile(r"«([^«»]{0,600})»|\"([^\"\n]{0,600})\"|“([^“”]{0,600})”")
_WORD = re.compile(r"[а-яё]+|[a-z]+|\d+", re.IGNORECASE)
_LAUGH = re.compile(
    r"\){3,}|(?:[:;=]-?[)dDpP*])|\b(?:[аah]*(?:ха|ах|хи|га){2,}[ахиг]*|лол|кек|ржу|рж[ао]ка|ору)\b|[😀-😏🤣😹]",
    re.IGNORECASE,
)
_ANY = re.compile(r"\w")

_stemmer = Stemmer.Stemmer("russian", 20_000)


@dataclass(frozen=True, slots=True)
class Words:
    """A message without markup, links and somebody's quoted speech, cut into words."""

    text: str
    """As written, less what was cut."""
    raw: tuple[str, ...]
    """The words as written."""
    spans: tuple[tuple[int, int], ...]
    """Where each word stands in `text`."""
    tokens: tuple[str, ...]
    """The words in lower case, ё as е."""
    stems: tuple[str, ...]
    flat: str
    """The tokens with single spaces between them: what vocabularies are matched against."""
    starts: tuple[int, ...]
    """Where each token begins in `flat`."""
    questions: int
    """Question marks outside links and quotes."""
    linked: bool
    laughing: bool
    reply: bool
    """It begins by naming a person or a community."""

    def between(self, first: int, last: int) -> str:
        """What stands in the text from the first word to the last, both included."""
        return self.text[self.spans[first][0] : self.spans[last][1]]

    def gap(self, before: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.spans[before - 1][1] : self.spans[before][0]] if before else ""


def lower(text: str) -> str:
    """Lower case with ё as е."""
    return text.lower().replace("ё", "е")


def stem(word: str) -> str:
    """The stem of one normalised word."""
    return str(_stemmer.stemWord(word))


def read(text: str) -> Words:
    """Any text at all, read once."""
    text = text[:LONGEST]
    reply = text.lstrip().startswith(("[id", "[club", "[public", "@id", "@club", "*id", "*club"))
    unlinked = _LINK.sub(" ", _NAMED_LINK.sub(r" \1 ", _MENTION.sub(" ", text)))
    linked = unlinked != _NAMED_LINK.sub(r" \1 ", _MENTION.sub(" ", text)) or _NAMED_LINK.search(text) is not None
    plain = _QUOTED.sub(_shorten_quote, _QUOTED_LINE.sub(" ", unlinked)) if _has_quotes(unlinked) else unlinked
    plain = plain.strip(" ,\t\n")
    found = list(_WORD.finditer(plain))
    raw = tuple(match.group() for match in found)
    tokens = tuple(lower(word) for word in raw)
    starts = []
    position = 0
    for token in tokens:
        starts.append(position)
        position += len(token) + 1
    return Words(
        text=plain,
        raw=raw,
        spans=tuple(match.span() for match in found),
        tokens=tokens,
        stems=tuple(_stemmer.stemWords(list(tokens))),
        flat=" ".join(tokens),
        starts=tuple(starts),
        questions=plain.count("?"),
        linked=linked,
        laughing=_LAUGH.search(plain) is not None,
        reply=reply,
    )


def is_wordless(text: str) -> bool:
    """Only signs and pictures: «+», «???», a row of emoji."""
    return _ANY.search(text) is None


def _has_quotes(text: str) -> bool:
    return any(sign in text for sign in '«"“>')


def _shorten_quote(match: re.Match[str]) -> str:
    """A name in quotes stays («Пятёрочка»); somebody's speech goes, and its question mark with it."""
    inside = next((group for group in match.groups() if group is not None), "")
    return " " if "?" in inside or inside.count(" ") >= 4 else f" {inside} "


_EMPTY = words("empty")
_EMPTY_STEMS = frozenset(_stemmer.stemWords(sorted(_EMPTY))) | _EMPTY


@lru_cache(maxsize=4_096)
def content(text: str) -> dict[str, float]:
    """The stems that carry the matter of a text, with how much each weighs."""
    message = read(text)
    weights: dict[str, float] = {}
    for token, root in zip(message.tokens, message.stems, strict=True):
        if token in _EMPTY or root in _EMPTY_STEMS or token.isdigit() or len(root) < 2:
            continue
        weights[root] = min(weights.get(root, 0.0) + (1.0 if len(root) > 3 else 0.7), 2.0)
    return weights
