"""`otklik check`: everything that must be right for the bot to hear and to be heard, a line each."""

from collections.abc import AsyncIterator

import aiohttp
from pydantic import SecretStr

from bot.clock import Clock
from bot.doctor.chats import ChatDoctor
from bot.doctor.community import Community, CommunityDoctor
from bot.doctor.findings import Finding, Mark, bad, good, unknown, why
from bot.doctor.house import House
from bot.doctor.people import PeopleDoctor
from bot.settings import Settings
from bot.vk.client import Vk
from bot.vk.errors import VkError
from domain.organisation import Region
from domain.ports import HeardInChat
from storage.engine import Database

__all__ = ["Doctor", "Finding", "Mark"]

VIDEO_BIT = 16
"""«video» among the rights of a person's token (dev.vk.com, access rights)."""

POLL_SECONDS = 1


class Doctor:
    """Looks at everything in order; with `fix` it also switches on what VK lets a token switch on."""

    def __init__(self, settings: Settings, clock: Clock, *, fix: bool = False, wait: int = POLL_SECONDS) -> None:
        self._settings = settings
        self._clock = clock
        self._fix = fix
        self._wait = wait

    async def examine(self) -> AsyncIterator[Finding]:
        """The findings as they are made; nothing is raised for what can be told."""
        yield good("Настройки прочитаны")
        database = Database.open(self._settings.database_url)
        connector = aiohttp.TCPConnector(limit=0)
        try:
            async with aiohttp.ClientSession(connector=connector) as session:
                house = House(self._settings, self._clock, database)
                async for finding in house.examine():
                    yield finding
                heard = await self._heard(database) if house.opens else []
                async for finding in self._abroad(session, house.region, heard):
                    yield finding
        finally:
            await database.close()

    async def _heard(self, database: Database) -> list[HeardInChat]:
        async with database.reading() as uow:
            return await uow.gauges.chats_heard()

    async def _abroad(
        self, session: aiohttp.ClientSession, region: Region | None, heard: list[HeardInChat]
    ) -> AsyncIterator[Finding]:
        communities: dict[int, Community] = {}
        if not self._settings.vk_tokens:
            yield bad("Нет ключей сообществ", "впишите VK_TOKENS в .env; без них бот открывает песочницу")
        for number, token in enumerate(self._settings.vk_tokens, 1):
            doctor = CommunityDoctor(
                self._settings,
                self._clock,
                self._vk(token, session, self._settings.vk_requests_per_second // 2),
                f"Ключ {number}",
                fix=self._fix,
                wait=self._wait,
            )
            async for finding in doctor.examine():
                yield finding
            if doctor.found is not None:
                communities[doctor.found.id] = doctor.found
        if region is not None:
            async for finding in self._of_region(region, communities, heard):
                yield finding
        for finding in await self._other_tokens(session, region):
            yield finding

    async def _of_region(
        self, region: Region, communities: dict[int, Community], heard: list[HeardInChat]
    ) -> AsyncIterator[Finding]:
        registered = {community.group_id for community in region.communities}
        for id_ in sorted(registered - communities.keys()):
            yield bad(f"Сообщество {id_} есть в файле региона, а ключа нет", "впишите его ключ в VK_TOKENS")
        for id_ in sorted(communities.keys() - registered):
            yield bad(f"Сообщества {communities[id_]} нет в файле региона", "добавьте раздел [[community]]")
        async for finding in ChatDoctor(region, communities, heard).examine():
            yield finding
        if communities:
            async for finding in PeopleDoctor(region, communities).examine():
                yield finding

    # --- a person's token and an application's

    async def _other_tokens(self, session: aiohttp.ClientSession, region: Region | None) -> list[Finding]:
        found = []
        if self._settings.vk_user_token.get_secret_value():
            found.append(await self._person(self._vk(self._settings.vk_user_token, session)))
        if self._settings.vk_service_token.get_secret_value():
            someone = next((person.vk_id for person in region.people), 1) if region else 1
            found.append(await self._service(self._vk(self._settings.vk_service_token, session), someone))
        return found

    async def _person(self, vk: Vk) -> Finding:
        what = "Ключ человека (VK_USER_TOKEN)"
        try:
            people = await vk.call("users.get")
        except VkError as error:
            return bad(f"{what} не работает", why(error))
        if not people:
            return bad(
                f"{what}: это ключ сообщества", "нужен ключ человека; без него ответы под видео публикуют вручную"
            )
        try:
            rights = int(await vk.call("account.getAppPermissions"))
        except VkError as error:
            return unknown(f"{what} работает, но пускает ли он к видео, не узнать", why(error))
        if not rights & VIDEO_BIT:
            return bad(f"{what}: нет права «video»", "сделайте ключ с правом на видео")
        return good(f"{what} работает")

    async def _service(self, vk: Vk, someone: int) -> Finding:
        what = "Сервисный ключ (VK_SERVICE_TOKEN)"
        try:
            await vk.call("users.get", user_ids=someone)
        except VkError as error:
            return bad(f"{what} не работает", why(error))
        return good(f"{what} работает")

    def _vk(self, token: SecretStr, session: aiohttp.ClientSession, per_second: int = 3) -> Vk:
        """At half the bot's pace: it may be working beside."""
        return Vk(token, self._settings.vk_api_url, session, max(per_second, 1))
