"""The read model: what the desk in VK, the desk in the studio and the screen show. They only draw it.

Nothing here holds words that may not be shown: personal data are masked, and what is obscene has no words at all on the
screen and is masked on the desk.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from domain.addressing import without_address
from domain.broadcasts import introductions, nameless
from domain.broadcasts.broadcast import Broadcast, State, TimeCode
from domain.broadcasts.evening import Evening
from domain.broadcasts.taps import UNDO, Tap, TapKind
from domain.broadcasts.themes import Asked, Balance, Theme, ThemeState, sounds
from domain.language import RUDE, mask_obscenity
from domain.names import Name
from domain.place import VkId
from domain.privacy import clean, mask
from domain.question import Status

TITLE = 60
"""A theme's title on the desk."""

ON_SCREEN_TITLE = 300
LOG_LINES = 8

REMEMBERED = 8192
"""Masked texts kept at hand: a desk of thousands of questions is drawn again at every tap."""
FLOOD, FLOOD_WITHIN = 5, timedelta(minutes=10)
"""Near-equal texts of different people that look like a flood (product.md 55)."""

_WORD = re.compile(r"\w+")

_JOINED = "\u200d\ufe0f" + "".join(map(chr, range(0x1F3FB, 0x1F400)))
"""What belongs to the emoji before it."""

IsAbusive = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class DeskTheme:
    """A theme as both desks show it; `version` goes back with the tap."""

    id: int
    title: str
    questions: int
    votes: int
    state: ThemeState
    version: int
    numbers: tuple[int, ...] = ()
    new: int = 0
    """Questions in it nobody looked at."""
    code: TimeCode | None = None
    said: str = ""
    reason: str = ""
    promise: datetime | None = None
    ready: bool = False
    """Somebody answered one of its questions in writing already."""
    showable: bool = True
    """Has words that may be shown on the screen."""
    flood: int = 0
    """So many of its questions are the same words of different people within minutes."""

    @property
    def weight(self) -> int:
        """Equal words count once, whoever wrote them."""
        return self.questions + self.votes - max(self.flood - 1, 0)


@dataclass(frozen=True, slots=True)
class DeskQuestion:
    """A question nobody looked at yet; `theme` is what grouping thinks it belongs to, alone or with others."""

    number: int
    text: str
    author: VkId
    settlement: str
    asked_at: datetime
    votes: int
    theme: int
    alone: bool
    version: int
    abusive: bool = False
    nameless: bool = False
    """Moderators see who asked, the viewers and the host do not."""


@dataclass(frozen=True, slots=True)
class DeskTap:
    """A line of the log."""

    number: int
    kind: TapKind
    by: VkId
    at: datetime
    title: str = ""
    detail: str = ""
    undone: bool = False
    undo_until: datetime | None = None
    """Until when one tap takes it back; None when it cannot be taken back at all."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a desk shows at a moment."""

    number: int
    municipality: str
    host: VkId
    state: State
    planned: datetime
    planned_end: datetime
    started_at: datetime | None
    ended_at: datetime | None
    watch: str
    code: TimeCode | None
    """The time code of this moment; stands in a break."""
    balance: Balance
    on_screen: DeskTheme | None
    following: tuple[DeskTheme, ...]
    """Open themes that wait, the heaviest first."""
    answered: tuple[DeskTheme, ...]
    """By time code."""
    aside: tuple[DeskTheme, ...]
    """In writing and off air."""
    new: tuple[DeskQuestion, ...]
    """The latest first."""
    new_in_old_themes: int
    new_themes: int
    log: tuple[DeskTap, ...]
    """The latest first."""
    undo: DeskTap | None
    """What one tap takes back now."""
    version: int

    @property
    def themes(self) -> tuple[DeskTheme, ...]:
        shown = (self.on_screen,) if self.on_screen else ()
        return (*shown, *self.following, *self.answered, *self.aside)


@dataclass(frozen=True, slots=True)
class Overlay:
    """What the viewers see: a title, a first name and a village, and how many more asked."""

    number: int
    state: State
    title: str = ""
    first_name: str = ""
    settlement: str = ""
    more: int = 0
    host: VkId = 0
    planned: datetime | None = None

    @property
    def is_empty(self) -> bool:
        return not self.title


def desk_of(evening: Evening, now: datetime, *, is_abusive: IsAbusive) -> Desk:
    """The desk of an evening at a moment."""
    broadcast, groups = evening.broadcast, evening.grouped()
    themes = {
        one.id: _theme(evening, one, groups.get(one.id, []), is_abusive)
        for one in evening.themes.values()
        if one.state is not ThemeState.JOINED and (groups.get(one.id) or one.state is ThemeState.ANSWERED)
    }
    new = [one for one in evening.asked.values() if not one.seen and sounds(one) and _is_open(evening, one)]
    fresh_themes = {one.theme for one in new if one.theme and not any(other.seen for other in groups[one.theme])}
    log = [_tap(tap, themes) for tap in reversed(evening.taps[-LOG_LINES:])]
    last = evening.last_undoable
    return Desk(
        number=broadcast.number,
        municipality=broadcast.municipality,
        host=broadcast.host,
        state=broadcast.state,
        planned=broadcast.planned,
        planned_end=broadcast.planned_end,
        started_at=broadcast.started_at,
        ended_at=broadcast.ended_at,
        watch=broadcast.watch,
        code=_code_now(broadcast, now),
        balance=evening.balance,
        on_screen=next((one for one in themes.values() if one.state is ThemeState.ON_SCREEN), None),
        following=tuple(sorted(_in(themes, ThemeState.WAITING), key=lambda one: (-one.weight, one.id))),
        answered=tuple(sorted(_in(themes, ThemeState.ANSWERED), key=lambda one: (one.code or TimeCode(0, 0), one.id))),
        aside=tuple(_in(themes, ThemeState.IN_WRITING, ThemeState.OFF_AIR)),
        new=tuple(_question(one, groups, is_abusive) for one in sorted(new, key=_latest)),
        new_in_old_themes=sum(1 for one in new if one.theme and one.theme not in fresh_themes),
        new_themes=len(fresh_themes),
        log=tuple(log),
        undo=_tap(last, themes) if last is not None and last.is_fresh(now) else None,
        version=evening.taps[-1].number if evening.taps else 0,
    )


def overlay_of(evening: Evening, *, is_abusive: IsAbusive, names: Mapping[VkId, Name]) -> Overlay:
    """What is on the screen now, in the words of one who asked; what may not be shown leaves it empty."""
    broadcast, theme = evening.broadcast, evening.on_screen
    blank = Overlay(broadcast.number, broadcast.state, host=broadcast.host, planned=broadcast.planned)
    if theme is None or broadcast.state not in {State.COLLECTING, State.RUNNING, State.PAUSED}:
        return blank
    asked = evening.of(theme.id)
    first = next((one for one in asked if words_for_screen(one.words, is_abusive)), None)
    title = words_for_screen(first.words if first else theme.title, is_abusive)
    if not title:
        return blank
    named = first is not None and not first.is_nameless
    name = names.get(first.author) if first is not None and named else None
    return Overlay(
        broadcast.number,
        broadcast.state,
        title=title,
        first_name=words_for_screen(name.first, is_abusive) if name else "",
        settlement=first.settlement if first else "",
        more=max(len(asked) - 1, 0),
        host=broadcast.host,
        planned=broadcast.planned,
    )


def words_for_screen(text: str, is_abusive: IsAbusive) -> str:
    """Somebody's words for the viewers: private data hidden; none at all of what is rude, no stars in its place."""
    words = _one_line(text)
    return "" if not words or is_abusive(words) else _unless_rude(words)


@lru_cache(maxsize=REMEMBERED)
def words_for_desk(text: str) -> str:
    """Somebody's words for moderators: private data hidden, obscenity masked."""
    return mask_obscenity(mask(without_address(clean(text))))


@lru_cache(maxsize=REMEMBERED)
def _one_line(text: str) -> str:
    return without_address(nameless.without(without_address(" ".join(clean(text).split()))))


@lru_cache(maxsize=REMEMBERED)
def _title(text: str) -> str:
    return _cut(mask_obscenity(mask(_one_line(text))), TITLE)


@lru_cache(maxsize=REMEMBERED)
def _unless_rude(words: str) -> str:
    return "" if RUDE in mask_obscenity(words) else _cut(mask(words), ON_SCREEN_TITLE)


def title_of(theme: Theme, asked: Sequence[Asked]) -> str:
    """The theme's title, else the words of its first question, masked."""
    if theme.title and any(one.is_nameless for one in asked):
        return _title(introductions.without(theme.title) or theme.title)  # named before its author asked not to be
    return _title(theme.title or (asked[0].words if asked else ""))


def _cut(text: str, limit: int) -> str:
    """At most so many characters, between words and never inside a letter or an emoji."""
    if len(text) <= limit:
        return text
    end = limit - 1
    while end and (unicodedata.combining(text[end]) or text[end] in _JOINED or text[end - 1] == "\u200d"):
        end -= 1
    space = text.rfind(" ", end * 2 // 3, end + 1)
    return text[: space if space > 0 else end].rstrip(" ,.;:—-") + "…"


def _theme(evening: Evening, theme: Theme, asked: list[Asked], is_abusive: IsAbusive) -> DeskTheme:
    words = [theme.title] if theme.title else []
    return DeskTheme(
        id=theme.id,
        title=title_of(theme, asked),
        questions=len(asked),
        votes=evening.votes_of(asked),
        state=theme.state,
        version=theme.version,
        numbers=tuple(one.question for one in asked),
        new=sum(not one.seen for one in asked),
        code=theme.code,
        said=theme.said,
        reason=theme.reason,
        promise=theme.promise,
        ready=any(one.status in {Status.ANSWERED, Status.CLOSED, Status.CLOSED_UNCONFIRMED} for one in asked),
        flood=_flood(asked),
        showable=any(words_for_screen(one, is_abusive) for one in (*words, *(one.words for one in asked[:20]))),
    )


def _flood(asked: Sequence[Asked]) -> int:
    """How many people wrote the very same within minutes; 0 when it may be chance."""
    alike: dict[str, list[Asked]] = {}
    for one in asked:
        alike.setdefault(" ".join(_WORD.findall(one.text.casefold())), []).append(one)
    most = 0
    for same in alike.values():
        for first, one in enumerate(same):
            within = {other.author for other in same[first:] if other.asked_at - one.asked_at <= FLOOD_WITHIN}
            most = max(most, len(within))
            if len(same) - first <= most:
                break
    return most if most >= FLOOD else 0


def _question(one: Asked, groups: Mapping[int, Sequence[Asked]], is_abusive: IsAbusive) -> DeskQuestion:
    return DeskQuestion(
        number=one.question,
        text=words_for_desk(one.words),
        author=one.author,
        settlement=one.settlement,
        asked_at=one.asked_at,
        votes=one.votes,
        theme=one.theme,
        alone=len(groups.get(one.theme, ())) < 2,
        version=one.version,
        abusive=is_abusive(one.text),
        nameless=one.is_nameless,
    )


def _tap(tap: Tap, themes: Mapping[int, DeskTheme]) -> DeskTap:
    theme = themes.get(tap.theme)
    possible = tap.may_be_undone
    title = theme.title if theme else ""
    return DeskTap(
        tap.number,
        tap.kind,
        tap.by,
        tap.at,
        title=title,
        detail=tap.detail,
        undone=tap.undone,
        undo_until=tap.at + UNDO if possible else None,
    )


def _in(themes: Mapping[int, DeskTheme], *states: ThemeState) -> list[DeskTheme]:
    return [one for one in themes.values() if one.state in states]


def _is_open(evening: Evening, one: Asked) -> bool:
    theme = evening.themes.get(one.theme)
    return theme is None or theme.is_open


def _latest(one: Asked) -> tuple[float, int]:
    return -one.asked_at.timestamp(), -one.question


def _code_now(broadcast: Broadcast, now: datetime) -> TimeCode | None:
    """How far the recording is, without the lead of an answer."""
    if not broadcast.is_live:
        return None
    part = broadcast.parts[-1]
    return TimeCode(part.number, int(part.elapsed(now).total_seconds()))
