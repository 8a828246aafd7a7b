"""What the edge finds out about VK's silences, told to the core."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from bot.vk.gaps import Seen
from domain.place import Place, PlaceKind
from domain.ports import Filter
from domain.question import OPEN
from domain.use_cases.answers.voices import WAITS
from domain.use_cases.intake.honesty import was_away
from domain.use_cases.scope import Scope
from domain.use_cases.staff.alarming import ChatSeen, chats_seen
from scheduler.ticks import OpenScope

CHATS = frozenset({PlaceKind.CHAT})
YOUNG, REREAD_AT_MOST = 500, 10_000
"""Open questions read again soon after they were asked, and every hour: five requests, a hundred."""

MORNING = time(7)
"""Dialogs are read before officials get their lists."""


@dataclass(frozen=True, slots=True)
class Told:
    """The core's ear: `peek` looks without a lock."""

    opened: OpenScope
    peek: OpenScope
    mornings: set[date] = field(default_factory=set)
    """The day on which dialogs were read last."""

    async def away(self, community: int, since: datetime, chats: Sequence[int]) -> None:
        """The core says so in the chats when the bot was away for long."""
        if chats:
            async with self.opened() as scope:
                await was_away(scope, community, since, chats)

    async def seen(self, community: int, chats: Mapping[int, Seen | None]) -> None:
        """Chats as VK describes them."""
        seen = [ChatSeen(peer, one.lost, one.admin) if one else ChatSeen(peer) for peer, one in chats.items()]
        async with self.opened() as scope:
            await chats_seen(scope, community, seen)

    async def asked(self, since: datetime | None) -> list[tuple[Place, datetime]]:
        """The open questions of chats and when each was asked; after a moment and each morning of dialogs too."""
        # No index knows when a question was asked, but numbers grow with time.
        young, all_ = Filter(statuses=OPEN, order="newest", limit=YOUNG), Filter(statuses=OPEN, limit=REREAD_AT_MOST)
        async with self.peek() as scope:
            found = await scope.uow.questions.list(all_ if since is None else young)
            morning = since is None and self._is_morning(scope)
        kinds = CHATS | {PlaceKind.PRIVATE} if morning or since is not None else CHATS
        places = [(question.place, question.asked_at) for question in found if not question.place.is_nowhere]
        asked = [(place, at) for place, at in places if place.kind in kinds]
        return [(place, at) for place, at in asked if since is None or at > since]

    def _is_morning(self, scope: Scope) -> bool:
        """True once a day: a dialog costs a request, a chat of hundreds of questions costs one as well."""
        local = scope.calendar.local(scope.now)
        if local.time() < MORNING or local.date() in self.mornings:
            return False
        self.mornings.clear()
        self.mornings.add(local.date())
        return True

    async def unheard(self) -> list[tuple[str, datetime]]:
        """The marks of voice messages that VK has not put into words yet, and since when each waits."""
        async with self.peek() as scope:
            diary = scope.uow.diary
            marks = [(mark, await diary.value(mark) or 0) for mark in await diary.marks(WAITS)]
        return [(mark, datetime.fromtimestamp(since, UTC)) for mark, since in marks]

    async def registered(self, community: int) -> list[int]:
        """The chats of the region file there."""
        async with self.peek() as scope:
            return [chat.peer_id for chat in scope.region.chats if chat.group_id == community]
