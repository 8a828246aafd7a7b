"""Days and hours as the pages write them."""

from datetime import datetime
from zoneinfo import ZoneInfo

WEEKDAYS = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def day(at: datetime, zone: ZoneInfo) -> str:
    """«четверг, 3 декабря»"""
    local = at.astimezone(zone)
    return f"{WEEKDAYS[local.weekday()]}, {local.day} {MONTHS[local.month - 1]}"


def moment(at: datetime, zone: ZoneInfo) -> str:
    """«четверг, 3 декабря, 18:00»"""
    return f"{day(at, zone)}, {clock(at, zone)}"


def short(at: datetime, zone: ZoneInfo) -> str:
    """«чт 3.12»"""
    local = at.astimezone(zone)
    return f"{SHORT[local.weekday()]} {local.day}.{local.month:02}"


def clock(at: datetime, zone: ZoneInfo) -> str:
    """«18:00»"""
    return f"{at.astimezone(zone):%-H:%M}"
