"""A moment as the variables of a phrase."""

from datetime import datetime

from bot.texts.phrasebook import Variables
from bot.texts.setting import Setting

NOMINATIVE = ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье")
GENITIVE = ("понедельника", "вторника", "среды", "четверга", "пятницы", "субботы", "воскресенья")
ACCUSATIVE = ("в понедельник", "во вторник", "в среду", "в четверг", "в пятницу", "в субботу", "в воскресенье")
SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def moment(name: str, at: datetime, setting: Setting) -> Variables:
    local = setting.region.calendar.local(at)
    today = setting.region.calendar.local(setting.now).date()
    away = (local.date() - today).days
    clock = f"{local.hour}:{local.minute:02}"
    date = f"{local.day} {MONTHS[local.month - 1]}"
    near = {0: "сегодня", 1: "завтра", -1: "вчера"}.get(away)
    week = 0 <= away < 7
    day = near or (NOMINATIVE[local.weekday()] if week else date)
    day_by = near or (GENITIVE[local.weekday()] if week else date)
    day_on = near or (ACCUSATIVE[local.weekday()] if week else date)
    short = near or (SHORT[local.weekday()] if week else f"{local:%d.%m}")
    return {
        name: f"{day}, {clock}",
        f"{name}_by": clock if away == 0 else f"{day_by}, {clock}",
        f"{name}_on": f"{day_on} в {clock}",
        f"{name}_short": f"{short} {clock}",
        f"{name}_time": f"{local:%H:%M}",
        f"{name}_day": day,
        f"{name}_day_by": date,
        f"{name}_date": f"{SHORT[local.weekday()]} {date}",
        f"{name}_digits": f"{local:%d.%m}",
        f"{name}_today": "yes" if away == 0 else "no",
        f"{name}_past": "yes" if at < setting.now else "no",
    }
