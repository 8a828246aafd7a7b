"""What VK brings by itself: into the same inbox, under the same keys as what Long Poll brings."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from pydantic import SecretStr

from bot.clock import Clock
from bot.tally import Tally
from bot.vk.catching import Begin, raw_event
from bot.vk.client import Vk
from bot.vk.errors import VkError
from bot.vk.mending import Mender
from storage.engine import StorageError
from web.callback import CannotKeepError

log = logging.getLogger("otklik.callback")

PATIENCE = 3.5
"""Seconds to keep an event in; after four or so VK sends it once more (vk/README 5)."""

REMEMBERED = timedelta(minutes=10)
TRIED = timedelta(seconds=30)
"""How long a community's confirmation string, or VK's failure to tell it, is taken for granted."""


class Callback:
    """Every community's door for VK."""

    def __init__(
        self,
        clients: Mapping[int, Vk],
        begin: Begin,
        clock: Clock,
        heard: asyncio.Event,
        tally: Tally,
        *,
        secret: SecretStr,
        confirmations: Mapping[int, str],
        menders: Mapping[int, Mender],
    ) -> None:
        self._clients = clients
        self._begin = begin
        self._clock = clock
        self._heard = heard
        self._tally = tally
        self._secret = secret
        self._written = confirmations
        self._told: dict[int, tuple[str, datetime]] = {}
        self.menders = menders
        """Who asks for what VK did not bring; nobody where Long Poll does."""

    @property
    def secret(self) -> str:
        return self._secret.get_secret_value()

    def knows(self, group: int) -> bool:
        return group in self._clients

    async def confirmation(self, group: int) -> str:
        """As written in the settings, else as VK tells it; anybody may ask, so VK is not asked each time."""
        if group in self._written:
            return self._written[group]
        code, until = self._told.get(group, ("", self._clock.now()))
        if until <= self._clock.now():
            code = await self._ask(group)
            self._told[group] = code, self._clock.now() + (REMEMBERED if code else TRIED)
        if not code:
            raise CannotKeepError
        return code

    async def _ask(self, group: int) -> str:
        try:
            answer = await self._clients[group].call("groups.getCallbackConfirmationCode", group_id=group)
        except VkError as error:
            log.warning("no confirmation string from VK", extra={"community": group, "code": error.code})
            return ""
        return str(answer.get("code", "")) if isinstance(answer, Mapping) else ""

    async def keep(self, group: int, update: Mapping[str, Any]) -> None:
        try:
            async with asyncio.timeout(PATIENCE), self._begin(self._clock.now()) as uow:
                await uow.inbox.accept(group, [raw_event(update)], None, self._clock.now())
        except (OSError, StorageError, TimeoutError) as error:
            log.warning("an event could not be kept", extra={"community": group, "error": type(error).__name__})
            raise CannotKeepError from None
        self._tally.accepted["callback"] += 1
        self._heard.set()
        if group in self.menders:
            self.menders[group].brought(update)
