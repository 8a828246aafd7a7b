"""Which month is meant by its name."""

from datetime import date

import pytest

from domain.use_cases.figures.promised import month_named

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("ноябрь", date(2026, 11, 1)),
        ("Декабрь", date(2025, 12, 1)),
        ("месяц", date(2026, 10, 1)),
        ("прошлый месяц", date(2026, 10, 1)),
        ("этот месяц", date(2026, 11, 1)),
        ("лето", None),
        ("", None),
    ],
)
def test_a_month_by_name(words: str, first: date | None) -> None:
    assert month_named(words, TODAY) == first


def test_the_month_before_january_is_december() -> None:
    assert month_named("месяц", date(2027, 1, 11)) == date(2026, 12, 1)
