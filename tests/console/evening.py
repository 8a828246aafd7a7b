"""A broadcast with questions in the town's database, and its pages as a moderator opens them."""

import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from aiohttp import ClientResponse
from aiohttp.test_utils import TestClient

from domain.broadcasts.broadcast import Broadcast
from domain.broadcasts.evening import Evening
from domain.names import Name
from domain.ports import Vote
from domain.question import Status
from tests.build import a_question, in_chat
from tests.world import SOKOLOVA, VETROV, World, a_town, moment
from web.console import FORM_HEADER
from web.keys import Keys

STARTS = "2026-12-03 18:00"
ROAD = "Когда сделают дорогу на Лесной? Скорая не может проехать."
RINK = "Зальют ли каток у второй школы?"
LONG = (
    "Николай Петрович, на Лесной улице от магазина до школы второй год нет ни тротуара, ни освещения, дети идут по "
    "проезжей части в темноте мимо лесовозов, в ноябре сбили собаку, в администрации отвечают, что денег нет: "
    "скажите, пожалуйста, когда там сделают хотя бы обочину и два фонаря у поворота?"
)
ASKED: Mapping[int, tuple[str, tuple[tuple[str, str, str], ...]]] = {
    1: (
        "Дорога на Лесной",
        ((ROAD, "Ирина", "Лесная"), ("Лесная: будет дорога или нет?", "Олег", ""), (LONG, "Марина", "Бор")),
    ),
    2: ("Каток у школы №2", ((RINK, "Лена", "Приозёрск"),)),
    3: ("Субботний автобус", (("Вернут субботний автобус в Заречье? 🚌🙏", "Виктор", "Заречье"),)),
    4: ("", (("Правда ли, что почту закроют? Звоните 8 921 123-45-67", "Анна", "Бор"),)),
    5: ("", (("Этот козёл опять всё просрал?", "Пётр", "Бор"),)),
    6: ("", ((LONG, "Надежда", "Верхняя Тойма"),)),
}
RUDE, PHONED, OF_LONG = 5, 4, 6
"""Themes of what must not be shown as it is, and of the longest question."""


@dataclass
class Studio:
    """The town, the site and one broadcast."""

    world: World
    client: TestClient
    number: int = 12

    @property
    def keys(self) -> Keys:
        return self.world.bot.front.keys

    @property
    def desk(self) -> str:
        return f"/broadcasts/{self.number}"

    def overlay(self, number: int = 0) -> str:
        return f"/overlay/{number or self.number}?key={self.keys.overlay(number or self.number)}"

    def cookie(self, person: int = SOKOLOVA) -> dict[str, str]:
        return {"otklik": self.keys.session(person, self.world.vk.clock.now())}

    async def evening(self) -> Evening:
        async with self.world.bot.database.reading() as uow:
            return await uow.broadcasts.evening(self.number)

    async def get(self, path: str, person: int = SOKOLOVA) -> ClientResponse:
        return await self.client.get(path, cookies=self.cookie(person))

    async def form(self, person: int = SOKOLOVA) -> tuple[dict[str, str], dict[str, str]]:
        """The cookie and the headers of a page opened by somebody."""
        cookie = self.cookie(person)
        session = self.keys.read_session(cookie["otklik"], self.world.vk.clock.now())
        assert session is not None
        origin = str(self.client.make_url("/")).rstrip("/")
        return cookie, {FORM_HEADER: self.keys.form(session), "Origin": origin}

    async def taps(self, act: str, person: int = SOKOLOVA, *, seconds: int = 0, **more: Any) -> tuple[int, Any]:
        """A button of the desk; the status and what came back."""
        self.world.vk.clock.advance(timedelta(seconds=seconds))
        cookie, headers = await self.form(person)
        body = {"act": act, **more}
        async with self.client.post(f"{self.desk}/tap", json=body, cookies=cookie, headers=headers) as response:
            return response.status, await response.json()

    async def state(self) -> Any:
        async with await self.get(f"{self.desk}/state") as response:
            return await response.json()

    async def screen(self) -> str:
        """The overlay's page, its state and nothing else."""
        async with self.client.get(self.overlay()) as page:
            found = re.search(r'id="state">(.*?)</script>', await page.text())
        assert found is not None
        return found[1]


@asynccontextmanager
async def a_studio(folder: Path, *, at: str = STARTS) -> AsyncIterator[Studio]:
    """Broadcast 12 of Николай Ветров with six themes, ten minutes before it begins."""
    async with a_town(folder, at=at) as world:
        await settle_questions(world)
        async with world.visitor() as client:
            client.session.cookie_jar.clear()
            yield Studio(world, client)


async def settle_questions(world: World, number: int = 12) -> None:
    start = moment(STARTS)
    broadcast = Broadcast(number, "priozerny", VETROV, start, 90, SOKOLOVA, start, start - timedelta(days=8))
    asked = [(theme, *one) for theme, (_, several) in ASKED.items() for one in several]
    async with world.bot.database.begin(world.vk.clock.now()) as uow:
        await uow.broadcasts.add(broadcast)
        for index, (_, text, name, village) in enumerate(asked, 1):
            question = replace(
                a_question(Status.ON_AIR),
                number=index,
                place=in_chat(1000 + index),
                author=300 + index,
                text=text,
                asked_at=start - timedelta(minutes=200 - index),
                settlement=village,
                votes=(7 - index) * 3 if index < 7 else 0,
            )
            await uow.questions.add(question)
            for voter in range(question.votes):
                await uow.votes.add(Vote(index, 400 + 20 * index + voter, question.asked_at))
            await uow.names.save({question.author: Name(name, "Фамильева", 1)})
        await uow.flush()
        for index in range(1, len(asked) + 1):
            await uow.broadcasts.take(number, index)
    async with world.bot.database.begin(world.vk.clock.now()) as uow:
        before = await uow.broadcasts.evening(number)
        placed = {index: theme for index, (theme, *_) in enumerate(asked, 1)}
        titles = {theme: title for theme, (title, _) in ASKED.items() if title}
        await uow.broadcasts.save(before, before.sorted_into(placed, titles))
