"""Comments under the announcement on somebody's own page: a community is told of none, a service token may read them.

Once a minute, while a broadcast takes questions, what is new there goes into the inbox as VK would have told it. VK is
asked outside of every transaction; a comment is heard once, by VK's own number of it, whoever reads it again.
"""

import asyncio
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import Clock
from bot.vk.catching import Begin, raw_event
from bot.vk.client import Vk
from bot.vk.errors import VkError
from bot.vk.gaps import BLOCK, POST, Board, Gaps, Update
from domain.use_cases.collecting import REMEMBERED
from domain.use_cases.scope import Scope
from handlers.reading import natural_key
from scheduler.ticks import OpenScope

log = logging.getLogger("otklik.pages")

MOST = 3_000
"""Comments of one look: 2,500 is the most a broadcast has had."""

_POST = re.compile(r"wall(-?\d{1,12})_(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Page:
    """A post on a page that is not the community's; `since` is when its broadcast began to take questions."""

    community: int
    board: Board
    since: datetime


@dataclass(slots=True)
class Pages:
    """Reads pages where nobody tells the bot anything; without a token it does nothing."""

    clients: Mapping[int, Vk]
    person: Vk | None
    service: Vk | None
    peek: OpenScope
    begin: Begin
    clock: Clock
    heard: asyncio.Event
    _read_to: dict[Board, datetime] = field(default_factory=dict)

    async def step(self) -> int:
        """Looks at every such post; how many comments were new."""
        if self.person is None and self.service is None:
            return 0
        async with self.peek() as scope:
            pages = await open_pages(scope)
        return sum([await self._look(page) for page in pages])

    async def _look(self, page: Page) -> int:
        began = self.clock.now()
        client = self.clients.get(page.community)
        if client is None:
            return 0
        gaps = Gaps(page.community, client, self.person, self.service)
        try:
            updates = await _said(gaps, page.board, self._read_to.get(page.board, page.since))
        except (TimeoutError, VkError, OSError) as error:
            log.warning("a page was not read", extra={"community": page.community, "error": type(error).__name__})
            return 0
        new = await self._keep(page, {key: one for one in updates if (key := natural_key(one)) is not None})
        self._read_to[page.board] = began
        return new

    async def _keep(self, page: Page, named: Mapping[str, Update]) -> int:
        if not named:
            return 0
        now = self.clock.now()
        async with self.begin(now) as uow:
            known = await uow.inbox.known(page.community, list(named))
            new = [raw_event(update) for name, update in named.items() if name not in known]
            await uow.inbox.accept(page.community, new, None, now)
        if new:
            self.heard.set()
        return len(new)


async def open_pages(scope: Scope) -> list[Page]:
    """The posts of broadcasts that take questions now, on pages of people or of other communities."""
    ours = {-one.group_id for one in scope.region.communities}
    found = []
    for broadcast in await scope.uow.broadcasts.lately(scope.now - REMEMBERED):
        community = scope.region.community_of(broadcast.municipality) or next((-one for one in ours), None)
        if not broadcast.is_open or community is None:
            continue
        for post in broadcast.posts:
            met = _POST.fullmatch(post)
            if met is not None and int(met[1]) not in ours:
                found.append(Page(community, Board(POST, int(met[1]), int(met[2])), broadcast.collect_from))
    return found


async def _said(gaps: Gaps, board: Board, since: datetime) -> Sequence[Update]:
    """Everything said there since a moment, long threads too, oldest first."""
    found: list[Update] = []
    waiting, offset = [board], 0
    while waiting and len(found) < MOST:
        page, threads = await gaps.comments(waiting[0], since, offset)
        found += page.updates
        waiting += threads
        offset += BLOCK
        if not page.more:
            waiting.pop(0)
            offset = 0
    return sorted(found, key=lambda update: (update["object"].get("date", 0), update["object"].get("id", 0)))
