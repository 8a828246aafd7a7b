"""The composition root: what it opens it closes, and it ends when told to."""

import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.app import App
from bot.clock import SystemClock
from bot.opening import StartError, open_database
from bot.regionfile import RegionFileError
from bot.settings import Settings
from tests.world import CHAT, MARINA, REGION, World, a_town


async def test_a_cancellation_swallowed_by_a_library_does_not_keep_it_alive(tmp_path: Path) -> None:
    """`asyncio.wait_for` of Python 3.11 returns instead of ending when its event came at the same moment."""
    async with a_town(tmp_path) as world:
        asked_to_end = 0

        async def deaf_at_first() -> None:
            nonlocal asked_to_end
            while True:
                try:
                    await asyncio.sleep(3600)
                except asyncio.CancelledError:
                    asked_to_end += 1
                    if asked_to_end > 1:
                        raise

        world.bot.inbox.run = deaf_at_first  # type: ignore[method-assign]
        await asyncio.wait_for(world.bot.run(asyncio.sleep(0.05)), 9)
        assert asked_to_end == 2


async def test_it_runs_by_itself_until_told_to_stop(tmp_path: Path) -> None:
    async with a_town(tmp_path) as world:
        stop = asyncio.Event()
        running = asyncio.ensure_future(world.bot.run(stop.wait()))
        asked = world.vk.say(242065128, CHAT, MARINA, "Когда починят дорогу на Мира?")
        for _ in range(200):
            if world.mark(asked):
                break
            await asyncio.sleep(0.05)
        stop.set()
        await asyncio.wait_for(running, 9)
        assert world.mark(asked) == "❓"


@pytest.mark.parametrize("text", ["[region]\n", "not toml at all ["])
async def test_a_faulty_region_file_leaves_nothing_open(tmp_path: Path, text: str) -> None:
    """Whatever stays open is a warning, and a warning fails the tests."""
    region = tmp_path / "region.toml"
    region.write_text(text, encoding="utf-8")
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/otklik.db", region_file=region)
    with pytest.raises(RegionFileError):
        await App.build(settings, SystemClock())


async def test_no_region_and_no_tokens_are_said_in_words(tmp_path: Path) -> None:
    nowhere = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/a.db", region_file=tmp_path / "none.toml")
    with pytest.raises(StartError, match="REGION_FILE: нет файла региона"):
        await App.build(nowhere, SystemClock())
    tokenless = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/b.db", region_file=REGION)
    with pytest.raises(StartError, match="Нет ключей сообществ"):
        await App.build(tokenless, SystemClock())


async def test_the_region_file_is_read_again_only_when_it_changed(tmp_path: Path) -> None:
    """What staff said by commands outlives a restart; a changed file is taken over."""
    region = tmp_path / "region.toml"
    region.write_text(REGION.read_text(encoding="utf-8"), encoding="utf-8")
    async with a_town(tmp_path, region=region) as world:
        await world.writes(105, "назначить id205 Приозёрный модератор")
        await _restarted(world)
        assert world.bot.region.current.person(205) is not None
        region.write_text(region.read_text(encoding="utf-8").replace("Сергей Ильин", "Семён Ильин"), encoding="utf-8")
        await _restarted(world)
        named = {person.vk_id: person.name for person in world.bot.region.current.people}
        assert named[101] == "Семён Ильин"
        assert named[205] == "Ирина Сухова", "called as VK calls her"


async def _restarted(world: World) -> None:
    await world.kill()
    world.vk.clock.advance(timedelta(minutes=1))
    await world.start()


async def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    settings = Settings(database_url=f"sqlite+aiosqlite:///{tmp_path}/otklik.db", region_file=REGION)
    database = await open_database(settings)
    await database.close()
    with closing(sqlite3.connect(tmp_path / "otklik.db", isolation_level=None)) as later:
        later.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StartError, match="Сначала обновите бота"):
        await open_database(settings)
