"""The tokens of the settings: those of communities that work, those that are tried again, and those beside them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection

import aiohttp
from pydantic import SecretStr

from bot.settings import Settings
from bot.vk.client import Vk
from bot.vk.errors import VkError
from bot.vk.speaking import Speaker

log = logging.getLogger("otklik")

AT_ONCE = 16
"""Tokens asked about at the same time."""

PER_SECOND = 3
"""Requests VK takes a second of a token that is no community's (dev.vk.com, api-requests)."""

SOON, LATER = 10.0, 300.0
"""Seconds until a token that did not work is tried again; longer each time."""


class Tokens:
    """A client per community; one whose token does not work must not stop the others.

    `person` and `service` are tokens besides the communities': a person's, and one that may only read.
    """

    def __init__(self, settings: Settings, session: aiohttp.ClientSession) -> None:
        self._settings = settings
        self._session = session
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._failed: dict[SecretStr, VkError] = {}
        self.clients: dict[int, Vk] = {}
        self.person = self._beside(settings.vk_user_token)
        self.service = self._beside(settings.vk_service_token)

    def speaker(self, group: int) -> Speaker:
        """Who speaks for a community that is connected."""
        return Speaker(group, self.clients[group], self.person, self.service)

    @property
    def failed(self) -> Collection[VkError]:
        """What VK said about those that do not work."""
        return self._failed.values()

    async def begin(self) -> None:
        """Asks VK whose each token is; raises VK's error when none of them works."""
        groups = await asyncio.gather(*(self._try(token) for token in self._settings.vk_tokens))
        self.clients = {group: self.clients[group] for group in groups if group is not None}  # in their order
        if self._failed and not self.clients:
            raise next(iter(self._failed.values()))

    async def run(self, found: Callable[[int], Awaitable[None]]) -> None:
        """Tries the others until all work; `found` hears of a community that can be spoken for now."""
        pause = SOON
        while self._failed:
            await asyncio.sleep(pause)
            pause = min(pause * 2, LATER)
            for token in [*self._failed]:
                group = await self._try(token)
                if group is not None:
                    await found(group)

    def _beside(self, token: SecretStr) -> Vk | None:
        """A client for a token that is no community's, when there is one."""
        return Vk(token, self._settings.vk_api_url, self._session, PER_SECOND) if token.get_secret_value() else None

    async def _try(self, token: SecretStr) -> int | None:
        """The community of a token; None when VK does not know it or does not answer."""
        vk = Vk(token, self._settings.vk_api_url, self._session, self._settings.vk_requests_per_second)
        try:
            async with self._turns:
                group, name, _ = await vk.group()
        except VkError as error:
            self._failed[token] = error
            number = self._settings.vk_tokens.index(token) + 1
            log.warning("a token does not work", extra={"number": number, "code": error.code})
            return None
        self._failed.pop(token, None)
        self.clients[group] = vk
        log.info("community connected", extra={"community": group, "title": name})
        return group
