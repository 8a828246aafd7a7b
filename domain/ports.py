"""What the use cases need from the outside, said by the core in its own words."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.organisation import Region


class Kind(StrEnum):
    QUESTION = "question"
    MAYBE = "maybe"
    CHATTER = "chatter"


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a message is about, as far as its words tell.

    `municipality` and `settlement` are named only when the text names them; `address` is the street and house as
    written; `because` lists the words that decided, for «почему сюда».
    """

    kind: Kind
    topic: str | None = None
    municipality: str | None = None
    settlement: str | None = None
    address: str = ""
    urgent: str | None = None
    """The kind of danger (gas, fire, wire, flood, cold), when somebody may be in danger now."""
    me_too: bool = False
    """«и у нас», «+1»: joins a neighbour's question rather than asking another one."""
    because: tuple[str, ...] = ()


class Listener(Protocol):
    """Understands Russian messages of residents."""

    def hear(self, text: str, region: Region, *, municipality: str, asked_outright: bool) -> Hearing:
        """Never raises on any text; `asked_outright` says the person addressed the bot or wrote in private."""
        ...

    def same(self, one: str, other: str) -> float:
        """How alike two questions are by their words, 0 to 1; places are compared by the caller."""
        ...

    def is_thanks(self, text: str) -> bool:
        """Only thanks or a greeting, nothing to answer."""
        ...
