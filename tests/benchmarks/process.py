"""(e) Thousands of communities polled by one process, and (f) its start and its memory: `otklik run`, from outside."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from tests.benchmarks.rows import Row
from tests.benchmarks.running import ROOT, database, feed, opened
from tests.ports import free_port
from tests.world import REGION

MANY, BURST, EVENTS = 4000, 20_000, 100_000
PATIENCE = 600.0
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Bot:
    """The process seen from outside."""

    pid: int
    started: float
    console: str

    def memory_mb(self) -> float:
        """Resident, as Linux counts it."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024

    def cpu(self) -> float:
        """Seconds of CPU since its start."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICK


async def one(engine: str, folder: Path) -> list[Row]:
    """From the command to the first poll, and memory after a hundred thousand events."""
    async with feed(EVENTS) as address, _bot(engine, folder, address, 1) as bot:
        first = await _first_poll(address) - bot.started
        fresh = bot.memory_mb()
        await opened(address)
        await _handled(bot, EVENTS)
        return [
            Row(f"start to first poll, {engine}", first, "s", "≤ 4"),
            Row(f"memory at the start, {engine}", fresh, "MB"),
            Row(f"memory after 100 000 events, {engine}", bot.memory_mb(), "MB", "≤ 200"),
        ]


async def many(engine: str, folder: Path) -> list[Row]:
    """4 000 communities: what they cost while nobody writes, and while a thousand messages come every second."""
    async with feed(BURST, communities=MANY) as address, _bot(engine, folder, address, MANY) as bot:
        first = await _waiting(address, MANY) - bot.started
        cpu, began = bot.cpu(), time.time()
        await asyncio.sleep(10)
        idle = (bot.cpu() - cpu) / (time.time() - began) * 100
        memory = bot.memory_mb()
        cpu, began = bot.cpu(), time.time()
        await opened(address)
        await _handled(bot, BURST)
        spent = time.time() - began
        return [
            Row(f"{MANY} communities: all polled after, {engine}", first, "s"),
            Row(f"{MANY} communities: memory, {engine}", memory, "MB"),
            Row(f"{MANY} communities: CPU while nobody writes, {engine}", idle, "% of a core"),
            Row(f"{MANY} communities: events/s, five each at once, {engine}", BURST / spent, "events/s"),
            Row(f"{MANY} communities: CPU of an event, {engine}", (bot.cpu() - cpu) / BURST * 1e6, "µs"),
        ]


@asynccontextmanager
async def _bot(engine: str, folder: Path, address: str, communities: int) -> AsyncIterator[Bot]:
    async with database(engine, folder) as url:
        port = free_port()
        given = {
            "VK_TOKENS": ",".join(f"feed-{index}" for index in range(communities)),
            "VK_API_URL": f"{address}/method/",
            "DATABASE_URL": url,
            "REGION_FILE": str(REGION),
            "WEB_PORT": str(port),
            "LOG_LEVEL": "CRITICAL",
        }
        started = time.time()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=folder, env={**os.environ, **given, "PYTHONPATH": str(ROOT)}
        )
        try:
            yield Bot(process.pid, started, f"http://127.0.0.1:{port}")
        finally:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def _first_poll(address: str) -> float:
    return float((await _asked(f"{address}/first", lambda said: said["first"] is not None))["first"])


async def _waiting(address: str, polls: int) -> float:
    await _asked(f"{address}/first", lambda said: int(said["waiting"]) >= polls)
    return time.time()


async def _asked(url: str, enough):  # type: ignore[no-untyped-def]
    async with aiohttp.ClientSession() as session:
        deadline = time.time() + PATIENCE
        while time.time() < deadline:
            async with session.get(url) as answer:
                said = await answer.json()
            if enough(said):
                return said
            await asyncio.sleep(0.02)
    raise TimeoutError(url)


async def _handled(bot: Bot, events: int) -> None:
    """Waits until the bot's own metrics count so many."""
    async with aiohttp.ClientSession() as session:
        deadline = time.time() + PATIENCE
        while time.time() < deadline:
            async with session.get(f"{bot.console}/metrics") as answer:
                for line in (await answer.text()).splitlines():
                    if (
                        line.startswith("otklik_events_total")
                        and "handled" in line
                        and float(line.split()[-1]) >= events
                    ):
                        return
            await asyncio.sleep(0.2)
    raise TimeoutError(f"{events} events")
