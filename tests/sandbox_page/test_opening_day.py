"""The day on which the town of `otklik sandbox` opens."""

from datetime import UTC, datetime

import pytest

from bot.regionfile import load
from bot.sandbox import REGION, opening


@pytest.mark.parametrize(
    ("today", "opens"),
    [
        ("2026-11-21", "Tue 24 November 2026"),
        ("2026-11-24", "Tue 24 November 2026"),
        ("2026-11-25", "Tue 1 December 2026"),
        ("2026-10-30", "Tue 10 November 2026"),
        ("2026-12-28", "Tue 12 January 2027"),
        ("2026-06-08", "Tue 16 June 2026"),
    ],
)
def test_the_town_opens_on_a_tuesday_before_ordinary_days(today: str, opens: str) -> None:
    calendar = load(REGION).region.calendar
    start = opening(datetime.fromisoformat(today).replace(hour=12, tzinfo=UTC), calendar)
    assert f"{calendar.local(start):%a %-d %B %Y %H:%M}" == f"{opens} 10:00"
