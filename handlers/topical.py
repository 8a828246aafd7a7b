"""`тема`: of a question, or a summary of a matter."""

import re

from domain.use_cases.matters import topical
from handlers import staff
from handlers.talk import Talk
from handlers.words import Spoken

DAYS = re.compile(r"\s*(?:за\s+)?\b(\d{1,2})\s*(?:дн\w*|день|дня|сут\w*)\s*[.?]?\s*$", re.IGNORECASE)


async def topic(talk: Talk, spoken: Spoken) -> None:
    """`тема 214 Дороги`, `тема 214 219`; `тема вода Бор 7 дней`"""
    if not is_summary(spoken):
        await staff.merge(talk, spoken)
        return
    found = DAYS.search(spoken.words)
    days = int(found[1]) if found else 7
    await talk.reply(await topical.about(talk.scope, DAYS.sub("", spoken.words), days))


def is_summary(spoken: Spoken) -> bool:
    """No question's number, and so many days at the end."""
    return spoken.number is None and DAYS.search(spoken.words) is not None
