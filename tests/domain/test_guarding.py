"""Which hours are odd for an answer."""

import pytest

from domain.use_cases.answers.guarding import is_odd_hour
from tests.texts.samples import CALENDAR
from tests.world import moment


@pytest.mark.parametrize(
    ("at", "odd"),
    [
        ("2026-11-24 11:00", False),
        ("2026-11-24 13:30", False),
        ("2026-11-24 20:15", False),
        ("2026-11-24 22:01", True),
        ("2026-11-25 07:59", True),
        ("2026-11-29 12:00", True),
        ("2027-01-04 12:00", True),
    ],
)
def test_row_4_nights_and_days_off_are_odd_hours(at: str, odd: bool) -> None:
    assert is_odd_hour(CALENDAR, moment(at)) is odd
