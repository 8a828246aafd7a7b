"""Lists of words kept as data in `words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(files("routing").joinpath("words.toml").read_text("utf-8"))


def words(name: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(_lists()[name].split())


@cache
def pairs(name: str) -> dict[str, str]:
    """The pairs of a list of «this=that»."""
    return dict(pair.split("=", 1) for pair in _lists()[name].split())


def pattern(name: str) -> str:
    """The words of a list as one regular expression."""
    return f"(?:{'|'.join(_lists()[name].split())})"
