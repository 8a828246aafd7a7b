"""What every button has in common."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Payload:
    """One button's meaning; the wire form is its class's code and its fields."""


@dataclass(frozen=True, slots=True)
class About(Payload):
    """A button of one question."""

    q: int
