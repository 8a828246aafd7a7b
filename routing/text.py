"""One reading of a message, made once and shared by every part that listens."""

import re
from functools import cached_property, lru_cache
from itertools import accumulate

import Stemmer

from domain.language import plainly
from routing.address import Address
from routing.wordlists import pairs, words

LONGEST = 4_000
"""Characters read of one message; a question is in the beginning or nowhere."""

_REMEMBERED = 60_000
"""Different words whose stems are kept."""

_MENTION = re.compile(
    r"\[(?:id|club|public|event|app)-?\d+[^|\]\n]{0,40}\|[^\]\n]*\]|[@*](?:id|club|public)\d+(?: ?\([^)\n]*\))?"
)
_NAMED_LINK = re.compile(r"\[(?:https?:)?//[^|\]\s]+\|([^\]\n]*)\]")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|(?<![\w@.])[\w-]{1,40}(?:\.[\w-]{1,40}){0,3}\.(?:ru|com|net|org|рф|me|cc|su|io)(?![\w-])(?:/\S*)?",
    re.IGNORECASE,
)
_PERHAPS_LINK = re.compile(r"\.[a-zA-Zрс]|://")
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_QUOTED = re.compile(r"«([^«»]{0,600})»|\"([^\"\n]{0,600})\"|“([^“”]{0,600})”")
_WORD = re.compile(r"[а-яё]+|[a-z]+|\d+", re.IGNORECASE)
_SMILE = re.compile(r"\){3,}|(?:[:;=]-?[)dDpP*])|[😀-😏🤣😹]")
_PERHAPS_SMILE = re.compile(r"[):;=😀-😏🤣😹]")
_LAUGH = re.compile(r"(?:[аah]*(?:ха|ах|хи|га){2,}[ахиг]*|лол|кек|ржу|рж[ао]ка|ору)$")
_ANY = re.compile(r"\w")

_SPELT = pairs("spelt")
_stemmer = Stemmer.Stemmer("russian", 0)


class _Remembered(dict[str, str]):
    """Words with what was found out about them; starts anew when it has grown too large. Numbers are too many."""

    def __missing__(self, word: str) -> str:
        if word[0].isdigit():
            return self._find(word)
        if len(self) >= _REMEMBERED:
            self.clear()
        found = self[word] = self._find(word)
        return found

    def _find(self, word: str) -> str:
        return str(_stemmer.stemWord(word))


class _Laughs(_Remembered):
    def _find(self, word: str) -> str:
        return word if _LAUGH.match(word) else ""


_stems = _Remembered()
_laughs = _Laughs()


class Words:
    """A message without markup, links and somebody's quoted speech, cut into words."""

    def __init__(self, text: str, *, linked: bool, reply: bool) -> None:
        self.text = text
        """As written, less what was cut."""
        flat = plainly(text)
        if len(flat) != len(text):  # a foreign letter that has no lower case of one letter
            flat = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text).replace("ё", "е")
        self.tokens: tuple[str, ...] = tuple([_SPELT.get(word, word) for word in _WORD.findall(flat)])
        """The words in lower case, ё as е, the commonest misspellings put right."""
        self.stems: tuple[str, ...] = tuple(map(_stems.__getitem__, self.tokens))
        self.flat = " ".join(self.tokens)
        """The tokens with single spaces between them: what vocabularies are matched against."""
        self.starts: tuple[int, ...] = tuple(accumulate([len(token) + 1 for token in self.tokens], initial=0))[:-1]
        """Where each token begins in `flat`."""
        self.questions = text.count("?")
        """Question marks outside links and quotes."""
        self.linked = linked
        self.laughing = any(map(_laughs.__getitem__, self.tokens)) or (
            _PERHAPS_SMILE.search(text) is not None and _SMILE.search(text) is not None
        )
        self.reply = reply
        """It begins by naming a person or a community."""
        self.addresses: tuple[Address, ...] | None = None
        """Those that `streets.find` found, which is asked more than once; None before it is asked."""

    @cached_property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Where each word stands in `text`."""
        return tuple(match.span() for match in _WORD.finditer(self.text))

    @cached_property
    def raw(self) -> tuple[str, ...]:
        """The words as written."""
        return tuple(_WORD.findall(self.text))

    def between(self, first: int, last: int) -> str:
        """What stands in the text from the first word to the last, both included."""
        return self.text[self.spans[first][0] : self.spans[last][1]]

    def gap(self, before: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.spans[before - 1][1] : self.spans[before][0]] if before else ""


def stem(word: str) -> str:
    """The stem of one normalised word."""
    return _stems[word]


@lru_cache(maxsize=256)
def read(text: str) -> Words:
    """Any text at all, read once: whoever listens later in the same breath gets the same reading."""
    text = text[:LONGEST]
    reply = text.lstrip().startswith(("[id", "[club", "[public", "@id", "@club", "*id", "*club"))
    plain = text
    if "[" in plain or "@" in plain or "*" in plain:
        plain = _MENTION.sub(" ", plain)
    unlinked = _NAMED_LINK.sub(r" \1 ", plain) if "[" in plain else plain
    linked = unlinked != plain
    if _PERHAPS_LINK.search(unlinked) is not None:
        plain = _LINK.sub(" ", unlinked)
        linked = linked or plain != unlinked
    else:
        plain = unlinked
    if "«" in plain or '"' in plain or "“" in plain or ">" in plain:
        plain = _QUOTED.sub(_shorten_quote, _QUOTED_LINE.sub(" ", plain))
    return Words(plain.strip(" ,\t\n"), linked=linked, reply=reply)


def is_wordless(text: str) -> bool:
    """Only signs and pictures: «+», «???», a row of emoji."""
    return _ANY.search(text) is None


def _shorten_quote(match: re.Match[str]) -> str:
    """A name in quotes stays («Пятёрочка»); somebody's speech goes, and its question mark with it."""
    inside = next((group for group in match.groups() if group is not None), "")
    return " " if "?" in inside or inside.count(" ") >= 4 else f" {inside} "


_EMPTY = words("empty")
_EMPTY_STEMS = frozenset(stem(word) for word in _EMPTY) | _EMPTY


def is_empty(token: str, root: str) -> bool:
    """A word that says nothing about the matter."""
    return token in _EMPTY or root in _EMPTY_STEMS


@lru_cache(maxsize=4_096)
def content(text: str) -> dict[str, float]:
    """The stems that carry the matter of a text, with how much each weighs."""
    message = read(text)
    weights: dict[str, float] = {}
    for token, root in zip(message.tokens, message.stems, strict=True):
        if is_empty(token, root) or token.isdigit() or len(root) < 2:
            continue
        weights[root] = min(weights.get(root, 0.0) + (1.0 if len(root) > 3 else 0.7), 2.0)
    return weights
