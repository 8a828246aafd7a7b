from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.texts import when as words
from domain.calendar import Calendar

MOSCOW = ZoneInfo("Europe/Moscow")
CALENDAR = Calendar.always(MOSCOW)


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d.%m.%Y %H:%M").replace(tzinfo=MOSCOW).astimezone(UTC)


NOW = at("24.11.2026 19:42")  # a Tuesday


@pytest.mark.parametrize(
    ("moment", "when", "until", "on", "brief"),
    [
        ("24.11.2026 20:00", "сегодня, 20:00", "до 20:00", "сегодня в 20:00", "сегодня 20:00"),
        ("25.11.2026 09:30", "завтра, 9:30", "до завтра, 9:30", "завтра в 9:30", "завтра 9:30"),
        ("26.11.2026 09:30", "четверг, 9:30", "до четверга, 9:30", "в четверг в 9:30", "чт 9:30"),
        ("27.11.2026 12:30", "пятница, 12:30", "до пятницы, 12:30", "в пятницу в 12:30", "пт 12:30"),
        ("28.11.2026 00:05", "суббота, 0:05", "до субботы, 0:05", "в субботу в 0:05", "сб 0:05"),
        ("29.11.2026 09:00", "воскресенье, 9:00", "до воскресенья, 9:00", "в воскресенье в 9:00", "вс 9:00"),
        ("30.11.2026 23:59", "понедельник, 23:59", "до понедельника, 23:59", "в понедельник в 23:59", "пн 23:59"),
        ("01.12.2026 09:30", "1 декабря, 9:30", "до 1 декабря, 9:30", "1 декабря в 9:30", "вт 1.12, 9:30"),
        ("10.12.2026 09:30", "10 декабря, 9:30", "до 10 декабря, 9:30", "10 декабря в 9:30", "чт 10.12, 9:30"),
        ("15.01.2027 10:00", "15 января 2027, 10:00", "до 15 января 2027, 10:00", "15 января 2027 в 10:00",
         "пт 15.01.2027, 10:00"),
        ("23.11.2026 09:30", "вчера, 9:30", "до вчера, 9:30", "вчера в 9:30", "вчера 9:30"),
        ("20.11.2026 09:30", "20 ноября, 9:30", "до 20 ноября, 9:30", "20 ноября в 9:30", "пт 20.11, 9:30"),
    ],
)  # fmt: skip
def test_a_moment_in_words(moment, when, until, on, brief):
    said = [say(words.Seen.by(at(moment), NOW, CALENDAR)) for say in (words.when, words.until, words.on, words.brief)]
    assert said == [when, until, on, brief]


@pytest.mark.parametrize(
    ("moment", "day", "until", "on", "short", "full"),
    [
        ("24.11.2026 23:00", "сегодня", "до конца дня", "сегодня", "вт 24.11", "24 ноября"),
        ("25.11.2026 09:30", "завтра", "до завтра", "завтра", "ср 25.11", "25 ноября"),
        ("26.11.2026 09:30", "четверг", "до четверга", "в четверг", "чт 26.11", "26 ноября"),
        ("04.12.2026 09:30", "4 декабря", "до 4 декабря", "4 декабря", "пт 4.12", "4 декабря"),
        ("31.05.2027 17:30", "31 мая 2027", "до 31 мая 2027", "31 мая 2027", "пн 31.05.2027", "31 мая 2027"),
    ],
)
def test_a_day_in_words(moment, day, until, on, short, full):
    forms = (words.day_of, words.day_until, words.day_on, words.day_short, words.day_full)
    assert [say(words.Seen.by(at(moment), NOW, CALENDAR)) for say in forms] == [day, until, on, short, full]


def test_every_weekday_is_inflected():
    monday = at("06.12.2026 12:00")
    week = [monday + timedelta(days=n) for n in range(2, 7)]
    assert [words.day_until(words.Seen.by(day, monday, CALENDAR)) for day in week] == [
        "до вторника", "до среды", "до четверга", "до пятницы", "до субботы",
    ]  # fmt: skip
    assert [words.day_on(words.Seen.by(day, monday, CALENDAR)) for day in week][:2] == ["во вторник", "в среду"]


def test_the_day_changes_at_the_regions_midnight():
    night = datetime(2026, 11, 24, 21, 30, tzinfo=UTC)  # 0:30 of the 25th in Moscow
    assert words.when(words.Seen.by(night, NOW, CALENDAR)) == "завтра, 0:30"
    kaliningrad = Calendar.always(ZoneInfo("Europe/Kaliningrad"))
    assert words.when(words.Seen.by(night, NOW, kaliningrad)) == "сегодня, 23:30"


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(0), "только что"),
        (timedelta(seconds=59), "только что"),
        (timedelta(seconds=-5), "только что"),
        (timedelta(minutes=5), "5 мин назад"),
        (timedelta(minutes=59, seconds=59), "59 мин назад"),
        (timedelta(hours=1), "1 ч назад"),
        (timedelta(hours=26, minutes=40), "26 ч назад"),
        (timedelta(hours=47, minutes=59), "47 ч назад"),
        (timedelta(days=2), "2 дня назад"),
        (timedelta(days=5, hours=23), "5 дней назад"),
        (timedelta(days=21), "21 день назад"),
    ],
)
def test_ago(passed, said):
    assert words.ago(NOW - passed, NOW) == said


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=20), "1 мин"),
        (timedelta(minutes=40), "40 мин"),
        (timedelta(hours=2, minutes=10), "2 ч"),
        (timedelta(hours=-2), "2 ч"),
        (timedelta(hours=23, minutes=59), "23 ч"),
        (timedelta(hours=24), "сутки"),
        (timedelta(hours=35), "сутки"),
        (timedelta(hours=36), "2 дня"),
        (timedelta(days=5), "5 дней"),
    ],
)
def test_left(span, said):
    assert words.left(span) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 дней"), (1, "1 день"), (2, "2 дня"), (4, "4 дня"), (5, "5 дней"), (11, "11 дней"), (12, "12 дней"),
     (14, "14 дней"), (21, "21 день"), (22, "22 дня"), (101, "101 день"), (111, "111 дней"), (113, "113 дней")],
)  # fmt: skip
def test_days_are_counted_in_russian(count, said):
    assert words.days(count) == said
