"""Answers said often, kept with blanks that are filled from the question or asked for (product.md 67)."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from domain.organisation import Region, Template

LONGEST, SHORTEST, MOST = 900, 10, 20
"""Letters of a template; templates of a municipality."""

DATE, STREET, NAME = "дата", "улица", "имя"
BLANKS = (STREET, NAME, DATE)
"""In the order they are asked for: the day last, it has buttons."""

CODES = {DATE: "date", STREET: "street"}
"""The names of blanks that are asked for, as notices have them."""

_BLANK = re.compile(r"\{\s*([^{}\s]+)\s*\}")
_ADDRESSING = re.compile(r"\{имя\}\s*[,!]?\s*")
_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def plain(text: str) -> str:
    """The text with its blanks spelt one way: «{ Дата }» is «{дата}»."""
    return _BLANK.sub(lambda found: f"{{{found[1].casefold()}}}", text.strip())


def strange_blanks(text: str) -> tuple[str, ...]:
    """Blanks that nobody could fill."""
    return tuple(name for name in _BLANK.findall(plain(text)) if name not in BLANKS)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with what is known; somebody nameless is simply not addressed."""
    if not values.get(NAME):
        text = _ADDRESSING.sub("", text)
    said = _BLANK.sub(lambda found: values.get(found[1]) or found[0], text).strip()
    return said[:1].upper() + said[1:]


def missing(text: str, values: Mapping[str, str]) -> str | None:
    """The blank to ask for next; None when the text is whole. A name is never asked for."""
    left = set(_BLANK.findall(filled(text, values)))
    return next((blank for blank in BLANKS if blank in left and blank in CODES), None)


def day_in_words(day: date) -> str:
    """«26 ноября»"""
    return f"{day.day} {_MONTHS[day.month - 1]}"


def of_municipality(region: Region, municipality: str) -> Sequence[Template]:
    """What people of a municipality may use: their own and the whole region's."""
    return tuple(one for one in region.templates if one.municipality in {municipality, ""})


def fitting(region: Region, municipality: str, topic: str | None) -> Sequence[Template]:
    """Those for a question's topic, and those for any."""
    return tuple(one for one in of_municipality(region, municipality) if not one.topic or one.topic == topic)


def find(region: Region, municipality: str, number: int) -> Template | None:
    """The template of a number, as a municipality sees it."""
    return next((one for one in of_municipality(region, municipality) if one.number == number), None)
