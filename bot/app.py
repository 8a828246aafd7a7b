"""The composition root: everything is built here, once, and runs in one group of tasks."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Self

import aiohttp
from aiohttp import web

from bot.alarms import DEAD, Bell, Watch
from bot.clock import Clock
from bot.inbox import InboxPump
from bot.measures import Measures
from bot.outbox import OWNER, OutboxPump
from bot.region import RegionKeeper, take_file_if_changed
from bot.settings import Settings
from bot.tally import Tally
from bot.texts.catalogue import Catalogue
from bot.vk.callback import Callback
from bot.vk.catching import Begin, Catcher, Told
from bot.vk.client import Vk
from bot.vk.gaps import Gaps
from bot.vk.longpoll import LongPoll
from bot.vk.speaking import Speaker
from domain.use_cases.honesty import was_away
from domain.use_cases.scope import Scope
from handlers.desk import Desk
from routing.listener import WordListener
from scheduler.clockwork import Clockwork
from scheduler.ticks import OpenScope, Ticks
from storage.engine import Database, StorageError
from storage.retention import purge
from web.callback import add_callback
from web.health import Health, create_app
from web.metrics import add_metrics

log = logging.getLogger("otklik")

DEAF_AFTER = timedelta(seconds=60)
"""Beyond a poll's own length: after this VK counts as not heard."""

CANCEL_AGAIN = 2.0
"""Seconds a task has to end after it was told to."""


class StartError(Exception):
    """The bot cannot start; the words are for the administrator."""


@dataclass
class App:
    """The running application; tests drive its pumps by hand."""

    settings: Settings
    clock: Clock
    database: Database
    region: RegionKeeper
    desk: Desk
    session: aiohttp.ClientSession
    longpolls: list[LongPoll]
    inbox: InboxPump
    outbox: OutboxPump
    ticks: Ticks
    measures: Measures
    callback: Callback | None = None
    """The way in that VK walks by itself, when the settings open it."""

    @classmethod
    async def build(cls, settings: Settings, clock: Clock, opened: Callable[[str], Database] = Database.open) -> Self:
        """Opens the database and VK; raises StartError or RegionFileError in an administrator's words."""
        database = await open_database(settings, opened)
        region = RegionKeeper()
        session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        try:
            await take_file_if_changed(database, clock, settings.region_file)
            await _first_look(database, region, settings, clock)
            clients = await _clients(settings, session)
        except BaseException:
            await session.close()
            await database.close()
            raise
        person = _person(settings, session)
        watch = Watch(clients, person, settings.data_dir, settings.disk_min_mb)
        desk = Desk.build(WordListener(), videos_open=person is not None, machine=watch)
        tally = Tally()
        speakers = {group: Speaker(group, vk, person) for group, vk in clients.items()}
        outbox = OutboxPump(database, region, desk, Catalogue.load(), clock, speakers, clients, tally)
        inbox = InboxPump(database, region, desk, clock, outbox.spoke, tally)
        longpolls = [
            LongPoll(
                group,
                vk,
                database.begin,
                clock,
                settings.vk_longpoll_wait,
                inbox.heard,
                tally,
                Catcher(group, Gaps(group, vk), database.begin, clock),
                _honest(_opener(database.begin, region, clock)),
            )
            for group, vk in clients.items()
            if settings.vk_intake != "callback"
        ]
        watch.longpolls = longpolls
        acting = _opener(database.begin, region, clock)
        looking = _opener(lambda _: database.reading(), region, clock)
        bell = Bell(desk.alarming, acting, looking)
        ticks = Ticks(desk.watching, acting, looking, outbox.spoke.set, bell.ring)
        callback = _callback(settings, clients, database, clock, inbox, tally)
        measures = Measures(database, clock, tally, clients, longpolls)
        return cls(
            settings, clock, database, region, desk, session, longpolls, inbox, outbox, ticks, measures, callback
        )

    async def run(self, stopped: Awaitable[object]) -> None:
        """Works until `stopped` comes; a text on its way is sent again with the same id at the next start."""
        clockwork = Clockwork(self.ticks, self.housekeeping, self.measures.tally.ticked)
        clockwork.start()
        try:
            async with asyncio.TaskGroup() as group:
                runs = [*(poll.run() for poll in self.longpolls), self.inbox.run(), self.outbox.run()]
                tasks = [group.create_task(run) for run in runs]
                await stopped
                await _end(tasks)
        finally:
            clockwork.stop()

    async def examine(self) -> Health:
        """Whether the database answers and VK is heard."""
        troubles = []
        try:
            async with self.database.reading() as uow:
                aside = await uow.inbox.count_quarantined()
                if aside:
                    troubles.append(f"{aside} events are quarantined")
        except (OSError, StorageError):
            troubles.append("the database does not answer")
        limit = timedelta(seconds=self.settings.vk_longpoll_wait) + DEAF_AFTER
        deaf = [poll for poll in self.longpolls if not poll.heard_at or self.clock.now() - poll.heard_at > limit]
        troubles += [f"VK is not heard in community {poll.community}" for poll in deaf]
        dead = [group for group, vk in self.measures.clients.items() if vk.trouble in DEAD]
        troubles += [f"VK refuses the token of community {group}" for group in dead]
        return Health(tuple(troubles))

    def site(self) -> web.Application:
        """Everything that is served at WEB_URL."""
        site = create_app(self.examine)
        add_metrics(site, self.measures.read)
        if self.callback is not None:
            add_callback(site, self.callback)
        return site

    @asynccontextmanager
    async def console(self) -> AsyncIterator[None]:
        """Serves the console while the block runs; StartError when its port is taken."""
        host, port = self.settings.web_host, self.settings.web_port
        runner = web.AppRunner(self.site(), access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError:
            await runner.cleanup()
            raise StartError(f"Порт пульта занят: {host}:{port}. Впишите другой WEB_PORT в .env.") from None
        try:
            yield
        finally:
            await runner.cleanup()

    async def housekeeping(self) -> None:
        """Once a day erases what was kept long enough; each time empties SQLite's log."""
        now = self.clock.now()
        async with self.database.begin(now) as uow:
            today = await uow.diary.once(f"purge/{now:%Y-%m-%d}", now)
        if today:
            log.info("retention applied", extra=asdict(await purge(self.database, now)))
        await self.database.checkpoint()

    async def close(self) -> None:
        await self.session.close()
        await self.database.close()


async def _end(tasks: Collection[asyncio.Task[None]]) -> None:
    """Cancels until each has ended: `asyncio.wait_for` of Python 3.11 may swallow a cancellation."""
    waiting = set(tasks)
    while waiting:
        for task in waiting:
            task.cancel()
        _, waiting = await asyncio.wait(waiting, timeout=CANCEL_AGAIN)


async def open_database(settings: Settings, opened: Callable[[str], Database] = Database.open) -> Database:
    """The database with this version's tables; StartError says which file or server it is about."""
    path = settings.database_file
    try:
        if path is not None:
            _touch(path)
        database = opened(settings.database_url)
    except OSError:
        raise StartError(f"Базу данных не открыть: {path}. Проверьте DATABASE_URL и права на папку.") from None
    try:
        await database.migrate()
    except (OSError, StorageError):
        await database.close()
        where = path or "сервер PostgreSQL"
        raise StartError(f"Базу данных не открыть: {where}. Проверьте DATABASE_URL и журнал базы.") from None
    except BaseException:
        await database.close()
        raise
    return database


def _touch(path: Path) -> None:
    """The file and its folder can be written: SQLite keeps its log beside the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab"):
        pass
    if not os.access(path.parent, os.W_OK):
        raise PermissionError(path.parent)


async def _first_look(database: Database, region: RegionKeeper, settings: Settings, clock: Clock) -> None:
    async with database.begin(clock.now()) as uow:
        await uow.outbox.release(OWNER)
        if await uow.regions.load() is None:
            raise StartError(
                f"Нет файла региона: {settings.region_file}. Возьмите за образец examples/novgorod.toml "
                "и загрузите свой: otklik region ФАЙЛ"
            )
        await region.fresh(uow)


async def _clients(settings: Settings, session: aiohttp.ClientSession) -> dict[int, Vk]:
    """A client per token; the community of each is asked from VK."""
    found: dict[int, Vk] = {}
    for token in settings.vk_tokens:
        vk = Vk(token, settings.vk_api_url, session, settings.vk_requests_per_second)
        group, name, _ = await vk.group()
        found[group] = vk
        log.info("community connected", extra={"community": group, "title": name})
    if not found:
        raise StartError("Нет ключей сообществ: впишите VK_TOKENS в .env или запустите песочницу: make run без .env")
    return found


def _callback(
    settings: Settings, clients: dict[int, Vk], database: Database, clock: Clock, inbox: InboxPump, tally: Tally
) -> Callback | None:
    if settings.vk_intake == "longpoll":
        return None
    return Callback(
        clients,
        database.begin,
        clock,
        inbox.heard,
        tally,
        secret=settings.vk_callback_secret,
        confirmations={group: code for group in clients if (code := settings.confirmation_of(group))},
    )


def _person(settings: Settings, session: aiohttp.ClientSession) -> Vk | None:
    if not settings.vk_user_token.get_secret_value():
        return None
    return Vk(settings.vk_user_token, settings.vk_api_url, session, per_second=3)


def _honest(opened: OpenScope) -> Told:
    """The core says so when the bot was away; the edge only knows since when."""

    async def told(community: int, since: datetime, chats: Sequence[int]) -> None:
        async with opened() as scope:
            await was_away(scope, community, since, chats)

    return told


def _opener(door: Begin, region: RegionKeeper, clock: Clock) -> OpenScope:
    @asynccontextmanager
    async def open_scope() -> AsyncIterator[Scope]:
        now = clock.now()
        async with door(now) as uow:
            yield Scope(uow, await region.fresh(uow), now)

    return open_scope
