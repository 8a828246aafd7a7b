"""The bot looks at itself: what the process knows, and the errand that tells it."""

import logging
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.vk.client import Vk
from bot.vk.longpoll import LongPoll
from bot.vk.mending import Mender
from bot.vk.rounds import Rounds
from domain.notices import Trouble
from domain.use_cases.staff.alarming import Alarming, Found
from scheduler.ticks import OpenScope

log = logging.getLogger("otklik.alarms")

DEAD = frozenset({5, 27, 1117})
"""VK does not know the token any more."""

DEAD_PERSON = DEAD | {1051}
"""Nor does a person's token help that VK lets only read (vk/README 0)."""

TELLING = {14: "captcha", 15: "access", 29: "limit", 912: "bots-off", 13000: "strikes"}
"""Refusals that VK repeats until a person has mended something, or until tomorrow."""

MET_LASTS = timedelta(minutes=30)
"""How long such a refusal is spoken of after it was met; what VK refused is tried again meanwhile."""

DEAF = timedelta(minutes=5)

STALLS, STALLS_WITHIN = 2, timedelta(days=1)
"""A session that went deaf is begun anew; when it comes again the same day, somebody is told."""

MEGABYTE = 2**20


def free_mb(folder: Path) -> int:
    """Room on the disk where a folder is or would be made; 0 when nobody can tell."""
    there = next((one for one in (folder, *folder.parents) if one.exists()), Path())
    try:
        return shutil.disk_usage(there).free // MEGABYTE
    except OSError:
        return 0


@dataclass
class Watch:
    """Tokens, Long Poll and the disk; `person` is the optional token of a person."""

    clients: Mapping[int, Vk]
    person: Vk | None
    folder: Path
    disk_min_mb: int
    longpolls: Sequence[LongPoll] = ()
    menders: Sequence[Mender] = ()
    free: Callable[[Path], int] = free_mb
    silent: Callable[[], Sequence[int]] = tuple
    """Communities no token works for since the start."""
    _met: dict[tuple[int, int], datetime] = field(default_factory=dict)

    def troubles(self, now: datetime) -> list[Found]:
        found = [trouble for group, vk in self.clients.items() for trouble in self._of_token(group, vk, now)]
        found += [_of_dead_token(group) for group in self.silent()]
        if self.person is not None and self.person.trouble in DEAD_PERSON:
            found.append(Found(Trouble("person-token", "", "", 0), certain=True))
        found += [trouble for poll in self.longpolls if (trouble := _deaf(poll, now)) is not None]
        rounds = [*(poll.rounds for poll in self.longpolls), *(mender.rounds for mender in self.menders)]
        found += [trouble for one in rounds if (trouble := _stalled(one, now)) is not None]
        free = self.free(self.folder)
        if free < self.disk_min_mb:
            found.append(Found(Trouble("disk", "", "", free), certain=True))
        return found

    def _of_token(self, group: int, vk: Vk, now: datetime) -> list[Found]:
        self._met |= {(group, code): now for code in vk.met if code in TELLING}
        vk.met.clear()
        found = []
        if vk.trouble in DEAD:
            found.append(_of_dead_token(group))
        for (community, code), at in self._met.items():
            if community == group and now - at <= MET_LASTS:
                found.append(Found(Trouble(TELLING[code], "", str(group), 0), community=group, certain=True))
        return found


def _of_dead_token(group: int) -> Found:
    return Found(Trouble("token", "", str(group), 0), community=group, certain=True)


def _deaf(poll: LongPoll, now: datetime) -> Found | None:
    """After a sleep of the machine the first look is early: it is told when the next one finds the same."""
    silence = now - poll.heard_at if poll.heard_at else timedelta()
    if silence <= DEAF:
        return None
    minutes = int(silence.total_seconds() // 60)
    trouble = Trouble("deaf", "", str(poll.community), minutes)
    return Found(trouble, community=poll.community, sign=f"{poll.heard_at}")


def _stalled(rounds: Rounds, now: datetime) -> Found | None:
    """VK answers and does not tell, not for the first time today."""
    lately = [at for at in rounds.stalls if now - at <= STALLS_WITHIN]
    if len(lately) < STALLS:
        return None
    trouble = Trouble("stalled", "", str(rounds.community), len(lately))
    return Found(trouble, community=rounds.community, certain=True)


@dataclass(frozen=True, slots=True)
class Bell:
    """The errand of a minute: looks without a lock, writes only when there is something to tell."""

    alarming: Alarming
    open: OpenScope
    peek: OpenScope

    async def ring(self) -> None:
        async with self.peek() as scope:
            found = await self.alarming.look(scope)
        if not found:
            return
        async with self.open() as scope:
            told = await self.alarming.tell(scope, found)
        for one in told:
            log.error("an alarm", extra={"type": one.trouble.what, "community": one.community, "peer": one.trouble.id})
