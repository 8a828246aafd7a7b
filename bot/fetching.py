"""`забрать` with a comment's link: the comment is read where a token allows, and becomes a question of its author.

VK is asked outside of every transaction, in a task of its own; what a moderator asked for stands in the diary until
then.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.pages import everything
from bot.vk.errors import VkError
from bot.vk.gaps import POST, VIDEO, Board, Gaps
from domain.errors import RuleViolation
from domain.message import place_of
from domain.notices import Refusal
from domain.place import Place, PlaceKind
from domain.use_cases.moderating.taking import WANTED, Taking, told
from domain.use_cases.telling import reply_to_actor
from handlers.commands import refusal
from handlers.events import NewComment
from handlers.reading import read
from scheduler.ticks import OpenScope

log = logging.getLogger("otklik.pages")

EVERY = 5.0
"""Seconds between two looks whether somebody waits."""

PATIENCE = timedelta(minutes=2)
"""How long VK is asked again; then the moderator is asked for the words."""

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Fetching:
    """Reads single comments that moderators named."""

    gaps: Callable[[int], Gaps | None]
    peek: OpenScope
    open: OpenScope
    taking: Taking

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self.step()

    async def step(self) -> int:
        """How many were taken, or given up."""
        async with self.peek() as scope:
            waiting = [(mark, await scope.uow.diary.value(mark) or 0) for mark in await scope.uow.diary.marks(WANTED)]
        return sum([await self._one(mark, datetime.fromtimestamp(since, UTC)) for mark, since in waiting])

    async def _one(self, mark: str, since: datetime) -> int:
        wanted, _, asked = mark.removeprefix(WANTED).partition("/")
        place, asked_in = place_of(wanted), place_of(asked.rpartition("/")[0])
        person = asked.rpartition("/")[2]
        if place is None or asked_in is None or not person.isdigit():
            return 0
        try:
            comment = await self._read(place)
        except (TimeoutError, VkError, OSError) as error:
            log.warning("a comment was not read", extra={"community": place.community, "error": type(error).__name__})
            async with self.peek() as scope:
                late = scope.now - since > PATIENCE
            if not late:
                return 0
            comment = None
        await self._take(mark, asked_in, int(person), comment)
        return 1

    async def _read(self, place: Place) -> Mapping[str, Any] | None:
        gaps = self.gaps(place.community)
        board = Board(VIDEO if place.kind is PlaceKind.VIDEO else POST, place.peer, place.under)
        if gaps is None or not gaps.may_read(board):
            return None
        for update in await everything(gaps, board, LONG_AGO):
            if int(update["object"].get("id") or 0) == place.message:
                return update
        return None

    async def _take(self, mark: str, asked_in: Place, person: int, comment: Mapping[str, Any] | None) -> None:
        """A question of the comment's author, or the moderator hears that its words are wanted."""
        event = read(comment) if comment is not None else None
        async with self.open() as opened:
            if await opened.uow.diary.value(mark) is None:
                return  # another process was first
            await opened.uow.diary.forget(mark)
            scope = opened.acting(person)
            if not isinstance(event, NewComment):
                await reply_to_actor(scope, asked_in, Refusal("paste-comment"), key=mark)
                return
            try:
                taken = await self.taking.take_comment(scope, event.message)
            except RuleViolation as no:
                await reply_to_actor(scope, asked_in, refusal(no), key=mark)
                return
            await reply_to_actor(scope, asked_in, told(taken), key=mark, number=taken.number)
