"""One live broadcast and its recordings.

A time code belongs to a recording: after a break a new link starts its own count, the same one goes on with the old.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from domain.errors import RuleViolation
from domain.place import VkId

LEAD = timedelta(seconds=15)
"""The moderator taps when the answer is heard; it began somewhat earlier."""

DESK_BEFORE = timedelta(minutes=10)
"""The desk stands in the moderators' chat so long before the start."""


class State(StrEnum):
    COLLECTING = "collecting"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, order=True)
class TimeCode:
    """A moment of a recording: which part, and how many seconds into it."""

    part: int
    seconds: int

    @property
    def clock(self) -> str:
        """«02:48», «1:08:05»."""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


@dataclass(frozen=True, slots=True)
class Part:
    """One stretch of the broadcast without a break; `offset` is how much of the same recording went before it."""

    number: int
    link: str
    started_at: datetime
    ended_at: datetime | None = None
    offset: timedelta = timedelta()

    def elapsed(self, at: datetime) -> timedelta:
        """How much was recorded by a moment; it stands while the broadcast is interrupted."""
        end = min(at, self.ended_at) if self.ended_at else at
        return self.offset + max(end - self.started_at, timedelta())


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Somebody answers live; `page` says that the comments of the host's own page are not seen by the bot."""

    number: int
    municipality: str
    host: VkId
    planned: datetime
    minutes: int
    announced_by: VkId
    announced_at: datetime
    collect_from: datetime
    state: State = State.COLLECTING
    page: bool = False
    link: str = ""
    """Where to watch, as the moderator gave it."""
    posts: tuple[str, ...] = ()
    """Posts and videos whose comments belong to it: «wall-1_2», «video-1_3»."""
    parts: tuple[Part, ...] = ()
    ended_at: datetime | None = None
    posted_at: datetime | None = None
    """When a human said «Да» to the posts in the chats."""
    version: int = 0
    """The tap that changed it last."""

    @property
    def key(self) -> str:
        """Names it in keys of texts; not by its number, which a restored database may give to another one."""
        return f"broadcast/{self.municipality}/{int(self.announced_at.timestamp())}"

    @property
    def planned_end(self) -> datetime:
        return self.planned + timedelta(minutes=self.minutes)

    @property
    def is_open(self) -> bool:
        """Questions still belong to it."""
        return self.state in {State.COLLECTING, State.RUNNING, State.PAUSED}

    @property
    def is_live(self) -> bool:
        return self.state in {State.RUNNING, State.PAUSED}

    @property
    def started_at(self) -> datetime | None:
        return self.parts[0].started_at if self.parts else None

    @property
    def watch(self) -> str:
        """The link of what goes on now."""
        return next((part.link for part in reversed(self.parts) if part.link), self.link)

    @property
    def aired(self) -> timedelta:
        """How long it was on air, breaks aside."""
        ends = [(part.ended_at or self.ended_at, part) for part in self.parts]
        return sum(((end - part.started_at) for end, part in ends if end), timedelta())

    def link_of(self, code: TimeCode) -> str:
        return next((part.link for part in self.parts if part.number == code.part and part.link), self.link)

    def code_at(self, at: datetime) -> TimeCode | None:
        """The time code of an answer that is heard at a moment; None before the start."""
        begun = [part for part in self.parts if part.started_at <= at] or list(self.parts[:1])
        if not begun:
            return None
        part = begun[-1]
        return TimeCode(part.number, int(max(part.elapsed(at) - LEAD, timedelta()).total_seconds()))

    def collects(self, at: datetime) -> bool:
        """Whether a question asked at a moment falls into the window."""
        return self.is_open and self.collect_from <= at

    # --- its life

    def started(self, at: datetime, link: str = "") -> "Broadcast":
        """[Начать]: the first recording counts from here."""
        self._must(State.COLLECTING)
        return replace(self, state=State.RUNNING, parts=(Part(1, link or self.link, at),))

    def paused(self, at: datetime) -> "Broadcast":
        self._must(State.RUNNING)
        return replace(self, state=State.PAUSED, parts=(*self.parts[:-1], replace(self.parts[-1], ended_at=at)))

    def resumed(self, at: datetime, link: str = "") -> "Broadcast":
        """[Продолжить]: with a new link the count begins anew, without one it goes on."""
        self._must(State.PAUSED)
        last = self.parts[-1]
        same = not link or link == last.link
        offset = last.elapsed(at) if same else timedelta()
        number = last.number if same else last.number + 1
        part = Part(number, last.link if same else link, at, offset=offset)
        return replace(self, state=State.RUNNING, parts=(*self.parts, part))

    def ended(self, at: datetime) -> "Broadcast":
        self._must(State.RUNNING, State.PAUSED)
        last = self.parts[-1]
        parts = (*self.parts[:-1], replace(last, ended_at=last.ended_at or at))
        return replace(self, state=State.ENDED, parts=parts, ended_at=at)

    def cancelled(self, at: datetime) -> "Broadcast":
        self._must(State.COLLECTING)
        return replace(self, state=State.CANCELLED, ended_at=at)

    def with_post(self, post: str) -> "Broadcast":
        """Comments under one more post or video belong to it."""
        return self if post in self.posts else replace(self, posts=(*self.posts, post))

    def _must(self, *states: State) -> None:
        if self.state not in states:
            raise RuleViolation("broadcast-cannot", number=self.number, detail=self.state.value)
