"""What people taught the bot: the accepted model serves, and the next one is made beside, in a process of its own."""

import asyncio
import json
import logging
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.clock import Clock
from bot.places import changed_at
from bot.places import load as load_places
from domain.organisation import Region
from domain.use_cases.moderating.schooling import FinerState, ModelState, refused_mark, tell_learned
from routing.listener import WordListener
from routing.store import ModelStore
from scheduler.ticks import OpenScope
from storage.engine import Database

if TYPE_CHECKING:
    from routing.taught import Taught

log = logging.getLogger("otklik.teaching")

EVERY = 20.0
"""Seconds between looks at it."""

ENOUGH_NEW = 50
"""So many decisions since the last lesson make another one worth it at any hour; one is enough at night."""

NIGHT = range(2, 5)
NOT_AGAIN = timedelta(hours=12)
AFTER_FAILURE = timedelta(hours=1)
"""A lesson that failed is not begun again at every look."""

PATIENCE = 900.0
"""Seconds after which a lesson that does not end is broken off."""


class Teaching:
    """Implements `School`: keeps the listener with the model that serves, and sees to the next."""

    def __init__(
        self, listener: WordListener, folder: Path, *, precision: int = 90, places: Path | None = None
    ) -> None:
        self._listener = listener
        self._places = places
        self._places_seen: tuple[float | None, object] = (None, None)
        self._precision = precision
        self.store = ModelStore(folder)
        self._seen: int | None = None
        self._rest_until: datetime | None = None
        self._opened: tuple[Database, Clock, OpenScope] | None = None

    def attach(self, database: Database, clock: Clock, acting: OpenScope) -> None:
        """Where decisions are found and where it is told what was learned; without it nothing new is learned."""
        self._opened = (database, clock, acting)

    async def run(self) -> None:
        while True:
            await self.step()
            await asyncio.sleep(EVERY)

    async def step(self) -> None:
        """One look: takes over what is live, steps back where somebody said so, learns when it is time."""
        await self.refresh()
        if self._opened is None:
            return
        database, clock, acting = self._opened
        if await self._refused(database):
            await self.refresh()
        now = clock.now()
        async with database.reading() as uow:
            region = await uow.regions.load()
            new = await uow.examples.since(self._last())
        if region is not None and self._places is not None:
            await self._know_places(self._places, region)
        resting = self._rest_until is not None and now < self._rest_until
        if region is not None and not resting and self._is_time(new, now, region):
            await self._learn(database, region, now, acting)

    async def _know_places(self, folder: Path, region: Region) -> None:
        """Takes over a list of villages and streets that was kept, when it or the municipalities are others."""
        seen = (await asyncio.to_thread(changed_at, folder), region.municipalities)
        if seen != self._places_seen:
            self._places_seen = seen
            self._listener.atlas = await asyncio.to_thread(load_places, folder, region)

    async def refresh(self) -> None:
        """Takes over the version that serves now, when it is another than before."""
        live = await asyncio.to_thread(self.store.live)
        if live == self._seen:
            return
        taught = await asyncio.to_thread(_load, self.store) if live is not None else None
        if live is not None and (taught is None or taught.version != live):
            log.error("the live model cannot be read", extra={"version": live})
        self._listener.taught = taught
        self._seen = live
        log.info("the model that serves", extra={"version": taught.version if taught else 0})

    def state(self) -> ModelState:
        """What serves now, and what came of the latest lesson."""
        version = self._seen
        told = self.store.about(version) if version is not None else {}
        tried, border = told.get("held_out") or {}, told.get("border") or {}
        finer = {head: _finer(one) for head, one in (told.get("finer") or {}).items() if one.get("examples")}
        before = [one.number for one in self.store.versions() if version is not None and one.number < version]
        return ModelState(
            version=version,
            earlier=before[-1] if before else None,
            mark=_mark(version, told) if version is not None else "",
            examples=int(told.get("examples", 0)),
            made_at=_moment(told),
            accuracy=tried.get("accuracy"),
            coverage=tried.get("coverage"),
            precision=tried.get("precision"),
            words={topic: tuple(words) for topic, words in told.get("words", {}).items()},
            verdicts=int(border.get("examples", 0)) if border.get("reason") == "better" else 0,
            border=border.get("after") if border.get("reason") == "better" else None,
            border_before=border.get("before"),
            finer=finer,
            latest=str(self.store.latest_lesson().get("reason", "")),
        )

    def _last(self) -> datetime | None:
        return _moment(self.store.latest_lesson())

    def _is_time(self, new: int, now: datetime, region: Region) -> bool:
        if new >= ENOUGH_NEW:
            return True
        last = self._last()
        rested = last is None or now - last >= NOT_AGAIN
        return new > 0 and rested and region.calendar.local(now).hour in NIGHT

    async def _refused(self, database: Database) -> bool:
        """Steps back from a version that somebody refused; the command only leaves a mark in the database."""
        stepped = False
        while (live := await asyncio.to_thread(self.store.live)) is not None:
            mark = _mark(live, self.store.about(live))
            async with database.reading() as uow:
                if await uow.diary.value(mark) is None:
                    break
            log.info("stepped back from a model", extra={"version": live})
            await asyncio.to_thread(self.store.step_back)
            stepped = True
        return stepped

    async def _learn(self, database: Database, region: Region, now: datetime, acting: OpenScope) -> None:
        try:
            told = await lesson(self.store.folder, database, region, now, self._precision)
        except (RuntimeError, TimeoutError, OSError, ValueError) as error:
            log.error("a lesson failed", extra={"error": type(error).__name__})  # noqa: TRY400  its own words are told
            self._rest_until = now + AFTER_FAILURE
            return
        log.info("a lesson", extra={"reason": told["reason"], "examples": told.get("examples", 0)})
        if told.get("version") is None:
            return
        await self.refresh()
        async with acting() as scope:
            await tell_learned(scope, self.state(), before=told.get("before"))


async def lesson(folder: Path, database: Database, region: Region, now: datetime, precision: int) -> dict[str, Any]:
    """Everything known so far, learned in a process of its own; what came of it."""
    async with database.reading() as uow:
        known, verdicts = await uow.examples.all(), await uow.examples.verdicts()
    asked = {
        "at": now.isoformat(),
        "precision": precision,
        "topics": [[topic.id, topic.name, topic.words] for topic in region.topics],
        "themes": [[theme.name, theme.topic] for theme in region.themes],
        "verdicts": [[one.signs, one.is_question, one.at.timestamp()] for one in verdicts],
        "people": {str(person.vk_id): person.municipality for person in region.people if person.answers},
        "examples": [
            [one.text, one.at.timestamp(), one.topic, one.source.value, one.theme, one.executor] for one in known
        ],
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot.lesson",
        str(folder),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"},
    )
    try:
        async with asyncio.timeout(PATIENCE):
            out, _ = await process.communicate(await asyncio.to_thread(_as_bytes, asked))
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise RuntimeError(f"the lesson ended with {process.returncode}")
    told: dict[str, Any] = json.loads(out)
    return told


def _finer(told: dict[str, Any]) -> FinerState:
    """What a version says of its themes or its executors."""
    tried = told.get("held_out") or {}
    return FinerState(
        examples=int(told.get("examples", 0)),
        outcome=str(told.get("reason", "")),
        is_new=not told.get("kept", False),
        among_three=tried.get("among_three"),
        coverage=tried.get("coverage"),
        precision=tried.get("precision"),
    )


def _as_bytes(asked: dict[str, Any]) -> bytes:
    return json.dumps(asked, ensure_ascii=False).encode("utf-8", "replace")


def _mark(version: int, told: dict[str, Any]) -> str:
    """Tells a version from another of the same number, made in an emptied folder."""
    return refused_mark(version, str(told.get("at", "")))


def _moment(told: dict[str, Any]) -> datetime | None:
    try:
        return datetime.fromisoformat(str(told["at"]))
    except (KeyError, ValueError):
        return None


def _load(store: ModelStore) -> "Taught | None":
    """Reads the file, and numpy with it: only where there is a model."""
    from routing.taught import Taught

    loaded = store.load()
    return Taught(loaded[1], loaded[0]) if loaded is not None else None
