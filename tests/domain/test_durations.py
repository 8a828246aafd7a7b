from datetime import timedelta

import pytest

from domain.durations import Duration, Unit


@pytest.mark.parametrize(
    ("text", "amount", "unit", "length"),
    [
        ("30s", 30, Unit.SECONDS, timedelta(seconds=30)),
        ("15m", 15, Unit.MINUTES, timedelta(minutes=15)),
        ("9h", 9, Unit.HOURS, timedelta(hours=9)),
        ("7d", 7, Unit.DAYS, timedelta(days=7)),
        ("0s", 0, Unit.SECONDS, timedelta(0)),
        (" 4h ", 4, Unit.HOURS, timedelta(hours=4)),
    ],
)
def test_a_duration_keeps_its_amount_and_unit(text, amount, unit, length):
    duration = Duration.parse(text)
    assert (duration.amount, duration.unit, duration.timedelta) == (amount, unit, length)
    assert str(duration) == text.strip()


def test_only_days_are_in_days():
    assert Duration.parse("7d").in_days
    assert not Duration.parse("168h").in_days
    assert Duration.parse("168h").timedelta == Duration.parse("7d").timedelta


def test_zero_is_false_so_that_zero_seconds_switches_a_thing_off():
    assert not Duration.parse("0s")
    assert Duration.parse("1s")


@pytest.mark.parametrize("text", ["", "9", "h", "9 h", "1.5h", "-3d", "9ч", "9w", "9H", "1h30m", "٣d", "9999999s"])
def test_what_is_not_a_duration_is_refused_with_its_words(text):
    with pytest.raises(ValueError, match="not a duration"):
        Duration.parse(text)


def test_a_negative_amount_cannot_be_built():
    with pytest.raises(ValueError, match="negative"):
        Duration(-1, Unit.HOURS)
