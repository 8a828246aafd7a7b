"""How this process hears VK: by its own polls, by what VK brings, and by asking again."""

import asyncio
from dataclasses import dataclass, field
from functools import partial

from bot.clock import Clock
from bot.hearing import Told
from bot.polls import Polls
from bot.settings import Settings
from bot.tally import Tally
from bot.vk.callback import Callback
from bot.vk.catching import Begin, Catcher
from bot.vk.client import Vk
from bot.vk.gaps import Gaps
from bot.vk.longpoll import LongPoll
from bot.vk.mending import Mender
from bot.vk.rounds import Rounds
from storage.engine import Database
from storage.leases import Lease
from storage.together import Together


@dataclass
class Ears:
    """Makes what hears; whatever comes goes into the inbox and sets `heard`."""

    settings: Settings
    clock: Clock
    database: Database
    clients: dict[int, Vk]
    person: Vk | None
    service: Vk | None
    heard: asyncio.Event
    tally: Tally
    told: Told
    polls: Polls = field(init=False)

    def __post_init__(self) -> None:
        self.polls = Polls(self._poll)
        self._together = Together(self.database.intake)

    def reader(self, group: int) -> Gaps | None:
        """Reads a community's chats again; None when another process hears it."""
        ours = self.settings.vk_intake == "callback" or any(poll.community == group for poll in self.polls.listed)
        return Gaps(group, self.clients[group]) if ours and group in self.clients else None

    def callback(self) -> Callback | None:
        """The way in that VK walks by itself, when the settings open it; alone it needs somebody to mend its holes."""
        settings = self.settings
        if settings.vk_intake == "longpoll":
            return None
        alone = settings.vk_intake == "callback"
        return Callback(
            self.clients,
            self.database.intake,
            self.clock,
            self.heard,
            self.tally,
            secret=settings.vk_callback_secret,
            confirmations=settings.confirmations,
            menders={group: self._mender(group) for group in self.clients} if alone else {},
        )

    def _poll(self, group: int, lease: Lease | None) -> LongPoll:
        begin = partial(self.database.intake, lease=lease)
        catcher, rounds = self._watching(group, begin)
        write = self._together.write if lease is None else Together(begin).write
        wait = self.settings.vk_longpoll_wait
        vk, heard = self.clients[group], self.heard
        return LongPoll(group, vk, begin, self.clock, wait, heard, self.tally, catcher, rounds, write)

    def _mender(self, group: int) -> Mender:
        begin = self.database.intake
        return Mender(group, begin, self.clock, self.heard, self.tally, *self._watching(group, begin))

    def _watching(self, group: int, begin: Begin) -> tuple[Catcher, Rounds]:
        """What reads holes back, and what goes round after silences."""
        gaps = Gaps(group, self.clients[group], self.person, self.service)
        rounds = Rounds(group, gaps, begin, self.clock, self.heard, self.tally, self.told)
        return Catcher(group, gaps, begin, self.clock), rounds
