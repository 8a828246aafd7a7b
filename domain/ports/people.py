"""Who is who, what they are called, and who is away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.names import Name
from domain.organisation import Chat, Gate, Person, Template, TopicWord, Watch
from domain.place import VkId


@dataclass(frozen=True, slots=True)
class Absence:
    person: VkId
    since: datetime
    until: datetime
    substitute: VkId | None
    moved: tuple[int, ...] = ()
    """Questions that went to the substitute, to be brought back."""
    over: bool = False


class Absences(Protocol):
    async def add(self, absence: Absence) -> None: ...
    async def save(self, absence: Absence) -> None: ...
    async def away(self, now: datetime) -> Mapping[VkId, Absence]:
        """Who is away now."""
        ...

    async def ended(self, now: datetime) -> Sequence[Absence]: ...


class Names(Protocol):
    async def known(self, ids: Iterable[VkId]) -> Mapping[VkId, Name]:
        """The names among these that VK has told already."""
        ...


class Regions(Protocol):
    async def version(self) -> int:
        """Grows with every change of who is who."""
        ...

    async def stop_person(self, vk_id: VkId) -> None:
        """The person has no role until appointed anew, whatever the file says."""
        ...

    async def save_person(self, person: Person) -> None: ...
    async def save_word(self, word: TopicWord) -> None: ...
    async def drop_word(self, word: TopicWord) -> None: ...
    async def save_chat(self, chat: Chat) -> None: ...
    async def next_template(self) -> int:
        """A number no template had before."""
        ...

    async def save_template(self, template: Template) -> None: ...
    async def drop_template(self, template: Template) -> None: ...
    async def save_gate(self, gate: Gate) -> None: ...
    async def save_watch(self, watch: Watch) -> None: ...
