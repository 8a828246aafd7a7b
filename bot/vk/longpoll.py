"""Long Poll: raw updates and the cursor are kept together before anything is done with them.

vkbottle's own polling saves the cursor before its handlers finish and loses what was in flight (scale.md 2.2).
"""

import asyncio
import json
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import orjson

from bot.clock import Clock
from bot.tally import Tally
from bot.vk.catching import Begin, Catcher, Told
from bot.vk.client import Vk
from bot.vk.errors import Busy, VkError
from handlers.reading import natural_key, peer_of
from storage.inbox import Cursor, RawEvent
from storage.uow import SqlUnitOfWork

log = logging.getLogger("otklik.longpoll")

LONGEST_PAUSE = 30.0
SLACK = 10
"""Seconds beyond `wait` after which a silent server is given up."""

MOST_UNREAD = 5
"""Answers in a row without sense or `ts` after which a new session is begun."""

HEARTBEAT = 0
"""The chat row that belongs to no chat: when the community was last heard at all."""

BEAT = timedelta(seconds=30)

TS = re.compile(rb'"ts"\s*:\s*"?(\d+)')


class LongPoll:
    """One community's stream of events into the inbox."""

    def __init__(
        self,
        community: int,
        vk: Vk,
        begin: Begin,
        clock: Clock,
        wait: int,
        heard: asyncio.Event,
        tally: Tally,
        catcher: Catcher,
        told: Told,
    ) -> None:
        self.community = community
        self._vk = vk
        self._begin = begin
        self._clock = clock
        self._wait = wait
        self._heard = heard
        self._tally = tally
        self._catcher = catcher
        self._told = told
        self._cursor: Cursor | None = None
        self._deaf_since: datetime | None = None
        """Since when something may have been said that VK will not tell; None when nothing can be missing."""
        self._caught: Sequence[Mapping[str, Any]] | None = None
        """What was read back, kept when VK has nothing more to tell by itself: its order is the true one."""
        self._unread = 0
        self._beat_at: datetime | None = None
        self.heard_at: datetime | None = None
        """When VK last answered a poll."""

    async def run(self) -> None:
        """Polls until cancelled; trouble is waited out, longer each time."""
        pause = 0.0
        while True:
            try:
                await self.step(self._wait)
                pause = 0.0
            except (TimeoutError, VkError, aiohttp.ClientError, OSError) as error:
                pause = min(max(pause * 2, 0.5), LONGEST_PAUSE)
                log.warning("no events from VK", extra={"community": self.community, "error": type(error).__name__})
                await asyncio.sleep(pause)

    async def step(self, wait: int) -> int:
        """One poll; how many updates came."""
        cursor = await self.ready()
        if self._deaf_since is not None and self._caught is None:
            self._caught = await self._catcher.after_silence()
        raw = await self._ask(cursor, wait if self._caught is None else 0)
        self.heard_at = self._clock.now()
        answer = _parsed(raw)
        if "failed" in answer:
            await self._failed(cursor, answer)
            return 0
        if "ts" not in answer:
            return await self._unreadable(cursor, raw)
        self._unread = 0
        heard = await self._accept(replace(cursor, ts=str(answer["ts"])), answer.get("updates"))
        if self._deaf_since is not None and self._caught is not None and not heard:
            return await self._catch_up(self._deaf_since, self._caught)
        return heard

    async def ready(self) -> Cursor:
        """Where to go on: what was kept, else a new beginning; from now on nothing said is missed."""
        if self._cursor is None:
            async with self._begin(self._clock.now()) as uow:
                self._cursor = await uow.inbox.cursor(self.community)
                beat = await uow.chats.get(self.community, HEARTBEAT)
                self._deaf_since = beat.last_at if self._cursor is not None else None
        if self._cursor is None:
            await self._renew(keep_ts=None)
        assert self._cursor is not None  # noqa: S101  _renew sets it or raises
        self.heard_at = self.heard_at or self._clock.now()
        return self._cursor

    async def _catch_up(self, since: datetime, caught: Sequence[Mapping[str, Any]]) -> int:
        """Keeps what VK did not tell of a silence; the honest word about it is the core's.

        The silence is over with the last step: a process that dies before it does all of them again.
        """
        assert self._cursor is not None  # noqa: S101  something was polled just now
        kept = await self._accept(self._cursor, caught, complete=True)
        chats = await self._catcher.heard_since(since)
        if chats:
            await self._told(self.community, since, chats)
        self._deaf_since = self._caught = None
        async with self._begin(self._clock.now()) as uow:
            await self._beat(uow)
        return kept

    async def _beat(self, uow: SqlUnitOfWork) -> None:
        """Remembers, now and then, that VK is heard: so that the next life knows how long nobody listened."""
        beat = await uow.chats.get(self.community, HEARTBEAT)
        await uow.chats.save(replace(beat, last_at=self._clock.now()))
        self._beat_at = self._clock.now()

    async def _renew(self, keep_ts: str | None) -> None:
        server = await self._vk.call("groups.getLongPollServer", group_id=self.community)
        cursor = Cursor(str(server["server"]), str(server["key"]), keep_ts or str(server["ts"]))
        async with self._begin(self._clock.now()) as uow:
            await uow.inbox.accept(self.community, [], cursor, self._clock.now())
        self._cursor = cursor

    async def _ask(self, cursor: Cursor, wait: int) -> bytes:
        query = {"act": "a_check", "key": cursor.key, "ts": cursor.ts, "wait": str(wait)}
        timeout = aiohttp.ClientTimeout(total=wait + SLACK)
        async with self._vk.session.get(cursor.server, params=query, timeout=timeout) as response:
            response.raise_for_status()
            return await response.read()

    async def _failed(self, cursor: Cursor, answer: Mapping[str, Any]) -> None:
        """1: go on from VK's ts; 2: a new key and our own ts; 3 and unknown ones: a new session (vk/README 1.6)."""
        match answer["failed"]:
            case 1 if "ts" in answer:
                await self._accept(replace(cursor, ts=str(answer["ts"])), [])
                self._missed_something()
            case 2:
                await self._renew(keep_ts=cursor.ts)
            case _:
                await self._renew(keep_ts=None)
                self._missed_something()

    def _missed_something(self) -> None:
        """VK has let go of events: what was read back before that is not all."""
        self._deaf_since = self._deaf_since or self._clock.now()
        self._caught = None

    async def _accept(self, cursor: Cursor, updates: object, *, complete: bool = False) -> int:
        """Keeps events and the place in the stream together; holes before them are read back first."""
        listed = [update for update in updates if isinstance(update, Mapping)] if isinstance(updates, list) else []
        whole = listed if complete else await self._catcher.complete(listed)
        events = [raw_event(update) for update in whole]
        # While something may be missing the next life must know since when.
        complete_so_far = self._deaf_since is None
        stale = complete_so_far and (self._beat_at is None or self._clock.now() - self._beat_at > BEAT)
        if events or cursor != self._cursor or stale:
            async with self._begin(self._clock.now()) as uow:
                await uow.inbox.accept(self.community, events, cursor, self._clock.now())
                await self._catcher.heard(uow, whole)
                if complete_so_far:
                    await self._beat(uow)
            self._cursor = cursor
        if events:
            self._tally.accepted["longpoll"] += len(events)
            self._heard.set()
        return len(events)

    async def _unreadable(self, cursor: Cursor, raw: bytes) -> int:
        """A batch nobody can parse is kept as bytes and stepped over, or it would come back for ever.

        What names no `ts` is no batch but somebody's page about an error: asked again from the same place.
        """
        found = TS.search(raw)
        self._unread += 1
        if not found and self._unread < MOST_UNREAD:
            await self._renew(keep_ts=cursor.ts)
            raise Busy(0, "not an answer of Long Poll")
        self._unread = 0
        async with self._begin(self._clock.now()) as uow:
            await uow.inbox.store_undecodable(self.community, raw, self._clock.now())
            if found:
                moved = replace(cursor, ts=found[1].decode())
                await uow.inbox.accept(self.community, [], moved, self._clock.now())
                self._cursor = moved
        if not found:
            await self._renew(keep_ts=None)
        log.error("unreadable batch kept aside", extra={"community": self.community, "bytes": len(raw)})
        return 0


def _parsed(raw: bytes) -> Mapping[str, Any]:
    """VK's answer, mended when it holds broken bytes or half characters; empty when there is no sense in it."""
    try:
        answer = orjson.loads(raw)
    except orjson.JSONDecodeError:
        try:
            loose = json.dumps(json.loads(raw.decode("utf-8", errors="replace")), ensure_ascii=False)
            answer = orjson.loads(loose.encode("utf-8", errors="replace"))
        except (ValueError, RecursionError):
            return {}
    return answer if isinstance(answer, Mapping) else {}


def raw_event(update: Mapping[str, Any]) -> RawEvent:
    """An update as the inbox keeps it, whichever way it came."""
    event_id = update.get("event_id")
    return RawEvent(
        event_id=str(event_id) if event_id else None,
        type=str(update.get("type", "")),
        peer=peer_of(update),
        natural=natural_key(update),
        body=orjson.dumps(update),
    )
