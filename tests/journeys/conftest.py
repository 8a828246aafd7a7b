"""The town for the journeys."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.world import World, a_town


@pytest.fixture
async def tuesday_evening(tmp_path: Path) -> AsyncIterator[World]:
    """Tuesday, 24 November 2026, 19:42: after working hours."""
    async with a_town(tmp_path, at="2026-11-24 19:42") as town:
        yield town
