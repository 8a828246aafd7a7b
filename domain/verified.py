"""Answers residents confirmed, and until when they may be offered to the next who asks the same (product.md 39)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.calendar import Calendar
from domain.hints import is_private
from domain.language import is_done
from domain.place import VkId
from domain.promise_dates import find, parse_due
from domain.replies import only_nods

LONGEST = timedelta(days=365)
"""The words of a question are kept for a year after it is closed: no answer outlives them."""

_SINCE = r"(?<!\w)(?:с|со|начиная с|после)"
_BEGINS = re.compile(rf"{_SINCE}\s+$", re.IGNORECASE), re.compile(rf"{_SINCE}\s", re.IGNORECASE)
"""«С 1 декабря» is when something begins to be true, not when it ends."""

_HOLDS = re.compile(r"(?:действу|действител|годен|годит)\w*\s+(?:ещё |еще |только )?(?:до|по)?\s*$", re.IGNORECASE)
"""«Действует до 1 марта» promises nobody anything."""

_LENGTHS = {"неделя": 7, "неделю": 7, "месяц": 30, "квартал": 91, "полгода": 182, "год": 365}
_NEVER = frozenset({"нет", "никогда", "хватит", "не предлагать", "стоп", "больше не действует"})
_HELLO = re.compile(r"^(?:[Дд]обр\w+ (?:день|вечер|утро|дня)|[Зз]дравствуйте)\W+")


@dataclass(frozen=True, slots=True)
class Verified:
    """A question's answer may be offered `until` then; `by` said so, nobody when it is the usual time."""

    question: int
    municipality: str
    until: datetime
    by: VkId | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The answer to `similar` was offered to the author of `question`; `outcome` is empty while nobody chose."""

    question: int
    similar: int
    at: datetime
    outcome: str = ""


YES, NO, LATE = "yes", "no", "late"


def valid_until(
    text: str, said_at: datetime, confirmed_at: datetime, calendar: Calendar, usual: timedelta
) -> datetime | None:
    """Until when a confirmed answer holds by its own words; None when it is no answer to anybody else.

    «Сделали» is about one lamp and one evening; what names private things was for one person; a day that was named
    ends what was said about it.
    """
    if is_done(text) or only_nods(text) or not text.strip() or is_private(text):
        return None
    ends = [found.due for found in find(text, said_at, calendar) if not _begins(text, found.span)]
    until = min(ends) if ends else confirmed_at + usual
    return min(until, confirmed_at + LONGEST) if until > confirmed_at else None


def says_validity(text: str, span: tuple[int, int]) -> bool:
    """Whether a date in an answer says how long it holds rather than when something will be done."""
    return _HOLDS.search(text[: span[0]]) is not None


def named_until(words: str, now: datetime, calendar: Calendar) -> datetime | None:
    """«до 1 марта», «месяц», «01.03»; now for «нет»; None for what is no day."""
    said = " ".join(words.casefold().strip(" .!,").split())
    if said in _NEVER:
        return now
    bare = re.sub(r"^(?:до|по|на|ещё|еще) ", "", said)
    if bare in _LENGTHS:
        return now + timedelta(days=_LENGTHS[bare])
    found = parse_due(said, now, calendar) or parse_due(bare, now, calendar)
    return min(found.due, now + LONGEST) if found is not None and found.due > now else None


def without_greeting(text: str, name: str) -> str:
    """An answer without the name of the one it was given to: «Виктор, добрый день. С 1 декабря…»."""
    said = text.strip()
    for _ in range(2):
        said = re.sub(rf"^{re.escape(name)}(?: [А-ЯЁ]\w+)?[,!]\s+", "", said) if name else said
        said = _HELLO.sub("", said)
    return f"{said[:1].upper()}{said[1:]}" or text


def _begins(text: str, span: tuple[int, int]) -> bool:
    """Whether a date says since when rather than until when."""
    before, first = _BEGINS
    return before.search(text[: span[0]]) is not None or first.match(text, span[0]) is not None
