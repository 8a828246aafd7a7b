"""What VK's refusals mean for the bot, by what can be done about them.

VkError
├── Refused        VK will never take it: say so to somebody, take another way
├── Busy           later it may work: the same request again
└── Misused        our own mistake or broken content: no retry, quarantine
"""

import math
from datetime import timedelta

UNREACHABLE = frozenset(
    {7, 18, 900, 901, 902, 917, 922, 927, 932, 935, 936, 945, 946, 979, 980, 983, 985, 987, 988}
    | {993, 996, 1012, 1017, 1021}
)
"""The person or the chat cannot be written to (vk/README 1.5)."""

STRIKES = 13000
"""The community broke VK's rules: it may not comment for a while."""

CLOSED = frozenset(
    {104, 203, 212, 213, 222, 223, 504, 801, 909, 913, 920, 921, 924, 940, 949, 962, 969, 984, 986, 1011, STRIKES}
)
"""This one thing will not be done: comments closed, too old to edit, a deleted message quoted, reactions used up."""

REACTIONS = frozenset({1009, 1010})
"""The chat does not take such a reaction at all."""

KEYBOARD = frozenset({911, 912, 943})
"""Our buttons are not taken: the words go without them."""

TOO_LONG = frozenset({910, 914})
"""More words than one message takes."""

NOT_A_MEMBER = 917
"""The bot is not in the chat, or no more."""

SHORT, MINUTES, LONG = timedelta(seconds=2), timedelta(minutes=1), timedelta(minutes=30)

PAUSES: dict[int, timedelta] = {
    1: SHORT,
    6: timedelta(seconds=1),
    9: MINUTES,
    10: SHORT,
    14: timedelta(minutes=10),
    29: LONG,
    944: LONG,
    995: MINUTES,
    5: timedelta(minutes=5),
    15: timedelta(minutes=5),
    27: timedelta(minutes=5),
    912: timedelta(minutes=5),
    925: timedelta(minutes=5),
    1051: timedelta(minutes=5),
    1117: timedelta(minutes=5),
}
"""How long to wait before asking again; a broken set-up (5, 15, 27, …) is mended by people and loses nothing."""

EXHAUSTED = frozenset({29, 944})
"""A quota of the method is used up: every other call of it would be refused as well."""

UNSURE = frozenset({1, 10})
"""VK stumbled in the middle: the work may have been done."""

SETUP = frozenset({5, 15, 27, 912, 925, 1051, 1117, 14})
"""An administrator has to do something."""

GLOBAL = frozenset({0, 5, 6, 14, 27, 1117})
"""It would have hit any other request as well: waited out however long it lasts."""

PATIENCE, SOON = 60, 6
"""Attempts before a text is left to a person: fifteen hours; half an hour when nobody knows what VK means."""


class VkError(Exception):
    """VK said no, or nothing; `code` is VK's, 0 when the network failed."""

    def __init__(self, code: int, words: str = "") -> None:
        super().__init__(f"{code} {words}".strip())
        self.code = code


class Refused(VkError):
    """Final."""

    @property
    def unreachable(self) -> bool:
        return self.code in UNREACHABLE

    @property
    def reactions_off(self) -> bool:
        return self.code in REACTIONS


class Busy(VkError):
    """Worth another try after `pause`; with `unknown` the work may have been done."""

    def __init__(self, code: int, words: str = "", *, pause: timedelta = SHORT, unknown: bool = False) -> None:
        super().__init__(code, words)
        self.pause = pause
        self.unknown = unknown

    @property
    def needs_people(self) -> bool:
        return self.code in SETUP

    @property
    def patience(self) -> float:
        """Attempts worth making."""
        if self.code in GLOBAL:
            return math.inf
        return PATIENCE if self.code in PAUSES else SOON


class Misused(VkError):
    """Our request is wrong."""


def class_of(error: VkError | None) -> str:
    """What became of a request, in one word for the metrics; «sent» without an error."""
    match error:
        case None:
            return "sent"
        case Refused():
            return "unreachable" if error.unreachable else "no-reactions" if error.reactions_off else "refused"
        case Busy(code=0):
            return "no-answer"
        case Busy():
            return "setup" if error.needs_people else "busy"
        case _:
            return "misused"


def error_of(code: int, words: str) -> VkError:
    """The class of a VK error; an unknown code is tried again for half an hour."""
    if code in UNREACHABLE or code in CLOSED or code in REACTIONS:
        return Refused(code, words)
    if code in PAUSES:
        return Busy(code, words, pause=PAUSES[code], unknown=code in UNSURE)
    if code in {3, 8, 12, 13, 22, 100, 105, 113, 114, 118, 121, 910, 911, 914, 943}:
        return Misused(code, words)
    return Busy(code, words, pause=MINUTES)
