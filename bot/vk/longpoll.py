"""Long Poll: raw updates and the cursor are kept together before anything is done with them.

vkbottle's own polling saves the cursor before its handlers finish and loses what was in flight (scale.md 2.2).
"""

import asyncio
import json
import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import orjson

from bot.clock import Clock
from bot.tally import Tally
from bot.vk.catching import Begin, Catcher, raw_event
from bot.vk.client import Vk
from bot.vk.errors import Busy, VkError
from bot.vk.rounds import Rounds
from storage.inbox import Cursor
from storage.together import Write
from storage.uow import SqlUnitOfWork

log = logging.getLogger("otklik.longpoll")

LONGEST_PAUSE = 30.0
LIMITS = frozenset({9, 29})
"""VK says that it was asked too often: waited out for longer."""

LIMITED = timedelta(minutes=5)

SLACK = 10
"""Seconds beyond `wait` after which a silent server is given up."""

UNANSWERED = 3
"""Polls in a row without an answer after which another server is asked for."""

MOST_FAILED = 3
"""`failed` in a row after which VK is left alone for a moment."""

MOST_UNREAD = 5
"""Answers in a row without sense: a batch that nobody can read is stepped over, of a page a new session is begun."""

FEW = 100
"""A batch smaller than this ends what has piled up."""

STALE = 2
"""Stalls after which our own place in the stream is given up with the session: everything was read back."""

AWAY = timedelta(hours=1)
"""So long without an answer: what was said meanwhile is looked after, whatever VK tells by itself."""

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
        rounds: Rounds,
        write: Write,
    ) -> None:
        self.community = community
        self.rounds = rounds
        self._vk = vk
        self._begin = begin
        self._clock = clock
        self._wait = wait
        self._heard = heard
        self._tally = tally
        self._catcher = catcher
        self._write = write
        self._cursor: Cursor | None = None
        self._drained = False
        """Whether VK has told by itself what piled up before this life; only then is it asked for the rest."""
        self._unanswered = self._failures = self._unread = 0
        self.heard_at: datetime | None = None
        """When VK last answered a poll as it should."""

    async def run(self) -> None:
        """Polls until cancelled; trouble is waited out, longer each time."""
        pause = 0.0
        while True:
            try:
                await self.step(self._wait)
                pause = 0.0
            except (TimeoutError, VkError, aiohttp.ClientError, OSError) as error:
                code = error.code if isinstance(error, VkError) else 0
                pause = min(max(pause * 2, 0.5), LONGEST_PAUSE)
                facts = {"community": self.community, "code": code, "error": type(error).__name__}
                log.warning("no events from VK", extra=facts)
                await asyncio.sleep(LIMITED.total_seconds() if code in LIMITS else pause)

    async def step(self, wait: int) -> int:
        """One poll, and a portion of what VK has to be asked for; 0 when nothing came and nothing is left to ask."""
        cursor = await self.ready()
        if self.heard_at is not None and self._clock.now() - self.heard_at >= AWAY:
            self.rounds.owe()
            self._drained = False
        raw = await self._answer(cursor, 0 if self.rounds.hurries else wait)
        answer = _parsed(raw)
        if "failed" in answer:
            await self._failed(cursor, answer)
            return 0
        if not _is_ts(answer.get("ts")):
            await self._unreadable(cursor, raw)
            return 0
        self.heard_at = self._clock.now()
        self._unread = self._failures = 0
        updates = answer.get("updates")
        listed = [update for update in updates if isinstance(update, Mapping)] if isinstance(updates, list) else []
        came = await self._accept(replace(cursor, ts=str(answer["ts"])), listed)
        self._drained = self._drained or len(listed) < FEW
        return came + (await self._look() if self._drained else 0)

    async def _look(self) -> int:
        """What VK did not tell is asked for, after what it told."""
        came = await self.rounds.work() or int(self.rounds.hurries)
        if self.rounds.stalled() and self._cursor is not None:
            await self._renew(keep_ts=self._cursor.ts if len(self.rounds.stalls) < STALE else None)
        return came

    async def ready(self) -> Cursor:
        """Where to go on: what was kept, else a new beginning; from now on nothing said is missed."""
        if self._cursor is None:
            async with self._begin(self._clock.now()) as uow:
                self._cursor = await uow.inbox.cursor(self.community)
            if self._cursor is not None:
                await self.rounds.rise()
        self.heard_at = self.heard_at or self._clock.now()
        return self._cursor or await self._renew(keep_ts=None)

    async def _renew(self, keep_ts: str | None) -> Cursor:
        """A new session: on from our own place in the stream, or from where VK stands now."""
        server = await self._vk.call("groups.getLongPollServer", group_id=self.community)
        cursor = Cursor(str(server["server"]), str(server["key"]), keep_ts or str(server["ts"]))
        await self._keep_cursor(cursor)
        return cursor

    async def _keep_cursor(self, cursor: Cursor) -> None:
        async with self._begin(self._clock.now()) as uow:
            await uow.inbox.accept(self.community, [], cursor, self._clock.now())
        self._cursor = cursor

    async def _answer(self, cursor: Cursor, wait: int) -> bytes:
        """VK's answer to a poll; a server that does not answer is given up for another one."""
        try:
            raw = await self._ask(cursor, wait)
        except (TimeoutError, aiohttp.ClientError, OSError):
            self._unanswered += 1
            if self._unanswered % UNANSWERED == 0:
                await self._renew(keep_ts=cursor.ts)
            raise
        self._unanswered = 0
        return raw

    async def _ask(self, cursor: Cursor, wait: int) -> bytes:
        query = {"act": "a_check", "key": cursor.key, "ts": cursor.ts, "wait": str(wait)}
        timeout = aiohttp.ClientTimeout(total=wait + SLACK)
        async with self._vk.session.get(cursor.server, params=query, timeout=timeout) as response:
            response.raise_for_status()
            return await response.read()

    async def _failed(self, cursor: Cursor, answer: Mapping[str, Any]) -> None:
        """1: go on from VK's ts; 2: a new key and our own ts; 3 and unknown ones: a new session (vk/README 1.6).

        After 1 and 3 something may be lost: it is asked for.
        """
        failed, ts = str(answer["failed"]), answer.get("ts")
        self._failures += 1
        log.warning("Long Poll failed", extra={"community": self.community, "code": failed})
        if failed == "2":
            await self._renew(keep_ts=cursor.ts)
        else:
            self.rounds.owe()
            self._drained = True
            if failed == "1" and _is_ts(ts):
                await self._keep_cursor(replace(cursor, ts=str(ts)))
            else:
                await self._renew(keep_ts=None)
        if self._failures >= MOST_FAILED:
            raise Busy(0, "Long Poll fails again and again")

    async def _accept(self, cursor: Cursor, updates: list[Mapping[str, Any]]) -> int:
        """Keeps events and the place in the stream together; holes before them are read back first."""
        whole = await self._catcher.complete(updates)
        if self.rounds.owes:
            await self.rounds.admit(whole.updates)
        events = [raw_event(update) for update in whole.updates]

        async def keep(uow: SqlUnitOfWork) -> None:
            await uow.inbox.accept(self.community, events, cursor, self._clock.now())
            await self._catcher.heard(uow, whole)
            await self.rounds.beat(uow)

        if events or cursor != self._cursor or self.rounds.beats(self._clock.now()):
            await self._write(self._clock.now(), keep, {*self._catcher.chats(whole), self.rounds.chat})
            self._catcher.kept()
            self._cursor = cursor
        if events:
            self.rounds.told()
            self._tally.accepted["longpoll"] += len(events)
            self._heard.set()
        return len(events)

    async def _unreadable(self, cursor: Cursor, raw: bytes) -> None:
        """Asked again from the same place; a batch that stays unreadable would come back for ever, so it is kept
        as bytes, stepped over, and what was said in it is asked for. What names no `ts` is somebody's page.
        """
        self._unread += 1
        if self._unread < MOST_UNREAD:
            raise Busy(0, "not an answer of Long Poll")
        self._unread = 0
        log.error("unreadable answers of Long Poll", extra={"community": self.community, "bytes": len(raw)})
        self.rounds.owe()
        found = TS.search(raw)
        if found is None:
            await self._renew(keep_ts=cursor.ts)
            return
        moved = replace(cursor, ts=found[1].decode())
        async with self._begin(self._clock.now()) as uow:
            await uow.inbox.store_undecodable(self.community, raw, self._clock.now())
            await uow.inbox.accept(self.community, [], moved, self._clock.now())
        self._cursor = moved


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


def _is_ts(ts: object) -> bool:
    """VK gives a number or its text; both are taken."""
    return not isinstance(ts, bool) and str(ts).isdigit()
