"""How this process hears VK: by its own polls, by what VK brings, and by reading again and elsewhere."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from bot.clock import Clock
from bot.fetching import Fetching
from bot.hearing import Told
from bot.pages import Pages
from bot.polls import Polls
from bot.settings import Settings
from bot.tally import Tally
from bot.tokens import Tokens
from bot.vk.callback import Callback
from bot.vk.catching import Begin, Catcher
from bot.vk.gaps import Gaps
from bot.vk.longpoll import LongPoll
from bot.vk.mending import Mender
from bot.vk.rereading import Rereading
from bot.vk.rounds import Rounds
from bot.vk.voices import Voices
from domain.use_cases.moderating.taking import Taking
from scheduler.ticks import OpenScope
from storage.engine import Database
from storage.leases import Lease
from storage.together import Together, Write


@dataclass
class Ears:
    """Makes what hears; whatever comes goes into the inbox and sets `heard`."""

    settings: Settings
    clock: Clock
    database: Database
    tokens: Tokens
    heard: asyncio.Event
    tally: Tally
    told: Told
    polls: Polls = field(init=False)
    callback: Callback | None = field(init=False)
    """The way in that VK walks by itself, when the settings open it."""
    rereading: Rereading = field(init=False)
    pages: Pages = field(init=False)
    fetching: Fetching | None = None
    """Set when there is somebody to take what it reads."""

    def __post_init__(self) -> None:
        intake, clock, tokens = self.database.intake, self.clock, self.tokens
        self.polls = Polls(self._poll)
        self._together = Together(intake)
        self.callback = self._callback()
        voices = Voices(self._reader, self.told.unheard, intake, clock)
        self.rereading = Rereading(self._reader, self.told.asked, intake, clock, self.heard, voices.step)
        self.pages = Pages(tokens.clients, tokens.person, tokens.service, self.told.peek, intake, clock, self.heard)

    @property
    def menders(self) -> Mapping[int, Mender]:
        """Who mends the holes of what VK brings, by community."""
        return self.callback.menders if self.callback is not None else {}

    def _reader(self, group: int) -> Gaps | None:
        """Reads a community's chats again; None when another process hears it."""
        ours = self.settings.vk_intake == "callback" or any(poll.community == group for poll in self.polls.listed)
        return Gaps(group, self.tokens.clients[group]) if ours and group in self.tokens.clients else None

    def fetches(self, open_: OpenScope, taking: Taking) -> None:
        """Reads the comments moderators name, with the tokens of people and services."""
        tokens = self.tokens

        def gaps(group: int) -> Gaps | None:
            vk = tokens.clients.get(group)
            return None if vk is None else Gaps(group, vk, tokens.person, tokens.service)

        self.fetching = Fetching(gaps, self.told.peek, open_, taking)

    def _callback(self) -> Callback | None:
        """The way in that VK walks by itself, when the settings open it; alone it needs somebody to mend its holes."""
        settings = self.settings
        if settings.vk_intake == "longpoll":
            return None
        alone = settings.vk_intake == "callback"
        return Callback(
            self.tokens.clients,
            self.database.intake,
            self.clock,
            self.heard,
            self.tally,
            secret=settings.vk_callback_secret,
            confirmations=settings.confirmations,
            menders={group: self._mender(group) for group in self.tokens.clients} if alone else {},
        )

    def _poll(self, group: int, lease: Lease | None) -> LongPoll:
        begin = partial(self.database.intake, lease=lease)
        write = self._together.write if lease is None else Together(begin).write
        catcher, rounds = self._watching(group, begin, write)
        wait = self.settings.vk_longpoll_wait
        vk, heard = self.tokens.clients[group], self.heard
        return LongPoll(group, vk, begin, self.clock, wait, heard, self.tally, catcher, rounds, write)

    def _mender(self, group: int) -> Mender:
        begin = self.database.intake
        return Mender(
            group, begin, self.clock, self.heard, self.tally, *self._watching(group, begin, self._together.write)
        )

    def _watching(self, group: int, begin: Begin, write: Write) -> tuple[Catcher, Rounds]:
        """What reads holes back, and what goes round after silences."""
        gaps = Gaps(group, self.tokens.clients[group], self.tokens.person, self.tokens.service)
        rounds = Rounds(group, gaps, begin, self.clock, self.heard, self.tally, self.told)
        return Catcher(group, gaps, write, self.clock), rounds
