"""Who asks to be named nowhere in a broadcast: in words, or by a button (product.md 29). Moderators see the name."""

import re
from functools import lru_cache

_VERBS = r"(?:называ\w+|назов\w+|указыва\w+|озвучива\w+|оглаша\w+|упомина\w+|произнос\w+|говор\w+|чита\w+|пиш\w+)"
_NAME = r"(?:имя|имени|имен|фамили[юи]|фио)"
_OWN = r"(?:мо[её]го|мо[её]|мою|моей|меня по)?"

_ASKS = re.compile(
    r"(?<![\s,.;:(—–-])[\s,.;:(—–-]*(?<!\w)(?:"
    r"(?:вопрос\s+|можно\s+|прошу\s+|хочу\s+|спрашиваю\s+|пожалуйста,?\s+)*(?:анонимно|инкогнито)"
    rf"|(?:прошу\s+|только\s+|пожалуйста,?\s+)*не\s+{_VERBS}\s+{_OWN}\s*{_NAME}"
    rf"|{_OWN}\s*{_NAME}\s+(?:прошу\s+|пожалуйста,?\s+)?не\s+{_VERBS}"
    rf"|(?<!\w\s)без\s+(?:указания\s+)?{_NAME}|(?:можно|прошу|пожалуйста),?\s+без\s+(?:указания\s+)?{_NAME}"
    rf"|(?:скройте|спрячьте)\s+{_OWN}\s*{_NAME}"
    r")(?!\w)(?:,?\s*(?:пожалуйста|плиз|прошу))?[\s,.;:!)—–-]*",
    re.IGNORECASE,
)


_BLANKS, _LINES = re.compile(r"[^\S\n]+"), re.compile(r" ?\n[ \n]*")


def squeezed(text: str) -> str:
    """One blank between words and one end of a line: rules over thousands of blanks would never end."""
    return _LINES.sub("\n", _BLANKS.sub(" ", text))


@lru_cache(maxsize=8192)
def asks(text: str) -> bool:
    """«Анонимно», «не называйте имя», «без имени»."""
    return _ASKS.search(squeezed(text)) is not None


def without(text: str) -> str:
    """The question alone: what is asked of the bot is nothing for the viewers."""
    if not asks(text):
        return text
    text = squeezed(text)
    end = text.rstrip()[-1:] if text.rstrip()[-1:] in ".!?" else ""
    parts = [part for part in _ASKS.split(text) if part]
    left = ". ".join(part.strip().rstrip(".") for part in parts).replace("?.", "?").replace("!.", "!").strip()
    if left and end and left[-1] not in ".!?…":
        left += end
    return left[:1].upper() + left[1:] if left else text
