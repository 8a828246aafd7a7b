"""What the bot has at home: the database, room on the disk, the region."""

import shutil
from collections.abc import AsyncIterator

from bot.clock import Clock
from bot.doctor.findings import Finding, bad, good, unknown
from bot.region import digest
from bot.regionfile import RegionFileError, load
from bot.settings import Settings
from domain.organisation import Region
from storage.engine import Database, StorageError

MEGABYTE = 2**20


class House:
    """`region` is known after the look: the database's, else the file's."""

    def __init__(self, settings: Settings, clock: Clock, database: Database) -> None:
        self._settings = settings
        self._clock = clock
        self._database = database
        self.region: Region | None = None
        self.opens = False
        """Whether the database can be asked: it is there, and its tables are this version's."""

    async def examine(self) -> AsyncIterator[Finding]:
        yield self._room()
        yield await self._schema()
        kept_hash = None
        if self.opens:
            yield await self._writing()
            async with self._database.reading() as uow:
                self.region, kept_hash = await uow.regions.load(), await uow.regions.file_hash()
        for finding in self._region(kept_hash):
            yield finding

    def _room(self) -> Finding:
        folder = self._settings.data_dir
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free // MEGABYTE
        if free < self._settings.disk_min_mb:
            return bad(f"На диске осталось {free} МБ", "освободите место: база перестанет записываться")
        return good(f"На диске свободно {free} МБ")

    async def _schema(self) -> Finding:
        path = self._settings.database_file
        if path is not None and not path.exists():
            return unknown("Базы ещё нет", "появится при первом запуске: make run")
        try:
            state = await self._database.schema()
        except (OSError, StorageError):
            return bad("База не открывается", "проверьте DATABASE_URL, права на папку и что сервер базы работает")
        match state:
            case "current":
                self.opens = True
                return good("База открывается, схема этой версии бота")
            case "newer":
                return bad("Схема базы новее бота", "обновите бота или верните копию базы: назад схему не вернуть")
            case _:
                return unknown("Схема базы старее бота", "обновится при запуске; сначала сделайте копию базы")

    async def _writing(self) -> Finding:
        try:
            async with self._database.begin(self._clock.now()) as uow:
                await uow.diary.once("doctor", self._clock.now())
                await uow.diary.forget("doctor")
        except (OSError, StorageError):
            return bad("База не записывается", "проверьте права на файл и папку базы, место на диске")
        return good("База записывается")

    def _region(self, kept_hash: str | None) -> list[Finding]:
        path = self._settings.region_file
        if not path.is_file():
            if self.region is not None:
                return [good(f"Регион загружен: {self.region.name}", f"файла {path} рядом нет, работает копия в базе")]
            return [bad(f"Нет файла региона: {path}", "возьмите за образец examples/novgorod.toml и впишите своё")]
        try:
            loaded = load(path)
        except RegionFileError as error:
            return [bad(f"Файл региона с ошибками: {path}", " ".join(str(error).split()))]
        found = [unknown(f"Файл региона: {warning}") for warning in loaded.warnings]
        if self.region is None:
            self.region = loaded.region
            return [good(f"Файл региона верен: {loaded.region.name}", "загрузится при запуске"), *found]
        if kept_hash != digest(path):
            found.insert(0, unknown("Файл региона новее того, что в базе", f"загрузите: otklik region {path}"))
        return [good(f"Регион загружен: {self.region.name}"), *found]
