"""«Справки»: a department is asked for what the host should know. `about` is the question it hangs on."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices.base import Quote, Someone, ToStaff


@dataclass(frozen=True, slots=True)
class AirFactAsk(ToStaff):
    """The card of the department's official; a reply to it is the fact, `again` a day before."""

    air: int
    about: int
    host: Someone
    planned: datetime
    title: Quote
    questions: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class AirFactAsked(ToStaff):
    """To the moderator who asked."""

    official: Someone
    title: Quote
    reachable: bool
    before: bool
    """They were asked about this theme already."""


@dataclass(frozen=True, slots=True)
class AirFactTold(ToStaff):
    """To the official: it went to the host, and to nobody else."""

    title: Quote
    host: Someone
    mended: bool


@dataclass(frozen=True, slots=True)
class AirFactWhich(ToStaff):
    """Several are wanted: the reply to a card says which."""

    count: int


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A theme by its place, or (`index` 0) what an official told about the theme above."""

    index: int
    title: Quote
    questions: int
    votes: int
    official: Someone | None = None
    fact: Quote = Quote("")  # noqa: RUF009  a NewType is the string itself


@dataclass(frozen=True, slots=True)
class AirSheet(ToStaff):
    """The host's sheet as a private message: the next themes with what departments told."""

    air: int
    planned: datetime
    rows: tuple[SheetRow, ...]


@dataclass(frozen=True, slots=True)
class AirSheetSent(ToStaff):
    """To the moderator who had it sent."""

    host: Someone
    reachable: bool
