"""The town for those who try what they may not."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.security.town import Town, a_town, build


@pytest.fixture(scope="session")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of the town before anybody tries anything."""
    file = tmp_path_factory.mktemp("town") / "town.db"
    asyncio.run(build(file))
    return file


@pytest.fixture
async def town(settled: Path, tmp_path: Path) -> AsyncIterator[Town]:
    shutil.copy(settled, tmp_path / "town.db")
    async with a_town(tmp_path / "town.db") as town:
        yield town
