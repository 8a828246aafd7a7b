"""The watchdog of one community: after a silence everything since is asked for, and now and then VK's word is checked.

Long Poll is known to stop telling while it goes on answering (vk/README 5). Who was not told has to ask.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.clock import Clock
from bot.tally import Tally
from bot.vk.catching import Begin, raw_event
from bot.vk.gaps import POST, VIDEO, Board, Gaps, Seen, Update, is_chat, said_at
from bot.vk.lookback import LookBack, Read
from handlers.identity import natural_key, peer_of
from storage.together import Chat
from storage.uow import SqlUnitOfWork

log = logging.getLogger("otklik.gaps")

HEARTBEAT = 0
"""The chat row that belongs to no chat: when the community was last heard at all."""

BEAT = timedelta(seconds=30)

SILENCE = timedelta(minutes=10)
"""Without an event for so long: unusual enough to look whether really nobody spoke."""

QUIET_ROUND, ROUND = timedelta(minutes=30), timedelta(hours=1)
"""How often that is looked at in a silence, and at all: a chat may fall silent while others talk."""

PORTION = 2.0
"""Seconds of reading back at a time; events that come meanwhile are not kept waiting."""

COMMENTED = timedelta(days=7)
"""Posts and videos commented so lately are looked through after a silence, however old they are."""

LATE = timedelta(minutes=10)
"""What is told so long after it was said was not heard in time."""

REMEMBERED = 20


class Core(Protocol):
    """Who hears what the watchdog found."""

    async def away(self, community: int, since: datetime, chats: Sequence[int]) -> None:
        """The bot did not hear these chats since a moment, and something was said there."""
        ...

    async def seen(self, community: int, chats: Mapping[int, Seen | None]) -> None:
        """Chats as VK describes them; None is one it does not describe to the bot."""
        ...

    async def registered(self, community: int) -> list[int]:
        """The chats the region expects to be heard there."""
        ...


class Rounds:
    """Asks for what one community's bot was not told."""

    def __init__(
        self, community: int, gaps: Gaps, begin: Begin, clock: Clock, heard: asyncio.Event, tally: Tally, core: Core
    ) -> None:
        self.community = community
        self._gaps = gaps
        self._begin = begin
        self._clock = clock
        self._heard = heard
        self._tally = tally
        self._core = core
        self._since: datetime | None = None
        self._look: LookBack | None = None
        self._beat_at: datetime | None = None
        self._told_at = self._looked_at = self._known_to = clock.now()
        """When VK last brought something by itself; when it was last looked; up to when nothing can be missing."""
        self._missed: dict[int, datetime] = {}
        """What the look under way has found that was not told: when the newest of each chat was said."""
        self._stalled = False
        self._seen: Mapping[int, Seen | None] = {}
        self.stalls: deque[datetime] = deque(maxlen=REMEMBERED)
        """When VK was found to answer and not to tell."""

    @property
    def chat(self) -> Chat:
        """Where `beat` is remembered."""
        return self.community, HEARTBEAT

    @property
    def owes(self) -> bool:
        """Whether something said may still be unknown here; the beat stands still meanwhile."""
        return self._since is not None

    @property
    def hurries(self) -> bool:
        """Whether there is more to ask for at once."""
        return self.owes if self._look is None else self._look.ready(self._clock.now())

    async def rise(self) -> None:
        """A new life of the process: whatever was said since the last beat may be unknown."""
        async with self._begin(self._clock.now()) as uow:
            beat = await uow.chats.get(self.community, HEARTBEAT)
        if beat.last_at is not None:
            self._beat_at = beat.last_at
            self._known_to = beat.last_at - ROUND  # nobody knows when an earlier life looked last
            self.owe(beat.last_at)

    def owe(self, since: datetime | None = None) -> None:
        """Something may have been said that VK will not tell: since a moment, else since the last beat."""
        since = since or self._beat_at or self._clock.now()
        self._since = min(since, self._since or since)
        self._look = None

    def told(self) -> None:
        """VK brought something by itself."""
        self._told_at = self._clock.now()

    def stalled(self) -> bool:
        """Whether the look just over found VK to answer and not to tell; asked once."""
        found, self._stalled = self._stalled, False
        return found

    async def admit(self, updates: Sequence[Mapping[str, Any]]) -> None:
        """Chats whose messages come late because nobody listened are told so, if it was for long."""
        now = self._clock.now()
        late = {peer_of(one) for one in updates if one.get("type") == "message_new" and now - said_at(one) >= LATE}
        chats = sorted(peer for peer in late if is_chat(peer))
        if self._since is not None and chats:
            await self._core.away(self.community, self._since, chats)

    def beats(self, now: datetime) -> bool:
        """Whether it is time to remember that VK is heard."""
        return not self.owes and (self._beat_at is None or now - self._beat_at > BEAT)

    async def beat(self, uow: SqlUnitOfWork) -> None:
        """Remembers that VK is heard, so that the next life knows how long nobody listened."""
        if self.owes:
            return
        self._beat_at = self._clock.now()
        state = await uow.chats.get(self.community, HEARTBEAT)
        await uow.chats.save(replace(state, last_at=self._beat_at))

    async def work(self) -> int:
        """A portion of what has to be asked for; how many messages and comments came back."""
        if self._look is None:
            self._look = await self._begin_look()
        if self._look is None:
            return 0
        came = 0
        loop = asyncio.get_running_loop()
        until = loop.time() + PORTION
        while (read := await self._look.next(self._clock.now())) is not None:
            came += await self._take(read)
            if loop.time() > until:
                break
        if self._look.over:
            await self._end_look()
        return came

    async def _begin_look(self) -> LookBack | None:
        now = self._clock.now()
        if self._since is None and not self._is_due(now):
            return None
        registered = await self._core.registered(self.community)
        async with self._begin(now) as uow:
            states = await uow.chats.of(self.community)
            wanted = self._since is not None and self._gaps.reads_comments
            commented = await uow.inbox.commented(self.community, now - COMMENTED) if wanted else set()
        chats = dict.fromkeys(registered, 0) | {state.peer: state.last_cmid for state in states}
        self._missed.clear()
        boards = [board for name in commented if (board := _board(name)) is not None]
        since = min(self._since or now, self._known_to)
        return LookBack(self._gaps, since, now, chats, boards, wide=self._since is not None)

    def _is_due(self, now: datetime) -> bool:
        looked = now - self._looked_at
        return looked >= ROUND or (looked >= QUIET_ROUND and now - self._told_at >= SILENCE)

    async def _take(self, read: Read) -> int:
        """Keeps what nobody heard yet; the honest word comes first, so that a crash between cannot swallow it."""
        now = self._clock.now()
        if read.seen and self._news(read.seen):
            await self._core.seen(self.community, read.seen)
        new = await self._unheard(read.updates)
        if new and read.chat and self._since is not None:
            await self._core.away(self.community, self._since, [read.chat])
        if new or read.upto:
            async with self._begin(now) as uow:
                await uow.inbox.accept(self.community, [raw_event(update) for update in new], None, now)
                if read.upto:
                    state = await uow.chats.get(self.community, read.chat)
                    last_at = now if new else state.last_at
                    last = max(state.last_cmid, read.upto)
                    await uow.chats.save(replace(state, last_cmid=last, last_at=last_at))
        if new:
            self._missed[read.chat] = max(said_at(update) for update in new)
            self._tally.accepted["readback"] += len(new)
            self._heard.set()
        return len(new)

    def _news(self, seen: Mapping[int, Seen | None]) -> bool:
        """Whether somebody has to hear how the chats stand: something changed since the last look, or is not well."""
        known, self._seen = self._seen, {peer: chat and replace(chat, last=0) for peer, chat in seen.items()}
        return known != self._seen or any(chat is None or chat.lost for chat in seen.values())

    async def _unheard(self, updates: Sequence[Update]) -> list[Update]:
        names = {natural_key(update): update for update in updates}
        if not names:
            return []
        async with self._begin(self._clock.now()) as uow:
            known = await uow.inbox.known(self.community, [name for name in names if name is not None])
        return [update for name, update in names.items() if name not in known]

    async def _end_look(self) -> None:
        """Everything is known again. A look that found what VK should have told means that VK tells nothing."""
        now, wide = self._clock.now(), self._since is not None
        quiet_since = max(self._told_at, self._known_to)
        self._looked_at = now
        if self._look is None or not self._look.in_vain:
            self._known_to = now
        self._look = None
        if wide:
            self._since = None
        elif self._missed and max(self._missed.values()) >= self._told_at.replace(microsecond=0):
            log.warning("VK answers and does not tell", extra={"community": self.community})
            self._stalled = True
            self.stalls.append(now)
            await self._core.away(self.community, quiet_since, [peer for peer in self._missed if peer])
            self.owe(quiet_since)


def _board(name: str) -> Board | None:
    """Where a comment stands, by the identity it is known by."""
    kind, *numbers = name.split(":")
    if kind not in (POST, VIDEO) or len(numbers) != 3 or not all(one.lstrip("-").isdigit() for one in numbers):
        return None
    return Board(kind, int(numbers[0]), int(numbers[1]))
