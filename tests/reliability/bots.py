"""Real bots as processes: a VK to talk to, a region to serve, and ways to stop, freeze and kill them."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from sandbox.conversations import REACTIONS
from sandbox.server import Running, serve
from sandbox.stage import Stage
from tests.ports import free_port

ROOT = Path(__file__).parents[2]
REGION = ROOT / "examples" / "priozerny.toml"
FIRST_GROUP, FIRST_CHAT, FIRST_RESIDENT = 9001, 2_000_000_002, 5001
PATIENCE = 90.0
"""Seconds a busy machine may need for anything."""


async def until(check: Callable[[], bool | Awaitable[bool]], what: str, patience: float = PATIENCE) -> None:
    """Waits for a condition; what never comes true is the test's failure."""
    end = asyncio.get_running_loop().time() + patience
    while True:
        found = check()
        if await found if isinstance(found, Awaitable) else found:
            return
        assert asyncio.get_running_loop().time() < end, f"never happened: {what}"
        await asyncio.sleep(0.05)


def a_plan(communities: int, chats: int, residents: int) -> dict[str, object]:
    """A stage with some communities of one district; every resident may be written to by all of them."""
    stage = Stage.read()
    people = [
        {"id": FIRST_RESIDENT + number, "first_name": "Житель", "last_name": f"Номер {number}"}
        for number in range(residents)
    ]
    everybody = [person["id"] for person in people]
    return {
        "timezone": "Europe/Moscow",
        "users": [*stage.plan["users"], *people],
        "communities": [
            {
                "group_id": FIRST_GROUP + number,
                "name": f"Округ {number}",
                "screen_name": f"okrug{number}",
                "token": f"token-{FIRST_GROUP + number}",
                "allowed": [101, 102, 103, 104, 105, 106, *everybody],
                "chats": [
                    {"peer_id": FIRST_CHAT + chat, "title": f"Чат {chat}", "members": everybody}
                    for chat in range(chats)
                ],
            }
            for number in range(communities)
        ],
    }


def a_region(communities: int, chats: int) -> str:
    """The example's region around the clock, with other communities."""
    text = REGION.read_text(encoding="utf-8").replace('kind = "working"', 'kind = "always"', 1)
    skipped = ("hours =", "holidays =", "quiet =", "staff_chat =")
    kept = "\n".join(line for line in text.splitlines() if not line.startswith(skipped))
    before, _, rest = kept.partition("[[community]]")
    people = rest[rest.index("[[person]]") :]
    listed = ""
    for number in range(communities):
        group = FIRST_GROUP + number
        listed += f'[[community]]\ngroup_id = {group}\nmunicipality = "priozerny"\n'
        for chat in range(chats):
            listed += f'[[chat]]\ngroup_id = {group}\npeer_id = {FIRST_CHAT + chat}\nmunicipality = "priozerny"\n'
            listed += 'kind = "residents"\nreceipts = "reaction"\n'
    return before + listed + people


@dataclass
class Bot:
    """One process and what it wrote."""

    process: asyncio.subprocess.Process
    log: Path
    port: int

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def words(self) -> str:
        return self.log.read_text(encoding="utf-8")

    @property
    def complaints(self) -> list[str]:
        """Lines about something that nobody foresaw."""
        unforeseen = ("Traceback", "something failed", "an event failed", "a text failed", "a text is kept aside")
        return [line for line in self.words.splitlines() if any(words in line for words in unforeseen)]

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    async def end(self) -> int:
        """Its exit code."""
        return await asyncio.wait_for(self.process.wait(), PATIENCE)

    async def stopped(self, within: float = 10.0) -> int:
        """Asked to stop; it has ten seconds."""
        self.send(signal.SIGTERM)
        return await asyncio.wait_for(self.process.wait(), within)

    async def healthy(self) -> bool:
        """Whether the console says that all is well."""
        assert self.process.returncode is None, self.words
        try:
            health = f"http://127.0.0.1:{self.port}/healthz"
            async with aiohttp.ClientSession() as session, session.get(health) as answer:
                return answer.status == 200
        except aiohttp.ClientError:
            return False


@dataclass
class Town:
    """VK's stand-in in the real now, and the bots that serve it."""

    folder: Path
    vk: Running
    settings: dict[str, str]
    bots: list[Bot] = field(default_factory=list)
    command: tuple[str, ...] = (sys.executable, "-m", "bot")
    _started: int = 0

    async def start(self, *arguments: str, **settings: str) -> Bot:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TZ") if name in os.environ}
        self._started += 1
        log, port = self.folder / f"bot-{self._started}.log", free_port()
        given = {**kept, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "WEB_PORT": str(port)}
        with log.open("wb") as file:
            process = await asyncio.create_subprocess_exec(
                *self.command, *(arguments or ("run",)), cwd=self.folder,
                env={**given, **self.settings, **settings}, stdout=file, stderr=file,
            )  # fmt: skip
        self.bots.append(Bot(process, log, port))
        return self.bots[-1]

    async def started(self, **settings: str) -> Bot:
        """A bot that is alive and well."""
        bot = await self.start(**settings)
        await until(bot.healthy, "the bot comes alive")
        return bot

    def ask(self, group: int, chat: int, person: int, text: str) -> int:
        return self.vk.world.say(group, chat, person, text)

    def mark(self, group: int, chat: int, cmid: int) -> str:
        """The bot's reaction under a message."""
        message = next(m for m in self.vk.world.conversation(group, chat).messages if m.cmid == cmid)
        return REACTIONS.get(message.reactions.get(-group, 0), "")

    def told(self, group: int, peer: int) -> list[str]:
        """What the bot said in a conversation."""
        return [m.text for m in self.vk.world.messages(group, peer) if m.from_id == -group and not m.deleted]


@asynccontextmanager
async def a_served_town(
    folder: Path, *, communities: int = 1, chats: int = 1, residents: int = 40, **settings: str
) -> AsyncIterator[Town]:
    """The town without a bot yet; every bot that is left is killed at the end."""
    vk = await serve(Stage(a_plan(communities, chats, residents)).open())
    vk.world.rate_limit = False
    (folder / "region.toml").write_text(a_region(communities, chats), encoding="utf-8")
    tokens = ",".join(f"token-{FIRST_GROUP + number}" for number in range(communities))
    basic = {"VK_TOKENS": tokens, "VK_API_URL": f"{vk.url}/method/", "VK_LONGPOLL_WAIT": "2"}
    town = Town(folder, vk, basic | settings)
    try:
        yield town
    finally:
        for bot in town.bots:
            if bot.process.returncode is None:
                bot.process.kill()
                await bot.process.wait()
        await vk.close()
