"""What was counted since the start: one object of the process, handed to whoever counts."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Took:
    """How often something was done and how long it took in all."""

    times: int = 0
    seconds: float = 0.0
    longest: float = 0.0


@dataclass(slots=True)
class Tally:
    """Plain numbers: no words of people, no ids of people."""

    accepted: Counter[str] = field(default_factory=Counter)
    """Events that came, by the way they came: longpoll or callback; repeated ones too."""
    events: Counter[str] = field(default_factory=Counter)
    """Events taken from the inbox, by their fate: handled, failed, quarantined."""
    said: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Rows of the outbox by verb and what became of them."""
    reminders: int = 0
    left: int = 0
    """People who are no longer in a chat: the first sign that the bot is too much for it (failures.md 21)."""
    ticks: dict[str, Took] = field(default_factory=lambda: defaultdict(Took))

    def ticked(self, name: str, seconds: float) -> None:
        took = self.ticks[name]
        took.times += 1
        took.seconds += seconds
        took.longest = max(took.longest, seconds)
