"""A moment as the variables of a phrase."""

from datetime import datetime

from bot.texts import when
from bot.texts.phrasebook import Variables, yes
from bot.texts.setting import Setting


def moment(name: str, at: datetime, setting: Setting) -> Variables:
    """`due` «четверг, 9:30», `due_by` «до четверга, 9:30», `due_on` «в четверг в 9:30», and so on."""
    calendar, now = setting.region.calendar, setting.now
    seen = when.Seen.by(at, now, calendar)
    # A day chosen without an hour lasts till its working hours end: the hour would only confuse.
    whole = calendar.closing(seen.day) == at
    return {
        name: when.when(seen),
        f"{name}_by": when.until(seen),
        f"{name}_on": when.on(seen),
        f"{name}_short": when.brief(seen),
        f"{name}_time": when.clock(seen),
        f"{name}_at": f"{seen.at.hour:02}:{seen.at.minute:02}",
        f"{name}_roughly": when.day_of(seen) if whole else when.when(seen),
        f"{name}_roughly_on": when.day_on(seen) if whole else when.on(seen),
        f"{name}_day_by": when.day_until(seen),
        f"{name}_day_short": when.day_short(seen),
        f"{name}_date": when.day_full(seen),
        f"{name}_digits": f"{seen.day.day}.{seen.day.month:02}",
        f"{name}_ago": when.ago(at, now),
        f"{name}_left": when.left(at - now),
        f"{name}_today": yes(seen.away == 0),
        f"{name}_past": yes(at < now),
    }
