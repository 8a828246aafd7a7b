"""What stands after a broadcast: what was said when, which promises were made, where it is in the recording."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from domain.broadcasts.broadcast import Broadcast, TimeCode
from domain.broadcasts.desk import title_of
from domain.broadcasts.evening import Evening
from domain.broadcasts.themes import Asked, Fate, Theme, ThemeState, fate_of
from domain.language import mask_obscenity
from domain.likeness import alike, words_of
from domain.privacy import clean, mask

LISTED = 10
"""Answers in a post and on a picture."""

WRITTEN = frozenset({Fate.IN_WRITING, Fate.IN_WORK})

FOUND = 3
"""Places shown to whoever asks what was said about something."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer of the broadcast; `asked` are the questions it answers."""

    theme: int
    title: str
    gist: str
    code: TimeCode
    link: str
    """The recording, at the moment of the answer where VK can be told the moment."""
    promise: datetime | None
    asked: tuple[Asked, ...]

    @property
    def clock(self) -> str:
        return self.code.clock


def said_in(evening: Evening, moments: str) -> list[Said]:
    """Everything answered on air, in the order it was said; `moments` as in `at_moment`."""
    groups: dict[int, list[Asked]] = {}
    for one in sorted(evening.asked.values(), key=lambda asked: (asked.asked_at, asked.question)):
        if fate_of(one, evening.themes.get(one.theme)) is Fate.ON_AIR:
            groups.setdefault(one.theme, []).append(one)
    found = [
        _said(theme, groups.get(theme.id, []), evening.broadcast, moments)
        for theme in evening.themes.values()
        if theme.state is ThemeState.ANSWERED and theme.code is not None
    ]
    return sorted(found, key=lambda one: (one.code, one.theme))


def _said(theme: Theme, asked: Sequence[Asked], broadcast: Broadcast, moments: str) -> Said:
    code = theme.code or TimeCode(1, 0)
    title, gist = title_of(theme, asked), shown(theme.said)
    return Said(
        theme.id,
        title,
        "" if gist == title else gist,
        code,
        at_moment(broadcast.link_of(code), code, moments),
        theme.promise,
        tuple(asked),
    )


def shown(words: str) -> str:
    """Somebody's words without private data and without obscenity."""
    return mask_obscenity(mask(" ".join(clean(words).split())))


def at_moment(link: str, code: TimeCode, moments: str) -> str:
    """«…?t=8m54s»; `moments` is the name VK knows the moment by, empty where it knows none."""
    if not link or not moments or "video" not in link:
        return link
    joint = "&" if urlsplit(link).query else "?"
    return f"{link}{joint}{moments}={span(code.seconds)}"


def span(seconds: int) -> str:
    """«8m54s», «1h8m5s»."""
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return (f"{hours}h" if hours else "") + f"{minutes}m{seconds}s"


def owed(evening: Evening) -> list[int]:
    """Questions that did not sound and are answered in writing, or still wait for it."""
    writing = {Fate.IN_WRITING, Fate.IN_WORK}
    return [one.question for one in evening.asked.values() if _fate(evening, one) in writing]


def fates(evening: Evening) -> Mapping[int, Fate]:
    """What became of each question."""
    return {one.question: _fate(evening, one) for one in evening.asked.values()}


def _fate(evening: Evening, asked: Asked) -> Fate:
    return fate_of(asked, evening.themes.get(asked.theme))


def about(words: str, said: Iterable[Said]) -> list[Said]:
    """Answers about something, the nearest first: each word that matters is in its title, gist or question."""
    wanted = words_of(words)
    found = []
    for one in said:
        heading = words_of(f"{one.title} {one.gist}")
        asked = words_of(" ".join(question.text for question in one.asked))
        if wanted and all(_has(word, heading) or _has(word, asked) for word in wanted):
            found.append((sum(_has(word, heading) for word in wanted), one))
    return [one for _, one in sorted(found, key=lambda pair: -pair[0])]


def _has(word: str, among: Sequence[str]) -> bool:
    return any(alike(word, other) for other in among)
