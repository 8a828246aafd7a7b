"""What the staff are told about the console."""

from dataclasses import dataclass

from domain.notices.base import ToStaff


@dataclass(frozen=True, slots=True)
class ConsoleLink(ToStaff):
    """`консоль`: an address that opens the console once."""

    link: str
    minutes: int
