"""Group commit: small pieces of work that come at the same time share one transaction, and one write to the disk.

A commit costs a wait for the disk, and thousands of communities are heard at once (scale.md 1.2).
"""

import asyncio
from collections.abc import Awaitable, Callable, Set
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import datetime

from storage.uow import SqlUnitOfWork

Begin = Callable[[datetime | None], AbstractAsyncContextManager[SqlUnitOfWork]]
Work = Callable[[SqlUnitOfWork], Awaitable[None]]
Chat = tuple[int, int]
"""A community and a peer."""

Write = Callable[[datetime, Work, Set[Chat]], Awaitable[None]]
"""Commits a piece of work that asks for these chats, beside others' or alone; it may be done anew after a rollback."""

MOST = 256
"""Pieces in one transaction: enough to share the disk, few enough that nobody waits for long."""


@dataclass(frozen=True, slots=True)
class Piece:
    work: Work
    chats: Set[Chat]
    done: "asyncio.Future[None]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Together:
    """Who comes while a commit is under way shares the next one."""

    def __init__(self, begin: Begin) -> None:
        self._begin = begin
        self._waiting: list[Piece] = []
        self._writing = False
        self._writer: asyncio.Task[None] | None = None

    async def write(self, now: datetime, work: Work, chats: Set[Chat] = frozenset()) -> None:
        """Returns when `work` is committed; raises what it raised. Work must bear to be done anew after a rollback.

        `chats` are those it will ask for: they are read for all pieces at once.
        """
        if self._writing:
            piece = Piece(work, chats)
            self._waiting.append(piece)
            await piece.done
            return
        self._writing = True
        try:
            async with self._begin(now) as uow:
                await uow.chats.expect(chats)
                await work(uow)
        finally:
            self._writing = bool(self._waiting)
            if self._waiting:
                self._writer = asyncio.create_task(self._write_all(now))

    async def _write_all(self, now: datetime) -> None:
        pieces: list[Piece] = []
        try:
            while self._waiting:
                pieces, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
                await self._commit(pieces, now)
        finally:
            for piece in [*pieces, *self._waiting]:
                piece.done.cancel()  # nobody is left who would do it; what is done stays done
            self._waiting = []
            self._writing = False

    async def _commit(self, pieces: list[Piece], now: datetime) -> None:
        try:
            async with self._begin(now) as uow:
                await uow.chats.expect({chat for piece in pieces for chat in piece.chats})
                for piece in pieces:
                    await piece.work(uow)
        except Exception as error:  # noqa: BLE001  whosever fault it is, it is found one by one
            if len(pieces) == 1:
                if not pieces[0].done.done():
                    pieces[0].done.set_exception(error)
                return
            for piece in pieces:
                await self._commit([piece], now)
            return
        for piece in pieces:
            if not piece.done.done():
                piece.done.set_result(None)
