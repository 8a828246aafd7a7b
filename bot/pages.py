"""Comments under the announcement on somebody's own page: a community is told of none, a service token may read them.

Once a minute, while a broadcast takes questions, what is new there goes into the inbox as VK would have told it; every
ten minutes, and first of all after a start, all of it is read again: words that are not what they were are an edit, a
question whose comment is gone was deleted. VK is asked outside of every transaction and in a task of its own; a comment
is heard once, by VK's own number of it, whoever reads it again.
"""

import asyncio
import logging
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.vk.catching import Begin, raw_event
from bot.vk.client import Vk
from bot.vk.errors import VkError
from bot.vk.gaps import BLOCK, POST, Board, Gaps, Update, said_at
from domain.place import Place, PlaceKind
from domain.question import Question
from domain.use_cases.broadcasts.collecting import REMEMBERED
from domain.use_cases.scope import Scope
from handlers.identity import natural_key
from scheduler.ticks import OpenScope

log = logging.getLogger("otklik.pages")

MOST = 3_000
"""Comments of one look: 2,500 is the most a broadcast has had."""

EVERY = 60.0
"""Seconds between two looks."""

WHOLE = timedelta(minutes=10)
"""How often everything is read: VK marks no comment as edited."""

SUSPICIOUS = 3
"""So many comments gone and none left is VK's trouble rather than people's."""

SIGNED = "page/"
"""Marks of the diary: the words of a comment in which something was asked, as a number; they outlive a start."""

_POST = re.compile(r"wall(-?\d{1,12})_(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Page:
    """A post on a page that is not the community's; `since` is when its broadcast began to take questions."""

    community: int
    board: Board
    since: datetime

    @property
    def place(self) -> Place:
        """The post itself, no comment in particular."""
        return Place(PlaceKind.WALL, self.community, self.board.owner, 0, self.board.id)


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
    _whole_at: dict[Board, datetime] = field(default_factory=dict)
    _signs: dict[Board, dict[int, int]] = field(default_factory=dict)
    """The words of every comment as they were read last."""
    _kept: dict[Board, dict[int, int]] = field(default_factory=dict)
    """Those of them that the diary holds."""

    async def run(self) -> None:
        """Works until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self.step()

    async def step(self) -> int:
        """Looks at every such post; how many comments were new, changed or gone."""
        if self.person is None and self.service is None:
            return 0
        async with self.peek() as scope:
            pages = await open_pages(scope)
            marks = [] if self._kept.keys() == {page.board for page in pages} else await scope.uow.diary.marks(SIGNED)
        await self._forget(marks, pages)
        return sum([await self._look(page) for page in pages])

    async def _look(self, page: Page) -> int:
        began = self.clock.now()
        client = self.clients.get(page.community)
        if client is None:
            return 0
        gaps = Gaps(page.community, client, self.person, self.service)
        read_to = self._read_to.get(page.board, page.since)
        whole = page.board not in self._whole_at or began - self._whole_at[page.board] >= WHOLE
        try:
            updates = await everything(gaps, page.board, page.since if whole else read_to)
        except (TimeoutError, VkError, OSError) as error:
            log.warning("a page was not read", extra={"community": page.community, "error": type(error).__name__})
            return 0
        fresh = [one for one in updates if not whole or said_at(one) >= read_to]
        count = await self._keep(page, {key: one for one in fresh if (key := natural_key(one)) is not None})
        self._read_to[page.board] = began
        if whole:
            self._whole_at[page.board] = began
            count += await self._compare(page, updates)
        self._signs.setdefault(page.board, {}).update({_id(one): _sign(one) for one in updates})
        await self._remember(page)
        return count

    async def _compare(self, page: Page, updates: Sequence[Update]) -> int:
        """What became of the questions asked there, as the events VK tells of one's own pages."""
        async with self.peek() as scope:
            beneath = await scope.uow.questions.beneath(page.place)
        asked = [one for one in beneath if one.asked_at >= page.since]
        news = changes(page, asked, updates, self._signs.get(page.board, {}))
        if news:
            now = self.clock.now()
            async with self.begin(now) as uow:
                await uow.inbox.accept(page.community, [raw_event(one) for one in news], None, now)
            self.heard.set()
        return len(news)

    async def _remember(self, page: Page) -> None:
        """Signs the words of whatever was asked there, so that a change is noticed after a start as well."""
        async with self.peek() as scope:
            beneath = await scope.uow.questions.beneath(page.place)
        asked = {one.place.message for one in beneath if one.text}
        wanted = {number: sign for number, sign in self._signs[page.board].items() if number in asked}
        known = self._kept.setdefault(page.board, {})
        if wanted == known:
            return
        now = self.clock.now()
        async with self.begin(now) as uow:
            for number, sign in known.items() - wanted.items():
                await uow.diary.forget(_mark(page.board, number, sign))
            for number, sign in wanted.items() - known.items():
                await uow.diary.once(_mark(page.board, number, sign), now)
        self._kept[page.board] = wanted

    async def _forget(self, marks: Sequence[str], pages: Sequence[Page]) -> None:
        """Reads what was known before a start; what belongs to no page any more goes."""
        found: dict[Board, dict[int, int]] = {page.board: {} for page in pages}
        gone = []
        for mark in marks:
            board, number, sign = _signed(mark)
            if board in found:
                found[board][number] = sign
            else:
                gone.append(mark)
        if gone:
            async with self.begin(self.clock.now()) as uow:
                for mark in gone:
                    await uow.diary.forget(mark)
        for board in [one for one in self._kept if one not in found]:
            self._read_to.pop(board, None)
            self._whole_at.pop(board, None)
            del self._kept[board], self._signs[board]
        for board, signs in found.items():
            self._kept.setdefault(board, signs)
            self._signs.setdefault(board, dict(signs))

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


def changes(
    page: Page, asked: Sequence[Question], updates: Sequence[Update], before: Mapping[int, int]
) -> list[Update]:
    """Edits and deletions of comments in which something was asked; `before` are the words as they were read last."""
    shown = {_id(one): one for one in updates}
    whole = len(updates) < MOST and (bool(shown) or len(asked) < SUSPICIOUS)
    news: list[Update] = []
    for question in asked:
        number = question.place.message
        comment = shown.get(number)
        if comment is None and whole and question.text:
            news.append(_told(page, "wall_reply_delete", number, {}, "gone"))
        elif comment is not None and question.text and (was := before.get(number)) not in {None, _sign(comment)}:
            news.append(_told(page, "wall_reply_edit", number, comment["object"], f"{was:08x}{_sign(comment):08x}"))
    return news


def _mark(board: Board, number: int, sign: int) -> str:
    return f"{SIGNED}{board.owner}_{board.id}/{number}/{sign:08x}"


def _signed(mark: str) -> tuple[Board, int, int]:
    post, number, sign = mark.removeprefix(SIGNED).split("/")
    owner, _, under = post.rpartition("_")
    return Board(POST, int(owner), int(under)), int(number), int(sign, 16)


def _id(update: Update) -> int:
    return int(update["object"].get("id") or 0)


def _sign(update: Update) -> int:
    """Tells one text of a comment from another; no words are remembered."""
    return zlib.crc32(str(update["object"].get("text") or "").encode())


def _told(page: Page, kind: str, number: int, comment: Mapping[str, Any], which: str) -> Update:
    """As VK tells of one's own pages; the same news is one, however often it is met."""
    facts = {**comment, "owner_id": page.board.owner, "post_id": page.board.id, "id": number}
    name = f"page/{page.board.owner}_{page.board.id}_{number}/{which}"
    return {"type": kind, "event_id": name, "group_id": page.community, "object": facts}


async def everything(gaps: Gaps, board: Board, since: datetime) -> Sequence[Update]:
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
