"""What officials are told of templates, and of words that wait for their look before they go."""

from dataclasses import dataclass
from datetime import datetime

from domain.notices.base import Quote, ToStaff, Verbatim


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template as a line of a list; `subject` is its topic's name."""

    template: int
    subject: str
    text: Quote


@dataclass(frozen=True, slots=True)
class TemplateList(ToStaff):
    """`шаблоны`"""

    rows: tuple[TemplateRow, ...]


@dataclass(frozen=True, slots=True)
class TemplateOffer(ToStaff):
    """[Шаблоны] on a card: which of them?"""

    number: int
    rows: tuple[TemplateRow, ...]


@dataclass(frozen=True, slots=True)
class TemplateKept(ToStaff):
    template: int
    subject: str
    text: Quote


@dataclass(frozen=True, slots=True)
class TemplateDropped(ToStaff):
    template: int


@dataclass(frozen=True, slots=True)
class TemplateAsk(ToStaff):
    """A blank nobody could fill yet: «date» or «street»."""

    number: int
    template: int
    blank: str


@dataclass(frozen=True, slots=True)
class Preview(ToStaff):
    """Words on their way: [Отправить] [Поправить]; `source` is «template» or «voice»."""

    number: int
    text: Verbatim
    said_at: datetime
    source: str
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteAnew(ToStaff):
    """[Поправить]: the words to copy; the next text is the answer."""

    number: int
    text: Verbatim
