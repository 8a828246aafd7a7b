"""The region as it is now: one snapshot, read again when somebody changed it."""

import hashlib
import logging
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.clock import Clock
from bot.opening import StartError
from bot.regionfile import changes, load
from domain.organisation import Region
from storage.engine import Database
from storage.uow import SqlUnitOfWork

log = logging.getLogger("otklik.region")

STOPPED = (
    "{name} (id{id}) остановлен командой и прав из файла не получил. Вернуть: «назначить» от ЦУР или --lift-stops здесь"
)


async def loaded(database: Database, now: datetime) -> Region:
    """The region as the database has it, for a command; StartError when no file was loaded yet."""
    async with database.begin(now) as uow:
        if await uow.regions.load() is None:
            raise StartError("База пуста: сначала загрузите регион: otklik region ФАЙЛ")
        return await RegionKeeper().fresh(uow)


class RegionKeeper:
    """Holds the snapshot; every pump asks for a fresh one inside its unit of work."""

    def __init__(self) -> None:
        self._region: Region | None = None
        self._version = -1

    @property
    def current(self) -> Region:
        if self._region is None:
            raise LookupError("the region was not loaded")
        return self._region

    def forget(self) -> None:
        """What was read in a transaction that was undone is not true."""
        self._version = -1

    async def fresh(self, uow: SqlUnitOfWork) -> Region:
        """The region as of this transaction."""
        version = await uow.regions.version()
        if version != self._version or self._region is None:
            self._region = await uow.regions.load()
            self._version = version
        if self._region is not None and any(not person.name for person in self._region.people):
            self._region = await _named(uow, self._region)
        return self.current


async def _named(uow: SqlUnitOfWork, region: Region) -> Region:
    """People appointed by their number are called as VK calls them, as soon as it has told."""
    names = await uow.names.known({person.vk_id for person in region.people if not person.name})
    if not names:
        return region
    people = [
        replace(person, name=f"{name.first} {name.last}".strip())
        if not person.name and (name := names.get(person.vk_id))
        else person
        for person in region.people
    ]
    return replace(region, people=tuple(people))


async def take_file(
    database: Database, clock: Clock, path: Path, *, lift_stops: bool = False
) -> tuple[list[str], list[str]]:
    """Loads a region file into the database; (what changed, warnings). Raises RegionFileError.

    Whoever was stopped by a command stays stopped whatever the file says, unless the stops are lifted.
    """
    loaded = load(path)
    async with database.begin(clock.now()) as uow:
        before = await uow.regions.load()
        if lift_stops:
            await uow.regions.lift_stops()
        await uow.regions.replace(loaded.region, digest(path))
        after = await uow.regions.load() or loaded.region
    stopped = [STOPPED.format(name=p.name, id=p.vk_id) for p in loaded.region.people if after.person(p.vk_id) is None]
    return changes(before, after), [*loaded.warnings, *stopped]


async def take_file_if_changed(database: Database, clock: Clock, path: Path) -> bool:
    """At start: the file is read when the database has no region or the file changed since."""
    if not path.is_file():  # noqa: ASYNC240  once, at start
        return False
    async with database.begin(clock.now()) as uow:
        known = await uow.regions.file_hash() if await uow.regions.load() else None
    if known == digest(path):
        return False
    _, warnings = await take_file(database, clock, path)
    if warnings:  # they name people: the command shows them, a log does not
        log.warning("the region file works, but not all as meant: see otklik region", extra={"count": len(warnings)})
    return True


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
