"""The console's pages over the bot's own database, clock and roster."""

from datetime import datetime
from functools import cached_property

from aiohttp import web

from bot.clock import Clock
from bot.lasting import tell
from bot.naming import Naming
from bot.region import RegionKeeper
from bot.settings import Settings
from bot.studio import LiveStudio
from domain.organisation import Person
from domain.place import VkId
from handlers.desk import Desk
from storage.engine import Database
from web.broadcasts import add_broadcasts
from web.console import Console, add_door
from web.keys import LINK_LIVES, Keys
from web.live import LOOK_WIDER, Watcher
from web.overlay import add_overlay
from web.paper import Paper


class Front:
    """Makes what opens the console, and serves it when it is asked to."""

    minutes = int(LINK_LIVES.total_seconds() // 60)

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    @cached_property
    def keys(self) -> Keys:
        """Read when first needed: without a folder of its own the bot may not write the key yet."""
        return Keys(self._settings.secret_key(self._settings.data_dir))

    def link(self, person: VkId, now: datetime) -> str:
        """An address that lets this person in once."""
        return f"{self._settings.web_url}/in?t={self.keys.link(person, now)}"

    def add_to(
        self,
        site: web.Application,
        database: Database,
        region: RegionKeeper,
        clock: Clock,
        desk: Desk,
        naming: Naming,
    ) -> None:
        """Opens the console's pages."""
        paper = Paper()
        gate = Gatekeeper(database, region, clock)
        secret = self._settings.vk_app_secret.get_secret_value()
        console = Console(gate, self.keys, paper, self._settings.web_url, secret)
        paper.add_static(site)
        add_door(site, console)
        studio = LiveStudio(database, region, clock, desk, naming)
        desks, screens = Watcher(studio.mark, LOOK_WIDER, tell), Watcher(studio.pulse, told=tell)
        site.on_shutdown.extend((desks.close, screens.close))
        add_broadcasts(site, console, studio, desks)
        add_overlay(site, console, studio, screens)


class Gatekeeper:
    """Answers the console's door."""

    def __init__(self, database: Database, region: RegionKeeper, clock: Clock) -> None:
        self._database, self._region, self._clock = database, region, clock

    def now(self) -> datetime:
        return self._clock.now()

    async def person(self, vk_id: VkId) -> Person | None:
        """Somebody of the roster as it stands now."""
        async with self._database.reading() as uow:
            return (await self._region.fresh(uow)).person(vk_id)

    async def once(self, nonce: str) -> bool:
        """Remembers that a link was used; True the first time."""
        now = self._clock.now()
        async with self._database.begin(now) as uow:
            return await uow.diary.once(f"console/used/{nonce}", now)
