"""An address as a message names it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """A street with or without a house, as written and as compared."""

    text: str
    street: tuple[str, ...]
    """The stems of the street's name."""
    house: str
    """«14а», «2/45», «3к2»; empty when none is named."""
    start: int
    end: int
