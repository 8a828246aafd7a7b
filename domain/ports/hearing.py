"""What a message is about, as far as its words tell, and who understands them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.gate import Passing
from domain.organisation import Region
from domain.place import VkId
from domain.question import Question


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
    theme: str = ""
    """The finer matter within the topic, by its name, where it stands out."""
    likely: tuple[str, ...] = ()
    """The likeliest topics, when none is sure: a person decides among them."""
    likely_themes: tuple[str, ...] = ()
    """Of each likely topic the finer matter, where one stands out, else empty."""
    municipality: str | None = None
    settlement: str | None = None
    address: str = ""
    urgent: str | None = None
    """The kind of danger (gas, fire, wire, flood, cold), when somebody may be in danger now."""
    me_too: bool = False
    """«и у нас», «+1»: joins a neighbour's question rather than asking another one."""
    because: tuple[str, ...] = ()
    passing: Passing | None = None
    """None of what no gate stands before: a danger, a sticker, words said to the bot."""


@dataclass(frozen=True, slots=True)
class Executors:
    """Who answered for such words before, the likeliest first, and the words that speak for the first of them."""

    people: tuple[VkId, ...] = ()
    because: tuple[str, ...] = ()


class Listener(Protocol):
    """Understands Russian messages of residents."""

    @property
    def precision(self) -> int:
        """Of how many in a hundred a topic named without asking must be right, where no gate says otherwise."""
        ...

    def hear(
        self, text: str, region: Region, *, municipality: str, asked_outright: bool, on_air: bool = False
    ) -> Hearing:
        """Never raises on any text; `asked_outright` says the person addressed the bot or wrote in private.

        `on_air`: said where a broadcast goes on, where people come to ask; less is enough for a question there.
        """
        ...

    def elsewhere(self, text: str, region: Region, *, municipality: str) -> str:
        """The place outside the region the writer says they write of; empty when it is only mentioned, or unsure."""
        ...

    def theme_of(self, text: str, region: Region, topic: str) -> str:
        """The finer matter of a text within a topic a person named, where one stands out; empty otherwise."""
        ...

    def executors(self, text: str, region: Region, among: Collection[VkId]) -> Executors:
        """An order among those who may answer, learned of who answered before; empty where nothing was learned."""
        ...

    def signs(self, text: str, region: Region, municipality: str) -> str:
        """By what kinds of signs a message is weighed, without its words: kept beside people's verdicts to learn."""
        ...

    def same(self, one: str, other: str) -> float:
        """How alike two questions are by their words, 0 to 1; places are compared by the caller."""
        ...

    def same_as(self, one: str, others: tuple[str, ...]) -> Sequence[float]:
        """The same of one question and each of several; cheap for many questions beside the same others."""
        ...

    def twins_since(self, municipality: str) -> datetime | None:
        """When the newest question was asked that `twins` remembers there; None before it remembers any."""
        ...

    def twins(self, question: Question, fresh: Sequence[Question], region: Region) -> Sequence[int]:
        """Numbers of remembered questions of the municipality about the same by words and place, the likeliest first.

        The question and the `fresh` ones are remembered from now on; one remembered may have been closed since.
        """
        ...

    def similar(self, question: Question, answered: Sequence[Question], region: Region) -> Sequence[int]:
        """Numbers of those among the answered ones that ask the same by words and place, the likeliest first."""
        ...

    def parts(self, text: str, region: Region) -> Sequence[str]:
        """The questions of one message, each in its own words; the whole of it when there is but one."""
        ...

    def rumour(self, text: str) -> str | None:
        """The sentence that spreads news of no source; None in nearly every text."""
        ...

    def same_rumour(self, one: str, other: str) -> bool:
        """Whether two such sentences spread the same news."""
        ...

    def is_thanks(self, text: str) -> bool:
        """Only thanks or a greeting, nothing to answer."""
        ...

    def is_abusive(self, text: str) -> bool:
        """Rude words or insults; plain anger is neither."""
        ...
