"""Names of people as VK gives them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name; `sex` is 1 for a woman, 2 for a man and 0 when not told, as VK numbers them."""

    first: str
    last: str
    sex: int = 0
