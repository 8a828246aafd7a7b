"""Somebody's words relayed: shortened, unable to ping anybody, and cut into messages VK accepts."""

import re
import unicodedata

from domain.language import mask_obscenity
from domain.privacy import defuse, mask, without_links

ELLIPSIS = "…"
MESSAGE_LIMIT = 4096
_SPACES = re.compile(r"\s+")
_BLANKS = re.compile(r"[^\S\n]*\n\s*")
_BORDERS = (re.compile(r"\n\s*\n"), re.compile(r"\n"), re.compile(r"(?<=[.?!…])\s"), re.compile(r"\s"))
_WIDE = re.compile("[^\u0000-\uffff]")
_JOINER = "\u200d"
_MODIFIERS = range(0x1F3FB, 0x1F400)
_FLAGS = range(0x1F1E6, 0x1F200)


def quoted(text: str, limit: int, *, links: bool = False) -> str:
    """Another person's words as strangers may read them: nothing private, nothing foul, no way elsewhere, one line."""
    masked = mask_obscenity(mask(one_line(text)))
    return shortened(defuse(masked if links else without_links(masked)), limit)


def harmless(text: str, limit: int) -> str:
    """A fact that may hold somebody's words: pings nobody, one line."""
    return shortened(defuse(one_line(text)), limit)


def one_line(text: str) -> str:
    return _SPACES.sub(" ", text).strip()


def shortened(text: str, limit: int) -> str:
    """At most so many characters, cut between words where that loses little; «@allа» cut short calls nobody."""
    if width(text) <= limit:
        return text
    end = _fit(text, limit - 1)
    space = text.rfind(" ", end * 2 // 3, end + 1)
    end = space if space > 0 else end
    while width(said := defuse(text[:end].rstrip(" ,.;:—-") + ELLIPSIS)) > limit:
        end -= 1  # what calls somebody was made longer
    return said


def split(text: str, limit: int = MESSAGE_LIMIT) -> list[str]:
    """The text in pieces VK accepts, cut at paragraphs, else lines, sentences, words, and never inside a letter."""
    pieces: list[str] = []
    rest = text.strip()
    while width(rest) > limit:
        end = _border(rest, _fit(rest, limit))
        pieces.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return [*pieces, rest] if rest else pieces


def width(text: str) -> int:
    """Length as VK's clients count it: an emoji may be two."""
    return len(text) + len(_WIDE.findall(text))


def _fit(text: str, limit: int) -> int:
    """Where to cut so that the beginning fits and no letter or emoji is torn."""
    taken = 0
    end = 0
    for end, character in enumerate(text):  # noqa: B007
        taken += 2 if character > "\uffff" else 1
        if taken > limit:
            break
    whole = end
    while whole > max(end - 40, 1) and _is_torn(text, whole):
        whole -= 1
    return end if _is_torn(text, whole) else whole


def _is_torn(text: str, at: int) -> bool:
    before, after = text[at - 1], text[at]
    if before == _JOINER or after == _JOINER or ord(after) in _MODIFIERS or unicodedata.category(after)[0] == "M":
        return True
    flags = 0
    while at - flags > 0 and ord(text[at - flags - 1]) in _FLAGS:
        flags += 1
    return ord(after) in _FLAGS and flags % 2 == 1


def _border(text: str, end: int) -> int:
    """The last good place for a cut not beyond `end`; a piece shorter than half the room is no good."""
    for border in _BORDERS:
        ends = [match.end() for match in border.finditer(text, 0, end) if match.start() >= end // 2]
        if ends:
            return ends[-1]
    return end
