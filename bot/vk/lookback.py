"""Looking back over a silence piece by piece: chats, private dialogs, comments.

What VK does not give now is asked for again later; nobody waits for it meanwhile.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.vk.errors import Busy, Misused, Refused, VkError
from bot.vk.gaps import BLOCK, DIALOGS, MESSAGES, Board, Gaps, Seen, Update, is_chat, said_at

log = logging.getLogger("otklik.gaps")

PATIENCE = 30.0
"""Seconds one question to VK may take."""

LONGEST = 5_000
"""Messages read back of one chat; of a longer silence the latest ones."""

OLDEST = timedelta(days=14)
"""What was said longer ago is not asked anybody now: the matter is over or was asked again."""

FRESH = timedelta(minutes=1)
"""What VK may still be on the way to tell by itself."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=15)
TRIES = 12
"""Attempts at comments, some two hours in all: a person's token lives an hour and may never come back."""

NEWEST_DIALOGS = 20
"""How many dialogs a passing look takes in."""


@dataclass(frozen=True, slots=True)
class Read:
    """One piece: what people wrote; for a chat, up to which number everything is known now."""

    updates: list[Update] = field(default_factory=list)
    chat: int = 0
    upto: int = 0
    seen: Mapping[int, Seen | None] = field(default_factory=dict)
    """Chats as VK described them; None is one it does not describe to the bot."""


Ask = Callable[[], Awaitable[Read]]


@dataclass
class Piece:
    """Something to ask VK for."""

    ask: Ask
    comments: bool = False
    tries: int = 0


class LookBack:
    """One look over everything said since a moment; `wide` takes in every dialog and the comments."""

    def __init__(
        self,
        gaps: Gaps,
        since: datetime,
        now: datetime,
        chats: Mapping[int, int],
        boards: Iterable[Board] = (),
        *,
        wide: bool,
    ) -> None:
        self._gaps = gaps
        self._oldest = now - OLDEST
        self._since = max(since, self._oldest)
        self._chats = dict(chats)
        """The last message known of each chat; 0 for one not heard yet."""
        self._wide = wide
        self._until = None if wide else now - FRESH
        self._boards = set(boards)
        self._pieces = deque([Piece(self._survey), Piece(partial(self._dialogs, 0))])
        if wide:
            self._pieces.append(Piece(self._list_boards, comments=True))
        self._at = now
        self._pause = FIRST_PAUSE
        self.in_vain = False
        """Whether VK did not give something that a passing look does not ask for twice."""

    @property
    def over(self) -> bool:
        return not self._pieces

    def ready(self, now: datetime) -> bool:
        """Whether there is something to ask for at this moment."""
        return bool(self._pieces) and now >= self._at

    async def next(self, now: datetime) -> Read | None:
        """The next piece; None when everything was read, or VK wants to be left alone for a while."""
        while self.ready(now):
            piece = self._pieces.popleft()
            try:
                async with asyncio.timeout(PATIENCE):
                    read = await piece.ask()
            except (Refused, Misused) as error:
                log.warning("VK does not let it be read", extra=self._facts(error))
            except (TimeoutError, VkError) as error:
                self._put_off(piece, error, now)
            else:
                self._pause = FIRST_PAUSE
                return read
        return None

    def _put_off(self, piece: Piece, error: Exception, now: datetime) -> None:
        """A passing look is not insisted on: the next one comes soon."""
        piece.tries += 1
        closed = isinstance(error, Busy) and error.needs_people
        if piece.comments and (closed or piece.tries >= TRIES):
            log.error("comments are not read back", extra=self._facts(error))
            return
        log.warning("VK does not give it now", extra=self._facts(error))
        if not self._wide:
            self.in_vain = True
            return
        self._pieces.append(piece)
        self._at = now + self._pause
        self._pause = min(self._pause * 2, LONGEST_PAUSE)

    def _facts(self, error: Exception) -> dict[str, object]:
        code = error.code if isinstance(error, VkError) else 0
        return {"community": self._gaps.community, "code": code, "error": type(error).__name__}

    def _ask_for(self, ask: Ask, *, comments: bool = False) -> None:
        self._pieces.append(Piece(ask, comments))

    # --- chats

    async def _survey(self) -> Read:
        """One question tells which chats said something since; those not described are probed."""
        seen = await self._gaps.describe(list(self._chats))
        for peer, known in self._chats.items():
            chat = seen.get(peer)
            if chat is None and known:
                self._ask_for(partial(self._probe, peer, known + 1))
            elif chat is not None and not chat.lost and chat.last > known:
                self._ask_for_chat(peer, known, chat.last)
        return Read(seen={peer: seen.get(peer) for peer in self._chats})

    def _ask_for_chat(self, peer: int, known: int, last: int) -> None:
        if known:
            self._ask_for(partial(self._forth, peer, max(known + 1, last - LONGEST + 1), last))
        else:
            self._ask_for(partial(self._back, peer, last))

    async def _forth(self, peer: int, first: int, last: int) -> Read:
        """What stands after the last message known, a block at a time."""
        block = await self._gaps.block(peer, first, last)
        end = min(first + BLOCK - 1, last)
        read = self._cut(peer, block.updates, end)
        if read.upto == end < last:
            self._ask_for(partial(self._forth, peer, end + 1, last))
        return read

    async def _probe(self, peer: int, first: int) -> Read:
        """The same where VK does not say which number is the last: until a block is empty."""
        block = await self._gaps.block(peer, first, first + BLOCK - 1)
        if not block.numbers:
            return Read()
        end = max(block.numbers)
        read = self._cut(peer, block.updates, end)
        if read.upto == end:
            self._ask_for(partial(self._probe, peer, end + 1))
        return read

    async def _back(self, peer: int, last: int) -> Read:
        """A chat never heard before: from its end back to where the silence began."""
        found: list[Update] = []
        first = last
        while first > max(last - LONGEST, 0):
            block = await self._gaps.block(peer, max(first - BLOCK + 1, 1), first)
            new = [update for update in block.updates if said_at(update) >= self._since]
            found = [*new, *found]
            if not block.updates or len(new) < len(block.updates):
                break
            first -= BLOCK
        return self._cut(peer, found, last)

    def _cut(self, peer: int, updates: list[Update], end: int) -> Read:
        """Without what VK may be on the way to tell, and without what is too old to be asked anybody."""
        kept: list[Update] = []
        for update in updates:
            if self._until is not None and said_at(update) > self._until:
                end = min(end, _number(update) - 1)
                break
            kept.append(update)
        return Read([update for update in kept if said_at(update) >= self._oldest], peer, end)

    # --- private dialogs

    async def _dialogs(self, offset: int) -> Read:
        count = DIALOGS if self._wide else NEWEST_DIALOGS
        found, more = await self._gaps.dialogs(self._since, offset, count)
        for peer, last in found.items():
            if not is_chat(peer):
                self._ask_for(partial(self._history, peer, 0))
            elif peer not in self._chats:
                self._chats[peer] = 0
                self._ask_for(partial(self._back, peer, last))
        if more and self._wide:
            self._ask_for(partial(self._dialogs, offset + count))
        return Read()

    async def _history(self, peer: int, offset: int) -> Read:
        page = await self._gaps.history(peer, self._since, offset)
        if page.more and self._wide:
            self._ask_for(partial(self._history, peer, offset + MESSAGES))
        return Read([one for one in page.updates if self._until is None or said_at(one) <= self._until])

    # --- comments

    async def _list_boards(self) -> Read:
        self._boards.update(await self._gaps.boards())
        for board in sorted(self._boards, key=lambda one: (one.kind, one.owner, one.id)):
            if self._gaps.may_read(board):
                self._ask_for(partial(self._comments, board, 0), comments=True)
        return Read()

    async def _comments(self, board: Board, offset: int) -> Read:
        page, threads = await self._gaps.comments(board, self._since, offset)
        for thread in threads:
            self._ask_for(partial(self._comments, thread, 0), comments=True)
        if page.more:
            self._ask_for(partial(self._comments, board, offset + BLOCK), comments=True)
        return Read(page.updates)


def _number(update: Update) -> int:
    facts = update["object"].get("message", update["object"])
    return int(facts.get("conversation_message_id") or 0)
