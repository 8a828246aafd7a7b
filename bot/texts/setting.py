"""Where and when a text is read, and the names known by then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.names import Name
from domain.organisation import Region


@dataclass(frozen=True, slots=True)
class Setting:
    now: datetime
    region: Region
    names: Mapping[int, Name] = field(default_factory=dict)
    """People of VK known so far; the roster needs none."""
    public: bool = False
    """A chat or a wall: other residents read it."""
