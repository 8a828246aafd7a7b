"""Who needs names in the same breath asks VK together."""

import asyncio
from pathlib import Path
from typing import cast

from bot.naming import Naming
from bot.vk.client import Vk
from bot.vk.errors import Busy
from domain.names import Name
from sandbox.clock import Clock
from storage.engine import Database
from tests.world import ILYIN, LENA, MARINA, moment

KNOWN = {MARINA: Name("Марина", "Соколова", 1), ILYIN: Name("Пётр", "Ильин", 2)}


class Asked:
    """A token's way to VK that knows two people."""

    def __init__(self) -> None:
        self.requests: list[list[int]] = []
        self.busy = False

    async def names(self, people: list[int]) -> dict[int, Name]:
        self.requests.append(people)
        await asyncio.sleep(0)
        if self.busy:
            raise Busy(9, "flood")
        return {person: KNOWN[person] for person in people if person in KNOWN}


async def test_one_request_tells_everybody_s_names_and_they_are_kept(tmp_path: Path) -> None:
    database = Database.open(f"sqlite:///{tmp_path}/otklik.db")
    await database.migrate()
    vk = Asked()
    naming = Naming(database, Clock(moment("2026-11-24 10:00")), {1: cast("Vk", vk)})

    told = await asyncio.gather(naming.of([MARINA]), naming.of([ILYIN, LENA]), naming.of([]))

    assert vk.requests == [sorted([MARINA, ILYIN, LENA])]
    assert told[0][MARINA] == KNOWN[MARINA]
    assert told[1][ILYIN] == KNOWN[ILYIN]
    assert LENA not in told[1]
    async with database.reading() as uow:
        assert await uow.names.known([MARINA, ILYIN, LENA]) == KNOWN

    vk.busy = True
    assert await naming.of([LENA]) == {}
    waiting = asyncio.create_task(naming.of([LENA]))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    vk.busy = False
    assert await naming.of([MARINA]) == {MARINA: KNOWN[MARINA]}, "a round that was stopped leaves nobody without names"
    await database.close()
