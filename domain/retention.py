"""What is kept how long. Every number has a source; the figures of a question are kept for ever.

Sources: «product 11» is the table of personal data duties (152-ФЗ: no longer than the purpose requires).
"""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from domain.place import PlaceKind
from domain.question import ENDED, Question, Status

WORDS_MONTHS = 12
"""Words, authors and messages of a finished question (product 11: «12 months after closing»).

The same for a resident's dialog nobody spoke in, and for «возможно, вопрос» nobody looked at."""

EVENT_KEYS = timedelta(days=7)
"""Keys of handled events, which hold no words (product 11: «cmid for gap detection, 7 days»)."""

LOOSE_TEXTS = timedelta(days=90)
"""Texts that belong to no question: the bot's lists and greetings, events nobody could handle, drafts nobody
finished. Their purpose is over within days; a quarter is left for looking into a complaint (our choice)."""

UNFINISHED_TALK = timedelta(days=30)
"""«Что осталось?» without a reply: twice the longest window a resident has, 15 days to say «не решено» (our choice)."""


REMOVED_WORDS = timedelta(days=30)
"""Words of a removed message, kept so that they can be said again: whoever was removed for nothing says so soon."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What is older than these moments goes."""

    words: datetime
    loose_texts: datetime
    unfinished_talk: datetime
    event_keys: datetime
    removed_words: datetime

    @classmethod
    def at(cls, now: datetime) -> "Limits":
        return cls(
            words=months_before(now, WORDS_MONTHS),
            loose_texts=now - LOOSE_TEXTS,
            unfinished_talk=now - UNFINISHED_TALK,
            event_keys=now - EVENT_KEYS,
            removed_words=now - REMOVED_WORDS,
        )


def months_before(moment: datetime, months: int) -> datetime:
    """The same day that many months earlier, or the last day of a shorter month."""
    count = moment.year * 12 + moment.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return moment.replace(year=year, month=month, day=min(moment.day, monthrange(year, month)[1]))


def finished_at(question: Question, main: Question | None = None) -> datetime | None:
    """Since when nobody needs its words; None while somebody may.

    A duplicate is finished with its main question, a draft nobody took with the asking.
    """
    if question.status is Status.MERGED:
        return finished_at(main) if main is not None and main.status is not Status.MERGED else None
    if question.status is Status.DRAFT:
        return question.asked_at
    return question.closed_at if question.status in ENDED else None


def is_over(question: Question, main: Question | None, limits: Limits) -> bool:
    """Whether its words have been kept long enough."""
    finished = finished_at(question, main)
    return finished is not None and finished < limits.words


def anonymised(question: Question, now: datetime) -> Question:
    """Only figures: number, municipality, topic, status, officials and times; the place says no more than the channel.

    The number stands in for the message, because a place belongs to one question only; no message of VK is negative.
    """
    if question.status is Status.DRAFT:
        question = question.dismissed(now)
    place = question.place
    peer = 0 if place.kind is PlaceKind.PRIVATE else place.peer
    return replace(
        question.forgotten(),
        place=replace(place, peer=peer, post=0, message=-question.number),
        settlement=None,
        reason="",
        incident_number="",
        pos_number="",
    )
