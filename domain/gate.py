"""The borders between question, perhaps and chatter that moderators move; what they would have let pass is counted.

Nothing of chatter is kept but that it was heard and how near to the borders it was: three small numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.organisation import SOFTEST, Gate

NEVER = SOFTEST - 1
"""Below every border."""


@dataclass(frozen=True, slots=True)
class Passing:
    """How strict the bot may be and still take a message: all that is kept of it when it is chatter.

    `question` and `perhaps` are steps of a gate, `topic` the precision up to which its topic is named without asking.
    """

    question: int = NEVER
    perhaps: int = NEVER
    topic: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """What a gate makes of messages."""

    questions: int = 0
    perhaps: int = 0
    named: int = 0
    """Those of both whose topic the bot would name by itself."""


def through(gate: Gate, heard: Iterable[tuple[Passing, int]], precision: int) -> Count:
    """What the gate would have made of messages, each kind of them met so many times."""
    questions = perhaps = named = 0
    for passing, times in heard:
        if passing.question >= gate.question:
            questions += times
        elif passing.perhaps >= gate.perhaps:
            perhaps += times
        else:
            continue
        named += times * (passing.topic >= precision)
    return Count(questions, perhaps, named)
