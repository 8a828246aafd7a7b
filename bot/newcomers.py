"""Names of people who answer residents' questions: asked of VK now and then for all new ones, in no transaction."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from bot.vk.client import Vk
from bot.vk.errors import VkError
from domain.use_cases.order import impostors
from scheduler.ticks import OpenScope

log = logging.getLogger("otklik.newcomers")


@dataclass(frozen=True, slots=True)
class Newcomers:
    """`peek` looks without a lock; any community's token tells names."""

    clients: Mapping[int, Vk]
    open: OpenScope
    peek: OpenScope

    async def step(self) -> int:
        """How many people were looked at; those VK could not tell now are asked about the next time."""
        async with self.peek() as scope:
            people = await impostors.newcomers(scope)
            names = dict(await scope.uow.names.known(people))
        if not people or not self.clients:
            return 0
        try:
            if missing := [person for person in people if person not in names]:
                names |= await next(iter(self.clients.values())).names(missing)
        except VkError as error:
            log.warning("names were not told", extra={"error": type(error).__name__})
            return 0
        async with self.open() as scope:
            await impostors.introduced(scope, people, names)
        return len(people)
