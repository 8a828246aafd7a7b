"""How fast the bot may speak: bursts look like spam, and VK shuts a community up for hours (failures.md 1).

Two different things are slowed. Whatever is said, texts of one conversation keep a distance. What residents did not ask
for just now goes out a few at once and then in slots, so that neither three hundred followers nor a whole town hear the
bot in the same minute.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

HOUR = timedelta(hours=1)

SLOT = timedelta(seconds=4)
"""One unasked notice of a community in each: fifteen a minute."""

AT_ONCE = 4
"""So many go without waiting while the slots just past are free; with them no minute sees more than twenty."""

LUCK = timedelta(seconds=2)
"""A notice leaves at a chance moment of the first part of its slot: an even beat is a robot's."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Spacing:
    """The distance texts of one conversation keep."""

    texts: timedelta = timedelta(seconds=1)
    """In a chat or a dialog."""
    comments: timedelta = timedelta(seconds=3)
    """Under one post or video: fast replies to comments were what VK blocked for."""
    hourly: int = 300
    """Texts a conversation may get in an hour; at 1 000 to one person VK's flood control does not lift any more."""

    @classmethod
    def none(cls) -> "Spacing":
        """No distance: for stories about something else."""
        return cls(timedelta(), timedelta(), 10**9)


SPACING = Spacing()


def first_slot(wanted: datetime) -> int:
    """The first slot that may be taken by a notice wanted at a moment: one of those just past, if it is free."""
    return (wanted - EPOCH) // SLOT - (AT_ONCE - 1)


def leaves_at(slot: int, wanted: datetime, luck: int) -> datetime:
    """When a notice in a slot leaves: at once if the slot has begun; `luck` is any number, its own."""
    begins = EPOCH + slot * SLOT
    chance = timedelta(milliseconds=luck % (LUCK // timedelta(milliseconds=1)))
    return begins + chance if begins > wanted else wanted
