"""The composition root: everything is built here, once, and runs in one group of tasks."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import timedelta
from functools import partial
from typing import Any, Self

import aiohttp
from aiohttp import web

from bot.alarms import DEAD, Bell, Watch
from bot.clock import Clock, SharedClock
from bot.console import Front
from bot.crew import Crew, Pulse
from bot.ears import Ears
from bot.hearing import Told
from bot.inbox import InboxPump
from bot.lasting import ended, lasting, tell
from bot.measures import Measures
from bot.naming import Naming
from bot.newcomers import Newcomers
from bot.opening import StartError, open_database
from bot.outbox import OWNER, OutboxPump
from bot.region import RegionKeeper, take_file_if_changed
from bot.settings import Settings
from bot.tally import Tally
from bot.teaching import Teaching
from bot.texts.catalogue import Catalogue
from bot.tokens import Tokens
from bot.vk.catching import Begin
from bot.vk.errors import VkError
from bot.vk.lastlook import LastLook
from bot.vk.longpoll import LongPoll
from bot.vk.speaking import Speaker
from domain.use_cases.scope import Scope
from handlers.desk import Desk, Means
from routing.grouping import WordGrouper
from routing.listener import WordListener
from scheduler.clockwork import Clockwork
from scheduler.ticks import OpenScope, Ticks
from storage.engine import Database, StorageError
from storage.leases import LeaseLost
from storage.purging import purge
from web.callback import add_callback
from web.health import Health, create_app
from web.metrics import add_metrics

log = logging.getLogger("otklik")

DEAF_AFTER = timedelta(seconds=60)
"""Beyond a poll's own length: after this VK counts as not heard."""

FAREWELL = 3.0
"""Seconds to tell the other processes that this one ends; without a word they notice by themselves."""


@dataclass
class App:
    """The running application; tests drive its pumps by hand."""

    settings: Settings
    clock: Clock
    database: Database
    region: RegionKeeper
    desk: Desk
    session: aiohttp.ClientSession
    tokens: Tokens
    ears: Ears
    inbox: InboxPump
    outbox: OutboxPump
    ticks: Ticks
    measures: Measures
    speakers: dict[int, Speaker]
    pulse: Pulse
    teaching: Teaching
    front: Front
    crew: Crew | None = None
    """The processes that share the database, when they can."""

    @classmethod
    async def build(cls, settings: Settings, clock: Clock, opened: Callable[[str], Database] = Database.open) -> Self:
        """Opens the database and VK; raises StartError or RegionFileError in an administrator's words."""
        database = await open_database(settings, opened)
        region = RegionKeeper()
        pulse = Pulse(timedelta(seconds=settings.process_lease_seconds))
        traces = [pulse.guard()] if database.is_shared else []
        session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0), trace_configs=traces)
        try:
            await take_file_if_changed(database, clock, settings.region_file)
            await _first_look(database, region, settings, clock)
            tokens = await _tokens(settings, session)
            app = cls._assembled(settings, clock, database, region, session, tokens, pulse)
            await app.teaching.refresh()
            await app._begin()
        except BaseException:
            await session.close()
            await database.close()
            raise
        return app

    @classmethod
    def _assembled(
        cls,
        settings: Settings,
        clock: Clock,
        database: Database,
        region: RegionKeeper,
        session: aiohttp.ClientSession,
        tokens: Tokens,
        pulse: Pulse,
    ) -> Self:
        clients = tokens.clients
        watch = Watch(clients, tokens.person, settings.data_dir, settings.disk_min_mb)
        listener = WordListener(precision=settings.topic_precision)
        precision, places = settings.topic_precision, settings.data_dir
        teaching = Teaching(listener, settings.models_dir, precision=precision, places=places)
        front = Front(settings)
        desk = _desk(settings, listener, watch, teaching, front, tokens)
        tally = Tally()
        speakers = {group: tokens.speaker(group) for group in clients}
        owner = pulse.id if database.is_shared else OWNER
        outbox = OutboxPump(
            database, region, desk, Catalogue.load(), clock, speakers, clients, tally, owner, LastLook(clients)
        )
        inbox = InboxPump(database, region, desk, clock, outbox.spoke, tally)
        outbox.heard = inbox.heard
        acting = _opener(database.begin, region, clock)
        teaching.attach(database, clock, acting)
        looking = _opener(lambda _: database.reading(), region, clock)
        ears = Ears(settings, clock, database, tokens, inbox.heard, tally, Told(acting, looking))
        ears.fetches(acting, desk.taking)
        watch.longpolls, watch.menders = ears.polls.listed, list(ears.menders.values())
        watch.silent = partial(_silent, tokens, region)
        errands = _one_after_another(
            Bell(desk.alarming, acting, looking).ring, Newcomers(clients, acting, looking).step
        )
        ticks = Ticks(desk.watching, acting, looking, outbox.spoke.set, errands)
        measures = Measures(database, clock, tally, clients, ears.polls.listed, region)
        follow = clock.follow if isinstance(clock, SharedClock) else None
        crew = Crew(database, pulse, ears.polls, follow) if database.is_shared else None
        return cls(
            settings=settings,
            clock=clock,
            database=database,
            region=region,
            desk=desk,
            session=session,
            tokens=tokens,
            ears=ears,
            inbox=inbox,
            outbox=outbox,
            ticks=ticks,
            measures=measures,
            speakers=speakers,
            pulse=pulse,
            crew=crew,
            teaching=teaching,
            front=front,
        )

    async def _begin(self) -> None:
        """Takes its place among the other processes, or everything when it is the only one."""
        groups = self.tokens.clients if self.settings.vk_intake != "callback" else ()
        if self.crew is not None:
            await self.crew.join(groups)
            return
        for group in groups:
            self.ears.polls.open(group)

    @property
    def longpolls(self) -> list[LongPoll]:
        """The polls of this process."""
        return self.ears.polls.listed

    async def ready(self) -> None:
        """A place in every stream of events, so that nothing said from now on is missed; VK may be late with some."""

        async def one(poll: LongPoll) -> None:
            try:
                await poll.ready()
            except (VkError, LeaseLost) as error:
                log.warning(
                    "no place in the stream yet", extra={"community": poll.community, "error": type(error).__name__}
                )

        beating = [asyncio.create_task(self.crew.run())] if self.crew is not None else []
        try:
            await asyncio.gather(*(one(poll) for poll in self.ears.polls.listed))
        finally:
            await ended(beating)

    async def run(self, stopped: Awaitable[object]) -> None:
        """Works until `stopped` comes; a text on its way is sent again with the same id at the next start.

        Raises LeaseLost when other processes have taken this one for dead: nothing in its memory is true any more.
        """
        clockwork = Clockwork(self.ticks, self.housekeeping, self.measures.tally.ticked, tell)
        clockwork.start()
        try:
            async with asyncio.TaskGroup() as group:
                runs: list[Coroutine[Any, Any, None]] = [
                    self.ears.polls.run(),
                    lasting("inbox", self.inbox.run),
                    lasting("outbox", self.outbox.run),
                    lasting("teaching", self.teaching.run),
                    lasting("rereading", self.ears.rereading.run),
                    lasting("pages", self.ears.pages.run),
                    lasting("tokens", partial(self.tokens.run, self._speak_for)),
                ]
                if self.ears.fetching is not None:
                    runs.append(lasting("fetching", self.ears.fetching.run))
                if self.crew is not None:
                    runs.append(self.crew.run())
                runs += [lasting(f"mending of {group}", mender.run) for group, mender in self.ears.menders.items()]
                tasks = [group.create_task(run) for run in runs]
                await stopped
                await ended(tasks)
        except BaseExceptionGroup as group_of:
            if group_of.split(LeaseLost)[1] is None:
                raise LeaseLost("taken for dead") from group_of
            raise
        finally:
            clockwork.stop()

    async def _speak_for(self, group: int) -> None:
        """A token that did not work at the start works now."""
        self.speakers[group] = self.tokens.speaker(group)
        if self.settings.vk_intake == "callback":
            return
        if self.crew is not None:
            await self.crew.add(group)
        else:
            self.ears.polls.open(group)

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
        if not self.pulse.is_alive and self.crew is not None:
            troubles.append("other processes take this one for dead")
        return Health(tuple(troubles))

    def site(self) -> web.Application:
        """Everything that is served at WEB_URL."""
        site = create_app(self.examine)
        add_metrics(site, self.measures.read)
        naming = Naming(self.database, self.clock, self.tokens.clients)
        self.front.add_to(site, self.database, self.region, self.clock, self.desk, naming)
        if self.ears.callback is not None:
            add_callback(site, self.ears.callback)
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
        """Says farewell to the other processes and lets everything go."""
        if self.crew is not None:
            with suppress(OSError, StorageError):
                async with asyncio.timeout(FAREWELL):
                    await self.crew.leave()
        await self.session.close()
        await self.database.close()


async def _first_look(database: Database, region: RegionKeeper, settings: Settings, clock: Clock) -> None:
    async with database.begin(clock.now()) as uow:
        if not database.is_shared:
            await uow.outbox.release(OWNER)
        if await uow.regions.load() is None:
            raise StartError(
                f"REGION_FILE: нет файла региона: {settings.region_file}. Возьмите за образец examples/novgorod.toml "
                "и загрузите свой: otklik region ФАЙЛ"
            )
        await region.fresh(uow)


async def _tokens(settings: Settings, session: aiohttp.ClientSession) -> Tokens:
    """A client per token that works; the others are tried again."""
    if not settings.vk_tokens:
        raise StartError("Нет ключей сообществ: впишите VK_TOKENS в .env или запустите песочницу: make run без .env")
    tokens = Tokens(settings, session)
    await tokens.begin()
    return tokens


def _silent(tokens: Tokens, region: RegionKeeper) -> list[int]:
    """Communities of the region for which VK takes none of the tokens since the start."""
    if not any(error.code in DEAD for error in tokens.failed):
        return []
    return [one.group_id for one in region.current.communities if one.group_id not in tokens.clients]


def _desk(
    settings: Settings,
    listener: WordListener,
    watch: Watch,
    teaching: Teaching,
    front: Front,
    tokens: Tokens,
) -> Desk:
    """The use cases with what they need of the outside; a person's token and one that only reads open more of VK."""
    means = Means(
        grouper=WordGrouper(listener.places),
        videos_open=tokens.person is not None,
        mutes=settings.vk_mute,
        machine=watch,
        school=teaching,
        doorkeeper=front,
        moments=settings.video_moments,
        reads_pages=tokens.person is not None or tokens.service is not None,
    )
    return Desk.build(listener, means)


def _one_after_another(*works: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[None]]:
    async def all_of_them() -> None:
        for work in works:
            await work()

    return all_of_them


def _opener(door: Begin, region: RegionKeeper, clock: Clock) -> OpenScope:
    @asynccontextmanager
    async def open_scope() -> AsyncIterator[Scope]:
        now = clock.now()
        async with door(now) as uow:
            yield Scope(uow, await region.fresh(uow), now)

    return open_scope
