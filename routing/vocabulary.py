"""Vocabularies kept as data beside the code: `cues.toml`, `urgent.toml`."""

import re
import tomllib
from importlib.resources import files

from routing.phrases import Phrases

_PART = re.compile(r"<(\w+)>")


def phrases(name: str) -> Phrases[str]:
    """The vocabulary of a file; each phrase means the list it stands in."""
    data = tomllib.loads(files("routing").joinpath(name).read_text("utf-8"))
    parts = {part: f"(?:{'|'.join(words)})" for part, words in data["parts"].items()}
    return Phrases(
        (_PART.sub(lambda match: parts[match.group(1)], phrase), kind)
        for kind, listed in data["phrases"].items()
        for phrase in listed
    )
