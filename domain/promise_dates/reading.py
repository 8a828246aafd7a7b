"""An answer as the rules read it, and what they find in it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias

from domain.calendar import DAY, Calendar

Precision: TypeAlias = Literal["time", "day", "week", "month"]

NOON = time(12)
LUNCH = time(13)  # «до обеда», «к обеду»
EARLY = time(9)  # «к утру»
MORNING = NOON  # «утром» is over at noon
EVENING = time(18)  # «к вечеру», «до вечера»
LATE = time(21)  # «вечером»
LAST_MINUTE = time(23, 59)
NEAR = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer, the same in small letters, and the moment it was given."""

    original: str
    text: str
    now: datetime
    calendar: Calendar
    borders: tuple[int, ...]

    @classmethod
    def of(cls, text: str, now: datetime, calendar: Calendar) -> "Reading":
        plain = "".join(map(_plain, text))
        return cls(text, plain, calendar.local(now), calendar, (0, *_sentence_ends(plain), len(plain)))

    @property
    def today(self) -> date:
        return self.now.date()

    def moment(self, day: date, at: time) -> datetime:
        return self.calendar.moment(day, at)

    def end_of(self, day: date) -> datetime:
        """When a day that was named without an hour is over."""
        closing = None if self.calendar.is_always else self.calendar.closing(day)
        return closing if closing and closing > self.now else self.moment(day, LAST_MINUTE)

    def last_working(self, day: date) -> date:
        """That day or the last working one before it, though not before today."""
        last = day
        while last > self.today and not self.calendar.is_working_day(last):
            last -= DAY
        return last if self.calendar.is_working_day(last) else day

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The borders of the sentence round these words."""
        since = max(border for border in self.borders if border <= start)
        return since, min(border for border in self.borders if border >= end)

    def before(self, start: int) -> str:
        """The last words before a place."""
        return self.text[max(0, start - 40) : start]


def _plain(letter: str) -> str:
    small = {"ё": "е", "Ё": "е", "\xa0": " ", "\u202f": " ", "‑": "-"}.get(letter) or letter.lower()
    return small if len(small) == 1 else letter


ABBREVIATION = re.compile(r"\b(?:ул|д|дом|г|пос|дер|им|т|п|пп|ст|стр|пер|пр|просп|пл|кв|р|н|мкр|см|тел|руб|корп|обл)$")


def _sentence_ends(text: str) -> Iterator[int]:
    for match in re.finditer(r"[.!?…]+(?=\s|$)|\n+|;", text):
        if match[0] == "." and ABBREVIATION.search(text[max(0, match.start() - 8) : match.start()]):
            continue
        yield match.end()


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that name a day, an hour of a day, or both; `rank` says which neighbour names the day best."""

    start: int = 0
    end: int = 0
    day: date | None = None
    at: time | None = None
    moment: datetime | None = None
    precision: Precision = "day"
    rank: int = 0
    exact: bool = True
    needs_future: bool = False
    needs_day: bool = False  # an hour that is a promise only beside a day
    is_gone: bool = False
    is_noise: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Mentions standing side by side, which together name one date; of equals the latest day counts."""

    mentions: tuple[Mention, ...]

    @property
    def span(self) -> tuple[int, int]:
        return self.mentions[0].start, self.mentions[-1].end

    @property
    def is_gone(self) -> bool:
        return any(mention.is_gone for mention in self.mentions)

    @property
    def is_torn(self) -> bool:
        """Whether its words name different days with equal force."""
        best = max(mention.rank for mention in self.mentions)
        return len({mention.day for mention in self.mentions if mention.rank == best}) > 1

    @property
    def needs_future(self) -> bool:
        """Whether its words promise only beside a verb in the future: an hour alone, «с понедельника»."""
        return self.day is None or any(mention.needs_future for mention in self.mentions)

    @property
    def day(self) -> Mention | None:
        dated = [mention for mention in self.mentions if mention.day]
        return max(dated, key=lambda mention: (mention.rank, mention.day or date.min), default=None)

    @property
    def hour(self) -> Mention | None:
        return next((mention for mention in self.mentions if not mention.day), None)


Found: TypeAlias = Mention | None
Rule: TypeAlias = tuple[re.Pattern[str], Callable[[re.Match[str], Reading], Found]]

NOTHING = Mention(is_noise=True)
GONE = Mention(is_gone=True)
