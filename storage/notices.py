"""Notices as the name of their class and JSON."""

from functools import cache

from pydantic import TypeAdapter, ValidationError

import domain.notices
from domain.notices import Notice


@cache
def _adapter(name: str) -> TypeAdapter[Notice] | None:
    """None for a class this version does not know."""
    found = getattr(domain.notices, name, None)
    if isinstance(found, type) and issubclass(found, Notice):
        return TypeAdapter(found)
    return None


def encoded(notice: Notice) -> tuple[str, str]:
    name = type(notice).__name__
    adapter = _adapter(name)
    if adapter is None:
        raise TypeError(f"a notice must be a class of domain.notices, not {name}")
    return name, adapter.dump_json(notice).decode()


def decoded(name: str | None, body: str | None) -> Notice | None:
    """None when there is none, or when another version of the bot wrote what this one cannot read."""
    adapter = _adapter(name) if name else None
    if adapter is None or not body:
        return None
    try:
        return adapter.validate_json(body)
    except ValidationError:
        return None
