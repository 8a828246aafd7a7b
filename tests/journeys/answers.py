"""Where a question may be asked, for the stories of answers: one town, one question, seen the same way everywhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tests.world import CHAT, GROUP, IRINA, MARINA, SOKOLOVA, VIKTOR, World, a_town

LAMP = "Когда починят фонарь на Победы, 14? Третий день темно"
ROAD = "Когда почистят дорогу в Заручевье от остановки до магазина?"
UNDO = timedelta(seconds=20)


@dataclass
class Asked:
    """The town after somebody asked about a lamp: where, by whom, and what stands there now."""

    world: World
    where: str
    author: int
    message: int

    @property
    def published(self) -> list[str]:
        """What the bot has written for the author, where the question was asked or in private."""
        if self.where in {"chat", "again in the chat"}:
            return [m.text for m in self.world.bot_said(CHAT)]
        if self.where == "wall":
            return self.world.bot_commented()
        if self.where == "open video":
            return self.world.bot_commented(video=True)
        return [m.text for m in self.world.bot_said(self.author) if "ответ на вопрос №1" in m.text]

    @property
    def replied_to(self) -> int | None:
        """The message under which the answer stands."""
        if self.where in {"wall", "open video"}:
            where = {"video_id": 1} if self.where == "open video" else {"post_id": 1}
            return [c for c in self.world.vk.comments(-GROUP, **where) if c.from_id == -GROUP][-1].reply_to
        return self.world.bot_said(CHAT if self.where == "chat" else self.author)[-1].reply_to


@asynccontextmanager
async def asked_in(folder: Path, where: str) -> AsyncIterator[Asked]:
    async with a_town(folder, user_token=where == "open video") as world:
        yield await ask(world, where)


async def ask(world: World, where: str) -> Asked:
    """Somebody asks about the lamp; Ильин owes the answer to №1."""
    if where == "chat":
        asked = Asked(world, where, MARINA, await world.says(MARINA, LAMP))
    elif where == "wall":
        asked = Asked(world, where, MARINA, await world.comments(MARINA, LAMP))
    elif where in {"video", "open video"}:
        asked = Asked(world, where, MARINA, await world.comments(MARINA, LAMP, video=True))
    elif where == "private":
        asked = Asked(world, where, VIKTOR, await world.writes_and_waits(VIKTOR, LAMP))
    else:
        asked = await collected(world, VIKTOR)
    for peer in (CHAT, MARINA, VIKTOR, IRINA, 101, 102, 103, 104, 105, 106):
        world.heard(peer)
    return asked


async def collected(world: World, author: int) -> Asked:
    """A moderator forwards somebody's words from a page the bot does not see."""
    said = {"from_id": author, "text": LAMP, "date": world.vk.clock.unix(), "attachments": []}
    conversation = world.vk.conversation(GROUP, SOKOLOVA)
    world.vk.community(GROUP).allowed.add(SOKOLOVA)
    message = world.vk.put_message(conversation, SOKOLOVA, "", fwd=[said])
    world.vk._deliver(conversation, message)
    await world.settle()
    return Asked(world, "collected", author, message.cmid)
