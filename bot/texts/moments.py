"""A moment as the variables of a phrase."""

from datetime import datetime

from bot.texts import when
from bot.texts.phrasebook import Variables, yes
from bot.texts.setting import Setting


def moment(name: str, at: datetime, setting: Setting) -> Variables:
    """`due` «четверг, 9:30», `due_by` «до четверга, 9:30», `due_on` «в четверг в 9:30», and so on."""
    calendar, now = setting.region.calendar, setting.now
    local = calendar.local(at)
    today = local.date() == calendar.local(now).date()
    # A day chosen without an hour lasts till its working hours end: the hour would only confuse.
    whole = calendar.closing(local.date()) == at
    return {
        name: when.when(at, now, calendar),
        f"{name}_by": when.until(at, now, calendar),
        f"{name}_on": when.on(at, now, calendar),
        f"{name}_short": when.brief(at, now, calendar),
        f"{name}_time": when.clock(at, calendar),
        f"{name}_at": f"{local:%H:%M}",
        f"{name}_roughly": when.day_of(at, now, calendar) if whole else when.when(at, now, calendar),
        f"{name}_roughly_on": when.day_on(at, now, calendar) if whole else when.on(at, now, calendar),
        f"{name}_day_by": when.day_until(at, now, calendar),
        f"{name}_day_short": when.day_short(at, now, calendar),
        f"{name}_date": when.day_full(at, now, calendar),
        f"{name}_digits": f"{local.day}.{local.month:02}",
        f"{name}_ago": when.ago(at, now),
        f"{name}_left": when.left(at - now),
        f"{name}_today": yes(today),
        f"{name}_past": yes(at < now),
    }
