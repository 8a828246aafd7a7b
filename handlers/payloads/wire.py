"""The form in which a button travels through VK and back."""

from dataclasses import fields
from typing import Any

from handlers.payloads.base import About, Payload
from handlers.payloads.control import OfDistrict
from handlers.payloads.order import OfRemoval
from handlers.payloads.urgency import OfPlace

LARGEST = 2**53 - 1
"""Any number of a question or of a person is smaller, and every database can look it up."""


def _kinds(base: type[Payload]) -> dict[str, type[Payload]]:
    found = {kind.__name__: kind for kind in base.__subclasses__()}
    for kind in base.__subclasses__():
        found |= _kinds(kind)
    return found


KINDS = {name: kind for name, kind in _kinds(Payload).items() if kind not in {About, OfDistrict, OfPlace, OfRemoval}}


def encode(payload: Payload) -> dict[str, Any]:
    """The JSON value of a button, well below VK's 255 characters."""
    return {"a": type(payload).__name__, **{field.name: getattr(payload, field.name) for field in fields(payload)}}


def decode(value: object) -> Payload | None:
    """The button's meaning, or None for anything that is not ours, old or forged beyond shape."""
    if not isinstance(value, dict):
        return None
    kind = KINDS.get(str(value.get("a")))
    if kind is None:
        return None
    facts = {}
    for field in fields(kind):
        fact = value.get(field.name)
        wanted = int if field.type in (int, "int") else str
        if not isinstance(fact, wanted) or isinstance(fact, bool) or (isinstance(fact, int) and abs(fact) > LARGEST):
            return None
        facts[field.name] = fact
    return kind(**facts)
