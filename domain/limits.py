"""How much one person may make the bot say in a short time. Nothing they say is lost, only answers are fewer.

Written for somebody with a script, felt by nobody with two thumbs.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)

QUESTIONS = ((MINUTE, 5), (HOUR, 20))
"""So many questions of one person become cards and receipts of their own; one more is more of the last one."""

NEWS_A_MINUTE = 5
"""So many additions and corrections of one question are told to the official one by one; all are on the card."""

REPLIES_A_MINUTE = 10
"""So many of the bot's own words a resident gets in a minute; then one that asks to wait, then none."""

LONGEST_TEXT = 65_536
"""Characters a question may grow to; what comes beyond is in its history."""

MOST_MESSAGES = 100
"""Private messages that make one question; the next begins another."""


def too_many(asked: Iterable[datetime], at: datetime) -> bool:
    """Whether somebody who asked at these moments has asked enough for now."""
    moments = list(asked)
    return any(sum(at - length < moment <= at for moment in moments) >= most for length, most in QUESTIONS)
